import { expect, test } from "vitest";
import { atOnce, inTurns, type Work } from "./eventLoop.ts";

function* parts(count: number, milliseconds: number): Work<number> {
  let done = 0;
  while (done < count) {
    const end = performance.now() + milliseconds;
    while (performance.now() < end);
    done++;
    yield;
  }
  return done;
}

test("long work is cut into parts between which timers have their turn", async () => {
  let turns = 0;
  const timer = setInterval(() => turns++, 0);
  const done = await inTurns(parts(4, 25));
  clearInterval(timer);
  expect(done).toBe(4);
  expect(turns).toBeGreaterThanOrEqual(3);
});

test("short work goes on without a pause", async () => {
  let turned = false;
  setImmediate(() => (turned = true));
  expect(await inTurns(parts(3, 0))).toBe(3);
  expect(turned).toBe(false);
});

test("work can be done at once", () => {
  expect(atOnce(parts(3, 0))).toBe(3);
});

test("an error in a part of the work reaches who waits for it", async () => {
  function* failing(): Work<void> {
    yield;
    throw new Error("no");
  }
  expect(() => atOnce(failing())).toThrow("no");
  await expect(inTurns(failing())).rejects.toThrow("no");
});
