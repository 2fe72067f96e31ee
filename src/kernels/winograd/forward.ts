import { bytesPerElement } from "../../base/dtype.ts";
import type { Value } from "../../graph/value.ts";
import { aligned } from "../../program/plan.ts";
import type { GroupGraph } from "../../program/program.ts";
import type { EngineTraits } from "../../program/traits.ts";
import { fixed, rangeOf, type Affine } from "../affine.ts";
import { Arithmetic } from "../arithmetic.ts";
import {
  columnsOf,
  eachPanel,
  panelsOf,
  tileRowsOf,
  tileVectors,
  type Columns,
  type Panel,
} from "../convolution/columns.ts";
import { moved, part } from "../convolution/copy.ts";
import { Epilogue } from "../convolution/epilogue.ts";
import { indicesOf, writeSums } from "../convolution/tile.ts";
import { Elements, type ElementContext } from "../element.ts";
import { keptParameter, openFrame, openPreparation, workspaceOf, type Frame } from "../frame.ts";
import { binary, integer, load, type Expression, type KernelFunction } from "../ir.ts";
import { loopOver } from "../sharing.ts";
import type { WinogradPlan } from "./plan.ts";
import { factorMatrix, inputMatrix, transposed, valueMatrix } from "./points.ts";
import { placesOf, startOf, valuesOf, writeZeros, type Tile } from "./tiles.ts";
import { alongAxes, atPoints, fromPoints } from "./transform.ts";

/*
 * Places of a window of 3 (forward passes and gradients of inputs) by Winograd's transforms. First the filters' values at
 * all points, packed in panels of a product's width. Then, a block of tiles at a time, for each thread its own: the tiles'
 * values at all points, [point][tile][channel]; per point a matrix product with the filters, [point][tile][filter]; and
 * from these the results, with what follows the convolution. A block is so large that the filters, which stream from the
 * third-level cache or memory for each block, are read as fast as they are used.
 * Few tiles of many channels (late layers of one image) are one block for all threads instead: they share out tiles, then
 * points and panels, so that filters are read once, each by one thread. (One image of 14 x 14 with 256 filters on 2 threads of
 * Zen 3: 0.80 ms became 0.57, of 7 x 7 with 512 filters 1.40 became 0.95, and with the next panel asked for early 0.91.)
 */

type Root = Value<"conv">;

const bytes = bytesPerElement("float32");

/** Elements between the ends of what belongs to one point and the next one's: no two begin in the same set of a cache. */
const gap = 16;

/** Tiles of a block, about. */
const blockTiles = 32;

/** Second-level caches that the values of tiles of all threads may fill together. */
const sharedCaches = 4;

interface Forward extends WinogradPlan {
  readonly columns: Columns;
  /** Tiles per block, and blocks. */
  readonly block: number;
  readonly blocks: number;
  /** Whether threads work on one block together, instead of each on its own. */
  readonly together: boolean;
  /** Elements from point to point: of the filters, of a block's input and of its products. */
  readonly filterPoint: number;
  readonly inputPoint: number;
  readonly productPoint: number;
  /** Bytes from a block's input to its products, and of both. */
  readonly productsAt: number;
  readonly valueBytes: number;
  /** Bytes of the filters' values. */
  readonly filterBytes: number;
  readonly sharedBytes: number;
  readonly ownBytes: number;
}

/** `kept`: the filters are given as their values at all points. */
function forwardOf(plan: WinogradPlan, traits: EngineTraits, kept: boolean): Forward {
  const { channels, filters, count, products } = plan;
  const { threads, tileRows, secondLevelCache } = traits;
  const columns = columnsOf(traits, filters, channels, tileVectors(tileRows, traits));
  const filterPoint = columns.bytes / bytes + gap;
  const filterBytes = aligned(products * filterPoint * bytes);
  const wanted = threads * Math.ceil(count / (threads * blockTiles));
  const all = products * count * (channels + filters) * bytes;
  const together = all <= sharedCaches * secondLevelCache && 2 * all <= wanted * filterBytes;
  const block = together ? count : Math.ceil(count / wanted);
  const inputPoint = block * channels + gap;
  const productPoint = block * filters + gap;
  const productsAt = aligned(products * inputPoint * bytes);
  const valueBytes = productsAt + aligned(products * productPoint * bytes);
  const zeroBytes = aligned(channels * bytes);
  return {
    ...plan,
    columns,
    block,
    blocks: Math.ceil(count / block),
    together,
    filterPoint,
    inputPoint,
    productPoint,
    productsAt,
    valueBytes,
    filterBytes,
    sharedBytes: (kept ? 0 : filterBytes) + (together ? valueBytes : 0),
    ownBytes: zeroBytes + (together ? 0 : valueBytes),
  };
}

