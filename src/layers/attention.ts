import { ones } from "../initializers/constant.ts";
import { fail } from "../base/errors.ts";
import { formatShape } from "../base/shape.ts";
import type { Operand } from "../graph/value.ts";
import type { Variable } from "../graph/variable.ts";
import { add, multiply, subtract } from "../ops/add.ts";
import { logicalAnd, logicalNot } from "../ops/logicalAnd.ts";
import { maskOf } from "../ops/mask.ts";
import { matmul } from "../ops/matmul.ts";
import { dropout, nextSeed, seedStateOf } from "../ops/random.ts";
import { expandDims } from "../ops/reshape.ts";
import { tanh } from "../ops/sin.ts";
import { softmax } from "../ops/softmax.ts";
import { sum } from "../ops/sum.ts";
import { swapaxes } from "../ops/transpose.ts";
import { where } from "../ops/where.ts";
import { causalMask } from "./attentionMask.ts";
import { type CallContext, Layer, layerOptions, type LayerOptions } from "./layer.ts";
import type { PartialShape } from "./symbolic.ts";

/** Options of `additiveAttention`, and of `attention` too. */
export interface AdditiveAttentionOptions extends LayerOptions {
  /** Learn a scale of the scores. Default false of `attention`, true of `additiveAttention`. */
  readonly useScale?: boolean | undefined;
  /** The share of the weights that a step of training drops. Default 0. */
  readonly dropout?: number | undefined;
  /** Gives the same masks in every run. Default null: the session's random numbers. */
  readonly seed?: number | null | undefined;
}

/** Options of `attention`. */
export interface AttentionOptions extends AdditiveAttentionOptions {
  /** "dot": q · k; "concat": Σ tanh(q + k), with a learned factor. Default "dot". */
  readonly scoreMode?: "dot" | "concat" | undefined;
}

/** The options that both kinds have. */
export interface AttentionConfig extends LayerOptions {
  readonly useScale: boolean;
  readonly dropout: number;
  readonly seed: number | null;
}

/**
 * softmax(scores(q, k)) · v: query [batch, t, n], value [batch, s, m] and, third, key [batch, s, n] (default: the value)
 * -> [batch, t, m]; with `returnAttentionScores` the weights [batch, t, s] too.
 */
export abstract class SingleHeadAttention<
  Config extends AttentionConfig = AttentionConfig,
> extends Layer<Config> {
  static override readonly supportsMasking = true;
  readonly #seed: Variable | undefined;

  constructor(config: Config) {
    super(config);
    const own: AttentionConfig = this.options;
    if (!(own.dropout >= 0 && own.dropout <= 1)) {
      fail("value", {
        where: this.label,
        expected: "dropout between 0 and 1",
        received: `${own.dropout}`,
      });
    }
    if (own.dropout > 0) this.#seed = this.addSeed(own.seed);
  }

  /** How well each query fits each key: [batch, t, n] and [batch, s, n] -> [batch, t, s]. */
  protected abstract scores(query: Operand, key: Operand): Operand;

  override build(inputShape: PartialShape): void {
    this.buildMany([inputShape]);
  }

  override call(x: Operand, context: CallContext): Operand | readonly Operand[] {
    return this.callMany([x], context);
  }

  /** The query's mask. */
  override computeMask(input: Operand, mask?: Operand): Operand | undefined {
    const list: unknown = mask;
    return Array.isArray(list) ? (list[0] as Operand | undefined) : super.computeMask(input, mask);
  }

  override callMany(
    inputs: readonly Operand[],
    context: CallContext,
  ): Operand | readonly Operand[] {
    const [query, value, key = value] = inputs;
    if (query === undefined || value === undefined || key === undefined || inputs.length > 3) {
      return fail("value", {
        where: this.label,
        expected: "a list [query, value] or [query, value, key]",
        received: `${inputs.length} inputs`,
      });
    }
    if (query.rank < 2 || value.rank < 2 || key.shape.at(-2) !== value.shape.at(-2)) {
      fail("shape", {
        where: this.label,
        expected: "query [batch, t, n], value [batch, s, m] and key [batch, s, n]",
        received: inputs.map(({ shape }) => formatShape(shape)).join(", "),
      });
    }
    const { queryMask, valueMask } = masksOf(query, value, context);
    const scores = this.scores(query, key);
    const seen = seenKeys(scores, valueMask, context.useCausalMask === true);
    const hidden = seen === undefined ? undefined : logicalNot(seen);
    // As Keras does: far below, but not out of reach where nothing else is to be seen.
    const limited = hidden === undefined ? scores : where(hidden, subtract(scores, 1e9), scores);
    const weights = this.#drop(softmax(limited), context);
    const given = matmul(weights, value);
    const output = queryMask === undefined ? given : where(expandDims(queryMask, -1), given, 0);
    return context.returnAttentionScores === true ? [output, weights] : output;
  }

  #drop(weights: Operand, { training }: CallContext): Operand {
    const seed = this.#seed;
    if (!training || seed === undefined) return weights;
    const state = this.read(seed, weights);
    const own: AttentionConfig = this.options;
    const dropped = dropout(weights, own.dropout, seedStateOf(state));
    seed.assign(nextSeed(state));
    return dropped;
  }
}

