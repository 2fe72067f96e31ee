import type { Operand } from "../graph/value.ts";
import type { Variable } from "../graph/variable.ts";
import { multiply } from "../ops/add.ts";
import { divide } from "../ops/divide.ts";
import { setMask } from "../ops/mask.ts";
import { matmul } from "../ops/matmul.ts";
import { tanh } from "../ops/sin.ts";
import { transpose } from "../ops/transpose.ts";
import { Embedding, type EmbeddingConfig, type EmbeddingOptions } from "./embedding.ts";
import type { CallContext } from "./layer.ts";

/** Options of `reversibleEmbedding`. */
export interface ReversibleEmbeddingOptions extends EmbeddingOptions {
  /** Whether the way back uses the same table. Default true. */
  readonly tieWeights?: boolean | undefined;
  /** Holds scores z within ± this by tanh(z / cap) · cap. Default null: they are free. */
  readonly logitSoftCap?: number | null | undefined;
  /** Only null is built: the layer's own dtype. */
  readonly reverseDtype?: null | undefined;
}

type ReversibleEmbeddingConfig = EmbeddingConfig & {
  readonly tieWeights: boolean;
  readonly logitSoftCap: number | null;
};

/**
 * An embedding that also brings vectors back to scores of the indices: `layer(x, { reverse: true })` gives
 * [.., outputDim] -> [.., inputDim]. Weights: embeddings [inputDim, outputDim], and reverse_embeddings
 * [outputDim, inputDim] unless tied. Press & Wolf 2016, https://arxiv.org/abs/1608.05859
 */
export class ReversibleEmbedding extends Embedding<ReversibleEmbeddingConfig> {
  static override readonly className = "ReversibleEmbedding";
  protected static override readonly ownDefaults = {
    tieWeights: true,
    reverseDtype: null,
    logitSoftCap: null,
  };
  reverseEmbeddings: Variable | undefined;

  // oxlint-disable-next-line no-useless-constructor -- names the options that this class adds
  constructor(
    options: ReversibleEmbeddingOptions & { readonly inputDim: number; readonly outputDim: number },
  ) {
    super(options);
  }

  override build(): void {
    super.build();
    const { inputDim, outputDim, tieWeights, embeddingsInitializer } = this.options;
    if (tieWeights) return;
    this.reverseEmbeddings = this.addWeight(
      "reverse_embeddings",
      [outputDim, inputDim],
      embeddingsInitializer,
    );
  }

  override call(x: Operand, context?: CallContext): Operand {
    if (context?.reverse !== true) {
      const rows = super.call(x);
      const mask = super.computeMask(x);
      if (mask !== undefined) setMask(rows, mask);
      return rows;
    }
    const { logitSoftCap } = this.options;
    const table =
      this.reverseEmbeddings === undefined
        ? transpose(this.read(this.embeddings, x))
        : this.read(this.reverseEmbeddings, x);
    const scores = matmul(x, table);
    return logitSoftCap === null
      ? scores
      : multiply(tanh(divide(scores, logitSoftCap)), logitSoftCap);
  }

  /** Only embedded steps have a mask, which `call` sets. */
  override computeMask(): undefined {
    return undefined;
  }
}

/** `reversibleEmbedding(10000, 64, { logitSoftCap: 30 })` */
export const reversibleEmbedding = (
  inputDim: number,
  outputDim: number,
  options: ReversibleEmbeddingOptions = {},
): ReversibleEmbedding => new ReversibleEmbedding({ ...options, inputDim, outputDim });
