/** Lists the rows of the lectures with the tests that prove them: `npm run lectures [-- --report <vitest's JSON report>]`. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { isProved, proofLines, prove, readReport, readRows } from "./lectures/proofs.ts";

const { values: options } = parseArgs({ options: { report: { type: "string" } } });

const root = fileURLToPath(new URL("..", import.meta.url));
const idPattern = String.raw`S\d+\.\d+`;

/** The test files in which an id stands. */
function testFiles(): string[] {
  const mentionsId = new RegExp(idPattern, "u");
  return ["src", "test"].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".test.ts"))
      .map((file) => join(folder, file))
      .filter((file) => mentionsId.test(readFileSync(join(root, file), "utf8"))),
  );
}

/** Runs the tests that bear an id, and reads their report. */
function runTests(): string {
  const folder = mkdtempSync(join(tmpdir(), "hornet-lectures-"));
  const report = join(folder, "report.json");
  try {
    const { error } = spawnSync(
      process.execPath,
      [
        join(root, "node_modules/vitest/vitest.mjs"),
        "run",
        ...testFiles(),
        "-t",
        idPattern,
        "--reporter=json",
        `--outputFile=${report}`,
      ],
      { cwd: root, stdio: ["ignore", "ignore", "inherit"] },
    );
    if (error !== undefined) throw error;
    return readFileSync(report, "utf8");
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const rows = readRows();
const tests = readReport(
  options.report === undefined ? runTests() : readFileSync(options.report, "utf8"),
);
const { proofs, strangers } = prove(rows, tests);
const lines = [
  ...proofs.flatMap(proofLines),
  "",
  ...strangers.map((id) => `No row has the id ${id}, which a test's title begins with.`),
  `${proofs.filter(isProved).length} of ${rows.length}`,
];
process.stdout.write(`${lines.join("\n")}\n`);
if (strangers.length > 0 || proofs.some(({ failing }) => failing.length > 0)) process.exitCode = 1;
