import { describe, expect, test } from "vitest";
import type { Layer } from "hornet/layers";
import { fromConfig, toCamelCase } from "../base/config.ts";
import { allocate, isFloat, type DType, type TypedArray } from "../base/dtype.ts";
import type { Shape } from "../base/shape.ts";
import { RandomStream } from "../base/random.ts";
import { GraphBuilder } from "../graph/builder.ts";
import { interpretGraph } from "../graph/interpret/interpret.ts";
import type { Operand, Value } from "../graph/value.ts";
import { Variable } from "../graph/variable.ts";
import { gradients } from "../grad/reverse.ts";
import type { SavedLayer } from "./saved.ts";
import { deserialize } from "../models/deserialize.ts";
import { commonCards, newGraph } from "../ops/primitives/cards.ts";
import {
  compute,
  computeGradients,
  difference,
  elementsOf,
  type GoldenTensor,
  type Tolerance,
} from "../../test/golden/support.ts";

/** A layer case of the goldens. */
export interface LayerCase {
  readonly name: string;
  readonly layer: SavedLayer;
  readonly mode: "single" | "list" | "args";
  /** What the layer is told besides, in Keras's spelling: `use_causal_mask`. */
  readonly call: Readonly<Record<string, unknown>>;
  /** Of the inputs; one that has a name, such as "mask", is given by it. */
  readonly input_names?: readonly (string | null)[];
  readonly inputs: readonly GoldenTensor[];
  readonly weights: readonly {
    readonly path: string;
    readonly trainable: boolean;
    readonly value: GoldenTensor;
  }[];
  readonly cotangents: readonly GoldenTensor[];
  readonly expected: {
    readonly outputs: readonly GoldenTensor[];
    readonly input_grads: readonly (GoldenTensor | null)[];
    readonly weight_grads: readonly (GoldenTensor | null)[];
    readonly weights_after_call?: Readonly<Record<string, GoldenTensor>>;
    readonly layer_losses?: readonly GoldenTensor[];
    readonly output_shape: readonly (readonly number[])[];
  };
  readonly tolerance: Readonly<Record<string, Tolerance>>;
}

/** A graph that takes weights in float64, so that differences show the true slope. */
class Float64Graph extends GraphBuilder {
  readonly parameters = new Map<Variable, Value>();

  override lift(operand: Operand): Value {
    if (!(operand instanceof Variable) || !isFloat(operand.dtype)) return super.lift(operand);
    let value = this.parameters.get(operand);
    if (value === undefined) {
      value = this.parameter(operand.path, operand.shape, "float64");
      this.parameters.set(operand, value);
    }
    return value;
  }

  override assign(): void {}
}

/** The layer of a case, with its weights. */
function layerOf(golden: LayerCase): Layer {
  const { layer: saved, weights } = golden;
  const layer = deserialize(saved);
  layer.ensureBuilt(plainOf(golden, golden.inputs).map(({ shape }) => shape));
  expect(layer.weights.map(({ path, trainable }) => ({ path, trainable }))).toEqual(
    weights.map(({ path, trainable }) => ({ path, trainable })),
  );
  layer.weights.forEach((variable, i) => variable.assign(elementsOf(weights[i]!.value)));
  return layer;
}

/** The inputs that are given without a name. */
function plainOf<T>({ input_names: names }: LayerCase, inputs: readonly T[]): T[] {
  return inputs.filter((_, i) => typeof names?.[i] !== "string");
}

/** What the layer is told besides its inputs. */
function optionsOf({ call }: LayerCase): Record<string, unknown> {
  return fromConfig(call);
}

function callLayer(layer: Layer, golden: LayerCase, inputs: readonly Operand[]): Operand[] {
  const named = inputs.flatMap((input, i) => {
    const name = golden.input_names?.[i];
    return typeof name === "string" ? [[toCamelCase(name), input] as const] : [];
  });
  const context = { training: false, ...optionsOf(golden), ...Object.fromEntries(named) };
  const result = layer.apply(plainOf(golden, inputs), context);
  return Array.isArray(result) ? [...(result as readonly Operand[])] : [result as Operand];
}

/** Expects each tensor to be the golden one. */
function expectTensors(
  field: string,
  actual: readonly Parameters<typeof difference>[0][],
  expected: readonly (GoldenTensor | null)[],
  tolerance: Tolerance | undefined,
): void {
  expect(actual, field).toHaveLength(expected.length);
  const found = expected.map((wanted, i) =>
    wanted === null ? noGradient(actual[i]!.data) : difference(actual[i]!, wanted, tolerance),
  );
  expect(found, field).toEqual(expected.map(() => undefined));
}

function noGradient(data: TypedArray): string | undefined {
  return data.every((x) => x === 0) ? undefined : "not zero";
}

