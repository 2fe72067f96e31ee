import type { Operand } from "../graph/value.ts";
import { alignRanks } from "../losses/reduction.ts";
import { subtract } from "../ops/add.ts";
import { cast } from "../ops/cast.ts";
import { scalar, toOperand, type OperandLike } from "../ops/convert.ts";
import { square } from "../ops/power.ts";
import type { Tensor } from "../tensor/tensor.ts";
import type { MetricOptions } from "./metric.ts";
import { RunningMean } from "./runningMean.ts";

/** √ of the mean square of all differences since the last reset. */
export class RootMeanSquaredError extends RunningMean {
  static override readonly className = "RootMeanSquaredError";

  constructor(options: MetricOptions = {}) {
    super(options, { name: "root_mean_squared_error" });
  }

  override updateState(yTrue: OperandLike, yPred: OperandLike, sampleWeight?: OperandLike): void {
    const { dtype } = this.options;
    const [target, output]: [Operand, Operand] = alignRanks(
      cast(toOperand(yTrue), dtype),
      cast(yPred, dtype),
    );
    this.takeIn(square(subtract(output, target)), sampleWeight);
  }

  override result(): Tensor {
    return scalar(Math.sqrt(this.mean()), this.options.dtype);
  }
}

/** `rootMeanSquaredError()`: the root of the mean squared error. */
export const rootMeanSquaredError = (options: MetricOptions = {}): RootMeanSquaredError =>
  new RootMeanSquaredError(options);
