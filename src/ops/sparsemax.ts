import { normalizeAxis } from "../base/shape.ts";
import type { Operand } from "../graph/value.ts";
import { add, negative, subtract } from "./add.ts";
import { builderFor, castWith, floatOperand, type OperandLike } from "./convert.ts";
import { cumsum } from "./cumsum.ts";
import { divide } from "./divide.ts";
import { greater } from "./equal.ts";
import { maximum } from "./maximum.ts";
import { sort } from "./sort.ts";
import { sum } from "./sum.ts";
import { where } from "./where.ts";

/**
 * The point of the probability simplex that lies nearest to x, on `axis` (default -1): sums to 1, many entries are 0.
 * Martins & Astudillo 2016, https://arxiv.org/abs/1602.02068
 */
export function sparsemax(
  x: OperandLike,
  options: { readonly axis?: number | undefined } = {},
): Operand {
  const { x: operand } = floatOperand("sparsemax", x);
  const axis = normalizeAxis("sparsemax", options.axis ?? -1, operand.rank);
  const builder = builderFor("sparsemax", [operand]);
  const falling = negative(sort(negative(operand), { axis }));
  const total = cumsum(falling, { axis });
  const place = builder.emit("iota", [], { shape: operand.shape, dtype: operand.dtype, axis });
  const isSupport = greater(subtract(falling, divide(subtract(total, 1), add(place, 1))), 0);
  const count = sum(castWith(builder, isSupport, operand.dtype), { axis, keepdims: true });
  // As in Keras: the sums so far are added up over the support, and divided by its size.
  const threshold = divide(
    subtract(sum(where(isSupport, total, 0), { axis, keepdims: true }), 1),
    count,
  );
  return maximum(subtract(operand, threshold), 0);
}
