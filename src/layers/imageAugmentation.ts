import { expectDataFormat, type DataFormat } from "../base/imageDataFormat.ts";
import { fail } from "../base/errors.ts";
import { formatShape } from "../base/shape.ts";
import { Operand } from "../graph/value.ts";
import type { Variable } from "../graph/variable.ts";
import { add, multiply, subtract } from "../ops/add.ts";
import { cast } from "../ops/cast.ts";
import { floatOf } from "../ops/convert.ts";
import { divide } from "../ops/divide.ts";
import { expandDims, reshape, squeeze } from "../ops/reshape.ts";
import { Draws, type Range } from "./draws.ts";
import { type CallContext, Layer, layerOptions, type LayerOptions } from "./layer.ts";

/** Options of every layer that changes images. */
export interface ImageAugmentationOptions extends LayerOptions {
  /** Default: the one of `setImageDataFormat`. */
  readonly dataFormat?: DataFormat | null | undefined;
}

/** Options of those that do it at random. */
export interface RandomImageOptions extends ImageAugmentationOptions {
  /** Gives the same changes in every run. Default null: the session's random numbers. */
  readonly seed?: number | null | undefined;
}

/** Options of those that must know how bright pixels can be. */
export interface ValueRangeOptions extends RandomImageOptions {
  /** Between what pixels lie. Default [0, 255]. */
  readonly valueRange?: Range | undefined;
}

/** What those are made of that draw one number per image. */
export interface ColourConfig extends RandomImageOptions {
  readonly dataFormat: DataFormat;
  readonly factor: Range;
  readonly valueRange: Range;
  readonly seed: number | null;
}

/** A number, or the ends of a range. */
export type Factor = number | Range;

/** Images with what belongs to them, row by row. */
export interface ImageRecord {
  /** [batch, height, width, channels]. */
  readonly images: Operand;
  /** [batch, classes]: mixed where images are mixed. */
  readonly labels?: Operand | undefined;
  /** [batch, height, width, 1]: moved as the images are, each pixel as a whole. */
  readonly segmentationMasks?: Operand | undefined;
}

/** What a layer decided for a batch. */
export interface Plan {
  readonly images: (x: Operand) => Operand;
  /** Default: labels stay. */
  readonly labels?: (labels: Operand) => Operand;
  /** Default: masks stay. */
  readonly masks?: (masks: Operand) => Operand;
}

interface BaseConfig extends LayerOptions {
  readonly dataFormat: DataFormat;
  readonly seed?: number | null;
}

/** Where images keep what. */
export interface Layout {
  readonly batch: number;
  readonly height: number;
  readonly width: number;
  readonly rows: number;
  readonly columns: number;
  readonly channels: number;
}

function isRecord(input: unknown): input is ImageRecord {
  const isObject = typeof input === "object" && input !== null && !Array.isArray(input);
  return isObject && !(input instanceof Operand) && "images" in input;
}

/** Calling one with a record of images and labels changes both. */
// oxlint-disable-next-line no-unsafe-declaration-merging -- what makes an instance callable for the type checker
export interface ImageAugmentation<Options extends BaseConfig = BaseConfig> extends Layer<Options> {
  (record: ImageRecord, context?: Partial<CallContext>): ImageRecord;
}

/**
 * A layer that changes images in training, [h, w, c] or [batch, h, w, c], each in its own way; else they pass through.
 * Called by itself it trains, as in Keras.
 */
export abstract class ImageAugmentation<
  Options extends BaseConfig = BaseConfig,
