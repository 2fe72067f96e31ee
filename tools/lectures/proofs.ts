import { readFileSync } from "node:fs";

/** One thing that the lectures describe or show. */
export interface Row {
  /** "S4.29" */
  readonly id: string;
  readonly capability: string;
}

/** A test of a report. */
export interface Test {
  /** The titles of the groups that it stands in, and its own. */
  readonly titles: readonly string[];
  readonly passed: boolean;
  /** Whether it was run at all. */
  readonly ran: boolean;
}

/** A row with the tests that bear its id. */
export interface Proof {
  readonly row: Row;
  readonly passing: readonly string[];
  readonly failing: readonly string[];
}

/** All rows of the lectures, in order. */
export function readRows(): Row[] {
  return JSON.parse(readFileSync(new URL("rows.json", import.meta.url), "utf8")) as Row[];
}

/** The ids that a title begins with: "S2.16 S3.9 relu" bears two. */
export function idsOf(title: string): string[] {
  const beginning = /^(?:S\d+\.\d+(?:[\s,;:/&]+|$))+/u.exec(title)?.[0] ?? "";
  return beginning.match(/S\d+\.\d+/gu) ?? [];
}

interface Report {
  readonly testResults: readonly {
    readonly assertionResults: readonly {
      readonly ancestorTitles: readonly string[];
      readonly title: string;
      readonly status: string;
    }[];
  }[];
}

/** The tests of a report that vitest's reporter "json" wrote. Throws on any other text. */
export function readReport(text: string): Test[] {
  const { testResults } = JSON.parse(text) as Report;
  if (!Array.isArray(testResults))
    throw new Error('expected a report of vitest\'s reporter "json"');
  return (testResults as Report["testResults"]).flatMap(({ assertionResults }) =>
    assertionResults.map(({ ancestorTitles, title, status }) => ({
      titles: [...ancestorTitles, title],
      passed: status === "passed",
      ran: status === "passed" || status === "failed",
    })),
  );
}

/** Every row with its tests; and the ids in titles that no row has. */
export function prove(
  rows: readonly Row[],
  tests: readonly Test[],
): { readonly proofs: readonly Proof[]; readonly strangers: readonly string[] } {
  const passing = new Map<string, string[]>(rows.map(({ id }) => [id, []]));
  const failing = new Map<string, string[]>(rows.map(({ id }) => [id, []]));
  const strangers = new Set<string>();
  for (const { titles, passed, ran } of tests.filter(({ titles: all }) =>
    all.some((title) => idsOf(title).length > 0),
  )) {
    for (const id of new Set(titles.flatMap(idsOf))) {
      if (!passing.has(id)) strangers.add(id);
      else if (ran) (passed ? passing : failing).get(id)!.push(titles.join(" > "));
    }
  }
  const proofs = rows.map((row) => ({
    row,
    passing: passing.get(row.id)!,
    failing: failing.get(row.id)!,
  }));
  return { proofs, strangers: [...strangers] };
}

/** Whether a row has a test, and all its tests pass. */
export function isProved({ passing, failing }: Proof): boolean {
  return passing.length > 0 && failing.length === 0;
}

/** A row's line, and a line for each of its tests. */
export function proofLines({ row: { id, capability }, passing, failing }: Proof): string[] {
  const isOpen = passing.length === 0 && failing.length === 0;
  return [
    `${isOpen ? "-" : failing.length > 0 ? "x" : "+"} ${id} ${capability}${isOpen ? " (no test)" : ""}`,
    ...passing.map((title) => `    passed ${title}`),
    ...failing.map((title) => `    FAILED ${title}`),
  ];
}
