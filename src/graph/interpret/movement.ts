import { sizeOf, stridesOf } from "../../base/shape.ts";
import type { Interpreter, Interpreters } from "./numbers.ts";
import { copyStrided, gathered, permuted, viewOfAll } from "./strided.ts";

/** Each movement is one strided copy, from a view of the input or into a view of the output. */
export const movement: Omit<Interpreters<"movement">, "concat"> = {
  reshape: ([x]) => x!.data.slice(),

  transpose: ([x], { permutation }) => permuted(x!, permutation).slice(),

  broadcast: ([x], { shape }) => {
    const strides = stridesOf(x!.shape).map((stride, axis) => (x!.shape[axis] === 1 ? 0 : stride));
    return gathered(shape, { data: x!.data, offset: 0, strides });
  },

  slice: ([x], { starts, strides: steps }, { shape }) => {
    const strides = stridesOf(x!.shape);
    const offset = starts.reduce((sum, start, axis) => sum + start * strides[axis]!, 0);
    return gathered(shape, {
      data: x!.data,
      offset,
      strides: strides.map((stride, axis) => stride * steps[axis]!),
    });
  },

  pad: ([x, scalar], { low, interior }, { shape }) => {
    const out = new Float64Array(sizeOf(shape)).fill(scalar!.data[0]!);
    // Per axis entry i goes to low + i * step; those from `first` to `end` (excluded) land inside.
    const axes = x!.shape.map((extent, axis) => {
      const step = interior[axis]! + 1;
      const first = Math.max(0, Math.ceil(-low[axis]! / step));
      const end = Math.min(extent, Math.ceil((shape[axis]! - low[axis]!) / step));
      return { step, first, count: Math.max(0, end - first), target: low[axis]! + first * step };
    });
    const from = stridesOf(x!.shape);
    const to = stridesOf(shape);
    copyStrided(
      axes.map(({ count }) => count),
      {
        data: x!.data,
        offset: axes.reduce((sum, { first }, axis) => sum + first * from[axis]!, 0),
        strides: from,
      },
      {
        data: out,
        offset: axes.reduce((sum, { target }, axis) => sum + target * to[axis]!, 0),
        strides: to.map((stride, axis) => stride * axes[axis]!.step),
      },
    );
    return out;
  },

  reverse: ([x], { axes }) => {
    const strides = stridesOf(x!.shape);
    const offset = axes.reduce((sum, axis) => sum + (x!.shape[axis]! - 1) * strides[axis]!, 0);
    const turned = strides.map((stride, axis) => (axes.includes(axis) ? -stride : stride));
    return gathered(x!.shape, { data: x!.data, offset, strides: turned });
  },
};

/** One behind the other along `axis`. */
export const concat: Interpreter<"concat"> = (inputs, { axis }, { shape }) => {
  const out = new Float64Array(sizeOf(shape));
  const strides = stridesOf(shape);
  let start = 0;
  for (const x of inputs) {
    copyStrided(x.shape, viewOfAll(x.data, x.shape), {
      data: out,
      offset: start * strides[axis]!,
      strides,
    });
    start += x.shape[axis]!;
  }
  return out;
};
