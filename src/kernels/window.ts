import { sizeOf } from "../base/shape.ts";
import type { Value } from "../graph/value.ts";
import type { GroupGraph } from "../program/program.ts";
import type { EngineTraits } from "../program/traits.ts";
import type { Affine } from "./affine.ts";
import { Arithmetic } from "./arithmetic.ts";
import { beatenByAll, fold, neutral } from "./combine.ts";
import { Elements, type ElementContext } from "./element.ts";
import { writeElementwise, writeResults, type ElementwiseBody } from "./elementwise.ts";
import { openFrame } from "./frame.ts";
import { constant, scalarOf, select, widen, type Expression, type KernelFunction } from "./ir.ts";
import { threadsFor } from "./sharing.ts";
import { coverage, coveredIndex, eachElement, paddedView } from "./windowed.ts";

/*
 * Windows with one result each: loops over the results by vectors as for elementwise groups, and in them a fold over
 * the window's elements, written out where they are few. Neighbouring channels are the lanes.
 */

/** The primitives with one result per window. */
export type FoldOfWindows = "reduceWindowSum" | "reduceWindowMax" | "selectAndGather";

/** The kernel of a group around windows with one result each. */
export function windowKernel(
  group: GroupGraph,
  root: Value<FoldOfWindows>,
  traits: EngineTraits,
): KernelFunction {
  const frame = openFrame(group, traits, 0);
  const { shape } = root;
  if (root.size > 0) {
    const body: ElementwiseBody = {
      shape,
      write: (elements, context, index) => {
        const result = root.is("selectAndGather")
          ? selectedElement(elements, context, root, index).chosen!
          : foldedWindow(elements, context, root, index);
        const own: ElementContext = { ...context, known: new Map([[root as Value, () => result]]) };
        writeResults(frame, new Elements(own), own, { index, shape });
      },
    };
    const elementsOfWindow = sizeOf(root.attributes.windows.map(({ size }) => size));
    writeElementwise(frame, body, threadsFor(traits, root.size * elementsOfWindow));
  }
  return frame.finish();
}

function foldedWindow(
  elements: Elements,
  context: ElementContext,
  root: Value<FoldOfWindows>,
  index: readonly Affine[],
): Expression {
  const { builder, lanes } = context;
  const [x] = root.inputs;
  const reduction = root.is("reduceWindowMax") ? "reduceMax" : "reduceSum";
  const start = neutral(reduction, root.dtype, lanes);
  const m = new Arithmetic((e) => e);
  const view = paddedView(x!, slidingsOf(root), start.value);
  const accumulator = builder.mutable(start);
  eachWindowElement(context, root, index, (at) =>
    builder.assign(
      accumulator,
      fold(m, reduction, accumulator, widen(elements.at(view, at), lanes)),
    ),
  );
  return builder.let(root.dtype === "uint8" ? m.and(accumulator, 255) : accumulator);
}

/** The window per axis of the input. */
export function slidingsOf(
  root: Value<FoldOfWindows | "selectAndScatter">,
): (Value<FoldOfWindows>["attributes"]["windows"][number] | undefined)[] {
  const { axes, windows } = root.attributes;
  return root.inputs[0]!.shape.map((_, axis) => windows[axes.indexOf(axis)]);
}

/** Calls `body` with the index in the padded view for each element of the window whose result is at `index`. */
export function eachWindowElement(
  context: ElementContext,
  root: Value<FoldOfWindows | "selectAndScatter">,
  index: readonly Affine[],
  body: (at: readonly Affine[], number: Affine) => void,
): void {
  const slidings = slidingsOf(root);
  const sizes = slidings.map((window) => window?.size ?? 1);
  eachElement(context, sizes, (offsets, number) =>
    body(
      slidings.map((window, axis) =>
        window === undefined
          ? index[axis]!
          : coveredIndex(context.indices, window, index[axis]!, offsets[axis]!),
      ),
      number,
    ),
  );
}

/** What a window selects: the number of its first largest element (-1: all is padding), and y's element there if there is a y. */
export function selectedElement(
  elements: Elements,
  context: ElementContext,
  root: Value<"selectAndGather" | "selectAndScatter">,
  index: readonly Affine[],
): { readonly number: Expression; readonly chosen: Expression | undefined } {
  const { builder, lanes, indices } = context;
  const [x] = root.inputs;
  const y = root.is("selectAndGather") ? root.inputs[1] : undefined;
  const slidings = slidingsOf(root);
  const start = beatenByAll(true, x!.dtype, lanes);
  const m = new Arithmetic((e) => builder.let(e));
  const view = paddedView(x!, slidings, start.value);
  const covered = coverage(x!, slidings);
  const number = builder.mutable(constant("i32", -1, lanes));
  const best = builder.mutable(start);
  const chosenView = y === undefined ? undefined : paddedView(y, slidings, 0);
  const chosen =
    chosenView === undefined
      ? undefined
      : builder.mutable(constant(scalarOf(chosenView.dtype), 0, lanes));
  eachWindowElement(context, root, index, (at, own) => {
    const element = widen(elements.at(view, at), lanes);
    const inside = elements.at(covered, at);
    let better = m.or(m.binary("gt", element, best), m.binary("lt", number, 0));
    if (element.scalar === "f32")
      better = m.or(better, m.and(m.binary("ne", element, element), m.binary("eq", best, best)));
    if (inside.kind !== "constant" || inside.value !== 1)
      better = m.and(better, widen(inside, lanes));
    builder.assign(number, select(better, widen(indices.lower(own), lanes), number));
    builder.assign(best, select(better, element, best));
    if (chosen !== undefined)
      builder.assign(chosen, select(better, widen(elements.at(chosenView!, at), lanes), chosen));
  });
  return {
    number: builder.let(number),
    chosen: chosen === undefined ? undefined : builder.let(chosen),
  };
}
