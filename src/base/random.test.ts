import { execFileSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { nextKey, RandomStream, setRandomSeed } from "./random.ts";
import { threefry2x32 } from "./threefry.ts";

const take = (n: number, next: () => number): number[] => Array.from({ length: n }, next);

describe("session's seed", () => {
  it("gives the same keys after the same seed, other keys after another, and each key once", () => {
    const keys = (seed: number): string[] => {
      setRandomSeed(seed);
      return Array.from({ length: 100 }, () => nextKey().join());
    };
    expect(keys(7)).toEqual(keys(7));
    expect(new Set([...keys(7), ...keys(8), ...keys(7 + 2 ** 32)]).size).toBe(300);
  });

  it("gives the same numbers in two processes", () => {
    const source = [
      `import { nextKey, RandomStream, setRandomSeed } from "${new URL("random.ts", import.meta.url).href}";`,
      "setRandomSeed(42); const stream = new RandomStream(nextKey());",
      "console.log([stream.uniform(), stream.normal(), stream.truncatedNormal(), stream.integer(1000)].join());",
    ].join("\n");
    const run = (): string =>
      execFileSync(process.execPath, ["--import", "tsx", "--input-type=module", "-e", source], {
        encoding: "utf8",
      });
    setRandomSeed(42);
    const stream = new RandomStream(nextKey());
    const here = [
      stream.uniform(),
      stream.normal(),
      stream.truncatedNormal(),
      stream.integer(1000),
    ].join();
    expect(run().trim()).toBe(here);
  }, 20_000);

  it("refuses what is no whole number from 0", () => {
    expect(() => setRandomSeed(-1)).toThrow(
      "setRandomSeed: expected a whole number of 0 or more, received -1",
    );
    expect(() => setRandomSeed(0.5)).toThrow("received 0.5");
  });
});

describe("RandomStream", () => {
  it("is Threefry over a counter", () => {
    const stream = new RandomStream([3, 4]);
    expect([stream.bits(), stream.bits(), stream.bits()]).toEqual([
      ...threefry2x32(3, 4, 0, 0),
      threefry2x32(3, 4, 1, 0)[0],
    ]);
  });

  it("draws uniform numbers from [0, 1) with more digits than float32 holds", () => {
    const stream = new RandomStream([1, 2]);
    const xs = take(20000, () => stream.uniform());
    expect(Math.abs(xs.reduce((a, b) => a + b) / xs.length - 0.5)).toBeLessThan(
      5 / Math.sqrt(12 * xs.length),
    );
    expect(xs.every((x) => x >= 0 && x < 1)).toBe(true);
    expect(xs.some((x) => Math.fround(x) !== x)).toBe(true);
  });

  it("draws normal and truncated normal numbers with the right moments", () => {
    const stream = new RandomStream([1, 2]);
    const moments = (xs: readonly number[]): number[] =>
      [1, 2, 4].map((p) => xs.reduce((sum, x) => sum + x ** p, 0) / xs.length);
    const n = 40000;
    const [mean, second, fourth] = moments(take(n, () => stream.normal()));
    expect(Math.abs(mean!)).toBeLessThan(5 / Math.sqrt(n));
    expect(Math.abs(second! - 1)).toBeLessThan(5 * Math.sqrt(2 / n));
    expect(Math.abs(fourth! - 3)).toBeLessThan(5 * Math.sqrt(96 / n));
    const cut = take(n, () => stream.truncatedNormal());
    expect(Math.abs(moments(cut)[1]! - 0.87962566103423978 ** 2)).toBeLessThan(
      5 * Math.sqrt(0.82 / n),
    );
    expect(Math.max(...cut.map(Math.abs))).toBeLessThanOrEqual(2);
  });

  it("shuffles into every order equally often", () => {
    const stream = new RandomStream([5, 6]);
    const counts = new Map<string, number>();
    for (let i = 0; i < 2400; i++) {
      const order = Int32Array.of(0, 1, 2, 3);
      stream.shuffle(order);
      counts.set(order.join(), (counts.get(order.join()) ?? 0) + 1);
    }
    expect(counts.size).toBe(24);
    for (const count of counts.values())
      expect(Math.abs(count - 100)).toBeLessThan(5 * Math.sqrt(100));
  });
});

it("a filled array holds what the stream gives one by one, wherever the stream stands", () => {
  for (const taken of [0, 1, 1023]) {
    const [bulk, single] = [new RandomStream([1, 2]), new RandomStream([1, 2])];
    for (let i = 0; i < taken; i++) expect(bulk.bits()).toBe(single.bits());
    const data = new Float64Array(3000);
    bulk.fillUniform(data, 0, 2);
    expect([...data]).toEqual(Array.from(data, () => 2 * (2 * single.uniform() - 1)));
  }
});
