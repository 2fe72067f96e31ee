/** What weights must satisfy after each update: `hornet/constraints`. */
export {
  Constraint,
  type ConstraintLike,
  MaxNorm,
  maxNorm,
  type MaxNormOptions,
  MinMaxNorm,
  minMaxNorm,
  type MinMaxNormOptions,
  NonNeg,
  nonNeg,
  UnitNorm,
  unitNorm,
  type UnitNormOptions,
} from "../constraints/constraint.ts";
