import { fail } from "../base/errors.ts";
import { uniqueName } from "../base/names.ts";
import { scalar } from "../ops/convert.ts";
import type { Tensor } from "../tensor/tensor.ts";
import type { ConfusionOptions } from "./confusion.ts";
import { ConfusionMetric, ratio } from "./confusionMetric.ts";
import type { MetricDefaults, MetricOptions } from "./metric.ts";

/** Options of the metrics that look for the best threshold. */
export interface BestAtRateOptions extends MetricOptions {
  /** How many thresholds are tried, evenly from 0 to 1. Default 200. */
  readonly numThresholds?: number | undefined;
  /** Only this class is looked at. Default null: all. */
  readonly classId?: number | null | undefined;
}

/** A share that a threshold has: of positive targets found, of negative ones left out, of positive outputs that are right. */
type Rate = "sensitivity" | "specificity" | "precision";

/** Which metric it is. */
interface Search<Goal extends string> {
  readonly name: string;
  /** The option that says what must be reached. */
  readonly goal: Goal;
  /** The rate that must reach it. */
  readonly bound: Rate;
  /** The rate of which the largest is looked for. */
  readonly wanted: Rate;
}

const cells = ["true_positives", "true_negatives", "false_positives", "false_negatives"] as const;

/** So many thresholds at equal distances from 0 to 1; one alone is 0.5. */
export function evenThresholds(place: string, count: number): number[] {
  if (!Number.isInteger(count) || count < 1) {
    fail("option", {
      where: place,
      expected: "numThresholds, a whole number of at least 1",
      received: `${count}`,
    });
  }
  return count === 1 ? [0.5] : Array.from({ length: count }, (_, i) => i / (count - 1));
}

/** The largest value of one rate among the thresholds at which another reaches a goal; 0 if none does. */
export abstract class BestAtRate<
  Options extends BestAtRateOptions,
> extends ConfusionMetric<Options> {
  protected override readonly confusion: ConfusionOptions;
  readonly #search: Search<string>;
  readonly #goal: number;

  constructor(options: Options, search: Search<string & keyof Options>) {
    const defaults = { numThresholds: 200, classId: null, [search.goal]: Number.NaN };
    const name = options.name ?? uniqueName(search.name);
    super(options, { name, ...defaults } as unknown as MetricDefaults<Options>);
    const { numThresholds, classId } = this.options as Required<BestAtRateOptions>;
    this.#search = search;
    this.#goal = options[search.goal] as number;
    if (!(this.#goal >= 0 && this.#goal <= 1)) {
      fail("option", {
        where: name,
        expected: `${search.goal} from 0 to 1`,
        received: String(this.#goal),
      });
    }
    const thresholds = evenThresholds(name, numThresholds ?? 200);
    this.confusion = { thresholds, classId };
    this.count(
      ["true_positives", "false_positives", "true_negatives", "false_negatives"],
      [thresholds.length],
    );
  }

  override result(): Tensor {
    const [tp, tn, fp, fn] = cells.map((cell) => this.counts(cell)) as [
      number[],
      number[],
      number[],
      number[],
    ];
    const rates: Readonly<Record<Rate, (i: number) => number>> = {
      sensitivity: (i) => ratio(tp[i]!, tp[i]! + fn[i]!),
      specificity: (i) => ratio(tn[i]!, tn[i]! + fp[i]!),
      precision: (i) => ratio(tp[i]!, tp[i]! + fp[i]!),
    };
    const { bound, wanted } = this.#search;
    const reached = tp.map((_, i) => rates[bound](i) >= Math.fround(this.#goal));
    return scalar(
      Math.max(0, ...tp.map((_, i) => (reached[i]! ? rates[wanted](i) : 0))),
      "float32",
    );
  }
}