/** Bytes of workspace that `winogradKernel` will use; `kept`: the filters are given as their values at all points. */
export function winogradWorkspace(plan: WinogradPlan, traits: EngineTraits, kept: boolean): number {
  return workspaceOf(forwardOf(plan, traits, kept), traits);
}

/** Bytes of the filters' values at all points. */
export function keptFilters(plan: WinogradPlan, traits: EngineTraits): number {
  return forwardOf(plan, traits, true).filterBytes;
}

/** The kernel that computes the filters' values, to be kept. */
export function prepareFilters(
  group: GroupGraph,
  root: Root,
  plan: WinogradPlan,
  traits: EngineTraits,
): KernelFunction {
  const frame = openPreparation(group, traits);
  writeFilters(frame, root, forwardOf(plan, traits, true), frame.outputs[0]!);
  return frame.finish();
}

/** The kernel of a convolution by transforms. */
export function winogradKernel(
  group: GroupGraph,
  root: Root,
  plan: WinogradPlan,
  traits: EngineTraits,
): KernelFunction {
  const kept = keptParameter(group);
  const forward = forwardOf(plan, traits, kept !== undefined);
  const frame = openFrame(group, traits, forward.sharedBytes, forward.ownBytes);
  if (kept === undefined) writeFilters(frame, root, forward, frame.workspace!);
  new ForwardWriter(frame, root, forward, kept).write();
  return frame.finish();
}

/** Writes the filters' values at all points, a panel for each width of a product; threads must meet before they are read. */
function writeFilters(frame: Frame, root: Root, forward: Forward, to: Expression): void {
  eachPanel(frame, forward.columns, true, (panel) =>
    frame.context.builder.loop(0, forward.channels, 1, (channel) =>
      writeFilter(frame, root, forward, { panel, channel, to }),
    ),
  );
}

/** What is written of the filters: one channel of a panel, to which place. */
interface FilterPart {
  readonly panel: Panel;
  readonly channel: Expression;
  readonly to: Expression;
}

/** The values at all points of one channel of a panel of filters. */
function writeFilter(
  { context, traits }: Frame,
  root: Root,
  { plan, points, channels, filters, filterPoint }: Forward,
  { panel, channel, to: all }: FilterPart,
): void {
  const { lanes } = traits;
  const { builder, indices } = context;
  const y = root.inputs[1]!;
  const { y: letters } = root.attributes;
  const sizes = plan.windows.map(({ size }) => size);
  const matrix = factorMatrix(points, sizes[0]!);
  const wide = panel.vectors * lanes;
  builder.outlineWith([channel, indices.lower(panel.start)], (c, start) => {
    const own: ElementContext = { ...context, lanes };
    const elements = new Elements(own);
    const m = new Arithmetic((e) => builder.let(e));
    const at = indices.argument(c, 0, channels - 1);
    const from = indices.argument(start, 0, filters - panel.columns);
    const to = moved(
      indices,
      all,
      indices.combine([
        [from, channels],
        [at, wide],
      ]),
    );
    for (let v = 0; v < panel.vectors; v++) {
      const lane = indices.variable(integer(0), 0, lanes - 1, true);
      const column = indices.add(indices.shift(from, v * lanes), lane);
      const taps = indicesOf(sizes).map((tap) =>
        elements.at(
          y,
          [...letters].map((letter): Affine => {
            if (letter === plan.columns.letter) return column;
            if (letter === plan.summed.letter) return at;
            return fixed(tap[plan.windows.findIndex((w) => w.letter === letter)]!);
          }),
        ),
      );
      const values = alongAxes(taps, sizes, (line) => atPoints(m, matrix, line));
      values.forEach((value, p) =>
        builder.store("float32", to, (p * filterPoint + v * lanes) * bytes, value),
      );
    }
  });
}

class ForwardWriter {
  readonly #frame: Frame;
  readonly #root: Root;
  readonly #forward: Forward;
  readonly #epilogue: Epilogue;
  readonly #inputs: Expression;
  readonly #products: Expression;
  readonly #zeros: Expression;
  /** The filters' values at all points. */
  readonly #filters: Expression;
  /** Whether other threads may still write those. */
  readonly #meets: boolean;

