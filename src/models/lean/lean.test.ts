import { describe, expect, test } from "vitest";
import { cloneModel, Model, model, sequential, setRandomSeed } from "hornet";
import * as lean from "hornet/lean";
import { dense, input } from "hornet/layers";
import { categoricalCrossentropy, sparseCategoricalCrossentropy } from "hornet/losses";
import { sparseCategoricalAccuracy } from "hornet/metrics";
import { lossScaleOptimizer, sgd } from "hornet/optimizers";

const x = Array.from({ length: 12 }, (_, i) => [i % 2, i % 3, i % 5].map((part) => part / 5));
const y = Int32Array.from(x, (_, i) => i % 3);
const layers = (): Parameters<typeof sequential>[0] => [
  input([3]),
  dense(5, { activation: "relu" }),
  dense(3, { activation: "softmax" }),
];
const objects = {
  loss: sparseCategoricalCrossentropy(),
  optimizer: sgd({ learningRate: 0.3 }),
  metrics: [sparseCategoricalAccuracy({ name: "accuracy" })],
};

test("a lean model of objects trains, evaluates and predicts as a model of names does, bit by bit", async () => {
  const run = async (
    net: lean.Model,
    options: Parameters<lean.Model["compile"]>[0],
  ): Promise<unknown> => {
    net.compile(options);
    const { history } = await net.fit(x, y, { epochs: 3, batchSize: 5, verbose: 0 });
    const found = [await net.evaluate(x, y, { verbose: 0 }), (await net.predict(x)).array()];
    return [history, ...found, await net.trainOnBatch(x, y)];
  };
  setRandomSeed(3);
  const plain = await run(lean.sequential(layers()), objects);
  setRandomSeed(3);
  const named = { loss: "sparse_categorical_crossentropy", metrics: ["accuracy"] } as const;
  expect(plain).toEqual(
    await run(sequential(layers()), { ...named, optimizer: sgd({ learningRate: 0.3 }) }),
  );
});

describe("what lean models are without is said", () => {
  const net = lean.sequential(layers());
  test.each([
    [
      { ...objects, optimizer: "adam" } as const,
      /optimizers: .*received "adam"\. Import it from "hornet\/optimizers", or the model from "hornet"/,
    ],
    [{ ...objects, loss: "mse" } as const, /losses: .*received "mse"/],
    [{ ...objects, metrics: ["accuracy"] } as const, /metrics: .*received "accuracy"/],
    [{ loss: objects.loss }, /compile: expected an optimizer, received none/],
  ])("compile %#", (options, message) => {
    expect(() => net.compile(options)).toThrow(message);
  });

  test("methods that show, measure and keep", async () => {
    const { inputs, outputs } = lean.sequential(layers());
    const own = lean.model(inputs, outputs);
    expect(() => own.summary()).toThrow(
      /summary: expected a model of "hornet", received one of "hornet\/lean", which trains, evaluates and predicts\. Import what makes it from "hornet"/,
    );
    expect(() => net.memoryPlan()).toThrow(/memoryPlan: expected a model of "hornet"/);
    await expect(net.saveWeights("weights.safetensors")).rejects.toThrow(/saveWeights: expected/);
  });

  test("targets are looked at all the same", async () => {
    net.compile(objects);
    await expect(
      net.fit(
        x,
        y.map(() => 3),
        { verbose: 0 },
      ),
    ).rejects.toThrow(/3/);
    net.compile({ loss: categoricalCrossentropy(), optimizer: sgd() });
    const wrong = x.map(() => [2, 0, -1]);
    await expect(net.fit(x, wrong, { verbose: 0 })).rejects.toThrow(/between 0 and 1/);
  });

  test("the loss is scaled by an optimizer that is told to", () => {
    const half = lean.sequential(layers(), { dtype: "mixed_float16" });
    expect(() => half.compile(objects)).toThrow(/autoScaleLoss: false/);
    const optimizer = lossScaleOptimizer(sgd());
    half.compile({ ...objects, optimizer, autoScaleLoss: false });
    expect(half.optimizer).toBe(optimizer);
  });
});

test("every model is a Model, those of a class of one's own alone are of that class, and clones are what they were", () => {
  class Own extends Model {}
  const [small, large] = [lean.sequential(layers()), sequential(layers())];
  const graph = model(large.inputs, large.outputs);
  for (const net of [small, large, graph]) {
    expect(net).toBeInstanceOf(Model);
    expect(net).toBeInstanceOf(lean.Model);
    expect(net).not.toBeInstanceOf(Own);
    expect(cloneModel(net).constructor).toBe(net.constructor);
  }
  expect({}).not.toBeInstanceOf(Model);
  expect(new Own({})).toBeInstanceOf(Own);
});
