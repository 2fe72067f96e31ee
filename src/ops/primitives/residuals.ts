import { topologicalOrder } from "../../graph/builder.ts";
import type { Value } from "../../graph/value.ts";
import { isExpensive } from "../../graph/cost.ts";

/** What a value of a step is to the steps back. */
export interface StepValues {
  /** It depends on the gradients that come from later steps. */
  readonly isLater: (value: Value) => boolean;
  /** It is at hand in the step back without being kept. */
  readonly isFree: (value: Value) => boolean;
}

/**
 * The values of the forward steps that are kept for the steps back: those that `results` use and that are costly. A
 * cheap one is computed again from others, unless that means to keep more than one other in its place.
 */
export function residualsOf(
  results: readonly Value[],
  { isLater, isFree }: StepValues,
): readonly Value[] {
  const used = new Set<Value>();
  for (const value of topologicalOrder(results)) {
    if (!isLater(value)) continue;
    for (const input of value.inputs) if (!isLater(input)) used.add(input);
  }
  for (const value of results) if (!isLater(value)) used.add(value);

  /** What must be at hand to compute the value anew: nothing of what is free. */
  const leaves = (value: Value): readonly Value[] => {
    const found = new Set<Value>();
    const visit = (current: Value): void => {
      if (isFree(current)) return;
      if (current.is("parameter") || isExpensive(current)) {
        found.add(current);
        return;
      }
      current.inputs.forEach(visit);
    };
    visit(value);
    return [...found];
  };

  const kept = new Set<Value>();
  const cheap: Value[] = [];
  for (const value of used) {
    const own = leaves(value);
    if (own.length === 1 && own[0] === value) kept.add(value);
    else if (own.length > 0) cheap.push(value);
  }
  for (const value of cheap) {
    const missing = leaves(value).filter((leaf) => !kept.has(leaf));
    if (missing.length === 0) continue;
    const [only] = missing;
    kept.add(missing.length === 1 && only!.size <= value.size ? only! : value);
  }
  return [...kept];
}
