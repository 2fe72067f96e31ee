import { fail } from "../base/errors.ts";

/** How the cells of a column stand. */
export type Alignment = "left" | "right" | "center";

/** A table of Keras's summary: relative ends of the columns, their titles, and the rows. */
export interface Table {
  /** Characters of a whole line. */
  readonly lineLength: number;
  /** Where each column ends, as a share of the line: rising to 1. */
  readonly positions: readonly number[];
  readonly alignments: readonly Alignment[];
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** To the nearest whole number, halves to the even one: as Python rounds. */
export function roundHalfEven(x: number): number {
  const below = Math.floor(x);
  if (x - below !== 0.5) return Math.round(x);
  return below % 2 === 0 ? below : below + 1;
}

/**
 * Widths of the cells, one blank on each side included. Keras gives each column its share, and the library that draws
 * its tables then takes what borders and blanks need from all columns evenly.
 */
function columnWidths(lineLength: number, positions: readonly number[]): number[] {
  let current = 0;
  const widths = positions.map((position) => {
    const width = Math.floor(position * lineLength) - current;
    if (width < 4) {
      fail("value", {
        where: "summary",
        expected: "room for columns of 4 characters or more",
        received: `a line of ${lineLength} characters`,
        advice: "Raise lineLength",
      });
    }
    current += width;
    return width + 2;
  });
  let excess = widths.reduce((sum, width) => sum + width, 0) - (lineLength - positions.length - 1);
  return widths.map((width, i) => {
    const share = Math.max(0, Math.min(width, roundHalfEven(excess / (widths.length - i))));
    excess -= share;
    return width - share;
  });
}

/** Breaks a cell at blanks; a word that is too long alone ends in an ellipsis. */
function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  const indent = /^ */.exec(text)![0];
  let line = "";
  for (const word of text.slice(indent.length).split(" ")) {
    const longer = line === "" ? (lines.length === 0 ? indent : "") + word : `${line} ${word}`;
    if (longer.length <= width || line === "") line = longer;
    else {
      lines.push(line);
      line = word;
    }
  }
  lines.push(line);
  return lines.map((part) => (part.length > width ? `${part.slice(0, width - 1)}…` : part));
}

function pad(text: string, width: number, alignment: Alignment): string {
  if (alignment === "left") return text.padEnd(width);
  if (alignment === "right") return text.padStart(width);
  const left = Math.floor((width - text.length) / 2);
  return `${" ".repeat(left)}${text}`.padEnd(width);
}

/** Draws the table with thick lines around its header. */
export function drawTable({ lineLength, positions, alignments, header, rows }: Table): string {
  const widths = columnWidths(lineLength, positions);
  const rule = (left: string, line: string, middle: string, right: string): string =>
    left + widths.map((width) => line.repeat(width)).join(middle) + right;
  const cells = (row: readonly string[], border: string): string[] => {
    const columns = row.map((text, i) => wrap(text, widths[i]! - 2));
    const height = Math.max(...columns.map((column) => column.length));
    return Array.from({ length: height }, (_, line) => {
      const parts = columns.map(
        (column, i) => ` ${pad(column[line] ?? "", widths[i]! - 2, alignments[i]!)} `,
      );
      return border + parts.join(border) + border;
    });
  };
  const separator = rule("├", "─", "┼", "┤");
  const body = rows.flatMap((row, i) => [...(i === 0 ? [] : [separator]), ...cells(row, "│")]);
  return [
    rule("┏", "━", "┳", "┓"),
    ...cells(header, "┃"),
    rule("┡", "━", "╇", "┩"),
    ...body,
    rule("└", "─", "┴", "┘"),
  ].join("\n");
}
