import { Operand, type Value } from "../../src/graph/value.ts";
import { HostLayer } from "../../src/layers/hostLayer.ts";
import type { CallContext, Layer } from "../../src/layers/layer.ts";
import { deserialize } from "../../src/models/deserialize.ts";
import { Tensor } from "../../src/tensor/tensor.ts";
import { Texts } from "../../src/tensor/texts.ts";
import { checkAnswer, checkField, compare, compareGradients, type Answer } from "./compare.ts";
import { eagerTensor, execute, gradientsOf, hostOf, named, toList, unnamed } from "./execute.ts";
import { camelKeys, construct, Missing } from "./missing.ts";
import { decode, isRecord, isTextTensor, listOf, tensorOf, tensorsOf, textsOf } from "./tensors.ts";
import type { CaseRunner, GoldenCase, HostTensor, Json, JsonRecord } from "./types.ts";

/** Calls a layer as the case's mode says. */
function call(layer: Layer, golden: GoldenCase, inputs: readonly Operand[]): readonly Operand[] {
  const { given } = golden;
  const names = listOf(given, "input_names");
  const keyed = inputs.flatMap((input, i) =>
    typeof names[i] === "string" ? [[names[i], input] as const] : [],
  );
  const plain = inputs.filter((_, i) => typeof names[i] !== "string");
  const isState = given["mode"] === "rnn_state";
  const context = {
    training: false,
    ...camelKeys((given["call"] as JsonRecord | undefined) ?? {}),
    ...camelKeys(Object.fromEntries(keyed)),
    ...(isState ? { initialState: plain.slice(1) } : {}),
  } as CallContext;
  const isOne = given["mode"] === "single" || isState;
  return toList(isOne ? layer(plain[0]!, context) : layer(plain, context));
}

/** The layer of a case, built for its inputs, with its weights. */
function layerOf({ given, tolerance }: GoldenCase, inputs: readonly HostTensor[]): Layer {
  const layer = construct(() => deserialize(given["layer"]));
  const names = listOf(given, "input_names");
  const plain = inputs.filter((_, i) => typeof names[i] !== "string");
  layer.ensureBuilt(plain.map(({ shape }) => [null, ...shape.slice(1)]));
  const weights = weightsOf(given);
  adapt(layer, given["adapt_data"]);
  if (isRecord(given["adapt_data"])) {
    const wanted = listOf(given, "weights").map((weight) => (weight as JsonRecord)["value"]!);
    const problems = compare(layer.weights.map(hostOf), wanted, tolerance["outputs"]);
    if (problems.length > 0) throw new Error(`adapt: ${problems.join("; ")}`);
  }
  layer.setWeights(weights.map(({ data, shape, dtype }) => new Tensor(data, shape, dtype)));
  return layer;
}

function weightsOf(given: JsonRecord): HostTensor[] {
  return listOf(given, "weights").map((weight) => tensorOf(weight as JsonRecord, "value"));
}

/** Weights by their place: those that the case expects to have changed, and those that changed though they must not. */
function weightsAfter(layer: Layer, before: readonly HostTensor[], expected: JsonRecord): Answer {
  return Object.fromEntries(
    layer.weights.flatMap((variable, i) => {
      const now = hostOf(variable);
      const isSame = now.data.every((x, k) => Object.is(x, before[i]!.data[k]));
      return isSame && !(i in expected) ? [] : [[String(i), now] as const];
    }),
  );
}

/** The shapes that the layer tells of its outputs without computing them. */
function toldShapes(layer: Layer, golden: GoldenCase, inputs: readonly HostTensor[]): Answer {
  const names = listOf(golden.given, "input_names");
  const plain =
    golden.given["mode"] === "rnn_state"
      ? inputs.slice(0, 1)
      : inputs.filter((_, i) => typeof names[i] !== "string");
  const told = layer.computeOutputs(
    plain.map(({ shape }) => shape),
    plain.map(({ dtype }) => dtype),
    camelKeys((golden.given["call"] as JsonRecord | undefined) ?? {}),
  );
  return told.map(({ shape }) => [...shape]);
}

function maskOf(layer: Layer, inputs: readonly Value[]): Operand {
  const { computeMask } = layer as unknown as {
    readonly computeMask?: (input: Operand) => Operand | undefined;
  };
  const mask = computeMask?.call(layer, inputs[0]!);
  if (mask instanceof Operand) return mask;
  throw new Missing(`output mask of ${layer.label}`);
}

/** What the layer of a case has learned from its `adapt_data`: numbers or texts. */
function adapt(layer: Layer, data: Json | undefined): void {
  const { adapt: learn } = layer as unknown as { readonly adapt?: (data: unknown) => void };
  if (!isRecord(data) || learn === undefined) return;
  learn.call(layer, isTextTensor(data) ? textsOf(data) : eagerTensor(decode(data)));
}

