import type { DataFormat } from "../base/imageDataFormat.ts";
import type { Operand } from "../graph/value.ts";
import { stack } from "../ops/concatenate.ts";
import { affineTransform } from "../ops/image/coordinates.ts";
import { fullLike } from "../ops/zeros.ts";
import { expectMode } from "./encodeCategories.ts";
import type { Plan, RandomImageOptions } from "./imageAugmentation.ts";

/** How places outside and between pixels are filled. */
export interface FillingOptions extends RandomImageOptions {
  /** What stands beyond the edges. Default "reflect". */
  readonly fillMode?: "reflect" | "wrap" | "constant" | "nearest" | undefined;
  /** Default "bilinear". */
  readonly interpolation?: "nearest" | "bilinear" | undefined;
  /** Of fill mode "constant". Default 0. */
  readonly fillValue?: number | undefined;
}

/** The same, all given. */
export interface Filling extends RandomImageOptions {
  readonly dataFormat: DataFormat;
  readonly seed: number | null;
  readonly fillMode: "reflect" | "wrap" | "constant" | "nearest";
  readonly interpolation: "nearest" | "bilinear";
  readonly fillValue: number;
}

/** Defaults of filling. */
export const filling = {
  dataFormat: null,
  fillMode: "reflect",
  interpolation: "bilinear",
  seed: null,
  fillValue: 0,
} as const;

/** Throws on a mode that is none. */
export function checkFilling(where: string, { fillMode, interpolation }: Filling): void {
  expectMode(`${where}: fillMode`, fillMode, ["reflect", "wrap", "constant", "nearest"]);
  expectMode(`${where}: interpolation`, interpolation, ["nearest", "bilinear"]);
}

/** Six numbers per image, each [batch] or a number for all, as maps [batch, 8]. */
export function mapsOf(like: Operand, numbers: readonly (Operand | number)[]): Operand {
  const all = [...numbers, 0, 0];
  return stack(
    all.map((x) => (typeof x === "number" ? fullLike(like, x) : x)),
    { axis: 1 },
  );
}

/** Images and masks moved by affine maps. */
export function affinePlan(maps: Operand, options: Filling): Plan {
  const { fillMode, fillValue, interpolation, dataFormat } = options;
  const move = (x: Operand, own: "nearest" | "bilinear"): Operand =>
    affineTransform(x, maps, { fillMode, fillValue, interpolation: own, dataFormat });
  return { images: (x) => move(x, interpolation), masks: (x) => move(x, "nearest") };
}
