import { isParallel, type KernelFunction } from "../kernels/ir.ts";
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
    const key = `${traits.lanes} ${traits.fusedMultiplyAdd} ${traits.threads} ${formatGroup(group)}`;
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
  /** Whether all threads make the call; else thread 0 alone. */
  readonly parallel: boolean;
  /** Whether all threads must meet before it. */
  readonly barrier: boolean;
  readonly inputs: readonly Argument[];
}

/** One step of a program as calls of kernels, in order. Threads that share it out meet at its end too. */
export interface KernelCalls {
  readonly table: FunctionTable;
  readonly calls: readonly KernelCall[];
  /** The state and data buffers that the calls name by index. */
  readonly bases: readonly BufferId[];
  /** Whether any call is made by all threads. */
  readonly parallel: boolean;
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
  const meetings = new Meetings(program);
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
    const kernel = kernels.get(group, traits);
    const parallel = isParallel(kernel);
    return {
      callee: table.indexOf(kernel),
      parallel,
      barrier: meetings.before(group, parallel),
      inputs: [...buffers.map(place), ...constants],
    };
  });
  return { table, calls, bases, parallel: calls.some(({ parallel }) => parallel) };
}

/** A stretch of memory that a call reads or writes. */
interface Stretch {
  /** The buffer, or "scratch" for what lies in the scratch region. */
  readonly base: string;
  readonly from: number;
  readonly to: number;
}

/** What calls have touched since all threads met. */
interface Touched {
  readonly parallel: boolean;
  readonly reads: readonly Stretch[];
  readonly writes: readonly Stretch[];
}

/** Finds where threads must meet: before a call that touches what another thread may have written, or may still read. */
class Meetings {
  readonly #program: Program;
  #since: Touched[] = [];

  constructor(program: Program) {
    this.#program = program;
  }

  /** Whether to meet before the group's kernel; the groups come in order. */
  before(group: Group, parallel: boolean): boolean {
    const own: Touched = {
      parallel,
      reads: group.inputs.map((id) => this.#stretch(id)),
      writes: [...group.outputs, ...(group.workspace === undefined ? [] : [group.workspace])].map(
        (id) => this.#stretch(id),
      ),
    };
    const meets = this.#since.some(
      (other) =>
        (other.parallel || parallel) &&
        (overlap(own.writes, other.writes) ||
          overlap(own.writes, other.reads) ||
          overlap(own.reads, other.writes)),
    );
    if (meets) this.#since = [];
    this.#since.push(own);
    return meets;
  }

  #stretch(id: BufferId): Stretch {
    const { region, offset, bytes } = this.#program.buffers.get(id)!;
    return region === "scratch"
      ? { base: "scratch", from: offset, to: offset + bytes }
      : { base: id, from: 0, to: Infinity };
  }
}

function overlap(some: readonly Stretch[], others: readonly Stretch[]): boolean {
  return some.some((a) => others.some((b) => a.base === b.base && a.from < b.to && b.from < a.to));
}
