import { randomUniform } from "../initializers/random.ts";
import { isFloat } from "../base/dtype.ts";
import { fail } from "../base/errors.ts";
import type { ConstraintLike } from "../constraints/constraint.ts";
import type { Operand } from "../graph/value.ts";
import type { Variable } from "../graph/variable.ts";
import type { InitializerLike } from "../initializers/getInitializer.ts";
import { cast } from "../ops/cast.ts";
import { notEqual } from "../ops/equal.ts";
import { take } from "../ops/take.ts";
import type { RegularizerLike } from "../regularizers/regularizer.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { Layer, layerOptions, type LayerOptions } from "./layer.ts";

/** Options of `embedding`. */
export interface EmbeddingOptions extends LayerOptions {
  /** Default "uniform": between -0.05 and 0.05. */
  readonly embeddingsInitializer?: InitializerLike | undefined;
  /** Default null: none. */
  readonly embeddingsRegularizer?: RegularizerLike | undefined;
  /** A penalty on the output, averaged over the batch. Default null: none. */
  readonly activityRegularizer?: RegularizerLike | undefined;
  /** Default null: none. */
  readonly embeddingsConstraint?: ConstraintLike | undefined;
  /** Whether steps with index 0 do not count from here on. Default false. */
  readonly maskZero?: boolean | undefined;
}

const defaults = {
  embeddingsInitializer: randomUniform() as InitializerLike,
  embeddingsRegularizer: null as RegularizerLike,
  activityRegularizer: null as RegularizerLike,
  embeddingsConstraint: null as ConstraintLike,
  maskZero: false,
  // Keras saves it with every embedding; quantised layers are not built.
  quantizationConfig: null,
};

/** All options of an embedding. */
export type EmbeddingConfig = LayerOptions &
  typeof defaults & { readonly inputDim: number; readonly outputDim: number };

/** A row of a learned table per index: [...] -> [..., outputDim]. Weights: embeddings [inputDim, outputDim]. */
export class Embedding<Options extends EmbeddingConfig = EmbeddingConfig> extends Layer<Options> {
  static override readonly className: string = "Embedding";
  static override readonly savesActivityRegularizer = true;
  /** Defaults of what a subclass adds. */
  protected static readonly ownDefaults: Readonly<Record<string, unknown>> = {};
  embeddings!: Variable;

  constructor(
    options: EmbeddingOptions & { readonly inputDim: number; readonly outputDim: number },
  ) {
    super(
      layerOptions(
        new.target.className,
        { inputDim: 0, outputDim: 0, ...defaults, ...new.target.ownDefaults },
        options,
      ) as unknown as Options,
    );
    for (const key of ["inputDim", "outputDim"] as const) {
      const size = this.options[key];
      if (Number.isInteger(size) && size >= 1) continue;
      fail("value", {
        where: this.label,
        expected: `${key} to be a whole number of 1 or more`,
        received: `${size}`,
      });
    }
  }

  override build(): void {
    const { inputDim, outputDim, ...o } = this.options;
    this.embeddings = this.addWeight("embeddings", [inputDim, outputDim], o.embeddingsInitializer, {
      regularizer: o.embeddingsRegularizer,
      constraint: o.embeddingsConstraint,
    });
  }

  override call(x: Operand): Operand {
    const indices = x.dtype === "int32" ? x : cast(x, "int32");
    const rows = take(this.read(this.embeddings, x), indices, { axis: 0 });
    this.addActivityLoss(
      this.words.regularizer(this.options.activityRegularizer, this.label),
      rows,
    );
    return rows;
  }

  /** Throws unless every number names a row: programs do not look. */
  override checkData(where: string, { data, shape }: Tensor): void {
    const { inputDim } = this.options;
    const row = data.length / shape[0]!;
    const wrong = data.findIndex((x) => !(Math.trunc(x) >= 0 && x < inputDim));
    if (wrong < 0) return;
    fail("data", {
      where: `${where}: ${this.label}`,
      expected: `whole numbers from 0 to ${inputDim - 1}`,
      received: `${data[wrong]} in sample ${Math.floor(wrong / row)}`,
      advice: "Give the layer as many rows as there are words, the 0 included",
    });
  }

  override computeMask(x: Operand): Operand | undefined {
    if (!this.options.maskZero) return undefined;
    return notEqual(isFloat(x.dtype) ? cast(x, "int32") : x, 0);
  }
}

/** `embedding(10000, 16, { maskZero: true })` */
export const embedding = (
  inputDim: number,
  outputDim: number,
  options: EmbeddingOptions = {},
): Embedding => new Embedding({ ...options, inputDim, outputDim });
