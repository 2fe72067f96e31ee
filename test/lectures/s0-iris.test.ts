import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import {
  clearSession,
  type Operand,
  type Sequential,
  sequential,
  setRandomSeed,
  tensor,
} from "hornet";
import { Callback, type History, type Logs } from "hornet/callbacks";
import { iris } from "hornet/datasets";
import { batchNormalization, type DenseOptions, dense, dropout, input } from "hornet/layers";
import * as ops from "hornet/ops";
import { lineChart, plotHistory } from "hornet/plot";
import { distance, expectInBand, noise, shuffledIris, standardise, weightsOf } from "./support.ts";

let features: Operand;
let targets: Operand;
let standardised: Operand;

beforeAll(async () => {
  ({ features, targets } = await shuffledIris());
  standardised = standardise(features);
});

beforeEach(() => {
  clearSession();
  setRandomSeed(0);
});

interface NetworkOptions {
  readonly rate?: number;
  readonly hidden?: DenseOptions;
}

/** The lecture's network 4-256-256-256-3, with dropout in front of every dense layer if there is a rate. */
function network({ rate, hidden = {} }: NetworkOptions = {}): Sequential {
  const drop = (): ReturnType<typeof dropout>[] => (rate === undefined ? [] : [dropout(rate)]);
  const block = (): ReturnType<typeof dense | typeof dropout>[] => [
    ...drop(),
    dense(256, { activation: "relu", ...hidden }),
  ];
  const model = sequential([
    input([4]),
    ...block(),
    ...block(),
    ...block(),
    ...drop(),
    dense(3, { activation: "softmax" }),
  ]);
  model.compile({ loss: "categorical_crossentropy", optimizer: "adam", metrics: ["accuracy"] });
  return model;
}

const options = { batchSize: 30, validationSplit: 0.3, verbose: 0 } as const;

describe("S0.21 standardised features", () => {
  test("S0.21 x - mean over the standard deviation, which divides by n and not by n - 1", async () => {
    const { features: x } = await iris();
    const z = standardise(x);
    expect(distance(ops.mean(z, { axis: 0 }), tensor([0, 0, 0, 0]))).toBeLessThan(1e-5);
    for (let column = 0; column < 4; column++) {
      const values = Array.from({ length: 150 }, (_, row) => x.data[4 * row + column]!);
      const mean = values.reduce((sum, value) => sum + value, 0) / 150;
      const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
      expect(z.data[column]).toBeCloseTo((values[0]! - mean) / Math.sqrt(squares / 150), 4);
    }
    // pandas's numbers divide by n - 1: 0.828066 of the sepals' length.
    const deviation = ops.std(x, { axis: 0 }).data[0]!;
    expect(deviation).toBeCloseTo(0.825301, 5);
    expect(deviation * Math.sqrt(150 / 149)).toBeCloseTo(0.828066, 5);
  });
});

describe("S0.22 scaled against unscaled", () => {
  test("S0.22 standardised features are learnt faster, and both curves are drawn", async () => {
    const histories: History[] = [];
    for (const x of [features, standardised]) {
      setRandomSeed(0);
      histories.push(await network().fit(x, targets, { ...options, epochs: 30 }));
    }
    const [raw, scaled] = histories.map(({ history }) => history["loss"]!) as [number[], number[]];
    for (const epoch of [9, 19, 29]) {
      expect(scaled[epoch]).toBeLessThan(raw[epoch]! * 0.9);
      expectInBand(histories[0]!.history, "iris", "loss", epoch);
      expectInBand(histories[1]!.history, "iris_standardised", "loss", epoch);
    }
    const { svg } = lineChart([
      { name: "unscaled", y: raw },
      { name: "standardised", y: scaled },
    ]);
    const curves = [...svg.matchAll(/<path d="(M[^"]*L[^"]*)"/g)].map(
      ([, path]) => path!.match(/[ML]/g)!.length,
    );
    expect(curves.filter((points) => points === 30)).toHaveLength(2);
    for (const name of ["unscaled", "standardised"]) expect(svg).toContain(`>${name}</text>`);
  });
});

