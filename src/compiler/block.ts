import { traceFusion, traceOrder, tracePass } from "#trace";
import { bytesPerElement, type DType } from "../base/dtype.ts";
import { fail } from "../base/errors.ts";
import type { Work } from "../base/eventLoop.ts";
import { topologicalOrder } from "../graph/builder.ts";
import type { Value } from "../graph/value.ts";
import type { BufferId, Preparation } from "../program/program.ts";
import type { Binding, CompileOptions, StepGraph } from "./binding.ts";
import { extract, type ExtractedGroup } from "./extract.ts";
import { fuse, type FusedGroup, type Fusion } from "./fuse.ts";
import { joinRows } from "./joinRows.ts";
import { passes } from "./passes.ts";
import { rewrite } from "./rewrite.ts";
import { schedule, type ScratchValue, type Task } from "./schedule.ts";
import { scales } from "./scales.ts";

/** A group, loop or branch on its way into the program. */
export interface Launch extends Task {
  readonly fused: FusedGroup;
  /** The group as a graph of its own; undefined for a loop or branch. */
  readonly extracted: ExtractedGroup | undefined;
  /** What it reads from memory. */
  readonly sources: readonly Value[];
  readonly after: Set<Launch>;
  /** The launches that have this one in `after`. */
  readonly before: Set<Launch>;
  allocates: number;
  reads: Slot[];
  workspace: number;
  /** The parameter that its kernel gets in a form of its own. */
  prepared: Preparation | undefined;
}

/** A computed value in memory: in scratch, or directly where an output wants it. */
export interface Slot extends ScratchValue {
  readonly value: Value;
  readonly bytes: number;
  readonly producer: Launch;
  readonly readers: Set<Launch>;
  home: Binding | undefined;
  /** The start of what a loop carries: the loop changes it in place, so its end lies there too. */
  readonly sharing: Slot | undefined;
}

/** What depends on state alone is kept if it has at most so many times the bytes of the state. */
const mostKept = 2;

/** Bytes of a value's elements. */
export function bytesOf(value: { readonly size: number; readonly dtype: DType }): number {
  return value.size * bytesPerElement(value.dtype);
}

function total(values: readonly Value[]): number {
  return values.reduce((sum, value) => sum + bytesOf(value), 0);
}

/** How many of its first inputs a loop or branch changes in place. */
function carriesOf(control: Value): number {
  return control.is("scan") || control.is("whileLoop") ? control.attributes.carries : 0;
}

/** An output that is an input or a constant is copied by a launch of its own, unless it stays where it is. */
function asComputed(value: Value, output: Binding, inputs: readonly Binding[]): Value {
  if (value.kind !== "source") return value;
  const stays = inputs.some((input) => input.value === value && input.buffer === output.buffer);
  return stays ? value : copyOf(value);
}

function copyOf(value: Value): Value {
  return value.builder.emit("stopGradient", [value], {}) as Value;
}

/** Loops and branches read buffers, and loops change what they carry: a copy of what they begin with, and of constants. */
function withBuffers(outputs: readonly Value[]): Work<Value[]> {
  return rewrite(outputs, (value) => {
    if (value.kind !== "control") return undefined;
    const carries = carriesOf(value);
    const inputs = value.inputs.map((input, i) => {
      const isConstant = input.kind === "source" && !input.is("parameter");
      return i < carries || isConstant ? copyOf(input) : input;
    });
    return value.builder.emit(value.primitive, inputs, value.attributes) as Value;
  });
}

