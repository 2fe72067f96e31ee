import { writeFileAtomically } from "#files";
import { checkOptions } from "../base/config.ts";
import { bytesPerElement } from "../base/dtype.ts";
import { fail } from "../base/errors.ts";
import { yieldToEventLoop } from "../base/eventLoop.ts";
import type { Engine } from "../engines/engine.ts";
import { machinePeak, type MachinePeak } from "../eager/machinePeak.ts";
import { SessionProgram, type Session } from "../eager/session.ts";
import { multiplyAdds } from "../ops/primitives/cards.ts";
import { launchesAlone } from "../program/alone.ts";
import type { Group, Program } from "../program/program.ts";
import type { DataLike, InputLike } from "./data.ts";
import type { TrainableModel } from "./model.ts";
import { checkData, checkInputs } from "./runData.ts";
import { commonRows } from "./data.ts";
import type { Pass, Trainer } from "./trainer.ts";

/** Options of `profile`. */
export interface ProfileOptions {
  /** Samples per step. Default 32, at most the samples given. */
  readonly batchSize?: number | undefined;
  /** Steps that are timed, after as many that are not; the fastest time of each launch counts. Default 10. */
  readonly steps?: number | undefined;
}

/** What one launch, or all launches of a layer, take in one step. */
export interface Cost {
  /** The launch, "3:dot+add+max", or the layer, "dense". */
  readonly name: string;
  /** The layer, or "data", "loss", "metrics", "optimizer". */
  readonly layer: string;
  readonly milliseconds: number;
  /** Of the step's time, 0 to 1. */
  readonly share: number;
  /** Products that are summed. */
  readonly multiplyAdds: number;
  /** Bytes of the arrays that are read and written, each once. */
  readonly bytes: number;
  /** 10⁹ additions and multiplications of products a second. */
  readonly gigaflops: number;
  /** 10⁹ bytes a second. */
  readonly gigabytes: number;
  /** The larger of the shares of the machine's two peaks, 0 to 1: what limits this launch. */
  readonly shareOfPeak: number;
}

/** One launch of the recorded step. */
interface Event {
  readonly name: string;
  readonly layer: string;
  /** Milliseconds since the step began. */
  readonly start: number;
  readonly milliseconds: number;
}

const columns = [
  "time",
  "share",
  "GFLOP/s",
  "GB/s",
  "of peak",
] as const satisfies readonly string[];

/** Where the time of a step goes, launch by launch. */
export class Profile {
  readonly engine: string;
  /** "train batch of 32". */
  readonly program: string;
  /** Threads that shared a launch out; on WebAssembly one, whatever `setThreads` says. */
  readonly threads: number;
  readonly milliseconds: number;
  readonly peak: MachinePeak;
  /** In launch order. */
  readonly launches: readonly Cost[];
  /** Most expensive first. */
  readonly layers: readonly Cost[];
  readonly #events: readonly Event[];

