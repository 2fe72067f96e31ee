import { expectDType, isFloat, type DType } from "../base/dtype.ts";
import { fail } from "../base/errors.ts";
import { normalizeAxis } from "../base/shape.ts";
import type { Operand } from "../graph/value.ts";
import { Tensor } from "../tensor/tensor.ts";
import { absolute, add, multiply, subtract } from "./add.ts";
import { cast } from "./cast.ts";
import { concatenate } from "./concatenate.ts";
import { align, builderFor, castWith, floatOf, resultDType, type OperandLike } from "./convert.ts";
import { divide } from "./divide.ts";
import { log } from "./exp.ts";
import { floor } from "./floor.ts";
import { power } from "./power.ts";
import { expandDims } from "./reshape.ts";
import { moveaxis } from "./transpose.ts";

/** How many numbers, and which. */
export interface SpaceOptions {
  /** Default 50. */
  readonly num?: number | undefined;
  /** Whether `stop` is the last one. Default true. */
  readonly endpoint?: boolean | undefined;
  /** Default: that of the ends; of numbers: that of `floatx`. */
  readonly dtype?: DType | undefined;
  /** Where the new axis stands. Default 0. */
  readonly axis?: number | undefined;
}

/** Options of `linspace`. */
export interface LinspaceOptions extends SpaceOptions {
  /** Whether the distance of neighbours is given too. Default false. */
  readonly retstep?: boolean | undefined;
}

/** Options of `logspace`. */
export interface LogspaceOptions extends SpaceOptions {
  /** Default 10. */
  readonly base?: number | undefined;
}

function evenly(
  where: string,
  start: OperandLike,
  stop: OperandLike,
  options: SpaceOptions,
): { readonly samples: Operand; readonly step: Operand } {
  const { num = 50, endpoint = true, axis = 0 } = options;
  if (!Number.isInteger(num) || num < 0) {
    fail("value", { where, expected: "a number of samples from 0", received: `${num}` });
  }
  const { operands } = align(where, [start, stop], floatOf(resultDType([start, stop])));
  const [first, last] = operands as [Operand, Operand];
  const gaps = endpoint ? num - 1 : num;
  const step = gaps > 0 ? divide(subtract(last, first), gaps) : multiply(first, NaN);
  const [low, high] = [expandDims(first, 0), expandDims(last, 0)];
  const inner = endpoint && num > 1 ? num - 1 : num;
  // Weights that sum to 1 hit both ends exactly; the last sample is `stop` itself.
  const shares = Float64Array.from({ length: inner }, (_, i) => (gaps > 0 ? i / gaps : 0));
  const shape = [inner, ...first.shape.map(() => 1)];
  const share = castWith(builderFor(where, [first]), new Tensor(shares, shape), first.dtype);
  const rising = add(multiply(low, subtract(1, share)), multiply(high, share));
  const samples = inner < num ? concatenate([rising, high]) : rising;
  const place = normalizeAxis(where, axis, samples.rank);
  return { samples: moveaxis(samples, 0, place), step };
}

function finish(where: string, samples: Operand, dtype: DType | undefined): Operand {
  if (dtype === undefined) return samples;
  const own = expectDType(where, dtype);
  return cast(isFloat(own) ? samples : floor(samples), own);
}

/** `num` numbers from start to stop at equal distances, on a new axis; with `retstep` the list of them and the distance. */
export function linspace(
  start: OperandLike,
  stop: OperandLike,
  options: LinspaceOptions & { readonly retstep: true },
): [Operand, Operand];
export function linspace(start: OperandLike, stop: OperandLike, options?: LinspaceOptions): Operand;
export function linspace(
  start: OperandLike,
  stop: OperandLike,
  options: LinspaceOptions = {},
): Operand | [Operand, Operand] {
  const { samples, step } = evenly("linspace", start, stop, options);
  const result = finish("linspace", samples, options.dtype);
  return options.retstep === true ? [result, step] : result;
}

/** base to the powers start to stop at equal distances, on a new axis. */
export function logspace(
  start: OperandLike,
  stop: OperandLike,
  options: LogspaceOptions = {},
): Operand {
  const { samples } = evenly("logspace", start, stop, options);
  return finish("logspace", power(options.base ?? 10, samples), options.dtype);
}

/** `num` numbers from start to stop, each the same multiple of the one before, on a new axis. */
export function geomspace(
  start: OperandLike,
  stop: OperandLike,
  options: SpaceOptions = {},
): Operand {
  const { operands } = align("geomspace", [start, stop], floatOf(resultDType([start, stop])));
  const [first, last] = operands as [Operand, Operand];
  const { samples } = evenly("geomspace", log(absolute(first)), log(absolute(last)), {
    ...options,
    axis: 0,
  });
  const signs = expandDims(divide(first, absolute(first)), 0);
  const grown = multiply(signs, power(Math.E, samples));
  const place = normalizeAxis("geomspace", options.axis ?? 0, grown.rank);
  return finish("geomspace", moveaxis(grown, 0, place), options.dtype);
}
