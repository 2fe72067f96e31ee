import { fail } from "../base/errors.ts";
import { writeFileAtomically } from "#files";
import { element, escapeText } from "./svg.ts";

/** What a figure is drawn from. */
export interface FigureOptions {
  /** Pixels. */
  readonly width: number;
  /** Pixels. */
  readonly height: number;
  /** Says in words what is shown, for those who cannot see it. */
  readonly description: string;
  /** Markup of the marks. */
  readonly marks: readonly string[];
}

/** A drawing as one SVG text: the same in Node, in a page and in a notebook. */
export class Figure {
  readonly svg: string;
  /** Pixels. */
  readonly width: number;
  /** Pixels. */
  readonly height: number;

  constructor({ width, height, description, marks }: FigureOptions) {
    this.width = Math.ceil(width);
    this.height = Math.ceil(height);
    const attributes = {
      xmlns: "http://www.w3.org/2000/svg",
      width: this.width,
      height: this.height,
      viewBox: `0 0 ${this.width} ${this.height}`,
      role: "img",
      "font-family": "system-ui, -apple-system, 'Segoe UI', 'Helvetica Neue', Arial, sans-serif",
      "font-size": 12,
      fill: ink,
    };
    const background = element("rect", { width: "100%", height: "100%", fill: "#fff" });
    this.svg = element("svg", attributes, [
      `<title>${escapeText(description)}</title>`,
      background,
      ...marks,
    ]);
    // A Deno notebook asks for this; as a method it would have no name that isolatedDeclarations could write.
    const bundle = {
      "image/svg+xml": this.svg,
      "text/plain": `Figure ${this.width} x ${this.height}`,
    };
    Object.defineProperty(this, Symbol.for("Jupyter.display"), { value: () => bundle });
  }

  /** The SVG text. */
  toString(): string {
    return this.svg;
  }

  /** Writes the SVG. Throws "value" for a name that does not end in .svg, "file" when it cannot be written. */
  async save(path: string | URL): Promise<void> {
    if (!/\.svg$/i.test(path instanceof URL ? path.pathname : path)) {
      fail("value", {
        where: "figure.save",
        expected: "a name that ends in .svg",
        received: String(path),
      });
    }
    await writeFileAtomically(path, `${this.svg}\n`);
  }
}

/** The colour of text. */
export const ink = "#1b1e23";

/** The colour of text of less weight: ticks, names of axes. */
export const paleInk = "#5b6470";

/** Colours of series, in order, told apart by most eyes (Observable 10). */
export const colours = [
  "#4269d0",
  "#e8543f",
  "#3ca951",
  "#d89c0b",
  "#a463f2",
  "#2fa396",
  "#e5639b",
  "#6b7c93",
  "#9c6b4e",
  "#5aa0e8",
] as const;
