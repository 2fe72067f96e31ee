import type { Operand } from "../graph/value.ts";
import type { Variable } from "../graph/variable.ts";
import { add, multiply, subtract } from "../ops/add.ts";
import { divide } from "../ops/divide.ts";
import { maximum, minimum } from "../ops/maximum.ts";
import { power, rsqrt, sqrt, square } from "../ops/power.ts";
import { expandDims } from "../ops/reshape.ts";
import { mean } from "../ops/sum.ts";
import { Optimizer, type SlotOptions, type Step, type UpdateRule } from "./optimizer.ts";
import {
  expectAbove,
  expectWithin,
  type OptimizerOptions,
  type LearningRateLike,
  withRate,
} from "./optimizerOptions.ts";

/** Options of `Adafactor`. */
export interface AdafactorOptions extends OptimizerOptions {
  /** γ: how the mean of the squares slows down, as 1 - tᵞ. Default -0.8. */
  readonly beta2Decay?: number | undefined;
  /** ε₁, added to the squares. Default 1e-30. */
  readonly epsilon1?: number | undefined;
  /** ε₂: weights smaller than it are treated as if they had its size. Default 0.001. */
  readonly epsilon2?: number | undefined;
  /** d: the largest size of a step before the learning rate. Default 1. */
  readonly clipThreshold?: number | undefined;
  /** Whether the learning rate is at most 1/√t; not with a schedule. Default true. */
  readonly relativeStep?: boolean | undefined;
}

/** The means of the squares over the last axis, over the one before it, and of all elements. */
type Slot = "r" | "c" | "velocity";

/** The root of the mean square of all elements. */
function rootMeanSquare(x: Operand): Operand {
  return sqrt(mean(square(x)));
}

/**
 * β = 1 - tᵞ, v ← βv + (1-β)(g² + ε₁), u = g / √v, w ← w - max(ε₂, rms(w)) · min(η, 1/√t) · u / max(1, rms(u)/d).
 * Of matrices only the means of rows and columns are kept: v = r cᵀ / mean(r).
 * Shazeer & Stern 2018. https://arxiv.org/abs/1804.04235
 */
export class Adafactor extends Optimizer<AdafactorOptions, Slot> {
  static override readonly className = "Adafactor";

  /** `learningRate` is 0.001 by default. */
  constructor(options: AdafactorOptions = {}) {
    super(options, {
      name: "adafactor",
      learningRate: 0.001,
      beta2Decay: -0.8,
      epsilon1: 1e-30,
      epsilon2: 0.001,
      clipThreshold: 1,
      relativeStep: true,
    });
    const { beta2Decay, epsilon1, epsilon2, clipThreshold } = this.options;
    expectWithin("Adafactor", "beta2Decay", beta2Decay, { from: -Infinity, to: 0 });
    expectWithin("Adafactor", "epsilon1", epsilon1, { from: 0 });
    expectWithin("Adafactor", "epsilon2", epsilon2, { from: 0 });
    expectAbove("Adafactor", "clipThreshold", clipThreshold, 0);
  }

  protected override get slotGroups(): readonly (readonly Slot[])[] {
    return [["r", "c", "velocity"]];
  }

  protected override slotOptions(slot: Slot, { name, shape }: Variable): SlotOptions {
    if (slot === "velocity") return {};
    if (shape.length < 2) return { name, shape: [], bare: true, dtype: "int32" };
    return { name, shape: slot === "r" ? shape.slice(0, -1) : shape.toSpliced(-2, 1) };
  }

  protected override rule({ rate, t }: Step): UpdateRule<Slot> {
    const { beta2Decay, epsilon1, epsilon2, clipThreshold } = this.options;
    // Keras takes the smaller of the two in any case; `relativeStep` would take it once more.
    const rho = minimum(rate, rsqrt(t));
    const forget = power(t, beta2Decay);
    const average = (old: Operand, x: Operand): Operand =>
      add(multiply(old, subtract(1, forget)), multiply(x, forget));
    return ({ w, g, slots: { r, c, velocity: v } }) => {
      const squares = add(square(g), epsilon1);
      const isMatrix = w.rank >= 2;
      const r1 = isMatrix ? average(r, mean(squares, { axis: -1 })) : r;
      const c1 = isMatrix ? average(c, mean(squares, { axis: -2 })) : c;
      const rows = isMatrix ? divide(r1, mean(r1, { axis: -1, keepdims: true })) : r1;
      const v1 = isMatrix
        ? multiply(expandDims(rows, -1), expandDims(c1, -2))
        : average(v, squares);
      const u = divide(g, sqrt(v1));
      const step = divide(u, maximum(1, divide(rootMeanSquare(u), clipThreshold)));
      const alpha = multiply(maximum(epsilon2, rootMeanSquare(w)), rho);
      return { w: subtract(w, multiply(step, alpha)), slots: { r: r1, c: c1, velocity: v1 } };
    };
  }
}

/** `adafactor({ learningRate: 0.001 })` */
export const adafactor = (
  first: AdafactorOptions | LearningRateLike = {},
  options: AdafactorOptions = {},
): Adafactor => new Adafactor(withRate(first, options));
