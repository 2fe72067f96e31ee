import { tracePlan } from "#trace";
import type { DType } from "../base/dtype.ts";
import type { Work } from "../base/eventLoop.ts";
import type { Shape } from "../base/shape.ts";
import type { PrimitiveOf } from "../graph/alphabet.ts";
import type { Value } from "../graph/value.ts";
import type { ControlCard, LoopAround } from "../ops/primitives/card.ts";
import { place, type Lifetime } from "../program/plan.ts";
import { formatGroup } from "../program/printProgram.ts";
import type {
  Buffer,
  BufferId,
  Entry,
  Group,
  Program,
  Prologue,
  Step,
} from "../program/program.ts";
import type { Binding, CompileOptions, StepGraph } from "./binding.ts";
import { Block, bytesOf, type Lasting, type Launch, type Slot } from "./block.ts";
import { describeLaunch } from "./describe.ts";
import type { ExtractedGroup } from "./extract.ts";
import { groupOperations } from "./groupOperations.ts";

/** A stretch of scratch memory on its way to a place. */
interface Scratch extends Lifetime {
  readonly id: BufferId;
  readonly shape: Shape;
  readonly dtype: DType;
}

/** The first and the last group of something, by their numbers. */
interface Span {
  readonly first: number;
  readonly last: number;
}

/** Where the values of one block lie. */
interface Layout {
  readonly block: Block;
  readonly ids: ReadonlyMap<Slot, BufferId>;
  /** The prepared parameters, by the launches that read them, and the groups that make them. */
  readonly prepared: Map<Launch, { readonly buffer: BufferId; readonly group: number }>;
}

/**
 * Writes blocks one after the other into a program: groups are numbered in the order in which they stand, loops and
 * branches around theirs. A value lives from its producer's first group to its last reader's last one, so one plan
 * places the scratch memory of all.
 */
export class Assembler {
  readonly #options: CompileOptions;
  readonly #buffers = new Map<BufferId, Buffer>();
  readonly #lifetimes: Scratch[] = [];
  readonly #groups: Group[] = [];
  #ids = 0;
  #loops = 0;
  #prologue: Prologue | undefined;

  constructor(options: CompileOptions) {
    this.#options = options;
  }

  *program(graph: StepGraph): Work<Omit<Program, "key">> {
    const steps = yield* this.#block(graph, { keep: this.#options.keep });
    const lifetimes = this.#lifetimes;
    const placement = place(lifetimes);
    const { offsets, bytes: scratchBytes } = placement;
    tracePlan(graph.name, lifetimes, placement);
    for (const lifetime of lifetimes) {
      const { id, shape, dtype, bytes } = lifetime;
      const offset = offsets.get(lifetime)!;
      this.#buffers.set(id, { id, region: "scratch", shape, dtype, bytes, offset });
    }
    return {
      name: graph.name,
      buffers: this.#buffers,
      groups: this.#groups,
      steps,
      scratchBytes,
      prologue: this.#prologue,
    };
  }

