import type { Operand } from "../graph/value.ts";
import { absolute, add, multiply, subtract } from "./add.ts";
import { floatOperand, toOperand, type OperandLike } from "./convert.ts";
import { greater, greaterEqual, less, lessEqual } from "./equal.ts";
import { sqrt, square } from "./power.ts";
import { sigmoid } from "./sigmoid.ts";
import { tanh } from "./sin.ts";
import { split } from "./concatenate.ts";
import { where } from "./where.ts";

/** Half the width of the dead zone around zero. */
export interface ShrinkOptions {
  /** Default 0.5. */
  readonly threshold?: number | undefined;
}

/** x outside [-threshold, threshold], 0 inside. */
export function hardShrink(x: OperandLike, options: ShrinkOptions = {}): Operand {
  const operand = toOperand(x);
  return where(greater(absolute(operand), options.threshold ?? 0.5), operand, 0);
}

/** x moved towards zero by the threshold, 0 inside [-threshold, threshold]. */
export function softShrink(x: OperandLike, options: ShrinkOptions = {}): Operand {
  const { threshold: width = 0.5 } = options;
  const operand = toOperand(x);
  return where(
    greater(operand, width),
    subtract(operand, width),
    where(less(operand, -width), add(operand, width), 0),
  );
}

/** x - tanh(x). */
export function tanhShrink(x: OperandLike): Operand {
  const { x: operand } = floatOperand("tanhShrink", x);
  return subtract(operand, tanh(operand));
}

/** x above the threshold, else the default value. */
export function threshold(x: OperandLike, limit: number, defaultValue: number): Operand {
  const operand = toOperand(x);
  return where(greater(operand, limit), operand, defaultValue);
}

/** 0 below -1, x above 1, (x + 1)² / 4 between. */
export function sparsePlus(x: OperandLike): Operand {
  const { x: operand } = floatOperand("sparsePlus", x);
  const between = multiply(square(add(operand, 1)), 0.25);
  return where(lessEqual(operand, -1), 0, where(less(operand, 1), between, operand));
}

/** 0 below -1, 1 above 1, (x + 1) / 2 between. */
export function sparseSigmoid(x: OperandLike): Operand {
  const { x: operand } = floatOperand("sparseSigmoid", x);
  const between = multiply(add(operand, 1), 0.5);
  return where(lessEqual(operand, -1), 0, where(greaterEqual(operand, 1), 1, between));
}

/** (x + √(x² + b)) / 2 (default b = 4): a smooth ramp without exponentials. */
export function squareplus(
  x: OperandLike,
  options: { readonly b?: number | undefined } = {},
): Operand {
  const { x: operand } = floatOperand("squareplus", x);
  return multiply(add(operand, sqrt(add(square(operand), options.b ?? 4))), 0.5);
}

/** a · sigmoid(b), where a and b are the halves of x on `axis` (default -1): [.., 2n] -> [.., n]. */
export function glu(x: OperandLike, options: { readonly axis?: number | undefined } = {}): Operand {
  const { x: operand } = floatOperand("glu", x);
  const [first, second] = split(operand, 2, { axis: options.axis ?? -1 }) as [Operand, Operand];
  return multiply(first, sigmoid(second));
}
