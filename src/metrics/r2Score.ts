import { fail } from "../base/errors.ts";
import { formatShape, sameShape } from "../base/shape.ts";
import { alignRanks } from "../losses/reduction.ts";
import type { OpenShape } from "../losses/classification.ts";
import type { Operand } from "../graph/value.ts";
import { multiply, subtract } from "../ops/add.ts";
import { cast } from "../ops/cast.ts";
import { scalar, toOperand, type OperandLike } from "../ops/convert.ts";
import { square } from "../ops/power.ts";
import { expandDims } from "../ops/reshape.ts";
import { sum } from "../ops/sum.ts";
import { broadcastTo } from "../ops/tile.ts";
import { fullLike } from "../ops/zeros.ts";
import type { Tensor } from "../tensor/tensor.ts";
import type { CompensatedSum } from "./compensatedSum.ts";
import { Metric, type MetricOptions } from "./metric.ts";
import { metricConstructor, type MetricConstructor } from "./metricFactory.ts";
import { vector } from "./result.ts";

/** Options of `R2Score`. */
export interface R2ScoreOptions extends MetricOptions {
  /** How the outputs become one number; null: one number per output. Default "uniform_average". */
  readonly classAggregation?: "uniform_average" | "variance_weighted_average" | null | undefined;
  /** How many inputs the model explains the targets with, for the adjusted score. Default 0: the plain one. */
  readonly numRegressors?: number | undefined;
}

const perOutput = ["squared_sum", "sum", "residual", "count"] as const;

/**
 * 1 - Σ (t - p)² / Σ (t - mean)²: the share of the targets' variance that outputs explain; targets and outputs
 * [batch, outputs]. At most 1; 0 of outputs that are always the mean.
 */
export class R2Score extends Metric<R2ScoreOptions> {
  static override readonly className = "R2Score";
  readonly #samples: CompensatedSum;
  #sums: Readonly<Record<(typeof perOutput)[number], CompensatedSum>> | undefined;

  constructor(options: R2ScoreOptions = {}) {
    super(options, { name: "r2_score", classAggregation: "uniform_average", numRegressors: 0 });
    const { classAggregation, numRegressors } = this.options;
    if (
      classAggregation !== null &&
      !["uniform_average", "variance_weighted_average"].includes(classAggregation)
    ) {
      fail("option", {
        where: this.name,
        expected: 'classAggregation "uniform_average", "variance_weighted_average" or null',
        received: `"${classAggregation as string}"`,
      });
    }
    if (!(numRegressors >= 0)) {
      fail("option", {
        where: this.name,
        expected: "numRegressors of at least 0",
        received: `${numRegressors}`,
      });
    }
    this.#samples = this.addSum("num_samples", [], "float32");
  }

  override build(targetShape: OpenShape, outputShape: OpenShape): void {
    if (this.#sums !== undefined) return;
    const outputs = outputShape[1];
    const isMatrix = outputShape.length === 2 && outputs !== null && outputs !== undefined;
    if (!isMatrix || (targetShape.length !== 2 && outputs !== 1)) {
      fail("shape", {
        where: this.name,
        expected: "targets and outputs [batch, outputs]",
        received: `[${targetShape.join(", ")}] and [${outputShape.join(", ")}]`,
      });
    }
    const add = (name: string): CompensatedSum => this.addSum(name, [outputs], "float32");
    this.#sums = {
      squared_sum: add("squared_sum"),
      sum: add("sum"),
      residual: add("residual"),
      count: add("count"),
    };
  }

  override updateState(yTrue: OperandLike, yPred: OperandLike, sampleWeight?: OperandLike): void {
    const { dtype } = this.options;
    const [t, p] = alignRanks(cast(toOperand(yTrue), dtype), cast(toOperand(yPred), dtype));
    this.build(t.shape, p.shape);
    if (!sameShape(t.shape, p.shape)) {
      fail("shape", {
        where: this.name,
        expected: `targets of the outputs' shape ${formatShape(p.shape)}`,
        received: formatShape(t.shape),
      });
    }
    const weights = this.#weights(sampleWeight, t);
    const total = (x: Operand): Operand => sum(x, { axis: 0 });
    const weighted = multiply(t, weights);
    this.#sums!.sum.add(total(weighted));
    this.#sums!.squared_sum.add(total(multiply(t, weighted)));
    this.#sums!.residual.add(total(multiply(square(subtract(t, p)), weights)));
    this.#sums!.count.add(total(weights));
    this.#samples.add(sum(fullLike(t, 1)));
  }

  #weights(given: OperandLike | undefined, targets: Operand): Operand {
    if (given === undefined) return fullLike(targets, 1);
    const own = cast(toOperand(given), this.options.dtype);
    return broadcastTo(own.rank === 1 ? expandDims(own, 1) : own, targets.shape);
  }

  override result(): Tensor {
    const { classAggregation } = this.options;
    const totals = this.#totals();
    const scores = totals.map(({ total, residual }) => {
      const score = 1 - residual / total;
      return Number.isNaN(score) || Number.isFinite(score) ? score : 0;
    });
    if (classAggregation === null) return vector(scores.map((score) => this.#adjust(score)));
    const weights = totals.map(({ total }) => (classAggregation === "uniform_average" ? 1 : total));
    const sumOf = (list: readonly number[]): number => list.reduce((all, x) => all + x, 0);
    const score = sumOf(scores.map((own, i) => own * weights[i]!)) / sumOf(weights);
    return scalar(this.#adjust(score), this.options.dtype);
  }

  /** Per output the sums of squares: of the targets about their mean, and of what the outputs miss. */
  #totals(): { total: number; residual: number }[] {
    if (this.#sums === undefined) return [];
    const [squares, sums, residuals, counts] = perOutput.map((name) => this.#sums![name].values());
    return squares!.map((squared, i) => ({
      total: squared - sums![i]! * (sums![i]! / counts![i]!),
      residual: residuals![i]!,
    }));
  }

  /** The score that charges for every input the model uses; the plain one where there are too few samples. */
  #adjust(score: number): number {
    const { numRegressors } = this.options;
    const samples = this.#samples.value();
    if (numRegressors === 0 || numRegressors >= samples - 1) return score;
    return 1 - ((1 - score) * (samples - 1)) / (samples - numRegressors - 1);
  }
}

/** `r2Score({ classAggregation: null })` */
export const r2Score: MetricConstructor<R2ScoreOptions, R2Score> = metricConstructor(R2Score);
