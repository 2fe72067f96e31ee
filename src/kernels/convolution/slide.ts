import { bytesPerElement } from "../../base/dtype.ts";
import { sizeOf } from "../../base/shape.ts";
import type { Value } from "../../graph/value.ts";
import { aligned } from "../../program/plan.ts";
import type { GroupGraph } from "../../program/program.ts";
import type { EngineTraits } from "../../program/traits.ts";
import { fixed, type Affine } from "../affine.ts";
import { keptParameter, openFrame, openPreparation, workspaceOf, type Frame } from "../frame.ts";
import type { Expression, KernelFunction } from "../ir.ts";
import { evenness, nearlyEqual } from "../sharing.ts";
import { paddedView } from "../windowed.ts";
import {
  columnsOf,
  eachPanel,
  tileRowsOf,
  tileVectors,
  type Columns,
  type Panel,
} from "./columns.ts";
import { moved, part, writeCopy } from "./copy.ts";
import { Epilogue } from "./epilogue.ts";
import { writeFilters } from "./filters.ts";
import { coveredExtent, type ConvolutionPlan } from "./plan.ts";
import { joinLoops, writeSums } from "./tile.ts";

/*
 * Many places, small windows (forward passes and gradients of inputs): a matrix product of [places, window · channels] and
 * [window · channels, filters] whose left side is never written out. The filters lie packed in panels of a tile's width.
 * A block of images (or of rows of one, where an image is large) that fits half of the second-level cache is copied with
 * its padding and gaps; from there each tile of 4 places x 2 vectors of filters walks the window: rows of the window and
 * channels that follow each other are one loop. The places of a tile are neighbours in a row of the image, or the same
 * place of 4 images where rows are no multiple of 4.
 * Where all images are too few blocks for the threads (one image, late layers), threads share out the panels instead.
 */

type Root = Value<"conv">;

/** How a convolution with many places is walked. */
interface Slide {
  readonly plan: ConvolutionPlan;
  readonly columns: Columns;
  /** Images and places of the first window axis per block. */
  readonly images: number;
  readonly chunk: number;
  /** Extents of the padded images of a block: [images, spatial.., channels]. */
  readonly block: readonly number[];
  /** Whether all images are one block, and threads share out the panels. */
  readonly byPanels: boolean;
  /** Whether the rows of a tile are images. */
  readonly acrossImages: boolean;
  readonly sharedBytes: number;
  readonly ownBytes: number;
}

const bytes = bytesPerElement("float32");

/** The largest divisor of `count` that `fits`, at least 1. */
export function largestDivisor(count: number, fits: (divisor: number) => boolean): number {
  for (let divisor = count; divisor > 1; divisor--)
    if (count % divisor === 0 && fits(divisor)) return divisor;
  return 1;
}

/** `kept`: the filters are given packed. */
function slideOf(plan: ConvolutionPlan, traits: EngineTraits, kept: boolean): Slide {
  const { rows, columns, summed, windows } = plan;
  const { tileRows, threads, secondLevelCache } = traits;
  const last = windows.at(-1)!;
  const [first] = windows;
  const blockOf = (images: number, chunk: number): number[] => [
    images,
    ...windows.map((window, i) => coveredExtent(window, i === 0 ? chunk : window.places)),
    summed.extent,
  ];
  const cache = secondLevelCache / 2;
  const fits = (images: number, chunk: number): boolean =>
    sizeOf(blockOf(images, chunk)) * bytes <= cache;
  const acrossImages = last.places % tileRows !== 0 && rows.extent % tileRows === 0;
  const unit = acrossImages ? tileRows : 1;
  const products = sizeOf(windows.map(({ size }) => size)) * summed.extent;
  const packed = columnsOf(traits, columns.extent, products, tileVectors(tileRows, traits));
  const panels = Math.floor(columns.extent / (packed.vectors * packed.lanes));
  const panelsAreEven = evenness(panels, threads) >= nearlyEqual;
  const groups = rows.extent / unit;
  const evenly = (divisor: number): boolean =>
    evenness((groups * first!.places) / divisor, threads) >= nearlyEqual;
  const largest = (even: boolean): number =>
    largestDivisor(first!.places, (divisor) => fits(unit, divisor) && (!even || evenly(divisor)));
  const even = groups >= threads ? largest(false) : largest(true);
  if (groups < threads && fits(rows.extent, first!.places) && panelsAreEven) {
    const block = blockOf(rows.extent, first!.places);
    return {
      plan,
      columns: packed,
      images: rows.extent,
      chunk: first!.places,
      block,
      byPanels: true,
      acrossImages,
      sharedBytes: (kept ? 0 : packed.bytes) + aligned(sizeOf(block) * bytes),
      ownBytes: 0,
    };
  }
  const chunk = evenly(even) ? even : largest(false);
  const chunks = first!.places / chunk;
  const images =
    unit *
    (chunks > 1
      ? 1
      : largestDivisor(
          groups,
          (n) => fits(unit * n, chunk) && groups / n >= Math.min(groups, threads),
        ));
  const block = blockOf(images, chunk);
  return {
    plan,
    columns: packed,
    images,
    chunk,
    block,
    byPanels: false,
    acrossImages,
    sharedBytes: kept ? 0 : packed.bytes,
    ownBytes: aligned(sizeOf(block) * bytes),
  };
}

