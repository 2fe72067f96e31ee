import { bytesPerElement } from "../../base/dtype.ts";
import type { Value } from "../../graph/value.ts";
import { aligned } from "../../program/plan.ts";
import type { GroupGraph } from "../../program/program.ts";
import type { EngineTraits } from "../../program/traits.ts";
import { fixed, type Affine } from "../affine.ts";
import { Arithmetic } from "../arithmetic.ts";
import { columnsOf, eachPanel, tileVectors, type Columns, type Panel } from "../convolution/columns.ts"; // prettier-ignore
import { moved, part } from "../convolution/copy.ts";
import { Epilogue } from "../convolution/epilogue.ts";
import { indicesOf, writeSums } from "../convolution/tile.ts";
import { openFrame, workspaceOf, type Frame } from "../frame.ts";
import { binary, integer, load, type Expression, type KernelFunction } from "../ir.ts";
import type { WinogradPlan } from "./plan.ts";
import { factorMatrix, inputMatrix, transposed, valueMatrix } from "./points.ts";
import { placesOf, startOf, valuesOf, writeZeros, type Tile } from "./tiles.ts";
import { alongAxes, fromPoints } from "./transform.ts";

/*
 * Gradients of filters with windows of 3 by the transposed transforms: dg = Gᵀ [Σ (A dy) ⊙ (Bᵀ d)], summed over all tiles
 * of all images. A block of tiles at a time: threads share out the tiles, whose values at all points go to memory, the
 * input's as [point][tile][channel], the gradient's in panels of filters; then they share out points and panels, each a
 * matrix product that sums over the block's tiles and is added to the sums of the blocks before. At the end come the
 * results, with what follows the convolution. The order of a sum depends on shapes alone.
 */

type Root = Value<"conv">;

const bytes = bytesPerElement("float32");

/** Elements between the ends of what belongs to one point, or one tile, and the next one's: no two begin in one cache set. */
const gap = 16;

/** Tiles of a block, at most. */
const blockTiles = 128;

interface Gradient extends WinogradPlan {
  readonly columns: Columns;
  readonly block: number;
  /** Elements from tile to tile of the input's values. */
  readonly inputTile: number;
  /** Elements from point to point. */
  readonly inputPoint: number;
  readonly factorPoint: number;
  readonly sumPoint: number;
  /** Bytes in the workspace that all share: where the gradient's values and the sums begin. */
  readonly factorsAt: number;
  readonly sumsAt: number;
  readonly sharedBytes: number;
  readonly ownBytes: number;
}

function gradientOf(plan: WinogradPlan, traits: EngineTraits): Gradient {
  const { channels, filters, count, products } = plan;
  const block = Math.ceil(count / Math.ceil(count / blockTiles));
  const columns = columnsOf(traits, filters, block, tileVectors(traits.tileRows, traits));
  const inputTile = channels + gap;
  const inputPoint = block * inputTile;
  const factorPoint = columns.bytes / bytes + gap;
  const sumPoint = channels * filters + gap;
  const factorsAt = aligned(products * inputPoint * bytes);
  const sumsAt = factorsAt + aligned(products * factorPoint * bytes);
  return {
    ...plan,
    columns,
    block,
    inputTile,
    inputPoint,
    factorPoint,
    sumPoint,
    factorsAt,
    sumsAt,
    sharedBytes: sumsAt + aligned(products * sumPoint * bytes),
    ownBytes: aligned(Math.max(channels, filters) * bytes),
  };
}

/** Bytes of workspace that `filterGradientKernel` will use. */
export function filterGradientWorkspace(plan: WinogradPlan, traits: EngineTraits): number {
  return workspaceOf(gradientOf(plan, traits), traits);
}

/** The kernel of a gradient of filters by transforms. */
export function filterGradientKernel(
  group: GroupGraph,
  root: Root,
  plan: WinogradPlan,
  traits: EngineTraits,
): KernelFunction {
  const gradient = gradientOf(plan, traits);
  const frame = openFrame(group, traits, gradient.sharedBytes, gradient.ownBytes);
  new GradientWriter(frame, root, gradient).write();
  return frame.finish();
}

/** The tiles from `first` on; whether they are the first of all, whose sums nothing is added to. */
interface Block {
  readonly first: Expression;
  readonly count: number;
  readonly isFirst: boolean;
}