  /** `kept`: the parameter that holds the filters' values. */
  constructor(frame: Frame, root: Root, forward: Forward, kept: Value | undefined) {
    this.#frame = frame;
    this.#root = root;
    this.#forward = forward;
    this.#meets = kept === undefined;
    this.#filters = kept === undefined ? frame.workspace! : frame.context.pointers.get(kept)!;
    this.#epilogue = new Epilogue(frame, root, root.rank - 1);
    const { together, filterBytes, valueBytes, productsAt } = forward;
    const own = frame.ownWorkspace!;
    this.#inputs = together ? part(frame, frame.workspace!, this.#meets ? filterBytes : 0) : own;
    this.#products = part(frame, this.#inputs, productsAt);
    this.#zeros = part(frame, own, together ? 0 : valueBytes);
  }

  write(): void {
    const { blocks, block, channels, together } = this.#forward;
    const { context, traits } = this.#frame;
    const { builder, indices } = context;
    writeZeros(context, traits.lanes, this.#zeros, channels);
    if (together) {
      this.#eachTile(integer(0), (own, tile) => this.#input(own, tile));
      builder.barrier();
      this.#multiply();
      builder.barrier();
      this.#eachTile(integer(0), (own, tile) => this.#output(own, tile));
      return;
    }
    if (this.#meets) builder.barrier();
    builder.parallel(0, blocks, 1, (b) => {
      const first = indices.lower(indices.scale(indices.argument(b, 0, blocks - 1), block));
      this.#eachTile(first, (own, tile) => this.#input(own, tile));
      this.#multiply();
      this.#eachTile(first, (own, tile) => this.#output(own, tile));
    });
  }

  /** Calls a function for each tile of the block whose first tile is `first`: its place in the block, and the tile. */
  #eachTile(first: Expression, body: (own: Affine, tile: Affine) => void): void {
    const { block, blocks, count, together } = this.#forward;
    const { builder, indices } = this.#frame.context;
    loopOver(builder, together, [0, block, 1], (i) =>
      builder.outlineWith([i, first], (own, base) => {
        const tile = builder.let(binary("add", base, own));
        const write = (): void =>
          body(indices.argument(own, 0, block - 1), indices.argument(tile, 0, count - 1));
        if (block * blocks === count) write();
        else builder.if(binary("lt", tile, integer(count)), write);
      }),
    );
  }

  /** Image and tile along each window axis. */
  #unravel(tile: Affine): readonly Affine[] {
    const { images, tiles } = this.#forward;
    return this.#frame.context.indices.unravel(tile, [images, ...tiles]);
  }

  #input(own: Affine, tile: Affine): void {
    const { plan, points, step, channels, inputPoint } = this.#forward;
    const { context, traits } = this.#frame;
    const { lanes } = traits;
    const { builder, indices, pointers } = context;
    const [x] = this.#root.inputs;
    const [image, ...found] = this.#unravel(tile);
    const to = moved(indices, this.#inputs, indices.scale(own, channels));
    const input: Tile = {
      pointer: pointers.get(x!)!,
      value: x!,
      letters: this.#root.attributes.x,
      image: { letter: plan.rows.letter, index: image! },
      axes: plan.windows.map(({ letter, low, extent }, axis) => ({
        letter,
        start: startOf(context, found[axis]!, step, low),
        count: points,
        extent,
      })),
      zeros: this.#zeros,
    };
    const where = placesOf(context, input);
    const matrix = inputMatrix(points);
    builder.loop(0, channels, lanes, (c) => {
      const channel = indices.argument(c, 0, channels - lanes);
      const at = moved(indices, to, channel);
      valuesOf(context, lanes, where, input, { matrix, channel }).forEach((value, p) =>
        builder.store("float32", at, p * inputPoint * bytes, value),
      );
    });
  }

