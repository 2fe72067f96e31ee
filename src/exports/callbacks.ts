/** What listens to a training: `hornet/callbacks`. */
export { Callback, type Logs, type RunParams, type WatchedModel } from "../train/callback.ts";
export { History } from "../train/history.ts";
