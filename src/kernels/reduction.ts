import type { Value } from "../graph/value.ts";
import type { GroupGraph } from "../program/program.ts";
import type { EngineTraits } from "../program/traits.ts";
import { fixed, type Affine } from "./affine.ts";
import { Elements, NotVectorisable, type ElementContext } from "./element.ts";
import { writeResults } from "./elementwise.ts";
import { openFrame, rehearse, type Frame } from "./frame.ts";
import type { Expression, KernelFunction, Variable } from "./ir.ts";
import { axisIndices, mergeLoops, separateAxes, type LoopAxis } from "./loops.ts";
import { leftOver, loopOver, loopToShare, operationsPerElement, threadsFor } from "./sharing.ts";
import { reducerOf, type Reducer } from "./reducer.ts";

/*
 * Reductions: an expression (prologue) folded over some axes, then pointwise work on the result (epilogue).
 * Naive: per result element, one accumulator over all reduced elements. Here: axes that step alike are joined; if the
 * innermost loop is reduced (rows), each lane folds every lanes-th element into `rowAccumulators` vectors, combined at
 * the end in a fixed order; if it is kept (columns), the lanes are neighbouring results, `columnVectors` vectors side
 * by side. The order of a sum depends on shapes alone.
 */

/** Independent sums per row hide the latency of the addition (4 cycles, 2 a cycle, on Zen 3). */
const rowAccumulators = 4;
/** Vectors of a column block: 32 bytes of each row, half a cache line. */
const columnVectors = 2;
/** Reduced elements per result from which its loop is a function of its own. */
const outlineFrom = 64;

/** The loops of a reduction with its classes. */
interface Plan {
  readonly loops: readonly LoopAxis[];
  readonly reduced: readonly boolean[];
  /** Lanes of the innermost loop; 1: element by element. */
  readonly lanes: number;
  /** The loop that is shared out among threads. */
  readonly shared: number | undefined;
}

/** The kernel of a group around a reduction. */
export function reductionKernel(
  group: GroupGraph,
  root: Value,
  traits: EngineTraits,
): KernelFunction {
  const frame = openFrame(group, traits);
  if (root.size > 0) new ReductionWriter(frame, root).write();
  return frame.finish();
}

class ReductionWriter {
  readonly #frame: Frame;
  readonly #root: Value;
  readonly #input: Value;
  readonly #reducer: Reducer;
  readonly #plan: Plan;
  readonly #prologues: ReadonlyMap<number, Elements>;

  constructor(frame: Frame, root: Value) {
    this.#frame = frame;
    this.#root = root;
    this.#input = root.inputs[0]!;
    this.#reducer = reducerOf(root);
    this.#plan = this.#makePlan();
    const { context } = frame;
    const vector = { ...context, lanes: this.#plan.lanes };
    this.#prologues = new Map([
      [1, new Elements(context)],
      ...(this.#plan.lanes > 1 ? [[this.#plan.lanes, new Elements(vector)] as const] : []),
    ]);
  }

  #makePlan(): Plan {
    const { shape } = this.#input;
    const separate = separateAxes(shape);
    const isReduced = ({ axes }: LoopAxis): boolean => this.#reducer.axes.includes(axes[0]!);
    const loops = this.#joined(separate, separate.map(isReduced));
    const reduced = loops.map(isReduced);
    const lanes = this.#chooseLanes(loops, reduced);
    return { loops, reduced, lanes, shared: this.#chooseShared(loops, reduced, lanes) };
  }

