import { fail } from "../base/errors.ts";
import { Loss, type LossOptions } from "../losses/loss.ts";
import { isLossMaker, type LossMaker } from "../losses/lossFactory.ts";
import { MeanMetricWrapper, type MetricFunction } from "./meanMetric.ts";
import { Metric, type MetricOptions } from "./metric.ts";
import { isMetricMaker, type MetricMaker } from "./metricFactory.ts";

/** A class of metrics whose options all have defaults. */
export interface MetricClass<Options extends MetricOptions = MetricOptions> {
  /** Keras's class name. */
  readonly className: string;
  readonly prototype: object;
  new (options?: Options): Metric<MetricOptions>;
}

/** A metric without its name: as an object, as its factory or class, as a loss, or as a function of targets and outputs. */
export type MetricObject =
  | Metric<MetricOptions>
  | MetricMaker
  | MetricClass
  | Loss<LossOptions>
  | LossMaker
  | MetricFunction;

/** The metric that is meant: `metricOf(binaryAccuracy())`, `metricOf((yTrue, yPred) => ...)`. */
export function metricOf(like: MetricObject): Metric<MetricOptions> {
  if (like instanceof Metric) return like;
  if (like instanceof Loss)
    return new MeanMetricWrapper((t, p) => like.call(t, p), { name: like.name });
  if (isMetricMaker(like)) return new like.metricClass();
  if (isLossMaker(like)) {
    const loss = new like.lossClass();
    return new MeanMetricWrapper((t, p) => loss.perSample(t, p), { name: loss.name });
  }
  if (typeof like === "function") {
    return isMetricClass(like) ? new like() : new MeanMetricWrapper(like);
  }
  return fail("option", {
    where: "metrics",
    expected: "names, metrics or functions",
    received: String(like),
  });
}

function isMetricClass(like: MetricClass | MetricFunction): like is MetricClass {
  return like.prototype instanceof Metric;
}