/** Bytes of workspace that `slideKernel` will use; `kept`: the filters are given packed. */
export function slideWorkspace(plan: ConvolutionPlan, traits: EngineTraits, kept: boolean): number {
  return workspaceOf(slideOf(plan, traits, kept), traits);
}

/** Bytes of the packed filters. */
export function keptColumns(plan: ConvolutionPlan, traits: EngineTraits): number {
  return slideOf(plan, traits, true).columns.bytes;
}

/** The kernel that packs the filters to be kept. */
export function prepareColumns(
  group: GroupGraph,
  root: Root,
  plan: ConvolutionPlan,
  traits: EngineTraits,
): KernelFunction {
  const frame = openPreparation(group, traits);
  writeFilters(frame, root, slideOf(plan, traits, true), frame.outputs[0]!);
  return frame.finish();
}

/** The kernel of a convolution with many places. */
export function slideKernel(
  group: GroupGraph,
  root: Root,
  plan: ConvolutionPlan,
  traits: EngineTraits,
): KernelFunction {
  const kept = keptParameter(group);
  const slide = slideOf(plan, traits, kept !== undefined);
  const frame = openFrame(group, traits, slide.sharedBytes, slide.ownBytes);
  if (kept === undefined) writeFilters(frame, root, slide, frame.workspace!);
  new SlideWriter(frame, root, slide, kept).write();
  return frame.finish();
}

/** One block: its first image and its first place on the first window axis. */
interface Block {
  readonly image: Affine;
  readonly place: Affine;
}

class SlideWriter {
  readonly #frame: Frame;
  readonly #root: Root;
  readonly #slide: Slide;
  /** The packed filters. */
  readonly #filters: Expression;
  /** Whether other threads may still pack them. */
  readonly #meets: boolean;
  /** Where the images of a block are copied to. */
  readonly #images: Expression;
  readonly #epilogue: Epilogue;

