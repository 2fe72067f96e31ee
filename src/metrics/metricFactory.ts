import type { Operand } from "../graph/value.ts";
import { toOperand, type OperandLike } from "../ops/convert.ts";
import type { MeanMetric } from "./meanMetric.ts";
import type { MetricOptions } from "./metric.ts";

/** A class of metrics that are means of a value per sample, whose options all have defaults. */
export interface MeanMetricClass<Options extends MetricOptions = MetricOptions> {
  /** Keras's class name. */
  readonly className: string;
  readonly prototype: object;
  new (options?: Options): MeanMetric<Options>;
}

/** What knows the class of its metrics. */
export interface MetricMaker<Options extends MetricOptions = MetricOptions> {
  /** The class of the metrics it makes. */
  readonly metricClass: MeanMetricClass<Options>;
}

/**
 * Makes a metric to compile a model with, `binaryAccuracy({ threshold: 0.7 })`, or computes the value of each sample,
 * `binaryAccuracy(yTrue, yPred)`: [batch, ...] targets and outputs -> [batch, ...].
 */
export interface MetricFactory<Options extends MetricOptions> extends MetricMaker<Options> {
  (options?: Options): MeanMetric<Options>;
  (yTrue: OperandLike, yPred: OperandLike, options?: Options): Operand;
}

/** The factory and plain function of a class of metrics. */
export function metricFactory<Options extends MetricOptions>(
  metricClass: MeanMetricClass<Options>,
): MetricFactory<Options> {
  function make(
    first?: Options | OperandLike,
    yPred?: OperandLike,
    options?: Options,
  ): MeanMetric<Options> | Operand {
    if (yPred === undefined) return new metricClass(first as Options | undefined);
    return new metricClass(options).values(toOperand(first as OperandLike), toOperand(yPred));
  }
  return Object.assign(make as MetricFactory<Options>, { metricClass });
}

/** Makes metrics of one class: `auc({ curve: "PR" })`; as it stands, `auc`, it means one with the defaults. */
export interface MetricConstructor<Options extends object, Made> {
  /** The class of the metrics it makes. */
  readonly metricClass: new (options?: Options) => Made;
  (options?: Options): Made;
}

/** The factory of a class of metrics whose options all have defaults. */
export function metricConstructor<Options extends object, Made>(
  metricClass: new (options?: Options) => Made,
): MetricConstructor<Options, Made> {
  return Object.assign((options?: Options) => new metricClass(options), { metricClass });
}

/** Whether something is one of the factories of metrics. */
export function isMetricMaker(like: unknown): like is MetricMaker {
  return typeof like === "function" && "metricClass" in like;
}
