import type { Work } from "../base/eventLoop.ts";
import type { Constraint } from "../constraints/constraint.ts";
import type { Operand } from "../graph/value.ts";
import type { Variable } from "../graph/variable.ts";
import type { Metric } from "../metrics/metric.ts";
import type { Tensor } from "../tensor/tensor.ts";
import type { DataLike, InputLike, Slot } from "./data.ts";

/** A batch inside a step. */
export interface StepBatch {
  readonly inputs: readonly Operand[];
  readonly targets: readonly Operand[];
  /** Of the samples; of a model with weights for each output, those of the first. */
  readonly weights: Operand | undefined;
  /** Of the samples: none, one for all outputs, or one for each. */
  readonly weightsPerOutput: readonly Operand[];
}

/** What a step of one's own can do. */
export interface StepTools {
  /** The loss that `compile` chose, for these outputs, with all penalties: a scalar. */
  loss(outputs: Operand | readonly Operand[]): Operand;
  /** Tells the metrics of `compile` about these outputs, and the log about the loss. */
  updateMetrics(outputs: Operand | readonly Operand[], loss: Operand): void;
  /** The gradient of a scalar with respect to each of these weights, by default all that are trained; null where it does not depend on one. */
  gradients(loss: Operand, variables?: readonly Variable[]): (Operand | null)[];
  /** Updates weights with the optimizer, by gradients such as those of `gradients`, which may have been changed. */
  applyGradients(pairs: readonly (readonly [gradient: Operand | null, weight: Variable])[]): void;
  /** Updates weights, by default all that are trained, with the optimizer so that a scalar becomes less. */
  minimize(loss: Operand, variables?: readonly Variable[]): void;
}

/** What training needs of a model. */
export interface TrainableModel {
  readonly name: string;
  /** All state: weights, then counters of random draws. */
  readonly variables: readonly Variable[];
  /** A number that stays while `variables` does; undefined where only looking tells. */
  readonly structure: number | undefined;
  readonly trainableWeights: readonly Variable[];
  /** Names and shapes [null, ...] of the inputs; of a model that is not built yet, one slot of unknown shape. */
  readonly inputSlots: readonly Slot[];
  readonly outputSlots: readonly Slot[];
  /** Does what is done on the host before a program begins, such as looking texts up: one array per slot comes out. */
  prepareInputs(where: string, x: InputLike): DataLike;
  /** Throws unless the layers that read the inputs can take these numbers. */
  checkInputs(where: string, inputs: readonly Tensor[]): void;
  /** Runs `action` with every layer as trainable or frozen as it was at `compile`. */
  asCompiled<T>(action: () => T): T;
  /** Creates the weights for inputs of these shapes, if they do not exist yet. */
  ensureBuilt(inputShapes: readonly (readonly (number | null)[])[]): void;
  /** The penalties of the weights' regularizers, scalars, written into the running trace. */
  regularizationLosses(): Operand[];
  /** The constraint of each weight that has one. */
  constraints(): ReadonlyMap<Variable, Constraint>;
  /** Metrics of the model's own, which its steps update. */
  readonly metrics?: readonly Metric[];
  /** What a step of training does, instead of forward, loss, backward and update. */
  trainStep?(batch: StepBatch, tools: StepTools): void;
  /** What a step of evaluation does, instead of forward, loss and metrics. */
  testStep?(batch: StepBatch, tools: StepTools): void;
  /** Applies the model to one batch, layer by layer where it is made of such. */
  callInParts(inputs: readonly Operand[], training: boolean): Work<Operand[]>;
}
