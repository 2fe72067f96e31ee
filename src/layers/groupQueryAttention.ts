import { fail } from "../base/errors.ts";
import { uniqueName } from "../base/names.ts";
import { formatShape } from "../base/shape.ts";
import type { Operand } from "../graph/value.ts";
import { multiply } from "../ops/add.ts";
import { dotProductAttention } from "../ops/attention.ts";
import { einsum } from "../ops/einsum.ts";
import { expandDims } from "../ops/reshape.ts";
import { repeat } from "../ops/tile.ts";
import { combinedMask } from "./attentionMask.ts";
import { Dropout } from "./dropout.ts";
import { EinsumDense } from "./einsumDense.ts";
import { lastExtent } from "./inputShape.ts";
import { type CallContext, Layer, layerOptions, type LayerOptions } from "./layer.ts";
import {
  expectCounts,
  projectionDefaults,
  queryValueKey,
  type ProjectionOptions,
} from "./multiHeadAttention.ts";
import { Softmax } from "./softmax.ts";
import type { PartialShape } from "./symbolic.ts";

const defaults = {
  headDim: 0,
  numQueryHeads: 0,
  numKeyValueHeads: 0,
  useBias: true,
  useGate: false,
  slidingWindow: null as number | null,
  dropout: 0,
  seed: null as number | null,
};

type GroupQueryAttentionConfig = LayerOptions & typeof defaults & typeof projectionDefaults;

/** What is asked of a new layer of this kind. */
type Given = ProjectionOptions & {
  readonly headDim: number;
  readonly numQueryHeads: number;
  readonly numKeyValueHeads: number;
};

/**
 * Attention of several heads, groups of which share keys and values: query [batch, t, n], value [batch, s, m] and, third,
 * key [batch, s, k] (default: the value) -> [batch, t, n]. Weights: kernel and bias of query, key, value and
 * attention_output. Ainslie et al. 2023, https://arxiv.org/abs/2305.13245
 */
export class GroupQueryAttention extends Layer<GroupQueryAttentionConfig> {
  static override readonly className = "GroupQueryAttention";
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

  constructor(options: Given) {
    const name = options.name ?? uniqueName("grouped_query_attention");
    const all = { ...defaults, ...projectionDefaults };
    super(layerOptions("GroupQueryAttention", all, { ...options, name }));
    const { headDim, numQueryHeads, numKeyValueHeads, slidingWindow } = this.options;
    expectCounts(this.label, { headDim, numQueryHeads, numKeyValueHeads });
    if (slidingWindow !== null) expectCounts(this.label, { slidingWindow });
    if (numQueryHeads % numKeyValueHeads !== 0) {
      fail("option", {
        where: this.label,
        expected: "numQueryHeads to be a multiple of numKeyValueHeads",
        received: `${numQueryHeads} and ${numKeyValueHeads}`,
      });
    }
  }

  override build(inputShape: PartialShape): void {
    this.buildMany([inputShape]);
  }

  override buildMany(inputShapes: readonly PartialShape[]): void {
    const [query, value, key] = queryValueKey(this.label, inputShapes);
    for (const shape of [query, value, key]) {
      if (shape.length === 3) continue;
      fail("shape", {
        where: this.label,
        expected: "inputs [batch, places, entries]",
        received: formatShape(shape),
      });
    }
    const o = this.options;
    const heads = (count: number): PartialShape => [null, count, o.headDim];
    this.queryDense = this.#dense("query", query, "bqm,muh->bquh", heads(o.numQueryHeads), "uh");
    this.keyDense = this.#dense("key", key, "bkm,mvh->bkvh", heads(o.numKeyValueHeads), "vh");
    if (o.useGate)
      this.gateDense = this.#dense("gate", query, "bqm,muh->bquh", heads(o.numQueryHeads), "uh");
    this.valueDense = this.#dense("value", value, "bkm,mvh->bkvh", heads(o.numKeyValueHeads), "vh");
    this.#softmax = new Softmax({ axis: -1 });
    this.dropoutLayer = new Dropout({ rate: o.dropout, seed: o.seed });
    const joined = [null, null, o.numQueryHeads, o.headDim];
    const width = lastExtent(this.label, query);
    this.outputDense = this.#dense("attention_output", joined, "bquh,uhm->bqm", [null, width], "m");
    const named = { query_shape: query, value_shape: value };
    this.#shapes = inputShapes.length === 3 ? { ...named, key_shape: key } : named;
  }

