import { fail } from "../base/errors.ts";
import { formatShape, sameShape } from "../base/shape.ts";
import type { ConstraintLike } from "../constraints/constraint.ts";
import type { Operand } from "../graph/value.ts";
import type { InitializerLike } from "../initializers/getInitializer.ts";
import { multiply } from "../ops/add.ts";
import { dotProductAttention } from "../ops/attention.ts";
import { einsum } from "../ops/einsum.ts";
import { expandDims } from "../ops/reshape.ts";
import type { RegularizerLike } from "../regularizers/regularizer.ts";
import { combinedMask } from "./attentionMask.ts";
import { Dropout } from "./dropout.ts";
import { EinsumDense, type EinsumDenseGiven } from "./einsumDense.ts";
import { lastExtent } from "./inputShape.ts";
import { type CallContext, Layer, layerOptions, type LayerOptions } from "./layer.ts";
import { Softmax } from "./softmax.ts";
import type { PartialShape } from "./symbolic.ts";

/** Options of the projections inside layers of attention. */
export interface ProjectionOptions extends LayerOptions {
  /** The share of the weights that a step of training drops. Default 0. */
  readonly dropout?: number | undefined;
  /** Whether the projections learn an offset. Default true. */
  readonly useBias?: boolean | undefined;
  /** Whether the result is multiplied with a sigmoid of the query. Default false. */
  readonly useGate?: boolean | undefined;
  /** A query sees only keys fewer than so many places away. Default null: all. */
  readonly slidingWindow?: number | null | undefined;
  /** Default "glorot_uniform". */
  readonly kernelInitializer?: InitializerLike | undefined;
  /** Default "zeros". */
  readonly biasInitializer?: InitializerLike | undefined;
  /** Default null: none. */
  readonly kernelRegularizer?: RegularizerLike | undefined;
  /** Default null: none. */
  readonly biasRegularizer?: RegularizerLike | undefined;
  /** Penalty on the results of the projections. Default null: none. */
  readonly activityRegularizer?: RegularizerLike | undefined;
  /** Default null: none. */
  readonly kernelConstraint?: ConstraintLike | undefined;
  /** Default null: none. */
  readonly biasConstraint?: ConstraintLike | undefined;
  /** Gives the same masks in every run. Default null: the session's random numbers. */
  readonly seed?: number | null | undefined;
}

/** Options of `multiHeadAttention`. */
export interface MultiHeadAttentionOptions extends ProjectionOptions {
  /** The size of each head of the values. Default null: `keyDim`. */
  readonly valueDim?: number | null | undefined;
  /** The result's extents after batch and places. Default null: the query's last one. */
  readonly outputShape?: number | readonly number[] | null | undefined;
  /** The axes of the places that are attended over, the batch axis being 0. Default null: all between batch and last. */
  readonly attentionAxes?: number | readonly number[] | null | undefined;
}

/** The defaults of the projections. */
export const projectionDefaults = {
  kernelInitializer: "glorot_uniform" as InitializerLike,
  biasInitializer: "zeros" as InitializerLike,
  kernelRegularizer: null as RegularizerLike,
  biasRegularizer: null as RegularizerLike,
  activityRegularizer: null as RegularizerLike,
  kernelConstraint: null as ConstraintLike,
  biasConstraint: null as ConstraintLike,
};

const defaults = {
  numHeads: 0,
  keyDim: 0,
  valueDim: null as number | null,
  dropout: 0,
  useBias: true,
  useGate: false,
  outputShape: null as readonly number[] | null,
  attentionAxes: null as readonly number[] | null,
  slidingWindow: null as number | null,
  seed: null as number | null,
};

type MultiHeadAttentionConfig = LayerOptions & typeof defaults & typeof projectionDefaults;

/** Query, value and key of a call; the key is the value where it is not given. */
export function queryValueKey<T>(where: string, inputs: readonly T[]): readonly [T, T, T] {
  const [query, value, key = value] = inputs;
  if (query !== undefined && value !== undefined && key !== undefined && inputs.length <= 3)
    return [query, value, key];
  return fail("value", {
    where,
    expected: "inputs [query, value] or [query, value, key]",
    received: `${inputs.length} of them`,
  });
}

/** Throws unless the options are whole numbers of at least 1. */
export function expectCounts(where: string, counts: Readonly<Record<string, unknown>>): void {
  for (const [name, count] of Object.entries(counts)) {
    if (Number.isInteger(count) && (count as number) >= 1) continue;
    fail("option", {
      where,
      expected: `${name}, a whole number of 1 or more`,
      received: String(count),
    });
  }
}

/** The letters of axes from the given one on: "bc" for (1, 2). */
function letters(first: number, count: number): string {
  return Array.from({ length: count }, (_, i) => String.fromCodePoint(97 + first + i)).join("");
}