/** The outputs after all passes. */
function* optimized(
  { name, outputs: bindings, inputs }: StepGraph,
  options: CompileOptions,
  keep: string | undefined,
): Work<readonly Value[]> {
  const without = new Set(options.without);
  let outputs: readonly Value[] = bindings.map(({ value }) => value);
  const rounds = keep !== undefined && options.traits.math === "fast";
  const changed = new Set(bindings.map(({ buffer }) => buffer));
  const state = inputs.filter(({ region, buffer }) => region === "state" && !changed.has(buffer));
  const folding = rounds ? [scales(new Set(state.map(({ value }) => value)))] : [];
  for (const pass of [passes[0]!, ...folding, ...passes.slice(1)]) {
    if (!without.has(pass.name)) {
      const after = yield* pass.run(outputs);
      tracePass(name, pass.name, outputs, after);
      outputs = after;
    }
    yield;
  }
  outputs = outputs.map((value, i) => asComputed(value, bindings[i]!, inputs));
  const hasControl = topologicalOrder(outputs).some(({ kind }) => kind === "control");
  return hasControl ? yield* withBuffers(outputs) : outputs;
}

/** What is computed together. */
function* fused(outputs: readonly Value[], { without }: CompileOptions): Work<Fusion> {
  const computed = [...new Set(outputs.filter((value) => value.kind !== "source"))];
  const fusion = yield* fuse(computed);
  return without?.includes("rows") === true ? fusion : joinRows(fusion, computed);
}

/** What a block may keep in another form than it is given. */
export interface Lasting {
  /** The beginning of the names of what is kept from step to step. */
  readonly keep?: string | undefined;
  /** In a loop: buffers that it does not change. */
  readonly unchanged?: ReadonlySet<BufferId> | undefined;
}

/** One graph cut into launches in an order: a whole step, or the body of a loop or branch. */
export class Block {
  readonly graph: StepGraph;
  readonly outputs: readonly Value[];
  readonly #options: CompileOptions;
  readonly #launches: Launch[] = [];
  #order: readonly Launch[] = [];
  readonly #producer: ReadonlyMap<Value, FusedGroup>;
  readonly #slots = new Map<Value, Slot>();
  readonly #inputs: ReadonlyMap<Value, Binding>;
  readonly #inputOf: ReadonlyMap<BufferId, Value>;
  /** Launches per bound buffer that read what it holds at the start. */
  readonly #bufferReaders = new Map<BufferId, Set<Launch>>();
  readonly #copies = new Map<Launch, Binding>();
  /** Launches that depend on nothing but state that the step does not change: done when it has changed, before all others. */
  readonly lasting: Set<Launch> = new Set();
  #kept = 0;

  private constructor(
    graph: StepGraph,
    options: CompileOptions,
    outputs: readonly Value[],
    producer: Fusion["producer"],
  ) {
    this.graph = graph;
    this.outputs = outputs;
    this.#options = options;
    this.#producer = producer;
    this.#inputs = new Map(graph.inputs.map((binding) => [binding.value, binding]));
    this.#inputOf = new Map(graph.inputs.toReversed().map(({ value, buffer }) => [buffer, value]));
  }

