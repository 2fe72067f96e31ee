/** Losses: `hornet/losses`. */
export {
  BinaryCrossentropy,
  binaryCrossentropy,
  type BinaryCrossentropyOptions,
} from "../losses/binaryCrossentropy.ts";
export {
  CategoricalCrossentropy,
  categoricalCrossentropy,
  type CategoricalCrossentropyOptions,
} from "../losses/categoricalCrossentropy.ts";
export { CategoricalHinge, categoricalHinge } from "../losses/categoricalHinge.ts";
export {
  CosineSimilarity,
  cosineSimilarity,
  type CosineSimilarityOptions,
} from "../losses/cosineSimilarity.ts";
export { getLoss, type LossLike, type LossName } from "../losses/getLoss.ts";
export { Hinge, hinge } from "../losses/hinge.ts";
export { Huber, huber, type HuberOptions } from "../losses/huber.ts";
export { KLDivergence, klDivergence } from "../losses/klDivergence.ts";
export { LogCosh, logCosh } from "../losses/logCosh.ts";
export { Loss, type LossFunction, type LossOptions } from "../losses/loss.ts";
export { MeanAbsoluteError, meanAbsoluteError } from "../losses/meanAbsoluteError.ts";
export {
  MeanAbsolutePercentageError,
  meanAbsolutePercentageError,
} from "../losses/meanAbsolutePercentageError.ts";
export { MeanSquaredError, meanSquaredError } from "../losses/meanSquaredError.ts";
export {
  MeanSquaredLogarithmicError,
  meanSquaredLogarithmicError,
} from "../losses/meanSquaredLogarithmicError.ts";
export { Poisson, poisson } from "../losses/poisson.ts";
export type { Reduction } from "../losses/reduction.ts";
export {
  SparseCategoricalCrossentropy,
  sparseCategoricalCrossentropy,
  type SparseCategoricalCrossentropyOptions,
} from "../losses/sparseCategoricalCrossentropy.ts";
export { SquaredHinge, squaredHinge } from "../losses/squaredHinge.ts";
export {
  BinaryFocalCrossentropy,
  binaryFocalCrossentropy,
  type BinaryFocalCrossentropyOptions,
} from "../losses/binaryFocalCrossentropy.ts";
export {
  CategoricalFocalCrossentropy,
  categoricalFocalCrossentropy,
  type CategoricalFocalCrossentropyOptions,
} from "../losses/categoricalFocalCrossentropy.ts";
export {
  CategoricalGeneralizedCrossEntropy,
  categoricalGeneralizedCrossEntropy,
  type CategoricalGeneralizedCrossEntropyOptions,
} from "../losses/categoricalGeneralizedCrossEntropy.ts";
export { Dice, dice, type DiceOptions } from "../losses/dice.ts";
export { Tversky, tversky, type TverskyOptions } from "../losses/tversky.ts";
export { Circle, circle, type CircleOptions } from "../losses/circle.ts";
export { CTC, ctc } from "../losses/ctc.ts";
