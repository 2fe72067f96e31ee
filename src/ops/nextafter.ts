import { fail } from "../base/errors.ts";
import {
  bytesPerElement,
  elementsIn,
  expectDType,
  isFloat,
  isNarrow,
  viewOf,
  type DType,
} from "../base/dtype.ts";
import { sizeOf } from "../base/shape.ts";
import type { Operand } from "../graph/value.ts";
import { Tensor } from "../tensor/tensor.ts";
import { multiply } from "./add.ts";
import { cast } from "./cast.ts";
import {
  align,
  castWith,
  builderFor,
  floatOf,
  resultDType,
  toOperand,
  type OperandLike,
} from "./convert.ts";
import { divide } from "./divide.ts";
import { less } from "./equal.ts";
import { giveBack, takeHome } from "./onHost.ts";
import { power } from "./power.ts";
import { logicalOr } from "./logicalAnd.ts";

/** The float32 after `from` on the way to `to`. */
function following(from: number, to: number): number {
  if (Number.isNaN(from) || Number.isNaN(to)) return NaN;
  if (from === to) return to;
  if (from === 0) return Math.sign(to) * 2 ** -149;
  const number = Float32Array.of(from);
  const word = new Int32Array(number.buffer);
  // Away from zero the bits count up, towards it down.
  word[0]! += from < to === from > 0 ? 1 : -1;
  return number[0]!;
}

/** The next float32 after x1 in the direction of x2, element by element; of 16 bits it is rounded to those, as in Keras. Of tensors only: not while tracing. */
export function nextafter(x1: OperandLike, x2: OperandLike): Operand {
  const common = floatOf(resultDType([x1, x2]));
  const { operands } = align("nextafter", [x1, x2], common);
  const { tensors, builder } = takeHome("nextafter", operands);
  const [x, y] = tensors as readonly [Tensor, Tensor];
  const data = Float32Array.from(x.data, (from, i) => following(from, y.data[i]!));
  const dtype = isNarrow(common) ? common : "float32";
  return giveBack(new Tensor(elementsIn(dtype, data), x.shape, dtype), builder);
}

/** Whether the sign of x is minus, element by element, also that of -0; NaN counts as positive. */
export function signbit(x: OperandLike): Operand {
  const operand = toOperand(x);
  const isBelow = less(operand, 0);
  return isFloat(operand.dtype) ? logicalOr(isBelow, less(divide(1, operand), 0)) : isBelow;
}

/** x1 · 2^x2, element by element; x2 is whole. */
export function ldexp(x1: OperandLike, x2: OperandLike): Operand {
  const exponent = toOperand(x2);
  if (isFloat(exponent.dtype) || exponent.dtype === "bool")
    fail("dtype", { where: "ldexp", expected: "integers as exponents", received: exponent.dtype });
  const builder = builderFor("ldexp", [x1, exponent]);
  const product = multiply(x1, power(2, castWith(builder, exponent, "float32")));
  return cast(product, floatOf(resultDType([x1, exponent])));
}

/** Which type the bytes are. */
export interface ViewOptions {
  readonly dtype?: DType | undefined;
}

/** The same bytes under another dtype; the last axis grows or shrinks with the bytes of an element. Of tensors only: not while tracing. */
export function view(x: OperandLike, options: ViewOptions = {}): Operand {
  const { tensors, builder } = takeHome("view", [toOperand(x)]);
  const [own] = tensors as readonly [Tensor];
  const dtype = expectDType("view", options.dtype ?? own.dtype);
  const [before, after] = [bytesPerElement(own.dtype), bytesPerElement(dtype)];
  const last = ((own.shape.at(-1) ?? 1) * before) / after;
  if (!Number.isInteger(last) || (own.rank === 0 && before !== after)) {
    fail("shape", {
      where: "view",
      expected: `a last axis whose bytes are whole elements of ${dtype}`,
      received: `${own.dtype} [${own.shape.join(", ")}]`,
    });
  }
  const shape = own.rank === 0 ? [] : [...own.shape.slice(0, -1), last];
  const copy = own.data.slice();
  return giveBack(new Tensor(viewOf(dtype, copy.buffer, 0, sizeOf(shape)), shape, dtype), builder);
}
