import { isFloat } from "../../base/dtype.ts";
import { fail, failUnknownName } from "../../base/errors.ts";
import { formatShape, stridesOf } from "../../base/shape.ts";
import type { Operand } from "../../graph/value.ts";
import { Tensor } from "../../tensor/tensor.ts";
import { absolute, add, multiply, subtract } from "../add.ts";
import { cast } from "../cast.ts";
import { concatenate, stack } from "../concatenate.ts";
import { floatOf, floatOperand, toOperand, type OperandLike } from "../convert.ts";
import { divide, floorDivide, mod } from "../divide.ts";
import { greaterEqual, less } from "../equal.ts";
import { floor, round } from "../floor.ts";
import { unstack } from "../hstack.ts";
import { solve } from "../linalg/solve.ts";
import { logicalAnd } from "../logicalAnd.ts";
import { clip } from "../maximum.ts";
import { saturateCast } from "../properties.ts";
import { normal, type SeedState } from "../random.ts";
import { expandDims, reshape } from "../reshape.ts";
import { take } from "../take.ts";
import { broadcastTo } from "../tile.ts";
import { transpose } from "../transpose.ts";
import { where } from "../where.ts";
import { onesLike, zerosLike } from "../zeros.ts";
import { gaussianBlur } from "./filters.ts";
import { imageBatch, type ImageBatch, type ImageOptions } from "./images.ts";

const fillModes = ["constant", "nearest", "wrap", "mirror", "reflect"] as const;
/** What stands outside of an image. */
export type FillMode = (typeof fillModes)[number];

/** What stands where an image ends. */
export interface FillOptions {
  /** "constant" (default), "nearest" (the edge goes on), "wrap" (it begins again), "mirror" and "reflect" (without and with the edge itself). */
  readonly fillMode?: FillMode | undefined;
  /** Of mode "constant". Default 0. */
  readonly fillValue?: number | undefined;
}

/** An int32 index inside of an axis that stands for one outside. */
function inside(index: Operand, extent: number, mode: FillMode): Operand {
  const wave = (x: Operand, size: number): Operand => {
    const half = size - 1;
    return half === 0 ? zerosLike(x) : absolute(subtract(mod(add(x, half), 2 * half), half));
  };
  switch (mode) {
    case "wrap":
      return mod(index, extent);
    case "mirror":
      return wave(index, extent);
    case "reflect":
      return floorDivide(subtract(wave(add(multiply(index, 2), 1), 2 * extent + 1), 1), 2);
    default:
      return clip(index, 0, extent - 1);
  }
}

/** An index per axis, its weight, and whether it lies inside. */
interface Neighbour {
  readonly index: Operand;
  readonly weight: Operand | undefined;
}

function neighboursOf(coordinate: Operand, order: number): readonly Neighbour[] {
  if (order === 0) {
    // Halves away from zero.
    const half = where(less(coordinate, 0), subtract(coordinate, 0.5), add(coordinate, 0.5));
    const whole = where(less(half, 0), multiply(floor(multiply(half, -1)), -1), floor(half));
    return [{ index: cast(whole, "int32"), weight: undefined }];
  }
  const below = floor(coordinate);
  const share = subtract(coordinate, below);
  const index = cast(below, "int32");
  return [
    { index, weight: subtract(1, share) },
    { index: add(index, 1), weight: share },
  ];
}

/** Samples of x [extents.., rest..] at coordinates, one operand [places..] per leading axis: [places.., rest..]. */
function sample(
  x: Operand,
  coordinates: readonly Operand[],
  order: number,
  mode: FillMode,
  fill: number,
): Operand {
  const extents = x.shape.slice(0, coordinates.length);
  const rest = x.shape.slice(coordinates.length);
  const strides = stridesOf(extents);
  const flat = reshape(x, [extents.reduce((product, extent) => product * extent, 1), ...rest]);
  const options = coordinates.map((coordinate) => neighboursOf(coordinate, order));
  const corners = options.reduce<readonly (readonly Neighbour[])[]>(
    (lists, own) => lists.flatMap((list) => own.map((neighbour) => [...list, neighbour])),
    [[]],
  );
  const wide = (part: Operand): Operand => reshape(part, [...part.shape, ...rest.map(() => 1)]);
  const parts = corners.map((corner) => {
    const places = corner.map(({ index }, axis) => inside(index, extents[axis]!, mode));
    const position = places
      .map((place, axis) => multiply(place, strides[axis]!))
      .reduce((sum, own) => add(sum, own));
    const found = take(flat, position, { axis: 0 });
    const valid = corner
      .map(({ index }, axis) => logicalAnd(greaterEqual(index, 0), less(index, extents[axis]!)))
      .reduce((both, own) => logicalAnd(both, own));
    const value = mode === "constant" ? where(wide(valid), found, fill) : found;
    const weights = corner.flatMap(({ weight }) => (weight === undefined ? [] : [weight]));
    return weights.length === 0
      ? value
      : multiply(value, wide(weights.reduce((product, own) => multiply(product, own))));
  });
  return parts.reduce((sum, part) => add(sum, part));
}

