import { beforeEach, describe, expect, test } from "vitest";
import {
  clearSession,
  Functional,
  grad,
  imageDataFormat,
  type Model,
  type Operand,
  sequential,
  setRandomSeed,
  tensor,
} from "hornet";
import { digits } from "hornet/datasets";
import {
  activation,
  add,
  averagePooling2d,
  avgPool2d,
  batchNormalization,
  concatenate,
  conv1d,
  conv2d,
  conv2dTranspose,
  dense,
  depthwiseConv2d,
  dropout,
  flatten,
  globalAveragePooling1d,
  globalAveragePooling2d,
  input,
  maxPool2d,
  maxPooling1d,
  maxPooling2d,
  reshape,
  separableConv2d,
  type SymbolicTensor,
  upSampling2d,
} from "hornet/layers";
import * as ops from "hornet/ops";
import { adam } from "hornet/optimizers";
import { noise, summaryOf } from "./support.ts";

beforeEach(() => {
  clearSession();
  setRandomSeed(0);
});

const counts = (model: Model): number[] => model.layers.map((layer) => layer.countParams());
const expectClose = (actual: Operand, expected: readonly number[], digits_ = 4): void => {
  expect(actual.size).toBe(expected.length);
  expected.forEach((x, i) => expect(actual.data[i]).toBeCloseTo(x, digits_));
};

