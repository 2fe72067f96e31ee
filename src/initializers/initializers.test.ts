import { beforeEach, describe, expect, it } from "vitest";
import { fromConfig, type SerializedObject } from "../base/config.ts";
import { setRandomSeed } from "../base/random.ts";
import { sizeOf, type Shape } from "../base/shape.ts";
import {
  difference,
  readGoldens,
  type GoldenTensor,
  type Tolerance,
} from "../../test/golden/support.ts";
import { constant } from "./constant.ts";
import { getInitializer, serializeInitializer } from "./getInitializer.ts";
import { identity } from "./identity.ts";
import { orthogonal } from "./orthogonal.ts";
import { randomNormal } from "./random.ts";
import {
  computeFans,
  glorotUniform,
  heNormal,
  varianceScaling,
  VarianceScaling,
} from "./varianceScaling.ts";

interface Draw {
  readonly distribution: "uniform" | "normal" | "truncated_normal";
  readonly minval?: number;
  readonly maxval?: number;
  readonly mean?: number;
  readonly stddev?: number;
}

interface Case {
  readonly name: string;
  readonly initializer: SerializedObject;
  readonly shape: Shape;
  readonly kind: "exact" | "random" | "orthogonal";
  readonly expected: {
    readonly value?: GoldenTensor;
    readonly draw?: Draw;
    readonly gram_max_abs_error_vs_gain2_identity?: number;
    readonly aliases?: Readonly<
      Record<string, { class_name: string; config: Readonly<Record<string, unknown>> } | "KeyError">
    >;
  };
  readonly tolerance: { readonly value?: Tolerance };
}

const goldens = readGoldens<Case>("initializers");
/** Standard deviation, and kurtosis, of the standard normal cut at ±2. */
const cut = { deviation: 0.87962566103423978, kurtosis: 2.3656 };

/** Mean, deviation, bounds and kurtosis that a draw must have. */
function truthOf({ distribution, minval = 0, maxval = 0, mean = 0, stddev = 0 }: Draw): {
  mean: number;
  deviation: number;
  low: number;
  high: number;
  kurtosis: number;
} {
  if (distribution === "uniform") {
    return {
      mean: (minval + maxval) / 2,
      deviation: (maxval - minval) / Math.sqrt(12),
      low: minval,
      high: maxval,
      kurtosis: 1.8,
    };
  }
  if (distribution === "normal")
    return { mean, deviation: stddev, low: -Infinity, high: Infinity, kurtosis: 3 };
  return {
    mean,
    deviation: stddev * cut.deviation,
    low: mean - 2 * stddev,
    high: mean + 2 * stddev,
    kurtosis: cut.kurtosis,
  };
}

function statistics(data: ArrayLike<number>): {
  mean: number;
  deviation: number;
  kurtosis: number;
} {
  const xs = Array.from(data);
  const moment = (power: number, centre: number): number =>
    xs.reduce((sum, x) => sum + (x - centre) ** power, 0) / xs.length;
  const mean = moment(1, 0);
  const variance = moment(2, mean);
  return { mean, deviation: Math.sqrt(variance), kurtosis: moment(4, mean) / variance ** 2 };
}

const rows: Readonly<Record<string, string>> = {
  HeUniform_dense: "S4.20 ",
  HeNormal_dense: "S4.20 ",
  VarianceScaling_fan_avg_uniform: "S4.21 ",
};