function expectFill(place: string, { fillMode = "constant" }: FillOptions): FillMode {
  return fillModes.includes(fillMode)
    ? fillMode
    : failUnknownName(place, "fillMode", fillMode, fillModes);
}

/** x at places between its entries: coordinates [rank, places..] -> [places..]; order 0: the nearest entry, 1: linear between them. */
export function mapCoordinates(
  inputs: OperandLike,
  coordinates: OperandLike,
  order: number,
  options: FillOptions = {},
): Operand {
  const where_ = "image.mapCoordinates";
  const operand = toOperand(inputs);
  const { x: places } = floatOperand(
    where_,
    Array.isArray(coordinates) ? stack(coordinates as readonly OperandLike[]) : coordinates,
  );
  if (places.rank < 2 || places.shape[0] !== operand.rank) {
    fail("shape", {
      where: where_,
      expected: `coordinates [${operand.rank}, places..]`,
      received: formatShape(places.shape),
    });
  }
  if (order !== 0 && order !== 1)
    fail("value", { where: where_, expected: "an order of 0 or 1", received: `${order}` });
  const mode = expectFill(where_, options);
  const wide = cast(operand, floatOf(operand.dtype));
  const found = sample(wide, unstack(places), order, mode, options.fillValue ?? 0);
  return isFloat(operand.dtype) ? found : saturateCast(round(found), operand.dtype);
}

const interpolations = { nearest: 0, bilinear: 1 } as const;

/** How images are sampled. */
export interface TransformOptions extends ImageOptions, FillOptions {
  /** Default "bilinear". */
  readonly interpolation?: keyof typeof interpolations | undefined;
}

function orderOf(place: string, { interpolation = "bilinear" }: TransformOptions): number {
  return Object.hasOwn(interpolations, interpolation)
    ? interpolations[interpolation]
    : failUnknownName(place, "interpolation", interpolation, Object.keys(interpolations));
}

/** Every image sampled at its own rows and columns [n, h, w]. */
function sampleBatch(
  place: string,
  batch: ImageBatch,
  rows: Operand,
  columns: Operand,
  options: TransformOptions,
): Operand {
  const mode = expectFill(place, options);
  const order = orderOf(place, options);
  const isLast = batch.format === "channels_last";
  const images = isLast ? batch.x : transpose(batch.x, { axes: [0, 2, 3, 1] });
  const { dtype } = images;
  const wide = cast(images, floatOf(dtype));
  const results = unstack(wide).map((image, i) =>
    sample(image, [unstack(rows)[i]!, unstack(columns)[i]!], order, mode, options.fillValue ?? 0),
  );
  const found = stack(results);
  const own = isFloat(dtype) ? found : saturateCast(round(found), dtype);
  return batch.finish(isLast ? own : transpose(own, { axes: [0, 3, 1, 2] }));
}

/** Numbers of the columns and rows of images: x [w] and y [h, 1], as floats. */
function gridOf({ x, rows, columns }: ImageBatch): readonly [Tensor, Tensor] {
  const [h, w] = [x.shape[rows]!, x.shape[columns]!];
  return [
    new Tensor(
      Float32Array.from({ length: w }, (_, i) => i),
      [w],
    ),
    new Tensor(
      Float32Array.from({ length: h }, (_, i) => i),
      [h, 1],
    ),
  ];
}

/** One number per image [n] as [n, 1, 1]. */
const perImage = (x: Operand): Operand => reshape(x, [x.size, 1, 1]);

/**
 * Images seen through an affine map: transform [a0, a1, a2, b0, b1, b2, c0, c1] per image [8] or [n, 8]; place (x, y) of
 * the result shows (a0 x + a1 y + a2, b0 x + b1 y + b2).
 */