  /** Runs the passes over a graph and cuts it. */
  static *of(graph: StepGraph, options: CompileOptions, { keep, unchanged }: Lasting): Work<Block> {
    const outputs = yield* optimized(graph, options, keep);
    const { groups, producer } = yield* fused(outputs, options);
    yield;
    traceFusion(graph.name, outputs, groups);
    const block = new Block(graph, options, outputs, producer);
    // Groups come users first; launches in the order of the graph.
    for (const group of groups.toReversed()) {
      block.#addLaunch(group);
      yield;
    }
    for (const launch of block.#launches) block.#connect(launch);
    if (unchanged !== undefined) block.#prepareUnchanged(unchanged);
    block.#order = block.#ordered(keep);
    return block;
  }

  /** The launches in order. */
  get order(): readonly Launch[] {
    return this.#order;
  }

  /** Where a value lies that is not computed in one group alone. */
  slotOf(value: Value): Slot | undefined {
    return this.#slots.get(value);
  }

  /** The values in memory that are computed here, each once. */
  get slots(): ReadonlySet<Slot> {
    return new Set(this.#slots.values());
  }

  /** The buffer that a parameter is. */
  bindingOf(value: Value): Binding | undefined {
    return this.#inputs.get(value);
  }

  /** Where a launch copies its result to, if it is a copy at the end. */
  copyTarget(launch: Launch): Binding | undefined {
    return this.#copies.get(launch);
  }

  #addLaunch(fused: FusedGroup): void {
    const { root } = fused;
    const isInput = (value: Value): boolean =>
      value.is("parameter") || (this.#producer.has(value) && this.#producer.get(value) !== fused);
    const extracted = root?.kind === "control" ? undefined : extract(fused, isInput);
    const workspace =
      extracted === undefined ? 0 : this.#options.workspaceBytes(extracted, this.#options.traits);
    const launch: Launch = {
      fused,
      extracted,
      sources: extracted?.sources ?? root!.inputs,
      after: new Set(),
      before: new Set(),
      allocates: workspace,
      reads: [],
      workspace,
      prepared: undefined,
    };
    this.#launches.push(launch);
    const byIndex = new Map<number, Slot>();
    for (const value of fused.results) {
      const index = value.is("part") ? value.attributes.index : undefined;
      const known = index === undefined ? undefined : byIndex.get(index);
      const slot: Slot = known ?? {
        value,
        bytes: bytesOf(value),
        producer: launch,
        readers: new Set(),
        home: undefined,
        sharing:
          index !== undefined && index < carriesOf(root!)
            ? this.#slots.get(root!.inputs[index]!)
            : undefined,
      };
      this.#slots.set(value, slot);
      if (index !== undefined) byIndex.set(index, slot);
    }
  }

  #connect(launch: Launch): void {
    for (const source of launch.sources) {
      const slot = this.#slots.get(source);
      if (slot !== undefined) {
        slot.readers.add(launch);
        putAfter(launch, slot.producer);
        continue;
      }
      const binding = this.#inputs.get(source);
      if (binding === undefined) {
        fail("state", {
          where: this.graph.name,
          expected: "every parameter to be bound to a buffer",
          received: "an unbound one",
        });
      }
      const readers = this.#bufferReaders.get(binding.buffer) ?? new Set();
      this.#bufferReaders.set(binding.buffer, readers.add(launch));
    }
  }

  #ordered(keep: string | undefined): Launch[] {
    this.graph.outputs.forEach((binding, i) => this.#bindOutput(binding, this.outputs[i]!));
    for (const [launch, to] of this.#copies) {
      for (const reader of this.#bufferReaders.get(to.buffer) ?? [])
        if (reader !== launch) putAfter(launch, reader);
    }
    if (keep !== undefined) this.#findLasting(keep);
    for (const launch of this.#launches) {
      for (const source of launch.sources) {
        const slot = this.#slots.get(source);
        if (slot === undefined || slot.home !== undefined) continue;
        if (this.lasting.has(slot.producer) === this.lasting.has(launch)) launch.reads.push(slot);
      }
    }
    for (const slot of this.slots)
      if (slot.home === undefined) slot.producer.allocates += slot.bytes;
    const scheduled = schedule(this.#launches);
    const order = [
      ...scheduled.filter((launch) => this.lasting.has(launch)),
      ...scheduled.filter((launch) => !this.lasting.has(launch)),
    ];
    traceOrder(this.graph.name, this.#launches, order);
    return order;
  }

  /** Finds what may be kept from step to step, and which kernels get a parameter prepared: only those that last. */
  #findLasting(keep: string): void {
    const changed = new Set(this.graph.outputs.map(({ buffer }) => buffer));
    const lasts = (value: Value): boolean => {
      const slot = this.#slots.get(value);
      if (slot !== undefined) return this.lasting.has(slot.producer);
      const binding = this.#inputs.get(value);
      return binding?.region === "state" && !changed.has(binding.buffer);
    };
    const isSmall = ({ fused, sources }: Launch): boolean =>
      total(fused.results) <= mostKept * total(sources);
    const isOutput = ({ fused: { results } }: Launch): boolean =>
      results.some((value) => this.#slots.get(value)?.home !== undefined);
    for (const launch of this.#launches) {
      const { extracted, sources } = launch;
      if (extracted === undefined || sources.length === 0 || this.#copies.has(launch)) continue;
      if (sources.every(lasts) && isSmall(launch) && !isOutput(launch)) {
        this.lasting.add(launch);
        continue;
      }
      this.#prepare(launch, lasts);
    }
    for (const slot of this.slots) {
      if (!this.lasting.has(slot.producer)) continue;
      const isRead = [...slot.readers].some(
        (launch) =>
          !this.lasting.has(launch) &&
          launch.sources.indexOf(slot.value) !== launch.prepared?.parameter,
      );
      if (isRead) slot.home = { value: slot.value, buffer: this.nameToKeep(keep), region: "data" };
    }
  }

  /** In a loop: finds the kernels that get a parameter prepared before it begins. */
  #prepareUnchanged(unchanged: ReadonlySet<BufferId>): void {
    const isUnchanged = (value: Value): boolean =>
      unchanged.has(this.#inputs.get(value)?.buffer ?? "");
    for (const launch of this.#launches) this.#prepare(launch, isUnchanged);
  }

  /** Gives a launch's kernel a parameter in the form that it wants, if that one lasts. */
  #prepare(launch: Launch, lasts: (value: Value) => boolean): void {
    const { traits, preparation, workspaceBytes } = this.#options;
    const { extracted, sources } = launch;
    const prepared = extracted === undefined ? undefined : preparation?.(extracted, traits);
    if (prepared === undefined || !lasts(sources[prepared.parameter]!)) return;
    launch.prepared = prepared;
    launch.workspace = workspaceBytes({ ...extracted!, prepared: prepared.parameter }, traits);
    launch.allocates = launch.workspace;
  }

  /** A new name for something that is kept. */
  nameToKeep(keep: string): BufferId {
    return `${keep}/${this.#kept++}`;
  }

  /** Lets the producer write straight into the output's buffer, or copies at the end where that would be too early. */
  #bindOutput(binding: Binding, value: Value): void {
    if (this.#inputs.get(value)?.buffer === binding.buffer) return;
    const slot = this.#slots.get(value);
    if (slot !== undefined && slot.home === undefined && this.#canWriteDirectly(slot, binding)) {
      slot.home = binding;
      for (const reader of this.#bufferReaders.get(binding.buffer) ?? []) {
        if (reader !== slot.producer) putAfter(slot.producer, reader);
      }
      return;
    }
    const launch = this.#addCopy({
      root: undefined,
      results: [value],
      uses: new Map([[value, "identity"]]),
    });
    this.#copies.set(launch, binding);
  }

  #addCopy(fused: FusedGroup): Launch {
    const [value] = fused.results;
    const extracted = extract(fused, (v) => v === value);
    const launch: Launch = {
      fused,
      extracted,
      sources: extracted.sources,
      after: new Set(),
      before: new Set(),
      allocates: 0,
      reads: [],
      workspace: 0,
      prepared: undefined,
    };
    this.#launches.push(launch);
    this.#connect(launch);
    return launch;
  }

  #canWriteDirectly({ producer }: Slot, binding: Binding): boolean {
    if (producer.extracted === undefined) return false;
    const readers = this.#bufferReaders.get(binding.buffer);
    if (readers === undefined) return true;
    const own = this.#inputOf.get(binding.buffer);
    if (readers.has(producer) && (own === undefined || producer.fused.uses.get(own) !== "identity"))
      return false;
    const waiting = followersOf(producer);
    return [...readers].every((reader) => reader === producer || !waiting.has(reader));
  }
}

function putAfter(launch: Launch, earlier: Launch): void {
  launch.after.add(earlier);
  earlier.before.add(launch);
}

/** The launches that wait for `launch`, directly or not. */
function followersOf(launch: Launch): ReadonlySet<Launch> {
  const found = new Set<Launch>(launch.before);
  for (const follower of found) for (const next of follower.before) found.add(next);
  return found;
}
