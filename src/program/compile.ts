import { bytesPerElement, type DType } from "../base/dtype.ts";
import { HornetError } from "../base/errors.ts";
import { formatShape, type Shape } from "../base/shape.ts";
import type { Value } from "../graph/value.ts";
import { commonSubexpressions } from "./commonSubexpressions.ts";
import { extract, type ExtractedGroup } from "./extract.ts";
import { foldConstants } from "./foldConstants.ts";
import { fuse, type FusedGroup } from "./fuse.ts";
import { place, type Lifetime } from "./plan.ts";
import { formatProgram, programKey } from "./printProgram.ts";
import type { Buffer, BufferId, Group, Program, Region } from "./program.ts";
import type { Pass } from "./rewrite.ts";
import { schedule, type ScratchValue, type Task } from "./schedule.ts";
import { simplify } from "./simplify.ts";
import { formatGraph, runPass, traceChange, traceText } from "./trace.ts";
import type { EngineTraits } from "./traits.ts";

/** A graph's parameter or output and the buffer that it is. */
export interface Binding {
  readonly value: Value;
  readonly buffer: BufferId;
  readonly region: Exclude<Region, "scratch">;
}

/** A traced step: what it reads and what it writes. An output may be bound to the buffer of an input: an update. */
export interface StepGraph {
  readonly name: string;
  readonly inputs: readonly Binding[];
  readonly outputs: readonly Binding[];
}

/** What the compiler must know of the engine. */
export interface CompileOptions {
  readonly traits: EngineTraits;
  /** Bytes of private working memory that a group's kernel wants. */
  readonly workspaceBytes: (
    group: Pick<Group, "values" | "parameters" | "results">,
    traits: EngineTraits,
  ) => number;
  /** Names of passes to leave out; results stay the same. Default none. */
  readonly without?: readonly string[];
}

/** The passes in order, before fusion. */
export const passes: readonly Pass[] = [simplify, foldConstants, commonSubexpressions, simplify];

/** A launch on its way into the program. */
interface Launch extends Task {
  readonly fused: FusedGroup;
  readonly extracted: ExtractedGroup;
  readonly after: Set<Launch>;
  allocates: number;
  reads: Slot[];
  readonly workspace: number;
}

/** A computed value in memory: in scratch, or directly where an output wants it. */
interface Slot extends ScratchValue {
  readonly value: Value;
  readonly bytes: number;
  readonly producer: Launch;
  readonly readers: Set<Launch>;
  home: Binding | undefined;
}

const bytesOf = (value: { size: number; dtype: DType }): number =>
  value.size * bytesPerElement(value.dtype);

/** Compiles a traced step into a program for an engine of these traits. */
export function compile(step: StepGraph, options: CompileOptions): Program {
  const without = new Set(options.without);
  let outputs: readonly Value[] = step.outputs.map(({ value }) => value);
  for (const pass of passes)
    if (!without.has(pass.name)) outputs = runPass(step.name, pass, outputs);

  outputs = outputs.map((value, i) => asComputed(value, step.outputs[i]!, step.inputs));
  const { groups, producer } = fuse([
    ...new Set(outputs.filter((value) => value.kind !== "source")),
  ]);
  traceChange(
    step.name,
    "fuse",
    () => formatGraph(outputs),
    () => groups.toReversed().map(describeGroup).join("\n"),
  );
  const builder = new ProgramBuilder(step, options, outputs, groups, producer);
  const program = builder.build();
  traceText("program", () => formatProgram(program));
  return program;
}

/** An output that is an input or a constant is copied by a launch of its own, unless it stays where it is. */
function asComputed(value: Value, output: Binding, inputs: readonly Binding[]): Value {
  if (value.kind !== "source") return value;
  const stays = inputs.some((input) => input.value === value && input.buffer === output.buffer);
  return stays ? value : (value.builder.emit("stopGradient", [value], {}) as Value);
}

class ProgramBuilder {
  readonly #step: StepGraph;
  readonly #options: CompileOptions;
  readonly #outputs: readonly Value[];
  readonly #producer: ReadonlyMap<Value, FusedGroup>;
  readonly #launches: Launch[] = [];
  readonly #slots = new Map<Value, Slot>();
  readonly #inputs: ReadonlyMap<Value, Binding>;
  /** Launches per bound buffer that read what it holds at the start. */
  readonly #bufferReaders = new Map<BufferId, Set<Launch>>();
  readonly #copies: { launch: Launch; from: Value; to: Binding }[] = [];