/** Values, gradients, losses, updates and shapes are Keras's. */
function expectGolden(golden: LayerCase): void {
  const { expected, tolerance, cotangents } = golden;
  const layer = layerOf(golden);
  const graph = newGraph();
  const inputs = golden.inputs.map(({ shape, dtype }, i) => graph.parameter(`x${i}`, shape, dtype));
  const outputs = callLayer(layer, golden, inputs);
  const losses = [...layer.regularizationLosses(graph), ...graph.losses];
  const weights = layer.weights.map((variable) =>
    graph.parameter(variable.path, variable.shape, variable.dtype),
  );
  const starts = layer.weights.map((variable, i) => graph.variables.get(variable) ?? weights[i]!);
  const given = new Map<Value, TypedArray>([
    ...[...graph.variables].map(([variable, value]) => [value, variable.data] as const),
    ...weights.map((value, i) => [value, layer.weights[i]!.data] as const),
    ...inputs.map((value, i) => [value, elementsOf(golden.inputs[i]!)] as const),
  ]);
  expectTensors("outputs", compute(outputs, graph, given), expected.outputs, tolerance["outputs"]);
  const { updates } = graph;
  const found = computeGradients(outputs, cotangents, [...inputs, ...starts], graph, given);
  const [ofInputs, ofWeights] = [found.slice(0, inputs.length), found.slice(inputs.length)];
  expectTensors("input_grads", ofInputs, expected.input_grads, tolerance["input_grads"]);
  // Keras takes no gradient with respect to moving averages.
  const trained = golden.weights.flatMap(({ trainable }, i) => (trainable ? [i] : []));
  expectTensors(
    "weight_grads",
    trained.map((i) => ofWeights[i]!),
    trained.map((i) => expected.weight_grads[i]!),
    tolerance["weight_grads"],
  );
  const lossValues = compute(losses, graph, given);
  expectTensors("layer_losses", lossValues, expected.layer_losses ?? [], tolerance["layer_losses"]);
  const after = Object.entries(expected.weights_after_call ?? {});
  expect(updates.map(({ variable }) => layer.weights.indexOf(variable))).toEqual(
    after.map(([index]) => Number(index)),
  );
  expectTensors(
    "weights_after_call",
    compute(
      updates.map(({ value }) => value),
      graph,
      given,
    ),
    after.map(([, tensor]) => tensor),
    tolerance["weights_after_call"],
  );
}

/** A direction to step in. */
function directionLike(data: TypedArray, stream: RandomStream): Float64Array {
  return Float64Array.from(data, () => stream.uniform() * 2 - 1);
}

/** Σ x · y */
function product(x: TypedArray, y: TypedArray): number {
  return Array.from(x).reduce((sum, own, i) => sum + own * y[i]!, 0);
}

/** How far inputs are moved to where a layer's values do not jump: a mask that is compared with has no slope. */
const away: Readonly<Record<string, number>> = { Masking: 0.01 };

/** What a gradient check calls: a layer, and its inputs in order. */
export interface GradientSample {
  readonly inputs: readonly {
    readonly shape: Shape;
    readonly dtype: DType;
    readonly data: TypedArray;
  }[];
  readonly call: (inputs: readonly Operand[]) => readonly Operand[];
  /** The weights of the outputs in the sum whose slope is looked at; default: drawn. */
  readonly cotangents?: readonly TypedArray[];
}

/** The gradient in float64 agrees with central differences along random directions. */
export function expectGradient({ inputs: given, call, cotangents: factors }: GradientSample): void {
  const graph = new Float64Graph(commonCards);
  const stream = new RandomStream([7, 11]);
  const inputs = given.map(({ shape, dtype }, i) =>
    graph.parameter(`x${i}`, shape, isFloat(dtype) ? "float64" : dtype),
  );
  const outputs = call(inputs).map((output) => graph.lift(output));
  const cotangents = outputs.map(({ shape, size }, o) =>
    graph.constant(
      factors === undefined
        ? directionLike(new Float64Array(size), stream)
        : Float64Array.from(factors[o]!),
      shape,
      "float64",
    ),
  );
  const start = new Map<Value, TypedArray>([
    ...[...graph.variables].map(([variable, value]) => [value, variable.data] as const),
    ...[...graph.parameters].map(
      ([variable, value]) => [value, Float64Array.from(variable.data)] as const,
    ),
    ...inputs.map((value, i) => {
      const { data } = given[i]!;
      return [value, isFloat(value.dtype) ? Float64Array.from(data) : data] as const;
    }),
  ]);
  const total = (at: ReadonlyMap<Value, TypedArray>): number =>
    interpretGraph(outputs, at).reduce(
      (sum, data, o) => sum + product(data, cotangents[o]!.data),
      0,
    );
  const wrt = [...start.keys()].filter((value) => value.dtype === "float64");
  const found = gradients(outputs, cotangents, wrt);
  wrt.forEach((value, i) => {
    const data = start.get(value)!;
    const direction = directionLike(data, stream);
    const step = 1e-5;
    const moved = (sign: number): Map<Value, TypedArray> =>
      new Map(start).set(
        value,
        Float64Array.from(data, (x, j) => x + sign * step * direction[j]!),
      );
    const slope = (total(moved(1)) - total(moved(-1))) / (2 * step);
    const gradient = found[i];
    const [own] =
      gradient === undefined
        ? [allocate("float64", data.length)]
        : interpretGraph([gradient], start);
    const along = product(own!, direction);
    expect(Math.abs(along - slope), `gradient of parameter ${i}`).toBeLessThan(
      1e-6 * (1 + Math.abs(slope)),
    );
  });
}

