import type { DType } from "../base/dtype.ts";
import { fail, failUnknownName } from "../base/errors.ts";
import type { Engine } from "../engines/engine.ts";
import { reference } from "../engines/reference/reference.ts";
import { wasmEngine } from "../engines/wasm/engine.ts";

/** The engines by name; "auto" is wasm. */
export type EngineName = "auto" | "wasm" | "reference";

const engines: Readonly<Record<EngineName, () => Engine>> = {
  auto: () => wasmEngine(),
  wasm: () => wasmEngine(),
  reference: () => reference,
};

const planned: readonly string[] = ["native", "webgpu"];

let chosen: { name: string; engine: Engine } | undefined;

function resolve(where: string, name: string): Engine {
  if (Object.hasOwn(engines, name)) return engines[name as EngineName]();
  if (planned.includes(name)) {
    fail("unsupported", {
      where,
      expected: "an engine that is built",
      received: `"${name}", which is planned`,
      advice: 'Use "wasm", which needs nothing installed',
    });
  }
  return failUnknownName(where, "engine", name, Object.keys(engines));
}

/**
 * Chooses the engine of everything that is compiled from now on. Default "auto", or the environment's HORNET_ENGINE.
 * Throws if there is no such engine.
 */
export function setEngine(name: EngineName): void {
  chosen = { name, engine: resolve("setEngine", name) };
}

/** The engine that programs are compiled for now. */
export function currentEngine(): Engine {
  if (chosen === undefined) {
    const environment = (globalThis as { process?: { env?: Record<string, string | undefined> } })
      .process?.env;
    const name = environment?.["HORNET_ENGINE"] ?? "auto";
    chosen = { name, engine: resolve("HORNET_ENGINE", name) };
  }
  return chosen.engine;
}

/** The current engine, or the reference engine where the current one does not know one of the dtypes (float64). */
export function engineFor(dtypes: readonly DType[]): Engine {
  const engine = currentEngine();
  return dtypes.every((dtype) => engine.traits.dtypes.includes(dtype)) ? engine : reference;
}
