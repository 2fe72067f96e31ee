import type { Answer, Assignment, Helper, Parcel } from "./helper.ts";

/** Whether memory can be shared between threads here: on pages whose server sends COOP and COEP, "isolated" ones. */
export const canShareMemory: boolean =
  typeof SharedArrayBuffer !== "undefined" && globalThis.crossOriginIsolated;

/** Whether the caller's thread may sleep for a moment, and so take part in a run. */
export const callerMayWait = false;

/** Cores that this page may use. */
export function availableCores(): number {
  return globalThis.navigator?.hardwareConcurrency ?? 1;
}

class BrowserHelper implements Helper {
  readonly #worker = new Worker(new URL("./worker.browser.js", import.meta.url), {
    type: "module",
    name: "hornet",
  });

  constructor(hear: (answer: Answer) => void) {
    this.#worker.addEventListener("message", ({ data }) => hear(data as Answer));
    this.#worker.addEventListener("error", ({ message }) => hear({ kind: "ended", message }));
  }

  send(parcel: Parcel): void {
    this.#worker.postMessage(parcel);
  }

  run(assignment: Assignment): void {
    this.#worker.postMessage({ kind: "run", ...assignment });
  }

  /** Pages live on anyway. */
  hold(): void {}

  release(): void {}

  end(): void {
    this.#worker.terminate();
  }
}

/** Starts a thread. */
export function startHelper(hear: (answer: Answer) => void): Helper {
  return new BrowserHelper(hear);
}
