import type { DataFormat } from "../base/imageDataFormat.ts";
import { fail } from "../base/errors.ts";
import type { Operand } from "../graph/value.ts";
import { add, multiply, subtract } from "../ops/add.ts";
import { cast } from "../ops/cast.ts";
import { concatenate } from "../ops/concatenate.ts";
import { cumsum } from "../ops/cumsum.ts";
import { divide } from "../ops/divide.ts";
import { equal } from "../ops/equal.ts";
import { min } from "../ops/max.ts";
import { clip, minimum } from "../ops/maximum.ts";
import { oneHot } from "../ops/oneHot.ts";
import { pad } from "../ops/pad.ts";
import { ravel, reshape } from "../ops/reshape.ts";
import { sum } from "../ops/sum.ts";
import { take } from "../ops/take.ts";
import { transpose } from "../ops/transpose.ts";
import { where } from "../ops/where.ts";
import { Tensor } from "../tensor/tensor.ts";
import { builderFor } from "../ops/convert.ts";
import type { Range } from "./draws.ts";
import {
  bytes,
  ImageAugmentation,
  type ImageAugmentationOptions,
  type Plan,
  rescaled,
  withFormat,
} from "./imageAugmentation.ts";
import { layerOptions } from "./layer.ts";

/** Options of `contrastLimitedAdaptiveHistogramEqualization`. */
export interface ClaheOptions extends ImageAugmentationOptions {
  /** Between what pixels lie. Default [0, 255]. */
  readonly valueRange?: Range | undefined;
  /** How high a bin of a tile's histogram may be, as a multiple of the mean. Default 4. */
  readonly clipLimit?: number | undefined;
  /** How many tiles there are down and across. Default [8, 8]. */
  readonly tileGridSize?: readonly [number, number] | undefined;
}

interface ClaheConfig extends ImageAugmentationOptions {
  readonly dataFormat: DataFormat;
  readonly valueRange: Range;
  readonly clipLimit: number;
  readonly tileGridSize: readonly [number, number];
}

const defaults = {
  dataFormat: null,
  valueRange: [0, 255],
  clipLimit: 4,
  tileGridSize: [8, 8],
} as const;

/** Between which two tables the pixels of an axis lie, and how near they are to the second. */
interface Neighbours {
  readonly first: Int32Array;
  readonly second: Int32Array;
  readonly weight: Float32Array;
}

/** Tables stand in the middle of the tiles; the outermost ones are there twice. */
function neighboursOf(tile: number, count: number): Neighbours {
  const places = Array.from({ length: tile * count }, (_, i) => (i - tile / 2) / tile + 1);
  const held = (place: number): number => Math.min(count + 1, Math.max(0, Math.floor(place)));
  return {
    first: Int32Array.from(places, held),
    second: Int32Array.from(places, (place) => held(place + 1)),
    weight: Float32Array.from(places, (place) => place - Math.floor(place)),
  };
}

/** Spreads brightness evenly in each tile of an image, with limited contrast. Zuiderveld 1994, Graphics Gems IV */
export class ContrastLimitedAdaptiveHistogramEqualization extends ImageAugmentation<ClaheConfig> {
  static override readonly className = "ContrastLimitedAdaptiveHistogramEqualization";
  static override readonly alwaysActs = true;

  constructor(options: ClaheOptions = {}) {
    const name = "ContrastLimitedAdaptiveHistogramEqualization";
    const all = withFormat(name, layerOptions(name, defaults, options));
    super(all);
    const { tileGridSize: grid } = this.options;
    if (
      Array.isArray(grid) &&
      grid.length === 2 &&
      grid.every((n) => Number.isInteger(n) && n >= 1)
    )
      return;
    fail("value", {
      where: `${this.label}: tileGridSize`,
      expected: "two whole numbers of 1 or more",
      received: JSON.stringify(grid),
    });
  }

  /** Integers stay integers. */
  protected override finish(result: Operand, given: Operand): Operand {
    return cast(result, given.dtype);
  }

  override plan(): Plan {
    const { valueRange, dataFormat } = this.options;
    const isLast = dataFormat === "channels_last";
    return {
      images: (x) => {
        const last = isLast ? x : transpose(x, { axes: [0, 2, 3, 1] });
        const result = rescaled(
          this.#equalize(rescaled(last, valueRange, bytes)),
          bytes,
          valueRange,
        );
        return isLast ? result : transpose(result, { axes: [0, 3, 1, 2] });
      },
    };
  }

