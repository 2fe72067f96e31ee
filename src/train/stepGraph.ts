import { fail } from "../base/errors.ts";
import { atOnce, type Work } from "../base/eventLoop.ts";
import type { GraphBuilder } from "../graph/builder.ts";
import { emit } from "../graph/primitives.ts";
import { inScope } from "../graph/scope.ts";
import { Operand, type Value } from "../graph/value.ts";
import { Variable } from "../graph/variable.ts";
import { gradients, gradientsInParts } from "../grad/reverse.ts";
import type { DataType, StepFunction } from "../eager/session.ts";
import { add, multiply } from "../ops/add.ts";
import { divide } from "../ops/divide.ts";
import type { GradientPair } from "../optimizers/optimizer.ts";
import { scalar } from "../ops/convert.ts";
import type { Compiled } from "./compiled.ts";
import type { StepBatch, StepTools, TrainableModel } from "./model.ts";

/** The data of a run, as buffers of the engine: names and types. */
export interface DataLayout {
  /** Whole arrays, [rows, ...] each. */
  readonly inputs: readonly DataType[];
  readonly targets: readonly DataType[];
  /** Weights of the samples, [rows]: none, for all outputs, or for each. */
  readonly weights: readonly DataType[];
  /** Rows in the arrays. */
  readonly rows: number;
}

/** Which part of a run a program does. */
export interface StepOptions {
  readonly model: TrainableModel;
  readonly layout: DataLayout;
  /** Rows of one step. */
  readonly batchSize: number;
  /** Row at which the next step begins; moved on by every step. */
  readonly cursor: Variable;
  /** Distinguishes buffers of training from those of validation: "train", "val". */
  readonly prefix: string;
}

/** A fresh cursor. */
export function makeCursor(): Variable {
  return new Variable({ name: "cursor", shape: [], dtype: "int32", trainable: false });
}

/** The names of the data buffers of a run. */
export const bufferNames = {
  input: (prefix: string, i: number): string => `${prefix}/x${i}`,
  target: (prefix: string, i: number): string => `${prefix}/y${i}`,
  weights: (prefix: string, i: number): string => `${prefix}/weights${i}`,
  permutation: (prefix: string): string => `${prefix}/permutation`,
};

function dataInputs({ layout, prefix }: StepOptions, shuffled: boolean): Record<string, DataType> {
  const inputs: Record<string, DataType> = {};
  layout.inputs.forEach((type, i) => (inputs[bufferNames.input(prefix, i)] = type));
  layout.targets.forEach((type, i) => (inputs[bufferNames.target(prefix, i)] = type));
  layout.weights.forEach((type, i) => (inputs[bufferNames.weights(prefix, i)] = type));
  if (shuffled) inputs[bufferNames.permutation(prefix)] = { shape: [layout.rows], dtype: "int32" };
  return inputs;
}

/** Takes the rows of this step: the next ones, or those that the permutation names. Moves the cursor on. */
function takeBatch(
  { layout, prefix, batchSize, cursor }: StepOptions,
  given: Readonly<Record<string, Value>>,
  builder: GraphBuilder,
  shuffled: boolean,
): StepBatch {
  const start = builder.lift(cursor);
  const rowsOf = shuffled
    ? emit("dynamicSlice", [given[bufferNames.permutation(prefix)]!, start], {
        axis: 0,
        size: batchSize,
      })
    : undefined;
  const take = (name: string): Operand =>
    rowsOf === undefined
      ? emit("dynamicSlice", [given[name]!, start], { axis: 0, size: batchSize })
      : emit("gather", [given[name]!, rowsOf], { axis: 0 });
  const weights = layout.weights.map((_, i) => take(bufferNames.weights(prefix, i)));
  const batch = {
    inputs: layout.inputs.map((_, i) => take(bufferNames.input(prefix, i))),
    targets: layout.targets.map((_, i) => take(bufferNames.target(prefix, i))),
    weights: weights[0],
    weightsPerOutput: weights,
  };
  cursor.assign(add(start, batchSize));
  return batch;
}

/** Penalties of the weights' regularizers and those that layers added while they were traced. */
function penalty(model: TrainableModel, builder: GraphBuilder): Operand | undefined {
  const penalties: Operand[] = [...model.regularizationLosses(), ...builder.losses];
  return penalties.length === 0 ? undefined : penalties.reduce((sum, loss) => add(sum, loss));
}

/** The loss of a batch, with every metric told about it; gives what the logs need. */
function* lossAndMetrics(
  compiled: Compiled,
  options: StepOptions,
  batch: StepBatch,
  training: boolean,
  builder: GraphBuilder,
): Work<Operand> {
  const { model, batchSize } = options;
  const outputs = yield* model.callInParts(batch.inputs, training);
  const loss = inScope("loss", () => {
    const total = compiled.totalLoss(batch.targets, outputs, batch.weightsPerOutput, batchSize);
    const extra = penalty(model, builder);
    return extra === undefined ? total : add(total, extra);
  });
  inScope("metrics", () =>
    compiled.updateMetrics(batch.targets, outputs, batch.weightsPerOutput, loss, batchSize),
  );
  return loss;
}

