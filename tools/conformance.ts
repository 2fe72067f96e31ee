/** Writes docs/conformance.md: every row of Keras's interface beside what is here: `npm run conformance [-- --engine native]`. */
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { areaFiles, readArea } from "./goldens/folder.ts";
import { testedEngines, type TestedEngine } from "./goldens/types.ts";
import { measure } from "./conformance/measure.ts";
import { conformanceDocument, type Rows } from "./conformance/document.ts";

const { values: options } = parseArgs({ options: { engine: { type: "string" } } });
const engines: readonly TestedEngine[] =
  options.engine === "native" ? [...testedEngines, "native"] : testedEngines;
const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const rows = JSON.parse(readFileSync(at("conformance/rows.json"), "utf8")) as Rows;
const areas = areaFiles(at("../test/goldens")).map(readArea);
const text = conformanceDocument(rows, engines, await measure(areas, engines));
writeFileSync(at("../docs/conformance.md"), text);
process.stdout.write(`${text.slice(0, text.indexOf("\n## "))}\n`);
