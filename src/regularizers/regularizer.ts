import {
  checkOptions,
  fromConfig,
  isSerializedObject,
  serializeObject,
  withDefaults,
  type AllOptions,
  type SerializedObject,
} from "../base/config.ts";
import { fail, failUnknownName } from "../base/errors.ts";
import { formatShape } from "../base/shape.ts";
import type { Operand } from "../graph/value.ts";
import { absolute, add, multiply } from "../ops/add.ts";
import { tensordot } from "../ops/matmul.ts";
import { maximum } from "../ops/maximum.ts";
import { rsqrt, square } from "../ops/power.ts";
import { sum } from "../ops/sum.ts";
import { where } from "../ops/where.ts";
import { eye } from "../ops/zeros.ts";

/** A penalty on a weight, added to the loss. Its options are the saved config. */
export abstract class Regularizer<Options extends object = object> {
  /** Keras's class name. */
  static readonly className: string = "Regularizer";
  /** All options with their defaults. */
  readonly options: AllOptions<Options>;

  constructor(options: Options, defaults: AllOptions<Options>) {
    checkOptions(this.className, options, Object.keys(defaults));
    this.options = withDefaults(defaults, options);
  }

  /** Keras's class name. */
  get className(): string {
    return (this.constructor as typeof Regularizer).className;
  }

  /** The penalty of a weight, a scalar. */
  abstract call(weight: Operand): Operand;
}

/** Options of the regularizers. */
export interface L1L2Options {
  /** Factor of Σ|w|. Default 0. */
  readonly l1?: number | undefined;
  /** Factor of Σw². Default 0. */
  readonly l2?: number | undefined;
}

function expectFactors(where: string, factors: Readonly<Record<string, number>>): void {
  for (const [name, factor] of Object.entries(factors)) {
    if (factor >= 0 && factor < Infinity) continue;
    fail("value", { where, expected: `a finite ${name} of 0 or more`, received: `${factor}` });
  }
}

/** l1 · Σ|w| + l2 · Σw² (no ½). */
function penalty(weight: Operand, l1: number, l2: number): Operand {
  const absolutes = multiply(sum(absolute(weight)), l1);
  const squares = multiply(sum(square(weight)), l2);
  if (l2 === 0) return absolutes;
  return l1 === 0 ? squares : add(absolutes, squares);
}

/** l1 · Σ|w|: drives weights to zero. */
export class L1 extends Regularizer<{ readonly l1?: number | undefined }> {
  static override readonly className = "L1";
  constructor(options: { readonly l1?: number | undefined } = {}) {
    super(options, { l1: 0.01 });
    expectFactors(this.className, this.options);
  }
  override call(weight: Operand): Operand {
    return penalty(weight, this.options.l1, 0);
  }
}

/** l2 · Σw²: keeps weights small. */
export class L2 extends Regularizer<{ readonly l2?: number | undefined }> {
  static override readonly className = "L2";
  constructor(options: { readonly l2?: number | undefined } = {}) {
    super(options, { l2: 0.01 });
    expectFactors(this.className, this.options);
  }
  override call(weight: Operand): Operand {
    return penalty(weight, 0, this.options.l2);
  }
}

/** l1 · Σ|w| + l2 · Σw². */
export class L1L2 extends Regularizer<L1L2Options> {
  static override readonly className = "L1L2";
  constructor(options: L1L2Options = {}) {
    super(options, { l1: 0, l2: 0 });
    expectFactors(this.className, this.options);
  }
  override call(weight: Operand): Operand {
    return penalty(weight, this.options.l1, this.options.l2);
  }
}

/** Options of `orthogonalRegularizer`. */
export interface OrthogonalOptions {
  /** Default 0.01. */
  readonly factor?: number | undefined;
  /** What is pushed apart: the rows or the columns of a matrix. Default "rows". */
  readonly mode?: "rows" | "columns" | undefined;
}

/** factor · the mean |cosine| between different rows (or columns) of a matrix: pushes them towards right angles. */
export class OrthogonalRegularizer extends Regularizer<OrthogonalOptions> {
  static override readonly className = "OrthogonalRegularizer";
  constructor(options: OrthogonalOptions = {}) {
    super(options, { factor: 0.01, mode: "rows" });
    const { factor, mode } = this.options;
    expectFactors(this.className, { factor });
    if (mode !== "rows" && mode !== "columns")
      failUnknownName(this.className, "mode", mode, ["rows", "columns"]);
  }
  override call(weight: Operand): Operand {
    if (weight.rank !== 2) {
      fail("shape", {
        where: this.className,
        expected: "a matrix",
        received: formatShape(weight.shape),
      });
    }
    const along = this.options.mode === "rows" ? 1 : 0;
    const count = weight.shape[1 - along]!;
    const lengths = sum(square(weight), { axis: along, keepdims: true });
    const unit = multiply(weight, rsqrt(maximum(lengths, 1e-12)));
    const cosines = absolute(tensordot(unit, unit, { axes: [along, along] }));
    // Each pair counts twice in the square of cosines.
    const others = where(eye(count, { dtype: "bool" }), 0, cosines);
    return multiply(sum(others), this.options.factor / (count * (count - 1)));
  }
}

/** `l1(0.01)` */
export const l1 = (factor = 0.01): L1 => new L1({ l1: factor });
/** `l2(0.01)` */
export const l2 = (factor = 0.01): L2 => new L2({ l2: factor });
/** `l1l2({ l1: 0.01, l2: 0.01 })`; as in Keras 3 both default to 0. */
export const l1l2 = (options: L1L2Options = {}): L1L2 => new L1L2(options);

/** `orthogonalRegularizer({ mode: "columns" })` */
export const orthogonalRegularizer = (options: OrthogonalOptions = {}): OrthogonalRegularizer =>
  new OrthogonalRegularizer(options);

/** A name or an object. By name: the factors' defaults. */
export type RegularizerLike = "l1" | "l2" | "l1_l2" | "orthogonal_regularizer" | Regularizer | null;

interface RegularizerClass {
  readonly className: string;
  new (options?: object): Regularizer;
}

const classes: Readonly<Record<string, RegularizerClass>> = {
  l1: L1,
  l2: L2,
  l1_l2: L1L2,
  orthogonal_regularizer: OrthogonalRegularizer,
  l1l2: L1L2,
  L1,
  L2,
  L1L2,
  OrthogonalRegularizer,
};

/** The regularizer of that name, object or saved form; null for none. Throws on an unknown name, with the nearest one. */
export function getRegularizer(like: unknown, where = "regularizer"): Regularizer | null {
  if (like === null || like === undefined || like instanceof Regularizer) return like ?? null;
  const serialized = isSerializedObject(like);
  const name = serialized
    ? like.class_name
    : typeof like === "string"
      ? like
      : JSON.stringify(like);
  const found = Object.hasOwn(classes, name) ? classes[name] : undefined;
  if (found === undefined)
    return failUnknownName(where, "regularizer", name, Object.keys(classes).slice(0, 4));
  return new found(serialized ? fromConfig(like.config) : {});
}

/** The saved form of a regularizer. */
export function serializeRegularizer(regularizer: Regularizer): SerializedObject {
  return serializeObject("keras.regularizers", regularizer.className, regularizer.options);
}
