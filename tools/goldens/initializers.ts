import type { SerializedObject } from "../../src/base/config.ts";
import { sizeOf, type Shape } from "../../src/base/shape.ts";
import { getInitializer, serializeInitializer } from "../../src/initializers/getInitializer.ts";
import type { Initializer } from "../../src/initializers/initializer.ts";
import { checkAnswer, checkField } from "./compare.ts";
import { construct } from "./missing.ts";
import { isRecord, shapeOf, textOf, toNumber } from "./tensors.ts";
import type { CaseRunner, GoldenCase, JsonRecord } from "./types.ts";
import { unsavedOptions } from "./unsaved.ts";

/** The initializer of a case, with another seed where one is given. */
function initializerOf({ name, given }: GoldenCase, seed?: number): Initializer {
  const saved = given["initializer"] as unknown as SerializedObject;
  const config = {
    ...saved.config,
    ...unsavedOptions(name),
    ...(seed === undefined ? {} : { seed }),
  };
  return construct(() => getInitializer({ ...saved, config }));
}

interface Statistics {
  readonly mean: number;
  readonly std: number;
  readonly min: number;
  readonly max: number;
}

function statisticsOf(data: ArrayLike<number>): Statistics {
  let [sum, squares, min, max] = [0, 0, Infinity, -Infinity];
  for (let i = 0; i < data.length; i++) {
    const x = data[i]!;
    sum += x;
    min = Math.min(min, x);
    max = Math.max(max, x);
  }
  const mean = sum / data.length;
  for (let i = 0; i < data.length; i++) squares += (data[i]! - mean) ** 2;
  return { mean, std: Math.sqrt(squares / data.length), min, max };
}

/** Draws of Hornet's from which the standard error of each statistic is found. */
const draws = 48;

/**
 * Keras's statistics lie within five standard errors of Hornet's: mean and deviation of each statistic over many draws
 * of the case's shape.
 */
function checkSample(golden: GoldenCase, shape: Shape): string[] {
  const size = golden.expected["sample_size"];
  const samples = Array.from({ length: draws }, (_, seed) => {
    const data = initializerOf(golden, seed).draw(shape);
    return statisticsOf(data.length > toNumber(size) ? data.subarray(0, toNumber(size)) : data);
  });
  return (["mean", "std", "min", "max"] as const).flatMap((key) => {
    const { mean, std } = statisticsOf(samples.map((sample) => sample[key]));
    return checkField(golden, `sample_${key}`, (expected) => {
      const wanted = toNumber(expected);
      return Math.abs(mean - wanted) <= 5 * std
        ? []
        : [`${wanted} is not within 5 standard errors (${std.toPrecision(3)} each) of ${mean}`];
    });
  });
}

/** max |G - gain² I|, where G holds the products of the columns, or of the rows if there are fewer. */
function gramError(data: ArrayLike<number>, shape: Shape, gain: number): number {
  const columns = shape.at(-1)!;
  const rows = sizeOf(shape) / columns;
  const [count, length] = [Math.min(rows, columns), Math.max(rows, columns)];
  const at = (vector: number, k: number): number =>
    data[rows < columns ? vector * columns + k : k * columns + vector]!;
  let worst = 0;
  for (let i = 0; i < count; i++) {
    for (let j = 0; j <= i; j++) {
      let product = 0;
      for (let k = 0; k < length; k++) product += at(i, k) * at(j, k);
      worst = Math.max(worst, Math.abs(product - (i === j ? gain * gain : 0)));
    }
  }
  return worst;
}

function checkGram(golden: GoldenCase, shape: Shape): string[] {
  const field = "gram_max_abs_error_vs_gain2_identity";
  const initializer = initializerOf(golden);
  const { gain } = initializer.options as { readonly gain?: number };
  const error = gramError(initializer.draw(shape), shape, gain ?? 1);
  return checkField(golden, field, (bound) =>
    error <= toNumber(bound) ? [] : [`${error} is above ${toNumber(bound)}`],
  );
}

/** Names by which initializers are asked for. An answer that is an exception's name tells nothing. */
function checkAliases(golden: GoldenCase): string[] {
  return checkField(golden, "aliases", (aliases) =>
    Object.entries(aliases as JsonRecord).flatMap(([name, answer]) => {
      if (!isRecord(answer)) return [];
      const { class_name, config } = serializeInitializer(construct(() => getInitializer(name)));
      if (class_name !== answer["class_name"])
        return [`${name}: ${class_name}, not ${textOf(answer["class_name"])}`];
      return Object.entries(answer["config"] as JsonRecord).flatMap(([key, value]) =>
        JSON.stringify(config[key] ?? null) === JSON.stringify(value)
          ? []
          : [`${name}: ${key} is ${JSON.stringify(config[key])}, not ${JSON.stringify(value)}`],
      );
    }),
  );
}

/** An initializer's values, or their distribution. */
export const runInitializer: CaseRunner = (golden) => {
  const { given } = golden;
  if ("aliases" in golden.expected) return checkAliases(golden);
  const shape = shapeOf(given);
  if ("gram_max_abs_error_vs_gain2_identity" in golden.expected) return checkGram(golden, shape);
  if ("sample_mean" in golden.expected) return checkSample(golden, shape);
  return checkAnswer(golden, "value", {
    shape,
    dtype: "float32",
    data: initializerOf(golden).draw(shape),
  });
};
