import { allocate, type DType } from "../base/dtype.ts";
import { wideFloatx } from "../base/floatx.ts";
import { checkOptions, fromConfig, toConfig, withDefaults } from "../base/config.ts";
import type { Shape } from "../base/shape.ts";
import { Variable } from "../graph/variable.ts";
import type { OpenShape } from "../losses/classification.ts";
import type { OperandLike } from "../ops/convert.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { CompensatedSum } from "./compensatedSum.ts";

/** What every metric can be told. */
export interface MetricOptions {
  /** Under which it is logged. Default: Keras's name of the metric, such as "mean_squared_error". */
  readonly name?: string | undefined;
  /** The dtype of its state. Default: that of `floatx`, but 32 bits at least. */
  readonly dtype?: DType | undefined;
}

/** Options with their defaults filled in: the saved config. */
export type MetricConfig<Options> = {
  readonly [Key in keyof Options]-?: Exclude<Options[Key], undefined>;
};

/** The defaults of a metric's own options and its name. */
export type MetricDefaults<Options> = Omit<MetricConfig<Options>, keyof MetricOptions> & {
  readonly name: string;
};

/**
 * A number that is gathered over the batches of an epoch. `updateState` is traced into the step and changes the metric's
 * variables; `result` reads them on the host, so nothing leaves the engine in between.
 */
export abstract class Metric<Options extends MetricOptions = MetricOptions> {
  /** Keras's class name; the key under which a metric is saved. */
  static readonly className: string = "Metric";
  /** All options with their defaults: the saved config. */
  readonly options: MetricConfig<Options>;
  readonly #variables: Variable[] = [];
  readonly #compensations: Variable[] = [];

  constructor(options: Options, defaults: MetricDefaults<Options>) {
    const all = { dtype: wideFloatx(), ...defaults };
    checkOptions(defaults.name, options, Object.keys(all));
    this.options = withDefaults(all, options) as unknown as MetricConfig<Options>;
  }

  /** The name under which it is logged. */
  get name(): string {
    return (this.options as MetricConfig<MetricOptions>).name;
  }

  /** Its state, in Keras's order; what Keras does not have (compensations) stands last. */
  get variables(): readonly Variable[] {
    return [...this.#variables, ...this.#compensations];
  }

  /**
   * Makes the state whose size depends on targets and outputs, [batch, ...] each. Called before the first update; most
   * metrics have none.
   */
  build(_targetShape: OpenShape, _outputShape: OpenShape): void {}

  /** Takes in a batch: targets and outputs [batch, ...], and a weight per sample. */
  abstract updateState(yTrue: OperandLike, yPred: OperandLike, sampleWeight?: OperandLike): void;

  /** The value over all that was taken in since the last reset, computed on the host now. Not for use inside a trace. */
  abstract result(): Tensor;

  /** Forgets all batches; at once, not for use inside a trace. */
  resetState(): void {
    for (const variable of this.variables) variable.assign(allocate(variable.dtype, variable.size));
  }

  /** A new variable of the state, zero at first. */
  protected addVariable(name: string, shape: Shape = [], dtype?: DType): Variable {
    const variable = this.#variable(name, shape, dtype);
    this.#variables.push(variable);
    return variable;
  }

  /** A new sum of the state, zero at first. */
  protected addSum(name: string, shape: Shape = [], dtype?: DType): CompensatedSum {
    const compensation = this.#variable(`${name}_compensation`, shape, dtype);
    this.#compensations.push(compensation);
    return new CompensatedSum(this.addVariable(name, shape, dtype), compensation);
  }

  #variable(name: string, shape: Shape, dtype?: DType): Variable {
    const own = dtype ?? (this.options as MetricConfig<MetricOptions>).dtype;
    const variable = new Variable({ name, shape, dtype: own, trainable: false });
    variable.path = `${this.name}/${name}`;
    return variable;
  }

  /** The options as Keras saves them. */
  getConfig(): Record<string, unknown> {
    return toConfig(this.options);
  }

  /** The metric of a saved config, before its first batch. */
  static fromConfig(config: Readonly<Record<string, unknown>>): Metric {
    const create = this as unknown as new (options: object) => Metric;
    return new create(fromConfig(config));
  }

  /** "<SparseCategoricalAccuracy accuracy>": the class and the name. */
  toString(): string {
    return `<${(this.constructor as typeof Metric).className} ${this.name}>`;
  }
}