describe("what a convolution computes", () => {
  test("S0.30 a series with a filter of length 2L + 1 is the sum of f_k x_(t+k)", () => {
    const length = 20;
    const x = Array.from({ length }, (_, t) => Math.sin(t) + t / 10);
    const filter = [-2, -1, 0, 1, 2].map((k) => Math.exp((-k * k) / 2));
    const expected = Array.from({ length: length - 4 }, (_, t) =>
      filter.reduce((sum, f, k) => sum + f * x[t + k]!, 0),
    );
    expectClose(
      ops.conv(tensor(x).reshape([1, length, 1]), tensor(filter).reshape([5, 1, 1])),
      expected,
    );
  });

  test("S0.31 a shift of the input shifts the output", () => {
    const x = noise([1, 12, 9, 2]);
    const kernel = noise([3, 3, 2, 4]);
    const y = ops.conv(x, kernel);
    const shifted = ops.conv(ops.slice(x, [0, 2, 1, 0], [1, 10, 8, 2]), kernel);
    expectClose(shifted, [...ops.slice(y, [0, 2, 1, 0], shifted.shape).data]);
  });

  test("S0.34 a Gaussian filter over three channels gives one map", () => {
    const weights = Array.from({ length: 81 }, (_, i) => {
      const [row, column] = [Math.floor(i / 9) - 4, (i % 9) - 4];
      return Math.exp(-(row * row + column * column) / 8);
    });
    const total = weights.reduce((sum, w) => sum + 3 * w, 0);
    const kernel = tensor(weights.flatMap((w) => [w, w, w].map((x) => x / total)));
    const image = ops.ones([1, 20, 24, 3]);
    const map = ops.conv(image, kernel.reshape([9, 9, 3, 1]), { padding: "same" });
    expect(map.shape).toEqual([1, 20, 24, 1]);
    expect(map.data[10 * 24 + 12]).toBeCloseTo(1, 5);
    expect(map.data[0]).toBeLessThan(0.5);
  });

  test("S0.35 each map is the activation of a cross-correlation with its filter, plus a bias", () => {
    const layer = conv2d(6, 5, { padding: "valid", activation: "relu" });
    const x = noise([1, 8, 9, 3]);
    layer(x);
    const [kernel] = layer.getWeights();
    const bias = tensor([0.1, -0.2, 0.3, 0, 0.5, -0.6]);
    layer.setWeights([kernel!, bias]);
    const y = layer(x);
    expect(y.shape).toEqual([1, 4, 5, 6]);
    const [row, column, map] = [2, 3, 4];
    let sum = bias.data[map]!;
    for (let u = 0; u < 5; u++) {
      for (let v = 0; v < 5; v++) {
        for (let c = 0; c < 3; c++) {
          const pixel = x.data[((row + u) * 9 + column + v) * 3 + c]!;
          sum += pixel * kernel!.data[((u * 5 + v) * 3 + c) * 6 + map]!;
        }
      }
    }
    expect(y.data[(row * 5 + column) * 6 + map]).toBeCloseTo(Math.max(0, sum), 4);
  });

  test.each([
    [5, 1, "same", 28],
    [5, 1, "valid", 24],
    [4, 1, "same", 28],
    [4, 2, "same", 14],
    [4, 3, "valid", 9],
    [3, 2, "valid", 13],
  ] as const)(
    "S0.36 a kernel of %i with strides of %i, %s: 28 -> %i",
    (size, strides, padding, out) => {
      expect(conv2d(1, size, { strides, padding }).computeOutputShape([null, 28, 28, 1])).toEqual([
        null,
        out,
        out,
        1,
      ]);
    },
  );

  test("S0.37 S2.18 S3.10 S4.65 windows lie side by side, per map; three of four numbers go", () => {
    const x = tensor(Array.from({ length: 16 }, (_, i) => (i * 7) % 16)).reshape([1, 4, 4, 1]);
    // 0 7 14 5 / 12 3 10 1 / 8 15 6 13 / 4 11 2 9
    expect([...maxPool2d()(x).data]).toEqual([12, 14, 15, 13]);
    expect([...avgPool2d()(x).data]).toEqual([5.5, 7.5, 9.5, 7.5]);
    const slope = grad((image: Operand) => ops.sum(ops.maxPool(image, 2)))(x);
    expect([...slope.data]).toEqual([0, 0, 1, 0, 1, 0, 0, 0, 0, 1, 0, 1, 0, 0, 0, 0]);
    const nine = ops.reshape(ops.arange(81), [1, 9, 9, 1]);
    expect(maxPooling2d(3)(nine).shape).toEqual([1, 3, 3, 1]);
    expect([...maxPooling2d(3)(nine).data]).toEqual([20, 23, 26, 47, 50, 53, 74, 77, 80]);
    expect([...averagePooling2d(3)(nine).data]).toEqual([10, 13, 16, 37, 40, 43, 64, 67, 70]);
    expect(maxPooling2d(3, { strides: 2 })(nine).shape).toEqual([1, 4, 4, 1]);
  });

  test("S2.11 convolution is correlation with the turned filter", () => {
    const image = tensor([1, 2, 3, 4, 5, 6, 7, 8, 9]).reshape([1, 3, 3, 1]);
    const filter = tensor([1, 10, 100, 1000]).reshape([2, 2, 1, 1]);
    expectClose(ops.conv(image, filter), [5421, 6532, 8754, 9865]);
    expectClose(ops.conv(image, ops.flip(filter, [0, 1])), [1245, 2356, 4578, 5689]);
  });

  test("S2.14 S2.15 S2.27 a filter is as deep as its input: 3 maps and 2 filters of 3 x 3 have 56 parameters", () => {
    const layer = conv2d(2, 3);
    layer.ensureBuilt([[null, 10, 10, 3]]);
    expect(layer.kernel.shape).toEqual([3, 3, 3, 2]);
    expect(layer.countParams()).toBe(56);
    expect(imageDataFormat()).toBe("channels_last");
  });

  test("S4.57 S4.58 a convolution is a matrix with tied weights; its gradient is their sum", () => {
    const [image, kernel] = [noise([1, 4, 4, 1]), noise([2, 2, 1, 1])];
    const direct = ops.conv(image, kernel);
    const matrix = new Float32Array(9 * 16);
    for (let row = 0; row < 9; row++) {
      for (let k = 0; k < 4; k++) {
        const [r, c] = [Math.floor(row / 3) + (k >> 1), (row % 3) + (k & 1)];
        matrix[row * 16 + r * 4 + c] = kernel.data[k]!;
      }
    }
    const g = tensor(matrix, { shape: [9, 16] });
    expectClose(ops.matmul(g, image.reshape([16])), [...direct.data]);
    const ofKernel = grad((k: Operand) => ops.sum(ops.square(ops.conv(image, k))))(kernel);
    const ofMatrix = grad((m: Operand) => ops.sum(ops.square(ops.matmul(m, image.reshape([16])))))(
      g,
    );
    const tied = [0, 1, 2, 3].map((k) => {
      let sum = 0;
      for (let row = 0; row < 9; row++) {
        const [r, c] = [Math.floor(row / 3) + (k >> 1), (row % 3) + (k & 1)];
        sum += ofMatrix.data[row * 16 + r * 4 + c]!;
      }
      return sum;
    });
    expectClose(ofKernel, tied, 3);
  });
});

