import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { clearSession, type Sequential, sequential, setRandomSeed, type Tensor } from "hornet";
import type { History } from "hornet/callbacks";
import { type FashionMnist, fashionMnist } from "hornet/datasets";
import { dense, flatten, input, rescaling } from "hornet/layers";
import * as ops from "hornet/ops";
import { plotHistory } from "hornet/plot";
import { kerasSummary, summaryOf } from "./support.ts";

let data: FashionMnist;

beforeAll(async () => {
  data = await fashionMnist();
}, 60_000);

beforeEach(() => {
  clearSession();
  setRandomSeed(0);
});

test("S3.1 the summary of 784-300-100-10 is Keras's: 266,610 parameters (1.02 MB)", () => {
  const model = sequential([
    input([28, 28]),
    flatten(),
    dense(300, { activation: "relu" }),
    dense(100, { activation: "relu" }),
    dense(10, { activation: "softmax" }),
  ]);
  const text = summaryOf(model);
  expect(text).toBe(kerasSummary("fashion_300_100"));
  const counts = [...text.matchAll(/│ +([\d,]+) │$/gm)].map(([, count]) => count);
  expect(counts).toEqual(["0", "235,500", "30,100", "1,010"]);
  expect(text).toContain("Total params: 266,610 (1.02 MB)");
  expect(text).toContain("Non-trainable params: 0 (0.00 B)");
});

test("S3.2 what dense layers on images would cost is counted without making a single weight", () => {
  const count = (shape: readonly number[], units: number): number =>
    sequential([input(shape), flatten(), dense(units, { useBias: false })]).countParams();
  expect(count([128, 128, 3], 300)).toBe(14_745_600);
  expect(count([100, 100], 1000)).toBe(10_000_000);
  // 14 terabytes: no machine that runs this has them.
  expect(count([1920, 1080, 3], 600_000)).toBe(3_732_480_000_000);
});

test("S3.18 the first 5,000 rows validate, and bytes become numbers from 0 to 1", async () => {
  const { images, labels } = data.train;
  const [xValid, xTrain] = [images.slice(0, 5000), images.slice(5000)];
  const [yValid, yTrain] = [labels.slice(0, 5000), labels.slice(5000)];
  expect([xValid.shape, xTrain.shape, yValid.shape, yTrain.shape]).toEqual([
    [5000, 28, 28],
    [55_000, 28, 28],
    [5000],
    [55_000],
  ]);
  expect(images.dtype).toBe("uint8");
  expect([...xTrain.data.subarray(0, 784)]).toEqual([
    ...images.data.subarray(5000 * 784, 5001 * 784),
  ]);

  const some = xValid.slice(0, 32);
  const expected = Array.from(some.data, (pixel) => Math.fround(pixel / 255));
  const scaled = ops.divide(some, 255);
  const byLayer = await sequential([input([28, 28]), rescaling(1 / 255)]).predict(some, {
    verbose: 0,
  });
  for (const result of [scaled, byLayer]) {
    expect(result.dtype).toBe("float32");
    expect([ops.min(result).item(), ops.max(result).item()]).toEqual([0, 1]);
    const errors = Array.from(result.data, (value, i) => Math.abs(value - expected[i]!));
    expect(Math.max(...errors)).toBeLessThan(1e-7);
  }
});

describe("training on a part of Fashion-MNIST", () => {
  let model: Sequential;
  let history: History;
  let held: readonly [Tensor, Tensor];

  beforeAll(async () => {
    clearSession();
    setRandomSeed(0);
    const { images, labels } = data.train;
    held = [images.slice(0, 500), labels.slice(0, 500)];
    model = sequential([
      input([28, 28]),
      rescaling(1 / 255),
      flatten(),
      dense(100, { activation: "relu" }),
      dense(10, { activation: "softmax" }),
    ]);
    model.compile({
      loss: "sparse_categorical_crossentropy",
      optimizer: "sgd",
      metrics: ["accuracy"],
    });
    history = await model.fit(images.slice(5000, 9000), labels.slice(5000, 9000), {
      epochs: 8,
      batchSize: 32,
      validationData: held,
      verbose: 0,
    });
  }, 60_000);

  test("S3.20 integer labels, uint8 as they come, with sparse cross-entropy, sgd and accuracy", () => {
    expect(data.train.labels.dtype).toBe("uint8");
    expect(history.history["accuracy"]!.at(-1)).toBeGreaterThan(0.78);
    expect(history.history["loss"]!.at(-1)).toBeLessThan(history.history["loss"]![0]! / 2);
  });

  test("S3.22 one line plots the history: four series over eight epochs", () => {
    const { svg } = plotHistory(history);
    const curves = [...svg.matchAll(/<path d="(M[^"]*L[^"]*)"/g)].map(
      ([, path]) => path!.match(/[ML]/g)!.length,
    );
    expect(curves.filter((points) => points === 8)).toHaveLength(4);
    for (const name of ["accuracy", "loss", "val_accuracy", "val_loss"])
      expect(svg).toContain(`>${name}</text>`);
  });

  test("S3.23 evaluate gives the loss, then the metrics in their order", async () => {
    const logs = await model.evaluate(...held, { verbose: 0 });
    expect(Object.keys(logs)).toEqual(["loss", "accuracy"]);
    expect(Object.values(logs)).toEqual([
      history.history["val_loss"]!.at(-1),
      history.history["val_accuracy"]!.at(-1),
    ]);
    const [images, labels] = held;
    const probabilities = await model.predict(images, { verbose: 0 });
    const loss =
      [...labels.data].reduce(
        (sum, label, i) => sum - Math.log(probabilities.data[10 * i + label]!),
        0,
      ) / 500;
    const classes = ops.argmax(probabilities, { axis: 1 }).data;
    const hits = [...labels.data].filter((label, i) => label === classes[i]).length;
    expect(logs["loss"]).toBeCloseTo(loss, 4);
    expect(logs["accuracy"]).toBeCloseTo(hits / 500, 6);
  });

  test("S3.24 one image keeps its batch axis: predict, round to 2 digits, argmax of the last axis", async () => {
    const { images } = data.test;
    const probabilities = await model.predict(images.slice(0, 1), { verbose: 0 });
    expect(probabilities.shape).toEqual([1, 10]);
    const image = images.slice(0, 1).reshape([28, 28]);
    const again = await model.predict(ops.expandDims(image, 0), { verbose: 0 });
    expect([...again.data]).toEqual([...probabilities.data]);
    const rounded = ops.round(probabilities, 2);
    rounded.data.forEach((value, i) => {
      expect(Math.abs(value - probabilities.data[i]!)).toBeLessThan(0.00501);
      expect(value * 100).toBeCloseTo(Math.round(value * 100), 4);
    });
    const found = ops.argmax(probabilities, -1);
    expect(found.shape).toEqual([1]);
    expect(data.classNames.take(found)).toEqual(["Ankle boot"]);
  });
});
