import type { Operand } from "../graph/value.ts";
import type { Variable } from "../graph/variable.ts";
import { add, multiply, subtract } from "../ops/add.ts";
import { divide } from "../ops/divide.ts";
import { matmul } from "../ops/matmul.ts";
import { power, sqrt, square } from "../ops/power.ts";
import { sum } from "../ops/sum.ts";
import { transpose } from "../ops/transpose.ts";
import { Optimizer, type SlotOptions, type Step, type UpdateRule } from "./optimizer.ts";
import {
  expectMoments,
  expectWhole,
  expectWithin,
  type OptimizerOptions,
  type LearningRateLike,
  withRate,
} from "./optimizerOptions.ts";

/** Options of `Muon`; `weightDecay` is 0.004 by default. */
export interface MuonOptions extends OptimizerOptions {
  /** β₁ of Adam, for the weights that are no matrices. Default 0.9. */
  readonly adamBeta1?: number | undefined;
  /** β₂ of Adam. Default 0.999. */
  readonly adamBeta2?: number | undefined;
  /** The weight decay of the weights that Adam updates. Default 0.004. */
  readonly adamWeightDecay?: number | null | undefined;
  /** ε of Adam. Default 1e-7. */
  readonly epsilon?: number | undefined;
  /** Parts of paths (regular expressions) whose weights Adam updates. Default null: none. */
  readonly excludeLayers?: readonly string[] | null | undefined;
  /** Whether Adam updates the weights whose path has "embedding" in it. Default true. */
  readonly excludeEmbeddings?: boolean | undefined;
  /** a of the iteration x ← ax + (bA + cA²)x. Default 3.4445. */
  readonly muonA?: number | undefined;
  /** b of the iteration. Default -4.775. */
  readonly muonB?: number | undefined;
  /** c of the iteration. Default 2.0315. */
  readonly muonC?: number | undefined;
  /** Adam's learning rate as a share of the whole. Default 1. */
  readonly adamLrRatio?: number | undefined;
  /** β: the share of the gathered gradients that stays. Default 0.95. */
  readonly momentum?: number | undefined;
  /** How often the iteration is done. Default 5. */
  readonly nsSteps?: number | undefined;
  /** Whether the gradient is taken as if at the point ahead. Default true. */
  readonly nesterov?: boolean | undefined;
  /** The size of a step as a share of √(larger extent); null: 1 whatever the shape. Default 0.2. */
  readonly rmsRate?: number | null | undefined;
}

type Slot = "momentum" | "velocity";

/**
 * For matrices: m ← βm + g, u the matrix nearest to m (of Nesterov: to g + βm) whose rows are orthogonal, found by a few steps
 * of Newton and Schulz x ← ax + (bA + cA²)x, A = xxᵀ; w ← w - η · rmsRate √max(rows, columns) · u. All other weights,
 * and embeddings, follow Adam with weight decay. Jordan 2024, https://kellerjordan.github.io/posts/muon/; Liu et al. 2025,
 * https://arxiv.org/abs/2502.16982
 */
export class Muon extends Optimizer<MuonOptions, Slot> {
  static override readonly className = "Muon";

  /** `learningRate` is 0.001 by default. */
  constructor(options: MuonOptions = {}) {
    super(options, {
      name: "muon",
      learningRate: 0.001,
      weightDecay: 0.004,
      adamBeta1: 0.9,
      adamBeta2: 0.999,
      adamWeightDecay: 0.004,
      epsilon: 1e-7,
      excludeLayers: null,
      excludeEmbeddings: true,
      muonA: 3.4445,
      muonB: -4.775,
      muonC: 2.0315,
      adamLrRatio: 1,
      momentum: 0.95,
      nsSteps: 5,
      nesterov: true,
      rmsRate: 0.2,
    });
    const { adamBeta1, adamBeta2, epsilon, momentum, nsSteps } = this.options;
    expectMoments("Muon", { epsilon });
    expectWithin("Muon", "adamBeta1", adamBeta1, { from: 0, below: 1 });
    expectWithin("Muon", "adamBeta2", adamBeta2, { from: 0, below: 1 });
    expectWithin("Muon", "momentum", momentum, { from: 0, to: 1 });
    expectWhole("Muon", "nsSteps", nsSteps, 0);
  }

  protected override get slotGroups(): readonly (readonly Slot[])[] {
    return [["momentum", "velocity"]];
  }

  protected override slotOptions(slot: Slot, variable: Variable): SlotOptions | undefined {
    return slot === "momentum" || this.#isForAdam(variable) ? {} : undefined;
  }

  protected override decayOf(variable: Variable): number | null {
    const { weightDecay, adamWeightDecay } = this.options;
    return this.#isForAdam(variable) ? adamWeightDecay : weightDecay;
  }

  #isForAdam({ shape, path }: Variable): boolean {
    const { excludeEmbeddings, excludeLayers } = this.options;
    return (
      shape.length !== 2 ||
      (excludeEmbeddings && path.toLowerCase().includes("embedding")) ||
      (excludeLayers ?? []).some((part) => new RegExp(part, "u").test(path))
    );
  }

  protected override rule({ rate, t }: Step): UpdateRule<Slot> {
    const { adamBeta1, adamBeta2, epsilon, adamLrRatio } = this.options;
    const correction = divide(
      sqrt(subtract(1, power(adamBeta2, t))),
      subtract(1, power(adamBeta1, t)),
    );
    const alpha = multiply(multiply(rate, adamLrRatio), correction);
    return ({ variable, w, g, slots: { momentum: m, velocity: v } }) => {
      if (!this.#isForAdam(variable)) return this.#matrixStep(rate, w, g, m);
      const m1 = add(m, multiply(subtract(g, m), 1 - adamBeta1));
      const v1 = add(v, multiply(subtract(square(g), v), 1 - adamBeta2));
      return {
        w: subtract(w, divide(multiply(m1, alpha), add(sqrt(v1), epsilon))),
        slots: { momentum: m1, velocity: v1 },
      };
    };
  }

  #matrixStep(
    rate: Operand,
    w: Operand,
    g: Operand,
    m: Operand,
  ): { w: Operand; slots: { momentum: Operand } } {
    const { momentum: beta, nesterov, rmsRate } = this.options;
    const m1 = add(multiply(m, beta), g);
    const direction = this.#orthogonal(nesterov ? add(g, multiply(m1, beta)) : m1);
    const size = rmsRate === null ? 1 : rmsRate * Math.sqrt(Math.max(...w.shape));
    return {
      w: subtract(w, multiply(direction, multiply(rate, size))),
      slots: { momentum: m1 },
    };
  }

  /** The matrix [m, n] with its singular values moved close to 1. */
  #orthogonal(x: Operand): Operand {
    const { muonA: a, muonB: b, muonC: c, nsSteps } = this.options;
    const isTall = x.shape[0]! > x.shape[1]!;
    const flat = isTall ? transpose(x) : x;
    let y = divide(flat, add(sqrt(sum(square(flat))), 1e-7));
    for (let step = 0; step < nsSteps; step++) {
      const gram = matmul(y, transpose(y));
      const polynomial = add(multiply(gram, b), matmul(multiply(gram, c), gram));
      y = add(multiply(y, a), matmul(polynomial, y));
    }
    return isTall ? transpose(y) : y;
  }
}

/** `muon({ learningRate: 0.001 })` */
export const muon = (first: MuonOptions | LearningRateLike = {}, options: MuonOptions = {}): Muon =>
  new Muon(withRate(first, options));
