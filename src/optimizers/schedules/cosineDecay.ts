import type { Operand } from "../../graph/value.ts";
import { add, multiply, subtract } from "../../ops/add.ts";
import { cast } from "../../ops/cast.ts";
import { divide } from "../../ops/divide.ts";
import { less } from "../../ops/equal.ts";
import { maximum, minimum } from "../../ops/maximum.ts";
import { cos } from "../../ops/sin.ts";
import { where } from "../../ops/where.ts";
import { Schedule, scheduleOptions } from "./schedule.ts";

/** Options of `CosineDecay`. */
export interface CosineDecayOptions {
  /** The rate at step 0. */
  readonly initialLearningRate: number;
  /** How many steps the decay takes, after the warm-up. */
  readonly decaySteps: number;
  /** The lowest rate as a share of the one that the decay starts from. Default 0. */
  readonly alpha?: number | undefined;
  /** The rate that a linear warm-up leads to, and the decay starts from. Default null: no warm-up. */
  readonly warmupTarget?: number | null | undefined;
  /** How many steps the warm-up takes. Default 0. */
  readonly warmupSteps?: number | undefined;
  /** Default "CosineDecay". */
  readonly name?: string | undefined;
}

/**
 * η = η₀ · ((1 - α) · (1 + cos(π · step / decaySteps)) / 2 + α), after a linear warm-up from η₀ to the target, if any.
 * Loshchilov & Hutter 2016. https://arxiv.org/abs/1608.03983
 */
export class CosineDecay extends Schedule<CosineDecayOptions> {
  static override readonly className = "CosineDecay";

  constructor(options: CosineDecayOptions) {
    super(options, { alpha: 0, warmupTarget: null, warmupSteps: 0, name: "CosineDecay" }, [
      "initialLearningRate",
      "decaySteps",
    ]);
  }

  override rate(step: Operand): Operand {
    const { initialLearningRate, decaySteps, alpha, warmupTarget, warmupSteps } = this.options;
    const now = cast(step, "float32");
    if (warmupTarget === null) {
      return cosineFrom(initialLearningRate, divide(minimum(now, decaySteps), decaySteps), alpha);
    }
    const sinceWarmup = maximum(subtract(minimum(now, decaySteps + warmupSteps), warmupSteps), 0);
    const decaying = cosineFrom(warmupTarget, divide(sinceWarmup, decaySteps), alpha);
    if (warmupSteps === 0) return decaying;
    const rise = multiply(divide(now, warmupSteps), warmupTarget - initialLearningRate);
    return where(less(now, warmupSteps), add(rise, initialLearningRate), decaying);
  }
}

/** Half a wave from the peak down to alpha · peak. */
function cosineFrom(peak: number, share: Operand, alpha: number): Operand {
  const wave = multiply(add(cos(multiply(share, Math.PI)), 1), 0.5);
  return multiply(add(multiply(wave, 1 - alpha), alpha), peak);
}

/** `cosineDecay(0.1, 1000, { alpha: 0.1 })` */
export function cosineDecay(options: CosineDecayOptions): CosineDecay;
/** The same with Keras's leading arguments in front. */
export function cosineDecay(
  initialLearningRate: number,
  decaySteps: number,
  options?: Omit<CosineDecayOptions, "initialLearningRate" | "decaySteps">,
): CosineDecay;
export function cosineDecay(...given: readonly unknown[]): CosineDecay {
  return new CosineDecay(scheduleOptions(["initialLearningRate", "decaySteps"], given));
}