export function affineTransform(
  images: OperandLike,
  transform: OperandLike,
  options: TransformOptions = {},
): Operand {
  const place = "image.affineTransform";
  const batch = imageBatch(place, images, options);
  const { x: given } = floatOperand(place, transform);
  const count = batch.x.shape[0]!;
  const rows = given.rank === 1 ? expandDims(given, 0) : given;
  if (rows.rank !== 2 || rows.shape[1] !== 8 || (rows.shape[0] !== 1 && rows.shape[0] !== count)) {
    fail("shape", {
      where: place,
      expected: `a transform [8] or [${count}, 8]`,
      received: formatShape(given.shape),
    });
  }
  const [a0, a1, a2, b0, b1, b2] = unstack(broadcastTo(rows, [count, 8]), { axis: 1 }).map(
    perImage,
  ) as [Operand, Operand, Operand, Operand, Operand, Operand];
  const [x, y] = gridOf(batch);
  const columns = add(add(multiply(a0, x), multiply(a1, y)), a2);
  const lines = add(add(multiply(b0, x), multiply(b1, y)), b2);
  return sampleBatch(place, batch, lines, columns, options);
}

/** The eight numbers of the map that takes the end points to the start points: [n, 4, 2] twice -> [n, 8]. */
function homography(start: Operand, end: Operand): Operand {
  const [startX, startY] = unstack(start, { axis: -1 }) as [Operand, Operand];
  const [endX, endY] = unstack(end, { axis: -1 }) as [Operand, Operand];
  const [zero, one] = [zerosLike(endX), onesLike(endX)];
  const minus = (p: Operand, q: Operand): Operand => multiply(multiply(p, q), -1);
  const rows = concatenate(
    [
      stack([endX, endY, one, zero, zero, zero, minus(startX, endX), minus(startX, endY)], {
        axis: -1,
      }),
      stack([zero, zero, zero, endX, endY, one, minus(startY, endX), minus(startY, endY)], {
        axis: -1,
      }),
    ],
    { axis: 1 },
  );
  return solve(rows, concatenate([startX, startY], { axis: -1 }));
}

/** Images drawn so that the start points come to lie on the end points: [4, 2] or [n, 4, 2] of (x, y). */
export function perspectiveTransform(
  images: OperandLike,
  startPoints: OperandLike,
  endPoints: OperandLike,
  options: Omit<TransformOptions, "fillMode"> = {},
): Operand {
  const place = "image.perspectiveTransform";
  const batch = imageBatch(place, images, options);
  const count = batch.x.shape[0]!;
  const [start, end] = [startPoints, endPoints].map((points) => {
    const { x } = floatOperand(place, points);
    const own = x.rank === 2 ? expandDims(x, 0) : x;
    if (own.rank !== 3 || own.shape[1] !== 4 || own.shape[2] !== 2) {
      fail("shape", {
        where: place,
        expected: "points [4, 2] or [n, 4, 2]",
        received: formatShape(x.shape),
      });
    }
    return broadcastTo(own, [count, 4, 2]);
  }) as [Operand, Operand];
  const t = unstack(homography(start, end), { axis: 1 }).map(perImage);
  const [x, y] = gridOf(batch);
  const line = (i: number): Operand => add(multiply(t[i]!, x), multiply(t[i + 1]!, y));
  const scale = add(line(6), 1);
  const columns = divide(add(line(0), t[2]!), scale);
  const rows = divide(add(line(3), t[5]!), scale);
  return sampleBatch(place, batch, rows, columns, options);
}

/** Options of `elasticTransform`. */
export interface ElasticOptions extends TransformOptions {
  /** How far pixels move. Default 20. */
  readonly alpha?: number | Operand | undefined;
  /** How smooth the movement is. Default 5. */
  readonly sigma?: number | Operand | undefined;
  /** Extent of the bell curve that smooths. Default: the odd number at six sigmas; a traced sigma needs it. */
  readonly kernelSize?: number | undefined;
}

/** Images whose pixels are moved by smooth noise. Simard et al. 2003, https://doi.org/10.1109/ICDAR.2003.1227801 */
export function elasticTransform(
  images: OperandLike,
  seeds: readonly [SeedState, SeedState],
  options: ElasticOptions = {},
): Operand {
  const place = "image.elasticTransform";
  const { alpha = 20, sigma = 5, fillMode = "reflect" } = options;
  const batch = imageBatch(place, images, options);
  const { x: pixels, rows, columns } = batch;
  const shape = [pixels.shape[0]!, pixels.shape[rows]!, pixels.shape[columns]!];
  const spread = typeof sigma === "number" ? 6 * sigma : 0;
  const extent = options.kernelSize ?? Math.trunc(spread) | 1;
  const [dx, dy] = seeds.map((seed) => {
    const noise = expandDims(multiply(normal(shape, seed), sigma), -1);
    const smooth = gaussianBlur(noise, {
      kernelSize: [extent, extent],
      sigma: stack([sigma, sigma]),
      dataFormat: "channels_last",
    });
    return multiply(reshape(smooth, shape), alpha);
  }) as [Operand, Operand];
  const [x, y] = gridOf(batch);
  return sampleBatch(place, batch, add(dy, y), add(dx, x), { ...options, fillMode });
}
