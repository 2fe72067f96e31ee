import { optionsByPlace } from "../base/config.ts";
import type { DataFormat } from "../base/imageDataFormat.ts";
import type { Operand } from "../graph/value.ts";
import { lessEqual } from "../ops/equal.ts";
import { flip } from "../ops/slice.ts";
import { where } from "../ops/where.ts";
import type { Draws } from "./draws.ts";
import { expectMode } from "./encodeCategories.ts";
import {
  ImageAugmentation,
  type Plan,
  type RandomImageOptions,
  withFormat,
} from "./imageAugmentation.ts";
import { layerOptions } from "./layer.ts";

/** Options of `randomFlip`. */
export interface RandomFlipOptions extends RandomImageOptions {
  /** Default "horizontal_and_vertical". */
  readonly mode?: "horizontal" | "vertical" | "horizontal_and_vertical" | undefined;
}

interface RandomFlipConfig extends RandomImageOptions {
  readonly dataFormat: DataFormat;
  readonly seed: number | null;
  readonly mode: "horizontal" | "vertical" | "horizontal_and_vertical";
}

const modes = ["horizontal", "vertical", "horizontal_and_vertical"];

/** Mirrors each image or not, equally likely; in both directions together where both are asked for, as Keras does. */
export class RandomFlip extends ImageAugmentation<RandomFlipConfig> {
  static override readonly className = "RandomFlip";
  static override readonly alwaysFloats = true;

  constructor(options: RandomFlipOptions = {}) {
    const own = { dataFormat: null, seed: null, mode: "horizontal_and_vertical" } as const;
    super(withFormat("randomFlip", layerOptions("RandomFlip", own, options)));
    expectMode(this.label, this.options.mode, modes);
  }

  override plan(images: Operand, draws: Draws): Plan {
    const { mode } = this.options;
    const { batch, rows, columns } = this.layoutOf(images);
    const isChosen = lessEqual(draws.uniform([batch, 1, 1, 1]), 0.5);
    const axes = [
      ...(mode === "vertical" ? [] : [columns]),
      ...(mode === "horizontal" ? [] : [rows]),
    ];
    const turn = (x: Operand): Operand => where(isChosen, flip(x, { axis: axes }), x);
    return { images: turn, masks: turn };
  }
}

/** `randomFlip({ mode: "horizontal" })` */
export const randomFlip = (
  first: NonNullable<RandomFlipOptions["mode"]> | RandomFlipOptions = {},
  options: RandomFlipOptions = {},
): RandomFlip =>
  new RandomFlip(optionsByPlace(["mode"], [first, options], typeof first === "string"));
