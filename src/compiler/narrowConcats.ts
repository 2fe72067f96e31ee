import type { Value } from "../graph/value.ts";
import { rewrite, type Pass } from "./rewrite.ts";

/** A kernel has parameters for all that is joined, of which engines allow some hundreds, and a choice per element. */
const widest = 64;

/** Joins more values than a kernel can take in steps: concats of concats. */
export const narrowConcats: Pass = {
  name: "narrow",
  run: (outputs) =>
    rewrite(outputs, (value) => {
      if (!value.is("concat") || value.inputs.length <= widest) return undefined;
      const { builder, primitive, attributes } = value;
      let parts: readonly Value[] = value.inputs;
      while (parts.length > 1) {
        const wider: Value[] = [];
        for (let first = 0; first < parts.length; first += widest) {
          const own = parts.slice(first, first + widest);
          wider.push(
            own.length === 1 ? own[0]! : (builder.emit(primitive, own, attributes) as Value),
          );
        }
        parts = wider;
      }
      return parts[0];
    }),
};
