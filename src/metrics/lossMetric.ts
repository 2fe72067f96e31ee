import type { Operand } from "../graph/value.ts";
import type { Loss, LossOptions } from "../losses/loss.ts";
import { MeanMetric } from "./meanMetric.ts";
import type { MetricOptions } from "./metric.ts";

/** The mean of a loss over all samples. */
export abstract class LossMetric<
  Options extends MetricOptions = MetricOptions,
> extends MeanMetric<Options> {
  /** The loss of each sample, with this metric's options. */
  protected abstract readonly loss: Pick<Loss<LossOptions>, "perSample">;

  override values(yTrue: Operand, yPred: Operand): Operand {
    return this.loss.perSample(yTrue, yPred);
  }
}
