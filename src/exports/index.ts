/** Deep learning for TypeScript: models, tensors, gradients. */
export type { DType, TypedArray } from "../base/dtype.ts";
export { epsilon, setEpsilon } from "../base/epsilon.ts";
export { type ErrorCode, HornetError } from "../base/errors.ts";
export { type Floatx, floatx, setFloatx } from "../base/floatx.ts";
export { clearSession } from "../base/names.ts";
export { type DTypePolicyName, dtypePolicy, setDtypePolicy } from "../base/dtypePolicy.ts";
export { type DataFormat, imageDataFormat, setImageDataFormat } from "../base/imageDataFormat.ts";
export { setRandomSeed } from "../base/random.ts";
export type { Shape } from "../base/shape.ts";
export { type EngineName, setEngine, setMath, setThreads } from "../eager/engines.ts";
export { grad, type GradOptions, jit, valueAndGrad, type ValueAndGradient } from "../eager/jit.ts";
export { tensor } from "../eager/tensor.ts";
export { type NestedArray, Operand } from "../graph/value.ts";
export { Variable } from "../graph/variable.ts";
export { deserialize, modelFromJson } from "../models/deserialize.ts";
export { Functional, model } from "../models/functional.ts";
export type { FunctionalOptions } from "../models/lean/functional.ts";
export type { ModelOptions } from "../models/lean/model.ts";
export { Model } from "../models/model.ts";
export { Sequential, sequential } from "../models/sequential.ts";
export type { SequentialPart } from "../models/lean/sequential.ts";
export type { SummaryOptions } from "../models/summary.ts";
export type { Cost, Profile, ProfileOptions } from "../train/profile.ts";
export type {
  LayerCost,
  MemoryPlan,
  MemoryPlanOptions,
  RunMemory,
  RunMode,
} from "../models/memoryPlan.ts";
export { Tensor, type TensorLike, type TensorOptions } from "../tensor/tensor.ts";
export type { CompileOptions } from "../train/compiled.ts";
export type { Batch, BatchSource, InputSource } from "../train/batches.ts";
export type { DataLike, InputLike } from "../train/data.ts";
export { History } from "../train/history.ts";
export type { EvaluateOptions, FitOptions, PredictOptions, Verbosity } from "../train/options.ts";
export { activations } from "../models/activations.ts";
export { type CloneOptions, cloneModel } from "../models/cloneModel.ts";
export { saliency, type SaliencyOptions } from "../models/saliency.ts";
export type { StepBatch, StepTools } from "../train/model.ts";
