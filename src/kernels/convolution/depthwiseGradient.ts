import { bytesPerElement } from "../../base/dtype.ts";
import { sizeOf } from "../../base/shape.ts";
import { lettersOf } from "../../graph/letters.ts";
import type { Value } from "../../graph/value.ts";
import { aligned } from "../../program/plan.ts";
import type { GroupGraph } from "../../program/program.ts";
import type { EngineTraits } from "../../program/traits.ts";
import { fixed, rangeOf, type Affine } from "../affine.ts";
import { writeElementwise, writeResults } from "../elementwise.ts";
import { openFrame, type Frame } from "../frame.ts";
import { binary, constant, integer, load, multiplyAdd, type Expression, type KernelFunction } from "../ir.ts"; // prettier-ignore
import { moved } from "./copy.ts";
import { strideOf, windowLoops, type WindowLoop } from "./plan.ts";
import { largestDivisor } from "./slide.ts";

/*
 * Gradients of depthwise filters: for each place of the window the sum over images and positions of the products of x and y,
 * channel by channel. Naive: each result's sum at once, which goes through both arrays once per place. Here: a few vectors
 * of channels at a time, which threads share out; for each row of y and each row of x that meets it, a function with the
 * sums of all places along the row in registers. The order of a sum depends on shapes alone.
 */

type Root = Value<"conv">;

const bytes = bytesPerElement("float32");

/** Positions beside the middle of a row, where not all places meet x: they are written out one by one. */
const mostAtEdges = 16;

interface DepthwiseGradient {
  readonly images: { readonly letter: string; readonly extent: number };
  /** The axes around rows, and along them. */
  readonly outer: readonly WindowLoop[];
  readonly row: WindowLoop;
  readonly channels: number;
  /** Vectors of channels that are walked together. */
  readonly vectors: number;
  /** Positions of y along a row that all places meet. */
  readonly middle: readonly [from: number, to: number];
}

/** How a gradient of depthwise filters is walked; undefined for other convolutions, and where channels fill no whole vectors. */
export function planDepthwiseGradient(
  group: GroupGraph,
  root: Root,
  { lanes, registers, loadsFirst }: EngineTraits,
): DepthwiseGradient | undefined {
  const { groups, rows, columns, summed, windows } = lettersOf(root.attributes);
  const [x, y] = root.inputs as readonly [Value, Value];
  const { x: xLetters, y: yLetters, out } = root.attributes;
  const [letter] = groups;
  const plain = groups.length === 1 && rows.length + columns.length === 0 && summed.length <= 1;
  if (!plain || windows.length === 0 || root.dtype !== "float32" || root.size === 0)
    return undefined;
  if (![xLetters, yLetters, out].every((letters) => letters.endsWith(letter!))) return undefined;
  if (!group.parameters.includes(x) || !group.parameters.includes(y)) return undefined;
  const channels = x.shape.at(-1)!;
  const loops = windowLoops(root, windows);
  const row = loops.at(-1)!;
  const isLong = loops.every(({ size, inputDilation }) => size > 0 && inputDilation === 1);
  if (lanes === 1 || channels % lanes !== 0 || !isLong) return undefined;
  if (sizeOf(loops.map(({ size }) => size)) < sizeOf(loops.map(({ places }) => places)))
    return undefined;
  const meets = Array.from({ length: row.places }, (_, place) => met(row, place));
  const from = Math.max(...meets.map(([first]) => first));
  const to = Math.max(from, Math.min(...meets.map(([, last]) => last + 1)));
  if (row.size - (to - from) > mostAtEdges) return undefined;
  const loads = loadsFirst ? row.places + 1 : 2;
  const most = Math.max(1, Math.floor(registers / (row.places + loads)));
  return {
    images: { letter: summed[0] ?? "-", extent: x.shape[xLetters.indexOf(summed[0] ?? "-")] ?? 1 },
    outer: loops.slice(0, -1),
    row,
    channels,
    vectors: largestDivisor(channels / lanes, (vectors) => vectors <= most),
    middle: [from, to],
  };
}

/** The first and last position of y along an axis that meet x at a place. */
function met({ extent, size, stride, dilation, low }: WindowLoop, place: number): [number, number] {
  const first = Math.max(0, Math.ceil((low - place * stride) / dilation));
  const last = Math.min(size - 1, Math.floor((extent - 1 + low - place * stride) / dilation));
  return [first, last];
}

/** Bytes of workspace that `depthwiseGradientKernel` will use. */
export function depthwiseGradientWorkspace(root: Root): number {
  return aligned(root.size * bytes);
}

/** The kernel of a gradient of depthwise filters. */
export function depthwiseGradientKernel(
  group: GroupGraph,
  root: Root,
  plan: DepthwiseGradient,
  traits: EngineTraits,
): KernelFunction {
  const frame = openFrame(group, traits, depthwiseGradientWorkspace(root));
  writeSums(frame, root, plan);
  frame.context.builder.barrier();
  const pointers = new Map(frame.context.pointers).set(root, frame.workspace!);
  const after: Frame = { ...frame, context: { ...frame.context, pointers } };
  const { shape } = root;
  writeElementwise(
    after,
    {
      shape,
      write: (elements, context, index) => writeResults(after, elements, context, { index, shape }),
    },
    traits.threads,
  );
  return frame.finish();
}

