import { formatGroup } from "../../program/printProgram.ts";
import type { BufferId, Group, Program } from "../../program/program.ts";
import type { EngineTraits } from "../../program/traits.ts";
import { arrayConstants } from "../../program/constants.ts";
import type { KernelFunction } from "../../kernels/ir.ts";
import { kernelOf } from "../../kernels/kernel.ts";
import { formatFunction } from "../../kernels/print.ts";
import { aligned } from "../../program/plan.ts";
import { Emitter, valueTypes } from "./emitter.ts";
import { printFunction, valueType } from "./print.ts";

/** A program as a WebAssembly module that can be placed anywhere: what it imports, and its bytes. */
export interface PrintedModule {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** The state and data buffers whose addresses it imports as globals b0, b1, ... */
  readonly bases: readonly BufferId[];
}

/** Where the array constants of a program lie in its constant block, and how large the block is. */
export interface ConstantBlock {
  readonly bytes: number;
  readonly parts: readonly { readonly offset: number; readonly data: Uint8Array }[];
}

/** The array constants of all groups, in order, each 64-byte aligned. */
export function constantBlock(program: Program): ConstantBlock {
  let bytes = 0;
  const parts = program.groups.flatMap((group) =>
    arrayConstants(group).map(({ attributes: { data } }) => {
      const part = {
        offset: bytes,
        data: new Uint8Array(data.buffer, data.byteOffset, data.byteLength),
      };
      bytes += aligned(data.byteLength);
      return part;
    }),
  );
  return { bytes, parts };
}

/** Functions of a module in call order, equal ones once. */
class FunctionTable {
  readonly functions: KernelFunction[] = [];
  readonly #byText = new Map<string, number>();
  readonly #byFunction = new Map<KernelFunction, number>();

  indexOf(f: KernelFunction): number {
    let index = this.#byFunction.get(f);
    if (index !== undefined) return index;
    const text = formatFunction(f, (callee) => `f${this.indexOf(callee)}`);
    index = this.#byText.get(text);
    if (index === undefined) {
      index = this.functions.push(f) - 1;
      this.#byText.set(text, index);
    }
    this.#byFunction.set(f, index);
    return index;
  }
}

/** Kernels of groups that were seen before, by what they compute. The oldest go first. */
export class KernelCache {
  readonly #kernels = new Map<string, KernelFunction>();
  readonly #capacity: number;

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  get(group: Group, traits: EngineTraits): KernelFunction {
    const key = `${traits.lanes} ${traits.fusedMultiplyAdd} ${formatGroup(group)}`;
    const kernel = this.#kernels.get(key) ?? kernelOf(group, traits);
    this.#kernels.delete(key);
    this.#kernels.set(key, kernel);
    if (this.#kernels.size > this.#capacity)
      this.#kernels.delete(this.#kernels.keys().next().value!);
    return kernel;
  }
}

/** Address of a kernel's argument: an imported base, plus bytes. */
interface Argument {
  readonly global: number;
  readonly offset: number;
}

const scratchGlobal = 0;
const constantsGlobal = 1;

/** Prints a program: one function per kernel, `step` that calls them in order, and `run(steps)`. */
export function printModule(
  program: Program,
  traits: EngineTraits,
  kernels: KernelCache,
): PrintedModule {
  const bases: BufferId[] = [];
  const global = new Map<BufferId, number>();
  const place = (id: BufferId): Argument => {
    const buffer = program.buffers.get(id)!;
    if (buffer.region === "scratch") return { global: scratchGlobal, offset: buffer.offset };
    let index = global.get(id);
    if (index === undefined) {
      index = 1 + bases.push(id);
      global.set(id, index);
    }
    return { global: index, offset: 0 };
  };
  const table = new FunctionTable();
  let constant = 0;
  const calls = program.groups.map((group) => {
    const buffers = [
      ...group.inputs,
      ...group.outputs,
      ...(group.workspace === undefined ? [] : [group.workspace]),
    ];
    const constants = arrayConstants(group).map(({ attributes: { data } }): Argument => {
      const argument = { global: constantsGlobal, offset: constant };
      constant += aligned(data.byteLength);
      return argument;
    });
    return {
      callee: table.indexOf(kernels.get(group, traits)),
      inputs: [...buffers.map(place), ...constants],
    };
  });
  return { bytes: assemble(table, calls, bases.length, traits), bases };
}

interface Call {
  readonly callee: number;
  readonly inputs: readonly Argument[];
}

function assemble(
  table: FunctionTable,
  calls: readonly Call[],
  baseCount: number,
  traits: EngineTraits,
): Uint8Array<ArrayBuffer> {
  const { functions } = table;
  const types = new Map<string, number>();
  const typeOf = (parameters: readonly number[]): number => {
    const key = parameters.join();
    if (!types.has(key)) types.set(key, types.size);
    return types.get(key)!;
  };
  const signatures = functions.map(({ parameters }) => typeOf(parameters.map(valueType)));
  const step = functions.length;
  signatures.push(typeOf([]), typeOf([valueTypes.i32]));

  const out = new Emitter().bytes([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]);
  const section = new Emitter();
  const end = (id: number): void => {
    out.section(id, section);
    section.clear();
  };
  section.unsigned(types.size);
  for (const key of types.keys()) {
    const parameters = key === "" ? [] : key.split(",").map(Number);
    section.byte(0x60).unsigned(parameters.length).bytes(parameters).byte(0);
  }
  end(1);
  section.unsigned(baseCount + 3);
  section.name("e").name("m").byte(2).byte(0).unsigned(0);
  for (const name of ["s", "c", ...Array.from({ length: baseCount }, (_, i) => `b${i}`)]) {
    section.name("e").name(name).byte(3).byte(valueTypes.i32).byte(0);
  }
  end(2);
  section.unsigned(signatures.length);
  for (const type of signatures) section.unsigned(type);
  end(3);
  section
    .unsigned(1)
    .name("run")
    .byte(0)
    .unsigned(step + 1);
  end(7);
  section.unsigned(signatures.length);
  const options = {
    fusedMultiplyAdd: traits.fusedMultiplyAdd,
    indexOf: (f: KernelFunction) => table.indexOf(f),
  };
  const entry = (code: Emitter): void => void section.unsigned(code.length).bytes(code.written);
  for (const f of functions) entry(printFunction(f, options));
  entry(printStep(calls));
  entry(printRun(step));
  end(10);
  return out.written.slice();
}

function printStep(calls: readonly Call[]): Emitter {
  const code = new Emitter().unsigned(0);
  for (const { callee, inputs } of calls) {
    for (const { global, offset } of inputs) {
      code.byte(0x23).unsigned(global);
      if (offset > 0) code.i32Const(offset).byte(0x6a);
    }
    code.byte(0x10).unsigned(callee);
  }
  return code.byte(0x0b);
}

/** run(steps): loop { step(); } while (steps -= 1), for steps > 0. */
function printRun(step: number): Emitter {
  return new Emitter()
    .unsigned(0)
    .bytes([0x03, 0x40, 0x10])
    .unsigned(step)
    .bytes([0x20, 0, 0x41, 1, 0x6b, 0x22, 0, 0x0d, 0, 0x0b, 0x0b]);
}
