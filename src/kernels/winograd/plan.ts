import { sizeOf } from "../../base/shape.ts";
import type { Value } from "../../graph/value.ts";
import type { GroupGraph } from "../../program/program.ts";
import type { EngineTraits } from "../../program/traits.ts";
import type { ConvolutionPlan } from "../convolution/plan.ts";
import type { PointCount } from "./points.ts";

/** A convolution by Winograd's transforms: tiles of the input, each multiplied point by point. */
export interface WinogradPlan {
  readonly plan: ConvolutionPlan;
  /** Along each window axis: the elements of an input tile. */
  readonly points: PointCount;
  /** Products per tile, channel and filter: points ** axes. */
  readonly products: number;
  /** Elements from tile to tile: results of a tile, or of a gradient of filters, elements of its window. */
  readonly step: number;
  /** Tiles along each window axis, and of all images. */
  readonly tiles: readonly number[];
  readonly count: number;
  readonly images: number;
  readonly channels: number;
  readonly filters: number;
}

/** Extent of the windows that are transformed, forward, and of the results of gradients of filters. */
const windowSize = 3;

/*
 * What a transform costs, in multiply-adds: per element of an input's or result's tile at each point, and per element of
 * the filters at each point, which are written to memory and read again.
 */
const tileCost = 12;
const filterCost = 20;
/** Per element of kept filters, which come from memory. */
const keptCost = 8;

/** From this saving on. */
const worthwhile = 0.8;

type Attempt = Pick<WinogradPlan, "points" | "tiles" | "count"> & { readonly cost: number };

/** Whether a value is an array in memory whose last axis has this letter. */
function isArray(group: GroupGraph, value: Value, letters: string, last: string): boolean {
  return group.parameters.includes(value) && letters.endsWith(last);
}

function isViewOfArray(group: GroupGraph, value: Value): boolean {
  if (value.is("reverse") || value.is("transpose")) return isViewOfArray(group, value.inputs[0]!);
  return group.parameters.includes(value);
}

/** The cheapest transforms for a window whose extents along the axes of the tiles are `extents`, or none. */
function choose(
  extents: readonly number[],
  images: number,
  channels: number,
  filters: number,
  kept: boolean,
): Attempt | undefined {
  const axes = extents.length;
  const attempts = ([4, 6] as const).map((points): Attempt => {
    const tiles = extents.map((extent) => Math.ceil(extent / (points - windowSize + 1)));
    const count = images * sizeOf(tiles);
    const products = points ** axes;
    const cost =
      products *
      (count * channels * filters +
        tileCost * count * (channels + filters) +
        (kept ? keptCost : filterCost) * channels * filters);
    return { points, tiles, count, cost };
  });
  const read = kept ? keptCost : 0;
  const direct = (images * sizeOf(extents) + read) * windowSize ** axes * channels * filters;
  const [best] = attempts.toSorted((a, b) => a.cost - b.cost);
  return best!.cost < worthwhile * direct ? best : undefined;
}

/** A convolution as tiles, if that may round so, is possible, and cheaper than direct arithmetic. */
export function planWinograd(
  group: GroupGraph,
  root: Value<"conv">,
  plan: ConvolutionPlan,
  traits: EngineTraits,
): (WinogradPlan & { readonly gradient: boolean }) | undefined {
  const { windows, rows, columns, summed } = plan;
  const { lanes, math } = traits;
  if (math === "strict" || lanes === 1 || windows.length > 2) return undefined;
  const plain = windows.every(
    ({ stride, dilation, inputDilation }) => stride === 1 && dilation === 1 && inputDilation === 1,
  );
  if (!plain) return undefined;
  const [x, y] = root.inputs as readonly [Value, Value];
  const { x: xLetters, y: yLetters, out } = root.attributes;
  const gradient = !windows.every(({ size }) => size === windowSize);
  if (gradient && !windows.every(({ places }) => places === windowSize)) return undefined;
  const channels = gradient ? rows : summed;
  const images = gradient ? summed.extent : rows.extent;
  if (channels.extent % lanes !== 0 || columns.extent % lanes !== 0) return undefined;
  if (!out.endsWith(columns.letter) || !isArray(group, x, xLetters, channels.letter))
    return undefined;
  const filtersFit = gradient
    ? isArray(group, y, yLetters, columns.letter)
    : isViewOfArray(group, y);
  if (!filtersFit) return undefined;
  const extents = windows.map(({ size, places }) => (gradient ? size : places));
  const kept = group.prepared !== undefined;
  const best = choose(extents, images, channels.extent, columns.extent, kept);
  if (best === undefined) return undefined;
  const { points, tiles, count } = best;
  return {
    gradient,
    plan,
    points,
    products: points ** windows.length,
    step: points - windowSize + 1,
    tiles,
    count,
    images,
    channels: channels.extent,
    filters: columns.extent,
  };
}
