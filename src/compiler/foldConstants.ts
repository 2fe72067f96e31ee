import { bytesPerElement } from "../base/dtype.ts";
import type { GraphBuilder } from "../graph/builder.ts";
import { evaluate } from "../graph/interpret/interpret.ts";
import { rewrite, type Pass } from "./rewrite.ts";

/** Larger results are computed by the program: a constant would take more room than its code. */
const largestConstant = 4096;

/** Computes at compile time what depends on constants alone. Views stay, so that scalars remain scalars. */
export const foldConstants: Pass = {
  name: "fold",
  run: (outputs) =>
    rewrite(outputs, (value) => {
      if (value.kind === "source" || value.is("broadcast")) return undefined;
      if (value.kind === "control" || value.kind === "part") return undefined;
      if (value.size * bytesPerElement(value.dtype) > largestConstant) return undefined;
      if (!value.inputs.every((input) => input.is("constant"))) return undefined;
      const builder = value.builder as GraphBuilder;
      const data = evaluate(value.primitive, value.inputs, value.attributes, value);
      return builder.constant(data, value.shape, value.dtype);
    }),
};
