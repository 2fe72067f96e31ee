import { fail } from "../base/errors.ts";

/** How `parseCsv` reads. */
export interface CsvOptions {
  /** Names the text in errors. */
  readonly file: string;
  /** The first line is a header and may hold any text. Default true. */
  readonly header?: boolean;
  /** Between two fields. Default ",". */
  readonly delimiter?: string;
}

/** A table of numbers; every row has `columns` of them. */
export interface CsvTable {
  /** The fields of the first line; empty without a header. */
  readonly header: readonly string[];
  /** Count of data rows. */
  readonly rows: number;
  /** Count of fields per data row. */
  readonly columns: number;
  /** [rows, columns] in C order. */
  readonly data: Float64Array;
}

const decimal = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/**
 * Reads comma-separated numbers (RFC 4180: quotes, doubled quotes, CRLF or LF; a byte order mark is skipped).
 * Strict: throws "file" for a field that is no decimal number, a row of another length, a quote that does not end.
 */
export function parseCsv(
  text: string,
  { file, header = true, delimiter = "," }: CsvOptions,
): CsvTable {
  const lines = splitCsv(text, delimiter, file);
  const names = header ? (lines.shift()?.fields ?? []) : [];
  const columns = lines[0]?.fields.length ?? 0;
  const data = new Float64Array(lines.length * columns);
  for (const [row, { fields, line }] of lines.entries()) {
    if (fields.length !== columns) {
      fail("file", {
        where: `${file}, line ${line}`,
        expected: `${columns} fields`,
        received: `${fields.length}`,
      });
    }
    for (const [column, field] of fields.entries()) {
      if (!decimal.test(field.trim()))
        failField(field, `${file}, line ${line}, field ${column + 1}`);
      data[row * columns + column] = Number(field);
    }
  }
  return { header: names, rows: lines.length, columns, data };
}

interface Line {
  readonly fields: string[];
  /** Where it begins, counted from 1. */
  readonly line: number;
}

/** Fields per line; blank lines are left out. */
function splitCsv(text: string, delimiter: string, file: string): Line[] {
  const lines: Line[] = [];
  let [position, line] = [text.startsWith("\uFEFF") ? 1 : 0, 1];
  while (position < text.length) {
    const fields: string[] = [];
    const start = line;
    for (let more = true; more;) {
      const field =
        text[position] === '"'
          ? quotedField(text, position)
          : plainField(text, position, delimiter);
      const end = field.end < text.length ? text[field.end] : "\n";
      if (field.open || (end !== delimiter && end !== "\n" && end !== "\r")) {
        fail("file", {
          where: `${file}, line ${start}`,
          expected: "a field that ends with its quote",
          received: "an open or early one",
        });
      }
      fields.push(field.text);
      line += field.breaks;
      more = end === delimiter;
      position = field.end + (text.startsWith("\r\n", field.end) ? 2 : 1);
    }
    line += 1;
    if (fields.length > 1 || fields[0] !== "") lines.push({ fields, line: start });
  }
  return lines;
}

interface Field {
  readonly text: string;
  /** Index behind the field. */
  readonly end: number;
  /** Line breaks inside the field. */
  readonly breaks: number;
  /** Its closing quote is missing. */
  readonly open: boolean;
}

function quotedField(text: string, start: number): Field {
  let end = text.indexOf('"', start + 1);
  while (end >= 0 && text[end + 1] === '"') end = text.indexOf('"', end + 2);
  const open = end < 0;
  const inner = text.slice(start + 1, open ? text.length : end).replaceAll('""', '"');
  return {
    text: inner,
    end: open ? text.length : end + 1,
    breaks: inner.split("\n").length - 1,
    open,
  };
}

function plainField(text: string, start: number, delimiter: string): Field {
  let end = start;
  while (end < text.length && text[end] !== delimiter && text[end] !== "\n" && text[end] !== "\r")
    end += 1;
  return { text: text.slice(start, end), end, breaks: 0, open: false };
}

function failField(field: string, where: string): never {
  const shown = field.length > 40 ? `${field.slice(0, 40)}...` : field;
  fail("file", {
    where,
    expected: "a decimal number",
    received: field.trim() === "" ? "an empty field" : JSON.stringify(shown),
  });
}
