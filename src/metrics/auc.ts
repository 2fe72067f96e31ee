import { fail } from "../base/errors.ts";
import { uniqueName } from "../base/names.ts";
import { epsilon } from "../base/epsilon.ts";
import { formatShape } from "../base/shape.ts";
import type { OpenShape } from "../losses/classification.ts";
import { scalar, toOperand, type OperandLike } from "../ops/convert.ts";
import { sigmoid } from "../ops/sigmoid.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { evenThresholds } from "./bestAtRate.ts";
import { thresholdsOf, type ConfusionOptions } from "./confusion.ts";
import { ConfusionMetric } from "./confusionMetric.ts";
import { metricConstructor, type MetricConstructor } from "./metricFactory.ts";
import type { MetricOptions } from "./metric.ts";

/** Options of `AUC`. */
export interface AUCOptions extends MetricOptions {
  /** How many thresholds the curve is drawn at, evenly from 0 to 1; at least 2. Default 200. */
  readonly numThresholds?: number | undefined;
  /** True against false positive rate, precision against recall, or their gains. Default "ROC". */
  readonly curve?: "ROC" | "PR" | "PRGAIN" | "roc" | "pr" | "prgain" | undefined;
  /** How the area between two points is taken: between them, below both or above both. Default "interpolation". */
  readonly summationMethod?: "interpolation" | "minoring" | "majoring" | undefined;
  /** Thresholds of one's own between 0 and 1, instead of even ones. Default null. */
  readonly thresholds?: readonly number[] | null | undefined;
  /** Whether each label has a curve of its own, and their areas are averaged. Default false. */
  readonly multiLabel?: boolean | undefined;
  /** How many labels there are, with `multiLabel`. Default null: as many as outputs. */
  readonly numLabels?: number | null | undefined;
  /** How much each label counts. Default null: equally. */
  readonly labelWeights?: readonly number[] | null | undefined;
  /** Whether outputs are logits instead of probabilities. Default false. */
  readonly fromLogits?: boolean | undefined;
}

/** The counts of one label at all thresholds. */
interface Counts {
  readonly tp: readonly number[];
  readonly fp: readonly number[];
  readonly tn: readonly number[];
  readonly fn: readonly number[];
}

const cells = ["true_positives", "false_positives", "true_negatives", "false_negatives"] as const;
const defaults = {
  numThresholds: 200,
  curve: "ROC",
  summationMethod: "interpolation",
  thresholds: null,
  multiLabel: false,
  numLabels: null,
  labelWeights: null,
  fromLogits: false,
} as const;

const quotient = (x: number, y: number): number => (y === 0 ? 0 : x / y);

/** Horizontal and vertical places of the points of a curve. */
const curves: Readonly<
  Record<"ROC" | "PR" | "PRGAIN", (c: Counts, i: number) => [number, number]>
> = {
  ROC: ({ tp, fp, tn, fn }, i) => [
    quotient(fp[i]!, fp[i]! + tn[i]!),
    quotient(tp[i]!, tp[i]! + fn[i]!),
  ],
  PR: ({ tp, fp, fn }, i) => [quotient(tp[i]!, tp[i]! + fn[i]!), quotient(tp[i]!, tp[i]! + fp[i]!)],
  // Flach & Kull 2015, Precision-recall-gain curves.
  PRGAIN: ({ tp, fp, tn, fn }, i) => {
    if (tp[i] === 0) return [0, 1];
    const scale = quotient(tp[i]! + fn[i]!, tn[i]! + fp[i]!);
    const gain = (wrong: number): number => 1 - scale * quotient(wrong, tp[i]!);
    return [Math.max(0, gain(fn[i]!)), gain(fp[i]!)];
  },
};

const heights = {
  interpolation: (a: number, b: number): number => (a + b) / 2,
  minoring: Math.min,
  majoring: Math.max,
} as const;

/** The area below a curve, as a sum of strips between neighbouring thresholds. */
function areaOf(
  counts: Counts,
  curve: "ROC" | "PR" | "PRGAIN",
  method: keyof typeof heights,
): number {
  const points = counts.tp.map((_, i) => curves[curve](counts, i));
  return points.slice(1).reduce((area, [x, y], i) => {
    const [before, height] = points[i]!;
    return area + (before - x) * heights[method](height, y);
  }, 0);
}

/**
 * The area below the precision-recall curve, with counts instead of rates between the thresholds.
 * Davis & Goadrich 2006. https://doi.org/10.1145/1143844.1143874
 */
function interpolatedPrecisionArea({ tp, fp, fn }: Counts): number {
  const positive = tp.map((x, i) => x + fp[i]!);
  let area = 0;
  for (let i = 0; i + 1 < tp.length; i++) {
    const [p, next] = [positive[i]!, positive[i + 1]!];
    const rise = tp[i]! - tp[i + 1]!;
    const slope = quotient(rise, Math.max(0, p - next));
    const intercept = tp[i + 1]! - slope * next;
    const growth = p > 0 && next > 0 ? p / next : 1;
    area += quotient(
      slope * (rise + intercept * Math.log(growth)),
      Math.max(0, tp[i + 1]! + fn[i + 1]!),
    );
  }
  return area;
}

