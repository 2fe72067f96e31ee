/** Where the bytes of modules are kept for other processes. */
export interface ModuleStore {
  /** What was kept under this key by the same version of Hornet, whole; undefined if there is nothing. */
  read(key: string): Uint8Array<ArrayBuffer> | undefined;
  /** Never throws: what cannot be kept is printed again. */
  keep(key: string, bytes: Uint8Array): void;
}

let store: ModuleStore | undefined;

/** The store that programs are looked for in, if the process has one. */
export function keptModules(): ModuleStore | undefined {
  return store;
}

/**
 * From now on programs are looked for in this store before they are printed.
 * @public of the script that `tools/build.mjs` makes
 */
export function keepModulesIn(kept: ModuleStore | undefined): void {
  store = kept;
}
