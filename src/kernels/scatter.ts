import { bytesPerElement } from "../base/dtype.ts";
import { sizeOf } from "../base/shape.ts";
import type { Value } from "../graph/value.ts";
import { aligned } from "../program/plan.ts";
import type { GroupGraph } from "../program/program.ts";
import type { EngineTraits } from "../program/traits.ts";
import type { Affine } from "./affine.ts";
import { Elements, loadAt, storeAt, type ElementContext } from "./element.ts";
import { writeElementwise, writeResults } from "./elementwise.ts";
import { chooseInnerLanes, openFrame, type Frame } from "./frame.ts";
import { binary, constant, integer, scalarOf, type Expression, type KernelFunction } from "./ir.ts";
import { leftOver, loopOver, loopToShare, operationsPerElement, threadsFor } from "./sharing.ts";

/*
 * Sums of updates per index: zeros, then one update after the other in C order (equal indices must not meet), vectors
 * along the axes behind the indexed one. Around it the usual epilogue, as an elementwise pass over the finished sums.
 */

/** Whether the sums can be built in the group's only output. */
function inOutput(group: GroupGraph, root: Value): boolean {
  return group.results.length === 1 && group.results[0] === root;
}

/** Bytes of workspace that `scatterKernel` will use. */
export function scatterWorkspace(group: GroupGraph, root: Value<"scatterAdd">): number {
  return inOutput(group, root) ? 0 : aligned(root.size * bytesPerElement(root.dtype));
}

/** The kernel of a group around a scatterAdd. */
export function scatterKernel(
  group: GroupGraph,
  root: Value<"scatterAdd">,
  traits: EngineTraits,
): KernelFunction {
  const frame = openFrame(group, traits, scatterWorkspace(group, root));
  if (root.size === 0) return frame.finish();
  const sums = frame.workspace ?? frame.outputs[0]!;
  const { dtype, shape } = root;
  const operations = root.size + root.inputs[1]!.size * operationsPerElement(group);
  const threads = threadsFor(traits, operations);
  writeElementwise(
    frame,
    {
      shape: [root.size],
      write: (_, context, [position]) => {
        context.watch?.({ position: position!, pinned: [] });
        storeAt(
          context,
          { dtype, pointer: sums, position: position!, lanes: context.lanes },
          constant(scalarOf(dtype), 0),
        );
      },
    },
    threads,
  );
  const { builder } = frame.context;
  if (threads > 1) builder.barrier();
  addUpdates(frame, root, { sums, threads });
  if (inOutput(group, root)) return frame.finish();
  if (threads > 1) builder.barrier();
  const pointers = new Map(frame.context.pointers).set(root, sums);
  const after: Frame = { ...frame, context: { ...frame.context, pointers } };
  const write = (elements: Elements, context: ElementContext, index: readonly Affine[]): void =>
    writeResults(after, elements, context, { index, shape });
  writeElementwise(after, { shape, write }, threads);
  return frame.finish();
}

/** Threads share out the axes before or behind the indexed one: updates of one place must come in their order. */
function addUpdates(
  frame: Frame,
  root: Value<"scatterAdd">,
  { sums, threads }: { readonly sums: Expression; readonly threads: number },
): void {
  const { axis, size } = root.attributes;
  const [of, updates] = root.inputs;
  if (updates!.size === 0) return;
  const outer = updates!.shape.slice(0, axis);
  const inner = updates!.shape.slice(axis + of!.rank);
  const [outerSize, innerSize] = [sizeOf(outer), sizeOf(inner)];
  const { builder, indices } = frame.context;

  /** The update at these positions before, on and behind the indexed axes, added to its sum. */
  const add = (
    elements: Elements,
    context: ElementContext,
    [a, i, row, b]: readonly [Affine, Affine, Affine, Affine],
  ): void => {
    const { indices: algebra, lanes } = context;
    const index = [
      ...algebra.unravel(a, outer),
      ...algebra.unravel(i, of!.shape),
      ...algebra.unravel(b, inner),
    ];
    const update = elements.at(updates!, index);
    const position = algebra.combine([
      [a, size * innerSize],
      [row, innerSize],
      [b, 1],
    ]);
    const place = { dtype: root.dtype, pointer: sums, position, lanes };
    const before = context.builder.let(loadAt(context, place));
    const sum = binary(before.scalar === "mask" ? "or" : "add", before, update);
    storeAt(context, place, root.dtype === "uint8" ? binary("and", sum, integer(255)) : sum);
  };

  const lanes = chooseInnerLanes(frame, innerSize, (elements, context, b) => {
    const variable = (extent: number): Affine =>
      context.indices.variable(context.builder.variable("i32"), 0, extent - 1);
    add(elements, context, [variable(outerSize), variable(of!.size), variable(size), b]);
  });
  const scalar = new Elements(frame.context);
  const vectorContext: ElementContext = { ...frame.context, lanes };
  const vector = new Elements(vectorContext);
  const shared = loopToShare([outerSize, Math.floor(innerSize / lanes)], threads);
  const before = shared === 0;
  const behind = shared === 1;
  loopOver(builder, before, [0, outerSize, 1], (av) => {
    builder.loop(0, of!.size, 1, (iv) => {
      const a = indices.variable(av, 0, outerSize - 1);
      const i = indices.variable(iv, 0, of!.size - 1);
      const at = scalar.at(of!, indices.unravel(i, of!.shape));
      const inside = builder.let(
        binary("and", binary("ge", at, integer(0)), binary("lt", at, integer(size))),
      );
      builder.if(inside, () => {
        const row = indices.argument(at, 0, size - 1);
        const whole = lanes === 1 ? 0 : innerSize - (innerSize % lanes);
        loopOver(builder, behind, [0, whole, lanes], (bv) =>
          add(vector, vectorContext, [a, i, row, indices.variable(bv, 0, whole - 1, true)]),
        );
        leftOver(builder, behind, () =>
          builder.loop(whole, innerSize, 1, (bv) =>
            add(scalar, frame.context, [a, i, row, indices.variable(bv, whole, innerSize - 1)]),
          ),
        );
      });
    });
  });
}
