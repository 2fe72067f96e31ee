import type { Shape } from "../base/shape.ts";
import { fixed, type Affine } from "./affine.ts";
import { Elements, NotVectorisable, storeAt, type ElementContext } from "./element.ts";
import { openFrame, rehearse, type Frame } from "./frame.ts";
import type { Expression, KernelFunction } from "./ir.ts";
import { axisIndices, mergeLoops, separateAxes, type LoopAxis } from "./loops.ts";
import { leftOver, loopOver, loopToShare, operationsPerElement, threadsFor } from "./sharing.ts";
import type { GroupGraph } from "../program/program.ts";
import type { EngineTraits } from "../program/traits.ts";

/*
 * Elementwise groups: every result element is an expression over elements of parameters.
 * Naive: one loop per axis, one element at a time. Here: axes that all accesses step through alike are joined, the
 * innermost loop goes by vectors (neighbours as one load, equal ones as a splat, strided ones gathered), its rest
 * element by element. The innermost loop is a function of its own, and a long single loop is cut into calls of
 * `chunk` elements, since V8 optimises only between calls.
 */

/** Elements per call of a long single loop: tens of microseconds at a few cycles per vector. */
const chunk = 8192;
/** Shares begin at multiples of this many elements: no two threads write into one cache line of float32. */
const lineElements = 16;

/** The kernel of a group without a root. */
export function elementwiseKernel(group: GroupGraph, traits: EngineTraits): KernelFunction {
  const frame = openFrame(group, traits);
  const [first] = group.results;
  if (first !== undefined && first.size > 0) {
    const shape = group.results.reduce((a, b) => (b.rank > a.rank ? b : a), first).shape;
    writeElementwise(
      frame,
      {
        shape,
        write: (elements, context, index) =>
          writeResults(frame, elements, context, { index, shape }),
      },
      threadsFor(traits, first.size * operationsPerElement(group)),
    );
  }
  return frame.finish();
}

/** Evaluates all results at one index of `shape`, then stores them: an output may be an input's buffer. */
export function writeResults(
  frame: Frame,
  elements: Elements,
  context: ElementContext,
  { index, shape }: { readonly index: readonly Affine[]; readonly shape: Shape },
): void {
  const { indices, lanes } = context;
  const position = indices.ravel(index, shape);
  const values = frame.group.results.map((result) =>
    elements.at(
      result,
      sameExtents(result.shape, shape) ? index : indices.unravel(position, result.shape),
    ),
  );
  frame.group.results.forEach(({ dtype }, i) => {
    context.watch?.({ position, pinned: [] });
    storeAt(context, { dtype, pointer: frame.outputs[i]!, position, lanes }, values[i]!);
  });
}

function sameExtents(a: Shape, b: Shape): boolean {
  return a.length === b.length && a.every((extent, axis) => extent === b[axis]);
}

/** What an elementwise loop nest computes at an index of `shape`. */
export interface ElementwiseBody {
  readonly shape: Shape;
  readonly write: (elements: Elements, context: ElementContext, index: readonly Affine[]) => void;
}