class GradientWriter {
  readonly #frame: Frame;
  readonly #root: Root;
  readonly #gradient: Gradient;
  readonly #epilogue: Epilogue;
  readonly #inputs: Expression;
  readonly #factors: Expression;
  readonly #sums: Expression;

  constructor(frame: Frame, root: Root, gradient: Gradient) {
    this.#frame = frame;
    this.#root = root;
    this.#gradient = gradient;
    this.#epilogue = new Epilogue(frame, root, root.rank - 1);
    this.#inputs = frame.workspace!;
    this.#factors = part(frame, frame.workspace!, gradient.factorsAt);
    this.#sums = part(frame, frame.workspace!, gradient.sumsAt);
  }

  write(): void {
    const { channels, filters, count, block } = this.#gradient;
    const { context, traits, ownWorkspace } = this.#frame;
    const { builder, indices } = context;
    writeZeros(context, traits.lanes, ownWorkspace!, Math.max(channels, filters));
    const whole = Math.floor(count / block);
    this.#block({ first: integer(0), count: block, isFirst: true });
    builder.loop(1, whole, 1, (b) => {
      const first = indices.lower(indices.scale(indices.argument(b, 1, whole - 1), block));
      this.#block({ first, count: block, isFirst: false });
    });
    const rest = count - whole * block;
    if (rest > 0) this.#block({ first: integer(whole * block), count: rest, isFirst: false });
    builder.parallel(0, channels, 1, (c) => {
      builder.outlineWith([c], (own) => this.#results(indices.argument(own, 0, channels - 1)));
    });
  }

  #block(block: Block): void {
    const { products, columns } = this.#gradient;
    const { builder, indices } = this.#frame.context;
    builder.parallel(0, block.count, 1, (i) =>
      builder.outlineWith([i, block.first], (own, first) => {
        const tile = builder.let(binary("add", first, own));
        this.#transform(
          indices.argument(own, 0, block.count - 1),
          indices.argument(tile, 0, this.#gradient.count - 1),
        );
      }),
    );
    builder.barrier();
    // All whole panels of all points are one loop, so that threads have equal shares.
    const wide = columns.vectors * columns.lanes;
    const whole = Math.floor(columns.extent / wide);
    builder.parallel(0, products * whole, 1, (i) => {
      const [point, j] = indices.divide(indices.argument(i, 0, products * whole - 1), whole);
      const start = indices.scale(j, wide);
      this.#multiply(block, point, { start, vectors: columns.vectors, columns: wide });
    });
    eachPanel(this.#frame, { ...columns, extent: columns.extent % wide }, false, (panel) => {
      const start = indices.shift(panel.start, whole * wide);
      builder.parallel(0, products, 1, (p) =>
        this.#multiply(block, indices.argument(p, 0, products - 1), { ...panel, start }),
      );
    });
    builder.barrier();
  }

  /** The values of one tile of the input and of the result's gradient. */
  #transform(own: Affine, tile: Affine): void {
    const { plan, points, step, channels, images, tiles, block } = this.#gradient;
    const { inputPoint, inputTile, factorPoint, columns } = this.#gradient;
    const { context, traits, ownWorkspace } = this.#frame;
    const { lanes } = traits;
    const { builder, indices, pointers } = context;
    const [x, y] = this.#root.inputs as readonly [Value, Value];
    const { x: xLetters, y: yLetters } = this.#root.attributes;
    const [index, ...found] = indices.unravel(tile, [images, ...tiles]);
    const image = { letter: plan.summed.letter, index: index! };
    const zeros = ownWorkspace!;
    const input: Tile = {
      pointer: pointers.get(x)!,
      value: x,
      letters: xLetters,
      image,
      axes: plan.windows.map(({ letter, low, extent }, axis) => ({
        letter,
        start: startOf(context, found[axis]!, step, low),
        count: points,
        extent,
      })),
      zeros,
    };
    const inputPlaces = placesOf(context, input);
    const to = moved(indices, this.#inputs, indices.scale(own, inputTile));
    builder.loop(0, channels, lanes, (c) => {
      const channel = indices.argument(c, 0, channels - lanes);
      const at = moved(indices, to, channel);
      const options = { matrix: inputMatrix(points), channel };
      valuesOf(context, lanes, inputPlaces, input, options).forEach((value, p) =>
        builder.store("float32", at, p * inputPoint * bytes, value),
      );
    });
    const output: Tile = {
      pointer: pointers.get(y)!,
      value: y,
      letters: yLetters,
      image,
      axes: plan.windows.map(({ letter, size }, axis) => ({
        letter,
        start: startOf(context, found[axis]!, step, 0),
        count: step,
        extent: size,
      })),
      zeros,
    };
    const outputPlaces = placesOf(context, output);
    eachPanel(this.#frame, columns, false, (panel) => {
      const wide = panel.vectors * lanes;
      const at = moved(
        indices,
        this.#factors,
        indices.combine([
          [panel.start, block],
          [own, wide],
        ]),
      );
      for (let v = 0; v < panel.vectors; v++) {
        const channel = indices.shift(panel.start, v * lanes);
        const options = { matrix: valueMatrix(points, step), channel };
        valuesOf(context, lanes, outputPlaces, output, options).forEach((value, p) =>
          builder.store("float32", at, (p * factorPoint + v * lanes) * bytes, value),
        );
      }
    });
  }

  /** The products of one point and one panel, summed over a block's tiles. */
  #multiply({ count, isFirst }: Block, point: Affine, panel: Panel): void {
    const { channels, filters, block } = this.#gradient;
    const { inputPoint, inputTile, factorPoint, sumPoint } = this.#gradient;
    const { context, traits } = this.#frame;
    const { builder, indices } = context;
    const { tileRows, lanes } = traits;
    const x = moved(indices, this.#inputs, indices.scale(point, inputPoint));
    const y = moved(
      indices,
      this.#factors,
      indices.combine([
        [point, factorPoint],
        [panel.start, block],
      ]),
    );
    const sum = moved(
      indices,
      this.#sums,
      indices.combine([
        [point, sumPoint],
        [panel.start, 1],
      ]),
    );
    const rowsFrom = (row: Affine, rows: number): void => {
      const inputs = [
        moved(indices, x, row),
        y,
        moved(indices, sum, indices.scale(row, filters)),
      ] as const;
      builder.outlineWith(inputs, (from, factors, to) => {
        const sums = writeSums(builder, {
          rows,
          vectors: panel.vectors,
          lanes,
          loops: [{ count, step: inputTile }],
          x: { pointer: from, row: 1 },
          y: factors,
        });
        sums.forEach((vectors, r) =>
          vectors.forEach((own, v) => {
            const offset = (r * filters + v * lanes) * bytes;
            const before = load("float32", to, offset, lanes);
            const total = isFirst ? own : binary("add", builder.let(before), own);
            builder.store("float32", to, offset, total);
          }),
        );
      });
    };
    const whole = channels - (channels % tileRows);
    builder.loop(0, whole, tileRows, (row) =>
      rowsFrom(indices.argument(row, 0, whole - tileRows), tileRows),
    );
    if (whole < channels) rowsFrom(fixed(whole), channels - whole);
  }

  /** The filters' gradient of one channel from the sums at all points. */
  #results(channel: Affine): void {
    const { plan, points, products, filters, sumPoint } = this.#gradient;
    const { context, traits } = this.#frame;
    const { lanes } = traits;
    const { builder, indices } = context;
    const m = new Arithmetic((e) => builder.let(e));
    const sizes = plan.windows.map(({ places }) => places);
    const matrix = transposed(factorMatrix(points, sizes[0]!));
    const from = moved(indices, this.#sums, indices.scale(channel, filters));
    builder.loop(0, filters, lanes, (k) => {
      const filter = indices.argument(k, 0, filters - lanes);
      const pointer = moved(indices, from, filter);
      const values = Array.from({ length: products }, (_, p) =>
        builder.let(load("float32", pointer, p * sumPoint * bytes, lanes)),
      );
      const axes = sizes.map(() => points);
      const results = alongAxes(values, axes, (line) => fromPoints(m, matrix, line));
      const column = indices.add(filter, indices.variable(integer(0), 0, lanes - 1, true));
      indicesOf(sizes).forEach((tap, i) => {
        const at = [...this.#root.attributes.out].map((letter): Affine => {
          if (letter === plan.columns.letter) return filter;
          if (letter === plan.rows.letter) return channel;
          return fixed(tap[plan.windows.findIndex((window) => window.letter === letter)]!);
        });
        this.#epilogue.write(results[i]!, at, lanes, column);
      });
    });
  }
}