function writeSums(frame: Frame, root: Root, plan: DepthwiseGradient): void {
  const { images, outer, channels, vectors } = plan;
  const { context, traits, workspace } = frame;
  const { builder, indices, pointers } = context;
  const [x, y] = root.inputs as readonly [Value, Value];
  const { x: xLetters, y: yLetters, out } = root.attributes;
  const wide = vectors * traits.lanes;
  const blocks = channels / wide;
  builder.parallel(0, blocks, 1, (b) => {
    const channel = indices.scale(indices.argument(b, 0, blocks - 1), wide);
    writeNothing(frame, channel, wide, root.size / channels, channels);
    /** Rows of y, places across them, and what is before them in x, y and the sums. */
    const walk = (depth: number, [inX, inY, inSums]: readonly [Affine, Affine, Affine]): void => {
      const window = outer[depth];
      if (window === undefined) {
        const inputs = [
          moved(indices, pointers.get(x)!, inX),
          moved(indices, pointers.get(y)!, inY),
          moved(indices, workspace!, inSums),
        ];
        builder.outlineWith(inputs, (...own) => writeRow(frame, root, plan, own));
        return;
      }
      const { letter, size, places, stride, dilation, low, extent } = window;
      builder.loop(0, size, 1, (t) => {
        const position = indices.variable(t, 0, size - 1);
        builder.loop(0, places, 1, (p) => {
          const place = indices.variable(p, 0, places - 1);
          const at = indices.combine([
            [position, dilation],
            [place, stride],
            [fixed(-low), 1],
          ]);
          const next = (): void =>
            walk(depth + 1, [
              indices.combine([[inX, 1], [at, strideOf(x, xLetters, letter)]]), // prettier-ignore
              indices.combine([[inY, 1], [position, strideOf(y, yLetters, letter)]]), // prettier-ignore
              indices.combine([[inSums, 1], [place, strideOf(root, out, letter)]]), // prettier-ignore
            ]);
          const [min, max] = rangeOf(at);
          const tests = [
            ...(min < 0 ? [binary("ge", indices.lower(at), integer(0))] : []),
            ...(max >= extent ? [binary("lt", indices.lower(at), integer(extent))] : []),
          ];
          if (tests.length === 0) next();
          else builder.if(tests.length === 1 ? tests[0]! : binary("and", tests[0]!, tests[1]!), next); // prettier-ignore
        });
      });
    };
    builder.loop(0, images.extent, 1, (n) => {
      const image = indices.variable(n, 0, images.extent - 1);
      walk(0, [
        indices.combine([[channel, 1], [image, strideOf(x, xLetters, images.letter)]]), // prettier-ignore
        indices.combine([[channel, 1], [image, strideOf(y, yLetters, images.letter)]]), // prettier-ignore
        channel,
      ]);
    });
  });
}

/** Zeros for the sums of `count` channels from `channel` on. */
function writeNothing(
  { context, traits, workspace }: Frame,
  channel: Affine,
  count: number,
  places: number,
  channels: number,
): void {
  const { builder, indices } = context;
  builder.loop(0, places, 1, (p) => {
    const place = indices.variable(p, 0, places - 1);
    const to = moved(
      indices,
      workspace!,
      indices.combine([
        [channel, 1],
        [place, channels],
      ]),
    );
    for (let i = 0; i < count; i += traits.lanes)
      builder.store("float32", to, i * bytes, constant("f32", 0, traits.lanes));
  });
}

/** Adds the products of a row of y and a row of x to the sums of all places along it. */
function writeRow(
  { context, traits }: Frame,
  root: Root,
  { row, vectors, middle }: DepthwiseGradient,
  [xRow, yRow, sumsRow]: readonly Expression[],
): void {
  const { builder } = context;
  const { lanes } = traits;
  const [x, y] = root.inputs as readonly [Value, Value];
  const { x: xLetters, y: yLetters, out } = root.attributes;
  const xStep = strideOf(x, xLetters, row.letter) * bytes;
  const yStep = strideOf(y, yLetters, row.letter) * bytes;
  const sumStep = strideOf(root, out, row.letter) * bytes;
  const width = lanes * bytes;
  const all = Array.from({ length: row.places }, (_, place) => place);
  const sums = all.map((place) =>
    Array.from({ length: vectors }, (_, v) =>
      builder.mutable(load("float32", sumsRow!, place * sumStep + v * width, lanes)),
    ),
  );
  /** Products at one position of y: `before` elements of x lie between its address and what the first place meets. */
  const add = (
    [xAt, yAt]: readonly [Expression, Expression],
    places: readonly number[],
    before: number,
  ): void => {
    for (let v = 0; v < vectors; v++) {
      const factor = builder.let(load("float32", yAt, v * width, lanes));
      for (const place of places) {
        const offset = (before + place * row.stride) * xStep + v * width;
        const element = builder.let(load("float32", xAt, offset, lanes));
        const sum = sums[place]![v]!;
        builder.assign(sum, multiplyAdd(element, factor, sum));
      }
    }
  };
  const [from, to] = middle;
  const inY = (position: number): Expression =>
    builder.let(binary("add", yRow!, integer(position * yStep)));
  const atEdge = (position: number): void => {
    const places = all.filter((place) => {
      const [first, last] = met(row, place);
      return first <= position && position <= last;
    });
    if (places.length > 0) add([xRow!, inY(position)], places, position * row.dilation - row.low);
  };
  for (let position = 0; position < from; position++) atEdge(position);
  if (from < to) {
    const first = (from * row.dilation - row.low) * xStep;
    const elements = builder.mutable(binary("add", xRow!, integer(first)));
    builder.walk(inY(from), inY(to), yStep, (yAt) => {
      add([elements, yAt], all, 0);
      builder.assign(elements, binary("add", elements, integer(row.dilation * xStep)));
    });
  }
  for (let position = to; position < row.size; position++) atEdge(position);
  for (const place of all) {
    sums[place]!.forEach((sum, v) =>
      builder.store("float32", sumsRow!, place * sumStep + v * width, sum),
    );
  }
}
