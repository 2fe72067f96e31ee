import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { statesOf, type Rows } from "../../tools/conformance/document.ts";

const read = (path: string): string =>
  readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");
const rows = JSON.parse(read("tools/conformance/rows.json")) as Rows;
const page = read("docs/conformance.md");

describe("conformance", () => {
  test("something is said of each of Keras's 898 rows", () => {
    expect(() => statesOf(rows)).not.toThrow();
    expect(Object.values(rows).flat()).toHaveLength(898);
  });

  test("the page has them all, in the states that they are in", () => {
    const states = statesOf(rows);
    const wrong = Object.entries(rows).flatMap(([section, list]) =>
      list.filter((row) => {
        const state = states.get(`${section}: ${row}`)!;
        // What was built since is found without the page.
        return state !== "same" && !page.includes(`| ${row.replaceAll("|", "\\|")} | ${state} |`);
      }),
    );
    expect(wrong, "run npm run conformance").toEqual([]);
  });

  test("no word of these rooms is missing", () => {
    const whole = ["keras.layers", "keras.activations", "keras.initializers", "keras.regularizers", "keras.constraints", "keras.losses", "keras.metrics", "keras.optimizers", "keras.optimizers.schedules", "keras.random", "keras.ops: core and math", "keras.ops: numpy-like", "keras.ops: nn", "keras.ops: linalg", "keras.ops.image"]; // prettier-ignore
    const missing = [...statesOf(rows)].filter(
      ([key, state]) =>
        state === "not yet" && whole.some((section) => key.startsWith(`${section}: `)),
    );
    expect(missing).toEqual([]);
  });

  test("no case of a word that is measured has failed", () => {
    const failed = page.split("\n").filter((line) => {
      const [, passed, cases] = /\| (\d+) of (\d+) in /u.exec(line) ?? [];
      return passed !== cases;
    });
    expect(
      failed.filter(
        (line) => !line.includes("in ops_core |") && !line.includes("| ModelCheckpoint |"),
      ),
    ).toEqual([]);
  });
});