  constructor(
    step: StepGraph,
    options: CompileOptions,
    outputs: readonly Value[],
    groups: readonly FusedGroup[],
    producer: ReadonlyMap<Value, FusedGroup>,
  ) {
    this.#step = step;
    this.#options = options;
    this.#outputs = outputs;
    this.#producer = producer;
    this.#inputs = new Map(step.inputs.map((binding) => [binding.value, binding]));
    // Groups come users first; launches in the order of the graph.
    for (const group of groups.toReversed()) this.#addLaunch(group);
    for (const launch of this.#launches) this.#connect(launch);
  }

  #addLaunch(fused: FusedGroup): Launch {
    const isInput = (value: Value): boolean =>
      value.is("parameter") || (this.#producer.has(value) && this.#producer.get(value) !== fused);
    const extracted = extract(fused, isInput);
    const workspace = this.#options.workspaceBytes(extracted, this.#options.traits);
    const launch: Launch = {
      fused,
      extracted,
      after: new Set(),
      allocates: workspace,
      reads: [],
      workspace,
    };
    this.#launches.push(launch);
    for (const value of fused.results) {
      const slot: Slot = {
        value,
        bytes: bytesOf(value),
        producer: launch,
        readers: new Set(),
        home: undefined,
      };
      this.#slots.set(value, slot);
    }
    return launch;
  }

  #connect(launch: Launch): void {
    for (const source of launch.extracted.sources) {
      const slot = this.#slots.get(source);
      if (slot !== undefined) {
        slot.readers.add(launch);
        launch.after.add(slot.producer);
        continue;
      }
      const binding = this.#inputs.get(source);
      if (binding === undefined) {
        throw new HornetError(
          "state",
          `${this.#step.name}: expected every parameter to be bound to a buffer, received an unbound one.`,
        );
      }
      const readers = this.#bufferReaders.get(binding.buffer) ?? new Set();
      this.#bufferReaders.set(binding.buffer, readers.add(launch));
    }
  }

