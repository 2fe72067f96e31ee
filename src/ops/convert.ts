import { isFloat, type DType, type TypedArray } from "../base/dtype.ts";
import { floatx } from "../base/floatx.ts";
import { broadcastShapes, sameShape, type Shape } from "../base/shape.ts";
import type { RarePointwise } from "../graph/alphabet.ts";
import { builderOf } from "../graph/primitives.ts";
import type { Brought, Emitted } from "../graph/signature.ts";
import { Operand, type Builder, type NestedArray } from "../graph/value.ts";
import { hostBuilder } from "./hostBuilder.ts";
import { Tensor, toTensor } from "../tensor/tensor.ts";

/** What an op accepts: a tensor, traced value or variable; a number or boolean; nested arrays; a typed array. */
export type OperandLike = Operand | NestedArray | TypedArray;

/** From the weakest dtype to the strongest: a mixed operation takes the strongest of its operands'. */
const strength: readonly DType[] = ["bool", "uint8", "int8", "uint16", "int16", "uint32", "int32", "bfloat16", "float16", "float32", "float64"]; // prettier-ignore

/** The smallest dtype that holds all numbers of two between which neither does, weaker one first. */
const joined: Readonly<Record<string, DType>> = {
  "uint8 int8": "int16",
  "int8 uint16": "int32",
  "uint16 int16": "int32",
  "bfloat16 float16": "float32",
};

/** bool < uint8 < uint16 < uint32 < int32 < float16 < float32 < float64; int8 < int16 < int32; bfloat16 < float32. */
function promoteTwo(a: DType, b: DType): DType {
  const [weak, strong] = [a, b].toSorted((x, y) => strength.indexOf(x) - strength.indexOf(y));
  return joined[`${weak} ${strong}`] ?? strong!;
}

/** The dtype that holds all of `dtypes`. */
function promote(...dtypes: readonly DType[]): DType {
  return dtypes.length === 0 ? floatx() : dtypes.reduce(promoteTwo);
}

/** Whether the operand's dtype gives way to others': a bare number or boolean. */
function isWeak(x: OperandLike): x is number | boolean {
  return typeof x === "number" || typeof x === "boolean";
}

function weakDType(x: number | boolean, strong: DType | undefined): DType {
  if (typeof x === "boolean") return "bool";
  if (strong !== undefined && isFloat(strong)) return strong;
  return Number.isInteger(x) && strong !== undefined
    ? strong === "bool"
      ? "int32"
      : strong
    : floatx();
}

function strongDType(x: OperandLike): DType {
  return x instanceof Operand ? x.dtype : toTensor(x).dtype;
}

/**
 * The dtype of an operation on `inputs`, as in Keras and JAX: numbers take the dtype of the others, except that a
 * fraction beside integers gives the dtype of `floatx` and an integer beside booleans int32.
 */
export function resultDType(inputs: readonly OperandLike[]): DType {
  const strong = inputs.filter((x) => !isWeak(x)).map(strongDType);
  const known = strong.length === 0 ? undefined : promote(...strong);
  return promote(...strong, ...inputs.filter(isWeak).map((x) => weakDType(x, known)));
}

/** The nearest dtype with fractions: floats stay, all else becomes that of `floatx`. */
export function floatOf(dtype: DType): DType {
  return isFloat(dtype) ? dtype : floatx();
}

/** The operand itself, or a tensor of the number or array (a number alone: float32). */
export function toOperand(x: OperandLike): Operand {
  return x instanceof Operand ? x : toTensor(x);
}

/** A scalar constant []. */
export function scalar(x: number, dtype: DType): Tensor {
  return toTensor(x, { dtype });
}

/** Whether the operand is a constant of the host, which needs no primitive to change its shape or dtype. */
function isLiteral(x: Operand): x is Tensor {
  return x instanceof Tensor && x.builder === undefined;
}

/** The operand in another dtype, through `builder`; itself where nothing changes. */
export function castWith(builder: Builder, x: OperandLike, dtype: DType): Operand {
  if (!(x instanceof Operand)) return toTensor(x, { dtype });
  if (x.dtype === dtype) return x;
  return isLiteral(x) ? toTensor(x, { dtype }) : builder.emit("cast", [x], { dtype });
}

/** The operand under another shape of the same size, through `builder`; itself where nothing changes. */
export function reshapeWith(builder: Builder, x: Operand, shape: Shape): Operand {
  if (sameShape(x.shape, shape)) return x;
  return isLiteral(x)
    ? new Tensor(x.data, shape, x.dtype)
    : builder.emit("reshape", [x], { shape });
}

