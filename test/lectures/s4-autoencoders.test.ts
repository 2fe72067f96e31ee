import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import {
  clearSession,
  type Operand,
  type Sequential,
  sequential,
  setRandomSeed,
  type Tensor,
  tensor,
} from "hornet";
import { digits, fashionMnist } from "hornet/datasets";
import { dense, dropout, flatten, gaussianNoise, input, type Layer, reshape } from "hornet/layers";
import * as ops from "hornet/ops";
import { sgd } from "hornet/optimizers";
import { MeanSquaredError } from "hornet/losses";
import {
  distance,
  expectInBand,
  kerasSummary,
  noise,
  printedBy,
  randomNumbers,
  summaryOf,
  weightsOf,
} from "./support.ts";

/** Pixels from 0 to 1: [60000, 28, 28]. */
let images: Tensor;

beforeAll(async () => {
  const { train } = await fashionMnist();
  images = tensor(ops.divide(train.images, 255));
}, 60_000);

beforeEach(() => {
  clearSession();
  setRandomSeed(0);
});

/** 784 -> 2 -> 784, the decoder without an input of its own. */
function linear(pixels = 28): { encoder: Sequential; decoder: Sequential; whole: Sequential } {
  const encoder = sequential([input([pixels, pixels]), flatten(), dense(2)], { name: "encoder" });
  const decoder = sequential([dense(pixels ** 2), reshape([pixels, pixels])], { name: "decoder" });
  return { encoder, decoder, whole: sequential([encoder, decoder]) };
}

describe("S4.79 a linear autoencoder does what PCA does", () => {
  test("S4.79 784-2-784 has 3,922 parameters and takes a loss class as well as an object", async () => {
    const { whole, decoder } = linear();
    expect([whole.built, decoder.built]).toEqual([false, false]);
    whole.build([null, 28, 28]);
    expect(whole.countParams()).toBe(3922);
    const some = images.slice(0, 640);
    whole.compile({ loss: MeanSquaredError, optimizer: sgd({ learningRate: 0.1 }) });
    const { history } = await whole.fit(some, some, { epochs: 3, verbose: 0 });
    const [first, second, third] = history["loss"]! as [number, number, number];
    expect(second).toBeLessThan(first);
    expect(third).toBeLessThan(second);
  });

  test("S4.79 the codes span the plane of the two principal components", async () => {
    const { images: x } = await digits();
    const scaled = ops.divide(x, 16);
    const { whole, decoder } = linear(8);
    whole.compile({ loss: "mse", optimizer: "adam" });
    whole.optimizer.learningRate = 0.01;
    await whole.fit(scaled, scaled, { epochs: 300, batchSize: 128, verbose: 0 });
    whole.optimizer.learningRate = 0.001;
    await whole.fit(scaled, scaled, { epochs: 20, batchSize: 128, verbose: 0 });

    const flat = ops.reshape(scaled, [1797, 64]);
    const centred = ops.subtract(flat, ops.mean(flat, { axis: 0, keepdims: true }));
    const covariance = ops.matmul(ops.transpose(centred), centred);
    let plane: Operand = noise([64, 2]);
    for (let i = 0; i < 200; i++) plane = orthonormal(ops.matmul(covariance, plane));
    const [kernel] = decoder.getWeights();
    const codes = orthonormal(ops.transpose(tensor(kernel!)));
    // The cosines of the principal angles are the singular values of the 2 x 2 matrix of products.
    const [a, b, c, d] = ops.matmul(ops.transpose(plane), codes).data as unknown as [
      number,
      number,
      number,
      number,
    ];
    const squares = a * a + b * b + c * c + d * d;
    const smallest = Math.sqrt(
      (squares - Math.sqrt(Math.max(0, squares ** 2 - 4 * (a * d - b * c) ** 2))) / 2,
    );
    const degrees = (Math.acos(Math.min(1, smallest)) * 180) / Math.PI;
    expect(degrees).toBeLessThan(3);
  });

  /** Two columns at right angles, of length 1, that span the same plane. */
  function orthonormal(columns: Operand): Operand {
    const [first, second] = ops.split(columns, 2, { axis: 1 }) as [Operand, Operand];
    const unit = (x: Operand): Operand => ops.divide(x, ops.sqrt(ops.sum(ops.square(x))));
    const one = unit(first);
    const rest = ops.subtract(second, ops.multiply(one, ops.sum(ops.multiply(one, second))));
    return ops.concatenate([one, unit(rest)], { axis: 1 });
  }
});