/** The area under a curve of all thresholds: how well outputs tell positive targets from negative ones. */
export class AUC extends ConfusionMetric<AUCOptions> {
  static override readonly className = "AUC";
  protected override readonly confusion: ConfusionOptions;
  readonly #curve: "ROC" | "PR" | "PRGAIN";
  #labels: number | undefined;

  constructor(options: AUCOptions = {}) {
    super(options, { name: options.name ?? uniqueName("auc"), ...defaults });
    const { multiLabel, numLabels, labelWeights } = this.options;
    this.#curve = this.#checked();
    this.confusion = { thresholds: this.#thresholds(), multiLabel, labelWeights };
    if (!multiLabel) this.#begin(undefined);
    else if (numLabels !== null) this.#begin(numLabels);
  }

  #checked(): "ROC" | "PR" | "PRGAIN" {
    const { curve, summationMethod, multiLabel, numLabels } = this.options;
    const known = curve.toUpperCase();
    if (!Object.hasOwn(curves, known)) {
      fail("option", {
        where: this.name,
        expected: `a curve, one of ${Object.keys(curves).join(", ")}`,
        received: `"${curve}"`,
      });
    }
    if (!Object.hasOwn(heights, summationMethod)) {
      fail("option", {
        where: this.name,
        expected: `a summationMethod, one of ${Object.keys(heights).join(", ")}`,
        received: `"${summationMethod}"`,
      });
    }
    if (!multiLabel && numLabels !== null) {
      fail("option", {
        where: this.name,
        expected: "numLabels only with multiLabel: true",
        received: `numLabels ${numLabels}`,
      });
    }
    return known as "ROC" | "PR" | "PRGAIN";
  }

  /** Two thresholds lie just outside of 0 and 1, so that every output is above one and below the other. */
  #thresholds(): number[] {
    const { thresholds, numThresholds } = this.options;
    if (thresholds === null && !(numThresholds > 1)) {
      fail("option", {
        where: this.name,
        expected: "numThresholds, a whole number of at least 2",
        received: `${numThresholds}`,
      });
    }
    const inner =
      thresholds === null
        ? evenThresholds(this.name, numThresholds).slice(1, -1)
        : [...(thresholds.length === 0 ? [] : thresholdsOf(this.name, thresholds, 0.5))];
    return [-epsilon(), ...inner.sort((a, b) => a - b), 1 + epsilon()];
  }

  #begin(labels: number | undefined): void {
    this.#labels = labels ?? 1;
    const { length } = this.confusion.thresholds;
    this.count(cells, labels === undefined ? [length] : [length, labels]);
  }

  override build(_targetShape: OpenShape, outputShape: OpenShape): void {
    if (this.#labels !== undefined) return;
    const labels = outputShape[1];
    if (outputShape.length !== 2 || labels === null || labels === undefined) {
      fail("shape", {
        where: this.name,
        expected: "outputs [batch, labels]",
        received: `[${outputShape.join(", ")}]`,
      });
    }
    this.#begin(labels);
  }

  override updateState(yTrue: OperandLike, yPred: OperandLike, sampleWeight?: OperandLike): void {
    const output = this.options.fromLogits ? sigmoid(yPred) : toOperand(yPred);
    this.build(toOperand(yTrue).shape, output.shape);
    if (this.options.multiLabel && output.shape[1] !== this.#labels) {
      fail("shape", {
        where: this.name,
        expected: `outputs [batch, ${this.#labels}]`,
        received: formatShape(output.shape),
      });
    }
    super.updateState(yTrue, output, sampleWeight);
  }

  override result(): Tensor {
    const labels = this.#labels ?? 1;
    const [tp, fp, tn, fn] = cells.map((cell) => this.counts(cell));
    const areas = Array.from({ length: labels }, (_, label) => {
      const of = (counts: readonly number[] = []): number[] =>
        counts.filter((_, i) => i % labels === label);
      return this.#area({ tp: of(tp), fp: of(fp), tn: of(tn), fn: of(fn) });
    });
    const { labelWeights, multiLabel } = this.options;
    const weights = multiLabel && labelWeights !== null ? labelWeights : areas.map(() => 1);
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    const weighted = areas.reduce((sum, area, i) => sum + area * weights[i]!, 0);
    return scalar(quotient(weighted, total), "float32");
  }

  #area(counts: Counts): number {
    const { summationMethod } = this.options;
    return this.#curve === "PR" && summationMethod === "interpolation"
      ? interpolatedPrecisionArea(counts)
      : areaOf(counts, this.#curve, summationMethod);
  }
}

/** `auc({ curve: "PR" })`: the area under the curve. */
export const auc: MetricConstructor<AUCOptions, AUC> = metricConstructor(AUC);
