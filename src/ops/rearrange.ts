import { fail } from "../base/errors.ts";
import { formatShape, sizeOf } from "../base/shape.ts";
import type { Operand } from "../graph/value.ts";
import { toOperand, type OperandLike } from "./convert.ts";
import { reshape } from "./reshape.ts";
import { transpose } from "./transpose.ts";

/** One axis of a side of a pattern: the names in it, more than one if they stand in brackets. */
type Axis = readonly string[];

function complain(pattern: string, expected: string, received: string): never {
  return fail("value", { where: `rearrange "${pattern}"`, expected, received });
}

function readSide(pattern: string, side: string): Axis[] {
  const words = side.match(/\([^()]*\)|[^\s()]+|[()]/gu) ?? [];
  return words.map((word) => {
    if (word === "(" || word === ")") complain(pattern, "closed brackets", side.trim());
    return word.startsWith("(") ? word.slice(1, -1).split(/\s+/u).filter(Boolean) : [word];
  });
}

/** The ellipsis of a pattern as so many names of its own. */
function writtenOut(side: readonly Axis[], hidden: number): Axis[] {
  return side.flatMap((axis): Axis[] =>
    axis.length === 1 && axis[0] === "..."
      ? Array.from({ length: hidden }, (_, i) => [`...${i}`])
      : [axis],
  );
}

/** The extent of each name; one unknown name per axis follows from the others. */
function extentsOf(
  pattern: string,
  left: readonly Axis[],
  shape: readonly number[],
  known: Readonly<Record<string, number>>,
): Map<string, number> {
  const extents = new Map<string, number>();
  left.forEach((axis, i) => {
    const open = axis.filter((name) => name !== "1" && known[name] === undefined);
    const rest = sizeOf(
      axis.filter((name) => !open.includes(name)).map((name) => known[name] ?? 1),
    );
    if (open.length > 1) complain(pattern, `a length for ${open[0]} or ${open[1]}`, "none");
    if (shape[i]! % rest !== 0 || (open.length === 0 && rest !== shape[i]))
      complain(pattern, `an axis ${i} that ${rest} divides`, formatShape(shape));
    for (const name of axis)
      extents.set(name, known[name] ?? (name === "1" ? 1 : shape[i]! / rest));
  });
  return extents;
}

/**
 * The axes of x renamed, split, joined and put in another order: "b h w -> b (h w)", "(b g) c -> b g c" with the length of
 * b or g among the lengths: `rearrange(x, "(b g) c -> b g c", { g: 2 })`.
 */
export function rearrange(
  tensor: OperandLike,
  pattern: string,
  axesLengths: Readonly<Record<string, number>> = {},
): Operand {
  const operand = toOperand(tensor);
  const sides = pattern.split("->");
  if (sides.length !== 2) complain(pattern, 'two sides with "->" between', pattern);
  const [given, wanted] = sides.map((side) => readSide(pattern, side)) as [Axis[], Axis[]];
  const plain = given.filter((axis) => axis[0] !== "...").length;
  const hidden = given.length > plain ? operand.rank - plain : 0;
  const [left, right] = [writtenOut(given, hidden), writtenOut(wanted, hidden)];
  if (left.length !== operand.rank)
    complain(pattern, `a tensor of rank ${left.length}`, formatShape(operand.shape));
  const [from, to] = [left.flat(), right.flat()].map((names) =>
    names.filter((name) => name !== "1"),
  );
  const odd =
    from!.find((name, i) => !to!.includes(name) || from!.indexOf(name) !== i) ??
    to!.find((name, i) => !from!.includes(name) || to!.indexOf(name) !== i);
  if (odd !== undefined) complain(pattern, "each name once on both sides", `"${odd}"`);
  const stranger = Object.keys(axesLengths).find((name) => !from!.includes(name));
  if (stranger !== undefined) complain(pattern, "lengths of names in it", `"${stranger}"`);
  const extents = extentsOf(pattern, left, operand.shape, axesLengths);
  const apart = reshape(
    operand,
    from!.map((name) => extents.get(name)!),
  );
  const ordered = transpose(apart, { axes: to!.map((name) => from!.indexOf(name)) });
  return reshape(
    ordered,
    right.map((axis) => sizeOf(axis.map((name) => (name === "1" ? 1 : extents.get(name)!)))),
  );
}
