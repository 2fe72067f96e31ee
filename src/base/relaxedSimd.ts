interface NodeProcess {
  readonly versions?: { readonly node?: string };
  readonly getBuiltinModule?: (
    id: string,
  ) => { setFlagsFromString(flags: string): void } | undefined;
}

/** Node 20 has relaxed SIMD behind a flag that works when set before the first module. Elsewhere nothing is done. */
export function switchRelaxedSimd(on: boolean): void {
  const { process } = globalThis as { readonly process?: NodeProcess };
  if (process?.versions?.node?.startsWith("20.") !== true) return;
  const flag = `--${on ? "" : "no-"}experimental-wasm-relaxed-simd`;
  process.getBuiltinModule?.("node:v8")?.setFlagsFromString(flag);
}
