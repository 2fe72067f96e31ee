import { checkOptions, withDefaults, type AllOptions } from "../base/config.ts";
import { atOnce, type Work } from "../base/eventLoop.ts";
import { allocate, elementsIn, isNarrow, type DType, type TypedArray } from "../base/dtype.ts";
import { floatx } from "../base/floatx.ts";
import { keyOf, nextKey, RandomStream, type RandomKey } from "../base/random.ts";
import { sizeOf, type Shape } from "../base/shape.ts";

/** What every random initializer can be told. */
export interface SeedOptions {
  /** Gives the same numbers at every call. Default null: the session's next random numbers. */
  readonly seed?: number | null | undefined;
}

/** Fills a new weight. Its options are the saved config. */
export abstract class Initializer<Options extends object = object> {
  /** Keras's class name. */
  static readonly className: string = "Initializer";
  /** All options with their defaults. */
  readonly options: AllOptions<Options>;

  constructor(options: Options, defaults: AllOptions<Options>) {
    checkOptions(this.className, options, Object.keys(defaults));
    this.options = withDefaults(defaults, options);
  }

  /** Keras's class name. */
  get className(): string {
    return (this.constructor as typeof Initializer).className;
  }

  /**
   * The elements of a weight in C order, computed in float64 and rounded to `dtype`. Without a seed of its own the
   * random numbers are those of `key`; default: the session's next.
   */
  abstract draw(shape: Shape, dtype?: DType, key?: RandomKey): TypedArray;

  /** `draw`, part by part where that takes long. */
  drawInParts(shape: Shape, dtype?: DType, key?: RandomKey): TypedArray | Work<TypedArray> {
    return this.draw(shape, dtype, key);
  }

  /** "<HeNormal seed=null>" */
  toString(): string {
    const options = Object.entries(this.options).map(
      ([name, value]) => ` ${name}=${JSON.stringify(value)}`,
    );
    return `<${this.className}${options.join("")}>`;
  }
}

/** An initializer that draws random numbers, which takes long for large weights. */
export abstract class RandomInitializer<
  Options extends object = object,
> extends Initializer<Options> {
  abstract override drawInParts(shape: Shape, dtype?: DType, key?: RandomKey): Work<TypedArray>;

  override draw(shape: Shape, dtype: DType = floatx(), key?: RandomKey): TypedArray {
    return atOnce(this.drawInParts(shape, dtype, key));
  }
}

/** The stream of a seed; without one that of the key, or the session's next. */
export function streamOf(seed: number | null | undefined, key?: RandomKey): RandomStream {
  return new RandomStream(seed === null || seed === undefined ? (key ?? nextKey()) : keyOf(seed));
}

/** Elements of a part, drawn in some milliseconds. */
const partSize = 2 ** 16;

/** An array of `shape` filled by calling `next`. */
export function fill(shape: Shape, dtype: DType, next: (index: number) => number): TypedArray {
  return atOnce(fillInParts(shape, dtype, next));
}

/** A function of its own, because V8 makes no fast code of a loop inside a generator. */
function fillPart(data: TypedArray, from: number, next: (index: number) => number): void {
  const end = Math.min(data.length, from + partSize);
  for (let i = from; i < end; i++) data[i] = next(i);
}

/** An array of `shape` filled by calling `next`, part by part. */
export function* fillInParts(
  shape: Shape,
  dtype: DType,
  next: (index: number) => number,
): Work<TypedArray> {
  const data = allocate(dtype, sizeOf(shape));
  for (let from = 0; from < data.length; from += partSize) {
    fillPart(data, from, next);
    yield;
  }
  return isNarrow(dtype) ? elementsIn(dtype, data) : data;
}

/** An array of `shape` of uniform numbers between two bounds, part by part. */
export function* fillUniform(
  shape: Shape,
  dtype: DType,
  stream: RandomStream,
  [low, high]: readonly [low: number, high: number],
): Work<TypedArray> {
  const data = allocate(dtype, sizeOf(shape));
  for (let from = 0; from < data.length; from += partSize) {
    stream.fillUniform(data.subarray(from, from + partSize), (low + high) / 2, (high - low) / 2);
    yield;
  }
  return isNarrow(dtype) ? elementsIn(dtype, data) : data;
}
