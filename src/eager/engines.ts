import type { DType } from "../base/dtype.ts";
import { fail, failUnknownName } from "../base/errors.ts";
import type { Engine, EngineFailure } from "../engines/engine.ts";
import { nativeEngine } from "../engines/native/engine.ts";
import { reference } from "../engines/reference/reference.ts";
import { wasmEngine } from "../engines/wasm/engine.ts";

/**
 * The engines by name. "native" compiles with the machine's C compiler; where that is impossible, "wasm" goes on and a
 * line says why. "auto" is "wasm", and "native" for trainings that are long enough to be worth the compilation.
 */
export type EngineName = "auto" | "wasm" | "native" | "reference";

const engines: Readonly<Record<EngineName, () => Engine>> = {
  auto: () => wasmEngine(),
  wasm: () => wasmEngine(),
  native: nativeOrWasm,
  reference: () => reference,
};

const planned: readonly string[] = ["webgpu"];

/** Operations from which "auto" compiles natively: some seconds of WebAssembly on one thread. */
const worthCompiling = 2e11;

let chosen: { name: string; engine: Engine } | undefined;
/** Why native code is not made any more. */
let refused: string | undefined;
let told = false;
/** What computes the small programs of a session whose large ones are compiled natively. */
let small: Engine | undefined;

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

function nativeOrWasm(): Engine {
  const native = refused ?? nativeEngine();
  if (typeof native !== "string") return native;
  tell(native);
  return wasmEngine();
}

/** Says once why there is no native code. */
function tell(reason: string): void {
  if (told) return;
  told = true;
  console.warn(`hornet: no native code, for ${reason}; the engine "wasm" goes on.`);
}

/**
 * Chooses the engine of everything that is compiled from now on. Default "auto", or the environment's HORNET_ENGINE.
 * Throws if there is no such engine.
 */
export function setEngine(name: EngineName): void {
  chosen = { name, engine: resolve("setEngine", name) };
}

function choice(): { name: string; engine: Engine } {
  if (chosen === undefined) {
    const environment = (globalThis as { process?: { env?: Record<string, string | undefined> } })
      .process?.env;
    const name = environment?.["HORNET_ENGINE"] ?? "auto";
    chosen = { name, engine: resolve("HORNET_ENGINE", name) };
  }
  return chosen;
}

/** The engine that programs are compiled for now. */
export function currentEngine(): Engine {
  return choice().engine;
}

/**
 * The engine for a run of so many operations: under "auto" a faster one than the current, if the run is long enough. It
 * depends on this count and the machine alone, never on a clock or on what is compiled already, so equal runs have
 * equal bits.
 */
export function engineForWork(operations: number): Engine {
  const { name, engine } = choice();
  if (name !== "auto" || operations < worthCompiling || refused !== undefined) return engine;
  const native = nativeEngine();
  return typeof native === "string" ? engine : native;
}

/** What goes on instead of an engine that cannot make code; says why, once. */
export function replacementFor(engine: Engine, { message }: EngineFailure): Engine {
  refused = message;
  tell(message);
  const replacement = wasmEngine();
  if (chosen?.engine === engine) chosen = { ...chosen, engine: replacement };
  return replacement;
}

/** The current engine, or the reference engine where the current one does not know one of the dtypes (float64). */
export function engineFor(dtypes: readonly DType[]): Engine {
  return knowing(currentEngine(), dtypes);
}

/** As `engineFor`, for single operations: they are not worth a compilation by the C compiler. */
export function engineForOperation(dtypes: readonly DType[]): Engine {
  const engine = currentEngine();
  if (engine.name !== "native") return knowing(engine, dtypes);
  small ??= wasmEngine();
  return knowing(small, dtypes);
}

function knowing(engine: Engine, dtypes: readonly DType[]): Engine {
  return dtypes.every((dtype) => engine.traits.dtypes.includes(dtype)) ? engine : reference;
}
