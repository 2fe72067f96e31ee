import type { DType } from "../base/dtype.ts";
import type { Operand } from "../graph/value.ts";
import { whileTracing } from "../graph/variable.ts";
import { newGraph } from "../ops/primitives/cards.ts";
import type { PartialShape } from "./symbolic.ts";

/** Batch extents of the two trial traces that find out where the batch axis goes. */
const trialBatches = [2, 3] as const;

/** Shape and dtype of what comes out of a layer; null where an extent follows that of the batch. */
export interface OutputType {
  readonly shape: PartialShape;
  readonly dtype: DType;
}

/** What comes out for inputs of these shapes, found by tracing `call` in two graphs that are thrown away. */
export function traceShapes(
  call: (inputs: readonly Operand[]) => Operand | readonly Operand[],
  inputShapes: readonly PartialShape[],
  dtypes: readonly DType[],
): OutputType[] {
  const [first, second] = trialBatches.map((batch) => {
    const graph = newGraph();
    const inputs = inputShapes.map((shape, i) => {
      // Other unknown axes get extents of their own.
      const known = shape.map((extent, axis) => extent ?? batch + 10 * axis);
      return graph.parameter(`x${i}`, known, dtypes[i]!);
    });
    const outputs = whileTracing(graph, () => call(inputs));
    return Array.isArray(outputs) ? (outputs as readonly Operand[]) : [outputs as Operand];
  });
  return first!.map(({ shape, dtype }, i) => ({
    dtype,
    shape: shape.map((extent, axis) => (second![i]!.shape[axis] === extent ? extent : null)),
  }));
}
