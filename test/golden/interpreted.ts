import type { TypedArray } from "../../src/base/dtype.ts";
import type { AttributesOf, Primitive } from "../../src/graph/alphabet.ts";
import type { GraphBuilder } from "../../src/graph/builder.ts";
import { interpretGraph } from "../../src/graph/interpret/interpret.ts";
import type { Emitted } from "../../src/graph/signature.ts";
import type { Builder, Operand, Value } from "../../src/graph/value.ts";
import { newGraph } from "../../src/ops/primitives/cards.ts";
import { Tensor } from "../../src/tensor/tensor.ts";
import { elementsOf, type GoldenTensor } from "./support.ts";

function parametersOf(graph: GraphBuilder): Map<Value, TypedArray> {
  return new Map([...graph.variables].map(([variable, value]) => [value, variable.data]));
}

/** Computes every primitive at once with the interpreter: eager execution without an engine. */
const interpreted: Builder = {
  tracing: false,
  emit<P extends Primitive>(
    primitive: Emitted<P>,
    inputs: readonly Operand[],
    attributes: AttributesOf<P>,
  ): Tensor {
    const graph = newGraph();
    const value = graph.emit(primitive, inputs, attributes);
    const [data] = interpretGraph([value], parametersOf(graph));
    return new Tensor(data!, value.shape, value.dtype, interpreted);
  },
};

/** A golden tensor that computes with the interpreter. */
export function eager(golden: GoldenTensor): Tensor {
  return new Tensor(elementsOf(golden), golden.shape, golden.dtype, interpreted);
}

/** The type of a step's data. */
export type StepType = Pick<GoldenTensor, "shape" | "dtype">;

/** Traces a step once; what it returns runs it with the interpreter and updates the variables that it assigned. */
export function traceStep(
  types: readonly StepType[],
  step: (inputs: readonly Value[], graph: GraphBuilder) => void,
): (data: readonly GoldenTensor[]) => void {
  const graph = newGraph();
  const inputs = types.map(({ shape, dtype }, i) => graph.parameter(`x${i}`, shape, dtype));
  step(inputs, graph);
  const { updates } = graph;
  return (data) => {
    const given = new Map([
      ...parametersOf(graph),
      ...inputs.map((value, i) => [value, elementsOf(data[i]!)] as const),
    ]);
    const results = interpretGraph(
      updates.map(({ value }) => value),
      given,
    );
    for (const [i, { variable }] of updates.entries()) variable.assign(results[i]!);
  };
}

/** Traces a step and runs it once. */
export function runStep(
  data: readonly GoldenTensor[],
  step: (inputs: readonly Value[], graph: GraphBuilder) => void,
): void {
  traceStep(data, step)(data);
}
