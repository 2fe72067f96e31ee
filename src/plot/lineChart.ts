import { fail } from "../base/errors.ts";
import { colours, Figure, ink, paleInk } from "./figure.ts";
import { type Area, frame, heading } from "./frame.ts";
import { linearScale, type Scale } from "./scale.ts";
import { element, short, textElement, textWidth } from "./svg.ts";

/** One line of a chart. */
export interface Series {
  readonly name: string;
  /** NaN and infinite values leave a gap. */
  readonly y: ArrayLike<number>;
  /** Default 0, 1, 2, ... */
  readonly x?: ArrayLike<number>;
  /** Default: the next of ten colours. */
  readonly colour?: string;
  /** Lengths of dashes and gaps as in SVG, such as "6 4". Default: a solid line. */
  readonly dash?: string;
}

/** How a chart of lines looks. */
export interface LineChartOptions {
  /** Pixels. Default 640. */
  readonly width?: number;
  /** Pixels. Default 400. */
  readonly height?: number;
  /** Default: none. */
  readonly title?: string;
  /** Default "". */
  readonly xLabel?: string;
  /** Default "". */
  readonly yLabel?: string;
  /** Default: from the least to the largest x. */
  readonly xDomain?: readonly [number, number];
  /** Default: round numbers around all y. */
  readonly yDomain?: readonly [number, number];
  /** Default 2. */
  readonly legendColumns?: number;
  /** Points to mark, by series. Default: none. */
  readonly marks?: readonly PointMark[];
  /** The smallest step between ticks of x: 1 for whole numbers. Default 0. */
  readonly xMinStep?: number;
}

/** A point to point at. */
export interface PointMark {
  readonly x: number;
  readonly y: number;
  readonly label: string;
}

type Point = readonly [x: number, y: number];

/** A chart of lines with axes and a legend. Throws "value" when there is no finite point to draw. */
export function lineChart(series: readonly Series[], options: LineChartOptions = {}): Figure {
  const {
    width = 640,
    height = 400,
    title,
    xLabel = "",
    yLabel = "",
    legendColumns = 2,
    marks = [],
    xMinStep = 0,
  } = options;
  const points = series.map(pointsOf);
  const finite = points.flat().filter(isFinitePoint);
  if (finite.length === 0) {
    fail("value", {
      where: "lineChart",
      expected: "at least one finite point",
      received: `${series.length} series without any`,
    });
  }
  const legend = drawLegend(series, legendColumns, title === undefined ? 12 : 42);
  const area: Area = {
    left: 52,
    right: width - 20,
    top: legend.bottom + (yLabel === "" ? 10 : 30),
    bottom: height - (xLabel === "" ? 30 : 50),
  };
  const x = linearScale({
    domain: options.xDomain ?? extent(finite.map(([value]) => value)),
    range: [area.left, area.right],
    minStep: xMinStep,
    count: (area.right - area.left) / 70,
  });
  const y = linearScale({
    domain: options.yDomain ?? extent(finite.map(([, value]) => value)),
    range: [area.bottom, area.top],
    nice: options.yDomain === undefined,
    count: (area.bottom - area.top) / 45,
  });
  const lines = series.map((one, i) => drawLine(points[i]!, styleOf(one, i), x, y));
  const clipped =
    options.xDomain !== undefined || options.yDomain !== undefined
      ? clip(area, lines)
      : lines.join("");
  return new Figure({
    width,
    height,
    description: `${title ?? "Lines"}: ${series.map(({ name }) => name).join(", ")}`,
    marks: [
      heading(title, 16),
      legend.markup,
      frame(area, { x, y, xLabel, yLabel }),
      clipped,
      ...marks.map((mark) => drawMark(mark, area, x, y)),
    ],
  });
}

function pointsOf({ x, y }: Series): Point[] {
  return Array.from(y, (value, i): Point => [x?.[i] ?? i, value]);
}

function isFinitePoint([x, y]: Point): boolean {
  return Number.isFinite(x) && Number.isFinite(y);
}

