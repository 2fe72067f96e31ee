import { fail } from "../base/errors.ts";
import type { Operand } from "../graph/value.ts";
import { alignRanks } from "../losses/reduction.ts";
import { cast } from "../ops/cast.ts";
import { equal, greater } from "../ops/equal.ts";
import { MeanMetric } from "./meanMetric.ts";
import type { MetricOptions } from "./metric.ts";
import { metricFactory, type MetricFactory } from "./metricFactory.ts";

/** Options of `BinaryAccuracy`. */
export interface BinaryAccuracyOptions extends MetricOptions {
  /** Outputs above this mean 1, between 0 and 1. Default 0.5. */
  readonly threshold?: number | undefined;
}

/** How often outputs lie on the targets' side of the threshold: targets 0 and 1, [batch, ...] -> [batch, ...]. */
export class BinaryAccuracy extends MeanMetric<BinaryAccuracyOptions> {
  static override readonly className = "BinaryAccuracy";

  constructor(options: BinaryAccuracyOptions = {}) {
    super(options, { name: "binary_accuracy", threshold: 0.5 });
    const { threshold } = this.options;
    if (!Number.isFinite(threshold)) {
      fail("option", {
        where: this.name,
        expected: "a threshold that is a finite number",
        received: `${threshold}`,
      });
    }
  }

  override values(yTrue: Operand, yPred: Operand): Operand {
    const [target, output] = alignRanks(yTrue, yPred);
    const isOne = cast(greater(output, this.options.threshold), target.dtype);
    return cast(equal(target, isOne), "float32");
  }
}

/** `binaryAccuracy({ threshold: 0.5 })` for compile, or `binaryAccuracy(yTrue, yPred)`. */
export const binaryAccuracy: MetricFactory<BinaryAccuracyOptions> = metricFactory(BinaryAccuracy);
