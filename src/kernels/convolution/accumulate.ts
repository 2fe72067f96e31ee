import { bytesPerElement } from "../../base/dtype.ts";
import { sizeOf } from "../../base/shape.ts";
import type { Value } from "../../graph/value.ts";
import { dilatedExtent } from "../../graph/window.ts";
import { aligned } from "../../program/plan.ts";
import type { GroupGraph } from "../../program/program.ts";
import type { EngineTraits } from "../../program/traits.ts";
import { fixed, type Affine } from "../affine.ts";
import { loadAt, storeAt, type ElementContext } from "../element.ts";
import { writeElementwise, writeResults, type ElementwiseBody } from "../elementwise.ts";
import { evenness, leftOver, loopOver, nearlyEqual } from "../sharing.ts";
import { openFrame, type Frame } from "../frame.ts";
import { binary, constant, extract, integer, type Expression, type KernelFunction } from "../ir.ts";
import { paddedView } from "../windowed.ts";
import {
  columnsOf,
  eachPanel,
  packColumns,
  tileRowsOf,
  tileVectors,
  type Columns,
  type Panel,
} from "./columns.ts";
import { moved, part, writeCopy } from "./copy.ts";
import type { ConvolutionPlan } from "./plan.ts";
import { largestDivisor } from "./slide.ts";
import { indicesOf, joinLoops, writeSums, type ProductLoop } from "./tile.ts";

/*
 * Few places, large windows (gradients of filters): for each place a matrix product that sums over images and positions.
 * A block of images (or of rows of one) at a time is copied so that what a tile reads lies side by side: x as
 * [4 rows each][spatial.., images][4], with its padding, shared by all places, whose tiles start elsewhere in it; y as
 * panels of a tile's width. The sums over a block stay in registers and are then added to those of the blocks before.
 * Where x has less than 4 rows (a first layer), it is copied as it is; a tile's rows are any few of all places, or where
 * those are many, neighbours on the last window axis. The order of a sum depends on shapes alone, not on threads.
 */

type Root = Value<"conv">;

/** How a convolution with few places is walked. */
interface Accumulation {
  readonly plan: ConvolutionPlan;
  readonly columns: Columns;
  /** Images and elements of the first window axis per block. */
  readonly images: number;
  readonly chunk: number;
  /** Extents of the padded part of the input that a block needs, per window axis. */
  readonly covered: readonly number[];
  /** Whether rows are packed by tiles, else they are taken along the last window axis too. */
  readonly tiled: boolean;
  /** Byte offsets in the workspace. */
  readonly x: number;
  readonly y: number;
  readonly sums: number | undefined;
  readonly bytes: number;
}

const bytes = bytesPerElement("float32");

/** Places and rows for whose tiles code is written one by one. */
const mostPlaces = 64;

function accumulationOf(
  group: GroupGraph,
  root: Root,
  plan: ConvolutionPlan,
  traits: EngineTraits,
): Accumulation {
  const { rows, columns, summed, windows } = plan;
  const { tileRows, secondLevelCache } = traits;
  const tiled = rows.extent >= tileRows;
  const padded = tiled ? Math.ceil(rows.extent / tileRows) * tileRows : rows.extent;
  const coveredBy = (chunk: number): number[] =>
    windows.map(({ stride, size, dilation, places }, i) =>
      Math.max(0, (places - 1) * stride + dilatedExtent(i === 0 ? chunk : size, dilation)),
    );
  const xElements = (images: number, chunk: number): number =>
    images * sizeOf(coveredBy(chunk)) * padded;
  const products = (images: number, chunk: number): number =>
    images * sizeOf(windows.map(({ size }, i) => (i === 0 ? chunk : size)));
  const fits = (images: number, chunk: number): boolean =>
    (xElements(images, chunk) + products(images, chunk) * columns.extent) * bytes <=
    (secondLevelCache * 3) / 4;
  const chunk = largestDivisor(windows[0]!.size, (divisor) => fits(1, divisor));
  const images =
    chunk < windows[0]!.size ? 1 : largestDivisor(summed.extent, (count) => fits(count, chunk));
  const packed = columnsOf(
    traits,
    columns.extent,
    products(images, chunk),
    tileVectors(tileRows, traits),
  );
  const y = aligned(xElements(images, chunk) * bytes);
  const own = y + packed.bytes;
  const inOutput = group.results.length === 1 && group.results[0] === root;
  return {
    plan,
    columns: packed,
    images,
    chunk,
    covered: coveredBy(chunk),
    tiled,
    x: 0,
    y,
    sums: inOutput ? undefined : own,
    bytes: own + (inOutput ? 0 : aligned(root.size * bytes)),
  };
}

