import { afterAll, expect, test, vi } from "vitest";
import { dense, dropout, input } from "hornet/layers";
import { setRandomSeed } from "../base/random.ts";
import { setEngine, setThreads } from "../eager/engines.ts";
import { tensor } from "../eager/tensor.ts";
import { noNativeEngine } from "../engines/native/available.testing.ts";
import { pool } from "../engines/wasm/pool.ts";
import { sequential, type Sequential } from "../models/sequential.ts";
import { bitsOf } from "./train.testing.ts";

const rows = 200;
const inputs = 90;
const x = tensor(
  Float32Array.from({ length: rows * inputs }, (_, i) => Math.sin(1 + 1.7 * i)),
  { shape: [rows, inputs] },
);
const y = tensor(Int32Array.from({ length: rows }, (_, i) => i % 3));

await pool.ready(0, 8);
afterAll(() => pool.end());

function build(): Sequential {
  setRandomSeed(3);
  const model = sequential([
    input([inputs]),
    dense(70, { activation: "relu" }),
    dropout(0.3),
    dense(33, { activation: "tanh" }),
    dense(3, { activation: "softmax" }),
  ]);
  model.compile({
    optimizer: "adam",
    loss: "sparse_categorical_crossentropy",
    metrics: ["accuracy"],
  });
  return model;
}

test("trainings, evaluations and predictions have the same bits on 1, 2, 3 and 8 threads", async () => {
  const found: unknown[] = [];
  for (const threads of [1, 2, 3, 8]) {
    setEngine("wasm");
    setThreads(threads);
    const runs = vi.spyOn(pool, "run");
    const model = build();
    const { history, params } = await model.fit(x, y, {
      batchSize: 32,
      epochs: 3,
      verbose: 0,
      validationSplit: 0.2,
    });
    expect(params.threads).toBe(threads);
    const predicted = await model.predict(x, { batchSize: 64, verbose: 0 });
    found.push({ weights: bitsOf(model), history, predicted: [...predicted.data] });
    if (threads > 1) expect(runs).toHaveBeenCalled();
    for (const [, , run] of runs.mock.calls) expect(run.threads).toBe(threads);
    runs.mockRestore();
  }
  for (const other of found) expect(other).toEqual(found[0]);
});

test.skipIf(noNativeEngine !== undefined)(
  "native trainings have the same bits on 1, 2 and 3 threads",
  async () => {
    const found: unknown[] = [];
    for (const threads of [1, 2, 3]) {
      setEngine("native");
      setThreads(threads);
      const model = build();
      const { history, params } = await model.fit(x, y, { batchSize: 50, epochs: 2, verbose: 0 });
      expect(params).toMatchObject({ engine: "native", threads });
      found.push({ weights: bitsOf(model), history });
    }
    for (const other of found) expect(other).toEqual(found[0]);
  },
  120_000,
);

test.each([0, -1, 1.5, Number.NaN, Infinity, 257])("setThreads(%d) is refused", (count) => {
  expect(() => setThreads(count)).toThrow(
    `setThreads: expected a whole number of threads from 1 to 256, received ${count}.`,
  );
});

test("setThreads wants a number", () => {
  expect(() => setThreads("4" as unknown as number)).toThrow(/received string/);
});
