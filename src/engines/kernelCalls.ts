import type { Work } from "../base/eventLoop.ts";
import { isParallel, type KernelFunction } from "../kernels/ir.ts";
import { kernelOf } from "../kernels/kernel.ts";
import { arrayConstants } from "../program/constants.ts";
import { aligned } from "../program/plan.ts";
import type { BufferId, Group, Program, Step } from "../program/program.ts";
import type { EngineTraits } from "../program/traits.ts";
import { Meetings } from "./meetings.ts";

/** Prints a function; `indexOf` tells the numbers of those that it calls. */
export type PrintFunction<Code> = (
  f: KernelFunction,
  indexOf: (callee: KernelFunction) => number,
) => Code;

/** Functions of a module and their code, callees first, those of equal keys once: equal parameters and equal code. */
export class FunctionTable<Code> {
  readonly functions: KernelFunction[] = [];
  readonly codes: Code[] = [];
  readonly #print: PrintFunction<Code>;
  readonly #keyOf: (code: Code, f: KernelFunction) => string;
  readonly #byKey = new Map<string, number>();
  readonly #byFunction = new Map<KernelFunction, number>();

  constructor(print: PrintFunction<Code>, keyOf: (code: Code, f: KernelFunction) => string) {
    this.#print = print;
    this.#keyOf = keyOf;
  }

  indexOf(f: KernelFunction): number {
    let index = this.#byFunction.get(f);
    if (index !== undefined) return index;
    const code = this.#print(f, (callee) => this.indexOf(callee));
    const key = this.#keyOf(code, f);
    index = this.#byKey.get(key);
    if (index === undefined) {
      index = this.codes.push(code) - 1;
      this.functions.push(f);
      this.#byKey.set(key, index);
    }
    this.#byFunction.set(f, index);
    return index;
  }
}

/** The state and data buffers of a program: an arena decides where they lie. */
export function basesOf({ buffers }: Program): BufferId[] {
  return [...buffers.values()].flatMap(({ id, region }) =>
    region === "state" || region === "data" ? [id] : [],
  );
}

/** Kernels of groups that were seen before, by what they compute. The oldest go first. */
export class KernelCache {
  readonly #kernels = new Map<string, KernelFunction>();
  #capacity: number;

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  /** Keeps at least so many. */
  reserve(count: number): void {
    this.#capacity = Math.max(this.#capacity, count);
  }

  get(group: Group, traits: EngineTraits): KernelFunction {
    const key = `${traits.lanes} ${traits.fusedMultiplyAdd} ${traits.math} ${traits.threads} ${group.key}`;
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
  /** Bytes more per round that a loop has done. Absent: the address stays. */
  readonly moves?: readonly { readonly loop: number; readonly step: number }[];
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

/**
 * What is done in order: a call, or a loop or branch over more of the kind. Threads that share a program out meet at the
 * start of each round of a loop, before a loop reads whether there is one more, and before a branch.
 */
export type CallStep =
  | { readonly kind: "call"; readonly call: KernelCall }
  | {
      readonly kind: "loop";
      /** Number of the loop: arguments that move count its rounds. */
      readonly loop: number;
      /** At most so many rounds; null: only the condition ends it. */
      readonly count: number | null;
      /** Done before each round; the bool at `holds` says whether there is one. */
      readonly condition:
        | { readonly steps: readonly CallStep[]; readonly holds: Argument }
        | undefined;
      readonly body: readonly CallStep[];
    }
  | {
      readonly kind: "branch";
      /** Of an int32: which case; the nearest if there is none of this number. */
      readonly index: Argument;
      readonly cases: readonly (readonly CallStep[])[];
    };

/** One step of a program as calls of kernels. Threads that share it out meet at its end too. */
export interface KernelCalls<Code> {
  readonly table: FunctionTable<Code>;
  readonly steps: readonly CallStep[];
  /** How many loops there are: their numbers are below. */
  readonly loops: number;
  /** The state and data buffers that the calls name by index. */
  readonly bases: readonly BufferId[];
  /** Whether any call is made by all threads. */
  readonly parallel: boolean;
}

/** All calls in the steps, in order. */
export function callsIn(steps: readonly CallStep[]): KernelCall[] {
  return steps.flatMap((step) => {
    if (step.kind === "call") return [step.call];
    if (step.kind === "branch") return step.cases.flatMap(callsIn);
    return [...callsIn(step.condition?.steps ?? []), ...callsIn(step.body)];
  });
}

/** The kernels of a program's groups, which the table prints, and where their arguments lie. */
export function* kernelCalls<Code>(
  program: Program,
  table: FunctionTable<Code>,
  { traits, kernels }: { readonly traits: EngineTraits; readonly kernels: KernelCache },
): Work<KernelCalls<Code>> {
  kernels.reserve(program.groups.length);
  const made = new Map<Group, KernelFunction>();
  for (const group of program.groups) {
    const kernel = kernels.get(group, traits);
    made.set(group, kernel);
    yield;
    table.indexOf(kernel);
    yield;
  }
  const bases = basesOf(program);
  const indices = new Map(bases.map((id, i) => [id, i]));
  const place = (id: BufferId): Argument => {
    const buffer = program.buffers.get(id)!;
    if (buffer.entry !== undefined) {
      const { of, loop, first, step } = buffer.entry;
      const { base, offset, moves = [] } = place(of);
      return { base, offset: offset + first, moves: [...moves, { loop, step }] };
    }
    if (buffer.region === "scratch") return { base: "scratch", offset: buffer.offset };
    return { base: indices.get(id)!, offset: 0 };
  };
  const meetings = new Meetings(program);
  let constant = 0;
  let loops = 0;
  let anyParallel = false;
  const call = (group: Group): KernelCall => {
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
    const kernel = made.get(group)!;
    const parallel = isParallel(kernel);
    anyParallel ||= parallel;
    return {
      callee: table.indexOf(kernel),
      parallel,
      barrier: meetings.before(group, parallel),
      inputs: [...buffers.map(place), ...constants],
    };
  };
  const convert = (steps: readonly Step[]): CallStep[] =>
    steps.map((step) => {
      if (step.kind === "launch") return { kind: "call", call: call(program.groups[step.group]!) };
      if (step.kind === "branch") {
        const cases = meetings.apart(step.cases.map((own) => () => convert(own)));
        return { kind: "branch", index: place(step.index), cases };
      }
      const { loop, count, condition, body } = step;
      loops = Math.max(loops, loop + 1);
      meetings.meet();
      const test =
        condition === undefined
          ? undefined
          : { steps: convert(condition.steps), holds: place(condition.holds) };
      if (test !== undefined) meetings.meet();
      return { kind: "loop", loop, count, condition: test, body: convert(body) };
    });
  const steps = convert(program.steps);
  return { table, steps, loops, bases, parallel: anyParallel };
}
