import { describe, expect, it } from "vitest";
import type { TypedArray } from "../base/dtype.ts";
import { threefry2x32 } from "../base/threefry.ts";
import type { Operand, Value } from "../graph/value.ts";
import { Variable } from "../graph/variable.ts";
import { compute, computeGradients } from "../../test/golden/support.ts";
import { newGraph } from "./primitives/cards.ts";
import {
  bernoulli,
  dropout,
  nextSeed,
  normal,
  randint,
  seedStateOf,
  uniform,
  type SeedState,
} from "./random.ts";

/** The elements of what is drawn from the key (7, 9) at the given counter. */
function drawn(
  draw: (seed: SeedState, graph: ReturnType<typeof newGraph>) => Operand,
  counter = 3,
): TypedArray {
  const graph = newGraph();
  const seed = graph.parameter("seed", [3], "uint32");
  const [result] = compute(
    [draw(seedStateOf(seed), graph)],
    graph,
    new Map([[seed, Uint32Array.of(7, 9, counter)]]),
  );
  return result!.data;
}

const mean = (data: TypedArray): number =>
  Array.from(data).reduce((sum, x) => sum + x, 0) / data.length;
const deviation = (data: TypedArray): number => {
  const centre = mean(data);
  return Math.sqrt(Array.from(data).reduce((sum, x) => sum + (x - centre) ** 2, 0) / data.length);
};

describe("random ops", () => {
  it("element i is a function of key, counter and i alone", () => {
    const flat = drawn((seed) => uniform([12], seed));
    expect(Array.from(flat)).toEqual(
      Array.from({ length: 12 }, (_, i) => (threefry2x32(7, 9, 3, i)[0] >>> 8) / 2 ** 24),
    );
    expect(drawn((seed) => uniform([3, 4], seed))).toEqual(flat);
    expect(drawn((seed) => uniform([5], seed))).toEqual(flat.slice(0, 5));
    expect(drawn((seed) => uniform([12], seed), 4)).not.toEqual(flat);
  });

  it("uniform fills [minval, maxval)", () => {
    const data = drawn((seed) => uniform([20, 500], seed, { minval: -1, maxval: 3 }));
    expect(mean(data)).toBeCloseTo(1, 1);
    expect(deviation(data)).toBeCloseTo(4 / Math.sqrt(12), 1);
    expect(data.every((x) => x >= -1 && x < 3)).toBe(true);
  });

  it("normal has the asked moments, to the fourth", () => {
    const data = drawn((seed) => normal([20000], seed, { mean: 2, stddev: 0.5 }));
    expect(Math.abs(mean(data) - 2)).toBeLessThan((5 * 0.5) / Math.sqrt(20000));
    expect(Math.abs(deviation(data) - 0.5)).toBeLessThan((5 * 0.5) / Math.sqrt(40000));
    const fourth = mean(Float64Array.from(data, (x) => ((x - 2) / 0.5) ** 4));
    expect(Math.abs(fourth - 3)).toBeLessThan(5 * Math.sqrt(96 / 20000));
    expect(data.every(Number.isFinite)).toBe(true);
  });

  it("bernoulli is true with the given probability, always for 1, never for 0", () => {
    expect(mean(drawn((seed) => bernoulli([10000], seed, 0.3)))).toBeCloseTo(0.3, 1);
    expect(mean(drawn((seed) => bernoulli([100], seed, 1)))).toBe(1);
    expect(mean(drawn((seed) => bernoulli([100], seed, 0)))).toBe(0);
  });

  it("randint reaches each whole number from minval to maxval - 1", () => {
    const data = drawn((seed) => randint([2000], seed, -2, 3));
    expect([...new Set(data)].sort((a, b) => a - b)).toEqual([-2, -1, 0, 1, 2]);
  });

  it("dropout scales what stays by 1 / (1 - rate), forward and backward", () => {
    const graph = newGraph();
    const seed = graph.parameter("seed", [3], "uint32");
    const x = graph.parameter("x", [100, 40], "float32");
    const given = new Map<Value, TypedArray>([
      [seed, Uint32Array.of(1, 2, 3)],
      [x, new Float32Array(4000).fill(2)],
    ]);
    const output = dropout(x, 0.2, seedStateOf(seed));
    const [y] = compute([output], graph, given);
    const ones = {
      shape: [100, 40],
      dtype: "float32",
      data: new Array<number>(4000).fill(1),
    } as const;
    const [dx] = computeGradients([output], [ones], [x], graph, given);
    expect([...new Set(y!.data)].sort((a, b) => a - b)).toEqual([0, 2.5]);
    expect(Array.from(dx!.data)).toEqual(Array.from(y!.data, (v) => Math.fround(v / 2)));
    const kept = y!.data.filter((v) => v !== 0).length / 4000;
    expect(Math.abs(kept - 0.8)).toBeLessThan(5 * Math.sqrt(0.16 / 4000));
  });

  it("dropout with a noise shape drops whole columns; rate 0 is the identity, rate 1 is 0", () => {
    const graph = newGraph();
    const seed = graph.parameter("seed", [3], "uint32");
    const x = graph.parameter("x", [5, 64], "float32");
    const state = seedStateOf(seed);
    const given = new Map<Value, TypedArray>([
      [seed, Uint32Array.of(1, 2, 3)],
      [x, new Float32Array(320).fill(1)],
    ]);
    const [columns, none] = compute(
      [dropout(x, 0.5, state, { noiseShape: [1, 64] }), dropout(x, 1, state)],
      graph,
      given,
    );
    for (let row = 1; row < 5; row++) {
      expect(columns!.data.slice(row * 64, row * 64 + 64)).toEqual(columns!.data.slice(0, 64));
    }
    expect(new Set(columns!.data).size).toBe(2);
    expect(new Set(none!.data)).toEqual(new Set([0]));
    expect(dropout(x, 0, state)).toBe(x);
    expect(() => dropout(x, 1.5, state)).toThrow(
      "dropout: expected a probability between 0 and 1, received 1.5",
    );
  });

  it("a variable of key and counter moves on by assigning nextSeed", () => {
    const seed = new Variable({ name: "seed", shape: [3], dtype: "uint32", trainable: false });
    const graph = newGraph();
    const first = graph.lift(seed);
    seed.assign(nextSeed(first));
    seed.assign(nextSeed(graph.lift(seed)));
    const [update] = graph.updates;
    const [data] = compute(
      [update!.value],
      graph,
      new Map([[first, Uint32Array.of(5, 6, 0xffffffff)]]),
    );
    expect(Array.from(data!.data)).toEqual([5, 6, 1]);
  });
});
