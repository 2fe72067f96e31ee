import type { Contender } from "./contenders.ts";
import { Cannot, Peer, type PeerRequest, type PeerResult } from "./peer.ts";
import type { Work } from "./works.ts";

/** What has come out for one contender at one work. */
export interface Row {
  readonly work: Work;
  readonly contender: Contender;
  /** One for each epoch that was measured, in the work's unit; of starts and memory, for each process. */
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

/**
 * Measures works: contenders are started one after the other, then take turns by epochs, so that a busy second hits
 * everyone; and all that again.
 */
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
      const own = rows.filter((row) => row.work === work && row.reason === undefined);
      if (work.unit === "s") await this.#start(own, end);
      else await this.#takeTurns(own, end);
      await after();
    }
  }

  async #start(rows: readonly Row[], end: number): Promise<void> {
    const starts = this.#amount.quick ? 1 : coldStartsAVisit;
    for (const row of rows) {
      if (performance.now() >= end) return;
      await this.#note(row, async () => {
        for (let i = 0; i < starts; i++) row.values.push(await this.#peer(row).firstStep());
      });
    }
  }

  async #takeTurns(rows: readonly Row[], end: number): Promise<void> {
    let waiting: { readonly row: Row; readonly peer: Peer }[] = [];
    const finish = (row: Row, peer: Peer): Promise<void> =>
      this.#note(row, async () => {
        const result = await peer.result();
        row.results.push(result);
        row.values.push(...valuesOf(row.work, result));
      });
    for (const row of rows) {
      if (performance.now() >= end) break;
      const peer = this.#peer(row);
      if (await peer.waits()) waiting.push({ row, peer });
      else await finish(row, peer);
    }
    while (waiting.length > 0) {
      const still: typeof waiting = [];
      for (const { row, peer } of waiting) {
        if (await peer.turn()) still.push({ row, peer });
        else await finish(row, peer);
      }
      waiting = still;
    }
  }

  #peer(row: Row): Peer {
    return new Peer(row.contender.command, this.#request(row), this.#amount.limit);
  }

  /** Does what gives a row values; says what came out, and why not. */
  async #note(row: Row, measure: () => Promise<void>): Promise<void> {
    const { work, contender, values } = row;
    try {
      await measure();
      const least = Math.min(...values);
      console.log(`${work.name}: ${contender.label}: ${least.toPrecision(3)} ${work.unit}`);
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
function valuesOf(
  { unit, rows, batch }: Work,
  { stepSeconds, peakMemoryBytes }: PeerResult,
): number[] {
  if (unit === "MB") return [peakMemoryBytes / 1e6];
  const scale = unit === "s/epoch" ? Math.ceil(rows / batch) : 1000;
  return stepSeconds.map((seconds) => seconds * scale);
}