/** The operand stretched to `shape`, which its own shape must broadcast to; itself where nothing changes. */
export function broadcastWith(builder: Builder, x: Operand, shape: Shape): Operand {
  if (sameShape(x.shape, shape)) return x;
  const ones: number[] = Array.from({ length: shape.length - x.rank }, () => 1);
  const ranked = reshapeWith(builder, x, [...ones, ...x.shape]);
  return sameShape(ranked.shape, shape) ? ranked : builder.emit("broadcast", [ranked], { shape });
}

/** Who computes with `inputs`: the trace among them, else the eager builder of one of them, else the host. */
export function builderFor(where: string, inputs: readonly OperandLike[]): Builder {
  const operands = inputs.filter((x) => x instanceof Operand);
  const own = operands.some(({ builder }) => builder !== undefined);
  return own ? builderOf(where, operands) : hostBuilder;
}

/** Operands of one dtype, and who computes with them. */
export interface Unified {
  readonly builder: Builder;
  readonly operands: readonly Operand[];
}

/** The inputs in one dtype (default: what they promote to), each in its own shape. */
export function unify(
  where: string,
  inputs: readonly OperandLike[],
  dtype: DType = resultDType(inputs),
): Unified {
  const builder = builderFor(where, inputs);
  return { builder, operands: inputs.map((x) => castWith(builder, x, dtype)) };
}

/** The inputs in one dtype (default: what they promote to) and one shape, NumPy's broadcasting applied. */
export function align(where: string, inputs: readonly OperandLike[], dtype?: DType): Unified {
  const { builder, operands } = unify(where, inputs, dtype);
  const shape = broadcastShapes(where, ...operands.map((x) => x.shape));
  return { builder, operands: operands.map((x) => broadcastWith(builder, x, shape)) };
}

/** Options of which the one named `Key` may also be given bare: `sum(x, 1)` for `sum(x, { axis: 1 })`, as in Keras. */
export type OptionsOr<Options extends object, Key extends keyof Options> = Options | Options[Key];

/** The options, with a bare one under its name. */
export function optionsOf<Options extends object>(
  key: keyof Options,
  given: Options | Options[keyof Options],
): Options {
  const isBare = typeof given !== "object" || given === null || Array.isArray(given);
  return (isBare ? { [key]: given } : given) as Options;
}

/** A pointwise primitive of two operands and no attributes that is known by name. */
export type Binary =
  | "add" | "sub" | "mul" | "div" | "max" | "min"
  | "eq" | "ne" | "lt" | "le" | "gt" | "ge" | "and" | "or" | "xor"; // prettier-ignore

/** A pointwise primitive of one operand and no attributes that is known by name. */
export type Unary =
  | "neg" | "abs" | "sign" | "exp" | "log" | "sqrt" | "rsqrt" | "tanh"
  | "floor" | "ceil" | "round" | "not" | "isFinite" | "stopGradient"; // prettier-ignore

/** A primitive of two operands after promotion and broadcasting. */
export function binary(
  where: string,
  op: Binary | Brought<RarePointwise>,
  x1: OperandLike,
  x2: OperandLike,
  dtype?: DType,
): Operand {
  const { builder, operands } = align(where, [x1, x2], dtype);
  return builder.emit(op as Emitted<Binary>, operands, {});
}

/** A primitive of one operand as it is, or in `dtype`. */
export function unary(
  where: string,
  op: Unary | Brought<RarePointwise>,
  x: OperandLike,
  dtype?: DType,
): Operand {
  const operand = toOperand(x);
  const builder = builderFor(where, [operand]);
  const given = castWith(builder, operand, dtype ?? operand.dtype);
  return builder.emit(op as Emitted<Unary>, [given], {});
}

/** A primitive of one operand that needs fractions: integers get fractions first. */
export function unaryFloat(
  where: string,
  op: Unary | Brought<RarePointwise>,
  x: OperandLike,
): Operand {
  const operand = toOperand(x);
  return unary(where, op, operand, floatOf(operand.dtype));
}

/** The operand with fractions (integers get them), and who computes with it. */
export function floatOperand(where: string, x: OperandLike): { builder: Builder; x: Operand } {
  const operand = toOperand(x);
  const builder = builderFor(where, [operand]);
  return { builder, x: castWith(builder, operand, floatOf(operand.dtype)) };
}