  constructor(engine: Engine, program: Program, seconds: readonly number[]) {
    const peak = machinePeak(engine);
    this.engine = engine.name;
    this.threads = engine.threadsAtOnce;
    this.program = program.name;
    this.peak = peak;
    const launches = launchesAlone(program).flatMap(({ rounds }, i) =>
      // What is kept from step to step is no part of one.
      rounds === 0 ? [] : [{ group: program.groups[i]!, rounds, seconds: seconds[i]! }],
    );
    this.milliseconds = launches.reduce((sum, own) => sum + own.seconds, 0) * 1e3;
    this.launches = launches.map((launch) =>
      this.#cost({
        name: launch.group.name,
        layer: layerOf(launch.group),
        milliseconds: launch.seconds * 1e3,
        multiplyAdds: multiplyAdds(launch.group.values) * launch.rounds,
        bytes: bytesOf(launch.group) * launch.rounds,
      }),
    );
    const byLayer = new Map<string, Work>();
    for (const { layer, ...cost } of this.launches) {
      const sum = byLayer.get(layer) ?? {
        name: layer,
        layer,
        milliseconds: 0,
        multiplyAdds: 0,
        bytes: 0,
      };
      byLayer.set(layer, {
        ...sum,
        milliseconds: sum.milliseconds + cost.milliseconds,
        multiplyAdds: sum.multiplyAdds + cost.multiplyAdds,
        bytes: sum.bytes + cost.bytes,
      });
    }
    this.layers = [...byLayer.values()]
      .map((work) => this.#cost(work))
      .toSorted((a, b) => b.milliseconds - a.milliseconds);
    let start = 0;
    this.#events = this.launches.map(({ name, layer, milliseconds }) => {
      const event = { name, layer, start, milliseconds };
      start += milliseconds;
      return event;
    });
  }

  #cost(work: Work): Cost {
    const gigaflops = (2 * work.multiplyAdds) / work.milliseconds / 1e6;
    const gigabytes = work.bytes / work.milliseconds / 1e6;
    return {
      ...work,
      share: work.milliseconds / this.milliseconds,
      gigaflops,
      gigabytes,
      shareOfPeak: Math.max(gigaflops / this.peak.gigaflops, gigabytes / this.peak.gigabytes),
    };
  }

  /** What Chrome's about:tracing and Perfetto read: one event per launch. */
  toChromeTrace(): { traceEvents: readonly Record<string, unknown>[] } {
    return {
      traceEvents: this.#events.map(({ name, layer, start, milliseconds }) => ({
        name,
        cat: layer,
        ph: "X",
        ts: start * 1e3,
        dur: milliseconds * 1e3,
        pid: 1,
        tid: 1,
        args: { layer },
      })),
    };
  }

  /** Writes the Chrome trace as JSON. */
  async saveTrace(path: string): Promise<void> {
    await writeFileAtomically(path, JSON.stringify(this.toChromeTrace()));
  }

  /** Two tables: layers, then launches, most expensive first. */
  toString(): string {
    const { gigaflops, gigabytes } = this.peak;
    const threads = this.threads === 1 ? "one thread" : `${this.threads} threads`;
    return [
      `${this.program} on ${this.engine}, ${threads}: ${this.milliseconds.toFixed(3)} ms a step`,
      `this machine's peak: ${gigaflops.toFixed(1)} GFLOP/s, ${gigabytes.toFixed(1)} GB/s`,
      formatCosts("layer", this.layers),
      formatCosts(
        "launch",
        this.launches.toSorted((a, b) => b.milliseconds - a.milliseconds),
      ),
    ].join("\n\n");
  }

  static {
    // What Node's console shows.
    Object.defineProperty(Profile.prototype, Symbol.for("nodejs.util.inspect.custom"), {
      value(this: Profile): string {
        return this.toString();
      },
    });
  }
}

type Work = Pick<Cost, "name" | "layer" | "milliseconds" | "multiplyAdds" | "bytes">;

function formatCosts(title: string, costs: readonly Cost[]): string {
  const width = Math.max(title.length, ...costs.map(({ name }) => name.length));
  const row = (name: string, cells: readonly string[]): string =>
    `${name.padEnd(width)}${cells.map((cell) => cell.padStart(12)).join("")}`;
  return [
    row(title, columns),
    ...costs.map((cost) =>
      row(cost.name, [
        `${cost.milliseconds.toFixed(3)} ms`,
        `${(100 * cost.share).toFixed(1)} %`,
        cost.gigaflops.toFixed(1),
        cost.gigabytes.toFixed(1),
        `${(100 * cost.shareOfPeak).toFixed(0)} %`,
      ]),
    ),
  ].join("\n");
}

/** The part of the model that a launch is for: that of its heaviest value. */
function layerOf({ values, results }: Group): string {
  const heavy = values.find(({ kind }) => kind === "contraction" || kind === "reduction");
  return (heavy ?? results.at(-1)!).scope;
}

