import { expect, inject, test } from "vitest";
import { setThreads } from "hornet";
import { pool } from "../../src/engines/wasm/pool.ts";
import { trainLectureMlp } from "./lectureMlp.ts";

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
  let frames = 0;
  let training = true;
  const count = (): void => {
    frames++;
    if (training) requestAnimationFrame(count);
  };
  requestAnimationFrame(count);
  await trainLectureMlp("/data/fashion-mnist");
  training = false;
  expect(frames).toBeGreaterThan(3);
});
