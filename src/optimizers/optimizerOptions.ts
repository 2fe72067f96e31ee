import { optionsByPlace } from "../base/config.ts";
import { fail } from "../base/errors.ts";
import { Schedule, type ScheduleFunction } from "./schedules/schedule.ts";

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
  /** Whether to keep a moving average of the weights. Default false. */
  readonly useEma?: boolean | undefined;
  /** Momentum of that average. Default 0.99. */
  readonly emaMomentum?: number | undefined;
  /** After how many updates, again and again, the weights become their average. Default null: at the end of training. */
  readonly emaOverwriteFrequency?: number | null | undefined;
  /** Factor of the loss, taken off the gradients again, so that small ones keep their digits. Default null: 1. */
  readonly lossScaleFactor?: number | null | undefined;
  /** How many steps' gradients are averaged for one update, at least 2. Default null: every step updates. */
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
/** Throws on options that contradict one another or are out of range. */
export function checkOptimizerOptions(
  where: string,
  options: OptimizerConfig<OptimizerOptions>,
): void {
  const given = clippings.filter((key) => options[key] !== null);
  if (given.length > 1) {
    fail("option", {
      where,
      expected: `one of ${clippings.join(", ")}`,
      received: given.join(" and "),
    });
  }
  for (const key of given) expectAbove(where, key, options[key]!, 0);
  const { useEma, emaMomentum, emaOverwriteFrequency, lossScaleFactor } = options;
  if (useEma) expectWithin(where, "emaMomentum", emaMomentum, { from: 0, to: 1 });
  if (useEma && emaOverwriteFrequency !== null)
    expectWhole(where, "emaOverwriteFrequency", emaOverwriteFrequency, 1);
  const { gradientAccumulationSteps } = options;
  if (gradientAccumulationSteps !== null)
    expectWhole(where, "gradientAccumulationSteps", gradientAccumulationSteps, 2);
  if (lossScaleFactor !== null) expectAbove(where, "lossScaleFactor", lossScaleFactor, 0);
  const { learningRate } = options;
  const isSchedule = typeof learningRate === "function" || typeof learningRate === "object";
  if (!isSchedule && !Number.isFinite(learningRate)) {
    fail("option", { where, expected: "a finite learningRate", received: String(learningRate) });
  }
}

/** Throws unless the option is above a bound. */
export function expectAbove(where: string, key: string, x: number, bound: number): void {
  if (x > bound) return;
  fail("option", { where, expected: `${key} above ${bound}`, received: String(x) });
}

/** Throws unless the option is a whole number of at least a bound. */
export function expectWhole(where: string, key: string, x: number, bound: number): void {
  if (Number.isInteger(x) && x >= bound) return;
  fail("option", {
    where,
    expected: `${key}, a whole number of at least ${bound}`,
    received: String(x),
  });
}

/** A range of numbers; the ends belong to it, except `below`. */
export interface Range {
  readonly from: number;
  readonly to?: number;
  readonly below?: number;
}

/** Throws unless the option lies in a range. */
export function expectWithin(where: string, key: string, x: number, range: Range): void {
  const { from, to, below } = range;
  if (x >= from && (to === undefined || x <= to) && (below === undefined || x < below)) return;
  const end = to === undefined ? "" : ` and at most ${to}`;
  const open = below === undefined ? end : ` and below ${below}`;
  fail("option", { where, expected: `${key} of at least ${from}${open}`, received: String(x) });
}

/** Throws unless the options that are there lie in the ranges of an optimizer's moments: betas and rhos, ε, momentum. */
export function expectMoments(
  where: string,
  options: {
    readonly beta1?: number;
    readonly beta2?: number;
    readonly rho?: number;
    readonly epsilon?: number;
  },
): void {
  const { beta1, beta2, rho, epsilon } = options;
  for (const [key, x] of Object.entries({ beta1, beta2, rho }))
    if (x !== undefined) expectWithin(where, key, x, { from: 0, below: 1 });
  if (epsilon !== undefined) expectWithin(where, "epsilon", epsilon, { from: 0 });
}

/** Options whose learning rate may stand in front of them, as in Keras: `adam(0.001, { beta1: 0.8 })`. */
export function withRate<Options extends OptimizerOptions>(
  first: Options | LearningRateLike,
  options: Options,
): Options {
  const isRate =
    typeof first === "number" || typeof first === "function" || first instanceof Schedule;
  return optionsByPlace(["learningRate"], [first, options], isRate);
}