> extends Layer<Options> {
  static override readonly savesBuildShape = true;
  /** Whether integers become floats without training too. */
  static readonly alwaysFloats: boolean = false;
  /** Whether it changes images without training too. */
  static readonly alwaysActs: boolean = false;
  readonly #seed: Variable;

  constructor(options: Options) {
    super(options);
    this.#seed = this.addSeed(options.seed ?? null);
  }

  /** What is done with images [batch, ...] in floats. */
  abstract plan(images: Operand, draws: Draws): Plan;

  /** What is given for images that came in as `given`. Default: the result, in floats. */
  protected finish(result: Operand, _given: Operand): Operand {
    return result;
  }

  /** The extents of a batch of images, and their axes. */
  protected layoutOf({ shape }: Operand): Layout {
    const isLast = this.options.dataFormat === "channels_last";
    const [rows, columns, channels] = isLast ? [1, 2, 3] : [2, 3, 1];
    return {
      batch: shape[0]!,
      height: shape[rows]!,
      width: shape[columns]!,
      rows: rows,
      columns: columns,
      channels: channels,
    };
  }

  #batched(images: Operand): Operand {
    if (images.rank === 4) return images;
    if (images.rank === 3) return expandDims(images, 0);
    return fail("shape", {
      where: this.label,
      expected: "an image of rank 3 or a batch of rank 4",
      received: formatShape(images.shape),
    });
  }

  override call(images: Operand, { training }: CallContext): Operand {
    const { alwaysActs, alwaysFloats } = this.constructor as typeof ImageAugmentation;
    const floats = cast(images, floatOf(images.dtype));
    const batch = this.#batched(floats);
    if (!training && !alwaysActs) return alwaysFloats ? floats : images;
    const changed = this.#planFor(batch).images(batch);
    const result = images.rank === 3 ? squeeze(changed, { axis: 0 }) : changed;
    return this.finish(result, images);
  }

  #planFor(images: Operand): Plan {
    return this.plan(images, new Draws(this.#seed, this.read(this.#seed, images)));
  }

  #record({ images, labels, segmentationMasks: masks, ...others }: ImageRecord): ImageRecord {
    const [unknown] = Object.keys(others);
    if (unknown !== undefined) {
      fail("unsupported", {
        where: this.label,
        expected: "images, labels and segmentationMasks",
        received: unknown,
      });
    }
    const batch = this.#batched(cast(images, floatOf(images.dtype)));
    const plan = this.#planFor(batch);
    const apply = (change: Plan["images"] | undefined, x: Operand, rank: number): Operand => {
      if (change === undefined) return x;
      return images.rank === rank - 1 ? squeeze(change(expandDims(x, 0)), { axis: 0 }) : change(x);
    };
    return {
      images: apply(plan.images, images.rank === 3 ? squeeze(batch, { axis: 0 }) : batch, 4),
      ...(labels === undefined ? {} : { labels: apply(plan.labels, labels, 4) }),
      ...(masks === undefined
        ? {}
        : { segmentationMasks: apply(plan.masks, cast(masks, floatOf(masks.dtype)), 4) }),
    };
  }

  protected override invoke(input: unknown, context: Partial<CallContext> = {}): unknown {
    if (isRecord(input)) return (context.training ?? true) ? this.#record(input) : input;
    const isCalled = input instanceof Operand;
    return super.invoke(input as Operand, isCalled ? { training: true, ...context } : context);
  }
}

/** The data format under its name, first of the options of an image layer. */
export function withFormat<Options extends ImageAugmentationOptions>(
  where: string,
  options: Options,
): Omit<Options, "dataFormat"> & { readonly dataFormat: DataFormat } {
  return { ...options, dataFormat: expectDataFormat(where, options.dataFormat) };
}

/** The options of a layer that draws one number per image: `factor` as a range within the bounds, the others filled in. */
export function colourOptions(
  className: string,
  options: ValueRangeOptions & { readonly factor?: Factor | undefined },
  bounds: Range,
  factor: number = NaN,
): ColourConfig {
  const where = className.charAt(0).toLowerCase() + className.slice(1);
  const own = { dataFormat: null, factor, valueRange: bytes, seed: null };
  const all = withFormat(where, layerOptions(className, own, options));
  return { ...all, factor: rangeOf(where, "factor", all.factor, bounds) };
}

/** The range of a factor: its two ends in order, or from minus the number (at least the bound) to the number. */
export function rangeOf(where: string, name: string, factor: unknown, [low, high]: Range): Range {
  const refuse = (): never =>
    fail("value", {
      where: `${where}: ${name}`,
      expected: `a number or two, between ${low} and ${high}`,
      received: JSON.stringify(factor) ?? "nothing",
    });
  if (typeof factor === "number") {
    if (!(factor >= low && factor <= high)) return refuse();
    const size = Math.abs(factor);
    // Adding 0 makes -0 a 0.
    return [Math.max(-size, low) + 0, size];
  }
  const ends = factor as readonly number[];
  const isPair =
    Array.isArray(ends) && ends.length === 2 && ends.every((end) => Number.isFinite(end));
  if (!isPair || ends[0]! > high || ends[1]! < low) return refuse();
  return [Math.min(ends[0], ends[1]), Math.max(ends[0], ends[1])];
}

/** Two numbers that say between what pixels lie, the lower one first. */
export function expectValueRange(where: string, range: unknown): Range {
  const ends = range as readonly number[];
  if (Array.isArray(range) && range.length === 2 && ends.every((end) => typeof end === "number"))
    return [Math.min(ends[0]!, ends[1]!), Math.max(ends[0]!, ends[1]!)];
  return fail("value", {
    where: `${where}: valueRange`,
    expected: "a list of two numbers",
    received: JSON.stringify(range) ?? "nothing",
  });
}

/** Numbers of one range as numbers of another. */
export function rescaled(x: Operand, [from0, from1]: Range, [to0, to1]: Range): Operand {
  if (from0 === to0 && from1 === to1) return x;
  return add(multiply(divide(subtract(x, from0), from1 - from0), to1 - to0), to0);
}

/** Bytes. */
export const bytes: Range = [0, 255];

/** One number per image [batch] as [batch, 1, 1, 1]. */
export function perImage(x: Operand): Operand {
  return reshape(x, [x.size, 1, 1, 1]);
}
