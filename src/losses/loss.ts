import type { DType } from "../base/dtype.ts";
import { floatx } from "../base/floatx.ts";
import { failUnknownName } from "../base/errors.ts";
import { checkOptions, fromConfig, toConfig, withDefaults } from "../base/config.ts";
import { Operand } from "../graph/value.ts";
import { cast } from "../ops/cast.ts";
import { toOperand, type OperandLike } from "../ops/convert.ts";
import { logicalAnd } from "../ops/logicalAnd.ts";
import { maskOf } from "../ops/mask.ts";
import { alignRanks, reduceWeighted, reductions, type Reduction } from "./reduction.ts";

/** What every loss can be told. */
export interface LossOptions {
  /** Default: Keras's name of the loss, such as "mean_squared_error". */
  readonly name?: string | undefined;
  /** How the losses of the samples become one number. Default "sum_over_batch_size". */
  readonly reduction?: Reduction | undefined;
  /** The dtype to compute in. Default: that of `floatx` when the loss was made. */
  readonly dtype?: DType | undefined;
}

/**
 * "outputs": of the outputs' shape; "probabilities": those, from 0 to 1; "classes": one class number per sample, from 0 to
 * below the outputs' last extent; "labels": whole numbers that the loss itself looks at; "anything": nobody looks at them.
 */
export type Targets = "anything" | "outputs" | "probabilities" | "classes" | "labels";

/** Options with their defaults filled in; the dtype stays absent unless it was given. */
export type LossConfig<Options> = {
  readonly [Key in Exclude<keyof Options, "dtype">]-?: Exclude<Options[Key], undefined>;
} & { readonly dtype?: DType | undefined };

/** The defaults of a loss's own options and its name. */
export type LossDefaults<Options> = Omit<LossConfig<Options>, keyof LossOptions> & {
  readonly name: string;
};

/** Where both masks are true, or the only one. */
function both(a: Operand | undefined, b: Operand | undefined): Operand | undefined {
  return a === undefined || b === undefined ? (a ?? b) : logicalAnd(a, b);
}

/** A loss given as a function: [batch, ...] targets and outputs -> the loss of each sample. */
export type LossFunction = (yTrue: Operand, yPred: Operand) => Operand;

/**
 * How wrong an output is, as one number to be lowered. A subclass says what one sample loses (`losses`); weighting and
 * averaging are done here, as in Keras. Traced and eager alike.
 */
export abstract class Loss<Options extends LossOptions = LossOptions> {
  /** Keras's class name; the key under which a loss is saved. */
  static readonly className: string = "Loss";
  /** All options with their defaults: the saved config. */
  readonly options: LossConfig<Options>;

  readonly #dtype: DType;

  /** What targets its losses take. Default "anything", of losses of users. */
  static readonly targets: Targets = "anything";

  /** What targets it takes: what its class says. */
  get targets(): Targets {
    return (this.constructor as typeof Loss).targets;
  }

  constructor(options: Options, defaults: LossDefaults<Options>) {
    const all = { reduction: "sum_over_batch_size", ...defaults };
    checkOptions(defaults.name, options, [...Object.keys(all), "dtype"]);
    this.options = withDefaults(all, options) as unknown as LossConfig<Options>;
    const { reduction, dtype = floatx() } = this.options as LossConfig<LossOptions>;
    this.#dtype = dtype;
    if (reduction !== null && !reductions.includes(reduction)) {
      failUnknownName(this.name, "reduction", reduction, reductions);
    }
  }

  /** The name in logs and messages. */
  get name(): string {
    return (this.options as LossConfig<LossOptions>).name;
  }

  /** The loss of each sample: [batch, ...] targets and outputs of one dtype and rank -> [batch, ...] without the last axis. */
  abstract losses(yTrue: Operand, yPred: Operand): Operand;

  /** The loss of each sample, of targets and outputs as they come: [batch, ...] -> [batch, ...] without the last axis. */
  perSample(yTrue: OperandLike, yPred: OperandLike): Operand {
    return this.losses(...this.#prepare(yTrue, yPred));
  }

  /** The loss of a batch: a scalar, or with reduction "none" the weighted losses of the samples. */
  call(yTrue: OperandLike, yPred: OperandLike, sampleWeight?: OperandLike): Operand {
    const { reduction } = this.options as LossConfig<LossOptions>;
    const [target, output] = this.#prepare(yTrue, yPred);
    return reduceWeighted(cast(this.losses(target, output), output.dtype), {
      sampleWeight: sampleWeight === undefined ? undefined : toOperand(sampleWeight),
      mask: both(yPred instanceof Operand ? maskOf(yPred) : undefined, this.mask(target, output)),
      reduction,
    });
  }

  #prepare(yTrue: OperandLike, yPred: OperandLike): [yTrue: Operand, yPred: Operand] {
    const dtype = this.#dtype;
    return alignRanks(this.castTarget(toOperand(yTrue), dtype), cast(yPred, dtype));
  }

  /** The targets in the dtype that `losses` wants: that of the outputs, unless they are class numbers. */
  protected castTarget(yTrue: Operand, dtype: DType): Operand {
    return cast(yTrue, dtype);
  }

  /** Which of the losses count; undefined: all of them. */
  protected mask(_yTrue: Operand, _yPred: Operand): Operand | undefined {
    return undefined;
  }

  /** The options as Keras saves them. */
  getConfig(): Record<string, unknown> {
    return toConfig(this.options);
  }

  /** The loss of a saved config. */
  static fromConfig(config: Readonly<Record<string, unknown>>): Loss {
    const create = this as unknown as new (options: object) => Loss;
    return new create(fromConfig(config));
  }

  /** "<MeanSquaredError mean_squared_error>": the class and the name. */
  toString(): string {
    return `<${(this.constructor as typeof Loss).className} ${this.name}>`;
  }
}
