import { beforeEach, describe, expect, test } from "vitest";
import {
  clearSession,
  deserialize,
  Model,
  sequential,
  setRandomSeed,
  tensor,
  type ModelOptions,
  type Operand,
  type StepBatch,
  type StepTools,
} from "hornet";
import { type Layer, registerSerializable, type CallContext } from "hornet/layers";
import * as layers from "hornet/layers";
import { Mean } from "hornet/metrics";
import * as ops from "hornet/ops";

/** A network with a shortcut, as a class. */
class Shortcut extends Model<ModelOptions & { readonly units?: number }> {
  static override readonly className = "Shortcut";
  readonly hidden: Layer;
  readonly blocks: readonly Layer[];
  readonly out = layers.dense(1, { name: "out" });

  constructor(options: ModelOptions & { readonly units?: number } = {}) {
    super(options);
    const { units = 4 } = options;
    this.hidden = layers.dense(units, { activation: "tanh", name: "hidden" });
    this.blocks = [layers.dropout(0.25), layers.dense(units, { name: "block" })];
  }

  override call(x: Operand, context: CallContext): Operand {
    const hidden = this.hidden(x);
    const deep = this.blocks.reduce((y, layer) => layer(y, context), hidden);
    return this.out(ops.add(hidden, deep));
  }
}

const x = tensor(
  Float32Array.from({ length: 60 }, (_, i) => Math.sin(i * 1.7)),
  { shape: [20, 3] },
);
const y = tensor(
  Float32Array.from({ length: 20 }, (_, i) => Math.cos(i)),
  { shape: [20, 1] },
);
const quiet = { verbose: 0, epochs: 5, batchSize: 8 } as const;

beforeEach(() => {
  clearSession();
  setRandomSeed(6);
});

describe("a model of one's own", () => {
  test("is built by data, trained, evaluated, asked; its weights are named after it", async () => {
    const net = new Shortcut();
    expect(net.built).toBe(false);
    net.compile({ loss: "mse", optimizer: "adam", metrics: ["mae"] });
    const { history } = await net.fit(x, y, { ...quiet, epochs: 30, validationSplit: 0.2 });
    expect(Object.keys(history)).toEqual(["loss", "mae", "val_loss", "val_mae"]);
    expect(history["loss"]!.at(-1)!).toBeLessThan(history["loss"]![0]!);
    expect(net.weights.map(({ path }) => path)).toEqual([
      "shortcut/hidden/kernel",
      "shortcut/hidden/bias",
      "shortcut/block/kernel",
      "shortcut/block/bias",
      "shortcut/out/kernel",
      "shortcut/out/bias",
    ]);
    const predicted = await net.predict(x, { verbose: 0 });
    expect(predicted.shape).toEqual([20, 1]);
    // Without training nothing is dropped.
    expect((await net.predict(x, { verbose: 0 })).array()).toEqual(predicted.array());
    const { loss } = await net.evaluate(x, y, { verbose: 0 });
    const mean =
      Array.from(predicted.data).reduce((sum, p, i) => sum + (p - y.data[i]!) ** 2, 0) / 20;
    expect(loss).toBeCloseTo(mean, 5);
    expect(net(x).shape).toEqual([20, 1]);
  });

  test("is a layer of other models, and is saved once registered", () => {
    registerSerializable("lab>Shortcut", Shortcut);
    const net = sequential([layers.input([3]), new Shortcut({ units: 5 }), layers.dense(2)]);
    expect(net.outputShape).toEqual([null, 2]);
    const loaded = deserialize(JSON.parse(JSON.stringify(net))) as typeof net;
    expect(loaded.weights.map(({ shape }) => shape)).toEqual(net.weights.map(({ shape }) => shape));
    loaded.setWeights(net.getWeights());
    expect(loaded(x).array()).toEqual(net(x).array());
    expect(() => new Shortcut().summary({ printFn: () => {} })).not.toThrow();
  });

  test("takes several inputs in a list or by name, and gives several outputs", async () => {
    class Two extends Model {
      protected override readonly outputNames = ["sum", "product"];
      readonly head = layers.dense(2);
      override callMany([a, b]: readonly Operand[]): readonly Operand[] {
        return [this.head(ops.add(a!, b!)), ops.multiply(a!, b!)];
      }
    }
    const net = new Two();
    net.compile({ loss: { sum: "mse", product: "mae" }, lossWeights: { sum: 2, product: 0.5 } });
    const targets = {
      sum: tensor([
        [1, 2],
        [3, 4],
      ]),
      product: tensor([
        [0, 0, 0],
        [0, 0, 0],
      ]),
    };
    const [a, b] = [x.slice(0, 2), x.slice(2, 4)];
    const { history } = await net.fit([a, b], targets, quiet);
    expect(Object.keys(history)).toEqual(["loss", "product_loss", "sum_loss"]);
    history["loss"]!.forEach((loss, i) =>
      expect(loss).toBeCloseTo(
        2 * history["sum_loss"]![i]! + 0.5 * history["product_loss"]![i]!,
        5,
      ),
    );
    const [, product] = await net.predictAll({ a, b }, { verbose: 0 });
    expect(product!.data[0]).toBeCloseTo(a.data[0]! * b.data[0]!, 6);
  });

  test("outputs without names, and a call that is wrong, say what to do", async () => {
    class Unnamed extends Model {
      override callMany([a]: readonly Operand[]): readonly Operand[] {
        return [a!, a!];
      }
      override call(a: Operand): readonly Operand[] {
        return [a, a];
      }
    }
    const net = new Unnamed();
    await expect(net.predictAll(x, { verbose: 0 })).rejects.toThrow(
      /expected 1 outputs, received 2\. Name them/u,
    );
    class Wrong extends Model {
      readonly head = layers.dense(2);
      override call(a: Operand): Operand {
        return ops.matmul(this.head(a), a);
      }
    }
    const wrong = new Wrong();
    await expect(wrong.predict(x, { verbose: 0 })).rejects.toThrow(/wrong > matmul/u);
    expect(wrong.built).toBe(false);
  });
});

