import { beforeEach, describe, expect, test } from "vitest";
import { clearSession, sequential, setRandomSeed, tensor, type Tensor } from "hornet";
import * as initializers from "hornet/initializers";
import * as layers from "hornet/layers";
import * as metrics from "hornet/metrics";
import * as ops from "hornet/ops";
import { adam, sgd } from "hornet/optimizers";
import { l1l2, l2 } from "hornet/regularizers";

const quiet = { verbose: 0 } as const;
const numbers = (x: { readonly data: ArrayLike<number> }): number[] => Array.from(x.data);
const waves = (shape: readonly number[], step = 0.7): Tensor =>
  tensor(
    Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, (_, i) => Math.sin(i * step)),
    { shape },
  );

beforeEach(() => {
  clearSession();
  setRandomSeed(3);
});

/** Names that Keras 3 and TensorFlow.js share and that give other results there: here they give Keras's. */
describe("where TensorFlow.js differs from Keras", () => {
  test("a frozen batch normalization keeps its moving averages in fit", async () => {
    const norm = layers.batchNormalization({ trainable: false });
    const net = sequential([layers.input([3]), norm, layers.dense(1)]);
    net.compile({ loss: "mse", optimizer: "sgd" });
    await net.fit(ops.multiply(waves([16, 3]), 9), waves([16, 1]), quiet);
    expect(norm.getWeights().map((weight) => weight.array())).toEqual([
      [1, 1, 1],
      [0, 0, 0],
      [0, 0, 0],
      [1, 1, 1],
    ]);
  });

  test("dropout with a seed: a new mask at each call, the same sequence each time", () => {
    const ones = tensor(new Float32Array(64).fill(1), { shape: [1, 64] });
    const sequence = (): number[][] => {
      const drop = layers.dropout(0.5, { seed: 7 });
      return [0, 1, 2].map(() => numbers(drop(ones, { training: true })));
    };
    const [first, second, third] = sequence();
    expect(first).not.toEqual(second);
    expect(second).not.toEqual(third);
    expect(sequence()).toEqual([first, second, third]);
  });

  test.each([
    ["heNormal", initializers.heNormal(), Math.sqrt(2 / 784)],
    ["glorotNormal", initializers.glorotNormal(), Math.sqrt(2 / (784 + 300))],
    ["lecunNormal", initializers.lecunNormal(), Math.sqrt(1 / 784)],
  ] as const)("%s has its deviation although it is truncated", (_, initializer, target) => {
    const drawn = Array.from(initializer.draw([784, 300]));
    const std = Math.sqrt(drawn.reduce((sum, x) => sum + x * x, 0) / drawn.length);
    expect(Math.abs(std / target - 1)).toBeLessThan(0.01);
    // What lies beyond two deviations of the distribution that is cut is not drawn.
    expect(Math.max(...drawn.map(Math.abs))).toBeLessThan((2 * target) / 0.87);
  });

  test("hardSigmoid is relu6(x + 3) / 6", () => {
    const x = [-4, -3, -1.2, 0, 0.6, 2.4, 3, 5];
    const found = numbers(ops.hardSigmoid(x));
    found.forEach((y, i) => expect(y).toBeCloseTo(Math.min(Math.max(x[i]! + 3, 0), 6) / 6, 6));
  });

  test.each([
    ["lstm", layers.lstm(2)],
    ["gru", layers.gru(2)],
  ] as const)("%s has sigmoid as its recurrent activation", (_, layer) => {
    expect(layer.toJSON().config["recurrent_activation"]).toBe("sigmoid");
  });

  test("a regularizer counts in evaluate and in val_loss", async () => {
    const net = sequential([
      layers.input([1]),
      layers.dense(1, { kernelRegularizer: l2(0.5), kernelInitializer: "ones", useBias: false }),
    ]);
    net.compile({ loss: "mse", optimizer: sgd({ learningRate: 0 }) });
    const [x, y] = [tensor([[2], [3]]), tensor([[2], [3]])];
    expect((await net.evaluate(x, y, quiet))["loss"]).toBe(0.5);
    const { history } = await net.fit(x, y, { ...quiet, validationData: [x, y] });
    expect(history["val_loss"]).toEqual([0.5]);
  });

  test("l1l2 with one value leaves the other at 0", () => {
    const penalty = (options: object): number =>
      l1l2(options)
        .call(tensor([1, -2]))
        .item();
    expect(penalty({ l1: 0.5 })).toBe(1.5);
    expect(penalty({ l2: 0.5 })).toBe(2.5);
    expect(penalty({})).toBe(0);
  });

  test("conv2d has groups", () => {
    const layer = layers.conv2d(4, 3, { groups: 2 });
    expect(layer(waves([1, 5, 5, 4])).shape).toEqual([1, 3, 3, 4]);
    expect(layer.countParams()).toBe(76);
  });

  test("conv2dTranspose has dilation and output padding", () => {
    const x = waves([1, 9, 9, 2]);
    expect(layers.conv2dTranspose(3, 3)(x).shape).toEqual([1, 11, 11, 3]);
    expect(layers.conv2dTranspose(3, 3, { dilationRate: 2 })(x).shape).toEqual([1, 13, 13, 3]);
    expect(layers.conv2dTranspose(3, 3, { strides: 2 })(x).shape).toEqual([1, 19, 19, 3]);
    expect(layers.conv2dTranspose(3, 3, { strides: 2, outputPadding: 1 })(x).shape).toEqual([
      1, 20, 20, 3,
    ]);
  });

  test("a dilated conv2d trains", async () => {
    const net = sequential([
      layers.input([8, 8, 1]),
      layers.conv2d(2, 3, { dilationRate: 2 }),
      layers.flatten(),
      layers.dense(1),
    ]);
    net.compile({ loss: "mse", optimizer: adam({ learningRate: 0.01 }) });
    const { history } = await net.fit(waves([8, 8, 8, 1]), waves([8, 1]), { ...quiet, epochs: 20 });
    expect(history["loss"]!.at(-1)!).toBeLessThan(history["loss"]![0]! / 2);
  });

  test("precision is that of all batches, not the mean of theirs", () => {
    const precision = metrics.precision();
    precision.updateState(tensor([1, 0]), tensor([0.9, 0.1]));
    precision.updateState(tensor([0, 1]), tensor([0.9, 0.9]));
    expect(precision.result().item()).toBeCloseTo(2 / 3, 6);
  });

  test.each(["mse", "mae", "huber"] as const)("the loss %j has a short name", async (loss) => {
    const net = sequential([layers.input([1]), layers.dense(1, { kernelInitializer: "zeros" })]);
    net.compile({ loss, optimizer: "sgd" });
    const { loss: value } = await net.evaluate(tensor([[1]]), tensor([[3]]), quiet);
    expect(value).toBe({ mse: 9, mae: 3, huber: 2.5 }[loss]);
  });

  test('"l2" is a regularizer, of 0.01', () => {
    const layer = layers.dense(1, { kernelRegularizer: "l2", kernelInitializer: "ones" });
    layer(tensor([[1, 1]]));
    expect(layer.regularizationLosses().map((loss) => loss.item())[0]).toBeCloseTo(0.02, 6);
  });

  test("images without a channel axis fit an input of one channel", async () => {
    const net = sequential([layers.input([28, 28, 1]), layers.flatten(), layers.dense(2)]);
    net.compile({ loss: "sparse_categorical_crossentropy", optimizer: "sgd" });
    const { history } = await net.fit(waves([4, 28, 28]), [0, 1, 0, 1], quiet);
    expect(history["loss"]).toHaveLength(1);
    expect((await net.predict(waves([4, 28, 28]), quiet)).shape).toEqual([4, 2]);
  });
});
