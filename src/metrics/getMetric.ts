import { fail, failUnknownName } from "../base/errors.ts";
import { BinaryCrossentropy as BinaryLoss } from "../losses/binaryCrossentropy.ts";
import { CategoricalCrossentropy as CategoricalLoss } from "../losses/categoricalCrossentropy.ts";
import { classificationOf, type LossContext } from "../losses/getLoss.ts";
import { Loss, type LossOptions } from "../losses/loss.ts";
import { isLossMaker, type LossMaker } from "../losses/lossFactory.ts";
import { SparseCategoricalCrossentropy as SparseCategoricalLoss } from "../losses/sparseCategoricalCrossentropy.ts";
import { Accuracy } from "./accuracy.ts";
import { BinaryAccuracy } from "./binaryAccuracy.ts";
import { BinaryCrossentropy } from "./binaryCrossentropy.ts";
import { CategoricalAccuracy } from "./categoricalAccuracy.ts";
import { CategoricalCrossentropy } from "./categoricalCrossentropy.ts";
import { CategoricalHinge } from "./categoricalHinge.ts";
import { CosineSimilarity } from "./cosineSimilarity.ts";
import { Hinge } from "./hinge.ts";
import { KLDivergence } from "./klDivergence.ts";
import { LogCoshError } from "./logCoshError.ts";
import { Mean } from "./mean.ts";
import { MeanAbsoluteError } from "./meanAbsoluteError.ts";
import { MeanAbsolutePercentageError } from "./meanAbsolutePercentageError.ts";
import { MeanMetricWrapper, type MetricFunction } from "./meanMetric.ts";
import { MeanSquaredError } from "./meanSquaredError.ts";
import { MeanSquaredLogarithmicError } from "./meanSquaredLogarithmicError.ts";
import { Metric, type MetricOptions } from "./metric.ts";
import { isMetricMaker, type MetricMaker } from "./metricFactory.ts";
import { Poisson } from "./poisson.ts";
import { RootMeanSquaredError } from "./rootMeanSquaredError.ts";
import { SparseCategoricalAccuracy } from "./sparseCategoricalAccuracy.ts";
import { SparseCategoricalCrossentropy } from "./sparseCategoricalCrossentropy.ts";
import { SparseTopKCategoricalAccuracy } from "./sparseTopKCategoricalAccuracy.ts";
import { SquaredHinge } from "./squaredHinge.ts";
import { Sum } from "./sum.ts";
import { TopKCategoricalAccuracy } from "./topKCategoricalAccuracy.ts";

/** Keras's names of the metrics that Hornet has; "accuracy" and "acc" choose one by the shapes of targets and outputs. */
export type MetricName =
  | "accuracy"
  | "acc"
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
  | "categorical_hinge";

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
  | "CategoricalHinge";

/** A class of metrics whose options all have defaults. */
export interface MetricClass<Options extends MetricOptions = MetricOptions> {
  /** Keras's class name. */
  readonly className: string;
  readonly prototype: object;
  new (options?: Options): Metric<MetricOptions>;
}

const byName: Readonly<Record<Exclude<MetricName, "accuracy" | "acc">, MetricClass>> = {
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
};

/** A metric by Keras's name, as an object, as its factory or class, as a loss, or as a function of targets and outputs. */
export type MetricLike =
  | MetricName
  | MetricClassName
  | Metric<MetricOptions>
  | MetricMaker
  | MetricClass
  | Loss<LossOptions>
  | LossMaker
  | MetricFunction;

/** The classes of metrics by Keras's class name: the key under which they are saved. */
export const metricClasses: ReadonlyMap<string, MetricClass> = new Map<string, MetricClass>(
  [Accuracy, ...Object.values(byName)].map((metricClass) => [metricClass.className, metricClass]),
);

/** Metrics of Keras that Hornet does not have. */
const absent = [
  "auc",
  "binary_io_u",
  "concordance_correlation",
  "f1_score",
  "f_beta_score",
  "false_negatives",
  "false_positives",
  "io_u",
  "mean_io_u",
  "one_hot_io_u",
  "one_hot_mean_io_u",
  "pearson_correlation",
  "precision",
  "precision_at_recall",
  "r2_score",
  "recall",
  "recall_at_precision",
  "sensitivity_at_specificity",
  "specificity_at_sensitivity",
  "true_negatives",
  "true_positives",
];

/** What "accuracy" is chosen by: the shapes, batch axis included, or the loss where they are not known. */
export interface MetricContext extends LossContext {
  readonly loss?: Loss | undefined;
}

const accuracies = {
  binary: BinaryAccuracy,
  sparse: SparseCategoricalAccuracy,
  categorical: CategoricalAccuracy,
} as const;

/**
 * The metric that is meant: `getMetric("mse")`, `getMetric(binaryAccuracy())`, `getMetric((yTrue, yPred) => ...)`.
 * A string is also the name under which it is logged.
 */
export function getMetric(like: MetricLike, context: MetricContext = {}): Metric<MetricOptions> {
  if (like instanceof Metric) return like;
  if (typeof like === "string") return named(like, context);
  if (like instanceof Loss)
    return new MeanMetricWrapper((t, p) => like.call(t, p), { name: like.name });
  if (isMetricMaker(like)) return new like.metricClass();
  if (isLossMaker(like)) {
    const loss = new like.lossClass();
    return new MeanMetricWrapper((t, p) => loss.perSample(t, p), { name: loss.name });
  }
  if (typeof like === "function") {
    return isMetricClass(like) ? new like() : new MeanMetricWrapper(like);
  }
  return fail("option", {
    where: "metrics",
    expected: "names, metrics or functions",
    received: String(like),
  });
}

function isMetricClass(like: MetricClass | MetricFunction): like is MetricClass {
  return like.prototype instanceof Metric;
}

function named(name: string, context: MetricContext): Metric<MetricOptions> {
  if (name.toLowerCase() === "accuracy" || name.toLowerCase() === "acc") {
    return new accuracies[accuracyKind(context)]({ name });
  }
  if (Object.hasOwn(byName, name)) return new byName[name as keyof typeof byName]({ name });
  const metricClass = metricClasses.get(name);
  if (metricClass !== undefined) return new metricClass({ name });
  if (absent.includes(name)) {
    fail("unsupported", {
      where: "metrics",
      expected: `some of accuracy, ${Object.keys(byName).join(", ")}`,
      received: `"${name}"`,
    });
  }
  return failUnknownName("metrics", "metric", name, [
    "accuracy",
    ...Object.keys(byName),
    ...metricClasses.keys(),
  ]);
}

function accuracyKind({ targetShape, outputShape, loss }: MetricContext): keyof typeof accuracies {
  if (targetShape !== undefined && outputShape !== undefined)
    return classificationOf(targetShape, outputShape);
  if (loss instanceof SparseCategoricalLoss) return "sparse";
  if (loss instanceof CategoricalLoss) return "categorical";
  if (loss instanceof BinaryLoss) return "binary";
  return fail("option", {
    where: "metrics",
    expected: "shapes or a loss that tell which accuracy is meant",
    received: `"accuracy" with ${loss === undefined ? "no loss" : `the loss ${loss.name}`}`,
    advice: "Name it: binary_accuracy, categorical_accuracy or sparse_categorical_accuracy",
  });
}