  /** The table of brightness of each tile: [batch, rows, columns, channels, 256]. */
  #tables(padded: Operand, tileHeight: number, tileWidth: number): Operand {
    const { clipLimit, tileGridSize } = this.options;
    const [down, across] = tileGridSize;
    const [batch, , , channels] = padded.shape as [number, number, number, number];
    const size = tileHeight * tileWidth;
    const grid = reshape(padded, [batch, down, tileHeight, across, tileWidth, channels]);
    const tiles = reshape(transpose(grid, { axes: [0, 1, 3, 5, 2, 4] }), [
      batch, down, across, channels, size,
    ]); // prettier-ignore
    const levels = clip(cast(tiles, "int32"), 0, 255);
    const counts = sum(oneHot(levels, 256), { axis: -2 });
    let held = counts;
    if (clipLimit > 0) {
      const low = minimum(counts, (clipLimit * size) / 256);
      const excess = sum(subtract(counts, low), { axis: -1, keepdims: true });
      held = add(low, divide(excess, 256));
    }
    const below = cumsum(held, { axis: -1 });
    const least = min(below, { axis: -1, keepdims: true });
    const span = subtract(size, least);
    const share = divide(multiply(subtract(below, least), 255), where(equal(span, 0), 1, span));
    return clip(share, 0, 255);
  }

  #equalize(images: Operand): Operand {
    const [down, across] = this.options.tileGridSize;
    const [batch, height, width, channels] = images.shape as [number, number, number, number];
    const [tileHeight, tileWidth] = [Math.ceil(height / down), Math.ceil(width / across)];
    const [high, wide] = [tileHeight * down, tileWidth * across];
    const frame = [[0, 0], [0, high - height], [0, wide - width], [0, 0]] as const; // prettier-ignore
    const padded =
      high === height && wide === width ? images : pad(images, frame, { mode: "symmetric" });
    const tables = this.#tables(padded, tileHeight, tileWidth);
    const framed = [1, 2].reduce((all, axis) => {
      const count = all.shape[axis]!;
      const part = (from: number): Operand =>
        builderFor(this.label, [all]).emit("slice", [all], {
          starts: all.shape.map((_, own) => (own === axis ? from : 0)),
          limits: all.shape.with(axis, from + 1),
          strides: all.shape.map(() => 1),
        });
      return concatenate([part(0), all, part(count - 1)], { axis });
    }, tables);
    const flat = ravel(framed);
    const [y, x] = [neighboursOf(tileHeight, down), neighboursOf(tileWidth, across)];
    const strideX = 256 * channels;
    const strideY = strideX * (across + 2);
    const strideBatch = strideY * (down + 2);
    const start = Int32Array.from(
      { length: batch * channels },
      (_, i) => Math.floor(i / channels) * strideBatch + (i % channels) * 256,
    );
    const pixels = cast(clip(padded, 0, 255), "int32");
    const base = add(pixels, new Tensor(start, [batch, 1, 1, channels]));
    const along = (steps: Int32Array, stride: number, shape: readonly number[]): Operand =>
      multiply(new Tensor(steps, shape), stride);
    const at = (rows: Int32Array, columns: Int32Array): Operand => {
      const place = add(
        add(base, along(rows, strideY, [1, high, 1, 1])),
        along(columns, strideX, [1, 1, wide, 1]),
      );
      return take(flat, place, { axis: 0 });
    };
    const blend = (one: Operand, other: Operand, weight: Operand): Operand =>
      add(multiply(one, subtract(1, weight)), multiply(other, weight));
    const weightX = new Tensor(x.weight, [1, 1, wide, 1]);
    const weightY = new Tensor(y.weight, [1, high, 1, 1]);
    const top = blend(at(y.first, x.first), at(y.first, x.second), weightX);
    const bottom = blend(at(y.second, x.first), at(y.second, x.second), weightX);
    const result = blend(top, bottom, weightY);
    return builderFor(this.label, [result]).emit("slice", [result], {
      starts: [0, 0, 0, 0],
      limits: [batch, height, width, channels],
      strides: [1, 1, 1, 1],
    });
  }
}

/** `contrastLimitedAdaptiveHistogramEqualization({ clipLimit: 2 })` */
export const contrastLimitedAdaptiveHistogramEqualization = (
  options: ClaheOptions = {},
): ContrastLimitedAdaptiveHistogramEqualization =>
  new ContrastLimitedAdaptiveHistogramEqualization(options);