/** Writes the loops over `shape` into the frame's kernel, shared out among `threads`. */
export function writeElementwise(
  frame: Frame,
  { shape, write }: ElementwiseBody,
  threads: number = 1,
): void {
  const loops = planLoops(frame, { shape, write });
  const lanes = chooseLanes(frame, loops, { shape, write });
  const { builder } = frame.context;
  const scalar = new Elements(frame.context);
  const vectorContext: ElementContext = { ...frame.context, lanes };
  const vector = lanes === 1 ? scalar : new Elements(vectorContext);
  const innermost = loops.length - 1;
  const counts = loops.map(({ extent }, i) =>
    i === innermost ? Math.floor(extent / lanes) : extent,
  );
  const shared = loopToShare(counts, threads);
  const run = (
    outer: readonly Affine[],
    start: Affine,
    extent: number,
    sharedHere: boolean,
  ): void => {
    const body = (from: number, to: number, step: number, own: boolean): void =>
      loopOver(builder, own, [from, to, step], (x) => {
        const position = frame.context.indices.variable(x, from, to - 1, step > 1);
        const inner = loops.length === 0 ? [] : [frame.context.indices.add(start, position)];
        const index = axisIndices(frame.context.indices, loops, [...outer, ...inner], shape);
        if (step > 1) write(vector, vectorContext, index);
        else write(scalar, frame.context, index);
      });
    const whole = lanes === 1 ? 0 : extent - (extent % lanes);
    body(0, whole, lanes, sharedHere);
    if (lanes === 1) body(whole, extent, 1, sharedHere);
    else leftOver(builder, sharedHere, () => body(whole, extent, 1, false));
  };
  const nest = (depth: number, outer: readonly Affine[]): void => {
    if (depth < innermost) {
      const { extent } = loops[depth]!;
      loopOver(builder, depth === shared, [0, extent, 1], (i) =>
        nest(depth + 1, [...outer, frame.context.indices.variable(i, 0, extent - 1)]),
      );
      return;
    }
    const extent = loops.at(-1)?.extent ?? 1;
    const sharedHere = shared === innermost;
    if (loops.length > 1) {
      builder.outline(() => run(outer, fixed(0), extent, sharedHere));
      return;
    }
    const { calls, each } = cutLoop(extent, sharedHere ? threads : 1);
    loopOver(builder, sharedHere, [0, calls, 1], (c) => {
      const start = frame.context.indices.scale(
        frame.context.indices.variable(c, 0, calls - 1),
        each,
      );
      builder.outline(() => run(outer, start, each, false));
    });
    leftOver(builder, sharedHere, () =>
      run(outer, fixed(calls * each), extent - calls * each, false),
    );
  };
  // Nothing to share out: the others must not do it too.
  leftOver(builder, threads > 1 && shared === undefined, () => nest(0, []));
}

/** A single loop as calls of equal length, as many for each thread; the rest is what they leave over. */
function cutLoop(
  extent: number,
  threads: number,
): { readonly calls: number; readonly each: number } {
  if (threads === 1) {
    return extent > 2 * chunk
      ? { calls: Math.floor(extent / chunk), each: chunk }
      : { calls: 0, each: chunk };
  }
  const calls = threads * Math.ceil(extent / (threads * chunk));
  return { calls, each: Math.floor(extent / calls / lineElements) * lineElements };
}

function planLoops(frame: Frame, { shape, write }: ElementwiseBody): readonly LoopAxis[] {
  const separate = separateAxes(shape);
  if (separate.length < 2) return separate;
  let indices: Affine[] = [];
  const accesses = rehearse(frame, 1, (elements, context) => {
    indices = loopIndices(context, separate, false);
    write(elements, context, axisIndices(context.indices, separate, indices, shape));
  });
  return mergeLoops(separate, indices, accesses);
}

function loopIndices(
  { builder, indices }: ElementContext,
  loops: readonly LoopAxis[],
  lane: boolean,
): Affine[] {
  return loops.map(({ extent }, i) => {
    const variable: Expression = builder.variable("i32");
    return indices.variable(variable, 0, extent - 1, lane && i === loops.length - 1);
  });
}

function chooseLanes(
  frame: Frame,
  loops: readonly LoopAxis[],
  { shape, write }: ElementwiseBody,
): number {
  const { lanes } = frame.traits;
  if (lanes === 1 || (loops.at(-1)?.extent ?? 1) < lanes) return 1;
  try {
    rehearse(frame, lanes, (elements, context) => {
      write(
        elements,
        context,
        axisIndices(context.indices, loops, loopIndices(context, loops, true), shape),
      );
    });
    return lanes;
  } catch (error) {
    if (error instanceof NotVectorisable) return 1;
    throw error;
  }
}
