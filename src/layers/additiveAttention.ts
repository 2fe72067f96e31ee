import { glorotUniform } from "../initializers/varianceScaling.ts";
import type { Operand } from "../graph/value.ts";
import type { Variable } from "../graph/variable.ts";
import { add, multiply } from "../ops/add.ts";
import { expandDims } from "../ops/reshape.ts";
import { tanh } from "../ops/sin.ts";
import { sum } from "../ops/sum.ts";
import { SingleHeadAttention, type AdditiveAttentionOptions } from "./attention.ts";
import { lastExtent } from "./inputShape.ts";
import { layerOptions } from "./layer.ts";
import type { PartialShape } from "./symbolic.ts";

/**
 * Attention by Σ scale · tanh(q + k): query [batch, t, n], value [batch, s, m] and, third, key [batch, s, n]
 * -> [batch, t, m]. Weight: scale [n]. Bahdanau et al. 2014, https://arxiv.org/abs/1409.0473
 */
export class AdditiveAttention extends SingleHeadAttention {
  static override readonly className = "AdditiveAttention";
  scale: Variable | undefined;

  constructor(options: AdditiveAttentionOptions = {}) {
    const defaults = { useScale: true, dropout: 0, seed: null as number | null };
    super(layerOptions("AdditiveAttention", defaults, options));
  }

  override buildMany([query]: readonly PartialShape[]): void {
    if (!this.options.useScale) return;
    this.scale = this.addWeight("scale", [lastExtent(this.label, query!)], glorotUniform());
  }

  protected override scores(query: Operand, key: Operand): Operand {
    const pairs = tanh(add(expandDims(query, -2), expandDims(key, -3)));
    const scaled = this.scale === undefined ? pairs : multiply(pairs, this.read(this.scale, query));
    return sum(scaled, { axis: -1 });
  }
}

/** `additiveAttention()([query, value])` */
export const additiveAttention = (options: AdditiveAttentionOptions = {}): AdditiveAttention =>
  new AdditiveAttention(options);
