import type { Area, Outcome, TestedEngine } from "./types.ts";

/** One case on one engine. */
export interface Finding {
  readonly area: string;
  readonly name: string;
  readonly engine: TestedEngine;
  readonly outcome: Outcome;
}

/** How many cases ended in each way. */
export interface Tally {
  passed: number;
  failed: number;
  skipped: number;
}

/** The counts of some findings. */
export function tallyOf(findings: readonly Finding[]): Tally {
  const tally: Tally = { passed: 0, failed: 0, skipped: 0 };
  for (const { outcome } of findings) tally[outcome.status]++;
  return tally;
}

/** One line per area: its counts on each engine. */
export function areaLine(
  { area }: Pick<Area, "area">,
  engines: readonly TestedEngine[],
  findings: readonly Finding[],
  seconds: number,
): string {
  const parts = engines.map((engine) => {
    const { passed, failed, skipped } = tallyOf(
      findings.filter((finding) => finding.engine === engine),
    );
    return `${engine} ${String(passed).padStart(4)} passed ${String(failed).padStart(4)} failed ${String(skipped).padStart(4)} skipped`;
  });
  return `${area.padEnd(28)}${parts.join("   ")}   ${seconds.toFixed(1)} s`;
}

/** What failed, with the reasons; all of them, or the first few. */
export function failureLines(findings: readonly Finding[], verbose: boolean): string[] {
  return findings.flatMap(({ area, name, engine, outcome }) => {
    if (outcome.status !== "failed") return [];
    const reasons = outcome.reasons.map((reason) =>
      verbose ? reason : reason.split("\n").slice(0, 2).join(" "),
    );
    const shown = verbose ? reasons : reasons.slice(0, 3);
    const rest = reasons.length - shown.length;
    return [
      `FAILED ${area} ${name} on ${engine}`,
      ...shown.map((reason) => `  ${reason}`),
      ...(rest > 0 ? [`  and ${rest} more`] : []),
    ];
  });
}

/** The names that cases asked for in vain, with the number of such cases, most wanted first. */
export function missingLines(findings: readonly Finding[]): string[] {
  const counts = new Map<string, Set<string>>();
  for (const { area, name, outcome } of findings) {
    if (outcome.status !== "skipped") continue;
    const cases = counts.get(outcome.missing) ?? new Set<string>();
    counts.set(outcome.missing, cases.add(`${area} ${name}`));
  }
  const sorted = [...counts].toSorted(([a, x], [b, y]) => y.size - x.size || (a < b ? -1 : 1));
  return sorted.map(([missing, cases]) => `${String(cases.size).padStart(5)}  ${missing}`);
}

/** The names of the skipped cases, by area. */
export function skippedCases(findings: readonly Finding[]): Record<string, string[]> {
  const byArea = new Map<string, Set<string>>();
  for (const { area, name, outcome } of findings) {
    if (outcome.status === "skipped")
      byArea.set(area, (byArea.get(area) ?? new Set<string>()).add(name));
  }
  return Object.fromEntries([...byArea].map(([area, names]) => [area, [...names]]));
}
