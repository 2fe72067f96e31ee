import { expect, inject, test } from "vitest";
import { sequential, setEngine, setThreads, type Tensor, tensor } from "hornet";
import { dense, input } from "hornet/layers";
import { pool } from "../../src/engines/wasm/pool.ts";
import { trainLectureMlp } from "./lectureMlp.ts";

/** How many animation frames the page gets meanwhile. */
async function framesDuring(action: () => Promise<unknown>): Promise<number> {
  let frames = 0;
  let going = true;
  const count = (): void => {
    frames++;
    if (going) requestAnimationFrame(count);
  };
  requestAnimationFrame(count);
  await action();
  going = false;
  return frames;
}

test("the page is isolated where the server says so", () => {
  expect(globalThis.crossOriginIsolated).toBe(inject("isolated"));
});

test("the lectures' classifier learns, with the bits that Node gets", async () => {
  const training = await trainLectureMlp("/data/fashion-mnist");
  expect(training.accuracy).toBeGreaterThan(0.75);
  expect(training).toEqual(inject("trainingInNode"));
});

test("workers train where memory may be shared, else the page itself", async () => {
  setThreads(2);
  await trainLectureMlp("/data/fashion-mnist");
  expect(pool.has(0, 2)).toBe(inject("isolated"));
});

test("animation frames come while a model trains", async () => {
  const frames = await framesDuring(() => trainLectureMlp("/data/fashion-mnist"));
  expect(frames).toBeGreaterThan(3);
});

test("frames come although every step takes long", async () => {
  setEngine("wasm");
  const [rows, width, steps] = [256, 2048, 4];
  const model = sequential([input([width]), dense(width), dense(width)]);
  model.compile({ loss: "mse", optimizer: "sgd" });
  const data = (): Tensor => tensor(new Float32Array(rows * width), { shape: [rows, width] });
  const train = (epochs: number): Promise<unknown> =>
    model.fit(data(), data(), { epochs, batchSize: rows, verbose: 0 });
  await train(1);
  expect(await framesDuring(() => train(steps))).toBeGreaterThan(3 * steps);
});
