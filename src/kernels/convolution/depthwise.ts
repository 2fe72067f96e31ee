import { bytesPerElement } from "../../base/dtype.ts";
import { lettersOf } from "../../graph/letters.ts";
import type { Value } from "../../graph/value.ts";
import type { GroupGraph } from "../../program/program.ts";
import type { EngineTraits } from "../../program/traits.ts";
import { fixed, rangeOf, type Affine } from "../affine.ts";
import { Elements, NotVectorisable, type ElementContext } from "../element.ts";
import { openFrame, rehearse, type Frame } from "../frame.ts";
import {
  binary,
  constant,
  integer,
  load,
  multiplyAdd,
  type Expression,
  type KernelFunction,
  type Variable,
} from "../ir.ts";
import { evenness, loopOver, nearlyEqual, threadsFor } from "../sharing.ts";
import { moved } from "./copy.ts";
import { Epilogue } from "./epilogue.ts";
import { coveredExtent, strideOf, windowLoops, type WindowLoop } from "./plan.ts";

/*
 * A filter for each channel (forward passes and gradients of inputs of depthwise convolutions). Naive: each result at once,
 * with a load of x and one of the filter for each product. Here: some neighbouring results of a row at a time, and for each
 * vector of channels the rows of the window one after the other: a row of the filter and each element of x that the
 * results cover are loaded once. Rows outside of x are left out, and columns outside are known where the tiles at a row's
 * ends are written. Threads share out the rows of all images, cut into parts of the channels where they are few.
 * (MobileNetV2's, one image on one thread of Zen 3: 1.93 ms became 1.11.)
 */

type Root = Value<"conv">;

const bytes = bytesPerElement("float32");

/** Widest windows whose row of the filter stays in registers, and most results of a tile. */
const widestWindow = 8;
const mostColumns = 8;

/** Most tiles of a row that are written one by one, since they reach over its ends. */
const mostAtEnds = 6;

/** Most parts that channels are cut into, so that threads have equal shares. */
const mostParts = 8;

interface Depthwise {
  readonly images: { readonly letter: string; readonly extent: number };
  /** The window's axis across rows, if there is one, and the one along them. */
  readonly across: WindowLoop | undefined;
  readonly along: WindowLoop;
  readonly channels: number;
  /** Results of a tile. */
  readonly columns: number;
  /** The tiles of a row that lie in it with all that they cover: from, to (not included). */
  readonly middle: readonly [from: number, to: number];
}

/** How a depthwise convolution is walked; undefined for others, and where channels fill no whole vectors. */
export function planDepthwise(
  group: GroupGraph,
  root: Root,
  traits: EngineTraits,
): Depthwise | undefined {
  const { lanes } = traits;
  const { groups, rows, columns, summed, windows } = lettersOf(root.attributes);
  const [x, y] = root.inputs as readonly [Value, Value];
  const { x: xLetters, y: yLetters, out } = root.attributes;
  const [letter] = groups;
  if (groups.length !== 1 || rows.length > 1 || columns.length + summed.length > 0)
    return undefined;
  if (lanes === 1 || root.dtype !== "float32" || root.size === 0) return undefined;
  if (![xLetters, yLetters, out].every((letters) => letters.endsWith(letter!))) return undefined;
  if (!group.parameters.includes(x) || root.shape.at(-1)! % lanes !== 0) return undefined;
  if (!hasVectors(group, y, traits)) return undefined;
  const loops = windowLoops(root, windows);
  const along = loops.at(-1);
  if (along === undefined || loops.length > 2 || along.size > widestWindow) return undefined;
  if (loops.some(({ size, inputDilation }) => size === 0 || inputDilation !== 1)) return undefined;
  const across = loops.length === 2 ? loops[0] : undefined;
  // Every row of results meets a row of x.
  if (across !== undefined && !Array.from({ length: across.places }, (_, i) => i).every((i) => meets(across, i))) return undefined; // prettier-ignore
  const most = columnsFor(along, traits);
  const tiles = Math.ceil(along.places / most);
  const own = Math.ceil(along.places / tiles);
  const whole = Math.floor(along.places / own);
  const isInside = (tile: number): boolean => {
    const start = tile * own * along.stride - along.low;
    return start >= 0 && start + coveredExtent(along, own) <= along.extent;
  };
  const inside = Array.from({ length: whole }, (_, i) => i).filter(isInside);
  const middle = [inside[0] ?? 0, (inside.at(-1) ?? -1) + 1] as const;
  if (tiles - (middle[1] - middle[0]) > mostAtEnds) return undefined;
  return {
    images: { letter: rows[0] ?? "-", extent: rows.length === 0 ? 1 : x.shape[xLetters.indexOf(rows[0]!)]! }, // prettier-ignore
    across,
    along,
    channels: root.shape.at(-1)!,
    columns: own,
    middle,
  };
}

