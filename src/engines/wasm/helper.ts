/** A program for a thread to keep, as numbered by the pool; or the number of one that nobody needs any more. */
export type Parcel =
  | {
      readonly kind: "load";
      readonly program: number;
      readonly module: WebAssembly.Module;
      readonly memory: WebAssembly.Memory;
      /** Of scratch, of the constants, and of the buffers that the module imports. */
      readonly addresses: readonly number[];
      /** Address of the barrier's generation, and what it becomes if this thread fails. */
      readonly generation: number;
      readonly poison: number;
    }
  | { readonly kind: "drop"; readonly program: number }
  | MirroredRun
  | { readonly kind: "forget"; readonly arena: number };

/** A run in the twin of an arena whose memory cannot be shared. */
export interface MirroredRun {
  readonly kind: "mirror";
  readonly arena: number;
  /** Size of the memory. */
  readonly pages: number;
  /** What the twin does not know yet. */
  readonly writes: readonly { readonly address: number; readonly bytes: Uint8Array<ArrayBuffer> }[];
  readonly program: number;
  /** What the program is made of, where the twin does not have it. */
  readonly load?: {
    readonly module: WebAssembly.Module;
    readonly addresses: readonly number[];
  };
  readonly steps: number;
  /** What the arena wants to hear of afterwards. */
  readonly reads: readonly { readonly address: number; readonly length: number }[];
}

/** A run of a program, for one of its threads. */
export interface Assignment {
  readonly program: number;
  readonly steps: number;
  readonly thread: number;
  readonly threads: number;
  /** Whether to say so when it is done. */
  readonly report: boolean;
}

/** What a thread says. `first`: nobody had failed before, so its message is the cause. */
export type Answer =
  | { readonly kind: "up" }
  | { readonly kind: "done" }
  /** A mirrored run is done: its `reads`, in order. */
  | { readonly kind: "mirrored"; readonly parts: readonly Uint8Array[] }
  | { readonly kind: "failed"; readonly first: boolean; readonly message: string }
  | { readonly kind: "ended"; readonly message: string };

/** A thread that runs what it is sent, one run after the other. */
export interface Helper {
  send(parcel: Parcel): void;
  run(assignment: Assignment): void;
  /** Keeps the process alive, until `release`. */
  hold(): void;
  release(): void;
  /** Ends it, whatever it does. */
  end(): void;
}