/** The equation of a projection that keeps `free` axes, sums over `bound` and makes `made`; and the letters of the made axes. */
function projection(free: number, bound: number, made: number): readonly [string, string] {
  const [kept, summed, fresh] = [
    letters(0, free),
    letters(free, bound),
    letters(free + bound, made),
  ];
  return [`${kept}${summed},${summed}${fresh}->${kept}${fresh}`, fresh];
}

/** The equations of attention over some axes: of the weights, and of the values that they sum up. */
function attentionEquations(
  rank: number,
  axes: readonly number[],
): readonly [products: string, combination: string, scoresRank: number] {
  const target = letters(0, rank);
  const batch = [...target].filter((_, axis) => axis !== rank - 1 && !axes.includes(axis));
  let fresh = rank;
  const source = [...target]
    .map((letter, axis) => (axes.includes(axis) ? letters(fresh++, 1) : letter))
    .join("");
  const at = (term: string): string => axes.map((axis) => term[axis]).join("");
  const scores = `${batch.join("")}${at(target)}${at(source)}`;
  return [`${source},${target}->${scores}`, `${scores},${source}->${target}`, scores.length];
}

/**
 * Several heads of softmax(q kᵀ / √keyDim) · v, each on projections of its own, joined by one more: query [batch, t.., n],
 * value [batch, s.., m] and, third, key [batch, s.., k] (default: the value) -> [batch, t.., n]. Weights: kernel and bias of query, key,
 * value and attention_output. Vaswani et al. 2017, https://arxiv.org/abs/1706.03762
 */
export class MultiHeadAttention extends Layer<MultiHeadAttentionConfig> {
  static override readonly className = "MultiHeadAttention";
  static override readonly takesArguments = true;
  static override readonly supportsMasking = true;
  static override readonly savesActivityRegularizer = true;
  queryDense: EinsumDense | undefined;
  keyDense: EinsumDense | undefined;
  gateDense: EinsumDense | undefined;
  valueDense: EinsumDense | undefined;
  outputDense: EinsumDense | undefined;
  #softmax: Softmax | undefined;
  dropoutLayer: Dropout | undefined;
  #shapes: Readonly<Record<string, PartialShape>> | undefined;

  constructor(
    options: MultiHeadAttentionOptions & { readonly numHeads: number; readonly keyDim: number },
  ) {
    const { valueDim, outputShape, attentionAxes, keyDim } = options;
    super(
      layerOptions(
        "MultiHeadAttention",
        { ...defaults, ...projectionDefaults },
        {
          ...options,
          valueDim: valueDim ?? keyDim,
          outputShape: typeof outputShape === "number" ? [outputShape] : outputShape,
          attentionAxes: typeof attentionAxes === "number" ? [attentionAxes] : attentionAxes,
        },
      ),
    );
    const { numHeads, slidingWindow, dropout } = this.options;
    expectCounts(this.label, { numHeads, keyDim, valueDim: this.options.valueDim });
    if (slidingWindow !== null) expectCounts(this.label, { slidingWindow });
    if (!(dropout >= 0 && dropout <= 1)) {
      fail("value", {
        where: this.label,
        expected: "dropout between 0 and 1",
        received: `${dropout}`,
      });
    }
  }

