import type { Operand } from "../../graph/value.ts";
import { multiply } from "../../ops/add.ts";
import { cast } from "../../ops/cast.ts";
import { divide } from "../../ops/divide.ts";
import { floor } from "../../ops/floor.ts";
import { power } from "../../ops/power.ts";
import { Schedule, scheduleOptions } from "./schedule.ts";

/** Options of `ExponentialDecay`. */
export interface ExponentialDecayOptions {
  /** The rate at step 0. */
  readonly initialLearningRate: number;
  /** After so many steps the rate is multiplied by `decayRate` once. */
  readonly decaySteps: number;
  readonly decayRate: number;
  /** Whether the rate falls in stairs, only after each whole `decaySteps`. Default false. */
  readonly staircase?: boolean | undefined;
  /** Default "ExponentialDecay". */
  readonly name?: string | undefined;
}

/** η = η₀ · decayRate ^ (step / decaySteps). */
export class ExponentialDecay extends Schedule<ExponentialDecayOptions> {
  static override readonly className = "ExponentialDecay";

  constructor(options: ExponentialDecayOptions) {
    super(options, { staircase: false, name: "ExponentialDecay" }, [
      "initialLearningRate",
      "decaySteps",
      "decayRate",
    ]);
  }

  override rate(step: Operand): Operand {
    const { initialLearningRate, decaySteps, decayRate, staircase } = this.options;
    const p = divide(cast(step, "float32"), decaySteps);
    return multiply(power(decayRate, staircase ? floor(p) : p), initialLearningRate);
  }
}

/** `exponentialDecay(1, 10_000, 0.9)`, or `exponentialDecay({ initialLearningRate: 1, decaySteps: 10_000, decayRate: 0.9 })` */
export function exponentialDecay(options: ExponentialDecayOptions): ExponentialDecay;
/** The same with Keras's leading arguments in front. */
export function exponentialDecay(
  initialLearningRate: number,
  decaySteps: number,
  decayRate: number,
  options?: Omit<ExponentialDecayOptions, "initialLearningRate" | "decaySteps" | "decayRate">,
): ExponentialDecay;
export function exponentialDecay(...given: readonly unknown[]): ExponentialDecay {
  return new ExponentialDecay(
    scheduleOptions(["initialLearningRate", "decaySteps", "decayRate"], given),
  );
}
