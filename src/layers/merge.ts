import { fail } from "../base/errors.ts";
import type { Operand } from "../graph/value.ts";
import { add as addTwo, multiply as multiplyTwo, subtract as subtractTwo } from "../ops/add.ts";
import { any } from "../ops/any.ts";
import { concatenate as concatenateOf } from "../ops/concatenate.ts";
import { divide } from "../ops/divide.ts";
import { logicalOr } from "../ops/logicalAnd.ts";
import { maximum as maximumOf, minimum as minimumOf } from "../ops/maximum.ts";
import { expandDims } from "../ops/reshape.ts";
import { broadcastTo } from "../ops/tile.ts";
import { onesLike } from "../ops/zeros.ts";
import { Layer, layerOptions, type LayerOptions } from "./layer.ts";
import type { SymbolicTensor } from "./symbolic.ts";

/** A layer that makes one tensor of several, which broadcast together. */
abstract class Merge<Options extends LayerOptions = LayerOptions> extends Layer<Options> {
  static override readonly savesBuildShape = true;

  override call(x: Operand): Operand {
    return fail("value", {
      where: this.label,
      expected: "a list of two or more inputs",
      received: `one of rank ${x.rank}`,
    });
  }

  /** The inputs as one. */
  abstract override callMany(inputs: readonly Operand[]): Operand;

  /** A step counts where it counts in any input; without a mask of each there is none. */
  protected override computeMaskMany(
    _inputs: readonly Operand[],
    masks: readonly (Operand | undefined)[],
  ): Operand | undefined {
    const known = masks.filter((mask) => mask !== undefined);
    return known.length === masks.length ? known.reduce((x, y) => logicalOr(x, y)) : undefined;
  }
}

/** The input with axes of extent 1 after the batch axis, up to a rank: [batch, n] -> [batch, 1, n]. */
function widen(input: Operand, rank: number): Operand {
  let wide = input;
  while (wide.rank < rank) wide = expandDims(wide, 1);
  return wide;
}

const fold =
  (join: (x: Operand, y: Operand) => Operand) =>
  (inputs: readonly Operand[]): Operand => {
    const rank = Math.max(...inputs.map((input) => input.rank));
    return inputs.map((input) => widen(input, rank)).reduce((x, y) => join(x, y));
  };

/** The sum of its inputs. */
export class Add extends Merge {
  static override readonly className = "Add";
  constructor(options: LayerOptions = {}) {
    super(layerOptions("Add", {}, options));
  }
  override callMany(inputs: readonly Operand[]): Operand {
    return fold(addTwo)(inputs);
  }
}

/** The first input minus the second. Throws on any other number of inputs. */
export class Subtract extends Merge {
  static override readonly className = "Subtract";
  constructor(options: LayerOptions = {}) {
    super(layerOptions("Subtract", {}, options));
  }
  override callMany(inputs: readonly Operand[]): Operand {
    if (inputs.length !== 2) {
      fail("value", { where: this.label, expected: "two inputs", received: `${inputs.length}` });
    }
    return fold(subtractTwo)(inputs);
  }
}

/** The product of its inputs. */
export class Multiply extends Merge {
  static override readonly className = "Multiply";
  constructor(options: LayerOptions = {}) {
    super(layerOptions("Multiply", {}, options));
  }
  override callMany(inputs: readonly Operand[]): Operand {
    return fold(multiplyTwo)(inputs);
  }
}

/** The mean of its inputs. */
export class Average extends Merge {
  static override readonly className = "Average";
  constructor(options: LayerOptions = {}) {
    super(layerOptions("Average", {}, options));
  }
  override callMany(inputs: readonly Operand[]): Operand {
    return divide(fold(addTwo)(inputs), inputs.length);
  }
}

/** The largest of its inputs, element by element. */
export class Maximum extends Merge {
  static override readonly className = "Maximum";
  constructor(options: LayerOptions = {}) {
    super(layerOptions("Maximum", {}, options));
  }
  override callMany(inputs: readonly Operand[]): Operand {
    return fold(maximumOf)(inputs);
  }
}

/** The smallest of its inputs, element by element. */
export class Minimum extends Merge {
  static override readonly className = "Minimum";
  constructor(options: LayerOptions = {}) {
    super(layerOptions("Minimum", {}, options));
  }
  override callMany(inputs: readonly Operand[]): Operand {
    return fold(minimumOf)(inputs);
  }
}

/** Options of `concatenate`. */
export interface ConcatenateOptions extends LayerOptions {
  /** The axis along which the inputs are joined. Default -1. */
  readonly axis?: number | undefined;
}

type ConcatenateConfig = LayerOptions & { readonly axis: number };

/** Its inputs one after the other along an axis. */
export class Concatenate extends Merge<ConcatenateConfig> {
  static override readonly className = "Concatenate";
  constructor(options: ConcatenateOptions = {}) {
    super(layerOptions("Concatenate", { axis: -1 }, options));
  }
  override callMany(inputs: readonly Operand[]): Operand {
    return concatenateOf(inputs, { axis: this.options.axis });
  }

  /** The masks one after the other as the inputs are; an input without one counts everywhere. */
  protected override computeMaskMany(
    inputs: readonly Operand[],
    masks: readonly (Operand | undefined)[],
  ): Operand | undefined {
    if (masks.every((mask) => mask === undefined)) return undefined;
    const wide = inputs.map((x, i) => {
      const mask = masks[i];
      if (mask === undefined) return onesLike(x, { dtype: "bool" });
      const ranked = mask.rank < x.rank ? expandDims(mask, -1) : mask;
      return broadcastTo(ranked, x.shape);
    });
    return any(concatenateOf(wide, { axis: this.options.axis }), { axis: -1 });
  }
}

/** Makes a merging layer, `add()`, or applies one at once: `add([x, y])`. */
export interface MergeFactory<Options extends LayerOptions, Made extends Layer> {
  (options?: Options): Made;
  (inputs: readonly SymbolicTensor[], options?: Options): SymbolicTensor;
  (inputs: readonly Operand[], options?: Options): Operand;
}

function mergeFactory<Options extends LayerOptions, Made extends Layer>(
  create: new (options: Options) => Made,
): MergeFactory<Options, Made> {
  function make(first?: Options | readonly unknown[], options?: Options): unknown {
    if (!Array.isArray(first)) return new create((first ?? {}) as Options);
    return new create(options ?? ({} as Options))(first as readonly Operand[]);
  }
  return make as MergeFactory<Options, Made>;
}

/** `add()([x, y])`, `add([x, y])` */
export const add: MergeFactory<LayerOptions, Add> = mergeFactory(Add);
/** `subtract()([x, y])`, `subtract([x, y])` */
export const subtract: MergeFactory<LayerOptions, Subtract> = mergeFactory(Subtract);
/** `multiply()([x, y])`, `multiply([x, y])` */
export const multiply: MergeFactory<LayerOptions, Multiply> = mergeFactory(Multiply);
/** `average()([x, y])`, `average([x, y])` */
export const average: MergeFactory<LayerOptions, Average> = mergeFactory(Average);
/** `maximum()([x, y])`, `maximum([x, y])` */
export const maximum: MergeFactory<LayerOptions, Maximum> = mergeFactory(Maximum);
/** `minimum()([x, y])`, `minimum([x, y])` */
export const minimum: MergeFactory<LayerOptions, Minimum> = mergeFactory(Minimum);
/** `concatenate({ axis: 1 })([x, y])`, `concatenate([x, y], { axis: 1 })` */
export const concatenate: MergeFactory<ConcatenateOptions, Concatenate> = mergeFactory(Concatenate);
