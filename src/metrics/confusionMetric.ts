import type { OperandLike } from "../ops/convert.ts";
import type { CompensatedSum } from "./compensatedSum.ts";
import { confusion, type Cell, type ConfusionOptions } from "./confusion.ts";
import { Metric, type MetricOptions } from "./metric.ts";

/** x / y, but 0 where y = 0; rounded as float32 is, so that comparisons come out as Keras's do. */
export function ratio(x: number, y: number): number {
  return y === 0 ? 0 : Math.fround(Math.fround(x) / Math.fround(y));
}

/** A metric that gathers cells of the confusion matrix over the epoch. */
export abstract class ConfusionMetric<
  Options extends MetricOptions = MetricOptions,
> extends Metric<Options> {
  readonly #sums = new Map<Cell, CompensatedSum>();

  /** What counts as positive. */
  protected abstract readonly confusion: ConfusionOptions;

  /** Begins to count the cells: [thresholds] numbers each, or [thresholds, labels]. */
  protected count(cells: readonly Cell[], shape: readonly number[], name?: string): void {
    for (const cell of cells) this.#sums.set(cell, this.addSum(name ?? cell, shape, "float32"));
  }

  /** The counts so far of a cell, in C order. */
  protected counts(cell: Cell): number[] {
    return this.#sums.get(cell)?.values() ?? [];
  }

  override updateState(yTrue: OperandLike, yPred: OperandLike, sampleWeight?: OperandLike): void {
    const of = confusion(this.name, { yTrue, yPred, sampleWeight }, this.confusion);
    for (const [cell, total] of this.#sums) total.add(of(cell));
  }
}
