import { nativeEngine } from "#native";
import { availableCores } from "#threads";
import type { DType } from "../base/dtype.ts";
import { fail, failUnknownName } from "../base/errors.ts";
import type { Engine, EngineFailure } from "../engines/engine.ts";
import { reference } from "../engines/reference/reference.ts";
import { wasmEngine } from "../engines/wasm/engine.ts";
import type { MathMode } from "../program/traits.ts";

/**
 * The engines by name. "native" compiles with the machine's C compiler; where that is impossible, "wasm" goes on and a
 * line says why. "auto" is "wasm", and "native" for trainings that are long enough to be worth the compilation.
 */
export type EngineName = "auto" | "wasm" | "native" | "reference";

const engines: Readonly<Record<EngineName, () => Engine>> = {
  auto: wasm,
  wasm,
  native: nativeOrWasm,
  reference: () => reference,
};

const planned: readonly string[] = ["webgpu"];

/** Operations from which "auto" compiles natively: some seconds of WebAssembly on one thread. */
const worthCompiling = 2e11;

/** More threads than this must be asked for. */
const mostByDefault = 8;
/** More than any machine of today has. */
const mostThreads = 256;

let chosenThreads: number | undefined;
let chosenMath: MathMode | undefined;
let chosen: { name: string; engine: Engine } | undefined;
/** Why native code is not made any more. */
let refused: string | undefined;
let told = false;
/** What computes at once, on the caller's thread and in memory of its own, where models train on threads or natively. */
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

function wasm(): Engine {
  return wasmEngine({ threads: threads(), math: math() });
}

function nativeOrWasm(): Engine {
  const native = refused ?? nativeEngine({ threads: threads(), math: math() });
  if (typeof native !== "string") return native;
  tell(native);
  return wasm();
}

/** A setting of the process's environment, where there is one. */
function setting(name: string): string | undefined {
  const { process } = globalThis as { process?: { env?: Record<string, string | undefined> } };
  return process?.env?.[name];
}

function checkThreads(where: string, count: number, received: string): number {
  if (Number.isInteger(count) && count >= 1 && count <= mostThreads) return count;
  return fail("value", {
    where,
    expected: `a whole number of threads from 1 to ${mostThreads}`,
    received,
  });
}

function threads(): number {
  if (chosenThreads === undefined) {
    const wanted = setting("HORNET_THREADS");
    chosenThreads =
      wanted === undefined || wanted === ""
        ? Math.min(availableCores(), mostByDefault)
        : checkThreads("HORNET_THREADS", Number(wanted), `"${wanted}"`);
  }
  return chosenThreads;
}

function checkMath(where: string, mode: unknown): MathMode {
  if (mode === "fast" || mode === "strict") return mode;
  return failUnknownName(where, "way of computing", String(mode), ["fast", "strict"]);
}

function math(): MathMode {
  if (chosenMath === undefined) {
    const wanted = setting("HORNET_MATH") ?? "";
    chosenMath = wanted === "" ? "fast" : checkMath("HORNET_MATH", wanted);
  }
  return chosenMath;
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

/**
 * Chooses how many threads train, evaluate and predict from now on, the caller's included. Default: the cores that are
 * there, 8 at most, or the environment's HORNET_THREADS. Results do not depend on it. Operations on tensors and `jit`
 * stay on the caller's thread. Throws if it is no whole number from 1 to 256.
 */
export function setThreads(count: number): void {
  const received = typeof count === "number" ? `${count}` : typeof count;
  const checked = checkThreads("setThreads", count, received);
  if (checked === chosenThreads) return;
  chosenThreads = checked;
  if (chosen !== undefined) chosen = { ...chosen, engine: resolve("setThreads", chosen.name) };
}

/**
 * Chooses how convolutions round from now on. "fast", the default, or the environment's HORNET_MATH: those with windows of
 * 3 that step by 1 may be computed by Winograd's transforms, with a third of the products; of random factors no result is
 * off by more than 5e-5 of the results' root mean square; and batch normalisations behind them may be folded into filters,
 * which adds 2⁻²⁴ of the sum of the products' magnitudes. "strict": as direct sums of products in float32, which are off
 * by about a tenth of that. Throws if it is neither.
 */
export function setMath(mode: MathMode): void {
  const checked = checkMath("setMath", mode);
  if (checked === math()) return;
  chosenMath = checked;
  small = undefined;
  if (chosen !== undefined) chosen = { ...chosen, engine: resolve("setMath", chosen.name) };
}

function choice(): { name: string; engine: Engine } {
  if (chosen === undefined) {
    const name = setting("HORNET_ENGINE") ?? "auto";
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
  const native = nativeEngine({ threads: threads(), math: math() });
  return typeof native === "string" ? engine : native;
}

/** What goes on instead of an engine that cannot make code; says why, once. */
export function replacementFor(engine: Engine, { message }: EngineFailure): Engine {
  refused = message;
  tell(message);
  const replacement = wasm();
  if (chosen?.engine === engine) chosen = { ...chosen, engine: replacement };
  return replacement;
}

/**
 * The engine for functions that compute at once: the current one, or the reference engine where it does not know one of
 * the dtypes (float64).
 */
export function engineFor(dtypes: readonly DType[]): Engine {
  const engine = currentEngine();
  return knowing(engine.name === "wasm" ? atOnce() : engine, dtypes);
}

/** As `engineFor`, for single operations: they are not worth a compilation by the C compiler. */
export function engineForOperation(dtypes: readonly DType[]): Engine {
  const engine = currentEngine();
  return knowing(engine.name === "reference" ? engine : atOnce(), dtypes);
}

function atOnce(): Engine {
  small ??= wasmEngine({ math: math() });
  return small;
}

function knowing(engine: Engine, dtypes: readonly DType[]): Engine {
  return dtypes.every((dtype) => engine.traits.dtypes.includes(dtype)) ? engine : reference;
}
