import fc from "fast-check";
import { expect, test } from "vitest";
import { HornetError } from "../base/errors.ts";
import { parseCsv } from "./csv.ts";

const file = "t.csv";

test("reads numbers behind a header, with quotes, CRLF, blank lines and a byte order mark", () => {
  const table = parseCsv(
    '\uFEFF"a, b","say ""hi""","two\nlines"\r\n1,-2.5e3,"3"\r\n\r\n.5, 7 ,0\r\n',
    { file },
  );
  expect(table.header).toEqual(["a, b", 'say "hi"', "two\nlines"]);
  expect(table).toMatchObject({ rows: 2, columns: 3 });
  expect([...table.data]).toEqual([1, -2500, 3, 0.5, 7, 0]);
});

test("reads without a header, without a last line break and with another delimiter", () => {
  expect(parseCsv("1;2\n3;4", { file, header: false, delimiter: ";" })).toEqual({
    header: [],
    rows: 2,
    columns: 2,
    data: Float64Array.of(1, 2, 3, 4),
  });
  expect(parseCsv("", { file })).toMatchObject({ header: [], rows: 0, columns: 0 });
});

test.each([
  ["a word", "a,b\n1,2\n3,x\n", 't.csv, line 3, field 2: expected a decimal number, received "x".'],
  [
    "an empty field",
    "a,b\n1,\n",
    "t.csv, line 2, field 2: expected a decimal number, received an empty field.",
  ],
  ["a hexadecimal number", "a\n0x10\n", /received "0x10"/],
  ["not a number", "a\nNaN\n", /received "NaN"/],
  ["a short row", "a,b\n1,2\n\n3\n", "t.csv, line 4: expected 2 fields, received 1."],
  ["a word behind CRLF", "a\r\n1\r\nx\r\n", /^t\.csv, line 3, field 1/],
  ["a word behind a broken header", '"a\nb"\n1\nx\n', /^t\.csv, line 4, field 1/],
  ["an open quote", 'a\n"1\n2\n', /line 2: expected a field that ends with its quote/],
  ["text behind a quote", 'a\n"1"2\n', /line 2: expected a field that ends with its quote/],
])("%s is refused with its place", (_, text, message) => {
  expect(() => parseCsv(text, { file })).toThrow(message);
  expect(() => parseCsv(text, { file })).toThrow(expect.objectContaining({ code: "file" }));
});

test("any text is read or refused", () => {
  const text = fc.string({
    unit: fc.constantFrom("1", "2", ".", "-", "e", ",", '"', "\n", "\r", " ", "x"),
    maxLength: 40,
  });
  fc.assert(
    fc.property(text, fc.boolean(), (csv, header) => {
      try {
        const { data, rows, columns } = parseCsv(csv, { file, header });
        expect(data.length).toBe(rows * columns);
        expect(data.every(Number.isFinite)).toBe(true);
      } catch (error) {
        if (!(error instanceof HornetError)) throw error;
      }
    }),
    { numRuns: 1000 },
  );
});

test("numbers survive the way through text", () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.integer()), {
        minLength: 1,
      }),
      (rows) => {
        const text = rows.map((row) => row.join(",")).join("\n");
        expect([...parseCsv(text, { file, header: false }).data]).toEqual(
          rows.flat().map((x) => Number(String(x))),
        );
      },
    ),
  );
});
