import { bytesPerElement } from "../../base/dtype.ts";
import type { Value } from "../../graph/value.ts";
import { fixed, rangeOf, type Affine } from "../affine.ts";
import { Arithmetic } from "../arithmetic.ts";
import { strideOf } from "../convolution/plan.ts";
import type { ElementContext } from "../element.ts";
import { binary, constant, integer, load, select, type Expression } from "../ir.ts";
import { alongAxes, atPoints } from "./transform.ts";
import type { Matrix } from "./points.ts";

const bytes = bytesPerElement("float32");

/** One axis of a tile: `count` elements from `start` on of an axis of `extent`; those outside count as 0. */
export interface TileAxis {
  readonly letter: string;
  readonly start: Affine;
  readonly count: number;
  readonly extent: number;
}

/** A tile of an array whose last axis holds channels. */
export interface Tile {
  /** Where the array begins. */
  readonly pointer: Expression;
  readonly value: Value;
  readonly letters: string;
  readonly image: { readonly letter: string; readonly index: Affine };
  readonly axes: readonly TileAxis[];
  /** As many zeros as there are channels. */
  readonly zeros: Expression;
}

/** Where an element of a tile lies, before the channel is added: an address, and bytes behind it. */
export type Where = readonly [address: Expression, offset: number];

/** Where the first channel of each element of the tile lies, in C order: zeros where it is outside. */
export function placesOf({ builder, indices }: ElementContext, tile: Tile): readonly Where[] {
  const step = (letter: string): number => strideOf(tile.value, tile.letters, letter);
  const base = indices.combine([
    [tile.image.index, step(tile.image.letter)],
    ...tile.axes.map(({ letter, start }) => [start, step(letter)] as const),
  ]);
  const origin = indices.address(tile.pointer, indices.scale(base, bytes));
  // An address before the array must not be left to an instruction's offset.
  const whole = tile.axes.every(({ start }) => rangeOf(start)[0] >= 0);
  let places: { readonly offset: number; readonly inside: Expression | undefined }[] = [
    { offset: 0, inside: undefined },
  ];
  for (const { letter, start, count, extent } of tile.axes) {
    const own = Array.from({ length: count }, (_, e) => {
      const at = indices.shift(start, e);
      const [min, max] = rangeOf(at);
      const tests = [
        ...(min < 0 ? [binary("ge", indices.lower(at), integer(0))] : []),
        ...(max >= extent ? [binary("lt", indices.lower(at), integer(extent))] : []),
      ].map((test) => builder.let(test));
      return { offset: e * step(letter) * bytes, inside: both(builder, tests) };
    });
    places = places.flatMap((outer) =>
      own.map(({ offset, inside }) => ({
        offset: outer.offset + offset,
        inside: both(
          builder,
          [outer.inside, inside].filter((test) => test !== undefined),
        ),
      })),
    );
  }
  return places.map(({ offset, inside }): Where => {
    if (inside === undefined && whole) return [origin, offset];
    const address = builder.let(binary("add", origin, integer(offset)));
    if (inside === undefined) return [address, 0];
    return [builder.let(select(inside, address, tile.zeros)), 0];
  });
}

function both(
  builder: ElementContext["builder"],
  tests: readonly Expression[],
): Expression | undefined {
  return tests.length < 2 ? tests[0] : builder.let(binary("and", tests[0]!, tests[1]!));
}

/** The values at the points of the vector of channels that begins at `channel`, with a [points, elements] matrix per axis. */
export function valuesOf(
  { builder, indices }: ElementContext,
  lanes: number,
  places: readonly Where[],
  { axes }: Pick<Tile, "axes">,
  { matrix, channel }: { readonly matrix: Matrix; readonly channel: Affine },
): readonly Expression[] {
  const m = new Arithmetic((e) => builder.let(e));
  const behind = indices.lower(indices.scale(channel, bytes));
  const addresses = new Map<Expression, Expression>();
  const elements = places.map(([address, offset]) => {
    const own = addresses.get(address) ?? builder.let(binary("add", address, behind));
    addresses.set(address, own);
    return builder.let(load("float32", own, offset, lanes));
  });
  const extents = axes.map(({ count }) => count);
  return alongAxes(elements, extents, (line) => atPoints(m, matrix, line));
}

/** Fills `count` elements behind `pointer` with zeros: a multiple of the lanes. */
export function writeZeros(
  { builder, indices }: ElementContext,
  lanes: number,
  pointer: Expression,
  count: number,
): void {
  builder.loop(0, count, lanes, (i) => {
    const at = indices.address(pointer, indices.scale(indices.variable(i, 0, count - 1), bytes));
    builder.store("float32", at, 0, constant("f32", 0, lanes));
  });
}

/** The first element of a tile along an axis: tile * step - padding. */
export function startOf(
  { indices }: ElementContext,
  tile: Affine,
  step: number,
  padding: number,
): Affine {
  return indices.add(indices.scale(tile, step), fixed(-padding));
}
