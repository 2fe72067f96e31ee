import { expect, test } from "vitest";
import { inSlices } from "./eventLoop.ts";

test("long work is cut into slices between which timers have their turn", async () => {
  let turns = 0;
  const timer = setInterval(() => turns++, 0);
  const done: number[] = [];
  await inSlices([1, 2, 3, 4], (thing) => {
    done.push(thing);
    const end = performance.now() + 25;
    while (performance.now() < end);
  });
  clearInterval(timer);
  expect(done).toEqual([1, 2, 3, 4]);
  expect(turns).toBeGreaterThanOrEqual(3);
});

test("short work goes on without a pause", async () => {
  let turned = false;
  setImmediate(() => (turned = true));
  await inSlices([1, 2, 3], () => undefined);
  expect(turned).toBe(false);
});
