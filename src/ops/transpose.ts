import { fail } from "../base/errors.ts";
import { formatShape, normalizeAxis } from "../base/shape.ts";
import type { Operand } from "../graph/value.ts";
import { builderFor, optionsOf, toOperand, type OperandLike, type OptionsOr } from "./convert.ts";

function permute(where: string, x: Operand, permutation: readonly number[]): Operand {
  return permutation.every((from, to) => from === to)
    ? x
    : builderFor(where, [x]).emit("transpose", [x], { permutation });
}

/** The order of the axes. */
export interface TransposeOptions {
  /** Default: all reversed. */
  readonly axes?: readonly number[] | null | undefined;
}

/** x with its axes in another order: axis i of the result is axis axes[i] of x. Default: all reversed. */
export function transpose(
  x: OperandLike,
  options: OptionsOr<TransposeOptions, "axes"> = {},
): Operand {
  const named = optionsOf<TransposeOptions>("axes", options);
  const operand = toOperand(x);
  const { rank } = operand;
  const wanted = named.axes ?? operand.shape.map((_, axis) => rank - 1 - axis);
  const permutation = wanted.map((axis) => normalizeAxis("transpose", axis, rank));
  if (new Set(permutation).size !== rank || permutation.length !== rank) {
    fail("shape", {
      where: "transpose",
      expected: `an order of ${rank} axes`,
      received: formatShape(wanted),
    });
  }
  return permute("transpose", operand, permutation);
}

/** x with the axes `source` moved to the places `destination`, the others in their order. */
export function moveaxis(
  x: OperandLike,
  source: number | readonly number[],
  destination: number | readonly number[],
): Operand {
  const operand = toOperand(x);
  const list = (axes: number | readonly number[]): number[] =>
    (typeof axes === "number" ? [axes] : axes).map((axis) =>
      normalizeAxis("moveaxis", axis, operand.rank),
    );
  const [from, to] = [list(source), list(destination)];
  if (
    from.length !== to.length ||
    new Set(from).size !== from.length ||
    new Set(to).size !== to.length
  ) {
    fail("shape", {
      where: "moveaxis",
      expected: "as many distinct sources as distinct destinations",
      received: `${formatShape(from)} and ${formatShape(to)}`,
    });
  }
  const staying = operand.shape.map((_, axis) => axis).filter((axis) => !from.includes(axis));
  const permutation = operand.shape.map((_, place) => {
    const moved = to.indexOf(place);
    return moved === -1 ? staying.shift()! : from[moved]!;
  });
  return permute("moveaxis", operand, permutation);
}

/** The axes that are exchanged. */
export interface SwapaxesOptions {
  readonly axis1: number;
  readonly axis2: number;
}

/** x with two axes exchanged: `swapaxes(x, 0, 1)` or `swapaxes(x, { axis1: 0, axis2: 1 })`. */
export function swapaxes(x: OperandLike, axis1: number | SwapaxesOptions, axis2?: number): Operand {
  const operand = toOperand(x);
  const given = typeof axis1 === "number" ? { axis1, axis2: axis2 ?? NaN } : axis1;
  const first = normalizeAxis("swapaxes", given.axis1, operand.rank);
  const second = normalizeAxis("swapaxes", given.axis2, operand.rank);
  const permutation = operand.shape.map((_, axis) =>
    axis === first ? second : axis === second ? first : axis,
  );
  return permute("swapaxes", operand, permutation);
}
