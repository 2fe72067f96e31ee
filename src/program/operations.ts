import type { Program, Step } from "./program.ts";

/**
 * Operations of one step of a program, about. Loops count as often as they may run, branches by their longest case. An
 * engine's choice may depend on this, for it is the same in every run.
 */
export function operationsOf({ groups, steps }: Program): number {
  const inSteps = (list: readonly Step[]): number =>
    list.reduce((total, step) => total + inStep(step), 0);
  const inStep = (step: Step): number => {
    switch (step.kind) {
      case "launch":
        return groups[step.group]!.operations;
      case "loop":
        return (step.count ?? 1) * (inSteps(step.condition?.steps ?? []) + inSteps(step.body));
      case "branch":
        return Math.max(0, ...step.cases.map(inSteps));
    }
  };
  return inSteps(steps);
}