/** The same of a golden case. */
function expectGoldenGradient(golden: LayerCase): void {
  const layer = layerOf(golden);
  const by = away[golden.layer.class_name] ?? 0;
  expectGradient({
    inputs: golden.inputs.map((tensor) => {
      const { shape, dtype } = tensor;
      const data = elementsOf(tensor);
      return { shape, dtype, data: isFloat(dtype) ? Float64Array.from(data, (x) => x + by) : data };
    }),
    call: (inputs) => callLayer(layer, golden, inputs),
    cotangents: golden.cotangents.map(elementsOf),
  });
}

/** Without training the rows of a batch do not know of each other: 1 and 5 rows give the same as all. */
function expectAnyBatch(golden: LayerCase): void {
  const layer = layerOf(golden);
  const inference: LayerCase = { ...golden, call: { ...golden.call, training: false } };
  const rows = golden.inputs[0]!.shape[0]!;
  const run = (indices: readonly number[]): { shape: readonly number[]; data: TypedArray }[] => {
    const graph = newGraph();
    const given = new Map<Value, TypedArray>();
    const inputs = golden.inputs.map((tensor, i) => {
      const value = graph.parameter(
        `x${i}`,
        [indices.length, ...tensor.shape.slice(1)],
        tensor.dtype,
      );
      given.set(value, takeRows(elementsOf(tensor), rows, indices));
      return value;
    });
    const outputs = callLayer(layer, inference, inputs);
    for (const [variable, value] of graph.variables) given.set(value, variable.data);
    return compute(outputs, graph, given);
  };
  const all = run(Array.from({ length: rows }, (_, i) => i));
  for (const indices of [[0], Array.from({ length: 5 }, (_, i) => (i * 2 + 1) % rows)]) {
    run(indices).forEach(({ shape, data }, o) => {
      expect(shape).toEqual([indices.length, ...all[o]!.shape.slice(1)]);
      expect([...data]).toEqual([...takeRows(all[o]!.data, rows, indices)]);
    });
  }
  const shapes = plainOf(golden, golden.inputs).map(({ shape }) => shape);
  const open = shapes.map((shape) => [null, ...shape.slice(1)]);
  const dtypes = golden.inputs.map(({ dtype }) => dtype);
  const options = optionsOf(golden);
  expect(layer.computeOutputs(open, dtypes, options).map(({ shape }) => shape)).toEqual(
    golden.expected.output_shape.map((shape) => [null, ...shape.slice(1)]),
  );
  expect(layer.computeOutputs(shapes, dtypes, options).map(({ shape }) => shape)).toEqual(
    golden.expected.output_shape,
  );
}

function takeRows(data: TypedArray, rows: number, indices: readonly number[]): TypedArray {
  const width = data.length / rows;
  const taken = new (data.constructor as new (length: number) => TypedArray)(
    width * indices.length,
  );
  indices.forEach((row, i) => taken.set(data.subarray(row * width, (row + 1) * width), i * width));
  return taken;
}

/** The layer saves what it was loaded from, and what it saves loads again. */
function expectRoundTrip(golden: LayerCase): void {
  const layer = deserialize(golden.layer);
  expect(layer.toJSON()).toEqual(golden.layer);
  expect(deserialize(JSON.parse(JSON.stringify(layer))).toJSON()).toEqual(golden.layer);
}

/** What every layer must do, shown on one golden case. */
export function layerCase(golden: LayerCase): void {
  describe(`case ${golden.name}`, () => {
    test("values, gradients, losses and updates are Keras's", () => expectGolden(golden));
    test("its gradient is that of its values, in float64", () => expectGoldenGradient(golden));
    test("batches of 1 and 5, output shapes", () => expectAnyBatch(golden));
    test("its config is Keras's, there and back", () => expectRoundTrip(golden));
  });
}