/** Whether an element of the window at this place lies in x. */
function meets({ stride, low, size, dilation, extent }: WindowLoop, place: number): boolean {
  const start = place * stride - low;
  return Array.from({ length: size }, (_, i) => start + i * dilation).some(
    (at) => at >= 0 && at < extent,
  );
}

/** Most results of a tile for which registers hold the sums, a row of the filter, and x as far as it must be. */
function columnsFor(along: WindowLoop, { registers, loadsFirst }: EngineTraits): number {
  const needed = (columns: number): number =>
    columns + along.size + (loadsFirst ? coveredExtent(along, columns) : 1);
  let columns = mostColumns;
  while (columns > 1 && needed(columns) > registers) columns--;
  return columns;
}

/** Whether filters can be had by vectors of channels. */
function hasVectors(group: GroupGraph, y: Value, traits: EngineTraits): boolean {
  try {
    rehearse(openFrame(group, traits), traits.lanes, (elements, { builder, indices }) =>
      elements.at(
        y,
        y.shape.map((extent, axis) =>
          indices.variable(builder.variable("i32"), 0, extent - 1, axis === y.rank - 1),
        ),
      ),
    );
    return true;
  } catch (error) {
    if (error instanceof NotVectorisable) return false;
    throw error;
  }
}

/** The kernel of a depthwise convolution. */
export function depthwiseKernel(
  group: GroupGraph,
  root: Root,
  plan: Depthwise,
  traits: EngineTraits,
): KernelFunction {
  const frame = openFrame(group, traits);
  new DepthwiseWriter(frame, root, plan).write();
  return frame.finish();
}

class DepthwiseWriter {
  readonly #frame: Frame;
  readonly #root: Root;
  readonly #plan: Depthwise;
  readonly #epilogue: Epilogue;

  constructor(frame: Frame, root: Root, plan: Depthwise) {
    this.#frame = frame;
    this.#root = root;
    this.#plan = plan;
    this.#epilogue = new Epilogue(frame, root, root.rank - 1);
  }

  write(): void {
    const { images, across, channels } = this.#plan;
    const { context, traits } = this.#frame;
    const { builder, indices } = context;
    const threads = threadsFor(traits, this.#root.size * this.#root.inputs[1]!.size);
    const places = across?.places ?? 1;
    const rows = images.extent * places;
    const parts = partsOf(rows, channels / traits.lanes, threads);
    const own = channels / parts;
    loopOver(builder, threads > 1, [0, rows * parts, 1], (i) => {
      const unit = indices.argument(i, 0, rows * parts - 1);
      const [row, part] = indices.divide(unit, parts);
      const [image, place] = indices.divide(row, places);
      this.#row(
        [image, place, indices.scale(part, own)].map((index) => indices.lower(index)),
        own,
      );
    });
  }

