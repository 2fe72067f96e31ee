import { bytesPerElement } from "../base/dtype.ts";
import type { Shape } from "../base/shape.ts";
import type { Value } from "../graph/value.ts";
import { aligned } from "../program/plan.ts";
import { isWorthKeeping } from "../program/rows.ts";
import type { GroupGraph } from "../program/program.ts";
import type { EngineTraits } from "../program/traits.ts";
import type { Affine } from "./affine.ts";
import { Elements, loadAt, storeAt, type ElementContext } from "./element.ts";
import { chooseInnerLanes, openFrame, type Frame } from "./frame.ts";
import { binary, constant, integer, scalarOf, type Expression, type KernelFunction } from "./ir.ts";
import { reducerOf, type Reducer } from "./reducer.ts";
import { loopOver, operationsPerElement, threadsFor } from "./sharing.ts";

/*
 * Groups that go row by row: softmax, layer normalisation, cross-entropies and their gradients. Naive: a launch per
 * reduction, each of which reads all rows from memory. Here: one loop over the rows, shared out among the threads, and
 * in it one short loop over the row's elements for each reduction that waits for another, the last of which also
 * stores the results. What is slow to compute (exp) and wanted by several of these loops is kept in a row of the
 * thread's own workspace. The order of a sum depends on the length of the row alone.
 */

/** Independent sums hide the latency of the addition, as in reduction.ts. */
const accumulatorsPerSum = 4;

/** One loop over the elements of a row. */
interface Phase {
  readonly reductions: readonly Value[];
  /** What is kept for later loops. */
  readonly kept: readonly Value[];
  /** What is written to memory. */
  readonly results: readonly Value[];
}

interface RowPlan {
  readonly shape: Shape;
  /** The first of the axes that make up a row. */
  readonly firstAxis: number;
  readonly count: number;
  readonly length: number;
  readonly phases: readonly Phase[];
  /** Results with one element per row. */
  readonly rowResults: readonly Value[];
}

/** Whether the group is of the kind that `joinRows` makes: reductions, and something else than their results. */
export function isByRows({ values, results }: GroupGraph): boolean {
  const reductions = values.filter(({ kind }) => kind === "reduction");
  const [first] = reductions;
  return (
    reductions.length > 1 ||
    (first !== undefined && results.some(({ size }) => size !== first.size))
  );
}

/** The kernel of a group that goes by rows. */
export function rowKernel(group: GroupGraph, traits: EngineTraits): KernelFunction {
  const plan = planRows(group);
  const frame = openFrame(group, traits, 0, keptBytes(plan));
  new RowWriter(frame, plan).write();
  return frame.finish();
}

/** Bytes of workspace that `rowKernel` will use. */
export function rowWorkspace(group: GroupGraph, { threads }: EngineTraits): number {
  return threads * keptBytes(planRows(group));
}

const rowBytes = ({ length }: Pick<RowPlan, "length">, { dtype }: Value): number =>
  aligned(length * bytesPerElement(dtype));

function keptBytes(plan: RowPlan): number {
  return plan.phases
    .flatMap(({ kept }) => kept)
    .reduce((sum, value) => sum + rowBytes(plan, value), 0);
}

function planRows({ values, results }: GroupGraph): RowPlan {
  const reductions = values.filter(({ kind }) => kind === "reduction");
  const { shape, size } = reductions[0]!.inputs[0]!;
  const count = reductions[0]!.size;
  const firstAxis = shape.findIndex((extent, axis) => reductions[0]!.shape[axis] !== extent);
  /** How many reductions a value waits for, one after the other. */
  const level = new Map<Value, number>();
  for (const value of values) {
    const inputs = value.inputs.map((input) => level.get(input)!);
    level.set(value, Math.max(0, ...inputs) + (value.kind === "reduction" ? 1 : 0));
  }
  const whole = results.filter((result) => result.size === size);
  const last = Math.max(-1, ...whole.map((result) => level.get(result)!));
  const loops = Math.max(last + 1, ...reductions.map((value) => level.get(value)!));
  const plain = Array.from({ length: loops }, (_, loop) => ({
    reductions: reductions.filter((value) => level.get(value) === loop + 1),
    results: loop === last ? whole : [],
  }));
  const kept = chooseKept(plain, values, size);
  return {
    shape,
    firstAxis,
    count,
    length: size / count,
    phases: plain.map((phase, loop) => ({ ...phase, kept: kept.get(loop) ?? [] })),
    rowResults: results.filter((result) => result.size !== size),
  };
}

