import { HornetError } from "../base/errors.ts";

/** The parts of Node's process that ctrl-C needs; absent in browsers. */
interface SignalSource {
  once(event: "SIGINT", listener: () => void): void;
  removeListener(event: "SIGINT", listener: () => void): void;
}

/** Whether somebody asked a run to stop: by ctrl-C or through an AbortSignal. */
export interface Interrupt {
  readonly requested: boolean;
  /** Throws if somebody did: for runs that have nothing to give when they end early. */
  throwIfRequested(where: string): void;
  /** Stops listening. */
  release(): void;
}

/**
 * Listens to ctrl-C (only the first one: the second ends the process as usual) and to `signal`. The run goes on to the
 * end of its step and then looks at `requested`. A run of one step has nothing to stop: ctrl-C is left to the program.
 */
export function listenForInterrupt(signal?: AbortSignal, steps?: number): Interrupt {
  let interrupted = false;
  const onSignal = (): void => {
    interrupted = true;
  };
  const { process } = globalThis as { process?: Partial<SignalSource> };
  // Adding and removing a listener takes a twentieth of a millisecond.
  const source = steps === 1 ? undefined : process;
  source?.once?.("SIGINT", onSignal);
  return {
    get requested() {
      return interrupted || signal?.aborted === true;
    },
    throwIfRequested: (where) => {
      signal?.throwIfAborted();
      if (interrupted)
        throw new HornetError("state", `${where}: stopped by ctrl-C before all data was seen.`);
    },
    release: () => source?.removeListener?.("SIGINT", onSignal),
  };
}
