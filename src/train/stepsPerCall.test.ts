import { describe, expect, test } from "vitest";
import { StepsPerCall } from "./stepsPerCall.ts";

describe("steps per call", () => {
  test("begins with one, then at most four times as many, up to 20 milliseconds", () => {
    const pace = new StepsPerCall();
    const steps: number[] = [];
    for (let i = 0; i < 6; i++) {
      const next = pace.next(1e9);
      steps.push(next);
      pace.record(next, next * 0.1);
    }
    expect(steps).toEqual([1, 4, 16, 64, 200, 200]);
  });

  test("never more than are left, and never none", () => {
    const pace = new StepsPerCall();
    for (let i = 0; i < 9; i++) pace.record(1, 0);
    expect(pace.next(3)).toBe(3);
    pace.record(3, 1e6);
    expect(pace.next(10)).toBe(1);
  });

  test("a clock that stands still does not run away", () => {
    const pace = new StepsPerCall();
    for (let i = 0; i < 99; i++) pace.record(pace.next(1e12), 0);
    expect(pace.next(1e12)).toBeLessThanOrEqual(20_000);
  });
});
