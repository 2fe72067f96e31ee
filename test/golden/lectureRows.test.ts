import { expect, test } from "vitest";
import {
  idsOf,
  isProved,
  proofLines,
  prove,
  readReport,
  readRows,
} from "../../tools/lectures/proofs.ts";

const report = (...tests: readonly (readonly [title: string, status: string])[]): string =>
  JSON.stringify({
    testResults: [
      {
        assertionResults: tests.map(([title, status]) => ({
          ancestorTitles: ["group"],
          title,
          status,
        })),
      },
    ],
  });

test("there are 231 rows with ids of their own", () => {
  const rows = readRows();
  expect(new Set(rows.map(({ id }) => id)).size).toBe(231);
  expect(rows).toHaveLength(231);
  for (const { id, capability } of rows) {
    expect(id).toMatch(/^S\d\.\d+$/u);
    expect(capability.length).toBeGreaterThan(2);
  }
});

test("a title bears the ids that it begins with", () => {
  expect(idsOf("S4.29 summary of the network")).toEqual(["S4.29"]);
  expect(idsOf("S2.16 S3.9 relu")).toEqual(["S2.16", "S3.9"]);
  expect(idsOf("S2.16, S3.9: relu")).toEqual(["S2.16", "S3.9"]);
  expect(idsOf("summary, see S4.29")).toEqual([]);
  expect(idsOf("S4.29th")).toEqual([]);
});

test("a row is proved by passing tests, and not while one fails", () => {
  const rows = ["S0.1", "S0.2", "S0.3", "S0.4"].map((id) => ({ id, capability: `what ${id} is` }));
  const tests = readReport(
    report(
      ["S0.1 works", "passed"],
      ["S0.2 works", "passed"],
      ["S0.2 fails", "failed"],
      ["S0.3 waits", "skipped"],
      ["S9.99 is no row", "passed"],
    ),
  );
  const { proofs, strangers } = prove(rows, tests);
  expect(proofs.map(isProved)).toEqual([true, false, false, false]);
  expect(strangers).toEqual(["S9.99"]);
  expect(proofs.flatMap(proofLines)).toEqual([
    "+ S0.1 what S0.1 is",
    "    passed group > S0.1 works",
    "x S0.2 what S0.2 is",
    "    passed group > S0.2 works",
    "    FAILED group > S0.2 fails",
    "- S0.3 what S0.3 is (no test)",
    "- S0.4 what S0.4 is (no test)",
  ]);
  expect(() => readReport("{}")).toThrow("expected a report");
});