describe("S0.23 the risk on rows that training does not see", () => {
  const build = (): Sequential => {
    clearSession();
    setRandomSeed(3);
    const model = sequential([
      input([4]),
      dense(16),
      batchNormalization(),
      dropout(0.5),
      dense(3, { activation: "softmax" }),
    ]);
    model.compile({ loss: "categorical_crossentropy", optimizer: "sgd", metrics: ["accuracy"] });
    return model;
  };
  const head = (x: Operand, rows: number): Operand => tensor(x).slice(0, rows);
  const tail = (x: Operand, rows: number): Operand => tensor(x).slice(rows);

  test("S0.23 validation runs the whole model in inference mode and changes nothing", async () => {
    const [x, y] = [head(standardised, 100), head(targets, 100)];
    const held = [tail(standardised, 100), tail(targets, 100)] as const;
    const watched = build();
    const { history } = await watched.fit(x, y, { epochs: 3, validationData: held, verbose: 0 });
    const alone = build();
    const plain = await alone.fit(x, y, { epochs: 3, verbose: 0 });
    expect(weightsOf(watched)).toEqual(weightsOf(alone));
    expect(history["loss"]).toEqual(plain.history["loss"]);

    const before = weightsOf(watched);
    const found = await watched.evaluate(...held, { verbose: 0 });
    expect(weightsOf(watched)).toEqual(before);
    expect([found["loss"], found["accuracy"]]).toEqual([
      history["val_loss"]!.at(-1),
      history["val_accuracy"]!.at(-1),
    ]);
    // By hand, of the predictions: dropout off, moving averages used.
    const outputs = await watched.predict(held[0], { verbose: 0 });
    const risk = ops.mean(ops.categoricalCrossentropy(held[1], outputs)).item();
    expect(found["loss"]).toBeCloseTo(risk, 5);
  });
});

test("S0.24 validation_split 0.3 holds out the last 45 of 150 rows, before shuffling: 4 steps of 30", async () => {
  const model = network();
  const { history, params } = await model.fit(standardised, targets, { ...options, epochs: 2 });
  expect(params.steps).toBe(4);
  expect(Object.keys(history).toSorted()).toEqual(["accuracy", "loss", "val_accuracy", "val_loss"]);
  const rows = (x: Operand): Operand => tensor(x).slice(105);
  const last = await model.evaluate(rows(standardised), rows(targets), {
    batchSize: 30,
    verbose: 0,
  });
  expect(last["loss"]).toBe(history["val_loss"]![1]);
  expect(last["accuracy"]).toBe(history["val_accuracy"]![1]);
});

test("S0.25 the best epoch is the one of the least validation loss, and the plot marks it", async () => {
  const history = await network().fit(standardised, targets, { ...options, epochs: 25 });
  const losses = history.history["val_loss"]!;
  const best = ops.argmin(tensor(losses)).item();
  expect(losses[best]).toBe(Math.min(...losses));
  // Overfitting: the training loss falls on after that epoch, the validation loss does not.
  expect(best).toBeLessThan(24);
  expect(history.history["loss"]![24]).toBeLessThan(history.history["loss"]![best]!);
  const { svg } = plotHistory(history, { metrics: ["loss"], best: "val_loss" });
  expect(svg).toContain(`best val_loss ${Number(losses[best]!.toPrecision(4))} at epoch ${best}`);
});

test("S0.27 L2 adds λ Σw² of the kernels, no half and no biases, to loss and val_loss", async () => {
  const build = (hidden: DenseOptions): Sequential => {
    clearSession();
    setRandomSeed(1);
    return network({ hidden: { biasInitializer: "ones", ...hidden } });
  };
  const [plain, penalised] = [build({}), build({ kernelRegularizer: "l2" })];
  expect(weightsOf(penalised)).toEqual(weightsOf(plain));
  const kernels = weightsOf(plain)
    .filter((_, i) => i % 2 === 0)
    .slice(0, 3);
  const penalty = 0.01 * kernels.flat().reduce((sum, weight) => sum + weight ** 2, 0);
  expect(penalty).toBeGreaterThan(1);

  // A learning rate of 0 keeps the weights for the whole epoch.
  const losses: number[][] = [];
  for (const model of [plain, penalised]) {
    model.optimizer.learningRate = 0;
    const { history } = await model.fit(features, targets, { ...options, epochs: 1 });
    losses.push([history["loss"]![0]!, history["val_loss"]![0]!]);
  }
  expect(losses[1]![0]! - losses[0]![0]!).toBeCloseTo(penalty, 4);
  expect(losses[1]![1]! - losses[0]![1]!).toBeCloseTo(penalty, 4);

  setRandomSeed(0);
  const trained = network({ hidden: { kernelRegularizer: "l2" } });
  const { history } = await trained.fit(standardised, targets, { ...options, epochs: 30 });
  for (const epoch of [0, 9, 29]) {
    for (const series of ["loss", "val_loss"]) expectInBand(history, "iris_l2", series, epoch);
  }
});

