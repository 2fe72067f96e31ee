import { fail } from "../base/errors.ts";
import { formatShape, normalizeAxis, sameShape, type Shape } from "../base/shape.ts";
import type { Operand } from "../graph/value.ts";
import { multiply, negative, subtract } from "./add.ts";
import { stopGradient } from "./cast.ts";
import {
  builderFor,
  castWith,
  floatOf,
  floatOperand,
  optionsOf,
  reshapeWith,
  resultDType,
  toOperand,
  unify,
  type OperandLike,
  type OptionsOr,
} from "./convert.ts";
import { divide } from "./divide.ts";
import { epsilon } from "../base/epsilon.ts";
import { exp, log } from "./exp.ts";
import { max } from "./max.ts";
import { clip } from "./maximum.ts";
import { oneHotMask } from "./oneHot.ts";
import { softmaxSourceOf } from "./softmax.ts";
import { sum } from "./sum.ts";
import { where } from "./where.ts";

/** What the outputs are. */
export interface CrossentropyOptions {
  /** Whether `output` holds logits instead of probabilities. Default false. */
  readonly fromLogits?: boolean | undefined;
  /** The axis of the classes. Default -1. */
  readonly axis?: number | undefined;
}

/** Throws unless target and output have one shape. */
export function expectSameShape(where: string, target: Shape, output: Shape): void {
  if (sameShape(target, output)) return;
  fail("shape", {
    where,
    expected: `a target of the output's shape ${formatShape(output)}`,
    received: formatShape(target),
  });
}

/** The logits to compute with, if there are any: given, or those that a softmax on `axis` was computed of. */
function logitsOf(output: Operand, axis: number, fromLogits: boolean): Operand | undefined {
  if (fromLogits) return output;
  const source = softmaxSourceOf(output);
  if (source === undefined || typeof source.axis !== "number") return undefined;
  const own = normalizeAxis("softmax", source.axis, output.rank);
  return own === axis ? source.logits : undefined;
}

/** Logits moved so that the largest is 0: their softmax is the same, and nothing overflows. */
function shifted(logits: Operand, axis: number): Operand {
  return subtract(logits, stopGradient(max(logits, { axis, keepdims: true })));
}

/**
 * -Σ t ln p over `axis`: target and output [.., classes] -> [..].
 * Probabilities are made to sum to 1 and held between 1e-7 and 1 - 1e-7; where they came out of `softmax`, its logits are
 * used instead. Of logits z: Σ t (ln Σ eᶻ - z).
 */
export function categoricalCrossentropy(
  target: OperandLike,
  output: OperandLike,
  options: OptionsOr<CrossentropyOptions, "fromLogits"> = {},
): Operand {
  const named = optionsOf<CrossentropyOptions>("fromLogits", options);
  const place = "categoricalCrossentropy";
  const given = toOperand(output);
  const dtype = floatOf(resultDType([target, given]));
  const axis = normalizeAxis(place, named.axis ?? -1, given.rank);
  const logits = logitsOf(given, axis, named.fromLogits ?? false);
  const { operands } = unify(place, [target, logits ?? given], dtype);
  const [t, x] = operands as [Operand, Operand];
  expectSameShape(place, t.shape, x.shape);
  if (logits === undefined) {
    const p = clip(divide(x, sum(x, { axis, keepdims: true })), epsilon(), 1 - epsilon());
    return negative(sum(multiply(t, log(p)), { axis }));
  }
  const low = shifted(x, axis);
  return sum(multiply(t, subtract(log(sum(exp(low), { axis, keepdims: true })), low)), { axis });
}

/**
 * -ln p[t] over the last axis: integer target [..] or [.., 1], output [.., classes] -> [..].
 * Probabilities are held between 1e-7 and 1 - 1e-7 and then made to sum to 1; where they came out of `softmax`, its
 * logits are used instead. Of logits z: ln Σ eᶻ - z[t].
 */
export function sparseCategoricalCrossentropy(
  target: OperandLike,
  output: OperandLike,
  options: OptionsOr<CrossentropyOptions, "fromLogits"> = {},
): Operand {
  const named = optionsOf<CrossentropyOptions>("fromLogits", options);
  const place = "sparseCategoricalCrossentropy";
  const given = toOperand(output);
  const axis = normalizeAxis(place, named.axis ?? -1, given.rank);
  if (axis !== given.rank - 1) {
    fail("option", {
      where: place,
      expected: "axis -1",
      received: `axis ${named.axis} of rank ${given.rank}`,
    });
  }
  const logits = logitsOf(given, axis, named.fromLogits ?? false);
  const { x } = floatOperand(place, logits ?? given);
  const classes = x.shape[axis]!;
  const labels = labelsOf(place, target, x);
  const isLabel = oneHotMask(labels, classes, axis, x);
  if (logits === undefined) {
    const p = clip(x, epsilon(), 1 - epsilon());
    return subtract(log(sum(p, { axis })), log(sum(where(isLabel, p, 0), { axis })));
  }
  const low = shifted(x, axis);
  return subtract(log(sum(exp(low), { axis })), sum(where(isLabel, low, 0), { axis }));
}

function labelsOf(place: string, target: OperandLike, output: Operand): Operand {
  const builder = builderFor(place, [target, output]);
  const labels = castWith(builder, target, "int32");
  const expected = output.shape.slice(0, -1);
  const isColumn = labels.rank === output.rank && labels.shape.at(-1) === 1;
  const shape = isColumn ? labels.shape.slice(0, -1) : labels.shape;
  if (!sameShape(shape, expected)) {
    fail("shape", {
      where: place,
      expected: `integer targets ${formatShape(expected)} for an output ${formatShape(output.shape)}`,
      received: formatShape(labels.shape),
      advice: "One-hot targets go with categoricalCrossentropy",
    });
  }
  return reshapeWith(builder, labels, shape);
}
