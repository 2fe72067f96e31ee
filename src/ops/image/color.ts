import { isFloat } from "../../base/dtype.ts";
import { fail } from "../../base/errors.ts";
import type { Operand } from "../../graph/value.ts";
import { absolute, add, multiply, subtract } from "../add.ts";
import { cast } from "../cast.ts";
import { stack } from "../concatenate.ts";
import { floatOf, type OperandLike } from "../convert.ts";
import { divide, mod } from "../divide.ts";
import { equal, greater, less } from "../equal.ts";
import { unstack } from "../hstack.ts";
import { clip, maximum, minimum } from "../maximum.ts";
import { expandDims } from "../reshape.ts";
import { where } from "../where.ts";
import { imageBatch, type ImageBatch, type ImageOptions } from "./images.ts";

/** The three channels of images. Throws on another number. */
function planes(place: string, { x, channels }: ImageBatch): readonly [Operand, Operand, Operand] {
  if (x.shape[channels] !== 3)
    fail("shape", { where: place, expected: "3 channels", received: `${x.shape[channels]}` });
  return unstack(x, { axis: channels }) as [Operand, Operand, Operand];
}

function expectFloats(place: string, { x }: ImageBatch): void {
  if (isFloat(x.dtype)) return;
  fail("dtype", {
    where: place,
    expected: "images of a float dtype",
    received: x.dtype,
    advice: "Divide by 255 first",
  });
}

/** 0.2989 red + 0.587 green + 0.114 blue: one channel of three; of one channel itself. */
export function rgbToGrayscale(images: OperandLike, options: ImageOptions = {}): Operand {
  const batch = imageBatch("image.rgbToGrayscale", images, options);
  const { dtype } = batch.x;
  if (batch.x.shape[batch.channels] === 1) return batch.finish(batch.x);
  const [r, g, b] = planes("image.rgbToGrayscale", batch).map((plane) =>
    cast(plane, floatOf(dtype)),
  ) as [Operand, Operand, Operand];
  const gray = add(add(multiply(r, 0.2989), multiply(g, 0.587)), multiply(b, 0.114));
  return batch.finish(expandDims(cast(gray, dtype), batch.channels));
}

/** Red, green and blue in [0, 1] as hue, saturation and value in [0, 1]. */
export function rgbToHsv(images: OperandLike, options: ImageOptions = {}): Operand {
  const batch = imageBatch("image.rgbToHsv", images, options);
  expectFloats("image.rgbToHsv", batch);
  const [r, g, b] = planes("image.rgbToHsv", batch).map((plane) =>
    where(less(absolute(plane), 2 ** -23), 0, plane),
  ) as [Operand, Operand, Operand];
  const value = maximum(maximum(r, g), b);
  const range = subtract(value, minimum(minimum(r, g), b));
  const isColored = greater(range, 0);
  const isLight = greater(value, 0);
  const saturation = where(isLight, divide(range, where(isLight, value, 1)), 0);
  const sixth = divide(1, multiply(where(isColored, range, 1), 6));
  const hue = where(
    equal(value, r),
    multiply(sixth, subtract(g, b)),
    where(
      equal(value, g),
      add(multiply(sixth, subtract(b, r)), 2 / 6),
      add(multiply(sixth, subtract(r, g)), 4 / 6),
    ),
  );
  const positive = add(where(isColored, hue, 0), cast(less(hue, 0), hue.dtype));
  return batch.finish(stack([positive, saturation, value], { axis: batch.channels }));
}

/** Hue, saturation and value in [0, 1] as red, green and blue in [0, 1]. */
export function hsvToRgb(images: OperandLike, options: ImageOptions = {}): Operand {
  const batch = imageBatch("image.hsvToRgb", images, options);
  expectFloats("image.hsvToRgb", batch);
  const [hue, saturation, value] = planes("image.hsvToRgb", batch);
  const turn = multiply(mod(hue, 1), 6);
  const distance = (from: number): Operand => absolute(subtract(turn, from));
  const shares = [subtract(distance(3), 1), subtract(2, distance(2)), subtract(2, distance(4))].map(
    (share) => clip(share, 0, 1),
  );
  const white = subtract(1, saturation);
  const colors = shares.map((share) => multiply(value, add(white, multiply(saturation, share))));
  return batch.finish(stack(colors, { axis: batch.channels }));
}
