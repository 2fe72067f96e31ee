import { fail } from "../base/errors.ts";
import { formatShape, sameShape } from "../base/shape.ts";
import type { Operand } from "../graph/value.ts";
import { einsum } from "../ops/einsum.ts";
import { expandDims } from "../ops/reshape.ts";
import type { EinsumDense } from "./einsumDense.ts";
import { lastExtent } from "./inputShape.ts";
import { type CallContext, layerOptions, type LayerOptions } from "./layer.ts";
import {
  expectCounts,
  ProjectedAttention,
  projectionDefaults,
  type ProjectionOptions,
} from "./projectedAttention.ts";
import type { PartialShape } from "./symbolic.ts";

/** Options of `multiHeadAttention`. */
export interface MultiHeadAttentionOptions extends ProjectionOptions {
  /** The size of each head of the values. Default null: `keyDim`. */
  readonly valueDim?: number | null | undefined;
  /** The result's extents after batch and places. Default null: the query's last one. */
  readonly outputShape?: number | readonly number[] | null | undefined;
  /** The axes of the places that are attended over, the batch axis being 0. Default null: all between batch and last. */
  readonly attentionAxes?: number | readonly number[] | null | undefined;
}

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
export class MultiHeadAttention extends ProjectedAttention<MultiHeadAttentionConfig> {
  static override readonly className = "MultiHeadAttention";

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
    return this.dense(name, inputShape, { equation, biasAxes, outputShape, activation });
  }

  /** As in Keras, which queries count is what the layer that made them says, whatever the call is told. */
  override callMany(
    inputs: readonly Operand[],
    context: CallContext,
  ): Operand | readonly Operand[] {
    return super.callMany(inputs, { ...context, queryMask: undefined });
  }

  override project(query: PartialShape, value: PartialShape, key: PartialShape): void {
    const { keyDim, valueDim, useGate, numHeads } = this.options;
    this.#expectPlaces(value, key);
    this.queryDense = this.#headsOf("query", query, keyDim);
    this.keyDense = this.#headsOf("key", key, keyDim);
    if (useGate) this.gateDense = this.#headsOf("gate", query, valueDim!, "sigmoid");
    this.valueDense = this.#headsOf("value", value, valueDim!);
    const made = this.options.outputShape ?? [lastExtent(this.label, query)];
    const [equation, biasAxes] = projection(query.length - 1, 2, made.length);
    const heads = [...query.slice(0, -1), numHeads, valueDim!];
    const places = Array.from({ length: query.length - 2 }, () => null);
    const outputShape = [...places, ...made];
    this.outputDense = this.dense("attention_output", heads, { equation, biasAxes, outputShape });
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

  /** Keras saves the attended axes once they are known. */
  override getConfig(): Record<string, unknown> {
    const config = super.getConfig();
    const query = this.queryShape;
    return query === undefined
      ? config
      : { ...config, attention_axes: this.#axes(query.length + 1) };
  }

  override get scale(): number {
    return 1 / Math.sqrt(this.options.keyDim);
  }

  override isUsual({ rank }: Operand): boolean {
    return rank === 4 && sameShape(this.#axes(rank), [1]);
  }

  override widen(mask: Operand, { rank }: Operand): Operand {
    const axes = this.#axes(rank);
    return widen(mask, attentionEquations(rank, axes)[2], axes.length);
  }

  override weigh(
    query: Operand,
    key: Operand,
    softmax: (scores: Operand, axes: readonly number[]) => Operand,
  ): readonly [Operand, (kept: Operand, value: Operand) => Operand] {
    const axes = this.#axes(query.rank);
    const [products, combination, rank] = attentionEquations(query.rank, axes);
    const last = axes.map((_, i) => rank - axes.length + i);
    return [
      softmax(einsum(products, key, query), last),
      (kept, value) => einsum(combination, kept, value),
    ];
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
