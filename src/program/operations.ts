import type { Value } from "../graph/value.ts";
import { multiplyAdds } from "../ops/primitives/cards.ts";
import type { Group, Program, Step } from "./program.ts";

/**
 * Operations of one step of a program, about, from shapes alone: products and sums of contractions, one per element of
 * what is pointwise or folded. Loops count as often as they may run, branches by their longest case. An engine's choice
 * may depend on this, for it is the same in every run.
 */
export function operationsOf({ groups, steps }: Program): number {
  const inSteps = (list: readonly Step[]): number =>
    list.reduce((total, step) => total + inStep(step), 0);
  const inStep = (step: Step): number => {
    switch (step.kind) {
      case "launch":
        return operationsOfGroup(groups[step.group]!);
      case "loop":
        return (step.count ?? 1) * (inSteps(step.condition?.steps ?? []) + inSteps(step.body));
      case "branch":
        return Math.max(0, ...step.cases.map(inSteps));
    }
  };
  return inSteps(steps);
}

function operationsOfGroup({ values, prepares }: Group): number {
  if (prepares !== undefined) return values[0]!.size;
  return 2 * multiplyAdds(values) + values.reduce((sum, value) => sum + perElement(value), 0);
}

function perElement(value: Value): number {
  if (value.kind === "pointwise") return value.size;
  const folds = value.kind === "reduction" || value.kind === "rowwise" || value.kind === "window";
  if (!folds && !value.is("scatterAdd")) return 0;
  return value.inputs.reduce((most, { size }) => Math.max(most, size), value.size);
}