/** Bytes that a launch must move: every array once; of one that is only indexed, the elements that are taken. */
function bytesOf({ values, parameters, results }: Group): number {
  const read = parameters.map((parameter) => {
    const users = values.filter(({ inputs }) => inputs.includes(parameter));
    const taken = users.filter(
      ({ kind, inputs }) => kind === "indexing" && inputs[0] === parameter,
    );
    const all = taken.length === 0 || taken.length < users.length;
    const size = all ? parameter.size : taken.reduce((sum, value) => sum + value.size, 0);
    return Math.min(size, parameter.size) * bytesPerElement(parameter.dtype);
  });
  const written = results.map(({ size, dtype }) => size * bytesPerElement(dtype));
  return [...read, ...written].reduce((sum, own) => sum + own, 0);
}

/** Every launch of a program as a program of its own, in order. */
async function launchesOf(
  session: Session,
  { program, function: step, number }: SessionProgram,
): Promise<SessionProgram[]> {
  const alone = launchesAlone(program);
  const launches = program.groups.map((group, i) => {
    const { steps } = alone[i]!;
    const key = `launch ${i} of ${program.key}`;
    const part = { ...program, groups: [group], steps, prologue: undefined, key };
    return new SessionProgram(part, step, number);
  });
  for (const launch of launches) await session.load(launch);
  return launches;
}

/** Seconds that each launch of a pass's step takes at best, out of so many steps. The model stays as it was. */
async function timeLaunches(
  { session, cursor }: Trainer,
  { whole }: Pass,
  steps: number,
): Promise<number[]> {
  const launches = await launchesOf(session, whole);
  session.claim();
  const before = session.variables.map((variable) => variable.data.slice());
  const best = launches.map(() => Infinity);
  for (let step = 0; step < 2 * steps; step++) {
    cursor.assign(Int32Array.of(0));
    for (const [i, launch] of launches.entries()) {
      const start = performance.now();
      session.runSync(launch);
      const seconds = (performance.now() - start) / 1e3;
      if (step >= steps) best[i] = Math.min(best[i]!, seconds);
    }
    await yieldToEventLoop();
  }
  session.variables.forEach((variable, i) => variable.assign(before[i]!));
  return best;
}

/** Times one step's launches; see `profile` of the models. */
export async function profile(
  model: TrainableModel,
  trainer: Trainer,
  data: { readonly x: InputLike; readonly y: DataLike | undefined },
  options: ProfileOptions,
): Promise<Profile> {
  checkOptions("profile", options, ["batchSize", "steps"]);
  const { batchSize = 32, steps = 10 } = options;
  for (const [name, value] of Object.entries({ batchSize, steps })) {
    if (Number.isInteger(value) && value >= 1) continue;
    fail("value", {
      where: "profile",
      expected: `${name} to be a whole number of 1 or more`,
      received: String(value),
    });
  }
  return trainer.exclusively(async (turn) => {
    const { x, y } = data;
    if (y === undefined) {
      const inputs = checkInputs("profile", model, x);
      const named = inputs.map((tensor, i) => ({ name: `x[${i}]`, tensor }));
      const rows = commonRows("profile", named);
      const predicted = { inputs, targets: [], weights: [], rows };
      return time(await trainer.prepare("predict", predicted, batchSize, "predict"));
    }
    const compiled = trainer.compiled("profile");
    const checked = checkData("profile", model, compiled, { x, y, sampleWeight: undefined });
    compiled.build(model, checked.targets);
    return time(await trainer.prepare("train", checked, batchSize, "train"));

    async function time(pass: Pass): Promise<Profile> {
      await turn.place([pass]);
      const seconds = await timeLaunches(trainer, pass, steps);
      return new Profile(trainer.session.engine, pass.whole.program, seconds);
    }
  });
}
