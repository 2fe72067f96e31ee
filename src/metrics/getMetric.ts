import { fail, failUnknownName } from "../base/errors.ts";
import { BinaryCrossentropy as BinaryLoss } from "../losses/binaryCrossentropy.ts";
import { CategoricalCrossentropy as CategoricalLoss } from "../losses/categoricalCrossentropy.ts";
import { classificationOf, type LossContext } from "../losses/classification.ts";
import type { Loss } from "../losses/loss.ts";
import { SparseCategoricalCrossentropy as SparseCategoricalLoss } from "../losses/sparseCategoricalCrossentropy.ts";
import { Accuracy } from "./accuracy.ts";
import { BinaryAccuracy } from "./binaryAccuracy.ts";
import { BinaryCrossentropy } from "./binaryCrossentropy.ts";
import { CategoricalAccuracy } from "./categoricalAccuracy.ts";
import { CategoricalCrossentropy } from "./categoricalCrossentropy.ts";
import { CategoricalHinge } from "./categoricalHinge.ts";
import { CosineSimilarity } from "./cosineSimilarity.ts";
import { AUC } from "./auc.ts";
import { BinaryIoU } from "./binaryIoU.ts";
import { ConcordanceCorrelation } from "./concordanceCorrelation.ts";
import { F1Score } from "./f1Score.ts";
import { FBetaScore } from "./fBetaScore.ts";
import { FalseNegatives } from "./falseNegatives.ts";
import { FalsePositives } from "./falsePositives.ts";
import { IoU } from "./ioU.ts";
import { MeanIoU } from "./meanIoU.ts";
import { OneHotIoU } from "./oneHotIoU.ts";
import { OneHotMeanIoU } from "./oneHotMeanIoU.ts";
import { PearsonCorrelation } from "./pearsonCorrelation.ts";
import { Precision } from "./precision.ts";
import { PrecisionAtRecall } from "./precisionAtRecall.ts";
import { R2Score } from "./r2Score.ts";
import { Recall } from "./recall.ts";
import { RecallAtPrecision } from "./recallAtPrecision.ts";
import { SensitivityAtSpecificity } from "./sensitivityAtSpecificity.ts";
import { SpecificityAtSensitivity } from "./specificityAtSensitivity.ts";
import { TrueNegatives } from "./trueNegatives.ts";
import { TruePositives } from "./truePositives.ts";
import { Hinge } from "./hinge.ts";
import { KLDivergence } from "./klDivergence.ts";
import { LogCoshError } from "./logCoshError.ts";
import { Mean } from "./mean.ts";
import { MeanAbsoluteError } from "./meanAbsoluteError.ts";
import { MeanAbsolutePercentageError } from "./meanAbsolutePercentageError.ts";
import { MeanSquaredError } from "./meanSquaredError.ts";
import { MeanSquaredLogarithmicError } from "./meanSquaredLogarithmicError.ts";
import type { Metric, MetricOptions } from "./metric.ts";
import { metricOf, type MetricClass, type MetricObject } from "./metricOf.ts";
import { Poisson } from "./poisson.ts";
import { RootMeanSquaredError } from "./rootMeanSquaredError.ts";
import { SparseCategoricalAccuracy } from "./sparseCategoricalAccuracy.ts";
import { SparseCategoricalCrossentropy } from "./sparseCategoricalCrossentropy.ts";
import { SparseTopKCategoricalAccuracy } from "./sparseTopKCategoricalAccuracy.ts";
import { SquaredHinge } from "./squaredHinge.ts";
import { Sum } from "./sum.ts";
import { TopKCategoricalAccuracy } from "./topKCategoricalAccuracy.ts";

/** Names that choose a metric by the shapes of targets and outputs. */
type FittingName = "accuracy" | "acc" | "crossentropy" | "ce";

