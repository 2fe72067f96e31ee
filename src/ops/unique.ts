import { allocate } from "../base/dtype.ts";
import { fail } from "../base/errors.ts";
import { normalizeAxis } from "../base/shape.ts";
import type { Operand } from "../graph/value.ts";
import { Tensor } from "../tensor/tensor.ts";
import { any } from "./any.ts";
import { align, toOperand, type OperandLike } from "./convert.ts";
import { equal } from "./equal.ts";
import { logicalNot } from "./logicalAnd.ts";
import { giveBack, takeHome } from "./onHost.ts";
import { expandDims, reshape } from "./reshape.ts";
import { moveaxis } from "./transpose.ts";
import { where } from "./where.ts";

/** What is told of the different entries. */
export interface UniqueOptions {
  /** Whether they rise. Default true; they do in either case. */
  readonly sorted?: boolean | undefined;
  /** Also where each one is found first. Default false. */
  readonly returnIndex?: boolean | undefined;
  /** Also which of them each entry of x is. Default false. */
  readonly returnInverse?: boolean | undefined;
  /** Also how often each one occurs. Default false. */
  readonly returnCounts?: boolean | undefined;
  /** Compare whole slices on this axis. Default: entries of the flattened tensor. */
  readonly axis?: number | null | undefined;
  /** A fixed number of results: cut, or filled up. Default: as many as there are. */
  readonly size?: number | null | undefined;
  /** What fills up. Default: the smallest entry. */
  readonly fillValue?: number | null | undefined;
}

/** Row a before row b: the first different entry decides; NaN comes last and is never equal. */
function compareRows(rows: Tensor, width: number, a: number, b: number): number {
  for (let i = 0; i < width; i++) {
    const [x, y] = [rows.data[a * width + i]!, rows.data[b * width + i]!];
    if (x < y) return -1;
    if (x > y) return 1;
    if (Number.isNaN(x) && !Number.isNaN(y)) return 1;
    if (Number.isNaN(y)) return -1;
  }
  return 0;
}

/**
 * The different entries of x in rising order; with further options a list: entries, first places, which one each is,
 * counts (int32). How many there are depends on the data: not while tracing.
 */
export function unique(x: OperandLike, options: UniqueOptions = {}): Operand | Operand[] {
  const { axis = null, size = null, fillValue = null } = options;
  const operand = toOperand(x);
  const { builder } = takeHome("unique", [operand]);
  const whole = axis === null ? reshape(operand, [-1]) : moveaxis(operand, axis, 0);
  const rows = new Tensor(whole.data, whole.shape, whole.dtype);
  const count = rows.shape[0]!;
  const width = count === 0 ? 0 : rows.size / count;
  const order = Array.from({ length: count }, (_, i) => i).sort(
    (a, b) => compareRows(rows, width, a, b) || a - b,
  );
  const firsts: number[] = [];
  const counts: number[] = [];
  const inverse = new Int32Array(count);
  order.forEach((row, i) => {
    const isNew = i === 0 || compareRows(rows, width, order[i - 1]!, row) !== 0;
    if (isNew) firsts.push(row);
    if (isNew) counts.push(0);
    counts[counts.length - 1]!++;
    inverse[row] = firsts.length - 1;
  });
  const found = firsts.length;
  const length = size ?? found;
  if (length > found && found === 0 && fillValue === null)
    fail("value", {
      where: "unique",
      expected: "a fillValue",
      received: "no entry to fill up with",
    });
  const data = allocate(rows.dtype, length * width);
  for (let i = 0; i < length; i++) {
    const from = (firsts[i] ?? firsts[0] ?? 0) * width;
    if (i < found || fillValue === null)
      data.set(rows.data.subarray(from, from + width), i * width);
    else data.fill(fillValue, i * width, (i + 1) * width);
  }
  const integers = (list: readonly number[], filler: number): Operand =>
    giveBack(
      new Tensor(
        Int32Array.from({ length }, (_, i) => list[i] ?? filler),
        [length],
        "int32",
      ),
      builder,
    );
  const entries = new Tensor(data, rows.shape.with(0, length), rows.dtype, builder);
  const results = [
    axis === null ? entries : moveaxis(entries, 0, normalizeAxis("unique", axis, operand.rank)),
  ];
  if (options.returnIndex === true) results.push(integers(firsts, firsts[0] ?? 0));
  if (options.returnInverse === true) {
    const shape = axis === null ? operand.shape : [count];
    results.push(giveBack(new Tensor(inverse, shape, "int32"), builder));
  }
  if (options.returnCounts === true) results.push(integers(counts, 0));
  return results.length === 1 ? results[0]! : results;
}

/** The indices of the entries that are not zero, one int32 [count] per axis. How many depends on the data: not while tracing. */
export function nonzero(x: OperandLike): Operand[] {
  return where(toOperand(x));
}

/** Options of `isin`. */
export interface IsinOptions {
  /** Says that neither has an entry twice; changes nothing. Default false. */
  readonly assumeUnique?: boolean | undefined;
  /** Whether to tell the entries that are not among x2. Default false. */
  readonly invert?: boolean | undefined;
}

/** Whether each entry of x1 is among those of x2: bool in the shape of x1. */
export function isin(x1: OperandLike, x2: OperandLike, options: IsinOptions = {}): Operand {
  const among = reshape(x2, [-1]);
  const { operands } = align("isin", [expandDims(toOperand(x1), -1), among]);
  const found = any(equal(operands[0]!, operands[1]!), { axis: -1 });
  return options.invert === true ? logicalNot(found) : found;
}
