import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, test } from "vitest";
import { fashionMnist, iris } from "hornet/datasets";
import { parseCsv } from "../../src/formats/csv.ts";
import { gunzip } from "../../src/formats/gzip.ts";
import { parseIdx } from "../../src/formats/idx.ts";
import { parseSafetensors } from "../../src/formats/safetensors.ts";
import { expectError, type Row } from "./support.ts";

const folder = mkdtempSync(join(tmpdir(), "hornet-files-"));
afterAll(() => rmSync(folder, { recursive: true }));

const bytes = (...values: number[]): Uint8Array => Uint8Array.from(values);
const text = (source: string): Uint8Array => new TextEncoder().encode(source);

const fileRows: readonly Row[] = [
  {
    title: "an IDX file that is empty",
    code: "file",
    message: /^a\.idx: expected an IDX file.*received no bytes/u,
    act: () => parseIdx(bytes(), "a.idx"),
  },
  {
    title: "an IDX file that is none",
    code: "file",
    message: /received the bytes/u,
    act: () => parseIdx(text("<html>"), "a.idx"),
  },
  {
    title: "an IDX file that breaks off in its header",
    code: "file",
    message: /a\.idx/u,
    act: () => parseIdx(bytes(0, 0, 8, 2, 0, 0, 0, 2), "a.idx"),
  },
  {
    title: "an IDX file that breaks off in its data",
    code: "file",
    message: /expected 3 bytes of uint8 data for the shape \[3\], received 2 bytes \(truncated\)/u,
    act: () => parseIdx(bytes(0, 0, 8, 1, 0, 0, 0, 3, 1, 2), "a.idx"),
  },
  {
    title: "an IDX file with bytes behind",
    code: "file",
    message: /trailing bytes/u,
    act: () => parseIdx(bytes(0, 0, 8, 1, 0, 0, 0, 1, 1, 2), "a.idx"),
  },
  {
    title: "an IDX file of absurd size",
    code: "file",
    message: /too large/u,
    act: () => parseIdx(bytes(0, 0, 8, 2, 255, 255, 255, 255, 255, 255, 255, 255, 1), "a.idx"),
  },
  {
    title: "a CSV line of another length",
    code: "file",
    message: /^a\.csv, line 3: expected 2 fields, received 3/u,
    act: () => parseCsv("a,b\n1,2\n3,4,5\n", { file: "a.csv" }),
  },
  {
    title: "a CSV field that is no number",
    code: "file",
    message: /^a\.csv, line 2.*: expected a decimal number, received "x"/u,
    act: () => parseCsv("a,b\n1,x\n", { file: "a.csv" }),
  },
  {
    title: "a CSV quote that does not end",
    code: "file",
    message: /^a\.csv, line 2: expected a field that ends with its quote/u,
    act: () => parseCsv('a,b\n1,"2\n', { file: "a.csv" }),
  },
  {
    title: "gzip that is none",
    code: "file",
    message: /^a\.gz: expected gzip, beginning with the bytes 1f 8b/u,
    act: () => gunzip(text("plain"), { file: "a.gz", maxBytes: 100 }),
  },
  {
    title: "gzip that breaks off",
    code: "file",
    message: /whole gzip data, received truncated or corrupt bytes/u,
    act: () => gunzip(gzipSync("x".repeat(999)).subarray(0, 20), { file: "a.gz", maxBytes: 9999 }),
  },
  {
    title: "gzip that unpacks without end",
    code: "file",
    message: /at most 10 bytes after unpacking, received more/u,
    act: () => gunzip(gzipSync("x".repeat(999)), { file: "a.gz", maxBytes: 10 }),
  },
  {
    title: "safetensors that are none",
    code: "file",
    message: /^a\.safetensors/u,
    act: () => parseSafetensors(text("not a header"), "a.safetensors"),
  },
  {
    title: "a data set that is not in its folder",
    code: "file",
    message:
      /^fashionMnist: expected train-images-idx3-ubyte\.gz or train-images-idx3-ubyte in .*, received neither/u,
    act: () => fashionMnist({ path: folder }),
  },
  {
    title: "a data set with another checksum",
    code: "checksum",
    message:
      /iris\.csv: expected contents with SHA-256 [0-9a-f]{64}, received 4 bytes with SHA-256/u,
    act: () => {
      writeFileSync(join(folder, "iris.csv"), "1,2\n");
      return iris({ path: folder });
    },
  },
];

test.each(fileRows)("refuses $title", async (row) => {
  await expectError(row, row.act);
});
