import { fail } from "../../base/errors.ts";
import type { Operand } from "../../graph/value.ts";
import { builderFor, scalar, type OperandLike } from "../convert.ts";
import { imageBatch, type ImageOptions } from "./images.ts";

/** x with as many new rows above and below, and columns left and right. */
export function padWith(
  x: Operand,
  rows: number,
  top: number,
  columns: number,
  left: number,
  fill: number,
): Operand {
  const frame = x.shape.map((_, axis) => (axis === rows ? top : axis === columns ? left : 0));
  return builderFor("pad", [x]).emit("pad", [x, scalar(fill, x.dtype)], {
    low: frame,
    high: frame,
    interior: x.shape.map(() => 0),
  });
}

type Width = number | null | undefined;

/** Three numbers of which two are given. */
interface Span {
  readonly before: Width;
  readonly after: Width;
  readonly target: Width;
}

function expectTwo(where: string, names: string, { before, after, target }: Span): void {
  const given = [before, after, target].filter((x) => x !== null && x !== undefined);
  if (given.length === 2 && given.every((x) => Number.isInteger(x) && x >= 0)) return;
  fail("option", {
    where,
    expected: `two of ${names}, whole numbers from 0`,
    received: given.length === 2 ? given.join(" and ") : `${given.length} of them`,
  });
}

/** Options of `cropImages`: of each three two are given. */
export interface CropOptions extends ImageOptions {
  readonly topCropping?: Width;
  readonly leftCropping?: Width;
  readonly bottomCropping?: Width;
  readonly rightCropping?: Width;
  readonly targetHeight?: Width;
  readonly targetWidth?: Width;
}

/** Images without some rows and columns at their edges: `cropImages(x, { topCropping: 2, bottomCropping: 1, .. })`. */
export function cropImages(images: OperandLike, options: CropOptions = {}): Operand {
  const where = "image.cropImages";
  const { x, rows, columns, finish } = imageBatch(where, images, options);
  const vertical = {
    before: options.topCropping,
    after: options.bottomCropping,
    target: options.targetHeight,
  };
  const horizontal = {
    before: options.leftCropping,
    after: options.rightCropping,
    target: options.targetWidth,
  };
  expectTwo(where, "topCropping, bottomCropping and targetHeight", vertical);
  expectTwo(where, "leftCropping, rightCropping and targetWidth", horizontal);
  const bounds = ({ before, after, target }: Span, extent: number): readonly [number, number] => {
    const start = before ?? extent - after! - target!;
    const limit = start + (target ?? extent - start - after!);
    if (start >= 0 && limit >= start && limit <= extent) return [start, limit];
    return fail("shape", {
      where,
      expected: `a part of the ${extent} rows or columns`,
      received: `${start} to ${limit}`,
    });
  };
  const [top, bottom] = bounds(vertical, x.shape[rows]!);
  const [left, right] = bounds(horizontal, x.shape[columns]!);
  return finish(
    builderFor(where, [x]).emit("slice", [x], {
      starts: x.shape.map((_, axis) => (axis === rows ? top : axis === columns ? left : 0)),
      limits: x.shape.with(rows, bottom).with(columns, right),
      strides: x.shape.map(() => 1),
    }),
  );
}

/** Options of `padImages`: of each three two are given. */
export interface PadImagesOptions extends ImageOptions {
  readonly topPadding?: Width;
  readonly leftPadding?: Width;
  readonly bottomPadding?: Width;
  readonly rightPadding?: Width;
  readonly targetHeight?: Width;
  readonly targetWidth?: Width;
}

/** Images with rows and columns of zeros around: `padImages(x, { topPadding: 2, targetHeight: 32, .. })`. */
export function padImages(images: OperandLike, options: PadImagesOptions = {}): Operand {
  const where = "image.padImages";
  const { x, rows, columns, finish } = imageBatch(where, images, options);
  const vertical = {
    before: options.topPadding,
    after: options.bottomPadding,
    target: options.targetHeight,
  };
  const horizontal = {
    before: options.leftPadding,
    after: options.rightPadding,
    target: options.targetWidth,
  };
  expectTwo(where, "topPadding, bottomPadding and targetHeight", vertical);
  expectTwo(where, "leftPadding, rightPadding and targetWidth", horizontal);
  const widths = ({ before, after, target }: Span, extent: number): readonly [number, number] => {
    const low = before ?? target! - after! - extent;
    const high = after ?? target! - low - extent;
    if (low >= 0 && high >= 0) return [low, high];
    return fail("shape", {
      where,
      expected: `room for the ${extent} rows or columns`,
      received: `padding of ${low} and ${high}`,
    });
  };
  const [top, bottom] = widths(vertical, x.shape[rows]!);
  const [left, right] = widths(horizontal, x.shape[columns]!);
  return finish(
    builderFor(where, [x]).emit("pad", [x, scalar(0, x.dtype)], {
      low: x.shape.map((_, axis) => (axis === rows ? top : axis === columns ? left : 0)),
      high: x.shape.map((_, axis) => (axis === rows ? bottom : axis === columns ? right : 0)),
      interior: x.shape.map(() => 0),
    }),
  );
}
