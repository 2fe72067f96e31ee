import type { TypedArray } from "../base/dtype.ts";
import { fail } from "../base/errors.ts";
import { formatShape } from "../base/shape.ts";
import { writePng } from "../formats/png.ts";
import { type TensorLike, type Tensor, toTensor } from "../tensor/tensor.ts";
import { Figure, paleInk } from "./figure.ts";
import { heading } from "./frame.ts";
import { element, textElement } from "./svg.ts";

/** How a grid of pictures looks. */
export interface ImageGridOptions {
  /** Pictures per row. Default 10. */
  readonly columns?: number;
  /** Pixels of the figure per pixel of a picture. Default: so that a picture is about 56 pixels wide. */
  readonly scale?: number;
  /** Above the grid. Default: none. */
  readonly title?: string;
  /** Below each picture. Default: none. */
  readonly labels?: readonly string[];
  /** Large values are dark, as ink on paper. Default false. */
  readonly invert?: boolean;
}

/**
 * Pictures in rows, without axes: [n, h, w] grey, [n, h, w, 1] grey or [n, h, w, 3] RGB.
 * uint8 goes from 0 to 255; other types from the least to the largest value of all pictures.
 * Throws "shape" for another rank, "value" for no pictures.
 */
export function imageGrid(images: TensorLike, options: ImageGridOptions = {}): Figure {
  const { columns = 10, title, labels, invert = false } = options;
  const pictures = toTensor(images);
  const [count = 0, height = 0, width = 0, channels = 1] = pictures.shape;
  if (![3, 4].includes(pictures.shape.length) || (channels !== 1 && channels !== 3)) {
    fail("shape", {
      where: "imageGrid",
      expected: "images [n, h, w], [n, h, w, 1] or [n, h, w, 3]",
      received: formatShape(pictures.shape),
    });
  }
  if (pictures.data.length === 0 || !Number.isInteger(columns) || columns < 1) {
    fail("value", {
      where: "imageGrid",
      expected: "one picture and one column or more",
      received: `${count} and ${columns}`,
    });
  }
  const scale = options.scale ?? Math.max(1, Math.round(56 / width));
  const [cellWidth, cellHeight] = [
    width * scale + 6,
    height * scale + (labels === undefined ? 6 : 24),
  ];
  const top = title === undefined ? 10 : 42;
  const bytes = toBytes(pictures, invert);
  const size = height * width * channels;
  const marks = Array.from({ length: count }, (_, i) => {
    const [x, y] = [16 + (i % columns) * cellWidth, top + Math.floor(i / columns) * cellHeight];
    const png = writePng(bytes.subarray(i * size, (i + 1) * size), { width, height, channels });
    const place = { x, y, width: width * scale, height: height * scale };
    const label = {
      x: x + (width * scale) / 2,
      y: y + height * scale + 13,
      "text-anchor": "middle",
      "font-size": 10,
      fill: paleInk,
    };
    return (
      drawPicture(png, place) + (labels?.[i] === undefined ? "" : textElement(labels[i], label))
    );
  });
  return new Figure({
    width: 32 - 6 + Math.min(count, columns) * cellWidth,
    height: top + 10 + Math.ceil(count / columns) * cellHeight,
    description: title ?? `${count} pictures`,
    marks: [heading(title, 16), ...marks],
  });
}

/** A PNG inside of a figure, its pixels as squares. */
export function drawPicture(
  png: Uint8Array,
  place: { x: number; y: number; width: number; height: number },
): string {
  let binary = "";
  for (let i = 0; i < png.length; i += 8192)
    binary += String.fromCharCode(...png.subarray(i, i + 8192));
  return element("image", {
    ...place,
    href: `data:image/png;base64,${btoa(binary)}`,
    style: "image-rendering:pixelated",
  });
}

/** Values as bytes from 0 to 255. */
export function toBytes({ data, dtype }: Tensor, invert: boolean): Uint8Array {
  const [low, high] = dtype === "uint8" ? [0, 255] : finiteExtent(data);
  const factor = high > low ? 255 / (high - low) : 0;
  return Uint8Array.from(data, (value) => {
    const level = Math.round((Math.min(high, Math.max(low, value)) - low) * factor) || 0; // NaN is the least
    return invert ? 255 - level : level;
  });
}

function finiteExtent(values: TypedArray): [number, number] {
  let [low, high] = [Infinity, -Infinity];
  for (const value of values) {
    if (Number.isFinite(value)) [low, high] = [Math.min(low, value), Math.max(high, value)];
  }
  return [low, high];
}
