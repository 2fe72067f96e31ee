import { allocate, type DType, elementsIn, expectDType, isNarrow, roundTo } from "../base/dtype.ts";
import { floatx } from "../base/floatx.ts";
import { sizeOf, type Shape } from "../base/shape.ts";
import { Operand } from "../graph/value.ts";
import { Tensor } from "../tensor/tensor.ts";
import {
  broadcastWith,
  builderFor,
  castWith,
  scalar,
  toOperand,
  type OperandLike,
} from "./convert.ts";
import { broadcastTo } from "./tile.ts";

/** The type of a new tensor. */
export interface CreateOptions {
  /** Default: that of `floatx` (of `arange` of integers: "int32"; of `zerosLike` and its kin: that of x). */
  readonly dtype?: DType | undefined;
}

function filled(where: string, shape: Shape, value: number, dtype: DType): Tensor {
  return new Tensor(
    allocate(expectDType(where, dtype), sizeOf(shape)).fill(roundTo(dtype, value)),
    shape,
    dtype,
  );
}

/** A tensor of zeros. */
export function zeros(shape: Shape, options: CreateOptions = {}): Tensor {
  return filled("zeros", shape, 0, options.dtype ?? floatx());
}

/** A tensor of ones. */
export function ones(shape: Shape, options: CreateOptions = {}): Tensor {
  return filled("ones", shape, 1, options.dtype ?? floatx());
}

/** A tensor of one value, or of a tensor that broadcasts to the shape. */
export function full(shape: Shape, fillValue: OperandLike, options: CreateOptions = {}): Operand {
  const dtype = options.dtype ?? (fillValue instanceof Operand ? fillValue.dtype : floatx());
  if (typeof fillValue === "number" || typeof fillValue === "boolean")
    return filled("full", shape, Number(fillValue), dtype);
  const builder = builderFor("full", [fillValue]);
  return castWith(builder, broadcastTo(fillValue, shape), dtype);
}

function like(where: string, x: OperandLike, value: number, dtype: DType | undefined): Operand {
  const operand = toOperand(x);
  const builder = builderFor(where, [operand]);
  const { data, dtype: own } = scalar(value, expectDType(where, dtype ?? operand.dtype));
  return broadcastWith(
    builder,
    builder.emit("constant", [], { shape: [], dtype: own, data }),
    operand.shape,
  );
}

/** Zeros in the shape and dtype of x. */
export function zerosLike(x: OperandLike, options: CreateOptions = {}): Operand {
  return like("zerosLike", x, 0, options.dtype);
}

/** Ones in the shape and dtype of x. */
export function onesLike(x: OperandLike, options: CreateOptions = {}): Operand {
  return like("onesLike", x, 1, options.dtype);
}

/** One value in the shape and dtype of x. */
export function fullLike(x: OperandLike, fillValue: number, options: CreateOptions = {}): Operand {
  return like("fullLike", x, fillValue, options.dtype);
}

/** Form of an identity-like matrix. */
export interface EyeOptions extends CreateOptions {
  /** Number of columns. Default: as many as rows. */
  readonly m?: number | null | undefined;
  /** Which diagonal: above the main one if positive. Default 0. */
  readonly k?: number | undefined;
}

/** Ones on a diagonal, zeros elsewhere: [n, m]. `eye(3)`, `eye(4, 3, { k: -2 })` */
export function eye(n: number, m?: number | EyeOptions | null, options: EyeOptions = {}): Tensor {
  const named = typeof m === "object" && m !== null ? m : { m, ...options };
  const { k = 0, dtype = floatx() } = named;
  const columns = named.m ?? n;
  const data = allocate(expectDType("eye", dtype), n * columns);
  for (let row = Math.max(0, -k); row < n && row + k < columns; row++)
    data[row * columns + row + k] = 1;
  return new Tensor(data, [n, columns], dtype);
}

/** The identity matrix [n, n]. */
export function identity(n: number, options: CreateOptions = {}): Tensor {
  return eye(n, options);
}

/** Ones on and below a diagonal, zeros above it: [n, m]. */
export function tri(n: number, m?: number | EyeOptions | null, options: EyeOptions = {}): Tensor {
  const named = typeof m === "object" && m !== null ? m : { m, ...options };
  const { k = 0, dtype = floatx() } = named;
  const columns = named.m ?? n;
  const data = allocate(expectDType("tri", dtype), n * columns);
  for (let row = 0; row < n; row++)
    data.fill(1, row * columns, row * columns + Math.min(columns, Math.max(0, row + k + 1)));
  return new Tensor(data, [n, columns], dtype);
}

/** Options of `arange`. */
export interface ArangeOptions extends CreateOptions {
  /** Where to end, itself left out: then the first number is where to begin. */
  readonly stop?: number | null | undefined;
  /** Distance of neighbours. Default 1. */
  readonly step?: number | null | undefined;
}

/** 0, 1, .. below `stop`; int32 if all numbers given are whole, else of the dtype of `floatx`. */
export function arange(stop: number, options?: ArangeOptions): Tensor;
/** start, start + step, .. below `stop`. */
export function arange(start: number, stop: number, options?: ArangeOptions): Tensor;
/** start, start + step, .. below `stop`. */
export function arange(start: number, stop: number, step: number, options?: ArangeOptions): Tensor;
export function arange(...given: readonly (number | ArangeOptions | undefined)[]): Tensor {
  const [first = 0, second, third] = given.filter((x) => typeof x === "number");
  const options = given.find((x) => typeof x === "object") ?? {};
  const end = second ?? options.stop ?? undefined;
  const [start, stop] = end === undefined ? [0, first] : [first, end];
  const step = third ?? options.step ?? 1;
  const whole = [start, stop, step].every(Number.isInteger);
  const dtype = expectDType("arange", options.dtype ?? (whole ? "int32" : floatx()));
  const data = allocate(dtype, Math.max(0, Math.ceil((stop - start) / step)));
  for (let i = 0; i < data.length; i++) data[i] = start + i * step;
  return new Tensor(isNarrow(dtype) ? elementsIn(dtype, data) : data, [data.length], dtype);
}
