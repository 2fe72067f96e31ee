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
export { AUC, auc, type AUCOptions } from "../metrics/auc.ts";
export { BinaryIoU, binaryIoU, type BinaryIoUOptions } from "../metrics/binaryIoU.ts";
export {
  ConcordanceCorrelation,
  concordanceCorrelation,
} from "../metrics/concordanceCorrelation.ts";
export { F1Score, f1Score } from "../metrics/f1Score.ts";
export {
  FBetaScore,
  fBetaScore,
  type F1ScoreOptions,
  type FBetaScoreOptions,
} from "../metrics/fBetaScore.ts";
export { FalseNegatives, falseNegatives } from "../metrics/falseNegatives.ts";
export { FalsePositives, falsePositives } from "../metrics/falsePositives.ts";
export {
  IoU,
  ioU,
  type ClassesOptions,
  type IoUOptions,
  type SegmentationOptions,
  type SparseClassesOptions,
} from "../metrics/ioU.ts";
export { MeanIoU, meanIoU } from "../metrics/meanIoU.ts";
export { OneHotIoU, oneHotIoU, type OneHotIoUOptions } from "../metrics/oneHotIoU.ts";
export { OneHotMeanIoU, oneHotMeanIoU } from "../metrics/oneHotMeanIoU.ts";
export {
  PearsonCorrelation,
  pearsonCorrelation,
  type CorrelationOptions,
} from "../metrics/pearsonCorrelation.ts";
export { Precision, precision } from "../metrics/precision.ts";
export {
  PrecisionAtRecall,
  precisionAtRecall,
  type PrecisionAtRecallOptions,
} from "../metrics/precisionAtRecall.ts";
export { R2Score, r2Score, type R2ScoreOptions } from "../metrics/r2Score.ts";
export { Recall, recall } from "../metrics/recall.ts";
export {
  RecallAtPrecision,
  recallAtPrecision,
  type RecallAtPrecisionOptions,
} from "../metrics/recallAtPrecision.ts";
export {
  SensitivityAtSpecificity,
  sensitivityAtSpecificity,
  type SensitivityAtSpecificityOptions,
} from "../metrics/sensitivityAtSpecificity.ts";
export {
  SpecificityAtSensitivity,
  specificityAtSensitivity,
  type SpecificityAtSensitivityOptions,
} from "../metrics/specificityAtSensitivity.ts";
export { TrueNegatives, trueNegatives } from "../metrics/trueNegatives.ts";
export { TruePositives, truePositives } from "../metrics/truePositives.ts";
export type { ConfusionCountOptions } from "../metrics/confusionCount.ts";
export type { ShareOptions } from "../metrics/shareMetric.ts";
export type { BestAtRateOptions } from "../metrics/bestAtRate.ts";
export type { MetricConstructor } from "../metrics/metricFactory.ts";
