/** Penalties on weights: `hornet/regularizers`. */
export {
  L1,
  l1,
  L1L2,
  l1l2,
  type L1L2Options,
  L2,
  l2,
  type OrthogonalOptions,
  OrthogonalRegularizer,
  orthogonalRegularizer,
  Regularizer,
  type RegularizerLike,
} from "../regularizers/regularizer.ts";
