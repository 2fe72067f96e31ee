import { availableParallelism } from "node:os";
import { MessageChannel, Worker } from "node:worker_threads";
import type { Answer, Assignment, Helper, Parcel } from "./helper.ts";

/** Whether memory can be shared between threads here. */
export const canShareMemory = true;

/** Whether the caller's thread may sleep for a moment, and so take part in a run. */
export const callerMayWait = true;

/** Cores that this process may use. */
export function availableCores(): number {
  return availableParallelism();
}

/** The words of a helper's bell: how often it rang, how often it rang for a run, and the run's numbers. */
const words = { rung: 0, runs: 1, assignment: 2 } as const;

class NodeHelper implements Helper {
  readonly #worker: Worker;
  readonly #port: MessageChannel["port1"];
  readonly #bell = new Int32Array(new SharedArrayBuffer(64));

  constructor(hear: (answer: Answer) => void) {
    const { port1, port2 } = new MessageChannel();
    this.#port = port1;
    this.#worker = new Worker(new URL("./worker.node.js", import.meta.url), {
      name: "hornet",
      workerData: { port: port2, bell: this.#bell },
      transferList: [port2],
      // Nothing of what this process was started with: loaders and hooks would cost more than all the rest.
      execArgv: [],
    });
    this.#worker.on("message", hear);
    this.#worker.on("error", (error) => hear({ kind: "ended", message: String(error) }));
    this.#worker.on("exit", (code) => hear({ kind: "ended", message: `it ended with ${code}` }));
    this.#worker.unref();
  }

  send(parcel: Parcel): void {
    this.#port.postMessage(parcel);
    this.#ring();
  }

  run({ program, steps, thread, threads, report }: Assignment): void {
    this.#bell.set([program, steps, thread, threads, report ? 1 : 0], words.assignment);
    Atomics.add(this.#bell, words.runs, 1);
    this.#ring();
  }

  #ring(): void {
    Atomics.add(this.#bell, words.rung, 1);
    Atomics.notify(this.#bell, words.rung);
  }

  hold(): void {
    this.#worker.ref();
  }

  release(): void {
    this.#worker.unref();
  }

  end(): void {
    void this.#worker.terminate();
  }
}

/** Starts a thread. It does not keep the process alive, unless it is held. */
export function startHelper(hear: (answer: Answer) => void): Helper {
  return new NodeHelper(hear);
}