  #dense(
    name: string,
    inputShape: PartialShape,
    given: Omit<EinsumDenseGiven, "name">,
  ): EinsumDense {
    const own = Object.fromEntries(
      Object.keys(projectionDefaults).map((key) => [
        key,
        this.options[key as keyof typeof projectionDefaults],
      ]),
    );
    const { useBias } = this.options;
    const biasAxes = useBias ? given.biasAxes : null;
    const dense = new EinsumDense({ ...own, ...given, biasAxes, name });
    dense.ensureBuilt([inputShape]);
    return dense;
  }

  #headsOf(
    name: string,
    inputShape: PartialShape,
    size: number,
    activation?: "sigmoid",
  ): EinsumDense {
    const free = inputShape.length - 1;
    const [equation, biasAxes] = projection(free, 1, 2);
    const places = Array.from({ length: free - 1 }, () => null);
    const outputShape = [...places, this.options.numHeads, size];
    return this.#dense(name, inputShape, { equation, biasAxes, outputShape, activation });
  }

  override build(inputShape: PartialShape): void {
    this.buildMany([inputShape]);
  }

  override buildMany(inputShapes: readonly PartialShape[]): void {
    const [query, value, key] = queryValueKey(this.label, inputShapes);
    const { keyDim, valueDim, useGate, dropout, seed, numHeads } = this.options;
    this.#expectPlaces(value, key);
    this.queryDense = this.#headsOf("query", query, keyDim);
    this.keyDense = this.#headsOf("key", key, keyDim);
    if (useGate) this.gateDense = this.#headsOf("gate", query, valueDim!, "sigmoid");
    this.valueDense = this.#headsOf("value", value, valueDim!);
    const rank = query.length + 1;
    const axes = this.#axes(rank);
    const scoresRank = attentionEquations(rank, axes)[2];
    this.#softmax = new Softmax({ axis: axes.map((_, i) => scoresRank - axes.length + i) });
    this.dropoutLayer = new Dropout({ rate: dropout, seed });
    const made = this.options.outputShape ?? [lastExtent(this.label, query)];
    const [equation, biasAxes] = projection(query.length - 1, 2, made.length);
    const heads = [...query.slice(0, -1), numHeads, valueDim!];
    const places = Array.from({ length: query.length - 2 }, () => null);
    this.outputDense = this.#dense("attention_output", heads, {
      equation,
      biasAxes,
      outputShape: [...places, ...made],
    });
    const named = { query_shape: query, value_shape: value };
    this.#shapes = inputShapes.length === 3 ? { ...named, key_shape: key } : named;
  }

  #expectPlaces(value: PartialShape, key: PartialShape): void {
    const [ofValue, ofKey] = [value.slice(1, -1), key.slice(1, -1)];
    if (ofValue.length === ofKey.length && ofValue.every((extent, i) => extent === ofKey[i]))
      return;
    fail("shape", {
      where: this.label,
      expected: "value and key of equal extents but for the last",
      received: `${formatShape(value)} and ${formatShape(key)}`,
    });
  }

  /** The attended axes of the projected query, whose rank is one more than the input's. */
  #axes(rank: number): readonly number[] {
    const given = this.options.attentionAxes;
    if (given === null) return Array.from({ length: rank - 3 }, (_, i) => i + 1);
    return given.map((axis) => (axis < 0 ? axis + rank - 1 : axis));
  }

  override get savedBuild(): Readonly<Record<string, unknown>> | undefined {
    return this.#shapes === undefined ? undefined : { shapes_dict: this.#shapes };
  }

  /** Keras saves the attended axes once they are known. */
  override getConfig(): Record<string, unknown> {
    const config = super.getConfig();
    const query = this.#shapes?.["query_shape"];
    return query === undefined
      ? config
      : { ...config, attention_axes: this.#axes(query.length + 1) };
  }

  override call(x: Operand, context: CallContext): Operand | readonly Operand[] {
    return this.callMany([x], context);
  }

  override callMany(
    inputs: readonly Operand[],
    context: CallContext,
  ): Operand | readonly Operand[] {
    const [query, value, key] = queryValueKey(this.label, inputs);
    const project = (dense: EinsumDense | undefined, x: Operand): Operand =>
      dense!.apply([x], context) as Operand;
    const [q, k, v] = [
      project(this.queryDense, query),
      project(this.keyDense, key),
      project(this.valueDense, value),
    ];
    const maskFor = (own: CallContext): Operand | undefined =>
      combinedMask([query, value, key], own, this.options.slidingWindow);
    const [heads, scores] = this.#attend([q, k, v], maskFor, context);
    const gated =
      this.gateDense === undefined ? heads : multiply(heads, project(this.gateDense, query));
    const output = project(this.outputDense, gated);
    return scores === undefined ? output : [output, scores];
  }

  /** The heads' results, and their weights if they are asked for. */
  #attend(
    [q, k, v]: readonly [Operand, Operand, Operand],
    maskFor: (context: CallContext) => Operand | undefined,
    context: CallContext,
  ): readonly [heads: Operand, scores: Operand | undefined] {
    const { keyDim, dropout } = this.options;
    const scale = 1 / Math.sqrt(keyDim);
    const axes = this.#axes(q.rank);
    const givesScores = context.returnAttentionScores === true;
    const isUsual = q.rank === 4 && sameShape(axes, [1]);
    if (!givesScores && dropout === 0 && isUsual) {
      const isCausal = context.useCausalMask === true;
      const given = maskFor({ ...context, useCausalMask: false });
      const mask = given === undefined ? null : widen(given, 4, axes.length);
      return [dotProductAttention(q, k, v, { mask, scale, isCausal }), undefined];
    }
    const mask = maskFor(context);
    const [products, combination, scoresRank] = attentionEquations(q.rank, axes);
    const raw = einsum(products, k, multiply(q, scale));
    const seen = mask === undefined ? undefined : widen(mask, scoresRank, axes.length);
    const weights = this.#softmax!.apply([raw], { ...context, mask: seen }) as Operand;
    const kept = this.dropoutLayer!.apply([weights], context) as Operand;
    return [einsum(combination, kept, v), givesScores ? weights : undefined];
  }
}

/** The mask with axes of extent 1 before those of queries and keys, up to a rank. */
function widen(mask: Operand, rank: number, attended: number): Operand {
  let wide = mask;
  while (wide.rank < rank) wide = expandDims(wide, -2 * attended - 1);
  return wide;
}

/** `multiHeadAttention(8, 64)([query, value])`, `multiHeadAttention(8, 64)([x, x], { useCausalMask: true })` */
export const multiHeadAttention = (
  numHeads: number,
  keyDim: number,
  options: MultiHeadAttentionOptions = {},
): MultiHeadAttention => new MultiHeadAttention({ ...options, numHeads, keyDim });