  /** Of the loops over results the one to share out; the order of a sum is nobody's choice. */
  #chooseShared(
    loops: readonly LoopAxis[],
    reduced: readonly boolean[],
    lanes: number,
  ): number | undefined {
    const { group, traits } = this.#frame;
    const threads = threadsFor(traits, this.#input.size * operationsPerElement(group));
    const kept = loops.flatMap(({ extent }, i) => (reduced[i] === true ? [] : [{ extent, i }]));
    const counts = kept.map(({ extent, i }) =>
      i === loops.length - 1
        ? Math.floor(extent / (lanes === 1 ? 1 : lanes * columnVectors))
        : extent,
    );
    const chosen = loopToShare(counts, threads);
    return chosen === undefined || counts[chosen]! < 2 ? undefined : kept[chosen]!.i;
  }

  /** The loops that remain; only neighbours of one class can be joined. */
  #joined(separate: readonly LoopAxis[], classes: readonly boolean[]): readonly LoopAxis[] {
    if (classes.every((own, i) => i === 0 || own !== classes[i - 1])) return separate;
    let indices: Affine[] = [];
    const accesses = rehearse(this.#frame, 1, (elements, context) => {
      indices = separate.map(({ extent }) =>
        context.indices.variable(context.builder.variable("i32"), 0, extent - 1),
      );
      this.#evaluate(elements, context, { loops: separate, indices, reduced: classes });
    });
    return mergeLoops(separate, indices, accesses, classes);
  }

  /** Rehearses prologue and epilogue at one index per loop. */
  #evaluate(
    elements: Elements,
    context: ElementContext,
    at: {
      readonly loops: readonly LoopAxis[];
      readonly indices: readonly Affine[];
      readonly reduced: readonly boolean[];
    },
  ): void {
    elements.at(this.#input, axisIndices(context.indices, at.loops, at.indices, this.#input.shape));
    const kept = at.indices.map((index, i) => (at.reduced[i] === true ? fixed(0) : index));
    const rowLanes = at.reduced.at(-1) === true ? 1 : context.lanes;
    this.#epilogue(
      { ...context, lanes: rowLanes },
      { loops: at.loops, kept, result: this.#reducer.start(rowLanes)[0]! },
    );
  }

  #chooseLanes(loops: readonly LoopAxis[], reduced: readonly boolean[]): number {
    const { lanes } = this.#frame.traits;
    const rows = reduced.at(-1) === true;
    if (lanes === 1 || (loops.at(-1)?.extent ?? 1) < lanes || (rows && !this.#reducer.anyOrder))
      return 1;
    try {
      rehearse(this.#frame, lanes, (elements, context) => {
        const indices = loops.map(({ extent }, i) =>
          context.indices.variable(
            context.builder.variable("i32"),
            0,
            extent - 1,
            i === loops.length - 1,
          ),
        );
        this.#evaluate(elements, context, { loops, indices, reduced });
      });
      return lanes;
    } catch (error) {
      if (error instanceof NotVectorisable) return 1;
      throw error;
    }
  }

  /** The group's results where the root's element is `result`, stored. */
  #epilogue(
    context: ElementContext,
    at: {
      readonly loops: readonly LoopAxis[];
      readonly kept: readonly Affine[];
      readonly result: Expression;
    },
  ): void {
    const own: ElementContext = { ...context, known: new Map([[this.#root, () => at.result]]) };
    const index = axisIndices(context.indices, at.loops, at.kept, this.#root.shape);
    writeResults(this.#frame, new Elements(own), own, { index, shape: this.#root.shape });
  }

  write(): void {
    const { loops, reduced } = this.#plan;
    const columns = loops.length > 0 && reduced.at(-1) === false;
    this.#nest(
      0,
      loops.map(() => fixed(0)),
      columns,
    );
  }

  /** Loops over kept axes, then the work per result (rows) or block of results (columns). */
  #nest(depth: number, indices: readonly Affine[], columns: boolean): void {
    const { loops, reduced, shared } = this.#plan;
    const { builder, indices: algebra } = this.#frame.context;
    if (depth === loops.length) {
      this.#outlined(() => this.#reduceBlock(indices, 1, 1));
    } else if (reduced[depth] === true) {
      this.#nest(depth + 1, indices, columns);
    } else if (columns && depth === loops.length - 1) {
      this.#columns(indices);
    } else {
      const { extent } = loops[depth]!;
      loopOver(builder, depth === shared, [0, extent, 1], (i) =>
        this.#nest(depth + 1, indices.with(depth, algebra.variable(i, 0, extent - 1)), columns),
      );
    }
  }

  #columns(indices: readonly Affine[]): void {
    const { loops, lanes, shared } = this.#plan;
    const { builder, indices: algebra } = this.#frame.context;
    const last = loops.length - 1;
    const { extent } = loops[last]!;
    let from = 0;
    const blocks =
      lanes === 1
        ? [[1, 1] as const]
        : [[columnVectors, lanes] as const, [1, lanes] as const, [1, 1] as const];
    for (const [vectors, width] of blocks) {
      const step = vectors * width;
      const to = extent - ((extent - from) % step);
      const start = from;
      const wide = shared === last && from === 0;
      leftOver(builder, shared === last && !wide, () =>
        loopOver(builder, wide, [start, to, step], (x) => {
          const own = algebra.variable(x, start, to - 1 - (vectors - 1) * width, width > 1);
          this.#outlined(() => this.#reduceBlock(indices.with(last, own), width, vectors));
        }),
      );
      from = Math.max(from, to);
    }
  }

  #outlined(body: () => void): void {
    const count = this.#input.size / this.#root.size;
    if (count >= outlineFrom && this.#plan.loops.length > 1)
      this.#frame.context.builder.outline(body);
    else body();
  }

  /** Folds `vectors` neighbouring results of `width` lanes each. */
  #reduceBlock(kept: readonly Affine[], width: number, vectors: number): void {
    const { context } = this.#frame;
    const { loops, reduced, lanes } = this.#plan;
    const rows = reduced.at(-1) === true;
    const inner = rows ? loops.length - 1 : -1;
    const results = Array.from({ length: vectors }, (_, v) => {
      const start =
        rows && lanes > 1 ? [] : this.#reducer.start(width).map((e) => context.builder.mutable(e));
      const last = kept.length - 1;
      const index = v === 0 ? kept : kept.with(last, context.indices.shift(kept[last]!, v * width));
      return { index, accumulators: start };
    });
    const add = (
      indices: readonly Affine[],
      lanesHere: number,
      accumulators: readonly Variable[],
    ): void =>
      this.#reducer.add(context, accumulators, {
        element: this.#prologues
          .get(lanesHere)!
          .at(this.#input, axisIndices(context.indices, loops, indices, this.#input.shape)),
        index: this.#reducer.axes.length === 1 ? this.#positionOf(indices) : undefined,
      });
    const walk = (
      depth: number,
      offsets: readonly Affine[],
      leaf: (offsets: readonly Affine[]) => void,
    ): void => {
      const next = reduced.findIndex((r, i) => r && i >= depth && i !== inner);
      if (next < 0) {
        leaf(offsets);
        return;
      }
      const { extent } = loops[next]!;
      context.builder.loop(0, extent, 1, (i) =>
        walk(next + 1, offsets.with(next, context.indices.variable(i, 0, extent - 1)), leaf),
      );
    };
    if (inner < 0) {
      walk(0, kept, (offsets) => {
        results.forEach(({ index, accumulators }) => {
          const own = offsets.map((offset, i) => (reduced[i] === true ? offset : index[i]!));
          add(own, width, accumulators);
        });
      });
      results.forEach(({ index, accumulators }) =>
        this.#epilogue(
          { ...context, lanes: width },
          { loops, kept: index, result: this.#reducer.finish(context.builder, accumulators) },
        ),
      );
      return;
    }
    this.#reduceRow(kept, { walk, add });
  }

  /** One result: partial folds per lane, combined at the end. */
  #reduceRow(
    kept: readonly Affine[],
    {
      walk,
      add,
    }: {
      readonly walk: (
        depth: number,
        offsets: readonly Affine[],
        leaf: (offsets: readonly Affine[]) => void,
      ) => void;
      readonly add: (
        indices: readonly Affine[],
        lanes: number,
        accumulators: readonly Variable[],
      ) => void;
    },
  ): void {
    const { context } = this.#frame;
    const { builder, indices: algebra } = context;
    const { loops, lanes } = this.#plan;
    const inner = loops.length - 1;
    const { extent } = loops[inner]!;
    const unroll = lanes > 1 && extent >= 2 * rowAccumulators * lanes ? rowAccumulators : 1;
    const vectors =
      lanes === 1
        ? []
        : Array.from({ length: unroll }, () =>
            this.#reducer.start(lanes).map((e) => builder.mutable(e)),
          );
    const scalars = this.#reducer.start(1).map((e) => builder.mutable(e));
    walk(0, kept, (offsets) => {
      let from = 0;
      for (const step of lanes === 1 ? [1] : [...new Set([unroll * lanes, lanes, 1])]) {
        const to = extent - ((extent - from) % step);
        const start = from;
        builder.loop(from, to, step, (x) => {
          const count = Math.max(1, step / lanes);
          for (let u = 0; u < (step === 1 ? 1 : count); u++) {
            const own = algebra.variable(
              x,
              start,
              to - 1 - (step === 1 ? 0 : (count - 1) * lanes),
              step > 1,
            );
            const index = offsets.with(inner, algebra.shift(own, u * lanes));
            add(index, step === 1 ? 1 : lanes, step === 1 ? scalars : vectors[u]!);
          }
        });
        from = Math.max(from, to);
      }
    });
    const result = this.#reducer.join(builder, vectors, scalars);
    this.#epilogue({ ...context, lanes: 1 }, { loops, kept, result });
  }

  /** The index along the one reduced axis. */
  #positionOf(indices: readonly Affine[]): Affine {
    const { loops, reduced } = this.#plan;
    const loop = loops.findIndex((_, i) => reduced[i]);
    return loop < 0 ? fixed(0) : indices[loop]!;
  }
}