/** What each loop keeps for later ones: slow values that more than one of them needs. */
function chooseKept(
  phases: readonly Omit<Phase, "kept">[],
  values: readonly Value[],
  size: number,
): ReadonlyMap<number, readonly Value[]> {
  const chosen = new Map<Value, number>();
  /** The loops that compute a value. */
  const loopsOf = (wanted: Value): number[] =>
    phases.flatMap(({ reductions, results }, loop) => {
      const stack = [...reductions.map(({ inputs }) => inputs[0]!), ...results];
      const seen = new Set<Value>();
      while (stack.length > 0) {
        const value = stack.pop()!;
        if (value === wanted) return [loop];
        const isKnown = value.kind === "reduction" || (chosen.get(value) ?? loop) < loop;
        if (isKnown || seen.has(value)) continue;
        seen.add(value);
        stack.push(...value.inputs);
      }
      return [];
    });
  for (const value of values.toReversed()) {
    if (value.size !== size || !isWorthKeeping(value)) continue;
    const loops = loopsOf(value);
    if (loops.length > 1) chosen.set(value, loops[0]!);
  }
  const byLoop = new Map<number, Value[]>();
  for (const [value, loop] of chosen) byLoop.set(loop, [...(byLoop.get(loop) ?? []), value]);
  return byLoop;
}

type Known = ReadonlyMap<Value, (index: readonly Affine[]) => Expression>;

class RowWriter {
  readonly #frame: Frame;
  readonly #plan: RowPlan;
  /** Where each kept value's row begins. */
  readonly #rows = new Map<Value, Expression>();

