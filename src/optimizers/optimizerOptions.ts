import { fail } from "../base/errors.ts";
import type { Schedule, ScheduleFunction } from "./schedules/schedule.ts";

/** A learning rate: a number, or a schedule of the step. */
export type LearningRateLike = number | Schedule | ScheduleFunction;

/** What every optimizer can be told. */
export interface OptimizerOptions {
  /** Prefix of its variables. Default: Keras's name of the optimizer, such as "adam". */
  readonly name?: string | undefined;
  /** η; the default is the optimizer's own. */
  readonly learningRate?: LearningRateLike | undefined;
  /** The share of each weight, times the learning rate, that a step takes off. Default null: nothing. */
  readonly weightDecay?: number | null | undefined;
  /** The longest gradient of one variable, in the Euclidean norm. Default null: no limit. */
  readonly clipnorm?: number | null | undefined;
  /** The longest gradient of all variables together, in the Euclidean norm. Default null: no limit. */
  readonly globalClipnorm?: number | null | undefined;
  /** The largest size of a gradient's element. Default null: no limit. */
  readonly clipvalue?: number | null | undefined;
  /** Whether to keep a moving average of the weights. Default false; true is not supported yet. */
  readonly useEma?: boolean | undefined;
  /** Momentum of that average. Default 0.99. */
  readonly emaMomentum?: number | undefined;
  /** After how many steps the weights become their average. Default null; others are not supported yet. */
  readonly emaOverwriteFrequency?: number | null | undefined;
  /** Factor of the loss, taken off the gradients again. Default null; others are not supported yet. */
  readonly lossScaleFactor?: number | null | undefined;
  /** How many steps' gradients are averaged for one update. Default null; others are not supported yet. */
  readonly gradientAccumulationSteps?: number | null | undefined;
}

/** Options with their defaults filled in. */
export type OptimizerConfig<Options> = {
  readonly [Key in keyof Options]-?: Exclude<Options[Key], undefined>;
};

/** The defaults of an optimizer: its own options, its name and its learning rate. */
export type OptimizerDefaults<Options> = Omit<OptimizerConfig<Options>, keyof OptimizerOptions> & {
  readonly name: string;
  readonly learningRate: number;
  readonly weightDecay?: number;
};

/** Keras's defaults of what all optimizers have in common. */
export const commonDefaults: Omit<OptimizerConfig<OptimizerOptions>, "name" | "learningRate"> = {
  weightDecay: null,
  clipnorm: null,
  globalClipnorm: null,
  clipvalue: null,
  useEma: false,
  emaMomentum: 0.99,
  emaOverwriteFrequency: null,
  lossScaleFactor: null,
  gradientAccumulationSteps: null,
};

const clippings = ["clipnorm", "globalClipnorm", "clipvalue"] as const;
const unsupported = [
  "useEma",
  "emaOverwriteFrequency",
  "lossScaleFactor",
  "gradientAccumulationSteps",
] as const;

/** Throws on options that contradict one another, are out of range, or are not built yet. */
export function checkOptimizerOptions(
  where: string,
  options: OptimizerConfig<OptimizerOptions>,
): void {
  for (const key of unsupported) {
    if (options[key] === commonDefaults[key]) continue;
    fail("unsupported", {
      where,
      expected: `${key} at its default ${String(commonDefaults[key])}`,
      received: String(options[key]),
      advice: "Leave it out: Hornet does not have it yet",
    });
  }
  const given = clippings.filter((key) => options[key] !== null);
  if (given.length > 1) {
    fail("option", {
      where,
      expected: `one of ${clippings.join(", ")}`,
      received: given.join(" and "),
    });
  }
  for (const key of given) expectPositive(where, key, options[key]!);
  const { learningRate } = options;
  const isSchedule = typeof learningRate === "function" || typeof learningRate === "object";
  if (!isSchedule && !Number.isFinite(learningRate)) {
    fail("option", { where, expected: "a finite learningRate", received: String(learningRate) });
  }
}

function expectPositive(where: string, key: string, x: number): void {
  if (!(x > 0)) fail("option", { where, expected: `${key} above 0`, received: String(x) });
}