describe("options", () => {
  test("S2.29 S2.34 S3.27 S4.60 sizes as a number or a pair, activation, bias", () => {
    const one = conv2d(32, 3, { strides: 1, padding: "same", activation: "relu" });
    const pair = conv2d(32, [3, 3]);
    expect(one.getConfig()["kernel_size"]).toEqual(pair.getConfig()["kernel_size"]);
    expect(pair.getConfig()["activation"]).toBe("linear");
    const bare = conv2d(4, 3, { useBias: false });
    bare.ensureBuilt([[null, 5, 5, 2]]);
    expect(bare.countParams()).toBe(72);
  });

  test("S2.30 S2.31 strides do not go with dilation; padding in any case of letters", () => {
    expect(() => conv2d(1, 3, { strides: 2, dilationRate: 2 })).toThrow(/strides .*dilationRate/);
    expect(conv2d(1, 3, { padding: "SAME" }).computeOutputShape([null, 7, 7, 1])).toEqual([
      null,
      7,
      7,
      1,
    ]);
    expect(maxPooling2d(2, { padding: "Same" as "same" }).getConfig()["padding"]).toBe("same");
  });

  test("S2.33 a dilated kernel trains", async () => {
    const model = sequential([
      input([9, 9, 2]),
      conv2d(3, 3, { dilationRate: 2 }),
      globalAveragePooling2d(),
    ]);
    model.compile({ loss: "mse", optimizer: adam({ learningRate: 0.05 }) });
    const { history } = await model.fit(noise([8, 9, 9, 2]), noise([8, 3]), {
      epochs: 40,
      verbose: 0,
    });
    expect(history["loss"]!.at(-1)!).toBeLessThan(history["loss"]![0]! * 0.7);
  });

  test("S2.36 S2.37 three penalties count, two constraints hold", async () => {
    const model = sequential([
      input([5, 5, 1]),
      conv2d(2, 3, {
        kernelRegularizer: "l2",
        biasRegularizer: "l1",
        activityRegularizer: "l2",
        kernelConstraint: "non_neg",
        biasConstraint: "non_neg",
      }),
    ]);
    model.compile({ loss: "mse", optimizer: "sgd" });
    const [x, y] = [noise([4, 5, 5, 1]), ops.zeros([4, 3, 3, 2])];
    model.setWeights([noise([3, 3, 1, 2]), tensor([0.5, -0.25])]);
    const [kernel, bias] = model.getWeights();
    const out = (await model.predict(x)).data;
    const squares = (data: Iterable<number>): number =>
      [...data].reduce((sum, v) => sum + v * v, 0);
    const mse = squares(out) / out.length;
    const expected =
      mse +
      0.01 * squares(kernel!.data) +
      0.01 * [...bias!.data].reduce((sum, v) => sum + Math.abs(v), 0) +
      (0.01 * squares(out)) / 4;
    const { loss } = await model.evaluate(x, y, { verbose: 0 });
    expect(loss).toBeCloseTo(expected, 4);
    await model.fit(x, y, { epochs: 1, verbose: 0 });
    for (const weight of model.getWeights())
      expect(Math.min(...weight.data)).toBeGreaterThanOrEqual(0);
  });

  test("S2.38 a pool's strides are its size", () => {
    expect(maxPooling2d([2, 3]).getConfig()).toMatchObject({
      pool_size: [2, 3],
      strides: [2, 3],
      padding: "valid",
      data_format: "channels_last",
    });
    expect(maxPooling2d(2, { strides: 1 }).computeOutputShape([null, 5, 6, 7])).toEqual([
      null,
      4,
      5,
      7,
    ]);
  });
});

