import { fail } from "../base/errors.ts";
import type { Operand } from "../graph/value.ts";
import { add as addTwo, multiply as multiplyTwo, subtract as subtractTwo } from "../ops/add.ts";
import { concatenate as concatenateOf } from "../ops/concatenate.ts";
import { divide } from "../ops/divide.ts";
import { maximum as maximumOf, minimum as minimumOf } from "../ops/maximum.ts";
import { Layer, layerOptions, type LayerOptions } from "./layer.ts";

/** A layer that makes one tensor of several, which broadcast together. */
abstract class Merge<Options extends LayerOptions = LayerOptions> extends Layer<Options> {
  static override readonly savesBuildShape = true;

  override call(x: Operand): Operand {
    return fail("value", { where: this.label, expected: "a list of two or more inputs", received: `one of rank ${x.rank}` });
  }

  /** The inputs as one. */
  abstract override callMany(inputs: readonly Operand[]): Operand;
}

const fold =
  (join: (x: Operand, y: Operand) => Operand) =>
  (inputs: readonly Operand[]): Operand =>
    inputs.reduce((x, y) => join(x, y));

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
    super(layerOptions("Concatenate", { axis: -1 }, options) as ConcatenateConfig);
  }
  override callMany(inputs: readonly Operand[]): Operand {
    return concatenateOf(inputs, { axis: this.options.axis });
  }
}

/** `add()([x, y])` */
export const add = (options: LayerOptions = {}): Add => new Add(options);
/** `subtract()([x, y])` */
export const subtract = (options: LayerOptions = {}): Subtract => new Subtract(options);
/** `multiply()([x, y])` */
export const multiply = (options: LayerOptions = {}): Multiply => new Multiply(options);
/** `average()([x, y])` */
export const average = (options: LayerOptions = {}): Average => new Average(options);
/** `maximum()([x, y])` */
export const maximum = (options: LayerOptions = {}): Maximum => new Maximum(options);
/** `minimum()([x, y])` */
export const minimum = (options: LayerOptions = {}): Minimum => new Minimum(options);
/** `concatenate()([x, y])` */
export const concatenate = (options: ConcatenateOptions = {}): Concatenate => new Concatenate(options);
