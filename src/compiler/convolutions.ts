import type { Value } from "../graph/value.ts";
import type { RareCard } from "../ops/primitives/card.ts";
import { rewrite, type Pass } from "./rewrite.ts";

/** Makes convolutions smaller, or products of matrices: whatever is less work by its card. */
export const convolutions: Pass = {
  name: "convolutions",
  run: (outputs) =>
    rewrite(outputs, (value) =>
      (value.brought as RareCard<"conv"> | undefined)?.simpler?.(value as Value<"conv">),
    ),
};
