import type { Contender } from "./contenders.ts";
import type { Row } from "./measurements.ts";
import type { Peak } from "./peak.ts";
import { formatTable, spreadOf } from "./table.ts";
import type { Goal, Rivals, Work } from "./works.ts";

/** Markdown: the goals of all works, then a table for each work. */
export function report(rows: readonly Row[], peak: Peak): string {
  const works = [...new Set(rows.map(({ work }) => work))];
  const goals = works.flatMap((work) => goalsOf(work, rows));
  const peaks = [...peak.gigaflops].map(([threads, value]) => `${value.toFixed(0)} on ${threads}`);
  return [
    `Peak of the machine, GFLOP/s by threads: ${peaks.join(", ")} (${peak.origin}).`,
    versionsOf(rows),
    "## Goals",
    "Peer's time over Hornet's, by minima, and beside it by medians; Hornet and the peers each with their best number of threads.",
    formatTable(["work", "goal", "wanted", "measured", "", "by medians", "against"], goals),
    ...works.flatMap((work) => [
      `## ${work.title}`,
      tableOf(work, rows, peak),
      notesOf(work, rows),
    ]),
  ]
    .filter((part) => part !== "")
    .join("\n\n");
}

function versionsOf(rows: readonly Row[]): string {
  const versions = rows.flatMap(({ results }) => results.map(({ version }) => version));
  return [...new Set(versions)].join("; ");
}

const measuredAt = (work: Work, rows: readonly Row[]): Row[] =>
  rows.filter((row) => row.work === work && row.values.length > 0);

/** The row with the least value among those who pass. */
function best(
  work: Work,
  rows: readonly Row[],
  passes: (contender: Contender) => boolean,
): Row | undefined {
  return measuredAt(work, rows)
    .filter(({ contender }) => passes(contender))
    .toSorted((a, b) => least(a) - least(b))[0];
}

const least = ({ values }: Row): number => spreadOf(values).minimum;
const middle = ({ values }: Row): number => spreadOf(values).median;

const isHornet = ({ side }: Contender): boolean => side.startsWith("hornet");

/** Whether a goal compares with this contender: its kind, or its name's beginning, is what the goal says. */
const isRival = (over: Rivals, { side, name }: Contender): boolean =>
  side === over || name.startsWith(over);

function goalsOf(work: Work, rows: readonly Row[]): string[][] {
  return work.goals.map((goal) => {
    const own = best(work, rows, (contender) =>
      goal.engine === "any" ? isHornet(contender) : contender.side === `hornet-${goal.engine}`,
    );
    const { what, wanted, measured, against } =
      "atMost" in goal ? absolute(goal, own, work) : relative(goal, own, work, rows);
    const met = measured === undefined ? "not measured" : measured.met ? "met" : "NOT MET";
    return [work.name, what, wanted, measured?.text ?? "", met, measured?.median ?? "", against];
  });
}

interface Outcome {
  readonly what: string;
  readonly wanted: string;
  readonly measured:
    | { readonly text: string; readonly met: boolean; readonly median: string }
    | undefined;
  readonly against: string;
}

function absolute(
  { atMost }: Extract<Goal, { atMost: number }>,
  own: Row | undefined,
  { unit }: Work,
): Outcome {
  const value = own && least(own);
  return {
    what: `Hornet, ${unit}`,
    wanted: `at most ${atMost}`,
    measured:
      value === undefined
        ? undefined
        : { text: value.toPrecision(3), met: value <= atMost, median: middle(own!).toPrecision(3) },
    against: own?.contender.label ?? "",
  };
}

function relative(
  { engine, over, atLeast }: Extract<Goal, { atLeast: number }>,
  own: Row | undefined,
  work: Work,
  rows: readonly Row[],
): Outcome {
  const rival = best(work, rows, (contender) => isRival(over, contender));
  const ratio = own && rival && least(rival) / least(own);
  const names = own && rival && `${rival.contender.label} / ${own.contender.label}`;
  return {
    what: `${over} / Hornet ${engine}`,
    wanted: `at least ${atLeast}`,
    measured:
      ratio === undefined
        ? undefined
        : {
            text: ratio.toPrecision(3),
            met: ratio >= atLeast,
            median: (middle(rival!) / middle(own!)).toPrecision(3),
          },
    against: names ?? "",
  };
}

function tableOf(work: Work, rows: readonly Row[], peak: Peak): string {
  const engines = ["native", "wasm"] as const;
  const own = engines.map((engine) => best(work, rows, ({ side }) => side === `hornet-${engine}`));
  const lines = rows
    .filter((row) => row.work === work)
    .map((row) => [row.contender.label, ...columnsOf(row, own, peak)]);
  return formatTable(
    [
      "",
      `${work.unit} min`,
      "median",
      work.unit === "s" || work.unit === "MB" ? "processes" : "epochs",
      ...engines.map((engine) => `/ Hornet ${engine}`),
      "GFLOP/s",
      "of peak",
      "peak MB",
      "loss",
    ],
    lines,
  );
}

/** Numbers of a row; what is missing stays empty, its reason stands below the table. */
function columnsOf(row: Row, own: readonly (Row | undefined)[], peak: Peak): string[] {
  const { work, contender, values, results } = row;
  if (values.length === 0) return ["-"];
  const { minimum, median } = spreadOf(values);
  const gigaflops = gigaflopsOf(row);
  const share = gigaflops && gigaflops / (peak.gigaflops.get(contender.threads) ?? NaN);
  const megabytes = results.map(({ peakMemoryBytes }) => peakMemoryBytes / 1e6);
  const losses = results.flatMap(({ loss }) => (loss === undefined ? [] : [loss]));
  return [
    minimum.toPrecision(4),
    median.toPrecision(4),
    `${values.length}`,
    ...own.map((mine) => (mine === undefined ? "" : (minimum / least(mine)).toPrecision(3))),
    gigaflops?.toPrecision(3) ?? "",
    share === undefined || Number.isNaN(share) ? "" : `${(100 * share).toFixed(0)} %`,
    work.unit === "MB" || megabytes.length === 0 ? "" : Math.max(...megabytes).toFixed(0),
    losses.length === 0 ? "" : spreadOf(losses).median.toPrecision(3),
  ];
}

/** Of the fastest step; none where the time is not that of steps. */
function gigaflopsOf({ work, results }: Row): number | undefined {
  if (work.unit === "MB" || results.length === 0) return undefined;
  const seconds = Math.min(...results.flatMap(({ stepSeconds }) => stepSeconds));
  return work.flops / seconds / 1e9;
}

/** Why rows are empty, and what the held out images say. */
function notesOf(work: Work, rows: readonly Row[]): string {
  const own = rows.filter((row) => row.work === work);
  const empty = own
    .filter(({ values }) => values.length === 0)
    .map(({ contender, reason }) => `- ${contender.label}: ${reason ?? "not measured yet"}`);
  const accuracies = own.flatMap(({ contender, results }) => {
    const found = results.flatMap(({ accuracy }) => (accuracy === undefined ? [] : [accuracy]));
    return found.length === 0 ? [] : [`${contender.label} ${spreadOf(found).median.toFixed(3)}`];
  });
  const learned = accuracies.length === 0 ? [] : [`- Accuracy: ${accuracies.join("; ")}`];
  return [...learned, ...empty].join("\n");
}
