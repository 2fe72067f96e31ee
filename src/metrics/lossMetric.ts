import type { Operand } from "../graph/value.ts";
import type { Loss, LossOptions } from "../losses/loss.ts";
import { MeanMetric } from "./meanMetric.ts";
import type { MetricDefaults, MetricOptions } from "./metric.ts";

/** The mean of a loss over all samples. */
export abstract class LossMetric<Options extends MetricOptions = MetricOptions> extends MeanMetric<Options> {
  /** The loss of each sample, with this metric's options. */
  protected abstract readonly loss: Pick<Loss<LossOptions>, "perSample">;

  constructor(options: Options, defaults: MetricDefaults<Options>) {
    super(options, defaults);
  }

  override values(yTrue: Operand, yPred: Operand): Operand {
    return this.loss.perSample(yTrue, yPred);
  }
}
