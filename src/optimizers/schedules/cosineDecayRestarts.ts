import type { Operand } from "../../graph/value.ts";
import { add, multiply, subtract } from "../../ops/add.ts";
import { cast } from "../../ops/cast.ts";
import { divide } from "../../ops/divide.ts";
import { log } from "../../ops/exp.ts";
import { floor } from "../../ops/floor.ts";
import { power } from "../../ops/power.ts";
import { cos } from "../../ops/sin.ts";
import { Schedule, scheduleOptions } from "./schedule.ts";

/** Options of `CosineDecayRestarts`. */
export interface CosineDecayRestartsOptions {
  /** The rate at step 0. */
  readonly initialLearningRate: number;
  /** How many steps the first round takes. */
  readonly firstDecaySteps: number;
  /** Each round takes so many times the steps of the one before. Default 2. */
  readonly tMul?: number | undefined;
  /** Each round starts from so many times the rate of the one before. Default 1. */
  readonly mMul?: number | undefined;
  /** The lowest rate as a share of the first. Default 0. */
  readonly alpha?: number | undefined;
  /** Default "SGDRDecay". */
  readonly name?: string | undefined;
}

/**
 * Half waves of the cosine, each from a peak down, one after the other: round i takes firstDecaySteps · tMulⁱ steps.
 * Loshchilov & Hutter 2016. https://arxiv.org/abs/1608.03983
 */
export class CosineDecayRestarts extends Schedule<CosineDecayRestartsOptions> {
  static override readonly className = "CosineDecayRestarts";

  constructor(options: CosineDecayRestartsOptions) {
    super(options, { tMul: 2, mMul: 1, alpha: 0, name: "SGDRDecay" }, [
      "initialLearningRate",
      "firstDecaySteps",
    ]);
  }

  override rate(step: Operand): Operand {
    const { initialLearningRate, firstDecaySteps, mMul, alpha } = this.options;
    const { round, share } = this.#place(divide(cast(step, "float32"), firstDecaySteps));
    const wave = multiply(multiply(add(cos(multiply(share, Math.PI)), 1), 0.5), power(mMul, round));
    return multiply(add(multiply(wave, 1 - alpha), alpha), initialLearningRate);
  }

  /** Which round it is, from 0, and the share of it that is done; `time` in lengths of the first round. */
  #place(time: Operand): { round: Operand; share: Operand } {
    const { tMul } = this.options;
    if (tMul === 1) {
      const round = floor(time);
      return { round, share: subtract(time, round) };
    }
    // The rounds before round i take (1 - tMulⁱ) / (1 - tMul) lengths.
    const round = floor(divide(log(subtract(1, multiply(time, 1 - tMul))), Math.log(tMul)));
    const length = power(tMul, round);
    const before = divide(subtract(1, length), 1 - tMul);
    return { round, share: divide(subtract(time, before), length) };
  }
}

/** `cosineDecayRestarts(0.1, 1000)` */
export function cosineDecayRestarts(options: CosineDecayRestartsOptions): CosineDecayRestarts;
/** The same with Keras's leading arguments in front. */
export function cosineDecayRestarts(
  initialLearningRate: number,
  firstDecaySteps: number,
  options?: Omit<CosineDecayRestartsOptions, "initialLearningRate" | "firstDecaySteps">,
): CosineDecayRestarts;
export function cosineDecayRestarts(...given: readonly unknown[]): CosineDecayRestarts {
  return new CosineDecayRestarts(
    scheduleOptions(["initialLearningRate", "firstDecaySteps"], given),
  );
}
