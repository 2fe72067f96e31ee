import { allocate, type DType } from "../base/dtype.ts";
import type { Shape } from "../base/shape.ts";
import type { Sliding } from "../graph/alphabet.ts";
import { Value } from "../graph/value.ts";
import { dilatedExtent } from "../graph/window.ts";
import { fixed, type Affine, type Indices } from "./affine.ts";
import type { ElementContext } from "./element.ts";

/** Windows of up to this many elements are written out, one after the other. */
const unrolled = 16;

/** `number` in every element of `shape`, outside of any graph. */
function filled(like: Value, shape: Shape, dtype: DType, number: number): Value {
  const data = allocate(dtype, 1);
  data[0] = number;
  return new Value({
    id: like.id,
    builder: like.builder,
    op: "constant",
    kind: "source",
    inputs: [],
    attributes: { shape: [], dtype, data },
    shape,
    dtype,
  });
}

/** x with its padding and gaps, as a value outside of any graph: window element t at place p is at p * stride + t * dilation. */
export function paddedView(
  x: Value,
  slidings: readonly (Sliding | undefined)[],
  padding: number,
): Value {
  const low = slidings.map((window) => window?.low ?? 0);
  const high = slidings.map((window) => window?.high ?? 0);
  const interior = slidings.map((window) => (window?.inputDilation ?? 1) - 1);
  return new Value({
    id: x.id,
    op: "pad",
    kind: "movement",
    inputs: [x, filled(x, [], x.dtype, padding)],
    attributes: { low, high, interior },
    shape: x.shape.map(
      (extent, axis) => low[axis]! + dilatedExtent(extent, interior[axis]! + 1) + high[axis]!,
    ),
    dtype: x.dtype,
    builder: x.builder,
  });
}

/** Where `paddedView` shows an element of x: a view of bools. */
export function coverage(x: Value, slidings: readonly (Sliding | undefined)[]): Value {
  return paddedView(filled(x, x.shape, "bool", 1), slidings, 0);
}

/** Index in a padded view of an element of the window at a place. */
export function coveredIndex(
  indices: Indices,
  window: Sliding,
  place: Affine,
  element: Affine,
): Affine {
  return indices.combine([
    [place, window.stride],
    [element, window.dilation],
  ]);
}

/** Calls `body` for each element of windows of these sizes, in C order: written out if few, else in loops. */
export function eachElement(
  { builder, indices }: ElementContext,
  sizes: readonly number[],
  body: (elements: readonly Affine[], number: Affine) => void,
): void {
  const count = sizes.reduce((product, size) => product * size, 1);
  const walk = (depth: number, elements: readonly Affine[]): void => {
    if (depth === sizes.length) {
      body(elements, indices.ravel(elements, sizes));
      return;
    }
    const size = sizes[depth]!;
    if (count <= unrolled) {
      for (let i = 0; i < size; i++) walk(depth + 1, [...elements, fixed(i)]);
    } else {
      builder.loop(0, size, 1, (i) =>
        walk(depth + 1, [...elements, indices.variable(i, 0, size - 1)]),
      );
    }
  };
  walk(0, []);
}
