import type { DType } from "../base/dtype.ts";
import { normalizeAxis } from "../base/shape.ts";
import type { Operand } from "../graph/value.ts";
import {
  builderFor,
  castWith,
  optionsOf,
  reshapeWith,
  toOperand,
  type OperandLike,
  type OptionsOr,
} from "./convert.ts";
import type { RareCard } from "./primitives/card.ts";
import { cumulativeProd, cumulativeSum } from "./primitives/rowwise.ts";

/** Along which axis, and in which dtype. */
export interface CumulativeOptions {
  /** Default: the flattened tensor. */
  readonly axis?: number | null | undefined;
  /** In which x is taken. Default: its own; bool becomes int32. */
  readonly dtype?: DType | null | undefined;
}

function cumulative(
  where: string,
  card: RareCard<"cumulativeSum"> | RareCard<"cumulativeProd">,
  x: OperandLike,
  { axis, dtype }: CumulativeOptions,
): Operand {
  const operand = toOperand(x);
  const builder = builderFor(where, [operand]);
  const own = operand.dtype === "bool" ? "int32" : operand.dtype;
  const numeric = castWith(builder, operand, dtype ?? own);
  const isFlat = axis === undefined || axis === null;
  const whole = isFlat ? reshapeWith(builder, numeric, [numeric.size]) : numeric;
  const along = normalizeAxis(where, axis ?? 0, whole.rank);
  return builder.emit<"cumulativeSum" | "cumulativeProd">(card, [whole], {
    axis: along,
    reverse: false,
  });
}

/** Σ of the entries so far, on an axis or in the flattened tensor: [1, 2, 3] -> [1, 3, 6]. */
export function cumsum(
  x: OperandLike,
  options: OptionsOr<CumulativeOptions, "axis"> = {},
): Operand {
  return cumulative("cumsum", cumulativeSum, x, optionsOf<CumulativeOptions>("axis", options));
}

/** Π of the entries so far, on an axis or in the flattened tensor: [1, 2, 3] -> [1, 2, 6]. */
export function cumprod(
  x: OperandLike,
  options: OptionsOr<CumulativeOptions, "axis"> = {},
): Operand {
  return cumulative("cumprod", cumulativeProd, x, optionsOf<CumulativeOptions>("axis", options));
}
