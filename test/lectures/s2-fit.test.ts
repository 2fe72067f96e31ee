import { beforeEach, describe, expect, test } from "vitest";
import { clearSession, type Sequential, sequential, setRandomSeed, tensor } from "hornet";
import { Callback } from "hornet/callbacks";
import { digits } from "hornet/datasets";
import { dense, flatten, input, rescaling } from "hornet/layers";
import * as ops from "hornet/ops";
import { printedBy } from "./support.ts";

beforeEach(() => {
  clearSession();
  setRandomSeed(0);
});

describe("compile and fit", () => {
  const build = (): Sequential => {
    const model = sequential([
      input([8, 8]),
      rescaling(1 / 16),
      flatten(),
      dense(10, { activation: "softmax" }),
    ]);
    model.compile({ optimizer: "adam", loss: "categorical_crossentropy", metrics: ["accuracy"] });
    return model;
  };

  test("S2.41 adam, categorical cross-entropy and accuracy learn the digits", async () => {
    const { images, labels } = await digits();
    const { history } = await build().fit(images, ops.oneHot(labels, 10), {
      epochs: 12,
      verbose: 0,
    });
    expect(Object.keys(history).toSorted()).toEqual(["accuracy", "loss"]);
    expect(history["accuracy"]!.at(-1)).toBeGreaterThan(0.9);
    expect(history["loss"]!.at(-1)).toBeLessThan(history["loss"]![0]! / 3);
  });

  test("S2.42 validation_data = (x_test, y_test): evaluated after each of 3 epochs", async () => {
    const { images, labels } = await digits();
    const targets = tensor(ops.oneHot(labels, 10));
    const [xTest, yTest] = [images.slice(1500), targets.slice(1500)];
    const model = build();
    const found: number[] = [];
    class Watch extends Callback {
      override async onEpochEnd(): Promise<void> {
        const { loss } = await twin(this.model.getWeights());
        found.push(loss!);
      }
    }
    const other = build();
    const twin = (
      weights: Parameters<Sequential["setWeights"]>[0],
    ): ReturnType<Sequential["evaluate"]> => {
      other.setWeights(weights);
      return other.evaluate(xTest, yTest, { verbose: 0 });
    };
    const { history } = await model.fit(images.slice(0, 1500), targets.slice(0, 1500), {
      validationData: [xTest, yTest],
      epochs: 3,
      verbose: 0,
      callbacks: [new Watch()],
    });
    expect(history["val_loss"]).toHaveLength(3);
    history["val_loss"]!.forEach((loss, i) => expect(loss).toBeCloseTo(found[i]!, 6));
    expect(new Set(found).size).toBe(3);
  });

  test("S2.43 the progress output: epochs, steps, a bar, elapsed time, time per step, the metrics", async () => {
    const { images, labels } = await digits();
    const targets = tensor(ops.oneHot(labels, 10));
    const model = build();
    const text = await printedBy(
      () => model.fit(images, targets, { validationSplit: 0.2, epochs: 2, verbose: 1 }),
      { isTerminal: true },
    );
    // oxlint-disable-next-line no-control-regex -- the colours of the bar
    const plain = text.replaceAll(/\u001b\[\d+m/g, "");
    expect(plain).toContain("Epoch 1/2\n");
    expect(plain).toContain("Epoch 2/2\n");
    // 1437 of 1797 rows in steps of 32: counts are steps.
    const number = String.raw`[\d.]+(?:e-\d+)?`;
    const line = new RegExp(
      String.raw`\r45/45 ━{20} \d+s \d[\d.]*(?:us|ms|s)/step - accuracy: ${number} - loss: ${number} - val_accuracy: ${number} - val_loss: ${number} *\n`,
      "g",
    );
    expect(plain.match(line)).toHaveLength(2);
  });
});

test("S2.48 predict, then the class of each row is the argmax", async () => {
  const model = sequential([input([2]), dense(3, { activation: "softmax" })]);
  model.setWeights([
    tensor([
      [4, 0, -4],
      [0, 4, -4],
    ]),
    tensor([0, 0, 0]),
  ]);
  const score = await model.predict(
    [
      [1, 0],
      [0, 1],
      [-1, -1],
      [2, 1],
    ],
    { verbose: 0 },
  );
  expect(score.shape).toEqual([4, 3]);
  expect([...ops.argmax(score, { axis: 1 }).data]).toEqual([0, 1, 2, 0]);
});
