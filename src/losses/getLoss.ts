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
import { Hinge } from "./hinge.ts";
import { Huber } from "./huber.ts";
import { classificationOf, type LossContext } from "./classification.ts";
import { KLDivergence } from "./klDivergence.ts";
import { LogCosh } from "./logCosh.ts";
import type { Loss, LossOptions } from "./loss.ts";
import type { LossClass } from "./lossFactory.ts";
import { lossOf, type LossObject } from "./lossOf.ts";
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
export type LossLike = LossName | LossClassName | FittingName | LossObject;

/** The classes of losses by Keras's class name: the key under which they are saved. */
export const lossClasses: ReadonlyMap<string, LossClass> = new Map(
  Object.values(byName).map((lossClass) => [lossClass.className, lossClass]),
);

const crossentropies = {
  binary: BinaryCrossentropy,
  sparse: SparseCategoricalCrossentropy,
  categorical: CategoricalCrossentropy,
} as const;

/** The loss that is meant: `getLoss("mse")`, `getLoss(meanSquaredError())`, `getLoss((yTrue, yPred) => ...)`. */
export function getLoss(like: LossLike, context: LossContext = {}): Loss<LossOptions> {
  return typeof like === "string" ? named(like, context) : lossOf(like);
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