/** A layer that works on the host: texts, and what is looked up. */
function runOnHost(golden: GoldenCase): readonly string[] {
  const { given } = golden;
  const layer = construct(() => deserialize(given["layer"])) as HostLayer;
  adapt(layer, given["adapt_data"]);
  const inputs = listOf(given, "inputs").map((input) => input as JsonRecord);
  const data = inputs.map((input) =>
    isTextTensor(input) ? textsOf(input) : eagerTensor(decode(input)),
  );
  const output = layer.compute(data);
  const told = layer.computeOutputs(data.map(({ shape }) => shape));
  const shapes = told.map(({ shape }) =>
    // Keras knows no more where the length is that of the longest text.
    shape.map((extent, axis) => extent ?? output.shape[axis]!),
  );
  const answer =
    output instanceof Texts
      ? compareTexts(output, listOf(golden.expected, "outputs")[0] as JsonRecord)
      : checkAnswer(golden, "outputs", [hostOf(output)]);
  return [
    ...answer,
    ...checkAnswer(golden, "output_shape", [[...output.shape]]),
    ...checkAnswer(golden, "output_shape", shapes).map((problem) => `computeOutputs: ${problem}`),
  ];
}

function compareTexts(output: Texts, expected: JsonRecord): readonly string[] {
  const [own, wanted] = [JSON.stringify(output.data), JSON.stringify(textsOf(expected).data)];
  return own === wanted ? [] : [`outputs: expected ${wanted}, received ${own}`];
}

/** One call of a layer: outputs, gradients, changed weights, penalties, mask, shapes. */
export const runLayer: CaseRunner = (golden) => {
  const { given, expected } = golden;
  if (construct(() => deserialize(given["layer"])) instanceof HostLayer) return runOnHost(golden);
  const inputs = tensorsOf(given, "inputs");
  const layer = layerOf(golden, inputs);
  const before = weightsOf(given);
  const cotangents = tensorsOf(given, "cotangents");
  const data = Object.fromEntries(inputs.map((tensor, i) => [`x${i}`, tensor]));
  const counts = { outputs: 0, losses: 0 };
  const found = execute(layer.variables, data, (values, builder) => {
    const xs = inputs.map((_, i) => values[`x${i}`]!);
    // Before the call, which may assign to them.
    const weights = layer.weights.map((variable) => builder.lift(variable));
    const outputs = call(layer, golden, xs);
    const wrt = [...xs, ...weights];
    const gradients =
      cotangents.length === 0
        ? wrt.map(() => null)
        : gradientsOf(builder, outputs, cotangents, wrt);
    const trained = new Set(layer.trainableWeights);
    const weightGradients = layer.weights.map((variable, i) =>
      trained.has(variable) ? gradients[xs.length + i]! : null,
    );
    const losses =
      "layer_losses" in expected ? [...builder.losses, ...layer.regularizationLosses()] : [];
    Object.assign(counts, { outputs: outputs.length, losses: losses.length });
    return {
      ...named("output", outputs),
      ...named("input_grad", gradients.slice(0, xs.length)),
      ...named("weight_grad", weightGradients),
      ...named("loss", losses),
      ...("output_mask" in expected ? { mask: maskOf(layer, xs) } : {}),
    };
  });
  const outputs = unnamed("output", counts.outputs, found) as HostTensor[];
  const changed = weightsAfter(
    layer,
    before,
    (expected["weights_after_call"] as JsonRecord | undefined) ?? {},
  );
  const gradients = (field: string, prefix: string, count: number): string[] =>
    checkField(golden, field, (answer, tolerance) =>
      compareGradients(unnamed(prefix, count, found), answer as readonly Json[], tolerance),
    );
  return [
    ...checkAnswer(golden, "outputs", outputs),
    ...gradients("input_grads", "input_grad", inputs.length),
    ...gradients("weight_grads", "weight_grad", before.length),
    ...("weights_after_call" in expected
      ? checkAnswer(golden, "weights_after_call", changed)
      : compare(changed, {}).map((problem) => `weights: ${problem}`)),
    ...checkAnswer(golden, "layer_losses", unnamed("loss", counts.losses, found)),
    ...checkAnswer(golden, "output_mask", found["mask"]),
    ...checkAnswer(
      golden,
      "output_shape",
      outputs.map(({ shape }) => [...shape]),
    ),
    ...checkAnswer(golden, "output_shape", toldShapes(layer, golden, inputs)).map(
      (problem) => `computeOutputs: ${problem}`,
    ),
  ];
};
