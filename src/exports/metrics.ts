/** Metrics: `hornet/metrics`. */
export { Accuracy, accuracy } from "../metrics/accuracy.ts";
export {
  BinaryAccuracy,
  binaryAccuracy,
  type BinaryAccuracyOptions,
} from "../metrics/binaryAccuracy.ts";
export {
  BinaryCrossentropy,
  binaryCrossentropy,
  type BinaryCrossentropyOptions,
} from "../metrics/binaryCrossentropy.ts";
export { CategoricalAccuracy, categoricalAccuracy } from "../metrics/categoricalAccuracy.ts";
export {
  CategoricalCrossentropy,
  categoricalCrossentropy,
  type CategoricalCrossentropyOptions,
} from "../metrics/categoricalCrossentropy.ts";
export { CategoricalHinge, categoricalHinge } from "../metrics/categoricalHinge.ts";
export {
  CosineSimilarity,
  cosineSimilarity,
  type CosineSimilarityOptions,
} from "../metrics/cosineSimilarity.ts";
export { getMetric, type MetricLike, type MetricName } from "../metrics/getMetric.ts";
export { Hinge, hinge } from "../metrics/hinge.ts";
export { KLDivergence, klDivergence } from "../metrics/klDivergence.ts";
export { LogCoshError, logCoshError } from "../metrics/logCoshError.ts";
export { Mean, mean } from "../metrics/mean.ts";
export { MeanAbsoluteError, meanAbsoluteError } from "../metrics/meanAbsoluteError.ts";
export {
  MeanAbsolutePercentageError,
  meanAbsolutePercentageError,
} from "../metrics/meanAbsolutePercentageError.ts";
export { type MetricFunction, MeanMetricWrapper } from "../metrics/meanMetric.ts";
export { MeanSquaredError, meanSquaredError } from "../metrics/meanSquaredError.ts";
export {
  MeanSquaredLogarithmicError,
  meanSquaredLogarithmicError,
} from "../metrics/meanSquaredLogarithmicError.ts";
export { Metric, type MetricOptions } from "../metrics/metric.ts";
export { Poisson, poisson } from "../metrics/poisson.ts";
export { RootMeanSquaredError, rootMeanSquaredError } from "../metrics/rootMeanSquaredError.ts";
export {
  SparseCategoricalAccuracy,
  sparseCategoricalAccuracy,
} from "../metrics/sparseCategoricalAccuracy.ts";
export {
  SparseCategoricalCrossentropy,
  sparseCategoricalCrossentropy,
  type SparseCategoricalCrossentropyOptions,
} from "../metrics/sparseCategoricalCrossentropy.ts";
export {
  SparseTopKCategoricalAccuracy,
  sparseTopKCategoricalAccuracy,
} from "../metrics/sparseTopKCategoricalAccuracy.ts";
export { SquaredHinge, squaredHinge } from "../metrics/squaredHinge.ts";
export { Sum, sum } from "../metrics/sum.ts";
export type { TopKOptions } from "../metrics/topK.ts";
export {
  TopKCategoricalAccuracy,
  topKCategoricalAccuracy,
} from "../metrics/topKCategoricalAccuracy.ts";