  /** Compiles a graph and appends its groups; gives what is done. `before` gets what is done once before a loop. */
  *#block(
    graph: StepGraph,
    { keep, unchanged, before }: Lasting & Partial<LoopAround> = {},
  ): Work<Step[]> {
    const block = yield* Block.of(graph, this.#options, { keep, unchanged });
    graph.inputs.forEach((binding) => this.#bound(binding, binding.value));
    graph.outputs.forEach((binding, i) => this.#bound(binding, block.outputs[i]!));
    const ids = new Map<Slot, BufferId>();
    for (const slot of block.slots) {
      if (slot.sharing === undefined) ids.set(slot, slot.home?.buffer ?? `scratch/${this.#ids++}`);
    }
    for (const slot of block.slots) {
      if (slot.sharing !== undefined) ids.set(slot, ids.get(slot.sharing)!);
    }
    const layout: Layout = { block, ids, prepared: new Map() };
    const spans = new Map<Launch, Span>();
    const { lasting } = block;
    const prologue = keep === undefined ? [] : this.#keep(layout, keep, spans);
    before?.push(...this.#prepare(layout));
    const steps: Step[] = [];
    for (const launch of block.order) {
      if (lasting.has(launch)) continue;
      const first = this.#groups.length;
      if (launch.extracted !== undefined)
        steps.push(this.#launch(layout, launch, launch.extracted));
      else steps.push(...(yield* this.#control(layout, launch.fused.root!)));
      spans.set(launch, { first, last: Math.max(first, this.#groups.length - 1) });
      yield;
    }
    this.#live(layout, spans);
    if (before !== undefined) this.#livePrepared(layout);
    return [...prologue, ...steps];
  }

  /** In a loop: prepares what it does not change before it begins. */
  #prepare(layout: Layout): Step[] {
    return layout.block.order.flatMap((launch): Step[] => {
      if (launch.prepared === undefined) return [];
      return [this.#preparation(layout, launch, `scratch/${this.#ids++}`)];
    });
  }

  /** What is prepared before a loop is needed until its end. */
  #livePrepared({ prepared }: Layout): void {
    const last = this.#groups.length - 1;
    for (const [launch, { buffer: id, group: first }] of prepared) {
      const { bytes } = launch.prepared!;
      this.#lifetimes.push({ id, bytes, first, last, shape: [bytes], dtype: "uint8" });
    }
  }

  /** What depends on state alone: a branch that is taken when the host says that the state has changed. */
  #keep(layout: Layout, keep: string, spans: Map<Launch, Span>): Step[] {
    const { block } = layout;
    const kept: BufferId[] = [];
    for (const { home, value, producer } of block.slots) {
      if (home === undefined || !block.lasting.has(producer)) continue;
      this.#bound(home, value);
      kept.push(home.buffer);
    }
    const first = this.#groups.length;
    const steps: Step[] = [];
    for (const launch of block.order) {
      if (!block.lasting.has(launch)) continue;
      const group = this.#groups.length;
      steps.push(this.#launch(layout, launch, launch.extracted!));
      spans.set(launch, { first: group, last: group });
    }
    for (const launch of block.order) {
      if (launch.prepared === undefined) continue;
      const { bytes } = launch.prepared;
      const id = block.nameToKeep(keep);
      this.#buffers.set(id, {
        id,
        region: "data",
        shape: [bytes],
        dtype: "uint8",
        bytes,
        offset: 0,
      });
      kept.push(id);
      steps.push(this.#preparation(layout, launch, id));
    }
    if (steps.length === 0) return [];
    const stale = `${keep}/stale`;
    this.#buffers.set(stale, { id: stale, region: "data", shape: [], dtype: "int32", bytes: 4, offset: 0 }); // prettier-ignore
    const read = new Set(this.#groups.slice(first).flatMap(({ inputs }) => inputs));
    const reads = [...read].filter((id) => this.#buffers.get(id)?.region === "state");
    this.#prologue = { stale, reads, kept: [stale, ...kept] };
    return [{ kind: "branch", index: stale, cases: [[], steps] }];
  }

  /** Appends the group that brings a launch's parameter into the form that its kernel wants. */
  #preparation(layout: Layout, launch: Launch, buffer: BufferId): Step {
    const { extracted, prepared } = launch;
    const { parameter } = prepared!;
    const { values, parameters, results, sources } = extracted!;
    const value = parameters[parameter]!;
    const group = this.#groups.length;
    const own = { values: [value], parameters: [value], results: [value] };
    const prepares = { group: { values, parameters, results }, parameter };
    this.#groups.push({
      name: `${group}:prepare`,
      ...own,
      key: formatGroup({ ...own, prepares }),
      inputs: [this.#idOf(layout, sources[parameter]!)],
      outputs: [buffer],
      operations: value.size,
      workspace: undefined,
      prepares,
    });
    layout.prepared.set(launch, { buffer, group });
    return { kind: "launch", group };
  }

  #bound({ buffer: id, region }: Binding, { shape, dtype, size }: Value): void {
    if (region !== "state" && region !== "data") return;
    this.#buffers.set(id, { id, region, shape, dtype, bytes: bytesOf({ size, dtype }), offset: 0 });
  }

  /** Notes how long each value in scratch is needed. */
  #live({ block, ids, prepared }: Layout, spans: ReadonlyMap<Launch, Span>): void {
    const { lasting } = block;
    /** The last group of a launch that reads the slot; of a kept one's scratch, only preparations read it beside the kept. */
    const lastOf = (slot: Slot, launch: Launch): number =>
      lasting.has(slot.producer) && !lasting.has(launch)
        ? (prepared.get(launch)?.group ?? 0)
        : spans.get(launch)!.last;
    const ends = new Map<Slot, number>();
    for (const slot of block.slots) {
      const owner = slot.sharing ?? slot;
      const users = [slot.producer, ...slot.readers].map((launch) => lastOf(slot, launch));
      ends.set(owner, Math.max(ends.get(owner) ?? 0, ...users));
    }
    for (const [slot, last] of ends) {
      if (slot.home !== undefined) continue;
      const { shape, dtype } = slot.value;
      const { first } = spans.get(slot.producer)!;
      this.#lifetimes.push({ id: ids.get(slot)!, bytes: slot.bytes, first, last, shape, dtype });
    }
  }

  #idOf({ block, ids }: Layout, value: Value): BufferId {
    const slot = block.slotOf(value);
    return slot === undefined ? block.bindingOf(value)!.buffer : ids.get(slot)!;
  }

  #launch(layout: Layout, launch: Launch, extracted: ExtractedGroup): Step {
    const number = this.#groups.length;
    let workspace: BufferId | undefined;
    if (launch.workspace > 0) {
      workspace = `workspace/${number}`;
      this.#lifetimes.push({
        id: workspace,
        bytes: launch.workspace,
        first: number,
        last: number,
        shape: [launch.workspace],
        dtype: "uint8",
      });
    }
    const { values, parameters, results, sources } = extracted;
    const target = layout.block.copyTarget(launch)?.buffer;
    this.#groups.push({
      name: `${number}:${describeLaunch(launch.fused, extracted)}`,
      values,
      parameters,
      results,
      key: formatGroup(
        launch.prepared === undefined
          ? extracted
          : { ...extracted, prepared: launch.prepared.parameter },
      ),
      inputs: sources.map((source, i) =>
        i === launch.prepared?.parameter
          ? layout.prepared.get(launch)!.buffer
          : this.#idOf(layout, source),
      ),
      outputs:
        target === undefined
          ? launch.fused.results.map((value) => this.#idOf(layout, value))
          : [target],
      operations: groupOperations(values),
      workspace,
      ...(launch.prepared === undefined ? {} : { prepared: launch.prepared.parameter }),
    });
    return { kind: "launch", group: number };
  }

  /** The steps of a loop or branch, which its card writes. */
  #control(layout: Layout, control: Value): Work<Step[]> {
    const { block, ids } = layout;
    const slots = [...block.slots].filter(
      ({ value }) => value.is("part") && value.inputs[0] === control,
    );
    const card = control.brought as ControlCard<PrimitiveOf<"control">>;
    return card.steps(control as Value<PrimitiveOf<"control">>, {
      inputs: control.inputs.map((input) => this.#idOf(layout, input)),
      parts: new Map(
        slots.map((slot) => [(slot.value as Value<"part">).attributes.index, ids.get(slot)!]),
      ),
      newLoop: () => this.#loops++,
      entry: (value, place) => this.#entry(value, place),
      block: (name, body, inputs, outputs, around) =>
        this.#block(
          {
            name: `${block.graph.name} > ${name}`,
            inputs: bindings(body.parameters, inputs),
            outputs: bindings(body.results, outputs),
          },
          around,
        ),
      withFlag: (write) => this.#withFlag(write),
    });
  }

  /** A buffer for values like this one that lie in a stack. */
  #entry({ shape, dtype, size }: Value, entry: Entry): BufferId {
    const id = `entry/${this.#ids++}`;
    const bytes = bytesOf({ size, dtype });
    this.#buffers.set(id, { id, region: "entry", shape, dtype, bytes, offset: 0, entry });
    return id;
  }

  *#withFlag(write: (flag: BufferId) => Work<Step[]>): Work<Step[]> {
    const id = `scratch/${this.#ids++}`;
    const first = this.#groups.length;
    const steps = yield* write(id);
    const last = Math.max(first, this.#groups.length - 1);
    this.#lifetimes.push({ id, bytes: 1, first, last, shape: [], dtype: "bool" });
    return steps;
  }
}

/** The values that have a buffer, with it. */
function bindings(
  values: readonly Value[],
  buffers: readonly (BufferId | undefined)[],
): readonly Binding[] {
  return values.flatMap((value, i) => {
    const buffer = buffers[i];
    return buffer === undefined ? [] : [{ value, buffer, region: "scratch" as const }];
  });
}
