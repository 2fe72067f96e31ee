import type { Operand } from "../../graph/value.ts";
import { add, multiply, subtract } from "../../ops/add.ts";
import { cast } from "../../ops/cast.ts";
import { divide } from "../../ops/divide.ts";
import { equal } from "../../ops/equal.ts";
import { ceil } from "../../ops/floor.ts";
import { minimum } from "../../ops/maximum.ts";
import { power as powerOf } from "../../ops/power.ts";
import { where } from "../../ops/where.ts";
import { Schedule, scheduleOptions } from "./schedule.ts";

/** Options of `PolynomialDecay`. */
export interface PolynomialDecayOptions {
  /** The rate at step 0. */
  readonly initialLearningRate: number;
  /** The step at which the end is reached. */
  readonly decaySteps: number;
  /** The lowest rate. Default 0.0001. */
  readonly endLearningRate?: number | undefined;
  /** The exponent; 1 is a straight line. Default 1. */
  readonly power?: number | undefined;
  /** Whether to start again, over the next multiple of `decaySteps`, instead of staying at the end. Default false. */
  readonly cycle?: boolean | undefined;
  /** Default "PolynomialDecay". */
  readonly name?: string | undefined;
}

/** η = (η₀ - η₁) · (1 - step / decaySteps) ^ power + η₁, from η₀ down to η₁. */
export class PolynomialDecay extends Schedule<PolynomialDecayOptions> {
  static override readonly className = "PolynomialDecay";

  constructor(options: PolynomialDecayOptions) {
    super(options, { endLearningRate: 1e-4, power: 1, cycle: false, name: "PolynomialDecay" }, [
      "initialLearningRate",
      "decaySteps",
    ]);
  }

  override rate(step: Operand): Operand {
    const { initialLearningRate, endLearningRate, power } = this.options;
    const left = subtract(1, this.#share(cast(step, "float32")));
    // x¹ needs no power, whose gradient and rounding at 0 differ between engines.
    const fallen = power === 1 ? left : powerOf(left, power);
    return add(multiply(fallen, initialLearningRate - endLearningRate), endLearningRate);
  }

  /** The share of the way that is done, in [0, 1]. */
  #share(step: Operand): Operand {
    const { decaySteps, cycle } = this.options;
    if (!cycle) return divide(minimum(step, decaySteps), decaySteps);
    const rounds = where(equal(step, 0), 1, ceil(divide(step, decaySteps)));
    return divide(step, multiply(rounds, decaySteps));
  }
}

/** `polynomialDecay(0.1, 1000, { power: 0.5 })` */
export function polynomialDecay(options: PolynomialDecayOptions): PolynomialDecay;
/** The same with Keras's leading arguments in front. */
export function polynomialDecay(
  initialLearningRate: number,
  decaySteps: number,
  options?: Omit<PolynomialDecayOptions, "initialLearningRate" | "decaySteps">,
): PolynomialDecay;
export function polynomialDecay(...given: readonly unknown[]): PolynomialDecay {
  return new PolynomialDecay(scheduleOptions(["initialLearningRate", "decaySteps"], given));
}
