import type { Constraint } from "../constraints/constraint.ts";
import type { Operand } from "../graph/value.ts";
import type { Variable } from "../graph/variable.ts";
import type { DataLike, InputLike, Slot } from "./data.ts";

/** What training needs of a model. */
export interface TrainableModel {
  readonly name: string;
  /** All state: weights, then counters of random draws. */
  readonly variables: readonly Variable[];
  readonly trainableWeights: readonly Variable[];
  /** Names and shapes [null, ...] of the inputs; of a model that is not built yet, one slot of unknown shape. */
  readonly inputSlots: readonly Slot[];
  readonly outputSlots: readonly Slot[];
  /** Does what is done on the host before a program begins, such as looking texts up: one array per slot comes out. */
  prepareInputs(where: string, x: InputLike): DataLike;
  /** Runs `action` with every layer as trainable or frozen as it was at `compile`. */
  asCompiled<T>(action: () => T): T;
  /** Creates the weights for inputs of these shapes, if they do not exist yet. */
  ensureBuilt(inputShapes: readonly (readonly (number | null)[])[]): void;
  /** The penalties of the weights' regularizers, scalars, written into the running trace. */
  regularizationLosses(): Operand[];
  /** The constraint of each weight that has one. */
  constraints(): ReadonlyMap<Variable, Constraint>;
  /** Applies the model to one batch. */
  callList(inputs: readonly Operand[], training: boolean): Operand[];
}
