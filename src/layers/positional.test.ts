import { expect, test } from "vitest";
import { model, tensor } from "hornet";
import * as layers from "hornet/layers";
import * as optimizers from "hornet/optimizers";

/** What Keras's own pages write with arguments in front: it means the same as the options. */
const pairs: readonly (readonly [string, () => { options: object }, () => { options: object }])[] =
  [
    [
      "randomFlip",
      () => layers.randomFlip("horizontal", { seed: 1 }),
      () => layers.randomFlip({ mode: "horizontal", seed: 1 }),
    ],
    ["leakyReLU", () => layers.leakyReLU(0.2), () => layers.leakyReLU({ negativeSlope: 0.2 })],
    ["reLU", () => layers.reLU(6), () => layers.reLU({ maxValue: 6 })],
    ["elu", () => layers.elu(0.5), () => layers.elu({ alpha: 0.5 })],
    ["masking", () => layers.masking(-1), () => layers.masking({ maskValue: -1 })],
    [
      "exponentialDecay",
      () => optimizers.exponentialDecay(0.05, 20, 0.9, { staircase: true }),
      () =>
        optimizers.exponentialDecay({
          initialLearningRate: 0.05,
          decaySteps: 20,
          decayRate: 0.9,
          staircase: true,
        }),
    ],
    [
      "inverseTimeDecay",
      () => optimizers.inverseTimeDecay(0.1, 5, 0.5),
      () =>
        optimizers.inverseTimeDecay({ initialLearningRate: 0.1, decaySteps: 5, decayRate: 0.5 }),
    ],
    [
      "cosineDecay",
      () => optimizers.cosineDecay(0.1, 50, { warmupSteps: 5 }),
      () => optimizers.cosineDecay({ initialLearningRate: 0.1, decaySteps: 50, warmupSteps: 5 }),
    ],
    [
      "cosineDecayRestarts",
      () => optimizers.cosineDecayRestarts(0.1, 50),
      () => optimizers.cosineDecayRestarts({ initialLearningRate: 0.1, firstDecaySteps: 50 }),
    ],
    [
      "polynomialDecay",
      () => optimizers.polynomialDecay(0.1, 50, { power: 2 }),
      () => optimizers.polynomialDecay({ initialLearningRate: 0.1, decaySteps: 50, power: 2 }),
    ],
    [
      "piecewiseConstantDecay",
      () => optimizers.piecewiseConstantDecay([10], [0.1, 0.01]),
      () => optimizers.piecewiseConstantDecay({ boundaries: [10], values: [0.1, 0.01] }),
    ],
  ];

test.each(pairs)("%s takes Keras's leading arguments", (_, short, long) => {
  expect(short().options).toEqual(long().options);
  expect(short().constructor).toBe(long().constructor);
});

const factories = [
  "sgd",
  "adam",
  "adamW",
  "adamax",
  "adagrad",
  "adadelta",
  "adafactor",
  "ftrl",
  "lamb",
  "lion",
  "muon",
  "nadam",
  "rmsprop",
  "scheduleFreeAdamW",
] as const;

test.each(factories)("%s takes the learning rate in front", (name) => {
  const make = optimizers[name] as typeof optimizers.sgd;
  expect(make(0.25).learningRate).toBe(0.25);
  expect(make(0.25, { clipnorm: 1 }).options).toEqual(
    make({ learningRate: 0.25, clipnorm: 1 }).options,
  );
  const decay = optimizers.exponentialDecay(0.5, 20, 0.9);
  expect(make(decay).schedule).toBe(decay);
});

test("a recurrent layer with first states keeps what else it is told", async () => {
  const [x, h, c] = [layers.input([4, 3]), layers.input([2]), layers.input([2])];
  const lstm = layers.lstm(2, { dropout: 0.9, seed: 3 });
  const y = lstm(x, { initialState: [h, c], training: true });
  expect(y.node!.options).toEqual({ training: true });
  const net = model({ inputs: [x, h, c], outputs: y });
  const ones = (shape: number[]) =>
    tensor(new Float32Array(shape.reduce((a, b) => a * b)).fill(1), { shape });
  const data = [ones([5, 4, 3]), ones([5, 2]), ones([5, 2])];
  // Dropout draws in prediction too, because the use says that it trains.
  const [first, second] = [
    await net.predict(data, { verbose: 0 }),
    await net.predict(data, { verbose: 0 }),
  ];
  expect(first.array()).not.toEqual(second.array());
});
