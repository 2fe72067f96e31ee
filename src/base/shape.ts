import { fail } from "./errors.ts";

/** Extents per axis, outermost first; `[]` is a scalar. */
export type Shape = readonly number[];

/** Number of elements: the product of the extents. */
export function sizeOf(shape: Shape): number {
  return shape.reduce((product, extent) => product * extent, 1);
}

/** Elements to step per axis in C order: [2, 3, 4] -> [12, 4, 1]. */
export function stridesOf(shape: Shape): number[] {
  const strides: number[] = Array.from({ length: shape.length }, () => 1);
  for (let axis = shape.length - 2; axis >= 0; axis--) {
    strides[axis] = strides[axis + 1]! * shape[axis + 1]!;
  }
  return strides;
}

/** Whether both have the same rank and extents. */
export function sameShape(a: Shape, b: Shape): boolean {
  return a.length === b.length && a.every((extent, axis) => extent === b[axis]);
}

/** "[2, 3]", with None for an extent that is not known yet. */
export function formatShape(shape: readonly (number | null)[]): string {
  return `[${shape.map((extent) => extent ?? "None").join(", ")}]`;
}

/** NumPy's broadcasting: align right, an extent of 1 stretches. */
export function broadcastShapes(where: string, ...shapes: Shape[]): Shape {
  const rank = Math.max(0, ...shapes.map((shape) => shape.length));
  return Array.from({ length: rank }, (_, axis) => {
    let extent = 1;
    for (const shape of shapes) {
      const own = shape[axis - rank + shape.length] ?? 1;
      if (own === 1 || own === extent) continue;
      if (extent !== 1) {
        fail("shape", {
          where,
          expected: "shapes that broadcast together",
          received: shapes.map(formatShape).join(" and "),
          advice: "Each pair of extents, counted from the right, must be equal or contain a 1",
        });
      }
      extent = own;
    }
    return extent;
  });
}

/** An axis counted from the front: -1 of rank 3 is 2. */
export function normalizeAxis(where: string, axis: number, rank: number): number {
  if (!Number.isInteger(axis) || axis < -rank || axis >= rank) {
    fail("shape", {
      where,
      expected: `an axis between ${-rank} and ${rank - 1}`,
      received: `${axis}`,
    });
  }
  return axis < 0 ? axis + rank : axis;
}

/** Distinct axes in rising order; `undefined` or `null` means all of them. */
export function normalizeAxes(
  where: string,
  axes: number | readonly number[] | null | undefined,
  rank: number,
): number[] {
  if (axes === undefined || axes === null) return Array.from({ length: rank }, (_, axis) => axis);
  const list = (typeof axes === "number" ? [axes] : axes).map((axis) =>
    normalizeAxis(where, axis, rank),
  );
  const distinct = [...new Set(list)].sort((a, b) => a - b);
  if (distinct.length !== list.length) {
    fail("shape", { where, expected: "distinct axes", received: formatShape(list) });
  }
  return distinct;
}
