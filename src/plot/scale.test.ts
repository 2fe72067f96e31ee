import fc from "fast-check";
import { expect, test } from "vitest";
import { linearScale } from "./scale.ts";

const texts = (low: number, high: number, minStep = 0): string[] => {
  const { ticks, format } = linearScale({ domain: [low, high], range: [0, 100], minStep });
  return ticks.map(format);
};

test("ticks are round numbers inside of the domain, written with as many digits as they need", () => {
  expect(texts(0, 1)).toEqual(["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"]);
  expect(texts(0.21, 0.93)).toEqual(["0.3", "0.4", "0.5", "0.6", "0.7", "0.8", "0.9"]);
  expect(texts(-30, 40)).toEqual(["\u221230", "\u221220", "\u221210", "0", "10", "20", "30", "40"]);
  expect(texts(0, 12000)).toEqual(["0", "2,000", "4,000", "6,000", "8,000", "10,000", "12,000"]);
  expect(texts(0, 3e-6)).toEqual([
    "0",
    "5e\u22127",
    "1e\u22126",
    "1.5e\u22126",
    "2e\u22126",
    "2.5e\u22126",
    "3e\u22126",
  ]);
  expect(texts(0, 2, 1)).toEqual(["0", "1", "2"]);
  expect(texts(5, 5)).toContain("5.0");
});

test("pixels run straight through the range, a nice domain ends at ticks", () => {
  const scale = linearScale({ domain: [0.21, 0.93], range: [200, 0], nice: true });
  expect(scale.domain[0]).toBeCloseTo(0.2, 12);
  expect(scale.domain[1]).toBeCloseTo(1, 12);
  expect([scale.at(0.2), scale.at(0.4), scale.at(1)].map((x) => Math.round(x * 1e9) / 1e9)).toEqual(
    [200, 150, 0],
  );
});

test("any domain gives a few rising ticks inside of it", () => {
  const bound = fc.double({ min: -1e12, max: 1e12, noNaN: true });
  fc.assert(
    fc.property(bound, bound, fc.boolean(), (a, b, nice) => {
      const [low, high] = a < b ? [a, b] : [b, a];
      const { ticks, at, domain } = linearScale({ domain: [low, high], range: [0, 300], nice });
      expect(ticks.length).toBeGreaterThan(1);
      expect(ticks.length).toBeLessThan(16);
      for (const [i, tick] of ticks.entries()) {
        expect(i === 0 || tick > ticks[i - 1]!).toBe(true);
        expect(at(tick)).toBeGreaterThan(-0.01);
        expect(at(tick)).toBeLessThan(300.01);
      }
      const rounding = 1e-8 * (domain[1] - domain[0]);
      expect(domain[0]).toBeLessThanOrEqual(low + rounding);
      expect(domain[1]).toBeGreaterThanOrEqual(high - rounding);
    }),
  );
});