/** Keras's names of the metrics that Hornet has; "accuracy" and "crossentropy" choose one by the shapes of targets and outputs. */
export type MetricName =
  | FittingName
  | "mean"
  | "sum"
  | "binary_accuracy"
  | "categorical_accuracy"
  | "sparse_categorical_accuracy"
  | "top_k_categorical_accuracy"
  | "sparse_top_k_categorical_accuracy"
  | "mean_squared_error"
  | "mse"
  | "MSE"
  | "root_mean_squared_error"
  | "mean_absolute_error"
  | "mae"
  | "MAE"
  | "mean_absolute_percentage_error"
  | "mape"
  | "MAPE"
  | "mean_squared_logarithmic_error"
  | "msle"
  | "MSLE"
  | "cosine_similarity"
  | "log_cosh_error"
  | "binary_crossentropy"
  | "bce"
  | "BCE"
  | "categorical_crossentropy"
  | "sparse_categorical_crossentropy"
  | "kl_divergence"
  | "poisson"
  | "hinge"
  | "squared_hinge"
  | "categorical_hinge"
  | "auc"
  | "binary_io_u"
  | "concordance_correlation"
  | "f1_score"
  | "f_beta_score"
  | "false_negatives"
  | "false_positives"
  | "pearson_correlation"
  | "precision"
  | "r2_score"
  | "recall"
  | "true_negatives"
  | "true_positives";

/** Keras's class names of the metrics that Hornet has. */
export type MetricClassName =
  | "Accuracy"
  | "Mean"
  | "Sum"
  | "BinaryAccuracy"
  | "CategoricalAccuracy"
  | "SparseCategoricalAccuracy"
  | "TopKCategoricalAccuracy"
  | "SparseTopKCategoricalAccuracy"
  | "MeanSquaredError"
  | "RootMeanSquaredError"
  | "MeanAbsoluteError"
  | "MeanAbsolutePercentageError"
  | "MeanSquaredLogarithmicError"
  | "CosineSimilarity"
  | "LogCoshError"
  | "BinaryCrossentropy"
  | "CategoricalCrossentropy"
  | "SparseCategoricalCrossentropy"
  | "KLDivergence"
  | "Poisson"
  | "Hinge"
  | "SquaredHinge"
  | "CategoricalHinge"
  | "AUC"
  | "BinaryIoU"
  | "ConcordanceCorrelation"
  | "F1Score"
  | "FBetaScore"
  | "FalseNegatives"
  | "FalsePositives"
  | "PearsonCorrelation"
  | "Precision"
  | "R2Score"
  | "Recall"
  | "TrueNegatives"
  | "TruePositives";

const byName: Readonly<Record<Exclude<MetricName, FittingName>, MetricClass>> = {
  mean: Mean,
  sum: Sum,
  binary_accuracy: BinaryAccuracy,
  categorical_accuracy: CategoricalAccuracy,
  sparse_categorical_accuracy: SparseCategoricalAccuracy,
  top_k_categorical_accuracy: TopKCategoricalAccuracy,
  sparse_top_k_categorical_accuracy: SparseTopKCategoricalAccuracy,
  mean_squared_error: MeanSquaredError,
  mse: MeanSquaredError,
  MSE: MeanSquaredError,
  root_mean_squared_error: RootMeanSquaredError,
  mean_absolute_error: MeanAbsoluteError,
  mae: MeanAbsoluteError,
  MAE: MeanAbsoluteError,
  mean_absolute_percentage_error: MeanAbsolutePercentageError,
  mape: MeanAbsolutePercentageError,
  MAPE: MeanAbsolutePercentageError,
  mean_squared_logarithmic_error: MeanSquaredLogarithmicError,
  msle: MeanSquaredLogarithmicError,
  MSLE: MeanSquaredLogarithmicError,
  cosine_similarity: CosineSimilarity,
  log_cosh_error: LogCoshError,
  binary_crossentropy: BinaryCrossentropy,
  bce: BinaryCrossentropy,
  BCE: BinaryCrossentropy,
  categorical_crossentropy: CategoricalCrossentropy,
  sparse_categorical_crossentropy: SparseCategoricalCrossentropy,
  kl_divergence: KLDivergence,
  poisson: Poisson,
  hinge: Hinge,
  squared_hinge: SquaredHinge,
  categorical_hinge: CategoricalHinge,
  auc: AUC,
  binary_io_u: BinaryIoU,
  concordance_correlation: ConcordanceCorrelation,
  f1_score: F1Score,
  f_beta_score: FBetaScore,
  false_negatives: FalseNegatives,
  false_positives: FalsePositives,
  pearson_correlation: PearsonCorrelation,
  precision: Precision,
  r2_score: R2Score,
  recall: Recall,
  true_negatives: TrueNegatives,
  true_positives: TruePositives,
};