/** The masks of query and value: given by name or, as in Keras, as `mask: [query, value]`; else those that came with them. */
function masksOf(
  query: Operand,
  value: Operand,
  { mask, queryMask, valueMask }: CallContext,
): { readonly queryMask: Operand | undefined; readonly valueMask: Operand | undefined } {
  const list: readonly (Operand | null | undefined)[] = Array.isArray(mask)
    ? (mask as readonly Operand[])
    : [];
  return {
    queryMask: queryMask ?? list[0] ?? maskOf(query),
    valueMask: valueMask ?? list[1] ?? maskOf(value),
  };
}

/** Which keys each query sees, bool that broadcasts to [batch, t, s]; undefined: all. */
function seenKeys(
  scores: Operand,
  valueMask: Operand | undefined,
  isCausal: boolean,
): Operand | undefined {
  const values = valueMask === undefined ? undefined : expandDims(valueMask, -2);
  if (!isCausal) return values;
  const causal = causalMask(scores.shape.at(-2)!, scores.shape.at(-1)!);
  return values === undefined ? causal : logicalAnd(values, causal);
}

type DotAttentionConfig = AttentionConfig & { readonly scoreMode: "dot" | "concat" };

/**
 * Attention by products (Luong et al. 2015, https://arxiv.org/abs/1508.04025) or by tanh of sums of query and key.
 * Weights: scale and concat_score_weight, numbers, where they are used.
 */
export class Attention extends SingleHeadAttention<DotAttentionConfig> {
  static override readonly className = "Attention";
  scale: Variable | undefined;
  concatScoreWeight: Variable | undefined;

  constructor(options: AttentionOptions = {}) {
    const defaults = {
      useScale: false,
      scoreMode: "dot" as "dot" | "concat",
      dropout: 0,
      seed: null as number | null,
    };
    super(layerOptions("Attention", defaults, options));
    const { scoreMode } = this.options;
    if (!["dot", "concat"].includes(scoreMode)) {
      fail("option", {
        where: this.label,
        expected: 'scoreMode "dot" or "concat"',
        received: `"${scoreMode}"`,
      });
    }
  }

  override buildMany(_inputShapes: readonly PartialShape[]): void {
    const { useScale, scoreMode } = this.options;
    if (useScale) this.scale = this.addWeight("scale", [], ones());
    if (scoreMode === "concat")
      this.concatScoreWeight = this.addWeight("concat_score_weight", [], ones());
  }

  protected override scores(query: Operand, key: Operand): Operand {
    const scaled = (x: Operand): Operand =>
      this.scale === undefined ? x : multiply(x, this.read(this.scale, x));
    if (this.concatScoreWeight === undefined) return scaled(matmul(query, swapaxes(key, -2, -1)));
    const pairs = scaled(add(expandDims(query, -2), expandDims(key, -3)));
    return multiply(sum(tanh(pairs), { axis: -1 }), this.read(this.concatScoreWeight, query));
  }
}

/** `attention({ useScale: true })([query, value])` */
export const attention = (options: AttentionOptions = {}): Attention => new Attention(options);
