// Prints "N passed, N failed" from vitest's JSON report. A test file that did not load, or no report, is one failure.
import { existsSync, readFileSync } from "node:fs";

const file = process.argv[2];
let [passed, failed] = [0, 1];
if (existsSync(file)) {
  const report = JSON.parse(readFileSync(file, "utf8"));
  const unloaded = report.testResults.filter(
    (suite) =>
      suite.status === "failed" && suite.assertionResults.every((test) => test.status !== "failed"),
  );
  passed = report.numPassedTests;
  failed = report.numFailedTests + unloaded.length;
  if (failed === 0 && (!report.success || passed === 0)) failed = 1;
}
console.log(`${passed} passed, ${failed} failed`);
if (failed > 0) process.exitCode = 1;
