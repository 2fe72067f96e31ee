import { broadcastShapes, stridesOf } from "../base/shape.ts";
import type { Operand } from "../graph/value.ts";
import { Tensor } from "../tensor/tensor.ts";
import {
  broadcastWith,
  builderFor,
  castWith,
  resultDType,
  toOperand,
  type OperandLike,
} from "./convert.ts";

/** x1 where the condition is true (not zero), else x2; the three broadcast together. */
export function where(condition: OperandLike, x1: OperandLike, x2: OperandLike): Operand;
/** The indices at which the condition is true, one int32 [count] per axis. How many depends on the data: not while tracing. */
export function where(condition: OperandLike): Operand[];
export function where(
  condition: OperandLike,
  x1?: OperandLike,
  x2?: OperandLike,
): Operand | Operand[] {
  if (x1 === undefined || x2 === undefined) return indicesOfTrue(toOperand(condition));
  const builder = builderFor("where", [condition, x1, x2]);
  const dtype = resultDType([x1, x2]);
  const test = castWith(builder, condition, "bool");
  const [first, second] = [castWith(builder, x1, dtype), castWith(builder, x2, dtype)];
  const shape = broadcastShapes("where", test.shape, first.shape, second.shape);
  return builder.emit(
    "where",
    [test, first, second].map((x) => broadcastWith(builder, x, shape)),
    {},
  );
}

function indicesOfTrue({ data, shape, builder }: Operand): Operand[] {
  const strides = stridesOf(shape);
  const found: number[] = [];
  data.forEach((x: number, i: number) => {
    if (x !== 0) found.push(i);
  });
  return shape.map((extent, axis) => {
    const along = Int32Array.from(found, (i) => Math.floor(i / strides[axis]!) % extent);
    return new Tensor(along, [found.length], "int32", builder);
  });
}
