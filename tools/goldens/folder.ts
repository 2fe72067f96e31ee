import { readdirSync, readFileSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import { isRecord } from "./tensors.ts";
import type { Area, GoldenCase, Json, JsonRecord, Tolerance } from "./types.ts";

function caseOf(file: string, written: Json, index: number): GoldenCase {
  if (!isRecord(written) || typeof written["name"] !== "string") {
    throw new Error(`${file}: expected case ${index} to be an object with a name`);
  }
  const record = (field: string): JsonRecord => (isRecord(written[field]) ? written[field] : {});
  return {
    name: written["name"],
    expected: record("expected"),
    tolerance: record("tolerance") as unknown as Readonly<Record<string, Tolerance>>,
    disagreement: record("disagreement") as GoldenCase["disagreement"],
    given: written,
  };
}

/** The area of a file. Throws, with the file's name, on one that is not of the goldens' format. */
export function readArea(path: string): Area {
  const file = basename(path);
  let written: Json;
  try {
    written = JSON.parse(readFileSync(path, "utf8")) as Json;
  } catch (error) {
    throw new Error(`${file}: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
  const cases = isRecord(written) ? written["cases"] : undefined;
  if (!isRecord(written) || typeof written["area"] !== "string" || !Array.isArray(cases)) {
    throw new Error(`${file}: expected an object with "area" and "cases"`);
  }
  return {
    area: written["area"],
    cases: (cases as readonly Json[]).map((one, i) => caseOf(file, one, i)),
    functions: (isRecord(written["functions"]) ? written["functions"] : {}) as Readonly<
      Record<string, string>
    >,
  };
}

/** The files of a folder's areas, by name. Throws if there is none. */
export function areaFiles(folder: string): string[] {
  if (!statSync(folder).isDirectory()) return [folder];
  const files = readdirSync(folder)
    .filter((file) => file.endsWith(".json"))
    .toSorted();
  if (files.length === 0) throw new Error(`${folder}: expected files <area>.json, found none`);
  return files.map((file) => join(folder, file));
}
