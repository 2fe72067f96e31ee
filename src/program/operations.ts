import { multiplyAdds } from "../ops/primitives/cards.ts";
import type { Program } from "./program.ts";

/**
 * Arithmetic operations of one step, about: products and sums of contractions, one per element of what is pointwise. An
 * engine's choice may depend on this, for it is the same in every run.
 */
export function operationsOf({ groups }: Program): number {
  return groups.reduce((total, { values }) => {
    const pointwise = values.filter(({ kind }) => kind === "pointwise");
    return total + 2 * multiplyAdds(values) + pointwise.reduce((sum, { size }) => sum + size, 0);
  }, 0);
}
