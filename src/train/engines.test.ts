import { describe, expect, test } from "vitest";
import { dense, input } from "hornet/layers";
import { setRandomSeed } from "../base/random.ts";
import { setEngine } from "../eager/engines.ts";
import { noNativeEngine } from "../engines/native/available.testing.ts";
import { sequential } from "../models/sequential.ts";
import { classifier, threeClasses } from "./train.testing.ts";

const engines = noNativeEngine === undefined ? (["wasm", "native"] as const) : (["wasm"] as const);

describe.each([...engines, "reference"] as const)(
  "runs of one model in turn, on %s",
  { timeout: 120_000 },
  (engine) => {
    test("training, evaluation and prediction of any size do not disturb each other", async () => {
      setEngine(engine);
      setRandomSeed(2);
      const model = classifier([dense(5, { activation: "tanh" })]);
      const [small, large] = [threeClasses(7), threeClasses(50)];
      const options = { batchSize: 4, verbose: 0 } as const;
      const [smallBefore, largeBefore] = [
        await model.evaluate(small.x, small.y, options),
        await model.evaluate(large.x, large.y, options),
      ];
      expect(await model.evaluate(small.x, small.y, options)).toEqual(smallBefore);
      expect(await model.evaluate(large.x, large.y, options)).toEqual(largeBefore);

      const first = await model.fit(small.x, small.y, { ...options, epochs: 3 });
      await model.predict(large.x, { batchSize: 50, verbose: 0 });
      const second = await model.fit(large.x, large.y, {
        ...options,
        epochs: 3,
        validationData: [small.x, small.y],
      });
      expect(first.history["loss"]!.at(-1)).toBeLessThan(smallBefore["loss"]!);
      expect(second.history["loss"]!.at(-1)).toBeLessThan(second.history["loss"]![0]!);
      const after = await model.evaluate(small.x, small.y, options);
      expect(after["loss"]).toBe(second.history["val_loss"]!.at(-1));
    });

    test("S4.17 predict gives the same rows in any batch size, the short last batch too", async () => {
      setEngine(engine);
      const model = classifier();
      const { x } = threeClasses(11);
      const whole = await model.predict(x, { verbose: 0, batchSize: 11 });
      for (const batchSize of [1, 3, 4, 10, 32]) {
        const parts = await model.predict(x, { verbose: 0, batchSize });
        expect(parts.array(), `batches of ${batchSize}`).toEqual(whole.array());
      }
    });

    test("models that share a layer train the one weight", async () => {
      setEngine(engine);
      const shared = dense(3, { activation: "softmax" });
      const [left, right] = [0, 1].map(() => {
        const model = sequential([input([2]), shared]);
        model.compile({ optimizer: "sgd", loss: "sparse_categorical_crossentropy" });
        return model;
      });
      const { x, y } = threeClasses(16);
      for (let turn = 0; turn < 3; turn++) {
        for (const model of [left!, right!]) await model.fit(x, y, { verbose: 0 });
        expect(right!.getWeights()[0]!.array()).toEqual(left!.getWeights()[0]!.array());
      }
      const { loss } = await left!.evaluate(x, y, { verbose: 0 });
      expect((await right!.evaluate(x, y, { verbose: 0 }))["loss"]).toBe(loss);
    });
  },
);

test.each(engines)("%s and reference agree on a training", async (compiled) => {
  const { x, y } = threeClasses(30);
  const losses: number[][] = [];
  for (const engine of [compiled, "reference"] as const) {
    setEngine(engine);
    setRandomSeed(11);
    const model = classifier([dense(6, { activation: "relu" })]);
    const { history } = await model.fit(x, y, { batchSize: 7, epochs: 4, verbose: 0 });
    losses.push(history["loss"]!);
  }
  losses[0]!.forEach((loss, epoch) => expect(loss).toBeCloseTo(losses[1]![epoch]!, 5));
});
