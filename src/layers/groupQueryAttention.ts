import { fail } from "../base/errors.ts";
import { uniqueName } from "../base/names.ts";
import { formatShape } from "../base/shape.ts";
import type { Operand } from "../graph/value.ts";
import { einsum } from "../ops/einsum.ts";
import { expandDims } from "../ops/reshape.ts";
import { repeat } from "../ops/tile.ts";
import type { EinsumDense } from "./einsumDense.ts";
import { lastExtent } from "./inputShape.ts";
import { layerOptions, type LayerOptions } from "./layer.ts";
import {
  expectCounts,
  ProjectedAttention,
  projectionDefaults,
  type ProjectionOptions,
} from "./projectedAttention.ts";
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
export class GroupQueryAttention extends ProjectedAttention<GroupQueryAttentionConfig> {
  static override readonly className = "GroupQueryAttention";

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

  override project(query: PartialShape, value: PartialShape, key: PartialShape): void {
    for (const shape of [query, value, key]) {
      if (shape.length === 3) continue;
      fail("shape", {
        where: this.label,
        expected: "inputs [batch, places, entries]",
        received: formatShape(shape),
      });
    }
    const { headDim, numQueryHeads, numKeyValueHeads, useGate } = this.options;
    const heads = (
      name: string,
      from: PartialShape,
      count: number,
      activation?: "sigmoid",
    ): EinsumDense =>
      this.dense(name, from, {
        equation: "bpm,mnh->bpnh",
        biasAxes: "nh",
        outputShape: [null, count, headDim],
        activation,
      });
    this.queryDense = heads("query", query, numQueryHeads);
    this.keyDense = heads("key", key, numKeyValueHeads);
    if (useGate) this.gateDense = heads("gate", query, numQueryHeads, "sigmoid");
    this.valueDense = heads("value", value, numKeyValueHeads);
    this.outputDense = this.dense("attention_output", [null, null, numQueryHeads, headDim], {
      equation: "bpnh,nhm->bpm",
      biasAxes: "m",
      outputShape: [null, lastExtent(this.label, query)],
    });
  }

  override get scale(): number {
    return 1 / Math.sqrt(this.options.headDim);
  }

  override isUsual(): boolean {
    return true;
  }

  override widen(mask: Operand): Operand {
    return mask.rank === 4 ? mask : expandDims(mask, -3);
  }

  override spread(x: Operand): Operand {
    const { numQueryHeads, numKeyValueHeads } = this.options;
    return repeat(x, numQueryHeads / numKeyValueHeads, { axis: 2 });
  }

  override weigh(
    query: Operand,
    key: Operand,
    softmax: (scores: Operand, axes: readonly number[]) => Operand,
  ): readonly [Operand, (kept: Operand, value: Operand) => Operand] {
    return [
      softmax(einsum("btnh,bsnh->bnts", query, key), [-1]),
      (kept, value) => einsum("bnts,bsnh->btnh", kept, value),
    ];
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