/** A metric by Keras's name, as an object, as its factory or class, as a loss, or as a function of targets and outputs. */
export type MetricLike = MetricName | MetricClassName | MetricObject;

/** Metrics that must be told something. */
const byNameWithOptions: Readonly<Record<string, MetricClass>> = {
  io_u: IoU as unknown as MetricClass,
  mean_io_u: MeanIoU as unknown as MetricClass,
  one_hot_io_u: OneHotIoU as unknown as MetricClass,
  one_hot_mean_io_u: OneHotMeanIoU as unknown as MetricClass,
  precision_at_recall: PrecisionAtRecall as unknown as MetricClass,
  recall_at_precision: RecallAtPrecision as unknown as MetricClass,
  sensitivity_at_specificity: SensitivityAtSpecificity as unknown as MetricClass,
  specificity_at_sensitivity: SpecificityAtSensitivity as unknown as MetricClass,
};

/** The classes of metrics by Keras's class name: the key under which they are saved. */
export const metricClasses: ReadonlyMap<string, MetricClass> = new Map<string, MetricClass>(
  [Accuracy, ...Object.values(byName), ...Object.values(byNameWithOptions)].map((metricClass) => [
    metricClass.className,
    metricClass,
  ]),
);

/** What "accuracy" is chosen by: the shapes, batch axis included, or the loss where they are not known. */
export interface MetricContext extends LossContext {
  readonly loss?: Loss | undefined;
}

const accuracies = {
  binary: BinaryAccuracy,
  sparse: SparseCategoricalAccuracy,
  categorical: CategoricalAccuracy,
} as const;

const crossentropies = {
  binary: BinaryCrossentropy,
  sparse: SparseCategoricalCrossentropy,
  categorical: CategoricalCrossentropy,
} as const;

/**
 * The metric that is meant: `getMetric("mse")`, `getMetric(binaryAccuracy())`, `getMetric((yTrue, yPred) => ...)`.
 * A string is also the name under which it is logged.
 */
export function getMetric(like: MetricLike, context: MetricContext = {}): Metric<MetricOptions> {
  return typeof like === "string" ? named(like, context) : metricOf(like);
}

/** The class that a name means; of names that fit the shapes, the one that does. */
function classOf(name: string, context: MetricContext): MetricClass | undefined {
  const plain = name.toLowerCase();
  if (plain === "accuracy" || plain === "acc") return accuracies[kindOf("accuracy", context)];
  if (plain === "crossentropy" || plain === "ce")
    return crossentropies[kindOf("crossentropy", context)];
  if (Object.hasOwn(byName, name)) return byName[name as keyof typeof byName];
  if (!Object.hasOwn(byNameWithOptions, name)) return metricClasses.get(name);
  return byNameWithOptions[name];
}

function named(name: string, context: MetricContext): Metric<MetricOptions> {
  const metricClass = classOf(name, context);
  if (metricClass === undefined) {
    return failUnknownName("metrics", "metric", name, [
      "accuracy",
      "crossentropy",
      ...Object.keys(byName),
      ...metricClasses.keys(),
    ]);
  }
  if (Object.values(byNameWithOptions).includes(metricClass)) {
    fail("option", {
      where: "metrics",
      expected: `an object, because ${metricClass.className} must be told something`,
      received: `"${name}"`,
      advice: `Make it with the factory of that name from "hornet/metrics"`,
    });
  }
  return new metricClass({ name });
}

function kindOf(
  word: "accuracy" | "crossentropy",
  { targetShape, outputShape, loss }: MetricContext,
): keyof typeof accuracies {
  if (targetShape !== undefined && outputShape !== undefined)
    return classificationOf(targetShape, outputShape);
  if (loss instanceof SparseCategoricalLoss) return "sparse";
  if (loss instanceof CategoricalLoss) return "categorical";
  if (loss instanceof BinaryLoss) return "binary";
  return fail("option", {
    where: "metrics",
    expected: `shapes or a loss that tell which ${word} is meant`,
    received: `"${word}" with ${loss === undefined ? "no loss" : `the loss ${loss.name}`}`,
    advice: `Name it: binary_${word}, categorical_${word} or sparse_categorical_${word}`,
  });
}
