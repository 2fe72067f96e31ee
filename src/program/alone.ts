import type { Program, Step } from "./program.ts";

/** One launch of a program with the loops around it. */
export interface LoneLaunch {
  /** Group 0, in loops of as many rounds as it would do; those of unknown number do one. */
  readonly steps: readonly Step[];
  /** How often it runs in a step; 0 of the prologue, which a step does not need again. */
  readonly rounds: number;
}

/** Every group of a program as all that is done, by its number. */
export function launchesAlone({ groups, steps, prologue }: Program): LoneLaunch[] {
  const found: (LoneLaunch | undefined)[] = groups.map(() => undefined);
  const walk = (inner: readonly Step[], around: (step: Step) => Step, rounds: number): void => {
    for (const step of inner) {
      if (step.kind === "launch") {
        found[step.group] = { steps: [around({ kind: "launch", group: 0 })], rounds };
      } else if (step.kind === "branch") {
        const isPrologue = step.index === prologue?.stale;
        step.cases.forEach((own) => walk(own, around, isPrologue ? 0 : rounds));
      } else {
        const { loop, condition, body } = step;
        const count = step.count === null || condition !== undefined ? 1 : step.count;
        const inLoop = (only: Step): Step =>
          around({ kind: "loop", loop, count, condition: undefined, body: [only] });
        walk([...(condition?.steps ?? []), ...body], inLoop, rounds * count);
      }
    }
  };
  walk(steps, (step) => step, 1);
  return found.map((launch) => launch!);
}
