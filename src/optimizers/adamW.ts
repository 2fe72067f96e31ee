import { type LearningRateLike, withRate } from "./optimizerOptions.ts";
import { Adam, type AdamOptions } from "./adam.ts";

/** Options of `AdamW`; `weightDecay` is 0.004 by default. */
export type AdamWOptions = AdamOptions;

/**
 * Adam with weight decay: before the step of Adam, w ← w - ηλw, λ = `weightDecay` (default 0.004).
 * Loshchilov & Hutter 2019. https://arxiv.org/abs/1711.05101
 */
export class AdamW extends Adam {
  static override readonly className = "AdamW";

  constructor(options: AdamWOptions = {}) {
    super(options, { name: "adam_w", weightDecay: 0.004 });
  }
}

/** `adamW({ learningRate: 0.001, weightDecay: 0.004 })` */
export const adamW = (
  first: AdamWOptions | LearningRateLike = {},
  options: AdamWOptions = {},
): AdamW => new AdamW(withRate(first, options));