  /** `kept`: the parameter that holds the packed filters. */
  constructor(frame: Frame, root: Root, slide: Slide, kept: Value | undefined) {
    this.#frame = frame;
    this.#root = root;
    this.#slide = slide;
    this.#meets = kept === undefined;
    this.#filters = kept === undefined ? frame.workspace! : frame.context.pointers.get(kept)!;
    const { plan, columns, byPanels } = slide;
    this.#images = byPanels
      ? part(frame, frame.workspace!, this.#meets ? columns.bytes : 0)
      : frame.ownWorkspace!;
    this.#epilogue = new Epilogue(frame, root, root.attributes.out.indexOf(plan.columns.letter));
  }

  write(): void {
    const { plan, chunk, images, columns, byPanels } = this.#slide;
    const { builder, indices } = this.#frame.context;
    if (byPanels) {
      const block = { image: fixed(0), place: fixed(0) };
      this.#copyImages(block);
      builder.barrier();
      eachPanel(this.#frame, columns, true, (panel) => this.#tiles(block, panel));
      return;
    }
    if (this.#meets) builder.barrier();
    const chunks = plan.windows[0]!.places / chunk;
    const blocks = (plan.rows.extent / images) * chunks;
    builder.parallel(0, blocks, 1, (b) => {
      const [group, part] = indices.divide(indices.argument(b, 0, blocks - 1), chunks);
      const block = { image: indices.scale(group, images), place: indices.scale(part, chunk) };
      this.#copyImages(block);
      eachPanel(this.#frame, columns, false, (panel) => this.#tiles(block, panel));
    });
  }

  #copyImages({ image, place }: Block): void {
    const { plan, block, images, chunk } = this.#slide;
    const [x] = this.#root.inputs;
    const { x: letters, windows } = this.#root.attributes;
    const padded = paddedView(
      x!,
      [...letters].map((letter) => windows[letter]),
      0,
    );
    const order = [
      plan.rows.letter,
      ...plan.windows.map(({ letter }) => letter),
      plan.summed.letter,
    ];
    const [first] = plan.windows;
    writeCopy(this.#frame, {
      extents: block,
      to: this.#images,
      shared: this.#slide.byPanels,
      outer: [
        { index: image, max: plan.rows.extent - images },
        { index: place, max: first!.places - chunk },
      ],
      at: (elements, { indices }, index, [n, p]) => {
        const at = (letter: string): Affine => {
          const own = index[order.indexOf(letter)] ?? fixed(0);
          if (letter === plan.rows.letter) return indices.add(own, n!);
          return letter === first!.letter
            ? indices.add(own, indices.scale(p!, first!.stride))
            : own;
        };
        return {
          element: elements.at(padded, [...letters].map(at)),
          position: indices.ravel(index, block),
        };
      },
    });
  }

  /** Elements of the block from place to place along each window axis, and from image to image. */
  get #steps(): {
    readonly image: number;
    readonly places: readonly number[];
    readonly taps: readonly number[];
  } {
    const { block, plan } = this.#slide;
    const strideOf = (axis: number): number => sizeOf(block.slice(axis + 1));
    return {
      image: strideOf(0),
      places: plan.windows.map(({ stride }, i) => stride * strideOf(i + 1)),
      taps: plan.windows.map(({ dilation }, i) => dilation * strideOf(i + 1)),
    };
  }

  /** All tiles of a block with a panel of filters. */
  #tiles(block: Block, panel: Panel): void {
    const { plan, images, chunk, acrossImages } = this.#slide;
    const { traits } = this.#frame;
    const { builder, indices } = this.#frame.context;
    const extents = [images, ...plan.windows.map(({ places }, i) => (i === 0 ? chunk : places))];
    const rowAxis = acrossImages ? 0 : extents.length - 1;
    const others = extents.map((_, axis) => axis).filter((axis) => axis !== rowAxis);
    const walk = (depth: number, found: readonly Expression[]): void => {
      const axis = others[depth];
      if (axis !== undefined) {
        builder.loop(0, extents[axis]!, 1, (i) => walk(depth + 1, [...found, i]));
        return;
      }
      const tile = (row: Expression | number, rows: number): void => {
        const start = typeof row === "number" ? indices.lower(fixed(row)) : row;
        const inputs = [
          ...found,
          start,
          indices.lower(block.image),
          indices.lower(block.place),
          indices.lower(panel.start),
        ];
        builder.outlineWith(inputs, (...parameters) => {
          const own = [...parameters];
          const position: Affine[] = [];
          others.forEach((other, i) => {
            position[other] = indices.argument(own[i]!, 0, extents[other]! - 1);
          });
          const [first, image, place, column] = own.slice(others.length);
          position[rowAxis] = indices.argument(first!, 0, extents[rowAxis]! - rows);
          this.#tile(
            {
              image: indices.argument(image!, 0, plan.rows.extent - images),
              place: indices.argument(place!, 0, plan.windows[0]!.places - chunk),
            },
            {
              ...panel,
              start: indices.argument(column!, 0, plan.columns.extent - panel.columns),
            },
            position,
            rows,
          );
        });
      };
      const extent = extents[rowAxis]!;
      const rows = tileRowsOf(extent, panel.vectors, traits);
      const whole = extent - (extent % rows);
      builder.loop(0, whole, rows, (row) => tile(row, rows));
      if (whole < extent) tile(whole, extent - whole);
    };
    walk(0, []);
  }

  /** `position`: in the block, per image and window axis. */
  #tile(block: Block, panel: Panel, position: readonly Affine[], rows: number): void {
    const { plan, acrossImages } = this.#slide;
    const { context, traits } = this.#frame;
    const { indices } = context;

    const { image, places, taps } = this.#steps;
    const steps = [image, ...places];
    const products = sizeOf(plan.windows.map(({ size }) => size)) * plan.summed.extent;
    const sums = writeSums(context.builder, {
      rows,
      vectors: panel.vectors,
      lanes: traits.lanes,
      unroll: !traits.loadsFirst,
      loops: joinLoops([
        ...plan.windows.map(({ size }, i) => ({ count: size, step: taps[i]! })),
        { count: plan.summed.extent, step: 1 },
      ]),
      x: {
        pointer: moved(
          indices,
          this.#images,
          indices.combine(position.map((own, axis) => [own, steps[axis]!] as const)),
        ),
        row: acrossImages ? image : places.at(-1)!,
      },
      y: moved(indices, this.#filters, indices.scale(panel.start, products)),
    });
    const rowAxis = acrossImages ? 0 : position.length - 1;
    const letters = [plan.rows.letter, ...plan.windows.map(({ letter }) => letter)];
    sums.forEach((vectors, row) =>
      vectors.forEach((sum, v) => {
        const index = [...this.#root.attributes.out].map((letter): Affine => {
          if (letter === plan.columns.letter) return indices.shift(panel.start, v * traits.lanes);
          const axis = letters.indexOf(letter);
          const start = axis === 0 ? block.image : axis === 1 ? block.place : fixed(0);
          const own = indices.add(start, position[axis]!);
          return axis === rowAxis ? indices.shift(own, row) : own;
        });
        this.#epilogue.write(sum, index, panel.columns - v * traits.lanes);
      }),
    );
  }
}
