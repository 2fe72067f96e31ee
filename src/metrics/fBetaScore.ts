import { fail } from "../base/errors.ts";
import { formatShape } from "../base/shape.ts";
import type { OpenShape } from "../losses/classification.ts";
import type { Operand } from "../graph/value.ts";
import { absolute, multiply, subtract } from "../ops/add.ts";
import { cast } from "../ops/cast.ts";
import { scalar, toOperand, type OperandLike } from "../ops/convert.ts";
import { epsilon } from "../base/epsilon.ts";
import { greater, greaterEqual } from "../ops/equal.ts";
import { logicalAnd } from "../ops/logicalAnd.ts";
import { max } from "../ops/max.ts";
import { expandDims } from "../ops/reshape.ts";
import { sum } from "../ops/sum.ts";
import type { Tensor } from "../tensor/tensor.ts";
import type { CompensatedSum } from "./compensatedSum.ts";
import { Metric, type MetricDefaults, type MetricOptions } from "./metric.ts";
import { metricConstructor, type MetricConstructor } from "./metricFactory.ts";
import { vector } from "./result.ts";

/** Options of `F1Score`. */
export interface F1ScoreOptions extends MetricOptions {
  /**
   * How the classes become one number: "micro" counts all outputs together, "macro" averages the classes, "weighted"
   * by how often they occur. Default null: one number per class.
   */
  readonly average?: "micro" | "macro" | "weighted" | null | undefined;
  /** Outputs above it are positive, above 0 and up to 1. Default null: the largest output of a sample. */
  readonly threshold?: number | null | undefined;
}

/** Options of `FBetaScore`. */
export interface FBetaScoreOptions extends F1ScoreOptions {
  /** How much more recall counts than precision, above 0. Default 1. */
  readonly beta?: number | undefined;
}

const sums = [
  "true_positives",
  "false_positives",
  "false_negatives",
  "intermediate_weights",
] as const;

/** The F scores: the weighted harmonic mean of precision and recall, of targets and outputs [batch, classes]. */
export abstract class FScore<Options extends F1ScoreOptions> extends Metric<Options> {
  readonly #beta: number;
  readonly #average: string | null;
  readonly #threshold: number | null;
  #sums: readonly CompensatedSum[] | undefined;

  constructor(options: Options, defaults: MetricDefaults<Options>, beta: number) {
    super(options, defaults);
    this.#beta = beta;
    const all: object = this.options;
    const { average, threshold } = all as { average: string | null; threshold: number | null };
    [this.#average, this.#threshold] = [average, threshold];
    if (average !== null && !["micro", "macro", "weighted"].includes(average)) {
      fail("option", {
        where: this.name,
        expected: 'average "micro", "macro", "weighted" or null',
        received: `"${average}"`,
      });
    }
    if (!(beta > 0))
      fail("option", { where: this.name, expected: "beta above 0", received: `${beta}` });
    if (threshold !== null && !(threshold > 0 && threshold <= 1)) {
      fail("option", {
        where: this.name,
        expected: "a threshold above 0 and up to 1, or null",
        received: `${threshold}`,
      });
    }
  }

  override build(targetShape: OpenShape, outputShape: OpenShape): void {
    if (this.#sums !== undefined) return;
    const classes = outputShape[1];
    if (
      outputShape.length !== 2 ||
      targetShape.length !== 2 ||
      classes === null ||
      classes === undefined
    ) {
      fail("shape", {
        where: this.name,
        expected: "targets and outputs [batch, classes]",
        received: `[${targetShape.join(", ")}] and [${outputShape.join(", ")}]`,
        advice: "Make one-hot targets of class numbers with toCategorical",
      });
    }
    const shape = this.#average === "micro" ? [] : [classes];
    this.#sums = sums.map((name) => this.addSum(name, shape));
  }

  override updateState(yTrue: OperandLike, yPred: OperandLike, sampleWeight?: OperandLike): void {
    const { dtype } = this.options as { readonly dtype: "float32" };
    const [t, output] = [cast(toOperand(yTrue), dtype), cast(toOperand(yPred), dtype)];
    this.build(t.shape, output.shape);
    if (formatShape(t.shape) !== formatShape(output.shape)) {
      fail("shape", {
        where: this.name,
        expected: `targets of the outputs' shape ${formatShape(output.shape)}`,
        received: formatShape(t.shape),
      });
    }
    const p = cast(this.#isPositive(output), dtype);
    const weights =
      sampleWeight === undefined ? undefined : expandDims(cast(toOperand(sampleWeight), dtype), 1);
    const total = (x: Operand): Operand =>
      sum(weights === undefined ? x : multiply(x, weights), {
        axis: this.#average === "micro" ? null : 0,
      });
    const parts = [multiply(p, t), multiply(p, subtract(1, t)), multiply(subtract(1, p), t), t];
    for (const [i, part] of parts.entries()) this.#sums![i]!.add(total(part));
  }

  #isPositive(output: Operand): Operand {
    const threshold = this.#threshold;
    if (threshold !== null) return greater(output, threshold);
    const isLargest = greaterEqual(output, max(output, { axis: -1, keepdims: true }));
    return logicalAnd(isLargest, greater(absolute(output), 1e-9));
  }

  override result(): Tensor {
    const average = this.#average;
    const [tp = [], fp = [], fn = [], weights = []] = (this.#sums ?? []).map((own) => own.values());
    const scores = tp.map((right, i) => this.#score(right, fp[i]!, fn[i]!));
    if (average === null) return vector(scores);
    const { dtype } = this.options as { readonly dtype: "float32" };
    const sumOf = (list: readonly number[]): number => list.reduce((total, x) => total + x, 0);
    if (average !== "weighted") return scalar(sumOf(scores) / Math.max(1, scores.length), dtype);
    const total = sumOf(weights) + epsilon();
    return scalar(sumOf(scores.map((score, i) => (score * weights[i]!) / total)), dtype);
  }

  #score(tp: number, fp: number, fn: number): number {
    const precision = tp / (tp + fp + epsilon());
    const recall = tp / (tp + fn + epsilon());
    const square = this.#beta ** 2;
    return ((precision * recall) / (square * precision + recall + epsilon())) * (1 + square);
  }
}

/** (1 + β²) · precision · recall / (β² · precision + recall), of targets and outputs [batch, classes]. */
export class FBetaScore extends FScore<FBetaScoreOptions> {
  static override readonly className = "FBetaScore";

  constructor(options: FBetaScoreOptions = {}) {
    const defaults = { name: "fbeta_score", average: null, threshold: null, beta: 1 };
    super(options, defaults, options.beta ?? 1);
  }
}

/** `fBetaScore({ beta: 2, average: "macro" })` */
export const fBetaScore: MetricConstructor<FBetaScoreOptions, FBetaScore> =
  metricConstructor(FBetaScore);
