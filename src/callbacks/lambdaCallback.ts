import { checkOptions } from "../base/config.ts";
import { fail } from "../base/errors.ts";
import { Callback } from "../train/callback.ts";

const hooks = [
  "onTrainBegin",
  "onTrainEnd",
  "onEpochBegin",
  "onEpochEnd",
  "onTrainBatchBegin",
  "onTrainBatchEnd",
  "onTestBegin",
  "onTestEnd",
  "onTestBatchBegin",
  "onTestBatchEnd",
  "onPredictBegin",
  "onPredictEnd",
  "onPredictBatchBegin",
  "onPredictBatchEnd",
] as const;

/** Hooks of a callback as plain functions. */
export type LambdaHooks = Partial<Pick<Callback, (typeof hooks)[number]>>;

/** A callback of plain functions. */
export class LambdaCallback extends Callback {
  /** Throws on a hook that does not exist. */
  constructor(given: LambdaHooks = {}) {
    super();
    checkOptions("lambdaCallback", given, hooks);
    for (const hook of hooks) {
      const call = given[hook];
      if (call === undefined) continue;
      if (typeof call !== "function") {
        fail("option", {
          where: "lambdaCallback",
          expected: `${hook} to be a function`,
          received: typeof call,
        });
      }
      Object.assign(this, { [hook]: call });
    }
  }
}

/** `lambdaCallback({ onEpochEnd: (epoch, logs) => console.log(epoch, logs.loss) })` */
export const lambdaCallback = (given: LambdaHooks): LambdaCallback => new LambdaCallback(given);