  build(): Program {
    this.#step.outputs.forEach((binding, i) => this.#bindOutput(binding, this.#outputs[i]!));
    for (const { launch, to } of this.#copies) {
      for (const reader of this.#bufferReaders.get(to.buffer) ?? [])
        if (reader !== launch) launch.after.add(reader);
    }
    for (const launch of this.#launches) {
      for (const source of launch.extracted.sources) {
        const slot = this.#slots.get(source);
        if (slot !== undefined && slot.home === undefined) launch.reads.push(slot);
      }
    }
    for (const slot of this.#slots.values())
      if (slot.home === undefined) slot.producer.allocates += slot.bytes;
    const order = schedule(this.#launches);
    const list = (launches: readonly Launch[]): string =>
      launches.map(({ fused }) => describeGroup(fused)).join("\n");
    traceChange(
      this.#step.name,
      "schedule",
      () => list(this.#launches),
      () => list(order),
    );
    return this.#assemble(order);
  }

  /** Lets the producer write straight into the output's buffer, or copies at the end where that would be too early. */
  #bindOutput(binding: Binding, value: Value): void {
    if (this.#inputs.get(value)?.buffer === binding.buffer) return;
    const slot = this.#slots.get(value);
    if (slot !== undefined && slot.home === undefined && this.#canWriteDirectly(slot, binding)) {
      slot.home = binding;
      for (const reader of this.#bufferReaders.get(binding.buffer) ?? []) {
        if (reader !== slot.producer) slot.producer.after.add(reader);
      }
      return;
    }
    const copy: FusedGroup = {
      root: undefined,
      results: [value],
      uses: new Map([[value, "identity"]]),
    };
    const launch = this.#addCopy(copy);
    this.#copies.push({ launch, from: value, to: binding });
  }

  #addCopy(fused: FusedGroup): Launch {
    const [value] = fused.results;
    const launch: Launch = {
      fused,
      extracted: extract(fused, (v) => v === value),
      after: new Set(),
      allocates: 0,
      reads: [],
      workspace: 0,
    };
    this.#launches.push(launch);
    this.#connect(launch);
    return launch;
  }

  #canWriteDirectly(slot: Slot, binding: Binding): boolean {
    const readers = this.#bufferReaders.get(binding.buffer);
    if (readers === undefined) return true;
    const { producer } = slot;
    const own = [...this.#inputs].find(([, { buffer }]) => buffer === binding.buffer)?.[0];
    if (readers.has(producer) && (own === undefined || producer.fused.uses.get(own) !== "identity"))
      return false;
    const below = this.#followersOf(producer);
    return [...readers].every((reader) => reader === producer || !below.has(reader));
  }

  /** The launches that wait for `launch`, directly or not. */
  #followersOf(launch: Launch): ReadonlySet<Launch> {
    const found = new Set<Launch>([launch]);
    let grew = true;
    while (grew) {
      grew = false;
      for (const other of this.#launches) {
        if (found.has(other)) continue;
        for (const before of other.after) {
          if (!found.has(before)) continue;
          found.add(other);
          grew = true;
          break;
        }
      }
    }
    found.delete(launch);
    return found;
  }

  #assemble(order: readonly Launch[]): Program {
    const position = new Map<Task, number>(order.map((launch, i) => [launch, i]));
    const buffers = new Map<BufferId, Buffer>();
    const bound = (binding: Binding, value: { shape: Shape; dtype: DType; size: number }): void => {
      const { buffer: id, region } = binding;
      buffers.set(id, {
        id,
        region,
        shape: value.shape,
        dtype: value.dtype,
        bytes: bytesOf(value),
        offset: 0,
      });
    };
    for (const binding of this.#step.inputs) bound(binding, binding.value);
    this.#step.outputs.forEach((binding, i) => bound(binding, this.#outputs[i]!));

    interface Scratch extends Lifetime {
      readonly id: BufferId;
      readonly shape: Shape;
      readonly dtype: DType;
    }
    const lifetimes: Scratch[] = [];
    const idOf = new Map<Value, BufferId>();
    for (const slot of this.#slots.values()) {
      if (slot.home !== undefined) {
        idOf.set(slot.value, slot.home.buffer);
        continue;
      }
      const id = `scratch/${idOf.size}`;
      const first = position.get(slot.producer)!;
      const last = Math.max(first, ...[...slot.readers].map((reader) => position.get(reader)!));
      lifetimes.push({
        id,
        bytes: slot.bytes,
        first,
        last,
        shape: slot.value.shape,
        dtype: slot.value.dtype,
      });
      idOf.set(slot.value, id);
    }
    for (const [value, binding] of this.#inputs) idOf.set(value, binding.buffer);

    const copied = new Map(this.#copies.map(({ launch, to }) => [launch, to.buffer]));
    const groups = order.map((launch, i): Group => {
      let workspace: BufferId | undefined;
      if (launch.workspace > 0) {
        workspace = `workspace/${i}`;
        const shape = [launch.workspace];
        lifetimes.push({
          id: workspace,
          bytes: launch.workspace,
          first: i,
          last: i,
          shape,
          dtype: "uint8",
        });
      }
      const { values, parameters, results, sources } = launch.extracted;
      const target = copied.get(launch);
      return {
        name: `${i}:${describe(launch)}`,
        values,
        parameters,
        results,
        inputs: sources.map((source) => idOf.get(source)!),
        outputs:
          target === undefined ? launch.fused.results.map((value) => idOf.get(value)!) : [target],
        workspace,
      };
    });
    const { offsets, bytes: scratchBytes } = place(lifetimes);
    const lives = ({ id, bytes, first, last }: Scratch): string =>
      `${id}: ${bytes} bytes, launches ${first} to ${last}`;
    traceChange(
      this.#step.name,
      "plan",
      () => lifetimes.map(lives).join("\n"),
      () =>
        [
          ...lifetimes.map((life) => `${lives(life)}, at ${offsets.get(life)}`),
          `${scratchBytes} bytes in all`,
        ].join("\n"),
    );
    for (const lifetime of lifetimes) {
      const { id, shape, dtype, bytes } = lifetime;
      buffers.set(id, {
        id,
        region: "scratch",
        shape,
        dtype,
        bytes,
        offset: offsets.get(lifetime)!,
      });
    }
    const program = { name: this.#step.name, buffers, groups, scratchBytes };
    return { ...program, key: programKey(program) };
  }
}

/** "%7, %9 <- dot add max": what a group gives and what it computes, for people. */
function describeGroup({ results, uses, root }: FusedGroup): string {
  const names = results.map(({ id, dtype, shape }) => `%${id} ${dtype}${formatShape(shape)}`);
  const inner = [...uses.keys()]
    .filter((value) => value.kind !== "source" && value !== root)
    .map(({ op }) => op);
  return `${names.join(", ")} <- ${[...(root === undefined ? [] : [root.op]), ...inner.toReversed()].join(" ")}`;
}

/** "dot+add+max": what the launch computes, for people. */
function describe(launch: Launch): string {
  const { root } = launch.fused;
  const pointwise = launch.extracted.values.filter(
    (value) => value.kind === "pointwise" || value.kind === "indexing",
  );
  const words = [
    ...new Set([...(root === undefined ? [] : [root.op]), ...pointwise.map((value) => value.op)]),
  ];
  if (words.length === 0) return launch.extracted.values.at(-1)?.op ?? "copy";
  return words.length <= 5
    ? words.join("+")
    : `${words.slice(0, 4).join("+")}+${words.length - 4} more`;
}
