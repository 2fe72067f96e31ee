import type { Sliding } from "../alphabet.ts";

/** One axis that a window slides along. */
export interface SlidingAxis extends Sliding {
  readonly extent: number;
  readonly size: number;
  readonly places: number;
}

/** Place of a window, element of the window and element of the input that it covers, each counted in C order. */
export interface Hit {
  readonly place: number;
  readonly element: number;
  readonly index: number;
}

/** All that windows along these axes cover, place by place, element by element; what is padded is left out. */
export function hits(axes: readonly SlidingAxis[]): readonly Hit[] {
  return axes.reduce<readonly Hit[]>(
    (outer, axis) => {
      const own = hitsAlong(axis);
      const all = outer.flatMap((hit) =>
        own.map(({ place, element, index }) => ({
          place: hit.place * axis.places + place,
          element: hit.element * axis.size + element,
          index: hit.index * axis.extent + index,
        })),
      );
      return all.sort((a, b) => a.place - b.place || a.element - b.element);
    },
    [{ place: 0, element: 0, index: 0 }],
  );
}

function hitsAlong(axis: SlidingAxis): Hit[] {
  const { extent, size, places, stride, low, inputDilation, dilation } = axis;
  const found: Hit[] = [];
  for (let place = 0; place < places; place++) {
    for (let element = 0; element < size; element++) {
      const index = (place * stride + element * dilation - low) / inputDilation;
      if (Number.isInteger(index) && index >= 0 && index < extent)
        found.push({ place, element, index });
    }
  }
  return found;
}
