import { beforeEach, expect, test } from "vitest";
import { dense } from "hornet/layers";
import { setRandomSeed } from "../base/random.ts";
import { lambdaCallback } from "../callbacks/lambdaCallback.ts";
import { setEngine } from "../eager/engines.ts";
import { classifier, threeClasses } from "./train.testing.ts";

const { x, y } = threeClasses(30);
const other = threeClasses(23);

beforeEach(() => {
  setEngine("wasm");
});

const options = { batchSize: 4, epochs: 3, verbose: 0 } as const;
const trained = (): ReturnType<typeof classifier> => {
  setRandomSeed(3);
  return classifier([dense(5, { activation: "tanh" })], { metrics: ["accuracy"] });
};

test("callbacks that evaluate and predict leave the training as it was", async () => {
  const alone = trained();
  const expected = await alone.fit(x, y, options);
  const model = trained();
  const onlookers = lambdaCallback({
    onTrainBatchEnd: async () => {
      await model.evaluate(other.x, other.y, { verbose: 0 });
      await model.predict(other.x, { verbose: 0 });
    },
    onEpochEnd: async () => void (await model.testOnBatch(other.x, other.y)),
  });
  const found = await model.fit(x, y, { ...options, callbacks: [onlookers] });
  expect(found.history).toEqual(expected.history);
  expect(model.getWeights()[0]!.array()).toEqual(alone.getWeights()[0]!.array());
});

test("runs that are started together go one after the other", async () => {
  const model = trained();
  await model.fit(x, y, options);
  const expected = await model.predict(x, { verbose: 0 });
  const expectedOther = await model.predict(other.x, { verbose: 0 });
  const together = await Promise.all([
    model.predict(x, { verbose: 0, batchSize: 4 }),
    model.predict(other.x, { verbose: 0, batchSize: 5 }),
    model.evaluate(x, y, { verbose: 0 }),
    model.predict(x, { verbose: 0 }),
  ]);
  expect(together[0].array()).toEqual(expected.array());
  expect(together[1].array()).toEqual(expectedOther.array());
  expect(together[3].array()).toEqual(expected.array());
});

test("a prediction is served while a training goes on, which it does not change", async () => {
  const alone = trained();
  const expected = await alone.fit(x, y, options);
  const model = trained();
  const training = model.fit(x, y, options);
  const served = await model.predict(other.x, { verbose: 0 });
  expect(served.shape).toEqual([23, 3]);
  expect((await training).history).toEqual(expected.history);
});

test("a second training of the same model is refused while one is under way", async () => {
  const model = trained();
  const first = model.fit(x, y, options);
  await expect(model.fit(x, y, options)).rejects.toThrow(
    /fit: expected one training of a model at a time/,
  );
  await first;
  await model.fit(x, y, options);
});
