import { afterAll, describe, expect, test } from "vitest";
import { programOf, runGroups, traceGroup, type TestGroup } from "../groupRunner.testing.ts";
import { engineContract } from "../contract.testing.ts";
import { wasmEngine } from "./engine.ts";
import { pool } from "./pool.ts";
import { comparedEngine, startThreads } from "./threads.testing.ts";

await startThreads(8);
afterAll(() => pool.end());

describe.each([2, 3])("on %i threads as on 1", (threads) => {
  engineContract(comparedEngine(threads), { batches: 8 });
});

/** [m, k] x [k, n], either factor stored across or read through a gather, which needs a copy; and its row sums. */
function product(m: number, k: number, n: number, layout: number): TestGroup {
  return traceGroup((graph) => {
    const across = (layout & 1) === 1;
    const x = graph.parameter("x", across ? [k, m] : [m, k], "float32");
    let y = graph.parameter("y", (layout & 2) === 2 ? [n, k] : [k, n], "float32");
    if ((layout & 4) === 4) y = graph.emit("reverse", [y], { axes: [0] });
    const contract = [[across ? 0 : 1], [(layout & 2) === 2 ? 1 : 0]] as const;
    const root = graph.emit("dot", [x, y], { batch: [[], []], contract });
    return [graph.emit("tanh", [root], {})];
  });
}

const numbers = (length: number): Float32Array =>
  Float32Array.from({ length }, (_, i) => Math.sin(1 + 1.7 * i));

test.each([
  [37, 300, 45],
  [70, 129, 67],
  [132, 64, 9],
  [200, 16, 301],
  [334, 40, 301],
  [200, 48, 256],
  [70, 64, 128],
  [1, 300, 177],
  [9, 31, 7],
  [530, 70, 37],
])("products have equal bits on 2 and on 8 threads: [%i, %i] x [.., %i]", (m, k, n) => {
  const runs = Array.from({ length: 8 }, (_, layout) => {
    const group = product(m, k, n, layout);
    return { group, data: group.parameters.map(({ size }) => numbers(size)) };
  });
  for (const threads of [2, 8]) expect(runGroups(runs, comparedEngine(threads))).toHaveLength(8);
});

/** out = x · y of side `size`. */
function squareProduct(size: number, threads: number): () => Promise<void> {
  const engine = wasmEngine({ threads });
  const program = programOf([{ group: product(size, size, size, 0) }], engine);
  const buffers = [...program.buffers.values()];
  const arena = engine.open(buffers.filter(({ region }) => region === "state"));
  arena.place(buffers.filter(({ region }) => region === "data"));
  const runnable = arena.loadSync(program);
  return () => runnable.run(1);
}

/** How often the event loop has turned. */
async function turnsWhile(body: () => Promise<void>): Promise<number> {
  let turns = 0;
  let going = true;
  const turn = (): void => {
    turns++;
    if (going) setImmediate(turn);
  };
  setImmediate(turn);
  await body();
  going = false;
  return turns;
}

test.each([1, 2])("a long call leaves the event loop alone, with %i threads", async (threads) => {
  const run = squareProduct(500, threads);
  expect(await turnsWhile(run)).toBeGreaterThan(0);
});

test.each([1, 2])("a short call is done at once, with %i threads", async (threads) => {
  const run = squareProduct(60, threads);
  expect(await turnsWhile(run)).toBe(0);
});
