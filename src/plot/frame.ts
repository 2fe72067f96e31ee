import { ink, paleInk } from "./figure.ts";
import type { Scale } from "./scale.ts";
import { element, textElement } from "./svg.ts";

/** Pixels of the area that holds the marks. */
export interface Area {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** What stands around the marks. */
export interface FrameOptions {
  readonly x: Scale;
  readonly y: Scale;
  readonly xLabel: string;
  readonly yLabel: string;
}

/** The heading of a figure, as markup: nothing without a title. */
export function heading(title: string | undefined, left: number): string {
  if (title === undefined) return "";
  return textElement(title, { x: left, y: 26, "font-size": 16, "font-weight": 600, fill: ink });
}

/** Grid, ticks and names of both axes, as markup. */
export function frame(
  { left, right, top, bottom }: Area,
  { x, y, xLabel, yLabel }: FrameOptions,
): string {
  const rows = y.ticks.map((tick) =>
    element("path", { d: `M${left} ${round(y.at(tick))}H${right}` }),
  );
  const columns = x.ticks.map((tick) =>
    element("path", { d: `M${round(x.at(tick))} ${bottom}v5` }),
  );
  const yTexts = y.ticks.map((tick) =>
    textElement(y.format(tick), { x: left - 9, y: y.at(tick), dy: "0.32em" }),
  );
  const xTexts = x.ticks.map((tick) =>
    textElement(x.format(tick), { x: x.at(tick), y: bottom + 19 }),
  );
  return [
    element("g", { stroke: "#e6e8eb" }, rows),
    element("g", { stroke: "#9aa3ae" }, [
      element("path", { d: `M${left} ${bottom + 0.5}H${right}` }),
      ...columns,
    ]),
    element(
      "g",
      { fill: paleInk, "text-anchor": "end", "font-variant-numeric": "tabular-nums" },
      yTexts,
    ),
    element(
      "g",
      { fill: paleInk, "text-anchor": "middle", "font-variant-numeric": "tabular-nums" },
      xTexts,
    ),
    yLabel === ""
      ? ""
      : textElement(`\u2191 ${yLabel}`, {
          x: left,
          y: top - 12,
          fill: paleInk,
          "text-anchor": "start",
        }),
    xLabel === ""
      ? ""
      : textElement(`${xLabel} \u2192`, {
          x: right,
          y: bottom + 38,
          fill: paleInk,
          "text-anchor": "end",
        }),
  ].join("");
}

/** To the middle of a pixel: a line of one pixel stays sharp. */
function round(pixels: number): number {
  return Math.floor(pixels) + 0.5;
}
