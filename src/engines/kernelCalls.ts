import type { KernelFunction } from "../kernels/ir.ts";
import { kernelOf } from "../kernels/kernel.ts";
import { formatFunction } from "../kernels/print.ts";
import { arrayConstants } from "../program/constants.ts";
import { aligned } from "../program/plan.ts";
import { formatGroup } from "../program/printProgram.ts";
import type { BufferId, Group, Program } from "../program/program.ts";
import type { EngineTraits } from "../program/traits.ts";

/** Functions of a module in call order, equal ones once. */
export class FunctionTable {
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

/** Address of a kernel's argument: a place that the arena decides, plus bytes. A number is an index into `bases`. */
export interface Argument {
  readonly base: "scratch" | "constants" | number;
  readonly offset: number;
}

/** A kernel with the addresses that it is called with. */
export interface KernelCall {
  /** Index into `table.functions`. */
  readonly callee: number;
  readonly inputs: readonly Argument[];
}

/** One step of a program as calls of kernels, in order. */
export interface KernelCalls {
  readonly table: FunctionTable;
  readonly calls: readonly KernelCall[];
  /** The state and data buffers that the calls name by index. */
  readonly bases: readonly BufferId[];
}

/** The kernels of a program's groups, and where their arguments lie. */
export function kernelCalls(
  program: Program,
  traits: EngineTraits,
  kernels: KernelCache,
): KernelCalls {
  const bases: BufferId[] = [];
  const indices = new Map<BufferId, number>();
  const place = (id: BufferId): Argument => {
    const buffer = program.buffers.get(id)!;
    if (buffer.region === "scratch") return { base: "scratch", offset: buffer.offset };
    let base = indices.get(id);
    if (base === undefined) {
      base = bases.push(id) - 1;
      indices.set(id, base);
    }
    return { base, offset: 0 };
  };
  const table = new FunctionTable();
  let constant = 0;
  const calls = program.groups.map((group): KernelCall => {
    const buffers = [
      ...group.inputs,
      ...group.outputs,
      ...(group.workspace === undefined ? [] : [group.workspace]),
    ];
    const constants = arrayConstants(group).map(({ attributes: { data } }): Argument => {
      const argument: Argument = { base: "constants", offset: constant };
      constant += aligned(data.byteLength);
      return argument;
    });
    return {
      callee: table.indexOf(kernels.get(group, traits)),
      inputs: [...buffers.map(place), ...constants],
    };
  });
  return { table, calls, bases };
}
