import { topologicalOrder } from "../graph/builder.ts";
import type { Value } from "../graph/value.ts";
import type { RareCard } from "../ops/primitives/card.ts";
import type { Pass } from "./rewrite.ts";

/** Folds scales and shifts into the factors before them, where a card says how. `state`: the parameters that no step changes. */
export function scales(state: ReadonlySet<Value>): Pass {
  return {
    name: "scales",
    *run(outputs) {
      yield;
      const cards = topologicalOrder(outputs).map(
        ({ brought }) => brought as RareCard<"conv"> | undefined,
      );
      const card = cards.find((found) => found?.folded !== undefined);
      return card?.folded === undefined ? outputs : yield* card.folded(outputs, state);
    },
  };
}
