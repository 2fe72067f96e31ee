import { sizeOf } from "../../base/shape.ts";
import type { Interpreter, Interpreters } from "./numbers.ts";

/** The nearest index of an axis of `extent` entries. */
function clampIndex(index: number, extent: number): number {
  return Math.min(Math.max(index, 0), extent - 1);
}

/** Every array is seen as [outer, axis, inner]. */
export const indexing: Omit<Interpreters<"indexing">, "scatterAdd" | "dynamicUpdateSlice"> = {
  gather: ([x, indices], { axis }, { shape }) => {
    const extent = x!.shape[axis]!;
    const outer = sizeOf(x!.shape.slice(0, axis));
    const inner = sizeOf(x!.shape.slice(axis + 1));
    const out = new Float64Array(sizeOf(shape));
    let next = 0;
    for (let o = 0; o < outer; o++) {
      for (const index of indices!.data) {
        const start = (o * extent + clampIndex(index, extent)) * inner;
        for (let i = 0; i < inner; i++) out[next++] = x!.data[start + i]!;
      }
    }
    return out;
  },

  dynamicSlice: ([x, start], { axis, size }) => {
    const extent = x!.shape[axis]!;
    const inner = sizeOf(x!.shape.slice(axis + 1));
    const outer = sizeOf(x!.shape.slice(0, axis));
    const first = clampIndex(start!.data[0]!, extent - size + 1) * inner;
    const out = new Float64Array(outer * size * inner);
    for (let o = 0; o < outer; o++) {
      const row = o * extent * inner + first;
      out.set(x!.data.subarray(row, row + size * inner), o * size * inner);
    }
    return out;
  },
};

/** The sum, per index, of the updates that name it. */
export const scatterAdd: Interpreter<"scatterAdd"> = (
  [indices, updates],
  { axis, size },
  { shape },
) => {
  const outer = sizeOf(shape.slice(0, axis));
  const inner = sizeOf(shape.slice(axis + 1));
  const out = new Float64Array(sizeOf(shape));
  let next = 0;
  for (let o = 0; o < outer; o++) {
    for (const index of indices!.data) {
      const start = (o * size + index) * inner;
      const inside = index >= 0 && index < size;
      for (let i = 0; i < inner; i++, next++) if (inside) out[start + i]! += updates!.data[next]!;
    }
  }
  return out;
};

/** x with a stretch of one axis replaced. */
export const dynamicUpdateSlice: Interpreter<"dynamicUpdateSlice"> = (
  [x, update, start],
  { axis },
) => {
  const [extent, size] = [x!.shape[axis]!, update!.shape[axis]!];
  const inner = sizeOf(x!.shape.slice(axis + 1));
  const outer = sizeOf(x!.shape.slice(0, axis));
  const first = clampIndex(start!.data[0]!, extent - size + 1) * inner;
  const out = x!.data.slice();
  for (let o = 0; o < outer; o++) {
    const rows = update!.data.subarray(o * size * inner, (o + 1) * size * inner);
    out.set(rows, o * extent * inner + first);
  }
  return out;
};