/** Bytes of workspace that `accumulateKernel` will use. */
export function accumulateWorkspace(
  group: GroupGraph,
  root: Root,
  plan: ConvolutionPlan,
  traits: EngineTraits,
): number {
  return accumulationOf(group, root, plan, traits).bytes;
}

/** The kernel of a convolution with few places and long sums. */
export function accumulateKernel(
  group: GroupGraph,
  root: Root,
  plan: ConvolutionPlan,
  traits: EngineTraits,
): KernelFunction {
  const accumulation = accumulationOf(group, root, plan, traits);
  const frame = openFrame(group, traits, accumulation.bytes);
  const sums =
    accumulation.sums === undefined
      ? frame.outputs[0]!
      : part(frame, frame.workspace!, accumulation.sums);
  new AccumulationWriter(frame, root, accumulation, sums).write();
  if (accumulation.sums === undefined) return frame.finish();
  const pointers = new Map(frame.context.pointers).set(root, sums);
  const after: Frame = { ...frame, context: { ...frame.context, pointers } };
  const { shape } = root;
  const write: ElementwiseBody["write"] = (elements, context, index) =>
    writeResults(after, elements, context, { index, shape });
  writeElementwise(after, { shape, write }, traits.threads);
  return frame.finish();
}

/** One block: its first image and its first element on the first window axis. */
interface Block {
  readonly image: Affine;
  readonly element: Affine;
}

/** Where a tile begins: the places on the window axes, and its first row. */
interface Start {
  readonly places: readonly Affine[];
  readonly row: Affine;
  readonly rows: number;
  /** Instead of both: the place on each window axis and the row of each of the tile's rows. */
  readonly each?: readonly (readonly number[])[];
}

class AccumulationWriter {
  readonly #frame: Frame;
  readonly #root: Root;
  readonly #accumulation: Accumulation;
  readonly #sums: Expression;
  readonly #x: Expression;
  readonly #y: Expression;

  constructor(frame: Frame, root: Root, accumulation: Accumulation, sums: Expression) {
    this.#frame = frame;
    this.#root = root;
    this.#accumulation = accumulation;
    this.#sums = sums;
    this.#x = part(frame, frame.workspace!, accumulation.x);
    this.#y = part(frame, frame.workspace!, accumulation.y);
  }