  constructor(frame: Frame, plan: RowPlan) {
    this.#frame = frame;
    this.#plan = plan;
    let offset = 0;
    for (const value of plan.phases.flatMap(({ kept }) => kept)) {
      this.#rows.set(
        value,
        frame.context.builder.hoist(binary("add", frame.ownWorkspace!, integer(offset))),
      );
      offset += rowBytes(plan, value);
    }
  }

  write(): void {
    const { group, traits, context } = this.#frame;
    const { builder, indices } = context;
    const { count, length } = this.#plan;
    const operations = count * length * operationsPerElement(group);
    const shared = threadsFor(traits, operations) > 1;
    loopOver(builder, shared, [0, count, 1], (row) =>
      builder.outlineWith([row], (own) => this.#row(indices.argument(own, 0, count - 1))),
    );
  }

  #row(row: Affine): void {
    const { context } = this.#frame;
    const known = new Map<Value, (index: readonly Affine[]) => Expression>();
    for (const phase of this.#plan.phases) {
      const results = this.#loop(phase, row, known);
      phase.reductions.forEach((value, i) => known.set(value, () => results[i]!));
    }
    const own: ElementContext = { ...context, known };
    const elements = new Elements(own);
    const stores = this.#plan.rowResults.map((value) =>
      elements.at(value, context.indices.unravel(row, value.shape)),
    );
    this.#plan.rowResults.forEach((value, i) => this.#store(own, value, row, stores[i]!));
  }

  #store(context: ElementContext, value: Value, position: Affine, element: Expression): void {
    const pointer = this.#frame.outputs[this.#frame.group.results.indexOf(value)]!;
    storeAt(context, { dtype: value.dtype, pointer, position, lanes: context.lanes }, element);
  }

  /** One loop over the row; gives what its reductions come to. */
  #loop(phase: Phase, row: Affine, before: Known): Expression[] {
    const { context } = this.#frame;
    const { builder, indices } = context;
    const { length } = this.#plan;
    const reducers = phase.reductions.map((value) => reducerOf(value));
    const lanes = this.#chooseLanes(phase, reducers);
    const unroll = lanes > 1 && length >= 2 * accumulatorsPerSum * lanes ? accumulatorsPerSum : 1;
    const start = (reducer: Reducer, own: number): ReturnType<typeof builder.mutable>[] =>
      reducer.start(own).map((e) => builder.mutable(e));
    const vectors = reducers.map((reducer) =>
      lanes === 1 ? [] : Array.from({ length: unroll }, () => start(reducer, lanes)),
    );
    const scalars = reducers.map((reducer) => start(reducer, 1));
    // Mutable, so that no read of what earlier loops have written is moved before them.
    const keptRows = new Map(
      this.#keptBefore(phase).map((value) => [value, builder.mutable(this.#rows.get(value)!)]),
    );
    const elements = new Map<number, readonly [Elements, ElementContext]>(
      [...new Set([1, lanes])].map((own) => {
        const ownContext = { ...context, lanes: own };
        const full = { ...ownContext, known: this.#withKept(ownContext, keptRows, before) };
        return [own, [new Elements(full), full]];
      }),
    );
    let from = 0;
    for (const step of lanes === 1 ? [1] : [...new Set([unroll * lanes, lanes, 1])]) {
      const to = length - ((length - from) % step);
      const first = from;
      builder.loop(from, to, step, (x) => {
        const own = step === 1 ? 1 : lanes;
        const [values, ownContext] = elements.get(own)!;
        const column = indices.variable(x, first, to - step + own - 1, step > 1);
        for (let u = 0; u < step / own; u++) {
          const at = indices.shift(column, u * own);
          this.#write(phase, values, ownContext, [row, at], (element, r) =>
            reducers[r]!.add(context, step === 1 ? scalars[r]! : vectors[r]![u]!, {
              element,
              index: reducers[r]!.axes.length === 1 ? at : undefined,
            }),
          );
        }
      });
      from = Math.max(from, to);
    }
    return reducers.map((reducer, r) =>
      builder.let(reducer.join(builder, vectors[r]!, scalars[r]!)),
    );
  }

  /** Rehearses a loop: by lanes only where all of it can be. */
  #chooseLanes(phase: Phase, reducers: readonly Reducer[]): number {
    const { count, length, phases } = this.#plan;
    const kept = this.#keptBefore(phase);
    if (reducers.some(({ anyOrder }) => !anyOrder)) return 1;
    return chooseInnerLanes(this.#frame, length, (_, context, column) => {
      const zero =
        ({ dtype }: Value, lanes: number) =>
        (): Expression =>
          constant(scalarOf(dtype), 0, lanes);
      const known = new Map([
        ...phases
          .flatMap(({ reductions }) => reductions)
          .map((value) => [value, zero(value, 1)] as const),
        ...kept.map((value) => [value, zero(value, context.lanes)] as const),
      ]);
      const own = { ...context, known };
      const row = context.indices.variable(context.builder.variable("i32"), 0, count - 1);
      this.#write(phase, new Elements(own), own, [row, column], () => undefined);
    });
  }

  /** What earlier loops have kept, beside what is known already. */
  #withKept(
    context: ElementContext,
    keptRows: ReadonlyMap<Value, Expression>,
    before: Known,
  ): Known {
    const known = new Map(before);
    for (const [value, pointer] of keptRows) {
      known.set(value, (index) => {
        const position = this.#columnOf(context, index);
        return loadAt(context, { dtype: value.dtype, pointer, position, lanes: context.lanes });
      });
    }
    return known;
  }

  #keptBefore(phase: Phase): Value[] {
    const { phases } = this.#plan;
    return phases.slice(0, phases.indexOf(phase)).flatMap(({ kept }) => kept);
  }

  /** Position within the row. */
  #columnOf({ indices }: ElementContext, index: readonly Affine[]): Affine {
    const { shape, firstAxis } = this.#plan;
    return indices.ravel(index.slice(firstAxis), shape.slice(firstAxis));
  }

  /** The work for one element, or for the lanes from there on. */
  #write(
    phase: Phase,
    elements: Elements,
    context: ElementContext,
    [row, column]: readonly [Affine, Affine],
    reduce: (element: Expression, reduction: number) => void,
  ): void {
    const { shape, firstAxis } = this.#plan;
    const { indices } = context;
    const keptShape = shape.map((extent, axis) => (axis < firstAxis ? extent : 1));
    const index = [
      ...indices.unravel(row, keptShape).slice(0, firstAxis),
      ...indices.unravel(column, shape.slice(firstAxis)),
    ];
    const position = indices.ravel(index, shape);
    const kept = phase.kept.map((value) => elements.at(value, index));
    const folded = phase.reductions.map(({ inputs }) => elements.at(inputs[0]!, index));
    const results = phase.results.map((value) => elements.at(value, index));
    folded.forEach(reduce);
    phase.kept.forEach((value, i) => {
      const pointer = this.#rows.get(value)!;
      const own = { dtype: value.dtype, pointer, position: column, lanes: context.lanes };
      storeAt(context, own, kept[i]!);
    });
    phase.results.forEach((value, i) => this.#store(context, value, position, results[i]!));
  }
}