describe("the linear autoencoder on all images", () => {
  const build = linear;
  let parts: ReturnType<typeof build>;
  let history: Record<string, number[]>;

  beforeAll(async () => {
    clearSession();
    setRandomSeed(0);
    parts = build();
    parts.whole.compile({ loss: "mse", optimizer: sgd({ learningRate: 0.1 }) });
    const [training, held] = [images.slice(5000), images.slice(0, 5000)];
    ({ history } = await parts.whole.fit(training, training, {
      validationData: [held, held],
      epochs: 20,
      verbose: 0,
    }));
  }, 240_000);

  test("S4.80 20 epochs reach a validation loss of 0.047, in Keras's band from the first to the last", () => {
    expect(history["val_loss"]!.at(-1)).toBeLessThan(0.0475);
    for (const epoch of [0, 4, 9, 19]) {
      for (const series of ["loss", "val_loss"]) expectInBand(history, "ae_linear", series, epoch);
    }
  });

  test("S4.81 encoder.predict gives the codes (55000, 2) of the trained whole", async () => {
    const { encoder, decoder, whole } = parts;
    const training = images.slice(5000);
    const codes = await encoder.predict(training, { verbose: 0 });
    expect(codes.shape).toEqual([55_000, 2]);
    expect(weightsOf(whole)).toEqual([...weightsOf(encoder), ...weightsOf(decoder)]);
    const some = training.slice(0, 50);
    const decoded = await decoder.predict(codes.slice(0, 50), { verbose: 0 });
    const direct = await whole.predict(some, { verbose: 0 });
    expect(distance(decoded, direct)).toBeLessThan(1e-6);
  });
});

function stacked(): { encoder: Sequential; decoder: Sequential; whole: Sequential } {
  const encoder = sequential(
    [
      input([28, 28]),
      flatten(),
      dense(100, { activation: "selu" }),
      dense(30, { activation: "selu" }),
    ],
    { name: "encoder" },
  );
  const decoder = sequential(
    [dense(100, { activation: "selu" }), dense(784, { activation: "sigmoid" }), reshape([28, 28])],
    { name: "decoder" },
  );
  return { encoder, decoder, whole: sequential([encoder, decoder], { name: "stacked_ae" }) };
}