  write(): void {
    const { plan, images, chunk, columns } = this.#accumulation;
    const { builder, indices } = this.#frame.context;
    const { dtype } = this.#root;
    const write: ElementwiseBody["write"] = (_, context, [position]) => {
      context.watch?.({ position: position!, pinned: [] });
      const place = { dtype, pointer: this.#sums, position: position!, lanes: context.lanes };
      storeAt(context, place, constant("f32", 0));
    };
    const { threads } = this.#frame.traits;
    writeElementwise(this.#frame, { shape: [this.#root.size], write }, threads);
    const chunks = plan.windows[0]!.size / chunk;
    const blocks = (plan.summed.extent / images) * chunks;
    builder.loop(0, blocks, 1, (b) => {
      const [group, own] = indices.divide(indices.argument(b, 0, blocks - 1), chunks);
      const block = { image: indices.scale(group, images), element: indices.scale(own, chunk) };
      this.#copyInput(block);
      this.#packColumns(block);
      builder.barrier();
      const byPanels = this.#byPanels;
      eachPanel(this.#frame, columns, byPanels, (panel) => this.#tiles(panel, !byPanels));
      builder.barrier();
    });
  }

  /** Strides in the copy of x: of images, per window axis, of tiles of rows. */
  get #strides(): {
    readonly image: number;
    readonly windows: readonly number[];
    readonly tile: number;
  } {
    const { plan, covered, images, tiled } = this.#accumulation;
    const { tileRows } = this.#frame.traits;
    const inner = tiled ? tileRows * images : plan.rows.extent;
    const windows = covered.map((_, axis) => sizeOf(covered.slice(axis + 1)) * inner);
    const all = sizeOf(covered) * inner;
    return tiled ? { image: tileRows, windows, tile: all } : { image: all, windows, tile: 0 };
  }

  #copyInput({ image, element }: Block): void {
    const { plan, covered, images, chunk, tiled } = this.#accumulation;
    const { tileRows } = this.#frame.traits;
    const [x] = this.#root.inputs;
    const { x: letters, windows } = this.#root.attributes;
    const padded = paddedView(
      x!,
      [...letters].map((letter) => windows[letter]),
      0,
    );
    const { image: imageStep, windows: steps, tile } = this.#strides;
    const [first] = plan.windows;
    const order = plan.windows.map(({ letter }) => letter);
    /** Copies rows [images, covered.., count] from row `start` on. */
    const copy = (start: number, count: number, groups: number): void =>
      writeCopy(this.#frame, {
        shared: true,
        extents: [images, ...covered, ...(groups > 1 ? [groups] : []), count],
        to: this.#x,
        outer: [
          { index: image, max: plan.summed.extent - images },
          { index: element, max: first!.size - chunk },
        ],
        at: (elements, { indices }, index, [n, e]) => {
          const own = index[0]!;
          const within = index.slice(1, 1 + covered.length);
          const last = index.at(-1)!;
          const group = groups > 1 ? index.at(-2)! : fixed(0);
          const row = indices.shift(
            indices.combine([
              [group, tileRows],
              [last, 1],
            ]),
            start,
          );
          const at = (letter: string): Affine => {
            if (letter === plan.summed.letter) return indices.add(own, n!);
            if (letter === plan.rows.letter) return row;
            const axis = order.indexOf(letter);
            return axis === 0
              ? indices.add(within[0]!, indices.scale(e!, first!.dilation))
              : within[axis]!;
          };
          return {
            element: elements.at(padded, [...letters].map(at)),
            position: indices.shift(
              indices.combine([
                [own, imageStep],
                ...within.map((i, axis) => [i, steps[axis]!] as const),
                [group, tile],
                [last, 1],
              ]),
              tiled ? (start / tileRows) * tile : start,
            ),
          };
        },
      });
    if (!tiled) {
      copy(0, plan.rows.extent, 1);
      return;
    }
    const whole = plan.rows.extent - (plan.rows.extent % tileRows);
    copy(0, tileRows, whole / tileRows);
    if (whole < plan.rows.extent) copy(whole, plan.rows.extent - whole, 1);
  }

