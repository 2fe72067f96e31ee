import type { DataFormat } from "../base/imageDataFormat.ts";
import { AutoContrast } from "./autoContrast.ts";
import type { Range } from "./draws.ts";
import { Equalization } from "./equalization.ts";
import type { ImageAugmentation } from "./imageAugmentation.ts";
import { RandomBrightness } from "./randomBrightness.ts";
import { RandomColorDegeneration } from "./randomColorDegeneration.ts";
import { RandomContrast } from "./randomContrast.ts";
import { RandomPosterization } from "./randomPosterization.ts";
import { RandomRotation } from "./randomRotation.ts";
import { RandomSharpness } from "./randomSharpness.ts";
import { RandomShear } from "./randomShear.ts";
import { RandomTranslation } from "./randomTranslation.ts";
import { Solarization } from "./solarization.ts";

/** What layers that choose among augmentations know. */
export interface AugmentationOptions {
  readonly factor: Range;
  readonly valueRange: Range;
  readonly interpolation: "nearest" | "bilinear";
  readonly dataFormat: DataFormat;
}

/** The augmentations to choose from; with `all` also those of colour that tests of robustness use. */
export function augmentations(
  { factor, valueRange, interpolation, dataFormat }: AugmentationOptions,
  all: boolean,
): readonly ImageAugmentation[] {
  const bits = Math.max(1, Math.trunc(8 * factor[1]));
  const shared = { valueRange, dataFormat };
  const moved = { interpolation, dataFormat };
  const always = [
    new RandomShear({ ...moved, xFactor: factor, yFactor: factor }),
    new RandomTranslation({ ...moved, heightFactor: factor, widthFactor: factor }),
    new RandomRotation({ ...moved, factor }),
    new RandomPosterization({ ...shared, factor: bits }),
    new Solarization({ ...shared, additionFactor: factor, thresholdFactor: factor }),
    new AutoContrast(shared),
    new Equalization(shared),
  ];
  const colours = [
    new RandomBrightness({ ...shared, factor }),
    new RandomColorDegeneration({ ...shared, factor }),
    new RandomContrast({ ...shared, factor }),
    new RandomSharpness({ ...shared, factor }),
  ];
  return [...always, ...(all ? colours : [])];
}
