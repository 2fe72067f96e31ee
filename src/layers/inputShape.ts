import { fail } from "../base/errors.ts";
import { formatShape, type Shape } from "../base/shape.ts";
import type { PartialShape } from "./symbolic.ts";

/** What inputs a layer takes. */
export interface InputSpec {
  /** Exact rank, batch axis included. */
  readonly rank?: number;
  readonly minimumRank?: number;
  /** Extents by axis; negative axes count from the end. */
  readonly axes?: Readonly<Record<number, number>>;
}

/** Throws unless inputs of these shapes fit. */
export function checkShapes(
  where: string,
  { rank, minimumRank, axes = {} }: InputSpec,
  shapes: readonly PartialShape[],
): void {
  for (const shape of shapes) {
    const received = formatShape(shape);
    if (rank !== undefined && shape.length !== rank) {
      fail("shape", { where, expected: `an input of rank ${rank}`, received });
    }
    if (minimumRank !== undefined && shape.length < minimumRank) {
      const advice = `Add a batch axis: x.reshape([1, ${shape.join(", ")}])`;
      const expected = `an input of rank ${minimumRank} or more`;
      fail("shape", { where, expected, received, advice });
    }
    for (const [axis, extent] of Object.entries(axes)) {
      const own = shape.at(Number(axis));
      if (own === extent || own === null) continue;
      fail("shape", { where, expected: `${extent} entries on axis ${axis}`, received });
    }
  }
}

/** The extents, all of which a weight needs; throws where one is not known. */
export function knownExtents(where: string, extents: PartialShape): Shape {
  const known = extents.filter((extent) => extent !== null);
  if (known.length === extents.length) return known;
  return fail("shape", { where, expected: "known extents", received: formatShape(extents) });
}

/** The last extent of a shape; throws where it is not known. */
export function lastExtent(where: string, shape: PartialShape): number {
  return (
    shape.at(-1) ??
    fail("shape", { where, expected: "a known last extent", received: formatShape(shape) })
  );
}
