/** Optimizers and schedules of their learning rates: `hornet/optimizers`. */
export { Adadelta, adadelta, type AdadeltaOptions } from "../optimizers/adadelta.ts";
export { Adagrad, adagrad, type AdagradOptions } from "../optimizers/adagrad.ts";
export { Adam, adam, type AdamOptions } from "../optimizers/adam.ts";
export { AdamW, adamW, type AdamWOptions } from "../optimizers/adamW.ts";
export { Adamax, adamax, type AdamaxOptions } from "../optimizers/adamax.ts";
export {
  getOptimizer,
  type OptimizerLike,
  type OptimizerName,
} from "../optimizers/getOptimizer.ts";
export { Lion, lion, type LionOptions } from "../optimizers/lion.ts";
export { Nadam, nadam, type NadamOptions } from "../optimizers/nadam.ts";
export { Optimizer } from "../optimizers/optimizer.ts";
export type { LearningRateLike, OptimizerOptions } from "../optimizers/optimizerOptions.ts";
export { RMSprop, rmsprop, type RMSpropOptions } from "../optimizers/rmsprop.ts";
export {
  CosineDecay,
  cosineDecay,
  type CosineDecayOptions,
} from "../optimizers/schedules/cosineDecay.ts";
export {
  CosineDecayRestarts,
  cosineDecayRestarts,
  type CosineDecayRestartsOptions,
} from "../optimizers/schedules/cosineDecayRestarts.ts";
export {
  ExponentialDecay,
  exponentialDecay,
  type ExponentialDecayOptions,
} from "../optimizers/schedules/exponentialDecay.ts";
export {
  InverseTimeDecay,
  inverseTimeDecay,
  type InverseTimeDecayOptions,
} from "../optimizers/schedules/inverseTimeDecay.ts";
export {
  PiecewiseConstantDecay,
  piecewiseConstantDecay,
  type PiecewiseConstantDecayOptions,
} from "../optimizers/schedules/piecewiseConstantDecay.ts";
export {
  PolynomialDecay,
  polynomialDecay,
  type PolynomialDecayOptions,
} from "../optimizers/schedules/polynomialDecay.ts";
export { Schedule, type ScheduleFunction } from "../optimizers/schedules/schedule.ts";
export { SGD, sgd, type SGDOptions } from "../optimizers/sgd.ts";
export { Adafactor, adafactor, type AdafactorOptions } from "../optimizers/adafactor.ts";
export { Ftrl, ftrl, type FtrlOptions } from "../optimizers/ftrl.ts";
export { Lamb, lamb, type LambOptions } from "../optimizers/lamb.ts";
export {
  LossScaleOptimizer,
  lossScaleOptimizer,
  type LossScaleOptions,
} from "../optimizers/lossScaleOptimizer.ts";
export { Muon, muon, type MuonOptions } from "../optimizers/muon.ts";
export {
  MultiOptimizer,
  multiOptimizer,
  type MultiOptimizerOptions,
  type OptimizerMap,
} from "../optimizers/multiOptimizer.ts";
export {
  ScheduleFreeAdamW,
  scheduleFreeAdamW,
  type ScheduleFreeAdamWOptions,
} from "../optimizers/scheduleFreeAdamW.ts";
