import type { Operand } from "../graph/value.ts";
import { cast } from "../ops/cast.ts";
import * as ops from "../ops/categoricalCrossentropy.ts";
import { notEqual } from "../ops/equal.ts";
import { where } from "../ops/where.ts";
import { classNumbers } from "./classNumbers.ts";
import { Loss, type LossOptions } from "./loss.ts";
import { lossFactory, type LossFactory } from "./lossFactory.ts";

/** Options of `SparseCategoricalCrossentropy`. */
export interface SparseCategoricalCrossentropyOptions extends LossOptions {
  /** Whether outputs are logits instead of probabilities. Default false. */
  readonly fromLogits?: boolean | undefined;
  /** Samples with this class number do not count. Default null: all count. */
  readonly ignoreClass?: number | null | undefined;
  /** The axis of the classes; only the last one. Default -1. */
  readonly axis?: number | undefined;
}

/**
 * -ln p[t]: class numbers t [batch, ...] or [batch, ..., 1] and outputs p [batch, ..., classes] -> [batch, ...].
 * Keras's "sparse_categorical_crossentropy".
 */
export class SparseCategoricalCrossentropy extends Loss<SparseCategoricalCrossentropyOptions> {
  static override readonly className = "SparseCategoricalCrossentropy";
  static override readonly targets = "classes";

  constructor(options: SparseCategoricalCrossentropyOptions = {}) {
    super(options, {
      name: "sparse_categorical_crossentropy",
      fromLogits: false,
      ignoreClass: null,
      axis: -1,
    });
  }

  override losses(yTrue: Operand, yPred: Operand): Operand {
    const { fromLogits, axis } = this.options;
    const labels = classNumbers(this.name, yTrue, yPred);
    const counts = this.#counts(labels);
    if (counts === undefined)
      return ops.sparseCategoricalCrossentropy(labels, yPred, { fromLogits, axis });
    const known = where(counts, labels, 0);
    return where(counts, ops.sparseCategoricalCrossentropy(known, yPred, { fromLogits, axis }), 0);
  }

  /** Class numbers stay integers: a float would lose them above 2²⁴. */
  protected override castTarget(yTrue: Operand): Operand {
    return cast(yTrue, "int32");
  }

  protected override mask(yTrue: Operand, yPred: Operand): Operand | undefined {
    return this.#counts(classNumbers(this.name, yTrue, yPred));
  }

  #counts(labels: Operand): Operand | undefined {
    const { ignoreClass } = this.options;
    return ignoreClass === null ? undefined : notEqual(labels, ignoreClass);
  }
}

/** `sparseCategoricalCrossentropy({ fromLogits: true })` for compile, or `sparseCategoricalCrossentropy(yTrue, yPred)`. */
export const sparseCategoricalCrossentropy: LossFactory<SparseCategoricalCrossentropyOptions> =
  lossFactory(SparseCategoricalCrossentropy);