describe("the lectures' networks", () => {
  test("S0.38 S0.39 S0.40 S1.4 LeNet with relu and maxima: 61,706 parameters, as Keras prints it; it trains", async () => {
    const model = sequential([
      input([32, 32, 1]),
      conv2d(6, 5, { activation: "relu" }),
      maxPooling2d(2),
      conv2d(16, 5, { activation: "relu" }),
      maxPooling2d(2),
      flatten(),
      dense(120, { activation: "relu" }),
      dense(84, { activation: "relu" }),
      dense(10, { activation: "softmax" }),
    ]);
    expect(counts(model)).toEqual([156, 0, 2416, 0, 0, 48120, 10164, 850]);
    expect(summaryOf(model)).toContain("Total params: 61,706 (241.04 KB)");
    expect(model.layers[4]!.computeOutputShape([null, 5, 5, 16])).toEqual([null, 400]);
    model.compile({
      loss: "sparse_categorical_crossentropy",
      optimizer: adam({ learningRate: 0.003 }),
    });
    const x = noise([20, 32, 32, 1]);
    const labels = Array.from({ length: 20 }, (_, i) => i % 10);
    const { history } = await model.fit(x, labels, { epochs: 25, batchSize: 10, verbose: 0 });
    expect(history["loss"]!.at(-1)!).toBeLessThan(1);
  });

  test("S2.21 S2.22 LeNet-5 with means, and where the parameters are", () => {
    const build = (channels: number): Model =>
      sequential([
        input([32, 32, channels]),
        conv2d(6, 5, { activation: "relu" }),
        averagePooling2d(),
        conv2d(16, 5, { activation: "relu" }),
        averagePooling2d(),
        flatten(),
        dense(120, { activation: "relu" }),
        dense(84, { activation: "relu" }),
        dense(10, { activation: "softmax" }),
      ]);
    expect(build(1).countParams()).toBe(61_706);
    expect(build(3).countParams()).toBe(62_006);
    const mlp = (pixels: number): number =>
      sequential([input([pixels]), dense(84), dense(10)]).countParams();
    expect([mlp(1024), mlp(3072)]).toEqual([86_950, 258_982]);
  });

  test("S2.40 the simple CNN with and without its pool", () => {
    const build = (pools: boolean): Model =>
      sequential([
        input([28, 28, 1]),
        conv2d(64, 3, { activation: "relu" }),
        ...(pools ? [maxPooling2d([2, 2])] : []),
        flatten(),
        dense(10, { activation: "softmax" }),
      ]);
    expect(build(true).countParams()).toBe(108_810);
    expect(build(false).countParams()).toBe(433_290);
  });

  const fashion = (filters: readonly [number, ...number[]]): Model => {
    const [first, ...rest] = filters;
    return sequential([
      input([28, 28, 1]),
      conv2d(first, 7, { activation: "relu", padding: "same" }),
      maxPooling2d(2),
      ...rest.flatMap((count) => [
        conv2d(count, 3, { activation: "relu", padding: "same" }),
        conv2d(count, 3, { activation: "relu", padding: "same" }),
        maxPooling2d(2),
      ]),
      flatten(),
      dense(128, { activation: "relu" }),
      dropout(0.5),
      dense(64, { activation: "relu" }),
      dropout(0.5),
      dense(10, { activation: "softmax" }),
    ]);
  };

  test("S3.3 S3.26 S3.28 S4.66 the CNNs for Fashion-MNIST: 1,413,834 and 1,036,490 parameters", () => {
    const model = fashion([64, 128, 256]);
    expect(counts(model).filter((count) => count > 0)).toEqual([
      3200, 73_856, 147_584, 295_168, 590_080, 295_040, 8256, 650,
    ]);
    expect(summaryOf(model)).toContain("Total params: 1,413,834");
    expect(model.layers[7]!.computeOutputShape([null, 7, 7, 256])).toEqual([null, 3, 3, 256]);
    clearSession();
    expect(fashion([64, 128]).countParams()).toBe(1_036_490);
  });

  test("S3.24 one image is a batch of one", async () => {
    const model = fashion([4, 6]);
    const image = noise([28, 28, 1]);
    const scores = await model.predict(ops.expandDims(image, 0));
    expect(scores.shape).toEqual([1, 10]);
    expect([...ops.sum(scores, { axis: -1 }).data][0]).toBeCloseTo(1, 5);
    expect(ops.argmax(scores, { axis: -1 }).shape).toEqual([1]);
  });

  test("S4.95 S4.77 S4.78 the convolutional autoencoder: 23,296 + 23,233 parameters, 3 -> 7 -> 14 -> 28", () => {
    const encoder = sequential([
      input([28, 28]),
      reshape([28, 28, 1]),
      conv2d(16, 3, { padding: "same", activation: "relu" }),
      maxPool2d(2),
      conv2d(32, 3, { padding: "same", activation: "relu" }),
      maxPool2d(2),
      conv2d(64, 3, { padding: "same", activation: "relu" }),
      maxPool2d(2),
    ]);
    const decoder = sequential([
      conv2dTranspose(32, 3, { strides: 2, activation: "relu" }),
      conv2dTranspose(16, 3, { strides: 2, padding: "same", activation: "relu" }),
      conv2dTranspose(1, 3, { strides: 2, padding: "same", activation: "sigmoid" }),
      reshape([28, 28]),
    ]);
    const both = sequential([encoder, decoder]);
    const y = both(noise([2, 28, 28]));
    expect(y.shape).toEqual([2, 28, 28]);
    expect(decoder.layers[0]!.computeOutputShape([null, 3, 3, 64])).toEqual([null, 7, 7, 32]);
    expect([encoder.countParams(), decoder.countParams()]).toEqual([23_296, 23_233]);
  });

  test("S4.96 up-sampling and a convolution decode too", () => {
    const decoder = sequential([
      input([7, 7, 8]),
      upSampling2d(2),
      conv2d(4, 3, { padding: "same" }),
      upSampling2d(2, { interpolation: "bilinear" }),
      conv2d(1, 3, { padding: "same" }),
    ]);
    expect(decoder.outputShape).toEqual([null, 28, 28, 1]);
  });
});