function extent(values: readonly number[]): [number, number] {
  return values.reduce<[number, number]>(
    ([low, high], x) => [Math.min(low, x), Math.max(high, x)],
    [Infinity, -Infinity],
  );
}

interface LineStyle {
  readonly stroke: string;
  readonly dash: string | undefined;
}

function styleOf({ colour, dash }: Series, index: number): LineStyle {
  return { stroke: colour ?? colours[index % colours.length]!, dash };
}

/** Runs of finite points as one path; a point alone between gaps as a dot. */
function drawLine(
  points: readonly Point[],
  { stroke, dash }: LineStyle,
  x: Scale,
  y: Scale,
): string {
  let path = "";
  const dots: string[] = [];
  for (const [i, point] of points.entries()) {
    if (!isFinitePoint(point)) continue;
    const [px, py] = [x.at(point[0]), y.at(point[1])];
    const before = i > 0 && isFinitePoint(points[i - 1]!);
    const after = i + 1 < points.length && isFinitePoint(points[i + 1]!);
    if (before || after) path += `${before ? "L" : "M"}${short(px)} ${short(py)}`;
    else
      dots.push(
        element("circle", {
          cx: px,
          cy: py,
          r: 3,
          fill: dash === undefined ? stroke : "#fff",
          stroke,
        }),
      );
  }
  const style = {
    fill: "none",
    stroke,
    "stroke-width": 2,
    "stroke-dasharray": dash,
    "stroke-linejoin": "round",
  };
  return (path === "" ? "" : element("path", { d: path, ...style })) + dots.join("");
}

/** A nested viewport cuts off what lies outside, without an id that could clash in a page. */
function clip({ left, right, top, bottom }: Area, marks: readonly string[]): string {
  const rim = 4; // a dot on the border stays whole
  const [x, y, width, height] = [
    left - rim,
    top - rim,
    right - left + 2 * rim,
    bottom - top + 2 * rim,
  ];
  const attributes = {
    x,
    y,
    width,
    height,
    viewBox: `${x} ${y} ${width} ${height}`,
    overflow: "hidden",
  };
  return element("svg", attributes, marks);
}

function drawLegend(
  series: readonly Series[],
  columns: number,
  top: number,
): { markup: string; bottom: number } {
  const column = Math.max(...series.map(({ name }) => textWidth(name))) + 58;
  const entries = series.map((one, i) => {
    const [x, y] = [16 + (i % columns) * column, top + 6 + Math.floor(i / columns) * 19];
    const { stroke, dash } = styleOf(one, i);
    const line = element("path", {
      d: `M${short(x)} ${y}h28`,
      stroke,
      "stroke-width": 2,
      "stroke-dasharray": dash,
      fill: "none",
    });
    return line + textElement(one.name, { x: x + 36, y, dy: "0.32em" });
  });
  const rows = Math.ceil(series.length / columns);
  return { markup: element("g", { fill: ink }, entries), bottom: top + rows * 19 };
}

function drawMark(mark: PointMark, { top, bottom, left, right }: Area, x: Scale, y: Scale): string {
  const [px, py] = [x.at(mark.x), y.at(mark.y)];
  const onLeft = px > (left + right) / 2;
  const halo = {
    stroke: "#fff",
    "stroke-width": 4,
    "stroke-linejoin": "round",
    "paint-order": "stroke",
  };
  const text = {
    x: px + (onLeft ? -8 : 8),
    y: top + 2,
    dy: "0.32em",
    "text-anchor": onLeft ? "end" : "start",
    fill: ink,
  };
  return [
    element("path", {
      d: `M${short(px)} ${top}V${bottom}`,
      stroke: paleInk,
      "stroke-dasharray": "2 3",
    }),
    element("circle", { cx: px, cy: py, r: 4.5, fill: "none", stroke: ink, "stroke-width": 1.5 }),
    textElement(mark.label, { ...text, ...halo }),
  ].join("");
}
