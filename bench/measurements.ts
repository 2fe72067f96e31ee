import type { Contender } from "./contenders.ts";
import { Cannot, coldStart, measure, type PeerRequest, type PeerResult } from "./peer.ts";
import type { Work } from "./works.ts";

/** What has come out for one contender at one work. */
export interface Row {
  readonly work: Work;
  readonly contender: Contender;
  /** One for each process, in the work's unit. */
  readonly values: number[];
  readonly results: PeerResult[];
  /** Why there are no values. */
  reason: string | undefined;
  /** Whether that is a failure, and not that the contender does not do this. */
  failed: boolean;
}

/** How much is measured. */
export interface Amount {
  /** Processes for each number. */
  readonly processes: number;
  /** Few rows: only to see that all run. */
  readonly quick: boolean;
  /** Seconds that a process may take. */
  readonly limit: number;
  /** When to start no more processes, as `performance.now()` says it. */
  readonly deadline: number;
}

/** Files that all contenders read. */
export type Files = Pick<PeerRequest, "images" | "labels" | "folder">;

/** Processes of a cold start are so short that a visit runs several. */
const coldStartsAVisit = 3;

/** Measures works, contender after contender, and all that again, so that a busy minute hits everyone. */
export class Measurements {
  readonly rows: Row[];
  readonly #amount: Amount;
  readonly #files: Files;

  constructor(
    works: readonly Work[],
    contenders: readonly Contender[],
    amount: Amount,
    files: Files,
  ) {
    this.rows = works.flatMap((work) =>
      contenders
        .filter((contender) => contender.does(work))
        .map((contender) => ({
          work,
          contender,
          values: [],
          results: [],
          failed: false,
          reason: contender.installed() ? undefined : `not installed: ${contender.install}`,
        })),
    );
    this.#amount = amount;
    this.#files = files;
  }

  /** Goes through all, those that may be the fastest first; `after` is called when a work has been visited. */
  async run(after: () => Promise<void>): Promise<void> {
    const leading = this.rows.filter(({ contender, work }) => contender.leads(work));
    const others = this.rows.filter((row) => !leading.includes(row));
    for (let pass = 0; pass < this.#amount.processes; pass++) {
      await this.#visit(leading, after);
      await this.#visit(others, after);
    }
    for (const row of this.rows) {
      if (row.values.length === 0) row.reason ??= "no time was left";
    }
    await after();
  }

  /** Each work in turn; what is left of the time is shared out evenly, so that the last ones get some. */
  async #visit(rows: readonly Row[], after: () => Promise<void>): Promise<void> {
    const works = [...new Set(rows.map(({ work }) => work))];
    for (const [i, work] of works.entries()) {
      const now = performance.now();
      const end = now + (this.#amount.deadline - now) / (works.length - i);
      for (const row of rows.filter((row) => row.work === work)) {
        if (row.reason === undefined && performance.now() < end) await this.#measure(row);
      }
      await after();
    }
  }

  async #measure(row: Row): Promise<void> {
    const { work, contender, values, results } = row;
    const { command } = contender;
    const { limit } = this.#amount;
    try {
      if (work.unit === "s") {
        const starts = this.#amount.quick ? 1 : coldStartsAVisit;
        for (let i = 0; i < starts; i++) {
          values.push(await coldStart(command, this.#request(row), limit));
        }
      } else {
        const result = await measure(command, this.#request(row), limit);
        results.push(result);
        values.push(valueOf(work, result));
      }
      console.log(
        `${work.name}: ${contender.label}: ${values.at(-1)!.toPrecision(3)} ${work.unit}`,
      );
    } catch (error) {
      row.reason = (error as Error).message;
      row.failed = !(error instanceof Cannot);
      console.log(`${work.name}: ${contender.label}: ${row.failed ? "FAILED: " : ""}${row.reason}`);
    }
  }

  #request({ work, contender }: Row): PeerRequest {
    const { quick } = this.#amount;
    return {
      mode: work.unit === "s" ? "cold" : "measure",
      model: work.model,
      task: work.task,
      variant: contender.variant,
      batch: work.batch,
      rows: quick ? work.quickRows : contender.slow(work) ? work.slowRows : work.rows,
      threads: contender.threads,
      seconds: quick ? 0 : work.seconds,
      ...this.#files,
    };
  }
}

/** What the goals compare, of one process. */
function valueOf(
  { unit, rows, batch }: Work,
  { stepSeconds, peakMemoryBytes }: PeerResult,
): number {
  if (unit === "MB") return peakMemoryBytes / 1e6;
  const seconds = Math.min(...stepSeconds);
  return unit === "s/epoch" ? seconds * Math.ceil(rows / batch) : seconds * 1000;
}
