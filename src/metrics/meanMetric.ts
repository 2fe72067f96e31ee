import { fail } from "../base/errors.ts";
import { Operand } from "../graph/value.ts";
import { alignRanks } from "../losses/reduction.ts";
import { multiply } from "../ops/add.ts";
import { cast } from "../ops/cast.ts";
import { toOperand, type OperandLike } from "../ops/convert.ts";
import { maskOf } from "../ops/mask.ts";
import type { MetricOptions } from "./metric.ts";
import { RunningMean } from "./runningMean.ts";

/** Steps of the output that do not count weigh nothing. */
function maskedWeights(
  output: Operand,
  sampleWeight: OperandLike | undefined,
): OperandLike | undefined {
  const mask = maskOf(output);
  if (mask === undefined) return sampleWeight;
  const counts = cast(mask, "float32");
  if (sampleWeight === undefined) return counts;
  return multiply(...alignRanks(cast(toOperand(sampleWeight), "float32"), counts));
}

/** A metric given as a function: [batch, ...] targets and outputs -> a value of each sample. */
export type MetricFunction = (yTrue: Operand, yPred: Operand) => Operand;

/** The mean over all samples of a value that each sample has. A subclass says which: `values`. */
export abstract class MeanMetric<
  Options extends MetricOptions = MetricOptions,
> extends RunningMean<Options> {
  /** The value of each sample: targets and outputs [batch, ...] -> [batch, ...]. */
  abstract values(yTrue: Operand, yPred: Operand): Operand;

  override updateState(yTrue: OperandLike, yPred: OperandLike, sampleWeight?: OperandLike): void {
    const output = toOperand(yPred);
    this.takeIn(this.values(toOperand(yTrue), output), maskedWeights(output, sampleWeight));
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
    const found = this.#values(yTrue, yPred) as unknown;
    if (found instanceof Operand) return found;
    return fail("value", {
      where: `metric ${this.name}`,
      expected: "the function to return a tensor",
      received: typeof found,
      advice: "Write it with hornet/ops: (yTrue, yPred) => ops.abs(ops.subtract(yTrue, yPred))",
    });
  }
}
