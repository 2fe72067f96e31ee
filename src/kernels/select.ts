import { bytesPerElement } from "../base/dtype.ts";
import type { Value } from "../graph/value.ts";
import { areApart } from "../graph/window.ts";
import { aligned } from "../program/plan.ts";
import type { GroupGraph } from "../program/program.ts";
import type { EngineTraits } from "../program/traits.ts";
import { fixed, laneStride, rangeOf, type Affine } from "./affine.ts";
import { loadAt, NotVectorisable, storeAt, type ElementContext } from "./element.ts";
import { writeElementwise, writeResults, type ElementwiseBody } from "./elementwise.ts";
import { openFrame, type Frame } from "./frame.ts";
import {
  binary,
  constant,
  integer,
  scalarOf,
  select,
  widen,
  type Expression,
  type KernelFunction,
} from "./ir.ts";
import { threadsFor } from "./sharing.ts";
import { eachWindowElement, selectedElement, slidingsOf } from "./window.ts";

/*
 * The gradient of max pooling: zeros, then window after window its update added where its first largest element is;
 * the maxima are found again, which reads what the backward pass needs anyway. Neighbouring channels are the lanes.
 * Around it the usual epilogue, as an elementwise pass over the finished sums.
 */

type Root = Value<"selectAndScatter">;

function inOutput(group: GroupGraph, root: Root): boolean {
  return group.results.length === 1 && group.results[0] === root;
}

/** Bytes of workspace that `selectAndScatterKernel` will use. */
export function selectWorkspace(group: GroupGraph, root: Root): number {
  return inOutput(group, root) ? 0 : aligned(root.size * bytesPerElement(root.dtype));
}

/** The kernel of a group around a selectAndScatter. */
export function selectAndScatterKernel(
  group: GroupGraph,
  root: Root,
  traits: EngineTraits,
): KernelFunction {
  const frame = openFrame(group, traits, selectWorkspace(group, root));
  if (root.size === 0) return frame.finish();
  const sums = frame.workspace ?? frame.outputs[0]!;
  const { dtype, shape } = root;
  const { builder } = frame.context;
  // Windows that share elements must come in their order.
  const threads = areApart(root.attributes) ? threadsFor(traits, operations(root)) : 1;
  const zeros: ElementwiseBody = {
    shape: [root.size],
    write: (_, context, [position]) => {
      context.watch?.({ position: position!, pinned: [] });
      const zero = constant(scalarOf(dtype), 0);
      storeAt(context, { dtype, pointer: sums, position: position!, lanes: context.lanes }, zero);
    },
  };
  writeElementwise(frame, zeros, threads);
  if (threads > 1) builder.barrier();
  addUpdates(frame, root, { sums, threads });
  if (inOutput(group, root)) return frame.finish();
  if (threads > 1) builder.barrier();
  const pointers = new Map(frame.context.pointers).set(root, sums);
  const after: Frame = { ...frame, context: { ...frame.context, pointers } };
  const write: ElementwiseBody["write"] = (elements, context, index) =>
    writeResults(after, elements, context, { index, shape });
  writeElementwise(after, { shape, write }, threads);
  return frame.finish();
}

/** Some operations per element that is zeroed, read and added to. */
function operations(root: Root): number {
  return 4 * root.size;
}

function addUpdates(
  frame: Frame,
  root: Root,
  { sums, threads }: { readonly sums: Expression; readonly threads: number },
): void {
  const [x, updates] = root.inputs;
  if (updates!.size === 0) return;
  const slidings = slidingsOf(root);
  const body: ElementwiseBody = {
    shape: updates!.shape,
    write: (elements, context, index) => {
      const { builder, indices, lanes } = context;
      // Neighbouring windows may share an element.
      if (index.some((i, axis) => slidings[axis] !== undefined && laneStride(i) !== 0))
        throw new NotVectorisable();
      const { number } = selectedElement(elements, context, root, index);
      const update = elements.at(updates!, index);
      eachWindowElement(context, root, index, (at, own) => {
        const inside = at.map((i, axis) => {
          const low = slidings[axis]?.low ?? 0;
          return clamped(context, indices.shift(i, -low), x!.shape[axis]!);
        });
        const position = indices.ravel(inside, x!.shape);
        if (lanes > 1 && laneStride(position) !== 1) throw new NotVectorisable();
        context.watch?.({ position, pinned: [] });
        const place = { dtype: root.dtype, pointer: sums, position, lanes };
        const before = builder.let(loadAt(context, place));
        const hit = binary("eq", number, widen(indices.lower(own), lanes));
        const none = constant(scalarOf(root.dtype), 0, lanes);
        const sum = binary("add", before, select(hit, widen(update, lanes), none));
        storeAt(context, place, root.dtype === "uint8" ? binary("and", sum, integer(255)) : sum);
      });
    },
  };
  writeElementwise(frame, body, threads);
}

/** The index, moved into [0, extent) where it may lie outside. */
function clamped(context: ElementContext, index: Affine, extent: number): Affine {
  const [min, max] = rangeOf(index);
  if (min >= 0 && max < extent) return index;
  if (extent === 1) return fixed(0);
  const { builder, indices } = context;
  context.watch?.({ position: fixed(0), pinned: [index] });
  const low = builder.hoist(binary("max", indices.lower(index), integer(0)));
  return indices.variable(builder.hoist(binary("min", low, integer(extent - 1))), 0, extent - 1);
}