  /** Extents of the sums, in the order in which y is packed. */
  get #products(): readonly number[] {
    const { plan, images, chunk, tiled } = this.#accumulation;
    const sizes = plan.windows.map(({ size }, i) => (i === 0 ? chunk : size));
    return tiled ? [...sizes, images] : [images, ...sizes];
  }

  #packColumns({ image, element }: Block): void {
    const { plan, columns, images, chunk, tiled } = this.#accumulation;
    const y = this.#root.inputs[1]!;
    const { y: letters } = this.#root.attributes;
    const order = plan.windows.map(({ letter }) => letter);
    const byPanels = this.#byPanels;
    eachPanel(this.#frame, columns, byPanels, (panel) =>
      packColumns(
        this.#frame,
        columns,
        panel,
        {
          y,
          products: this.#products,
          shared: !byPanels,
          outer: [
            { index: image, max: plan.summed.extent - images },
            { index: element, max: plan.windows[0]!.size - chunk },
          ],
          indexOf: (product, column, [n, e]) => {
            const { length } = order;
            const own = tiled ? product[length]! : product[0]!;
            const within = tiled ? product.slice(0, length) : product.slice(1);
            const add = this.#frame.context.indices;
            return [...letters].map((letter): Affine => {
              if (letter === plan.summed.letter) return add.add(own, n!);
              if (letter === plan.columns.letter) return column;
              const axis = order.indexOf(letter);
              return axis === 0 ? add.add(within[0]!, e!) : within[axis]!;
            });
          },
        },
        this.#y,
      ),
    );
  }

  /** Whether threads share out the panels, else what is done with each. */
  get #byPanels(): boolean {
    const { extent, vectors, lanes } = this.#accumulation.columns;
    const { threads } = this.#frame.traits;
    return evenness(Math.floor(extent / (vectors * lanes)), threads) >= nearlyEqual;
  }

  /** All tiles of a panel: per tile of rows, per place; threads share them out or not. */
  #tiles(panel: Panel, shared: boolean): void {
    const { plan, tiled } = this.#accumulation;
    const { tileRows } = this.#frame.traits;
    const { builder, indices } = this.#frame.context;
    const { rows, windows, columns } = plan;
    const last = windows.at(-1)!;
    // Neighbours on the last window axis are rows of the tile too, if they are one step apart.
    const extents = [...windows.map(({ places }) => places), rows.extent];
    if (!tiled && sizeOf(extents) <= mostPlaces) {
      this.#eachPlace(panel, indicesOf(extents), shared);
      return;
    }
    const joined = !tiled && last.stride === 1;
    const count = joined ? rows.extent * last.places : rows.extent;
    const walked = joined ? windows.slice(0, -1) : windows;
    const emit = (row: Expression | number, found: readonly Expression[], own: number): void => {
      const start = typeof row === "number" ? integer(row) : row;
      const inputs = [...found, start, indices.lower(panel.start)];
      builder.outlineWith(inputs, (...parameters) => {
        const places = walked.map((window, i) =>
          indices.argument(parameters[i]!, 0, window.places - 1),
        );
        const [first, column] = parameters.slice(walked.length);
        this.#tile(
          { ...panel, start: indices.argument(column!, 0, columns.extent - panel.columns) },
          { places, row: indices.argument(first!, 0, count - own), rows: own },
        );
      });
    };
    const walk = (row: Expression | number, own: number, found: readonly Expression[]): void => {
      const window = walked[found.length];
      const isFirst = found.length === 0;
      if (window === undefined) leftOver(builder, shared && isFirst, () => emit(row, found, own));
      else {
        const bounds = [0, window.places, 1] as const;
        loopOver(builder, shared && isFirst, bounds, (i) => walk(row, own, [...found, i]));
      }
    };
    const most = tiled ? tileRows : tileRowsOf(count, panel.vectors, this.#frame.traits);
    const whole = count - (count % most);
    builder.loop(0, whole, most, (row) => walk(row, most, []));
    if (whole < count) walk(whole, count - whole, []);
  }

  /** The tiles of a panel where they are few. */
  #eachPlace(panel: Panel, all: readonly (readonly number[])[], shared: boolean): void {
    const { columns } = this.#accumulation.plan;
    const { builder, indices } = this.#frame.context;
    const rows = tileRowsOf(all.length, panel.vectors, this.#frame.traits);
    const tile = (each: readonly (readonly number[])[]): void =>
      builder.outlineWith([indices.lower(panel.start)], (column) => {
        const own = indices.argument(column, 0, columns.extent - panel.columns);
        const place = { places: [], row: fixed(0), rows: each.length, each };
        this.#tile({ ...panel, start: own }, place);
      });
    const tiles = Array.from({ length: Math.ceil(all.length / rows) }, (_, i) =>
      all.slice(i * rows, (i + 1) * rows),
    );
    if (!shared) {
      tiles.forEach(tile);
      return;
    }
    builder.parallel(0, tiles.length, 1, (i) =>
      tiles.forEach((each, own) => builder.if(binary("eq", i, integer(own)), () => tile(each))),
    );
  }

  #loops(): readonly ProductLoop[] {
    const { plan, images, chunk, tiled } = this.#accumulation;
    const { image, windows: steps } = this.#strides;
    const along = plan.windows.map(({ size, dilation }, i) => ({
      count: i === 0 ? chunk : size,
      step: dilation * steps[i]!,
    }));
    const over = { count: images, step: image };
    return joinLoops(tiled ? [...along, over] : [over, ...along]);
  }

  #tile(panel: Panel, { places, row, rows, each }: Start): void {
    const { plan, tiled } = this.#accumulation;
    const { context, traits } = this.#frame;
    const { builder, indices } = context;
    const { windows: steps, tile } = this.#strides;
    const { tileRows, lanes } = traits;
    const offsets = each?.map((place) =>
      place.reduce((sum, at, axis) => {
        const window = plan.windows[axis];
        return sum + (window === undefined ? at : at * window.stride * steps[axis]!);
      }, 0),
    );
    const from = indices.combine([
      ...places.map((place, axis) => [place, plan.windows[axis]!.stride * steps[axis]!] as const),
      tiled ? [indices.divide(row, tileRows)[0], tile] : [row, 1],
    ]);
    const sums = writeSums(builder, {
      rows,
      vectors: panel.vectors,
      lanes,
      loops: this.#loops(),
      x: { pointer: moved(indices, this.#x, from), row: offsets ?? 1 },
      y: moved(indices, this.#y, indices.scale(panel.start, sizeOf(this.#products))),
    });
    const vectorContext: ElementContext = { ...context, lanes };
    const side = this.#root.attributes.out.endsWith(plan.columns.letter);
    sums.forEach((vectors, r) =>
      vectors.forEach((sum, v) => {
        const real = Math.min(lanes, panel.columns - v * lanes);
        const column = indices.shift(panel.start, v * lanes);
        const own = each?.[r]!.map(fixed);
        const index =
          own === undefined
            ? this.#indexOf(places, indices.shift(row, r), column)
            : this.#indexOf(own.slice(0, -1), own.at(-1)!, column);
        if (side && real === lanes) {
          this.#add(vectorContext, index, sum);
          return;
        }
        const axis = this.#root.attributes.out.indexOf(plan.columns.letter);
        for (let i = 0; i < real; i++) {
          const own = index.map((at, a) => (a === axis ? indices.shift(at, i) : at));
          this.#add(context, own, builder.let(extract(sum, i)));
        }
      }),
    );
  }

  /** The result's index of a row and a column. */
  #indexOf(places: readonly Affine[], row: Affine, column: Affine): Affine[] {
    const { plan } = this.#accumulation;
    const { indices } = this.#frame.context;
    const joined = places.length < plan.windows.length;
    const [place, own] = joined ? indices.divide(row, plan.rows.extent) : [fixed(0), row];
    const order = plan.windows.map(({ letter }) => letter);
    return [...this.#root.attributes.out].map((letter): Affine => {
      if (letter === plan.columns.letter) return column;
      if (letter === plan.rows.letter) return own;
      return places[order.indexOf(letter)] ?? place;
    });
  }

  #add(context: ElementContext, index: readonly Affine[], sum: Expression): void {
    const { builder, indices, lanes } = context;
    const position = indices.ravel(index, this.#root.shape);
    const place = { dtype: this.#root.dtype, pointer: this.#sums, position, lanes };
    const at = lanes === 1 ? position : this.#alongLanes(context, position);
    const before = builder.let(loadAt(context, { ...place, position: at }));
    storeAt(context, place, binary("add", before, sum));
  }

  /** The position with a lane index, so that it is read as a vector. */
  #alongLanes({ indices, lanes }: ElementContext, position: Affine): Affine {
    return indices.add(position, indices.variable(integer(0), 0, lanes - 1, true));
  }
}