  #dense(
    name: string,
    inputShape: PartialShape,
    equation: string,
    outputShape: PartialShape,
    letters: string,
  ): EinsumDense {
    const own = Object.fromEntries(
      Object.keys(projectionDefaults).map((key) => [
        key,
        this.options[key as keyof typeof projectionDefaults],
      ]),
    );
    const dense = new EinsumDense({
      ...own,
      name,
      equation,
      outputShape,
      biasAxes: this.options.useBias ? letters : null,
      activation: name === "gate" ? "sigmoid" : "linear",
    });
    dense.ensureBuilt([inputShape]);
    return dense;
  }

  override get savedBuild(): Readonly<Record<string, unknown>> | undefined {
    return this.#shapes === undefined ? undefined : { shapes_dict: this.#shapes };
  }

  override call(x: Operand, context: CallContext): Operand | readonly Operand[] {
    return this.callMany([x], context);
  }

  override callMany(
    inputs: readonly Operand[],
    context: CallContext,
  ): Operand | readonly Operand[] {
    const [query, value, key] = queryValueKey(this.label, inputs);
    const { slidingWindow, numQueryHeads, numKeyValueHeads } = this.options;
    const project = (dense: EinsumDense | undefined, x: Operand): Operand =>
      dense!.apply([x], context) as Operand;
    const spread = (x: Operand): Operand =>
      repeat(x, numQueryHeads / numKeyValueHeads, { axis: 2 });
    const q = project(this.queryDense, query);
    const k = spread(project(this.keyDense, key));
    const v = spread(project(this.valueDense, value));
    const maskFor = (own: CallContext): Operand | undefined => {
      const mask = combinedMask([query, value, key], own, slidingWindow);
      return mask === undefined || mask.rank === 4 ? mask : expandDims(mask, -3);
    };
    const [heads, scores] = this.#attend([q, k, v], maskFor, context);
    const gated =
      this.gateDense === undefined ? heads : multiply(heads, project(this.gateDense, query));
    const output = project(this.outputDense, gated);
    return scores === undefined ? output : [output, scores];
  }

  #attend(
    [q, k, v]: readonly [Operand, Operand, Operand],
    maskFor: (context: CallContext) => Operand | undefined,
    context: CallContext,
  ): readonly [heads: Operand, scores: Operand | undefined] {
    const scale = 1 / Math.sqrt(this.options.headDim);
    const givesScores = context.returnAttentionScores === true;
    if (!givesScores && this.options.dropout === 0) {
      const isCausal = context.useCausalMask === true;
      const mask = maskFor({ ...context, useCausalMask: false }) ?? null;
      return [dotProductAttention(q, k, v, { mask, scale, isCausal }), undefined];
    }
    const raw = einsum("bquh,bkuh->buqk", multiply(q, scale), k);
    const weights = this.#softmax!.apply([raw], { ...context, mask: maskFor(context) }) as Operand;
    const kept = this.dropoutLayer!.apply([weights], context) as Operand;
    return [einsum("buqk,bkuh->bquh", kept, v), givesScores ? weights : undefined];
  }
}

/** `groupQueryAttention(64, 8, 2)([query, value])`: heads of size 64, eight of queries, two of keys and values. */
export const groupQueryAttention = (
  headDim: number,
  numQueryHeads: number,
  numKeyValueHeads: number,
  options: ProjectionOptions = {},
): GroupQueryAttention =>
  new GroupQueryAttention({ ...options, headDim, numQueryHeads, numKeyValueHeads });
