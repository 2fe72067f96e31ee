import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { setMath } from "../../src/eager/engines.ts";
import { noNativeEngine } from "../../src/engines/native/available.testing.ts";
import { areaFiles, readArea } from "../../tools/goldens/folder.ts";
import { runCase, runnerOf } from "../../tools/goldens/run.ts";
import { testedEngines } from "../../tools/goldens/types.ts";

const folder = fileURLToPath(new URL("../goldens", import.meta.url));
const areas = areaFiles(folder).map(readArea);

/** Cases that may be skipped, by area; `npm run goldens -- --write-skipped test/golden/__snapshots__/skipped.json` writes them anew. */
const skippable = JSON.parse(
  readFileSync(new URL("__snapshots__/skipped.json", import.meta.url), "utf8"),
) as Readonly<Record<string, readonly string[]>>;

/** The C compiler is started for each program, so few areas stand for all; `npm run goldens -- --engine native` runs any. */
const onNative = ["train_on_batch", "activations"];
const engines = [...testedEngines, ...(noNativeEngine === undefined ? (["native"] as const) : [])];

/** The areas in which "strict" may choose other kernels. */
const withConvolutions = ["layers_conv", "ops_nn"];

describe("strict goldens on wasm", () => {
  beforeAll(() => setMath("strict"));
  afterAll(() => setMath("fast"));
  test.each(
    areas
      .filter(({ area }) => withConvolutions.includes(area))
      .map((own) => [own.area, own] as const),
  )(
    // prettier-ignore
    "%s has Keras's answers",
    async (_, area) => {
      const outcomes: Awaited<ReturnType<typeof runCase>>[] = [];
      for (const golden of area.cases) outcomes.push(await runCase(area, golden, "wasm"));
      expect(outcomes.filter(({ status }) => status === "failed")).toEqual([]);
      expect(outcomes.filter(({ status }) => status === "passed").length).toBeGreaterThan(0);
    },
    120_000,
  );
});

describe.each(engines)("goldens on %s", (engine) => {
  const named = areas
    .filter(({ area }) => runnerOf(area) !== undefined)
    .filter(({ area }) => engine !== "native" || onNative.includes(area))
    .map((area) => [area.area, area] as const);
  test.each(named)(
    "%s has Keras's answers",
    async (_, area) => {
      const failures: string[] = [];
      const skipped: string[] = [];
      for (const golden of area.cases) {
        const outcome = await runCase(area, golden, engine);
        if (outcome.status === "failed")
          failures.push(...outcome.reasons.map((reason) => `${golden.name}: ${reason}`));
        if (outcome.status === "skipped") skipped.push(golden.name);
      }
      expect(failures).toEqual([]);
      const allowed = skippable[area.area] ?? [];
      expect(
        skipped.filter((name) => !allowed.includes(name)),
        "cases that passed before must not be skipped",
      ).toEqual([]);
    },
    120_000,
  );
});
