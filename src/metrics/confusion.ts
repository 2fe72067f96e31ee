import { epsilon } from "../base/epsilon.ts";
import { fail } from "../base/errors.ts";
import { formatShape, sizeOf } from "../base/shape.ts";
import type { Operand } from "../graph/value.ts";
import { alignRanks } from "../losses/reduction.ts";
import { multiply, subtract } from "../ops/add.ts";
import { cast } from "../ops/cast.ts";
import { toOperand, type OperandLike } from "../ops/convert.ts";
import { greater, greaterEqual } from "../ops/equal.ts";
import { ceil } from "../ops/floor.ts";
import { logicalAnd, logicalNot } from "../ops/logicalAnd.ts";
import { clip, maximum } from "../ops/maximum.ts";
import { expandDims, reshape, squeeze } from "../ops/reshape.ts";
import { slice } from "../ops/slice.ts";
import { sum } from "../ops/sum.ts";
import { broadcastTo } from "../ops/tile.ts";
import { where } from "../ops/where.ts";
import { arange } from "../ops/zeros.ts";
import { isAmongLargest } from "./topK.ts";

/** The four cells of a confusion matrix, under Keras's names. */
export type Cell = "true_positives" | "false_positives" | "true_negatives" | "false_negatives";

/** What is counted as positive. */
export interface ConfusionOptions {
  /** Outputs above a threshold are positive. */
  readonly thresholds: readonly number[];
  /** Only the k largest outputs of a sample can be positive. Default: all. */
  readonly topK?: number | null | undefined;
  /** Only this class is looked at. Default: all. */
  readonly classId?: number | null | undefined;
  /** Whether each label has counts of its own. Default false. */
  readonly multiLabel?: boolean | undefined;
  /** How much each label counts, where they share counts. Default: once. */
  readonly labelWeights?: readonly number[] | null | undefined;
}

/** Outputs that are not among the k largest; below every threshold. */
export const below = -1e10;

/** Whether thresholds stand at equal distances from 0 to 1; then outputs are sorted into buckets, as in Keras. */
function areEven(thresholds: readonly number[]): boolean {
  const last = thresholds.length - 1;
  return (
    last >= 2 &&
    thresholds.every(
      (threshold, i) => Math.abs(threshold - i / last) <= epsilon() + (1e-5 * i) / last,
    )
  );
}

/**
 * Whether each output is positive at each threshold: [n, ...] -> [thresholds, n, ...]. Between even thresholds Keras
 * rounds the output's place among them up, in float32.
 */
function positives(outputs: Operand, thresholds: readonly number[]): Operand {
  const count = thresholds.length;
  const ones = outputs.shape.map(() => 1);
  const row = expandDims(outputs, 0);
  if (!areEven(thresholds)) return greater(row, reshape(thresholds, [count, ...ones]));
  const bucket = subtract(ceil(multiply(clip(row, 0, 1), count - 1)), 1);
  const isOpen = thresholds[0]! < 0 || thresholds.at(-1)! > 1;
  const place = reshape(arange(count, { dtype: "float32" }), [count, ...ones]);
  return greaterEqual(isOpen ? maximum(bucket, 0) : bucket, place);
}

/** The weight of each output: of shape [batch], [batch, ...] or [batch, ..., 1], spread over the outputs. */
function weightsOf(where: string, given: OperandLike, outputs: Operand): Operand {
  const own = cast(toOperand(given), "float32");
  const column = expandDims(own, -1);
  const weights = column.rank === outputs.rank + 1 ? squeeze(column, { axis: -1 }) : column;
  const lead = outputs.rank - weights.rank;
  if (
    lead < 0 ||
    weights.shape.some((extent, axis) => extent !== 1 && extent !== outputs.shape[axis + lead])
  ) {
    fail("shape", {
      where: `${where}: sampleWeight`,
      expected: `a shape that broadcasts to the outputs ${formatShape(outputs.shape)}`,
      received: formatShape(own.shape),
      advice: "Give one weight per sample",
    });
  }
  return broadcastTo(weights, outputs.shape);
}

function classOf(where: string, x: Operand, classId: number): Operand {
  const classes = x.shape.at(-1) ?? 0;
  if (x.rank < 2 || !Number.isInteger(classId) || classId < -classes || classId >= classes) {
    fail("option", {
      where,
      expected: `a classId of outputs [batch, ..., classes], such as ${formatShape(x.shape)}`,
      received: `classId ${classId}`,
    });
  }
  const last = x.rank - 1;
  const start = x.shape.map(() => 0).with(last, classId < 0 ? classId + classes : classId);
  return slice(x, start, x.shape.with(last, 1));
}

/**
 * The confusion matrix of a batch at each threshold: targets (0, or not 0) and outputs [batch, ...] -> of each cell the
 * weighted counts [thresholds], or [thresholds, labels] where labels have counts of their own.
 */
export function confusion(
  place: string,
  given: {
    readonly yTrue: OperandLike;
    readonly yPred: OperandLike;
    readonly sampleWeight: OperandLike | undefined;
  },
  options: ConfusionOptions,
): (cell: Cell) => Operand {
  const { thresholds, topK, classId, multiLabel = false, labelWeights } = options;
  let [outputs, targets] = alignRanks(
    cast(toOperand(given.yPred), "float32"),
    cast(toOperand(given.yTrue), "float32"),
  );
  if (formatShape(outputs.shape) !== formatShape(targets.shape)) {
    fail("shape", {
      where: place,
      expected: `targets of the outputs' shape ${formatShape(outputs.shape)}`,
      received: formatShape(targets.shape),
    });
  }
  if (topK !== undefined && topK !== null)
    outputs = where(isAmongLargest(outputs, topK), outputs, below);
  if (classId !== undefined && classId !== null)
    [outputs, targets] = [classOf(place, outputs, classId), classOf(place, targets, classId)];
  let weights =
    given.sampleWeight === undefined ? undefined : weightsOf(place, given.sampleWeight, outputs);
  if (labelWeights !== undefined && labelWeights !== null && !multiLabel)
    weights = multiply(broadcastTo(labelWeights, outputs.shape), weights ?? 1);
  const flat = (x: Operand): Operand => (multiLabel ? x : reshape(x, [sizeOf(x.shape)]));
  const isPositive = positives(flat(outputs), thresholds);
  const isTarget = cast(expandDims(flat(targets), 0), "bool");
  const weight = weights === undefined ? 1 : expandDims(flat(weights), 0);
  return (cell) => {
    const label = cell === "true_positives" || cell === "false_negatives";
    const positive = cell === "true_positives" || cell === "false_positives";
    const both = logicalAnd(
      label ? isTarget : logicalNot(isTarget),
      positive ? isPositive : logicalNot(isPositive),
    );
    return sum(multiply(cast(both, "float32"), weight), { axis: 1 });
  };
}

/** Thresholds as they are given: none is the default, one stands alone. Throws unless all lie between 0 and 1. */
export function thresholdsOf(
  place: string,
  given: number | readonly number[] | null,
  none: number,
): readonly number[] {
  if (given === null) return [none];
  const list = typeof given === "number" ? [given] : given;
  for (const threshold of list) {
    if (threshold >= 0 && threshold <= 1) continue;
    fail("option", { where: place, expected: "thresholds from 0 to 1", received: `${threshold}` });
  }
  if (list.length === 0)
    fail("option", { where: place, expected: "at least one threshold", received: "[]" });
  return list;
}
