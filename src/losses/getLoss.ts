import { fail, failUnknownName } from "../base/errors.ts";
import { BinaryCrossentropy } from "./binaryCrossentropy.ts";
import { CategoricalCrossentropy } from "./categoricalCrossentropy.ts";
import { BinaryFocalCrossentropy } from "./binaryFocalCrossentropy.ts";
import { CategoricalFocalCrossentropy } from "./categoricalFocalCrossentropy.ts";
import { CategoricalGeneralizedCrossEntropy } from "./categoricalGeneralizedCrossEntropy.ts";
import { CTC } from "./ctc.ts";
import { Dice } from "./dice.ts";
import { Tversky } from "./tversky.ts";
import { Circle } from "./circle.ts";
import { CategoricalHinge } from "./categoricalHinge.ts";
import { CosineSimilarity } from "./cosineSimilarity.ts";
import { FunctionLoss } from "./functionLoss.ts";
import { Hinge } from "./hinge.ts";
import { Huber } from "./huber.ts";
import { KLDivergence } from "./klDivergence.ts";
import { LogCosh } from "./logCosh.ts";
import { Loss, type LossFunction, type LossOptions } from "./loss.ts";
import { isLossMaker, type LossClass, type LossMaker } from "./lossFactory.ts";
import { MeanAbsoluteError } from "./meanAbsoluteError.ts";
import { MeanAbsolutePercentageError } from "./meanAbsolutePercentageError.ts";
import { MeanSquaredError } from "./meanSquaredError.ts";
import { MeanSquaredLogarithmicError } from "./meanSquaredLogarithmicError.ts";
import { Poisson } from "./poisson.ts";
import { SparseCategoricalCrossentropy } from "./sparseCategoricalCrossentropy.ts";
import { SquaredHinge } from "./squaredHinge.ts";

/** Keras's names of the losses that Hornet has. */
export type LossName =
  | "mean_squared_error"
  | "mse"
  | "MSE"
  | "mean_absolute_error"
  | "mae"
  | "MAE"
  | "mean_absolute_percentage_error"
  | "mape"
  | "MAPE"
  | "mean_squared_logarithmic_error"
  | "msle"
  | "MSLE"
  | "binary_crossentropy"
  | "bce"
  | "BCE"
  | "categorical_crossentropy"
  | "sparse_categorical_crossentropy"
  | "kl_divergence"
  | "kld"
  | "KLD"
  | "poisson"
  | "cosine_similarity"
  | "log_cosh"
  | "huber"
  | "hinge"
  | "squared_hinge"
  | "categorical_hinge"
  | "binary_focal_crossentropy"
  | "categorical_focal_crossentropy"
  | "categorical_generalized_cross_entropy"
  | "dice"
  | "tversky"
  | "circle"
  | "ctc";

/** Keras's class names of the losses that Hornet has. */
export type LossClassName =
  | "MeanSquaredError"
  | "MeanAbsoluteError"
  | "MeanAbsolutePercentageError"
  | "MeanSquaredLogarithmicError"
  | "BinaryCrossentropy"
  | "CategoricalCrossentropy"
  | "SparseCategoricalCrossentropy"
  | "KLDivergence"
  | "Poisson"
  | "CosineSimilarity"
  | "LogCosh"
  | "Huber"
  | "Hinge"
  | "SquaredHinge"
  | "CategoricalHinge"
  | "BinaryFocalCrossentropy"
  | "CategoricalFocalCrossentropy"
  | "CategoricalGeneralizedCrossEntropy"
  | "Dice"
  | "Tversky"
  | "Circle"
  | "CTC";