describe("larger architectures", () => {
  test("S4.59 S3.11 pools and strides make maps smaller alike", () => {
    const shapes = [
      maxPooling2d(2),
      averagePooling2d(2),
      conv2d(3, 3, { strides: 2, padding: "same" }),
    ];
    for (const layer of shapes)
      expect(layer.computeOutputShape([null, 8, 8, 3])).toEqual([null, 4, 4, 3]);
  });

  test("S4.73 an inception module joins branches on the depth axis", async () => {
    const x = input([8, 8, 16]);
    const same = { padding: "same", activation: "relu" } as const;
    const branches = [
      conv2d(8, 1, same)(x),
      conv2d(12, 3, same)(conv2d(6, 1, same)(x)),
      conv2d(4, 5, same)(conv2d(2, 1, same)(x)),
      conv2d(4, 1, same)(maxPooling2d(3, { strides: 1, padding: "same" })(x)),
    ];
    const y = globalAveragePooling2d()(concatenate()(branches));
    const model = new Functional({ inputs: x, outputs: y });
    expect(model.outputShape).toEqual([null, 28]);
    model.compile({ loss: "mse", optimizer: adam({ learningRate: 0.01 }) });
    const { history } = await model.fit(noise([8, 8, 8, 16]), noise([8, 28]), {
      epochs: 20,
      verbose: 0,
    });
    expect(history["loss"]!.at(-1)!).toBeLessThan(history["loss"]![0]!);
  });

  test("S4.75 a residual unit at a change of stage: strides of 2 beside a 1 x 1 shortcut", async () => {
    const unit = (x: SymbolicTensor, filters: number, strides: number): SymbolicTensor => {
      const convolve = (z: SymbolicTensor, step: number): SymbolicTensor =>
        batchNormalization()(
          conv2d(filters, 3, { strides: step, padding: "same", useBias: false })(z),
        );
      const h = convolve(activation("relu")(convolve(x, strides)), 1);
      const shortcut =
        strides === 1
          ? x
          : batchNormalization()(conv2d(filters, 1, { strides, useBias: false })(x));
      return activation("relu")(add()([h, shortcut]));
    };
    const x = input([8, 8, 4]);
    const y = dense(2)(globalAveragePooling2d()(unit(unit(x, 4, 1), 8, 2)));
    const model = new Functional({ inputs: x, outputs: y });
    model.compile({ loss: "mse", optimizer: adam({ learningRate: 0.01 }) });
    const { history } = await model.fit(noise([16, 8, 8, 4]), noise([16, 2]), {
      epochs: 15,
      batchSize: 8,
      verbose: 0,
    });
    expect(history["loss"]!.at(-1)!).toBeLessThan(history["loss"]![0]! * 0.8);
  });

  test("S4.76 a separable convolution is a filter per map and a 1 x 1 mix", () => {
    const x = noise([1, 6, 7, 3]);
    const separable = separableConv2d(5, 3, { useBias: false });
    separable(x);
    const [depthwise, pointwise] = separable.getWeights();
    const first = depthwiseConv2d(3, { useBias: false });
    first(x);
    first.setWeights([depthwise!]);
    const second = conv2d(5, 1, { useBias: false });
    second(first(x));
    second.setWeights([pointwise!]);
    expectClose(second(first(x)), [...separable(x).data]);
    expect(separable.countParams()).toBe(27 + 15);
  });

  test("S0.32 a classifier of series with convolution and pooling, and one with a residual block, train", async () => {
    const x = noise([40, 24, 2]);
    const labels = Array.from({ length: 40 }, (_, i) => (x.data[i * 48]! > 0 ? 1 : 0));
    const plain = sequential([
      input([24, 2]),
      conv1d(8, 5, { activation: "relu" }),
      maxPooling1d(2),
      conv1d(8, 3, { activation: "relu", padding: "causal" }),
      flatten(),
      dense(2, { activation: "softmax" }),
    ]);
    const series = input([24, 2]);
    const wide = conv1d(8, 1)(series);
    const block = conv1d(8, 3, { padding: "same" })(
      activation("relu")(conv1d(8, 3, { padding: "same" })(wide)),
    );
    const joined = globalAveragePooling1d()(add()([wide, block]));
    const residual = new Functional({
      inputs: series,
      outputs: dense(2, { activation: "softmax" })(joined),
    });
    for (const model of [plain, residual]) {
      model.compile({
        loss: "sparse_categorical_crossentropy",
        optimizer: adam({ learningRate: 0.02 }),
      });
      const { history } = await model.fit(x, labels, { epochs: 20, batchSize: 8, verbose: 0 });
      expect(history["loss"]!.at(-1)!).toBeLessThan(history["loss"]![0]! * 0.95);
    }
  });

  test("S4.71 AlexNet's 62,378,344 parameters and shapes, without weights", () => {
    const shapes: (readonly (number | null)[])[] = [];
    let parameters = 0;
    let shape: readonly (number | null)[] = [null, 227, 227, 3];
    const convolution = (
      filters: number,
      size: number,
      strides: number,
      padding: "valid" | "same",
    ): void => {
      parameters += size * size * shape.at(-1)! * filters + filters;
      shape = conv2d(1, size, { strides, padding }).computeOutputShape(shape).with(3, filters);
      shapes.push(shape);
    };
    const pool = (): void => {
      shape = maxPooling2d(3, { strides: 2 }).computeOutputShape(shape);
      shapes.push(shape);
    };
    convolution(96, 11, 4, "valid");
    pool();
    convolution(256, 5, 1, "same");
    pool();
    convolution(384, 3, 1, "same");
    convolution(384, 3, 1, "same");
    convolution(256, 3, 1, "same");
    pool();
    expect(shapes.map((own) => own.slice(1, 3))).toEqual(
      [55, 27, 27, 13, 13, 13, 13, 6].map((extent) => [extent, extent]),
    );
    for (const [from, to] of [
      [9216, 4096],
      [4096, 4096],
      [4096, 1000],
    ] as const)
      parameters += from * to + to;
    expect(parameters).toBe(62_378_344);
  });
});

test("S4.61 S4.70 digits: LeNet's tanh, means and a 5 x 5 layer instead of a dense one learn", async () => {
  const { images, labels } = await digits();
  const model = sequential([
    input([8, 8]),
    reshape([8, 8, 1]),
    conv2d(6, 3, { padding: "same", activation: "tanh" }),
    averagePooling2d(2),
    conv2d(16, 3, { padding: "same", activation: "tanh" }),
    conv2d(32, 4, { activation: "tanh" }),
    flatten(),
    dense(10, { activation: "softmax" }),
  ]);
  model.compile({
    loss: "sparse_categorical_crossentropy",
    optimizer: adam({ learningRate: 0.01 }),
    metrics: ["accuracy"],
  });
  const x = ops.divide(ops.cast(images, "float32"), 16);
  const { history } = await model.fit(x, labels, { epochs: 5, validationSplit: 0.2, verbose: 0 });
  expect(history["val_accuracy"]!.at(-1)!).toBeGreaterThan(0.88);
});
