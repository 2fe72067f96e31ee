// Prints "N passed, N failed" of vitest's JSON reports. A test file that did not load, or no report, is one failure.
import { existsSync, readFileSync } from "node:fs";

let [passed, failed] = [0, 0];
for (const file of process.argv.slice(2)) {
  if (!existsSync(file)) {
    failed++;
    continue;
  }
  const report = JSON.parse(readFileSync(file, "utf8"));
  const unloaded = report.testResults.filter(
    (suite) =>
      suite.status === "failed" && suite.assertionResults.every((test) => test.status !== "failed"),
  );
  const own = report.numFailedTests + unloaded.length;
  passed += report.numPassedTests;
  failed += own === 0 && (!report.success || report.numPassedTests === 0) ? 1 : own;
}
console.log(`${passed} passed, ${failed} failed`);
if (failed > 0) process.exitCode = 1;
