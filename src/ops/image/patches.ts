import { fail } from "../../base/errors.ts";
import { expectDataFormat, type DataFormat } from "../../base/imageDataFormat.ts";
import { formatShape } from "../../base/shape.ts";
import type { Operand } from "../../graph/value.ts";
import { concatenate } from "../concatenate.ts";
import { builderFor, scalar, toOperand, type OperandLike } from "../convert.ts";
import { expandDims, squeeze } from "../reshape.ts";

type PerAxis = number | readonly number[];

/** How patches lie. */
export interface PatchOptions {
  /** Distance of neighbouring patches. Default: the size of a patch. */
  readonly strides?: PerAxis | null | undefined;
  /** Distance of neighbours inside a patch. Default 1. */
  readonly dilationRate?: PerAxis | undefined;
  /** "valid" (default): whole patches; "same": zeros around, one patch per stride. */
  readonly padding?: "valid" | "same" | undefined;
  /** Default: the one of `setImageDataFormat`. */
  readonly dataFormat?: DataFormat | null | undefined;
}

function listOf(where: string, name: string, given: PerAxis, rank: number): readonly number[] {
  const list = typeof given === "number" ? new Array<number>(rank).fill(given) : given;
  if (list.length !== rank || list.some((n) => !Number.isInteger(n) || n < 1)) {
    fail("value", {
      where,
      expected: `${name} as ${rank} whole numbers from 1`,
      received: JSON.stringify(given),
    });
  }
  return list;
}

function patchesOf(
  where: string,
  images: OperandLike,
  size: PerAxis,
  rank: number,
  options: PatchOptions,
): Operand {
  const { strides = null, dilationRate = 1, padding = "valid" } = options;
  const operand = toOperand(images);
  if (operand.rank !== rank + 1 && operand.rank !== rank + 2) {
    fail("shape", {
      where,
      expected: `a rank of ${rank + 1}, or ${rank + 2} with a batch axis`,
      received: formatShape(operand.shape),
    });
  }
  if (padding !== "valid" && padding !== "same")
    fail("option", {
      where,
      expected: 'padding "valid" or "same"',
      received: JSON.stringify(padding),
    });
  const isLast = expectDataFormat(where, options.dataFormat) === "channels_last";
  const isSingle = operand.rank === rank + 1;
  const x = isSingle ? expandDims(operand, 0) : operand;
  const extents = listOf(where, "size", size, rank);
  const steps = listOf(where, "strides", strides ?? size, rank);
  const dilations = listOf(where, "dilationRate", dilationRate, rank);
  const first = isLast ? 1 : 2;
  const reach = extents.map((extent, i) => (extent - 1) * dilations[i]! + 1);
  const frame = reach.map((span, i) => {
    const extent = x.shape[first + i]!;
    const needed = (Math.ceil(extent / steps[i]!) - 1) * steps[i]! + span - extent;
    return padding === "same" ? Math.max(0, needed) : 0;
  });
  const along = (list: readonly number[], otherwise: number): number[] =>
    x.shape
      .map((_, axis) => list[axis - first] ?? otherwise)
      .map((n, axis) => (axis < first ? otherwise : n));
  const builder = builderFor(where, [x]);
  const padded = builder.emit("pad", [x, scalar(0, x.dtype)], {
    low: along(
      frame.map((width) => Math.floor(width / 2)),
      0,
    ),
    high: along(
      frame.map((width) => Math.ceil(width / 2)),
      0,
    ),
    interior: x.shape.map(() => 0),
  });
  const counts = reach.map(
    (span, i) => Math.floor((padded.shape[first + i]! - span) / steps[i]!) + 1,
  );
  if (counts.some((count) => count < 1)) {
    fail("shape", {
      where,
      expected: `room for a patch ${formatShape(reach)}`,
      received: formatShape(operand.shape),
    });
  }
  const total = extents.reduce((product, extent) => product * extent, 1);
  const parts = Array.from({ length: total }, (_, n) => {
    let rest = n;
    const place = extents.map(() => 0);
    for (let i = rank - 1; i >= 0; i--) {
      place[i] = (rest % extents[i]!) * dilations[i]!;
      rest = Math.floor(rest / extents[i]!);
    }
    const limits = place.map((start, i) => start + (counts[i]! - 1) * steps[i]! + 1);
    return builder.emit("slice", [padded], {
      starts: along(place, 0),
      limits: along(limits, 0).map((limit, axis) =>
        axis >= first && axis < first + rank ? limit : padded.shape[axis]!,
      ),
      strides: along(steps, 1),
    });
  });
  const patches = concatenate(parts, { axis: isLast ? -1 : 1 });
  return isSingle ? squeeze(patches, { axis: 0 }) : patches;
}

/** The patches of images as channels: [n, h, w, c] -> [n, rows, columns, size · c]; of volumes if `size` has three extents. */
export function extractPatches(
  images: OperandLike,
  size: PerAxis,
  options: PatchOptions = {},
): Operand {
  const rank = typeof size === "number" ? 2 : size.length;
  if (rank !== 2 && rank !== 3)
    fail("value", {
      where: "image.extractPatches",
      expected: "a size of 2 or 3 extents",
      received: JSON.stringify(size),
    });
  return patchesOf("image.extractPatches", images, size, rank, options);
}

/** The patches of volumes as channels: [n, d, h, w, c] -> [n, depths, rows, columns, size · c]. */
export function extractPatches3d(
  volumes: OperandLike,
  size: PerAxis,
  options: PatchOptions = {},
): Operand {
  return patchesOf("image.extractPatches3d", volumes, size, 3, options);
}
