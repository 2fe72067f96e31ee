import { fail, failUnknownName } from "../base/errors.ts";
import { colours, type Figure } from "./figure.ts";
import { lineChart, type LineChartOptions, type PointMark, type Series } from "./lineChart.ts";

type Logged = number | readonly Logged[];

/** What `fit` returns, as far as a plot needs it. */
export interface HistoryLike {
  /** One number per epoch, by name: loss, accuracy, val_loss, val_accuracy, ...; or one list of numbers. */
  readonly history: Readonly<Record<string, readonly Logged[]>>;
  /** The numbers of the epochs. Default 0, 1, 2, ... */
  readonly epoch?: readonly number[];
}

/** How learning curves look. */
export interface PlotHistoryOptions extends Omit<LineChartOptions, "marks" | "xMinStep"> {
  /** Which metrics, without "val_". Default: all. */
  readonly metrics?: readonly string[];
  /** Marks the best epoch of this series: its largest value for accuracy, AUC, precision and recall, else its least. */
  readonly best?: string;
}

/**
 * Learning curves: one colour per metric, solid in training, dashed in validation.
 * Throws "value" for a history without epochs, "name" for a metric that is not in it.
 */
export function plotHistory(source: HistoryLike, options: PlotHistoryOptions = {}): Figure {
  const { metrics, best, ...chart } = options;
  const { epoch } = source;
  const history = Object.fromEntries(
    Object.entries(source.history).flatMap(([name, values]) => curvesOf(name, values)),
  );
  const logged = Object.keys(history).filter((name) => (history[name]?.length ?? 0) > 0);
  if (logged.length === 0) {
    fail("value", {
      where: "plotHistory",
      expected: "a history of one epoch or more",
      received: "an empty one",
      advice: "Call fit first",
    });
  }
  const known = [...new Set(logged.map((name) => name.replace(/^val_/, "")))];
  const chosen = metrics?.flatMap((name) => {
    const own = known.filter((curve) => curve === name || curve.startsWith(`${name}[`));
    return own.length > 0 ? own : failUnknownName("plotHistory", "metric", name, known);
  });
  const series = (chosen ?? known).flatMap((metric, i): Series[] =>
    [metric, `val_${metric}`]
      .filter((name) => logged.includes(name))
      .map((name) => ({
        name,
        y: history[name]!,
        ...(epoch === undefined ? {} : { x: epoch }),
        colour: colours[i % colours.length]!,
        ...(name === metric ? {} : { dash: "6 4" }),
      })),
  );
  const marks = best === undefined ? [] : [markBest(best, history, epoch)];
  return lineChart(series, {
    title: "Learning curves",
    xLabel: "epoch",
    ...chart,
    xMinStep: 1,
    marks,
  });
}

/** A curve per number that was logged under a name; those of a list are called by their places: "f1_score[2]". */
function curvesOf(name: string, values: readonly Logged[]): [string, readonly number[]][] {
  const [first] = values;
  if (first === undefined || typeof first === "number")
    return [[name, values as readonly number[]]];
  return first.flatMap((_, i) =>
    curvesOf(
      `${name}[${i}]`,
      values.map((value) => (value as readonly Logged[])[i]!),
    ),
  );
}

function markBest(
  name: string,
  history: Readonly<Record<string, readonly number[]>>,
  epoch: readonly number[] | undefined,
): PointMark {
  const values = history[name];
  if (values === undefined)
    failUnknownName("plotHistory, option best", "series", name, Object.keys(history));
  const sign = /acc|auc|precision|recall/i.test(name) ? -1 : 1;
  const scores = values.map((value) => (Number.isFinite(value) ? sign * value : Infinity));
  const index = scores.indexOf(Math.min(...scores));
  const x = epoch?.[index] ?? index;
  return {
    x,
    y: values[index]!,
    label: `best ${name} ${formatValue(values[index]!)} at epoch ${x}`,
  };
}

function formatValue(value: number): string {
  return String(Number(value.toPrecision(4)));
}
