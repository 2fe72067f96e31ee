/** Runs goldens: `npm run goldens -- <folder> [--engine reference|wasm|native] [--area x] [--case y] [--verbose] [--write-skipped file]`. */
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { nativeEngine } from "../src/engines/native/engine.node.ts";
import { areaFiles, readArea } from "./goldens/folder.ts";
import {
  areaLine,
  failureLines,
  missingLines,
  skippedCases,
  tallyOf,
  type Finding,
} from "./goldens/report.ts";
import { runCase } from "./goldens/run.ts";
import { testedEngines, type Area, type TestedEngine } from "./goldens/types.ts";

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    engine: { type: "string" },
    area: { type: "string" },
    case: { type: "string" },
    verbose: { type: "boolean", default: false },
    "write-skipped": { type: "string" },
  },
});

function enginesOf(name: string | undefined): readonly TestedEngine[] {
  if (name === undefined) return testedEngines;
  const known: readonly TestedEngine[] = [...testedEngines, "native"];
  const engine = known.find((own) => own === name);
  if (engine === undefined)
    throw new Error(`--engine: expected one of ${known.join(", ")}, received ${name}`);
  const missing = engine === "native" ? nativeEngine() : undefined;
  if (typeof missing === "string") throw new Error(`--engine native: ${missing}`);
  return [engine];
}

const print = (lines: readonly string[]): void => {
  if (lines.length > 0) process.stdout.write(`${lines.join("\n")}\n`);
};

async function runArea(area: Area, engines: readonly TestedEngine[]): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const golden of area.cases.filter(
    ({ name }) => options.case === undefined || name === options.case,
  )) {
    for (const engine of engines) {
      findings.push({
        area: area.area,
        name: golden.name,
        engine,
        outcome: await runCase(area, golden, engine),
      });
    }
  }
  return findings;
}

async function main(): Promise<void> {
  const folder = positionals[0] ?? fileURLToPath(new URL("../test/goldens", import.meta.url));
  const engines = enginesOf(options.engine);
  const areas = areaFiles(folder)
    .map(readArea)
    .filter(({ area }) => options.area === undefined || area === options.area);
  if (areas.length === 0) throw new Error(`no area "${options.area}" in ${folder}`);
  const all: Finding[] = [];
  for (const area of areas) {
    const start = performance.now();
    const findings = await runArea(area, engines);
    print([areaLine(area, engines, findings, (performance.now() - start) / 1000)]);
    print(failureLines(findings, options.verbose));
    all.push(...findings);
  }
  const missing = missingLines(all);
  if (missing.length > 0) print(["", "Not built yet (cases that name it):", ...missing]);
  const file = options["write-skipped"];
  if (file !== undefined) writeFileSync(file, `${JSON.stringify(skippedCases(all), null, 2)}\n`);
  const { passed, failed, skipped } = tallyOf(all);
  print(["", `${passed} passed, ${failed} failed, ${skipped} skipped`]);
  if (failed > 0) process.exitCode = 1;
}

try {
  await main();
} catch (error) {
  print([`error: ${error instanceof Error ? error.message : String(error)}`]);
  process.exitCode = 1;
}
