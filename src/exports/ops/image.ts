/** Operations on images: `ops.image.resize(images, [32, 32])`. */
import type { Operand } from "../../graph/value.ts";
import { op, type Op } from "../../layers/operation.ts";
import type { OperandLike } from "../../ops/convert.ts";
import { drawTwoSeeds, type Seed } from "../../ops/seedGenerator.ts";
import * as colorOps from "../../ops/image/color.ts";
import * as resizeOps from "../../ops/image/resize.ts";
import * as framesOps from "../../ops/image/frames.ts";
import * as coordinatesOps from "../../ops/image/coordinates.ts";
import * as filtersOps from "../../ops/image/filters.ts";
import * as patchesOps from "../../ops/image/patches.ts";
export const rgbToGrayscale: Op<typeof colorOps.rgbToGrayscale> = op(
  "image.rgbToGrayscale",
  "images dataFormat?",
  colorOps.rgbToGrayscale,
);
export const rgbToHsv: Op<typeof colorOps.rgbToHsv> = op(
  "image.rgbToHsv",
  "images dataFormat?",
  colorOps.rgbToHsv,
);
export const hsvToRgb: Op<typeof colorOps.hsvToRgb> = op(
  "image.hsvToRgb",
  "images dataFormat?",
  colorOps.hsvToRgb,
);
export const resize: Op<typeof resizeOps.resize> = op(
  "image.resize",
  "images size interpolation? antialias? cropToAspectRatio? padToAspectRatio? fillMode? fillValue? dataFormat?",
  resizeOps.resize,
);
export const scaleAndTranslate: Op<typeof resizeOps.scaleAndTranslate> = op(
  "image.scaleAndTranslate",
  "images outputShape scale translation spatialDims method antialias?",
  resizeOps.scaleAndTranslate,
);
export const cropImages: Op<typeof framesOps.cropImages> = op(
  "image.cropImages",
  "images topCropping? leftCropping? bottomCropping? rightCropping? targetHeight? targetWidth? dataFormat?",
  framesOps.cropImages,
);
export const padImages: Op<typeof framesOps.padImages> = op(
  "image.padImages",
  "images topPadding? leftPadding? bottomPadding? rightPadding? targetHeight? targetWidth? dataFormat?",
  framesOps.padImages,
);
export const mapCoordinates: Op<typeof coordinatesOps.mapCoordinates> = op(
  "image.mapCoordinates",
  "inputs coordinates order fillMode? fillValue?",
  coordinatesOps.mapCoordinates,
);
export const affineTransform: Op<typeof coordinatesOps.affineTransform> = op(
  "image.affineTransform",
  "images transform interpolation? fillMode? fillValue? dataFormat?",
  coordinatesOps.affineTransform,
);
export const perspectiveTransform: Op<typeof coordinatesOps.perspectiveTransform> = op(
  "image.perspectiveTransform",
  "images startPoints endPoints interpolation? fillValue? dataFormat?",
  coordinatesOps.perspectiveTransform,
);
export const gaussianBlur: Op<typeof filtersOps.gaussianBlur> = op(
  "image.gaussianBlur",
  "images kernelSize? sigma? dataFormat?",
  filtersOps.gaussianBlur,
);
export const sobelEdges: Op<typeof filtersOps.sobelEdges> = op(
  "image.sobelEdges",
  "images dataFormat?",
  filtersOps.sobelEdges,
);
export const ssim: Op<typeof filtersOps.ssim> = op(
  "image.ssim",
  "image1 image2 maxVal? filterSize? filterSigma? k1? k2? dataFormat?",
  filtersOps.ssim,
);
export const extractPatches: Op<typeof patchesOps.extractPatches> = op(
  "image.extractPatches",
  "images size strides? dilationRate? padding? dataFormat?",
  patchesOps.extractPatches,
);
export const extractPatches3d: Op<typeof patchesOps.extractPatches3d> = op(
  "image.extractPatches3d",
  "volumes size strides? dilationRate? padding? dataFormat?",
  patchesOps.extractPatches3d,
);

/** Options of `elasticTransform`. */
interface ElasticOptions extends coordinatesOps.ElasticOptions {
  /** A whole number: always the same movement; a generator: its next; default: the session's next. */
  readonly seed?: Seed;
}

function elasticTransformOf(images: OperandLike, options: ElasticOptions = {}): Operand {
  const seeds = drawTwoSeeds("image.elasticTransform", options.seed);
  return coordinatesOps.elasticTransform(images, seeds, options);
}

export const elasticTransform: Op<typeof elasticTransformOf> = op(
  "image.elasticTransform",
  "images alpha? sigma? interpolation? fillMode? fillValue? seed? dataFormat?",
  elasticTransformOf,
);