/** Updates the variables with the optimizer so that a scalar becomes less. */
function* minimize(
  { model }: StepOptions,
  { optimizer }: Compiled,
  builder: GraphBuilder,
  loss: Operand,
  variables: readonly Variable[],
  starts: readonly Value[],
): Work<void> {
  const scaled = builder.lift(optimizer.scaleLoss(loss));
  const found = yield* gradientsInParts([scaled], [scalar(1, scaled.dtype)], starts);
  const pairs = variables.flatMap((variable, i) => {
    const gradient = found[i];
    return gradient === undefined ? [] : [[gradient, variable] as const];
  });
  // A model without anything to train is run for its numbers.
  if (variables.length === 0) return;
  const constraints = model.constraints();
  inScope("optimizer", () =>
    optimizer.apply(pairs, (variable, value) => constraints.get(variable)?.call(value) ?? value),
  );
}

const listOf = (outputs: Operand | readonly Operand[]): readonly Operand[] =>
  outputs instanceof Operand ? [outputs] : outputs;

/** What a step of the model's own can do. */
function toolsFor(
  options: StepOptions,
  compiled: Compiled,
  batch: StepBatch,
  builder: GraphBuilder,
): StepTools {
  const { model, batchSize } = options;
  const trained = model.trainableWeights;
  // Before the step, which may assign to them.
  const starts = new Map(trained.map((variable) => [variable, builder.lift(variable)]));
  const startsOf = (word: string, variables: readonly Variable[]): Value[] =>
    variables.map(
      (variable) =>
        starts.get(variable) ??
        fail("value", {
          where: `${model.name}: ${word}`,
          expected: "weights that are trained",
          received: variable.path,
        }),
    );
  const { optimizer } = compiled;
  return {
    loss: (outputs) =>
      inScope("loss", () => {
        const { targets, weightsPerOutput: weights } = batch;
        const total = compiled.totalLoss(targets, listOf(outputs), weights, batchSize);
        const extra = penalty(model, builder);
        return extra === undefined ? total : add(total, extra);
      }),
    updateMetrics: (outputs, loss) =>
      inScope("metrics", () =>
        compiled.updateMetrics(
          batch.targets,
          listOf(outputs),
          batch.weightsPerOutput,
          loss,
          batchSize,
        ),
      ),
    gradients: (loss, variables = trained) => {
      const known = startsOf("gradients", variables);
      const [one, value] = [
        optimizer.scaleLoss(builder.constant(Float32Array.of(1), [], "float32")),
        builder.lift(loss),
      ];
      // Small gradients keep their digits on the way, and come out as they are.
      const scaled = builder.lift(multiply(value, one));
      return gradients([scaled], [scalar(1, scaled.dtype)], known).map((gradient) =>
        gradient === undefined ? null : divide(gradient, one),
      );
    },
    applyGradients: (pairs) => {
      startsOf(
        "applyGradients",
        pairs.map(([, variable]) => variable),
      );
      const constraints = model.constraints();
      const scaled = pairs.map(([gradient, variable]): GradientPair => [
        gradient === null ? null : optimizer.scaleLoss(gradient),
        variable,
      ]);
      inScope("optimizer", () =>
        optimizer.apply(
          scaled,
          (variable, value) => constraints.get(variable)?.call(value) ?? value,
        ),
      );
    },
    minimize: (loss, variables = trained) => {
      const known = startsOf("minimize", variables);
      atOnce(minimize(options, compiled, builder, loss, variables, known));
    },
  };
}

/** One step of training: forward, loss, backward, update, metrics. The logs are in the metrics' variables. */
export function trainStep(options: StepOptions, compiled: Compiled): StepFunction {
  const { model } = options;
  return {
    name: `train batch of ${options.batchSize}`,
    inputs: dataInputs(options, true),
    *trace(given, builder) {
      const batch = inScope("data", () => takeBatch(options, given, builder, true));
      if (model.trainStep !== undefined) {
        model.trainStep(batch, toolsFor(options, compiled, batch, builder));
        return {};
      }
      const variables = model.trainableWeights;
      const starts = variables.map((variable) => builder.lift(variable));
      const loss = builder.lift(yield* lossAndMetrics(compiled, options, batch, true, builder));
      yield;
      yield* minimize(options, compiled, builder, loss, variables, starts);
      return {};
    },
  };
}

/** One step of evaluation: forward, loss, metrics. */
export function evaluateStep(options: StepOptions, compiled: Compiled): StepFunction {
  return {
    name: `evaluate batch of ${options.batchSize}`,
    inputs: dataInputs(options, false),
    *trace(given, builder) {
      const batch = inScope("data", () => takeBatch(options, given, builder, false));
      const { model } = options;
      if (model.testStep === undefined)
        yield* lossAndMetrics(compiled, options, batch, false, builder);
      else model.testStep(batch, toolsFor(options, compiled, batch, builder));
      return {};
    },
  };
}

/** The name of output i of a prediction of so many rows: a short batch has buffers of its own. */
export const predictionName = (rows: number, i: number): string => `prediction${i}/${rows}`;

/** One step of prediction: forward. */
export function predictStep(options: StepOptions): StepFunction {
  return {
    name: `predict batch of ${options.batchSize}`,
    inputs: dataInputs(options, false),
    *trace(given, builder) {
      const batch = inScope("data", () => takeBatch(options, given, builder, false));
      const outputs = yield* options.model.callInParts(batch.inputs, false);
      return Object.fromEntries(
        outputs.map((output, i) => [predictionName(options.batchSize, i), output]),
      );
    },
  };
}