describe("initializers: Keras's distributions", () => {
  beforeEach(() => setRandomSeed(11));

  for (const golden of goldens.filter(({ kind }) => kind === "random")) {
    it(`${rows[golden.name] ?? "S4.19 "}${golden.name}`, () => {
      const { shape, initializer, expected } = golden;
      const data = getInitializer(initializer).draw(shape);
      const truth = truthOf(expected.draw!);
      const found = statistics(data);
      const n = sizeOf(shape);
      expect(Math.abs(found.mean - truth.mean)).toBeLessThan((5 * truth.deviation) / Math.sqrt(n));
      const errorOfDeviation = truth.deviation * Math.sqrt((truth.kurtosis - 1) / (4 * n));
      expect(Math.abs(found.deviation - truth.deviation)).toBeLessThan(5 * errorOfDeviation);
      expect(Math.abs(found.kurtosis - truth.kurtosis)).toBeLessThan(5 * Math.sqrt(24 / n));
      const rounding = 1e-6 * Math.abs(truth.high - truth.low);
      expect(Math.min(...data)).toBeGreaterThanOrEqual(truth.low - rounding);
      expect(Math.max(...data)).toBeLessThanOrEqual(truth.high + rounding);
    });
  }

  for (const { name, initializer, shape, expected, tolerance } of goldens.filter(
    ({ kind }) => kind === "exact",
  )) {
    it(name, () => {
      const made =
        name === "identity_gain_rect" ? identity({ gain: 0.5 }) : getInitializer(initializer);
      expect(
        difference(
          { shape, dtype: "float32", data: made.draw(shape) },
          expected.value!,
          tolerance.value,
        ),
      ).toBeUndefined();
    });
  }

  for (const { name, initializer, shape, expected } of goldens.filter(
    ({ kind }) => kind === "orthogonal",
  )) {
    it(name, () => {
      const gain = Number(initializer.config["gain"]);
      const data = getInitializer(initializer).draw(shape);
      const [rowCount, columns] = [shape[0]!, shape[1]!];
      let worst = 0;
      for (let i = 0; i < columns; i++) {
        for (let j = 0; j < columns; j++) {
          let product = 0;
          for (let row = 0; row < rowCount; row++)
            product += data[row * columns + i]! * data[row * columns + j]!;
          worst = Math.max(worst, Math.abs(product - (i === j ? gain * gain : 0)));
        }
      }
      expect(worst).toBeLessThanOrEqual(expected.gram_max_abs_error_vs_gain2_identity!);
    });
  }

  it("S4.19 variances at 784 x 300 lie within 1 % of 1/fan_avg, 2/fan_in and 1/fan_in", () => {
    const shape = [784, 300];
    const variance = (name: string): number =>
      statistics(getInitializer(name).draw(shape)).deviation ** 2;
    for (const kind of ["glorot_uniform", "glorot_normal"])
      expect(variance(kind) * 542).toBeCloseTo(1, 1.7);
    for (const kind of ["he_uniform", "he_normal"])
      expect((variance(kind) * 784) / 2).toBeCloseTo(1, 1.7);
    for (const kind of ["lecun_uniform", "lecun_normal"])
      expect(variance(kind) * 784).toBeCloseTo(1, 1.7);
  });

  it("S4.21 varianceScaling({ scale: 2, mode: fan_avg, distribution: uniform }) reaches to ±√(3 · scale / fan_avg)", () => {
    const data = varianceScaling({ scale: 2, mode: "fan_avg", distribution: "uniform" }).draw([
      200, 400,
    ]);
    const limit = Math.sqrt((3 * 2) / 300);
    const largest = Array.from(data).reduce((most, x) => Math.max(most, Math.abs(x)), 0);
    expect(largest).toBeLessThanOrEqual(Math.fround(limit));
    expect(largest / limit).toBeGreaterThan(0.999);
  });

  it("orthogonal of a wide matrix has orthonormal rows", () => {
    const data = orthogonal({ seed: 4 }).draw([2, 3, 7], "float64");
    const row = (i: number): number[] => Array.from(data.slice(i * 7, i * 7 + 7));
    for (let i = 0; i < 6; i++) {
      for (let j = 0; j < 6; j++) {
        const product = row(i).reduce((sum, x, k) => sum + x * row(j)[k]!, 0);
        expect(product).toBeCloseTo(i === j ? 1 : 0, 12);
      }
    }
  });
});

