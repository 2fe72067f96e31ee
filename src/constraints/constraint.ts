import { epsilon } from "../base/epsilon.ts";
import {
  checkOptions,
  fromConfig,
  isSerializedObject,
  serializeObject,
  withDefaults,
  type AllOptions,
  type SerializedObject,
} from "../base/config.ts";
import { failUnknownName } from "../base/errors.ts";
import type { Operand } from "../graph/value.ts";
import { add, multiply } from "../ops/add.ts";
import { divide } from "../ops/divide.ts";
import { clip, maximum } from "../ops/maximum.ts";
import { sqrt, square } from "../ops/power.ts";
import { sum } from "../ops/sum.ts";

/** Moves a weight back to where it is allowed, after every update. Its options are the saved config. */
export abstract class Constraint<Options extends object = object> {
  /** Keras's class name. */
  static readonly className: string = "Constraint";
  /** All options with their defaults. */
  readonly options: AllOptions<Options>;

  constructor(options: Options, defaults: AllOptions<Options>) {
    checkOptions(this.className, options, Object.keys(defaults));
    this.options = withDefaults(defaults, options);
  }

  /** Keras's class name. */
  get className(): string {
    return (this.constructor as typeof Constraint).className;
  }

  /** The allowed weight nearest to `weight`, of the same shape. */
  abstract call(weight: Operand): Operand;
}

function norms(weight: Operand, axis: number | readonly number[]): Operand {
  return sqrt(sum(square(weight), { axis, keepdims: true }));
}

/** Options of `maxNorm`. */
export interface MaxNormOptions {
  /** Default 2. */
  readonly maxValue?: number | undefined;
  /** The axes over which a norm is taken. Default 0: one norm per unit of a dense layer. */
  readonly axis?: number | readonly number[] | undefined;
}

/** Shrinks what has a norm above `maxValue` to that norm. */
export class MaxNorm extends Constraint<MaxNormOptions> {
  static override readonly className = "MaxNorm";
  constructor(options: MaxNormOptions = {}) {
    super(options, { maxValue: 2, axis: 0 });
  }
  override call(weight: Operand): Operand {
    const own = norms(weight, this.options.axis);
    return multiply(weight, divide(clip(own, 0, this.options.maxValue), add(own, epsilon())));
  }
}

/** Sets what is negative to 0. */
export class NonNeg extends Constraint {
  static override readonly className = "NonNeg";
  constructor(options: object = {}) {
    super(options, {});
  }
  override call(weight: Operand): Operand {
    return maximum(weight, 0);
  }
}

/** Options of `unitNorm`. */
export interface UnitNormOptions {
  /** The axes over which a norm is taken. Default 0. */
  readonly axis?: number | readonly number[] | undefined;
}

/** Gives everything the norm 1. */
export class UnitNorm extends Constraint<UnitNormOptions> {
  static override readonly className = "UnitNorm";
  constructor(options: UnitNormOptions = {}) {
    super(options, { axis: 0 });
  }
  override call(weight: Operand): Operand {
    return divide(weight, add(norms(weight, this.options.axis), epsilon()));
  }
}

/** Options of `minMaxNorm`. */
export interface MinMaxNormOptions {
  /** Default 0. */
  readonly minValue?: number | undefined;
  /** Default 1. */
  readonly maxValue?: number | undefined;
  /** How far to move towards the allowed norm: 1 all the way. Default 1. */
  readonly rate?: number | undefined;
  /** The axes over which a norm is taken. Default 0. */
  readonly axis?: number | readonly number[] | undefined;
}

/** Brings norms between `minValue` and `maxValue`. */
export class MinMaxNorm extends Constraint<MinMaxNormOptions> {
  static override readonly className = "MinMaxNorm";
  constructor(options: MinMaxNormOptions = {}) {
    super(options, { minValue: 0, maxValue: 1, rate: 1, axis: 0 });
  }
  override call(weight: Operand): Operand {
    const { minValue, maxValue, rate, axis } = this.options;
    const own = norms(weight, axis);
    const wanted = add(multiply(clip(own, minValue, maxValue), rate), multiply(own, 1 - rate));
    return multiply(weight, divide(wanted, add(own, epsilon())));
  }
}

/** `maxNorm({ maxValue: 3 })` */
export const maxNorm = (options: MaxNormOptions = {}): MaxNorm => new MaxNorm(options);
/** `nonNeg()` */
export const nonNeg = (): NonNeg => new NonNeg();
/** `unitNorm()` */
export const unitNorm = (options: UnitNormOptions = {}): UnitNorm => new UnitNorm(options);
/** `minMaxNorm({ maxValue: 3 })` */
export const minMaxNorm = (options: MinMaxNormOptions = {}): MinMaxNorm => new MinMaxNorm(options);

/** A name or an object. */
export type ConstraintLike =
  | "max_norm"
  | "non_neg"
  | "unit_norm"
  | "min_max_norm"
  | Constraint
  | null;

interface ConstraintClass {
  readonly className: string;
  new (options?: object): Constraint;
}

const classes: Readonly<Record<string, ConstraintClass>> = {
  max_norm: MaxNorm,
  non_neg: NonNeg,
  unit_norm: UnitNorm,
  min_max_norm: MinMaxNorm,
  MaxNorm,
  NonNeg,
  UnitNorm,
  MinMaxNorm,
};

/** The constraint of that name, object or saved form; null for none. Throws on an unknown name, with the nearest one. */
export function getConstraint(like: unknown, where = "constraint"): Constraint | null {
  if (like === null || like === undefined || like instanceof Constraint) return like ?? null;
  const serialized = isSerializedObject(like);
  const name = serialized
    ? like.class_name
    : typeof like === "string"
      ? like
      : JSON.stringify(like);
  const found = Object.hasOwn(classes, name) ? classes[name] : undefined;
  if (found === undefined)
    return failUnknownName(where, "constraint", name, Object.keys(classes).slice(0, 4));
  return new found(serialized ? fromConfig(like.config) : {});
}

/** The saved form of a constraint. */
export function serializeConstraint(constraint: Constraint): SerializedObject {
  return serializeObject("keras.constraints", constraint.className, constraint.options);
}
