import { describe, expect, test } from "vitest";
import {
  clearSession,
  cloneModel,
  Model,
  model,
  type Operand,
  sequential,
  setRandomSeed,
} from "hornet";
import { gelu, softmax } from "hornet/activations";
import { maxNorm } from "hornet/constraints";
import { heNormal } from "hornet/initializers";
import * as lean from "hornet/lean";
import * as named from "hornet/layers";
import { Dense, dense, Dropout, dropout, input, Layer } from "hornet/layers";
import { categoricalCrossentropy, sparseCategoricalCrossentropy } from "hornet/losses";
import { sparseCategoricalAccuracy } from "hornet/metrics";
import { lossScaleOptimizer, sgd } from "hornet/optimizers";
import { l2 } from "hornet/regularizers";

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

test("lean layers of objects are those of names, bit by bit", async () => {
  const run = async (parts: Parameters<typeof sequential>[0]): Promise<unknown> => {
    const net = lean.sequential(parts);
    net.compile({ ...objects, optimizer: sgd({ learningRate: 0.3 }) });
    const { history } = await net.fit(x, y, { epochs: 3, batchSize: 5, verbose: 0 });
    return [history, (await net.predict(x)).array(), net.layers.map(String)];
  };
  clearSession();
  setRandomSeed(4);
  const own = await run([
    lean.input([3]),
    lean.dense(5, {
      activation: gelu,
      kernelInitializer: heNormal(),
      kernelRegularizer: l2(0.01),
      biasConstraint: maxNorm(),
    }),
    lean.dense(3, { activation: softmax }),
  ]);
  clearSession();
  setRandomSeed(4);
  const named = await run([
    input([3]),
    dense(5, {
      activation: "gelu",
      kernelInitializer: "he_normal",
      kernelRegularizer: "l2",
      biasConstraint: "max_norm",
    }),
    dense(3, { activation: "softmax" }),
  ]);
  expect(own).toEqual(named);
});

describe("lean layers know no names, and say so", () => {
  test.each([
    // @ts-expect-error -- a name
    () => lean.dense(3, { activation: "relu" }),
    // @ts-expect-error -- a name
    () => lean.dense(3, { kernelInitializer: "he_normal" }),
    // @ts-expect-error -- a name
    () => lean.conv2d(3, 3, { kernelRegularizer: "l2" }),
    // @ts-expect-error -- a name
    () => lean.embedding(3, 3, { embeddingsConstraint: "max_norm" }),
  ])("%s", (make) => {
    expect(make).toThrow(
      /expected an? \w+ itself, for layers of "hornet\/lean" know no names, received "\w+"\. Import it from "hornet\/\w+", or the layer from "hornet\/layers"/,
    );
  });

  test("a layer of one's own takes what it is: of lean objects, of the others names", () => {
    const build = (base: typeof Layer): Layer => {
      class Own extends base {
        override build(): void {
          this.addWeight("scale", [2], "ones");
        }
        override call(given: Operand): Operand {
          return given;
        }
      }
      const made = new Own();
      made.ensureBuilt([[null, 2]]);
      return made;
    };
    expect(build(Layer).weights.length).toBe(1);
    expect(() => build(lean.Layer)).toThrow(/own.*know no names, received "ones"/);
  });

  test("every class of hornet/layers gives names to what extends it", () => {
    const extendable = Object.entries(named).filter(
      ([, own]) => typeof own === "function" && own.prototype instanceof Layer,
    );
    expect(extendable.length).toBeGreaterThan(150);
    const nameless = extendable.filter(([name, own]) => own === Reflect.get(lean, name));
    expect(nameless.map(([name]) => name)).toEqual(["InputLayer"]);
    class Gain extends Dropout {
      override build(): void {
        this.addWeight("gain", [2], "ones", { regularizer: "l2", constraint: "non_neg" });
      }
    }
    const made = new Gain({ rate: 0.5 });
    made.ensureBuilt([[null, 2]]);
    expect(made.weights.length).toBe(1);
    expect(made).toBeInstanceOf(Dropout);
    expect(dropout(0.5).constructor).toBe(Dropout);
  });

  test("what a model of names has is saved; a lean layer is not", () => {
    const layer = dense(3, { activation: "gelu" });
    expect(layer.toJSON().config).toMatchObject({ activation: "gelu" });
    expect(layer.constructor).toBe(Dense);
    expect(cloneModel(sequential([input([3]), layer])).layers[0]!.toJSON().config).toMatchObject({
      activation: "gelu",
    });
    expect(() => lean.dense(3, { activation: gelu }).toJSON()).toThrow(
      /dense_\d+ \(dense\): activation: expected a layer of "hornet\/layers", to be saved/,
    );
    expect(lean.dropout(0.5).toJSON().config).toMatchObject({ rate: 0.5 });
  });
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
    expect(() => net.toJSON()).toThrow(/toJSON: expected a model of "hornet"/);
    expect(() => own.getConfig()).toThrow(/toJSON: expected a model of "hornet"/);
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