const byName: Readonly<Record<LossName, LossClass>> = {
  mean_squared_error: MeanSquaredError,
  mse: MeanSquaredError,
  MSE: MeanSquaredError,
  mean_absolute_error: MeanAbsoluteError,
  mae: MeanAbsoluteError,
  MAE: MeanAbsoluteError,
  mean_absolute_percentage_error: MeanAbsolutePercentageError,
  mape: MeanAbsolutePercentageError,
  MAPE: MeanAbsolutePercentageError,
  mean_squared_logarithmic_error: MeanSquaredLogarithmicError,
  msle: MeanSquaredLogarithmicError,
  MSLE: MeanSquaredLogarithmicError,
  binary_crossentropy: BinaryCrossentropy,
  bce: BinaryCrossentropy,
  BCE: BinaryCrossentropy,
  categorical_crossentropy: CategoricalCrossentropy,
  sparse_categorical_crossentropy: SparseCategoricalCrossentropy,
  kl_divergence: KLDivergence,
  kld: KLDivergence,
  KLD: KLDivergence,
  poisson: Poisson,
  cosine_similarity: CosineSimilarity,
  log_cosh: LogCosh,
  huber: Huber,
  hinge: Hinge,
  squared_hinge: SquaredHinge,
  categorical_hinge: CategoricalHinge,
  binary_focal_crossentropy: BinaryFocalCrossentropy,
  categorical_focal_crossentropy: CategoricalFocalCrossentropy,
  categorical_generalized_cross_entropy: CategoricalGeneralizedCrossEntropy,
  dice: Dice,
  tversky: Tversky,
  circle: Circle,
  ctc: CTC,
};

/** Names that stand for the cross-entropy that fits the shapes of targets and outputs. */
type FittingName = "crossentropy" | "ce";

/** A loss by Keras's name, as an object, as its factory or class, or as a function of targets and outputs. */
export type LossLike =
  | LossName
  | LossClassName
  | FittingName
  | Loss<LossOptions>
  | LossMaker
  | LossClass
  | LossFunction;

/** The classes of losses by Keras's class name: the key under which they are saved. */
export const lossClasses: ReadonlyMap<string, LossClass> = new Map(
  Object.values(byName).map((lossClass) => [lossClass.className, lossClass]),
);

/** Extents per axis; null where one is not known yet. */
export type OpenShape = readonly (number | null)[];

/** Shapes by which "crossentropy" is chosen; the batch axis included. */
export interface LossContext {
  /** Of the targets, [batch, ...]. */
  readonly targetShape?: OpenShape | undefined;
  /** Of the outputs, [batch, ...]. */
  readonly outputShape?: OpenShape | undefined;
}

/** The kind of classification that targets [batch, ...] and outputs [batch, ..., n] of these shapes mean, as Keras guesses it. */
export function classificationOf(
  targetShape: OpenShape,
  outputShape: OpenShape,
): "binary" | "sparse" | "categorical" {
  const outputs = outputShape.at(-1) ?? 1;
  if (outputs === 1) return "binary";
  return targetShape.length < outputShape.length || targetShape.at(-1) === 1
    ? "sparse"
    : "categorical";
}

const crossentropies = {
  binary: BinaryCrossentropy,
  sparse: SparseCategoricalCrossentropy,
  categorical: CategoricalCrossentropy,
} as const;

/** The loss that is meant: `getLoss("mse")`, `getLoss(meanSquaredError())`, `getLoss((yTrue, yPred) => ...)`. */
export function getLoss(like: LossLike, context: LossContext = {}): Loss<LossOptions> {
  if (like instanceof Loss) return like;
  if (typeof like === "string") return named(like, context);
  if (isLossMaker(like)) return new like.lossClass();
  if (typeof like === "function") {
    return isLossClass(like) ? new like() : new FunctionLoss(like);
  }
  return fail("option", {
    where: "loss",
    expected: "a name, a loss or a function",
    received: String(like),
  });
}

function isLossClass(like: LossClass | LossFunction): like is LossClass {
  return like.prototype instanceof Loss;
}

function named(name: string, { targetShape, outputShape }: LossContext): Loss<LossOptions> {
  if (["crossentropy", "ce"].includes(name.toLowerCase())) {
    if (targetShape === undefined || outputShape === undefined) {
      fail("option", {
        where: "loss",
        expected: "the full name of a cross-entropy",
        received: `"${name}"`,
      });
    }
    return new crossentropies[classificationOf(targetShape, outputShape)]({ name });
  }
  if (Object.hasOwn(byName, name)) return new byName[name as LossName]({ name });
  const lossClass = lossClasses.get(name);
  if (lossClass !== undefined) return new lossClass();
  return failUnknownName("loss", "loss", name, [...Object.keys(byName), ...lossClasses.keys()]);
}