describe("the stacked autoencoder 784-100-30-100-784", () => {
  const build = stacked;
  let parts: ReturnType<typeof build>;
  let history: Record<string, number[]>;
  let held: Tensor;

  beforeAll(async () => {
    clearSession();
    setRandomSeed(0);
    parts = build();
    parts.whole.compile({ loss: "binary_crossentropy", optimizer: sgd({ learningRate: 1.5 }) });
    held = images.slice(0, 5000);
    const training = images.slice(5000);
    ({ history } = await parts.whole.fit(training, training, {
      validationData: [held, held],
      verbose: 0,
    }));
  }, 120_000);

  test("S4.84 163,814 parameters; the first epoch at a rate of 1.5 lies in Keras's band", () => {
    expect(parts.whole.countParams()).toBe(163_814);
    clearSession();
    const { whole } = build();
    whole.build([null, 28, 28]);
    expect(summaryOf(whole)).toBe(kerasSummary("stacked_ae"));
    expectInBand(history, "ae_stacked", "loss", 0);
    expectInBand(history, "ae_stacked", "val_loss", 0);
  });

  test("S4.85 the input is the target, and validationData may be a list", async () => {
    const some = images.slice(0, 96);
    const { whole } = build();
    whole.compile({ loss: "binary_crossentropy", optimizer: "sgd" });
    const validationData: [Tensor, Tensor] = [held.slice(0, 64), held.slice(0, 64)];
    const { history } = await whole.fit(some, some, { validationData, verbose: 0 });
    const logs = await whole.evaluate(...validationData, { verbose: 0 });
    expect(history["val_loss"]).toEqual([logs["loss"]]);
  });

  test("S4.88 the codings of 5,000 images: (5000, 30), in 157 steps", async () => {
    let codings!: Tensor;
    const text = await printedBy(async () => {
      codings = await parts.encoder.predict(held);
    });
    expect(codings.shape).toEqual([5000, 30]);
    expect(text).toMatch(/^157\/157 /);
    const all = await parts.encoder.predict(held, { batchSize: 5000, verbose: 0 });
    expect(distance(codings, all)).toBeLessThan(1e-5);
  });

  test("S4.100 the model called as a function is in inference mode and agrees with predict", async () => {
    const noisy = sequential([
      input([28, 28]),
      flatten(),
      dropout(0.5),
      dense(30, { activation: "selu" }),
    ]);
    const some = held.slice(0, 10);
    for (const model of [parts.whole, noisy]) {
      const called = model(some);
      expect(distance(called, await model.predict(some, { verbose: 0 }))).toBeLessThan(1e-6);
      expect([...model(some).data]).toEqual([...called.data]);
    }
    expect(distance(noisy(some), noisy(some, { training: true }))).toBeGreaterThan(0.01);
  });
});

describe("S4.97 denoising autoencoders", () => {
  test.each([
    ["dropout", (): Layer => dropout(0.5)],
    ["gaussianNoise", (): Layer => gaussianNoise(0.2)],
  ])("S4.97 %s on the input: learns to clean, active only in training", async (_, corrupt) => {
    const some = images.slice(0, 1500);
    const layer = corrupt();
    const model = sequential([
      input([28, 28]),
      flatten(),
      layer,
      dense(64, { activation: "selu" }),
      dense(784, { activation: "sigmoid" }),
      reshape([28, 28]),
    ]);
    model.compile({ loss: "mse", optimizer: "adam" });
    await model.fit(some, some, { epochs: 8, verbose: 0 });
    const clean = images.slice(2000, 2128);
    const corrupted = layer(clean, { training: true });
    expect(distance(corrupted, clean)).toBeGreaterThan(0.1);
    expect([...layer(clean).data]).toEqual([...clean.data]);
    const error = (x: Operand): number => ops.mean(ops.square(ops.subtract(x, clean))).item();
    const restored = await model.predict(corrupted, { verbose: 0 });
    expect(error(restored)).toBeLessThan(error(corrupted) * 0.8);
    const twice = [
      await model.predict(clean, { verbose: 0 }),
      await model.predict(clean, { verbose: 0 }),
    ] as const;
    expect(distance(...twice)).toBe(0);
  });
});

test("S4.98 a coding larger than the input can be trained, and copies what a smaller one cannot", async () => {
  const next = randomNumbers(5);
  const x = tensor(Float32Array.from({ length: 256 * 16 }, next), { shape: [256, 16] });
  const errorWith = async (coding: number): Promise<number> => {
    const model = sequential([input([16]), dense(coding), dense(16)]);
    model.compile({ loss: "mse", optimizer: "adam" });
    model.optimizer.learningRate = 0.01;
    const { history } = await model.fit(x, x, { epochs: 40, verbose: 0 });
    return history["loss"]!.at(-1)!;
  };
  const [overcomplete, narrow] = [await errorWith(32), await errorWith(4)];
  expect(overcomplete).toBeLessThan(1e-3);
  expect(narrow).toBeGreaterThan(0.02);
});
