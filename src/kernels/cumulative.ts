import { sizeOf } from "../base/shape.ts";
import type { Primitive } from "../graph/alphabet.ts";
import type { Value } from "../graph/value.ts";
import type { GroupGraph } from "../program/program.ts";
import type { EngineTraits } from "../program/traits.ts";
import { fixed, type Affine } from "./affine.ts";
import { fold, type Fold } from "./combine.ts";
import { Elements, loadAt, storeAt, type ElementContext } from "./element.ts";
import { chooseInnerLanes, openFrame } from "./frame.ts";
import type { Expression, KernelFunction } from "./ir.ts";
import { loopOver, loopToShare, operationsPerElement, threadsFor } from "./sharing.ts";

/*
 * Cumulative folds: along the axis one entry after the other, each the fold of its element with the result before it,
 * which is read back from the output; vectors along the axes behind.
 */

const folds: Partial<Record<Primitive, Fold>> = {
  cumulativeSum: "reduceSum",
  cumulativeProd: "reduceProd",
  cumulativeMax: "reduceMax",
  cumulativeMin: "reduceMin",
};

/** The kernel of a group around a cumulative fold; nothing follows the fold in its group. */
export function cumulativeKernel(
  group: GroupGraph,
  root: Value,
  traits: EngineTraits,
): KernelFunction {
  const frame = openFrame(group, traits);
  if (root.size === 0) return frame.finish();
  const { axis, reverse } = (root as Value<"cumulativeSum">).attributes;
  const { shape, dtype } = root;
  const [outer, inner] = [shape.slice(0, axis), shape.slice(axis + 1)];
  const [outerSize, extent, innerSize] = [sizeOf(outer), shape[axis]!, sizeOf(inner)];
  const { builder, indices } = frame.context;

  /** Entry `i` in the order of the fold; `before`: there is one before it. */
  const write = (
    elements: Elements,
    context: ElementContext,
    [a, i, b]: readonly [Affine, Affine, Affine],
    before: boolean,
  ): void => {
    const { indices: algebra, lanes } = context;
    const at = reverse ? algebra.shift(algebra.scale(i, -1), extent - 1) : i;
    const index = [...algebra.unravel(a, outer), at, ...algebra.unravel(b, inner)];
    const position = algebra.ravel(index, shape);
    const place = { dtype, pointer: frame.outputs[0]!, position, lanes };
    let result: Expression = elements.at(root.inputs[0]!, index);
    if (before) {
      const earlier = algebra.shift(position, reverse ? innerSize : -innerSize);
      const last = context.builder.let(loadAt(context, { ...place, position: earlier }));
      result = fold(elements.arithmetic, folds[root.op]!, last, result);
      if (dtype === "uint8") result = elements.arithmetic.and(result, 255);
    }
    storeAt(context, place, result);
  };

  const lanes = chooseInnerLanes(frame, innerSize, (elements, context, b) => {
    const variable = (size: number): Affine =>
      context.indices.variable(context.builder.variable("i32"), 0, size - 1);
    write(elements, context, [variable(outerSize), variable(extent), b], false);
  });
  const scalar = new Elements(frame.context);
  const vectorContext: ElementContext = { ...frame.context, lanes };
  const vector = new Elements(vectorContext);
  const entry = (a: Affine, i: Affine, before: boolean): void => {
    const whole = lanes === 1 ? 0 : innerSize - (innerSize % lanes);
    builder.loop(0, whole, lanes, (bv) => {
      const b = indices.variable(bv, 0, whole - 1, true);
      write(vector, vectorContext, [a, i, b], before);
    });
    builder.loop(whole, innerSize, 1, (bv) => {
      const b = indices.variable(bv, whole, innerSize - 1);
      write(scalar, frame.context, [a, i, b], before);
    });
  };
  const threads = threadsFor(traits, root.size * operationsPerElement(group));
  const shared = outerSize > 1 && loopToShare([outerSize], threads) === 0;
  loopOver(builder, shared, [0, outerSize, 1], (av) => {
    const a = indices.variable(av, 0, outerSize - 1);
    builder.outline(() => {
      entry(a, fixed(0), false);
      builder.loop(1, extent, 1, (iv) => entry(a, indices.variable(iv, 1, extent - 1), true));
    });
  });
  return frame.finish();
}
