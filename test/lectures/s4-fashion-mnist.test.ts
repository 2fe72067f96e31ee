import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { clearSession, type Sequential, sequential, setRandomSeed, type Tensor } from "hornet";
import type { History } from "hornet/callbacks";
import { type FashionMnist, fashionMnist } from "hornet/datasets";
import { dense, dropout, flatten, input, rescaling } from "hornet/layers";
import * as ops from "hornet/ops";
import { expectInBand, printedBy } from "./support.ts";

let data: FashionMnist;
let training: readonly [Tensor, Tensor];
let held: readonly [Tensor, Tensor];

beforeAll(async () => {
  data = await fashionMnist();
  const { images, labels } = data.train;
  training = [images.slice(5000), labels.slice(5000)];
  held = [images.slice(0, 5000), labels.slice(0, 5000)];
}, 60_000);

const goals = {
  loss: "sparse_categorical_crossentropy",
  optimizer: "sgd",
  metrics: ["accuracy"],
} as const;

describe("the classifier 784-300-100-10 after an epoch on 55,000 images", () => {
  let model: Sequential;
  let history: History;

  beforeAll(async () => {
    clearSession();
    setRandomSeed(0);
    model = sequential([
      input([28, 28]),
      rescaling(1 / 255),
      flatten(),
      dense(300, { activation: "relu" }),
      dense(100, { activation: "relu" }),
      dense(10, { activation: "softmax" }),
    ]);
    model.compile(goals);
    history = await model.fit(...training, { validationData: held, verbose: 0 });
  }, 120_000);

  test("S4.11 the first epoch lies in the band of real Keras's five seeds", () => {
    for (const series of ["accuracy", "loss", "val_accuracy", "val_loss"]) {
      expectInBand(history.history, "mlp", series, 0);
    }
  });

  test("S4.16 evaluate on 10,000 images: 313 steps of 32, and the bar shows what is returned", async () => {
    let logs: Record<string, number> = {};
    const text = await printedBy(async () => {
      logs = await model.evaluate(data.test.images, data.test.labels);
    });
    expect(Object.keys(logs)).toEqual(["loss", "accuracy"]);
    const { loss, accuracy } = logs as { loss: number; accuracy: number };
    expect(text).toMatch(/^313\/313 /);
    expect(text).toContain(`accuracy: ${accuracy.toFixed(4)} - loss: ${loss.toFixed(4)}`);
    expect(accuracy).toBeGreaterThan(0.78);
  });

  test("S4.17 predict of 3 images: float32 (3, 10), rows that sum to 1, and a line 1/1", async () => {
    let probabilities!: Tensor;
    const text = await printedBy(async () => {
      probabilities = await model.predict(data.test.images.slice(0, 3));
    });
    expect([probabilities.shape, probabilities.dtype]).toEqual([[3, 10], "float32"]);
    ops.sum(probabilities, { axis: 1 }).data.forEach((total) => expect(total).toBeCloseTo(1, 5));
    expect(text).toMatch(/^1\/1 0s [\d.]+(?:us|ms)\/step\n$/);
  });

  test("S4.18 the first three test images are classes 9, 2, 1: ankle boot, pullover, trouser", async () => {
    const probabilities = await model.predict(data.test.images.slice(0, 3), { verbose: 0 });
    const classes = ops.argmax(probabilities, { axis: 1 });
    expect([...classes.data]).toEqual([9, 2, 1]);
    expect(data.classNames.take(classes)).toEqual(["Ankle boot", "Pullover", "Trouser"]);
    expect([...data.test.labels.data.subarray(0, 3)]).toEqual([9, 2, 1]);
  });

  test("weights that were trained, saved and loaded predict the same", async () => {
    const folder = mkdtempSync(join(tmpdir(), "lectures-"));
    try {
      const path = join(folder, "weights.safetensors");
      const images = data.test.images.slice(0, 64);
      const before = await model.predict(images, { verbose: 0 });
      await model.saveWeights(path);
      model.setWeights(model.getWeights().map((weight) => ops.multiply(weight, 0)));
      expect([...(await model.predict(images, { verbose: 0 })).data]).not.toEqual([...before.data]);
      await model.loadWeights(path);
      expect([...(await model.predict(images, { verbose: 0 })).data]).toEqual([...before.data]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

test("S4.47 dropout 0.2 before each dense layer: in Keras's band, and better in validation than in training", async () => {
  clearSession();
  setRandomSeed(0);
  const options = { activation: "elu", kernelInitializer: "he_normal" } as const;
  const model = sequential([
    input([28, 28]),
    rescaling(1 / 255),
    flatten(),
    dropout(0.2),
    dense(300, options),
    dropout(0.2),
    dense(100, options),
    dropout(0.2),
    dense(10, { activation: "softmax" }),
  ]);
  expect(model.countParams()).toBe(266_610);
  model.compile(goals);
  const { history } = await model.fit(...training, { validationData: held, verbose: 0 });
  for (const series of ["accuracy", "loss", "val_accuracy", "val_loss"]) {
    expectInBand(history, "mlp_dropout", series, 0);
  }
  expect(history["val_accuracy"]![0]).toBeGreaterThan(history["accuracy"]![0]!);
}, 120_000);
