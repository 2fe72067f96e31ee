import type { Operand } from "../graph/value.ts";
import { toOperand, type OperandLike } from "../ops/convert.ts";
import type { MetricOptions } from "./metric.ts";
import { RunningMean } from "./runningMean.ts";

/** A metric given as a function: [batch, ...] targets and outputs -> a value of each sample. */
export type MetricFunction = (yTrue: Operand, yPred: Operand) => Operand;

/** The mean over all samples of a value that each sample has. A subclass says which: `values`. */
export abstract class MeanMetric<
  Options extends MetricOptions = MetricOptions,
> extends RunningMean<Options> {
  /** The value of each sample: targets and outputs [batch, ...] -> [batch, ...]. */
  abstract values(yTrue: Operand, yPred: Operand): Operand;

  override updateState(yTrue: OperandLike, yPred: OperandLike, sampleWeight?: OperandLike): void {
    this.takeIn(this.values(toOperand(yTrue), toOperand(yPred)), sampleWeight);
  }
}

/** The mean of a function of targets and outputs. */
export class MeanMetricWrapper extends MeanMetric {
  static override readonly className = "MeanMetricWrapper";
  readonly #values: MetricFunction;

  /** `name` defaults to the function's. */
  constructor(values: MetricFunction, options: MetricOptions = {}) {
    super(options, { name: values.name === "" ? "metric" : values.name });
    this.#values = values;
  }

  override values(yTrue: Operand, yPred: Operand): Operand {
    return this.#values(yTrue, yPred);
  }
}
