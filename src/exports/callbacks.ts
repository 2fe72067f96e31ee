/** What listens to a training: `hornet/callbacks`. */
export { CSVLogger, csvLogger, type CSVLoggerOptions } from "../callbacks/csvLogger.ts";
export {
  EarlyStopping,
  earlyStopping,
  type EarlyStoppingOptions,
} from "../callbacks/earlyStopping.ts";
export { LambdaCallback, lambdaCallback, type LambdaHooks } from "../callbacks/lambdaCallback.ts";
export {
  type EpochSchedule,
  LearningRateScheduler,
  learningRateScheduler,
  type LearningRateSchedulerOptions,
} from "../callbacks/learningRateScheduler.ts";
export type { MonitorOptions } from "../callbacks/monitor.ts";
export {
  ReduceLROnPlateau,
  reduceLROnPlateau,
  type ReduceLROnPlateauOptions,
} from "../callbacks/reduceLROnPlateau.ts";
export { TerminateOnNaN, terminateOnNaN } from "../callbacks/terminateOnNaN.ts";
export {
  Callback,
  type Logs,
  type LogValue,
  type RunParams,
  type WatchedModel,
  type WatchedOptimizer,
} from "../train/callback.ts";
export { History } from "../train/history.ts";
