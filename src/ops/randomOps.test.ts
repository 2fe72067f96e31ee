import { expect, test } from "vitest";
import { jit } from "../eager/jit.ts";
import { tensor } from "../eager/tensor.ts";
import { setRandomSeed } from "../base/random.ts";
import * as random from "../exports/random.ts";
import type { Operand } from "../graph/value.ts";

/** Mean and variance. */
function moments(x: Operand): readonly [number, number] {
  const data = Array.from(x.data);
  const mean = data.reduce((sum, own) => sum + own, 0) / data.length;
  return [mean, data.reduce((sum, own) => sum + (own - mean) ** 2, 0) / data.length];
}

const n = 20_000;
const withinTwo = 1 - (4 * Math.exp(-2)) / Math.sqrt(2 * Math.PI) / 0.9544997361036416;

test.each<[name: string, draw: () => Operand, mean: number, variance: number]>([
  ["normal", () => random.normal([n], { mean: 2, stddev: 3, seed: 5 }), 2, 9],
  [
    "truncatedNormal",
    () => random.truncatedNormal([n], { mean: 1, stddev: 2, seed: 5 }),
    1,
    4 * withinTwo,
  ],
  ["uniform", () => random.uniform([n], { minval: -1, maxval: 3, seed: 5 }), 1, 16 / 12],
  ["randint", () => random.randint([n], 2, 5, { seed: 5 }), 3, 2 / 3],
  ["gamma below 1", () => random.gamma([n], 0.4, { seed: 5 }), 0.4, 0.4],
  ["gamma", () => random.gamma([n], 3.5, { seed: 5 }), 3.5, 3.5],
  ["beta", () => random.beta([n], 2, 5, { seed: 5 }), 2 / 7, 10 / (49 * 8)],
  ["binomial", () => random.binomial([n], 9, 0.3, { seed: 5 }), 2.7, 1.89],
  [
    "categorical",
    () => random.categorical([[0, Math.log(2), Math.log(5)]], n, { seed: 5 }),
    12 / 8,
    22 / 8 - 2.25,
  ],
])("%s has its distribution's mean and variance", (_, draw, mean, variance) => {
  const [ownMean, ownVariance] = moments(draw());
  expect(Math.abs(ownMean - mean)).toBeLessThan(4.5 * Math.sqrt(variance / n));
  expect(Math.abs(ownVariance / variance - 1)).toBeLessThan(0.08);
});

test("truncated numbers stay within two deviations, others in their ranges", () => {
  const numbers = Array.from(random.truncatedNormal([n], { seed: 1 }).data);
  expect(Math.max(...numbers.map(Math.abs))).toBeLessThanOrEqual(2);
  const whole = new Set(random.randint([n], -2, 3, { seed: 1 }).data);
  expect([...whole].sort((a, b) => a - b)).toEqual([-2, -1, 0, 1, 2]);
  const shares = Array.from(random.beta([n], 0.5, 0.5, { seed: 1 }).data);
  expect(shares.every((x) => x >= 0 && x <= 1)).toBe(true);
});

test("a seed repeats, a generator moves on and repeats as a whole, the session's seed too", () => {
  const numbers = (seed: random.Seed): number[] => Array.from(random.normal([3], { seed }).data);
  expect(numbers(7)).toEqual(numbers(7));
  expect(numbers(7)).not.toEqual(numbers(8));
  const draws = (): number[][] => {
    const generator = random.seedGenerator(7);
    return [numbers(generator), numbers(generator)];
  };
  const [first, second] = draws();
  expect(first).not.toEqual(second);
  expect(draws()).toEqual([first, second]);
  setRandomSeed(3);
  const own = [numbers(null), numbers(null)];
  expect(own[0]).not.toEqual(own[1]);
  setRandomSeed(3);
  expect([numbers(null), numbers(null)]).toEqual(own);
});

test("in a program the generator's state moves on from run to run, as outside of one", () => {
  const inside = random.seedGenerator(4);
  const outside = random.seedGenerator(4);
  const noisy = jit((x: ReturnType<typeof tensor>) => random.dropout(x, 0.5, { seed: inside }));
  const x = tensor(new Float32Array(16).fill(1));
  for (let run = 0; run < 3; run++)
    expect(noisy(x).array()).toEqual(random.dropout(x, 0.5, { seed: outside }).array());
});

test("shuffle keeps rows together and changes their order on the axis", () => {
  const x = tensor(
    Float32Array.from({ length: 60 }, (_, i) => i),
    { shape: [20, 3] },
  );
  const rows = random.shuffle(x, { seed: 2 }).array() as number[][];
  expect(rows.every(([a, b, c]) => b === a! + 1 && c === a! + 2)).toBe(true);
  expect(rows.map(([a]) => a)).not.toEqual((x.array() as number[][]).map(([a]) => a));
  expect(rows.map(([a]) => a).sort((a, b) => a! - b!)).toEqual(
    (x.array() as number[][]).map(([a]) => a),
  );
});
