import { checkOptions, withDefaults, type AllOptions } from "../base/config.ts";
import { allocate, elementsIn, isNarrow, type DType, type TypedArray } from "../base/dtype.ts";
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

  /** "<HeNormal seed=null>" */
  toString(): string {
    const options = Object.entries(this.options).map(
      ([name, value]) => ` ${name}=${JSON.stringify(value)}`,
    );
    return `<${this.className}${options.join("")}>`;
  }
}

/** The stream of a seed; without one that of the key, or the session's next. */
export function streamOf(seed: number | null | undefined, key?: RandomKey): RandomStream {
  return new RandomStream(seed === null || seed === undefined ? (key ?? nextKey()) : keyOf(seed));
}

/** An array of `shape` filled by calling `next`. */
export function fill(shape: Shape, dtype: DType, next: (index: number) => number): TypedArray {
  const data = allocate(dtype, sizeOf(shape));
  for (let i = 0; i < data.length; i++) data[i] = next(i);
  return isNarrow(dtype) ? elementsIn(dtype, data) : data;
}

/** An array of `shape` of uniform numbers between two bounds. */
export function fillUniform(
  shape: Shape,
  dtype: DType,
  stream: RandomStream,
  [low, high]: readonly [low: number, high: number],
): TypedArray {
  const data = allocate(dtype, sizeOf(shape));
  stream.fillUniform(data, (low + high) / 2, (high - low) / 2);
  return isNarrow(dtype) ? elementsIn(dtype, data) : data;
}
