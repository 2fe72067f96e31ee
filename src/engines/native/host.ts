/** What the C compiler of this machine makes code for. Part of the bits of a result. */
export interface Target {
  /** float32 elements of its widest vector register. */
  readonly lanes: number;
  /** Vector registers. */
  readonly registers: number;
  /** Whether it has a multiply-add that rounds once. */
  readonly fusedMultiplyAdd: boolean;
  /** Compiler and version, for people. */
  readonly compiler: string;
}

/** A part of an array buffer that begins at an address that is a multiple of 64. */
export interface AlignedMemory {
  readonly buffer: ArrayBuffer;
  /** Where it begins, in bytes. */
  readonly start: number;
}

/** The code of a program. Kept in memory while anything refers to it. */
export interface NativeLibrary {
  /**
   * Runs steps; long runs on another thread, while the event loop goes on. `places`: bytes from the start of the memory
   * to each base.
   */
  run(memory: Uint8Array, places: BigInt64Array, steps: number): Promise<void>;
  runSync(memory: Uint8Array, places: BigInt64Array, steps: number): void;
}

/** The compiler, the folder of compiled code and the door to it: what a page does not have. */
export interface NativeHost {
  readonly target: Target;
  /**
   * The library of these C files, which runs on up to so many threads; compiled, or from the folder. Throws with the
   * reason where that fails.
   */
  load(files: readonly string[], threads: number): Promise<NativeLibrary>;
  loadSync(files: readonly string[], threads: number): NativeLibrary;
  /** Memory that is all zero. */
  allocate(bytes: number): AlignedMemory;
}