describe("initializers: names, options, seeds", () => {
  it("S4.20 knows Keras's names, with Keras's config", () => {
    const { aliases } = goldens.find(({ name }) => name === "aliases")!.expected;
    for (const [name, answer] of Object.entries(aliases!)) {
      // Keras fails to say what its "constant" is.
      if (answer === "KeyError") continue;
      const made = getInitializer(name);
      expect(made.className, name).toBe(answer.class_name);
      const { config } = serializeInitializer(made);
      const { seed, ...others } = config;
      if (seed !== undefined) expect(seed).toBeNull();
      expect(answer.class_name === "Identity" ? {} : others, name).toEqual(answer.config);
      expect(getInitializer(answer.class_name).className).toBe(answer.class_name);
    }
    expect(() => getInitializer("he_norml", "dense_1")).toThrow(
      'dense_1: expected a known initializer, received "he_norml". Did you mean "he_normal"?',
    );
  });

  it("is saved as Keras saves it and comes back", () => {
    const made = varianceScaling({ scale: 2, mode: "fan_out", seed: 3 });
    const saved = serializeInitializer(made);
    expect(saved).toEqual({
      module: "keras.initializers",
      class_name: "VarianceScaling",
      config: {
        scale: 2,
        mode: "fan_out",
        distribution: "truncated_normal",
        seed: 3,
        input_axes: null,
        output_axes: null,
      },
      registered_name: null,
    });
    const back = getInitializer(JSON.parse(JSON.stringify(saved)));
    expect(back).toBeInstanceOf(VarianceScaling);
    expect(back.draw([3, 4])).toEqual(made.draw([3, 4]));
    expect(fromConfig(serializeInitializer(glorotUniform()).config)).toEqual(
      glorotUniform().options,
    );
  });

  it("a seed gives the same numbers at every call; without one each draw differs, but a session's seed repeats them", () => {
    expect(heNormal({ seed: 5 }).draw([4, 3])).toEqual(heNormal({ seed: 5 }).draw([4, 3]));
    expect(heNormal({ seed: 5 }).draw([4, 3])).not.toEqual(heNormal({ seed: 6 }).draw([4, 3]));
    const draws = (): ArrayLike<number>[] => {
      setRandomSeed(1);
      return [heNormal().draw([4, 3]), heNormal().draw([4, 3])];
    };
    const [first, second] = draws();
    expect(first).not.toEqual(second);
    expect(draws()).toEqual([first, second]);
  });

  it("counts the fans of kernels by Keras's rule", () => {
    expect(computeFans([])).toEqual([1, 1]);
    expect(computeFans([7])).toEqual([7, 7]);
    expect(computeFans([3, 5])).toEqual([3, 5]);
    expect(computeFans([2, 3, 5, 7])).toEqual([30, 42]);
    expect(computeFans([2, 3, 5, 7], { inputAxes: [0, 1], outputAxes: [-1] })).toEqual([6, 7]);
  });

  it.each([
    ["uniform numbers", glorotUniform({ seed: 4 }), [700, 300], 4],
    ["truncated normal numbers", heNormal({ seed: 4 }), [700, 300], 4],
    ["plain normal numbers", randomNormal({ seed: 4 }), [700, 300], 4],
    ["orthogonal rows", orthogonal({ seed: 4 }), [30, 70], 31],
  ] as const)(
    "draws large weights part by part, the same numbers: %s",
    (_, source, shape, pauses) => {
      const work = source.drawInParts(shape);
      let parts = 0;
      let step = work.next();
      for (; step.done !== true; step = work.next()) parts++;
      expect(parts).toBe(pauses);
      expect(step.value).toEqual(source.draw(shape));
    },
  );

  it("refuses options that do not exist and values out of range", () => {
    expect(() => varianceScaling({ scale: 0 })).toThrow(
      "VarianceScaling: expected a scale above 0, received 0",
    );
    expect(() => varianceScaling({ mode: "fan_inn" as "fan_in" })).toThrow(
      'Did you mean "fan_in"?',
    );
    expect(() => heNormal({ sede: 3 } as object)).toThrow(
      'HeNormal: expected a known option, received "sede". Did you mean "seed"?',
    );
    expect(() => identity().draw([2, 2, 2])).toThrow("[2, 2, 2]");
    expect(Array.from(constant(0.5).draw([2], "float64"))).toEqual([0.5, 0.5]);
  });
});