  /** Per point the product of the block's tiles and the filters. */
  #multiply(): void {
    const { block, channels, filters, inputPoint, filterPoint, productPoint } = this.#forward;
    const { context, traits } = this.#frame;
    const asksAhead = traits.prefetches;
    const { builder, indices } = context;
    const { lanes } = traits;
    const tile = (
      panel: Panel,
      [x, y, out]: readonly [Expression, Expression, Expression],
      rows: number,
    ): void =>
      builder.outlineWith([x, y, out], (from, factors, to) => {
        const sums = writeSums(builder, {
          rows,
          vectors: panel.vectors,
          lanes,
          loops: [{ count: channels, step: 1 }],
          x: { pointer: from, row: channels },
          y: factors,
          ahead: asksAhead ? channels * panel.vectors * lanes * bytes : undefined,
        });
        sums.forEach((vectors, row) =>
          vectors.forEach((sum, v) =>
            builder.store("float32", to, (row * filters + v * lanes) * bytes, sum),
          ),
        );
      });
    this.#eachPointAndPanel((point, panel) => {
      const x = moved(indices, this.#inputs, indices.scale(point, inputPoint));
      const y = moved(
        indices,
        this.#filters,
        indices.combine([
          [point, filterPoint],
          [panel.start, channels],
        ]),
      );
      const out = moved(
        indices,
        this.#products,
        indices.combine([
          [point, productPoint],
          [panel.start, 1],
        ]),
      );
      const rowsFrom = (row: Affine, rows: number): void =>
        tile(
          panel,
          [
            moved(indices, x, indices.scale(row, channels)),
            y,
            moved(indices, out, indices.scale(row, filters)),
          ],
          rows,
        );
      const rows = tileRowsOf(block, panel.vectors, traits);
      const whole = block - (block % rows);
      builder.loop(0, whole, rows, (row) => rowsFrom(indices.argument(row, 0, whole - rows), rows));
      if (whole < block) rowsFrom(fixed(whole), block - whole);
    });
  }

  /** The points, and for each the panels of filters: as one loop where threads share them out. */
  #eachPointAndPanel(body: (point: Affine, panel: Panel) => void): void {
    const { products, columns, together } = this.#forward;
    const { builder, indices } = this.#frame.context;
    if (!together) {
      builder.loop(0, products, 1, (p) => {
        const point = indices.argument(p, 0, products - 1);
        eachPanel(this.#frame, columns, false, (panel) => body(point, panel));
      });
      return;
    }
    const { whole, wide, rest } = panelsOf(columns);
    const count = products * whole;
    builder.parallel(0, count, 1, (i) => {
      const [point, panel] = indices.divide(indices.argument(i, 0, count - 1), whole);
      const start = indices.scale(panel, wide);
      body(point, { start, vectors: columns.vectors, columns: wide });
    });
    for (const panel of rest)
      builder.parallel(0, products, 1, (p) => body(indices.argument(p, 0, products - 1), panel));
  }

  #output(own: Affine, tile: Affine): void {
    const { plan, points, products, step, filters, productPoint } = this.#forward;
    const { context, traits } = this.#frame;
    const { lanes } = traits;
    const { builder, indices } = context;
    const m = new Arithmetic((e) => builder.let(e));
    const axes = plan.windows.map(() => points);
    const matrix = transposed(valueMatrix(points, step));
    const [image, ...found] = this.#unravel(tile);
    const from = moved(indices, this.#products, indices.scale(own, filters));
    /** Per window axis and result of a tile: its place, and whether it is one, where it may be none. */
    const along = plan.windows.map(({ places: extent }, axis) =>
      Array.from({ length: step }, (_, i) => {
        const at = indices.shift(indices.scale(found[axis]!, step), i);
        if (rangeOf(at)[1] < extent) return { at, inside: undefined };
        const place = indices.lower(at);
        const last = builder.let(binary("min", place, integer(extent - 1)));
        return {
          at: indices.argument(last, 0, extent - 1),
          inside: builder.let(binary("lt", place, integer(extent))),
        };
      }),
    );
    builder.loop(0, filters, lanes, (k) => {
      const filter = indices.argument(k, 0, filters - lanes);
      const pointer = moved(indices, from, filter);
      const values = Array.from({ length: products }, (_, p) =>
        builder.let(load("float32", pointer, p * productPoint * bytes, lanes)),
      );
      const results = alongAxes(values, axes, (line) => fromPoints(m, matrix, line));
      const lane = indices.variable(integer(0), 0, lanes - 1, true);
      const column = indices.add(filter, lane);
      const write = (depth: number, index: readonly Affine[], number: number): void => {
        if (depth === along.length) {
          const at = [...this.#root.attributes.out].map((letter): Affine => {
            if (letter === plan.columns.letter) return filter;
            if (letter === plan.rows.letter) return image!;
            return index[plan.windows.findIndex((w) => w.letter === letter)]!;
          });
          this.#epilogue.write(results[number]!, at, lanes, column);
          return;
        }
        along[depth]!.forEach(({ at, inside }, i) => {
          const next = (): void => write(depth + 1, [...index, at], number * step + i);
          if (inside === undefined) next();
          else builder.if(inside, next);
        });
      };
      write(0, [], 0);
    });
  }
}
