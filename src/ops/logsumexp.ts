import { normalizeAxes } from "../base/shape.ts";
import type { Operand } from "../graph/value.ts";
import { add, subtract } from "./add.ts";
import { stopGradient } from "./cast.ts";
import {
  builderFor,
  floatOperand,
  optionsOf,
  reshapeWith,
  type OperandLike,
  type OptionsOr,
} from "./convert.ts";
import { exp, log } from "./exp.ts";
import { isfinite } from "./isfinite.ts";
import { max } from "./max.ts";
import { reducedShape, sum, type ReduceOptions } from "./sum.ts";
import { where } from "./where.ts";

/** ln Σ eˣ over the axes, shifted by the largest x so that nothing overflows. */
export function logsumexp(x: OperandLike, options: OptionsOr<ReduceOptions, "axis"> = {}): Operand {
  const named = optionsOf<ReduceOptions>("axis", options);
  const { x: operand } = floatOperand("logsumexp", x);
  const { axis, keepdims = false } = named;
  const peak = stopGradient(max(operand, { axis, keepdims: true }));
  const shift = where(isfinite(peak), peak, 0);
  const total = add(log(sum(exp(subtract(operand, shift)), { axis, keepdims: true })), shift);
  const axes = normalizeAxes("logsumexp", axis, operand.rank);
  return reshapeWith(
    builderFor("logsumexp", [total]),
    total,
    reducedShape(operand.shape, axes, keepdims),
  );
}