  /** The tiles of a row: `inputs` are its image, its place across rows, and its first channel. */
  #row(inputs: readonly Expression[], channels: number): void {
    const { images, across, along, columns, middle } = this.#plan;
    const { builder, indices } = this.#frame.context;
    const tile = (number: Expression | number, count: number): void => {
      const given = typeof number === "number" ? inputs : [...inputs, number];
      builder.outlineWith(given, (image, place, channel, own) =>
        this.#tile(
          {
            image: indices.argument(image, 0, images.extent - 1),
            place: indices.argument(place, 0, (across?.places ?? 1) - 1),
            channel: indices.argument(channel, 0, this.#plan.channels - channels),
            column: indices.scale(
              typeof number === "number"
                ? fixed(number)
                : indices.argument(own, middle[0], middle[1] - 1),
              columns,
            ),
          },
          count,
          channels,
        ),
      );
    };
    const tiles = Math.ceil(along.places / columns);
    const atEnd = (number: number): void =>
      tile(number, Math.min(columns, along.places - number * columns));
    for (let number = 0; number < middle[0]; number++) atEnd(number);
    builder.loop(middle[0], middle[1], 1, (i) => tile(i, columns));
    for (let number = Math.max(...middle); number < tiles; number++) atEnd(number);
  }

  /** `count` neighbouring results from a place on, for so many channels. */
  #tile({ image, place, channel, column }: TilePlace, count: number, channels: number): void {
    const { context, traits } = this.#frame;
    const { builder, indices, pointers } = context;
    const { lanes } = traits;
    const { images, across, along } = this.#plan;
    const [x, y] = this.#root.inputs as readonly [Value, Value];
    const { x: xLetters, y: yLetters, out } = this.#root.attributes;
    const start = indices.shift(indices.scale(column, along.stride), -along.low);
    // An address before the row must not be left to an instruction's offset.
    const first = rangeOf(start)[0] < 0 ? fixed(0) : start;
    const before = first === start ? 0 : start.constant;
    const row = indices.shift(indices.scale(place, across?.stride ?? 1), -(across?.low ?? 0));
    const [from, to] = this.#rowsOfWindow(row);
    const vectors: ElementContext = { ...context, lanes };
    const lane = indices.variable(integer(0), 0, lanes - 1, true);
    builder.loop(0, channels, lanes, (c) => {
      const own = indices.add(channel, indices.argument(c, 0, channels - lanes));
      const wide = indices.add(own, lane);
      const sums = Array.from({ length: count }, () => builder.mutable(constant("f32", 0, lanes)));
      const rowOfWindow = (t: Affine): void => {
        const elements = new Elements(vectors);
        const at = moved(
          indices,
          pointers.get(x)!,
          indices.combine([
            [image, strideOf(x, xLetters, images.letter)],
            [indices.add(row, indices.scale(t, across?.dilation ?? 1)), strideOf(x, xLetters, across?.letter ?? "-")], // prettier-ignore
            [first, strideOf(x, xLetters, along.letter)],
            [own, 1],
          ]),
        );
        const taps = Array.from({ length: along.size }, (_, i) =>
          elements.at(
            y,
            [...yLetters].map((letter) =>
              letter === along.letter ? fixed(i) : letter === across?.letter ? t : wide,
            ),
          ),
        );
        this.#products(sums, taps, (position) => {
          const inX = before + position;
          const [min, max] = rangeOf(first);
          if (min + inX < 0 || max + inX >= along.extent) return undefined;
          const offset = inX * strideOf(x, xLetters, along.letter) * bytes;
          return builder.let(load("float32", at, offset, lanes));
        });
      };
      if (across === undefined) rowOfWindow(fixed(0));
      else builder.walk(from, to, 1, (t) => rowOfWindow(indices.argument(t, 0, across.size - 1)));
      sums.forEach((sum, i) => {
        const index = [...out].map((letter): Affine => {
          if (letter === along.letter) return indices.shift(column, i);
          if (letter === images.letter) return image;
          return letter === across?.letter ? place : own;
        });
        this.#epilogue.write(sum, index, lanes, wide);
      });
    });
  }

  /** Adds the products of a row of the filter and the elements of x that `at` gives, none where they lie outside. */
  #products(
    sums: readonly Variable[],
    taps: readonly Expression[],
    at: (position: number) => Expression | undefined,
  ): void {
    const { stride, dilation } = this.#plan.along;
    for (let position = 0; position < coveredExtent(this.#plan.along, sums.length); position++) {
      const uses = sums.flatMap((sum, i) => {
        const tap = taps[(position - i * stride) / dilation];
        return tap === undefined ? [] : [{ sum, tap }];
      });
      if (uses.length === 0) continue;
      const element = at(position);
      if (element === undefined) continue;
      for (const { sum, tap } of uses)
        this.#frame.context.builder.assign(sum, multiplyAdd(element, tap, sum));
    }
  }

  /** The rows of the window that lie in x, where its first one is row `start`: from, to (not included). */
  #rowsOfWindow(start: Affine): readonly [from: Expression, to: Expression] {
    const { across } = this.#plan;
    const { builder, indices } = this.#frame.context;
    if (across === undefined) return [integer(0), integer(1)];
    const { size, dilation, extent } = across;
    const [min, max] = rangeOf(start);
    /** How many rows of the window are needed to step over so many rows of x. */
    const stepsOver = (rows: Affine): Expression => {
      const least = builder.let(binary("max", indices.lower(rows), integer(0)));
      if (dilation === 1) return least;
      return binary("div", binary("add", least, integer(dilation - 1)), integer(dilation));
    };
    const from = min >= 0 ? integer(0) : stepsOver(indices.scale(start, -1));
    if (max + (size - 1) * dilation < extent) return [builder.let(from), integer(size)];
    const inside = stepsOver(indices.shift(indices.scale(start, -1), extent));
    return [builder.let(from), builder.let(binary("min", inside, integer(size)))];
  }
}

/** Where a tile begins. */
interface TilePlace {
  readonly image: Affine;
  /** Across rows, and along them. */
  readonly place: Affine;
  readonly column: Affine;
  readonly channel: Affine;
}

/** How many parts channels are cut into: the fewest with which threads have about equal shares. */
function partsOf(rows: number, vectors: number, threads: number): number {
  for (let parts = 1; parts <= Math.min(vectors, mostParts); parts++)
    if (vectors % parts === 0 && evenness(rows * parts, threads) >= nearlyEqual) return parts;
  return 1;
}