describe("a step of one's own", () => {
  class Plain extends Model {
    readonly head = layers.dense(1);
    override call(a: Operand): Operand {
      return this.head(a);
    }
  }
  /** The step that training does anyway. */
  class Same extends Plain {
    override trainStep({ inputs }: StepBatch, tools: StepTools): void {
      const outputs = this.callList(inputs, true);
      const loss = tools.loss(outputs);
      tools.updateMetrics(outputs, loss);
      tools.minimize(loss);
    }
  }

  test("that does what training does gives the same numbers", async () => {
    const run = async (Class: new () => Model): Promise<unknown> => {
      clearSession();
      setRandomSeed(9);
      const net = new Class();
      net.compile({ loss: "mse", optimizer: "adam", metrics: ["mae"] });
      const { history } = await net.fit(x, y, quiet);
      return [history, net.getWeights().map((weight) => weight.array())];
    };
    expect(await run(Same)).toEqual(await run(Plain));
  });

  test("trains an autoencoder without targets in it, with metrics of its own", async () => {
    class Autoencoder extends Model {
      readonly encoder = layers.dense(2);
      readonly decoder = layers.dense(3);
      readonly error = new Mean({ name: "error" });
      override get metrics() {
        return [this.error];
      }
      override call(a: Operand): Operand {
        return this.decoder(this.encoder(a));
      }
      #loss([a]: readonly Operand[]): Operand {
        return ops.mean(ops.square(ops.subtract(this.callList([a!], true)[0]!, a!)));
      }
      override trainStep({ inputs }: StepBatch, tools: StepTools): void {
        const loss = this.#loss(inputs);
        this.error.updateState(loss);
        tools.minimize(loss);
      }
      override testStep({ inputs }: StepBatch): void {
        this.error.updateState(this.#loss(inputs));
      }
    }
    const net = new Autoencoder();
    net.compile({ optimizer: "adam" });
    const { history } = await net.fit(x, y, { ...quiet, epochs: 20 });
    expect(history["error"]!.at(-1)!).toBeLessThan(history["error"]![0]!);
    const { error } = await net.evaluate(x, y, { verbose: 0 });
    const predicted = await net.predict(x, { verbose: 0 });
    const mean =
      Array.from(predicted.data).reduce((sum, p, i) => sum + (p - x.data[i]!) ** 2, 0) / 60;
    expect(error).toBeCloseTo(mean, 5);
  });

  test("can train some of the weights only", async () => {
    class Half extends Plain {
      override trainStep({ inputs }: StepBatch, tools: StepTools): void {
        const [bias] = this.trainableWeights.filter(({ name }) => name === "bias");
        tools.minimize(tools.loss(this.callList(inputs, true)), [bias!]);
      }
    }
    const net = new Half();
    net.compile({ loss: "mse", optimizer: "sgd" });
    await net.fit(x, y, { ...quiet, epochs: 1 });
    const [kernel, bias] = net.getWeights().map((weight) => weight.array());
    await net.fit(x, y, { ...quiet, epochs: 1 });
    const [after, moved] = net.getWeights().map((weight) => weight.array());
    expect(after).toEqual(kernel);
    expect(moved).not.toEqual(bias);
  });
});
