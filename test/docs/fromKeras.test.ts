import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import * as hornet from "hornet";
import * as callbacks from "hornet/callbacks";
import * as layers from "hornet/layers";
import * as ops from "hornet/ops";
import * as optimizers from "hornet/optimizers";
import * as random from "hornet/random";

const page = readFileSync(new URL("../../docs/from-keras.md", import.meta.url), "utf8");

/** The cells of all tables, without their heads. */
const rows = page
  .split("\n")
  .filter((line) => line.startsWith("| ") && !line.startsWith("| Keras") && !line.startsWith("| ---"))
  .map((line) =>
    line
      .slice(2, -2)
      .split(" | ")
      .map((cell) => cell.trim()),
  );

/** What a line runs: its second cell, if that is one piece of code and nothing else. */
const codeOf = (cell: string): string | undefined => /^`([^`]+)`$/u.exec(cell)?.[1];

/** Cells that are said rather than run. */
const said = ["`import { dense, input }", "`trainStep(batch, tools)`", "left out", "`f1_score`: a list", "an error", "held as int32", "nothing"];

const folder = mkdtempSync(join(tmpdir(), "from-keras-"));
const kept: Record<string, unknown> = {};

beforeAll(() => hornet.clearSession());
afterAll(() => {
  hornet.clearSession();
  rmSync(folder, { recursive: true, force: true });
});

/** Runs a line of code; what it names with const is there for the lines after it. */
async function run(code: string): Promise<unknown> {
  const x = hornet.tensor(Float32Array.from({ length: 18 }, (_, i) => Math.sin(i)), { shape: [6, 3] });
  const y = hornet.tensor([[1], [0], [1], [0], [1], [0]]);
  function* batches(): Generator<hornet.Batch> {
    for (let from = 0; from < 6; from += 2) yield [x.slice(from, from + 2), y.slice(from, from + 2)];
  }
  const scope: Record<string, unknown> = { ...optimizers, ...callbacks, ...layers, ...hornet, ops, random, x, y, batches, folder, ...kept };
  const [, name, value] = /^const (\w+) = (.*)$/u.exec(code) ?? [];
  const body = `return (${value ?? code});`;
  // oxlint-disable-next-line typescript/no-implied-eval -- the page's own lines are run
  const made = new Function(...Object.keys(scope), `return (async () => { ${body} })();`) as (...given: unknown[]) => Promise<unknown>;
  const found = await made(...Object.values(scope));
  if (name !== undefined) kept[name] = found;
  return found;
}

test("the page has lines", () => expect(rows.length).toBeGreaterThan(35));

test.each(rows.map((row) => [row[1]!, row] as const))("%s", async (cell, row) => {
  expect(row).toHaveLength(3);
  const code = codeOf(cell);
  if (code === undefined || said.some((start) => cell.startsWith(start))) {
    expect(said.some((start) => cell.startsWith(start)), cell).toBe(true);
    return;
  }
  await expect(run(code)).resolves.toSatisfy(() => true);
});

test("what the third column says of shapes and logs is so", async () => {
  expect(await run("ops.getItem(t, [0, { slice: [1, 2] }]).array()")).toEqual([2]);
  expect(await run("ops.sum(t, 1).array()")).toEqual([3, 7]);
  const net = hornet.sequential([layers.input([3]), layers.dense(2, { activation: "softmax" })]);
  net.compile({ loss: "categorical_crossentropy", metrics: ["f1_score"] });
  const logs: callbacks.Logs<callbacks.LogValue> = await net.evaluate([[1, 2, 3]], [[0, 1]], { verbose: 0 });
  expect(logs["f1_score"]).toEqual([expect.any(Number), expect.any(Number)]);
  expect(() => layers.normalization()(hornet.tensor([[1]]))).toThrow(/adapt/u);
});
