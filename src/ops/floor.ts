import { isFloat } from "../base/dtype.ts";
import type { Operand } from "../graph/value.ts";
import {
  builderFor,
  castWith,
  floatOf,
  optionsOf,
  toOperand,
  unaryFloat,
  type OperandLike,
  type OptionsOr,
} from "./convert.ts";
import { multiply } from "./add.ts";
import { divide } from "./divide.ts";

/** The largest integer at or below x; integers become float32. */
export function floor(x: OperandLike): Operand {
  return unaryFloat("floor", "floor", x);
}

/** The smallest integer at or above x; integers become float32. */
export function ceil(x: OperandLike): Operand {
  return unaryFloat("ceil", "ceil", x);
}

/** To how many digits. */
export interface RoundOptions {
  /** Digits after the point. Default 0. */
  readonly decimals?: number | undefined;
}

/** To the nearest multiple of 10^-decimals (default 0: integers), halves to even; the dtype stays. */
export function round(x: OperandLike, options: OptionsOr<RoundOptions, "decimals"> = {}): Operand {
  const named = optionsOf<RoundOptions>("decimals", options);
  const { decimals = 0 } = named;
  const operand = toOperand(x);
  const { dtype } = operand;
  if (!isFloat(dtype) && decimals >= 0) return operand;
  if (decimals === 0) return unaryFloat("round", "round", operand);
  const builder = builderFor("round", [operand]);
  const scaled = multiply(castWith(builder, operand, floatOf(dtype)), 10 ** decimals);
  return castWith(builder, divide(unaryFloat("round", "round", scaled), 10 ** decimals), dtype);
}
