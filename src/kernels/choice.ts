import { rangeOf } from "./affine.ts";
import type { ChoiceRule } from "./element.ts";
import { constant, scalarOf, type Expression } from "./ir.ts";

/** An element of the update where it lies, else one of x. */
export const updatedElement: ChoiceRule<"dynamicUpdateSlice"> = (elements, value, index) => {
  const { axis } = value.attributes;
  const [x, update, of] = value.inputs;
  const { indices } = elements;
  const size = update!.shape[axis]!;
  if (size === 0) return elements.at(x!, index);
  const start = elements.clamped(elements.at(of!, []), x!.shape[axis]! - size);
  const at = indices.combine([
    [index[axis]!, 1],
    [start, -1],
  ]);
  const mask = elements.inside(at, size);
  const own = elements.at(update!, index.with(axis, elements.guarded(at, size)));
  return mask === undefined ? own : elements.arithmetic.select(mask, own, elements.at(x!, index));
};

/** An element of the input that has this place. */
export const joinedElement: ChoiceRule<"concat"> = (elements, value, index) => {
  const { axis } = value.attributes;
  const { indices } = elements;
  const [min, max] = rangeOf(index[axis]!);
  let element: Expression | undefined;
  let end = value.shape[axis]!;
  for (const x of value.inputs.toReversed()) {
    const extent = x.shape[axis]!;
    const start = end - extent;
    end = start;
    if (extent === 0 || start > max || start + extent <= min) continue;
    const at = indices.shift(index[axis]!, -start);
    const own = elements.at(x, index.with(axis, elements.guarded(at, extent)));
    if (element === undefined) element = own;
    else
      element = elements.arithmetic.select(
        elements.arithmetic.binary("lt", elements.vectorOf(at), extent),
        own,
        element,
      );
  }
  return element ?? constant(scalarOf(value.dtype), 0);
};