describe("S0.28 dropout", () => {
  test("S0.28 the mask is new at every step, drops 30 %, and keeps the mean; predict and evaluate use no mask", async () => {
    // The kernel starts at 0, so its first change is the input under the mask times one number.
    const size = 2000;
    const model = sequential([
      input([size]),
      dropout(0.3),
      dense(1, { useBias: false, kernelInitializer: "zeros" }),
    ]);
    model.compile({ loss: "mse", optimizer: "sgd" });
    const masks: boolean[][] = [];
    let before: number[] = Array.from({ length: size }, () => 0);
    class Watch extends Callback {
      override onTrainBatchEnd(_batch: number, _logs: Logs): void {
        const now = [...this.model.getWeights()[0]!.data];
        masks.push(now.map((weight, i) => weight !== before[i]));
        before = now;
      }
    }
    const x = Array.from({ length: 3 }, () => Array.from({ length: size }, () => 1));
    model.optimizer.learningRate = 1e-6;
    await model.fit(x, [1, 1, 1], { batchSize: 1, verbose: 0, callbacks: [new Watch()] });
    expect(masks).toHaveLength(3);
    for (const mask of masks) {
      const kept = mask.filter(Boolean).length / size;
      // Five standard deviations of a share of 0.7 among 2000.
      expect(Math.abs(kept - 0.7)).toBeLessThan(5 * Math.sqrt(0.21 / size));
    }
    const agreement = masks[0]!.filter((kept, i) => kept === masks[1]![i]).length / size;
    expect(Math.abs(agreement - 0.58)).toBeLessThan(5 * Math.sqrt(0.25 / size));

    model.getLayer("dense").setWeights([
      tensor(
        Float32Array.from({ length: size }, () => 1),
        { shape: [size, 1] },
      ),
    ]);
    expect((await model.predict([x[0]!], { verbose: 0 })).item()).toBe(size);
    expect((await model.evaluate([x[0]!], [0], { verbose: 0 }))["loss"]).toBe(size ** 2);
    const dropped = dropout(0.3)(ops.ones([1, size]), { training: true });
    expect(new Set([...dropped.data].map((value) => value.toFixed(5)))).toEqual(
      new Set(["0.00000", (1 / 0.7).toFixed(5)]),
    );
    expect(Math.abs(ops.mean(dropped).item() - 1)).toBeLessThan(5 * Math.sqrt(0.3 / 0.7 / size));
  });
});

test("S0.29 with dropout the validation loss lies below the training loss for most epochs", async () => {
  const count = async (rate: number | undefined): Promise<number> => {
    setRandomSeed(0);
    const model = network(rate === undefined ? {} : { rate });
    const { history } = await model.fit(standardised, targets, { ...options, epochs: 40 });
    return history["loss"]!.filter((loss, epoch) => history["val_loss"]![epoch]! < loss).length;
  };
  const withDropout = await count(0.3);
  expect(withDropout).toBeGreaterThan(20);
  expect(withDropout).toBeGreaterThan(await count(undefined));
});

test("S3.12 a dropped unit is off in the forward pass and gets no gradient in the backward pass", async () => {
  // Linear units, each with a kernel of its own; a unit that is off keeps it, bit for bit.
  const units = 64;
  const model = sequential([
    input([1]),
    dense(units, { useBias: false, kernelInitializer: "ones", name: "units" }),
    dropout(0.5),
    dense(1, { useBias: false, kernelInitializer: "ones", name: "head" }),
  ]);
  model.compile({ loss: "mse", optimizer: "sgd" });
  model.optimizer.learningRate = 0.001;
  await model.trainOnBatch(noise([1, 1]), [[0]]);
  const [unitKernels, headKernels] = weightsOf(model) as [number[], number[]];
  const changed = unitKernels.map((weight) => weight !== 1);
  expect(headKernels.map((weight) => weight !== 1)).toEqual(changed);
  const kept = changed.filter(Boolean).length;
  expect(kept).toBeGreaterThan(16);
  expect(kept).toBeLessThan(48);
});
