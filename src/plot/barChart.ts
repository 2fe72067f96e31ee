import { fail } from "../base/errors.ts";
import { formatShape } from "../base/shape.ts";
import { writePng } from "../formats/png.ts";
import { type TensorLike, toTensor } from "../tensor/tensor.ts";
import { colours, Figure, ink, paleInk } from "./figure.ts";
import { heading } from "./frame.ts";
import { drawPicture, toBytes } from "./imageGrid.ts";
import { element, textElement, textWidth } from "./svg.ts";
import { linearScale } from "./scale.ts";

/** How a chart of bars looks. */
export interface BarChartOptions {
  /** Names of the bars. Default "0", "1", ... */
  readonly labels?: readonly string[];
  /** Default: none. */
  readonly title?: string;
  /** Pixels. Default 480. */
  readonly width?: number;
  /** From the least to the largest value that has room. Default: from 0 to the largest. */
  readonly domain?: readonly [number, number];
  /** A picture to show beside the bars: [h, w], grey. Default: none. */
  readonly image?: TensorLike;
  /** Writes a value at the end of its bar. Default: three decimals. */
  readonly format?: (value: number) => string;
}

/**
 * Horizontal bars, one per value [n], such as the probabilities of classes; the longest is drawn in full colour.
 * Throws "shape" unless the values have rank 1, "value" without any or with one that is not finite.
 */
export function barChart(values: TensorLike, options: BarChartOptions = {}): Figure {
  const { data, shape } = toTensor(values);
  if (shape.length !== 1)
    fail("shape", { where: "barChart", expected: "values [n]", received: formatShape(shape) });
  if (data.length === 0 || !data.every((value: number) => Number.isFinite(value))) {
    fail("value", {
      where: "barChart",
      expected: "one or more finite values",
      received: data.length === 0 ? "none" : "NaN or infinity",
    });
  }
  const { title, width = 480, format = (value) => value.toFixed(3) } = options;
  const labels = options.labels ?? Array.from(data, (_, i) => String(i));
  const [least, largest] = [Math.min(...data), Math.max(...data)];
  const top = title === undefined ? 14 : 46;
  const height = top + data.length * 22 + 12;
  const picture =
    options.image === undefined ? undefined : drawImage(options.image, top, data.length * 22 - 4);
  const left =
    16 +
    (picture?.width ?? 0) +
    Math.max(...labels.slice(0, data.length).map((label) => textWidth(label))) +
    10;
  const x = linearScale({
    domain: options.domain ?? [Math.min(0, least), Math.max(0, largest)],
    range: [left, width - 60],
  });
  const zero = x.at(Math.min(Math.max(0, x.domain[0]), x.domain[1]));
  const bars = Array.from(data, (value, i) => {
    const [y, end] = [top + i * 22, x.at(value)];
    const bar = {
      x: Math.min(zero, end),
      y,
      width: Math.max(1, Math.abs(end - zero)),
      height: 18,
      rx: 2,
    };
    return [
      element("rect", { ...bar, fill: value === largest ? colours[0] : "#b9c6ea" }),
      textElement(labels[i] ?? String(i), {
        x: left - 9,
        y: y + 9,
        dy: "0.34em",
        "text-anchor": "end",
        fill: ink,
      }),
      textElement(format(value), {
        x: Math.max(zero, end) + 6,
        y: y + 9,
        dy: "0.34em",
        fill: paleInk,
      }),
    ].join("");
  });
  const base = element("path", {
    d: `M${Math.floor(zero) + 0.5} ${top - 2}V${height - 12}`,
    stroke: "#9aa3ae",
  });
  return new Figure({
    width,
    height,
    description: `${title ?? "Bars"}: ${Array.from(data, (value, i) => `${labels[i] ?? i} ${format(value)}`).join(", ")}`,
    marks: [heading(title, 16), picture?.markup ?? "", ...bars, base],
  });
}

function drawImage(image: TensorLike, y: number, room: number): { markup: string; width: number } {
  const tensor = toTensor(image);
  const [height = 0, width = 0] = tensor.shape;
  if (tensor.shape.length !== 2) {
    fail("shape", {
      where: "barChart, option image",
      expected: "a picture [h, w]",
      received: formatShape(tensor.shape),
    });
  }
  const factor = Math.min(room, 168) / height;
  const place = { x: 16, y, width: width * factor, height: height * factor };
  const markup = drawPicture(writePng(toBytes(tensor, false), { width, height }), place);
  return { markup, width: place.width + 16 };
}
