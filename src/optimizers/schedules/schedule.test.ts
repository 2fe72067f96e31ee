import { expect, test } from "vitest";
import { eager } from "../../../test/golden/interpreted.ts";
import { cosineDecay } from "./cosineDecay.ts";
import { exponentialDecay } from "./exponentialDecay.ts";
import { inverseTimeDecay } from "./inverseTimeDecay.ts";
import { piecewiseConstantDecay } from "./piecewiseConstantDecay.ts";
import { polynomialDecay } from "./polynomialDecay.ts";
import type { Schedule } from "./schedule.ts";

function rates(schedule: Schedule, ...steps: number[]): number[] {
  return steps.map((step) =>
    schedule.rate(eager({ shape: [], dtype: "int32", data: [step] })).item(),
  );
}

const close = (...values: number[]): unknown[] => values.map((x) => expect.closeTo(x, 6));

test("S4.39 power scheduling η₀ / (1 + t/s) is inverse time decay with rate 1", () => {
  const schedule = inverseTimeDecay({ initialLearningRate: 0.1, decaySteps: 20, decayRate: 1 });
  expect(rates(schedule, 0, 5, 20, 60)).toEqual(close(0.1, 0.1 / 1.25, 0.05, 0.025));
  const stairs = inverseTimeDecay({
    initialLearningRate: 0.1,
    decaySteps: 20,
    decayRate: 1,
    staircase: true,
  });
  expect(rates(stairs, 19, 20)).toEqual(close(0.1, 0.05));
});

test("S4.40 polynomial decay from 1.0 to 0.001 over 10000 steps is a straight line, then stays", () => {
  const schedule = polynomialDecay({
    initialLearningRate: 1,
    decaySteps: 10_000,
    endLearningRate: 0.001,
    power: 1,
    cycle: false,
  });
  expect(rates(schedule, 0, 1, 2500, 5000, 9999, 10_000, 20_000)).toEqual(
    close(1, 1 - 0.999e-4, 0.75025, 0.5005, 0.001 + 0.999e-4, 0.001, 0.001),
  );
  expect(polynomialDecay({ initialLearningRate: 1, decaySteps: 10 }).options).toEqual({
    initialLearningRate: 1,
    decaySteps: 10,
    endLearningRate: 0.0001,
    power: 1,
    cycle: false,
    name: "PolynomialDecay",
  });
});

test("S4.41 exponential decay: 1.0, 10000, 0.9", () => {
  const schedule = exponentialDecay({ initialLearningRate: 1, decaySteps: 10_000, decayRate: 0.9 });
  expect(rates(schedule, 0, 5000, 10_000, 30_000)).toEqual(close(1, Math.sqrt(0.9), 0.9, 0.729));
  const stairs = exponentialDecay({
    initialLearningRate: 1,
    decaySteps: 10_000,
    decayRate: 0.9,
    staircase: true,
  });
  expect(rates(stairs, 9999, 10_000, 19_999)).toEqual(close(1, 0.9, 0.9));
});

test("S4.42 a boundary belongs to the piece before it", () => {
  const schedule = piecewiseConstantDecay({ boundaries: [2, 5], values: [1, 0.5, 0.25] });
  expect(rates(schedule, 0, 2, 3, 5, 6)).toEqual([1, 1, 0.5, 0.5, 0.25]);
  expect(() => piecewiseConstantDecay({ boundaries: [2], values: [1] })).toThrow(
    "expected one value more than boundaries",
  );
});

test("missing, unknown and impossible options are errors", () => {
  expect(() => exponentialDecay({ initialLearningRate: 1, decaySteps: 10 } as never)).toThrow(
    "ExponentialDecay: expected the option decayRate, received none.",
  );
  expect(() => cosineDecay({ initialLearningRate: 1, decaySteps: 0 })).toThrow(
    "CosineDecay: expected decaySteps above 0, received 0.",
  );
  expect(() =>
    cosineDecay({ initialLearningRate: 1, decaySteps: 1, decay_steps: 2 } as never),
  ).toThrow('Write "decaySteps".');
});
