import { beforeEach, describe, expect, test } from "vitest";
import {
  clearSession,
  type Batch,
  model,
  Model,
  type Operand,
  sequential,
  setRandomSeed,
  type StepBatch,
  type StepTools,
  tensor,
} from "hornet";
import { lambdaCallback } from "hornet/callbacks";
import * as words from "hornet/layers";
import { adam, sgd } from "hornet/optimizers";
import * as ops from "hornet/ops";

beforeEach(() => {
  clearSession();
  setRandomSeed(6);
});

const x = tensor(
  Float32Array.from({ length: 30 }, (_, i) => Math.sin(i * 1.7)),
  { shape: [10, 3] },
);
const y = tensor(
  Float32Array.from({ length: 10 }, (_, i) => Math.cos(i)),
  { shape: [10, 1] },
);
const weights = tensor([1, 2, 0, 1, 0.5, 1, 1, 3, 1, 1]);
const quiet = { verbose: 0 } as const;

function netOf(): Model {
  clearSession();
  setRandomSeed(6);
  const net = sequential([
    words.input([3]),
    words.dense(4, { activation: "tanh" }),
    words.dense(1),
  ]);
  net.compile({ loss: "mse", optimizer: adam({ learningRate: 0.01 }), metrics: ["mae"] });
  return net;
}

/** The rows in batches of 4, 4 and 2. */
function* batches(): Generator<Batch> {
  for (let from = 0; from < 10; from += 4) yield [x.slice(from, from + 4), y.slice(from, from + 4)];
}

async function* later(): AsyncGenerator<Batch> {
  for (const batch of batches()) {
    await Promise.resolve();
    yield batch;
  }
}

const state = (net: Model): unknown => net.getWeights().map((weight) => weight.array());

describe("predict from batches", () => {
  test("gives what it gives of the same rows at once, of every output", async () => {
    const net = netOf();
    const wanted = await net.predict(x, quiet);
    const alone = function* (): Generator<typeof x> {
      for (let from = 0; from < 10; from += 3) yield x.slice(from, from + 3);
    };
    expect((await net.predict(alone, quiet)).array()).toEqual(wanted.array());
    expect((await net.predict(later(), quiet)).array()).toEqual(wanted.array());
    const entry = words.input([3]);
    const two = model({
      inputs: entry,
      outputs: [words.dense(2)(entry), words.dense(4, { name: "wide" })(entry)],
    });
    const named = function* (): Generator<[Readonly<Record<string, unknown>>]> {
      for (const [part] of batches()) yield [{ [two.inputSlots[0]!.name]: part }];
    };
    const [first, second] = await two.predictAll(named as never, quiet);
    const [wantedFirst, wantedSecond] = await two.predictAll(x, quiet);
    expect([first!.array(), second!.array()]).toEqual([
      wantedFirst!.array(),
      wantedSecond!.array(),
    ]);
  });

  test("steps end it, of an endless source too", async () => {
    const net = netOf();
    const wanted = (await net.predict(x, quiet)).array() as number[][];
    const endless = function* (): Generator<Batch> {
      for (;;) yield* batches();
    };
    const found = (await net.predict(endless(), { ...quiet, steps: 4 })).array() as number[][];
    expect(found).toEqual([...wanted, ...wanted.slice(0, 4)]);
    expect((await net.predict(x, { ...quiet, batchSize: 4, steps: 2 })).array()).toEqual(
      wanted.slice(0, 8),
    );
    await expect(net.predict(x, { ...quiet, steps: 0 })).rejects.toThrow(/steps/u);
  });

  test("what is wrong is told", async () => {
    const net = netOf();
    await expect(net.predict(() => [], quiet)).rejects.toThrow(/expected batches, received none/u);
    await expect(net.predict((() => [5]) as never, quiet)).rejects.toThrow(
      /predict: expected batches x, \[x\] or \[x, y\], received number/u,
    );
    await expect(net.predict((() => [[1, 2, 3, 4]]) as never, quiet)).rejects.toThrow(
      /a list of 4\. Nested arrays/u,
    );
  });
});

describe("fit from batches", () => {
  test("does what it does with the same rows at once", async () => {
    const [whole, parts] = [netOf(), netOf()];
    const wanted = await whole.fit(x, y, {
      ...quiet,
      batchSize: 4,
      epochs: 3,
      shuffle: false,
      validationData: [x, y],
    });
    const found = await parts.fit(batches, { ...quiet, epochs: 3, validationData: batches });
    expect(found.history["loss"]).toEqual(wanted.history["loss"]);
    expect(found.history["mae"]).toEqual(wanted.history["mae"]);
    found.history["val_loss"]!.forEach((loss, i) =>
      expect(loss).toBeCloseTo(wanted.history["val_loss"]![i]!, 6),
    );
    expect(state(parts)).toEqual(state(whole));
    expect(found.params.steps).toBeNull();
    const other = netOf();
    const { history } = await other.fit(later, { ...quiet, epochs: 3, validationData: [x, y] });
    expect(history["loss"]).toEqual(wanted.history["loss"]);
    expect(await other.evaluate(later, quiet)).toEqual(
      await other.evaluate(x, y, { ...quiet, batchSize: 4 }),
    );
  });

  test("stepsPerEpoch goes on in the source, validationSteps begins anew", async () => {
    let made = 0;
    let pulled = 0;
    const endless = function* (): Generator<Batch> {
      made++;
      for (;;)
        for (const batch of batches()) {
          pulled++;
          yield batch;
        }
    };
    const net = netOf();
    const seen: number[] = [];
    const callbacks = [lambdaCallback({ onTrainBatchEnd: (batch) => void seen.push(batch) })];
    const { history, params } = await net.fit(endless(), {
      ...quiet,
      epochs: 2,
      stepsPerEpoch: 5,
      callbacks,
    });
    expect([made, pulled, params.steps]).toEqual([1, 10, 5]);
    expect(seen).toEqual([0, 1, 2, 3, 4, 0, 1, 2, 3, 4]);
    expect(history["loss"]).toHaveLength(2);
    const { history: held } = await net.fit(x, y, {
      ...quiet,
      batchSize: 4,
      epochs: 2,
      validationData: endless,
      validationSteps: 3,
    });
    expect(held["val_loss"]).toHaveLength(2);
    expect(held["val_loss"]![1]!).toBeCloseTo(
      (await net.evaluate(x, y, { ...quiet, batchSize: 4 }))["loss"]!,
      6,
    );
  });

  test("stepsPerEpoch over rows cuts epochs where it says", async () => {
    const run = async (options: object): Promise<[unknown, number[]]> => {
      const net = netOf();
      const { history } = await net.fit(x, y, {
        ...quiet,
        batchSize: 2,
        shuffle: false,
        ...options,
      });
      return [state(net), [...history["loss"]!]];
    };
    const [byPass, losses] = await run({ epochs: 2 });
    const [bySteps, parts] = await run({ epochs: 5, stepsPerEpoch: 2 });
    expect(bySteps).toEqual(byPass);
    expect(parts).toHaveLength(5);
    const mean = (own: number[]): number => own.reduce((sum, loss) => sum + loss, 0) / own.length;
    expect(mean(parts)).toBeCloseTo(mean(losses), 5);
    const net = netOf();
    const { history } = await net.fit(x, y, {
      ...quiet,
      batchSize: 2,
      validationData: [x, y],
      validationSteps: 2,
    });
    const { loss } = await net.evaluate(x.slice(0, 4), y.slice(0, 4), quiet);
    expect(history["val_loss"]![0]!).toBeCloseTo(loss!, 6);
    expect((await net.evaluate(x, y, { ...quiet, batchSize: 2, steps: 2 }))["loss"]!).toBeCloseTo(
      loss!,
      6,
    );
  });

  test("batches bring weights, and classWeight counts", async () => {
    const [whole, parts] = [netOf(), netOf()];
    await whole.fit(x, y, { ...quiet, batchSize: 5, shuffle: false, sampleWeight: weights });
    const weighted = function* (): Generator<Batch> {
      for (const from of [0, 5])
        yield [x.slice(from, from + 5), y.slice(from, from + 5), weights.slice(from, from + 5)];
    };
    await parts.fit(weighted(), quiet);
    expect(state(parts)).toEqual(state(whole));
  });

  test("what is wrong is told", async () => {
    const net = netOf();
    const once = batches();
    await expect(net.fit(once, { ...quiet, epochs: 2 })).rejects.toThrow(
      /expected batches, received none\. What a generator gave can be read once/u,
    );
    await expect(net.fit(() => [x] as never, quiet)).rejects.toThrow(/expected batches \[x, y\]/u);
    await expect(net.fit(() => 5 as never, quiet)).rejects.toThrow(
      /a function that makes an iterable/u,
    );
    await expect(net.fit(batches, { ...quiet, validationSplit: 0.5 })).rejects.toThrow(
      /no validationSplit/u,
    );
    await expect(net.fit(batches, { ...quiet, batchSize: 3 })).rejects.toThrow(
      /The batches say it/u,
    );
    await expect(net.fit(x, y, { ...quiet, stepsPerEpoch: 0 })).rejects.toThrow(/stepsPerEpoch/u);
    await expect(net.fit([[1, 2, 3]].values() as never, quiet)).rejects.toThrow(
      /received a list of 3|expected/u,
    );
    const broken = function* (): Generator<Batch> {
      yield [x, y];
      throw new Error("the disk is gone");
    };
    await expect(net.fit(broken, quiet)).rejects.toThrow("the disk is gone");
    // And the model goes on.
    await net.fit(batches, quiet);
  });

  test("an unread source is let go of", async () => {
    let closed = false;
    const endless = function* (): Generator<Batch> {
      try {
        for (;;) yield [x, y];
      } finally {
        closed = true;
      }
    };
    await netOf().fit(endless, { ...quiet, stepsPerEpoch: 2 });
    expect(closed).toBe(true);
  });
});

describe("weights for each output", () => {
  const twoOutputs = (): Model => {
    clearSession();
    setRandomSeed(6);
    const inputs = words.input([3]);
    const [a, b] = ["a", "b"].map((name) => words.dense(1, { name })(inputs));
    const net = model({ inputs, outputs: [a!, b!] });
    net.compile({
      loss: "mse",
      optimizer: sgd({ learningRate: 0.1 }),
      weightedMetrics: [["mae"], ["mae"]],
    });
    return net;
  };
  const run = async (sampleWeight: unknown): Promise<[Record<string, number>, unknown]> => {
    const net = twoOutputs();
    const logs = await net.evaluate(x, [y, y], { ...quiet, sampleWeight: sampleWeight as never });
    await net.fit(x, [y, y], { ...quiet, shuffle: false, sampleWeight: sampleWeight as never });
    return [logs, state(net)];
  };
  const ones = new Float32Array(10).fill(1);

  test("as a list, by name, or one for all", async () => {
    const both = await run([weights, weights]);
    expect(await run(weights)).toEqual(both);
    expect(await run({ a: weights, b: weights })).toEqual(both);
    const first = await run([weights, ones]);
    expect(await run({ a: weights })).toEqual(first);
    expect(await run([weights, null])).toEqual(first);
    expect(first).not.toEqual(both);
    const [plain] = await run(undefined);
    expect(first[0]["b_loss"]).toBe(plain["b_loss"]);
    expect(first[0]["a_loss"]).not.toBe(plain["a_loss"]);
    expect(first[0]["a_mae"]).toBe(both[0]["a_mae"]);
    expect(first[0]["b_mae"]).toBe(plain["b_mae"]);
  });

  test("what is wrong is told", async () => {
    await expect(run({ c: weights })).rejects.toThrow(/sampleWeight.*"c"/u);
    await expect(run([weights])).rejects.toThrow(/one entry for each of a, b/u);
    await expect(run([weights, [1, 2]])).rejects.toThrow(/as many samples in sampleWeight/u);
  });
});

describe("gradients in a step of one's own", () => {
  class Plain extends Model {
    readonly head = words.dense(1, { kernelConstraint: "non_neg" });
    override call(a: Operand): Operand {
      return this.head(a);
    }
  }
  class Own extends Plain {
    override trainStep({ inputs }: StepBatch, tools: StepTools): void {
      const outputs = this.callList(inputs, true);
      const loss = tools.loss(outputs);
      const found = tools.gradients(loss);
      tools.updateMetrics(outputs, loss);
      tools.applyGradients(found.map((gradient, i) => [gradient, this.trainableWeights[i]!]));
    }
  }
  class Halved extends Plain {
    override trainStep({ inputs }: StepBatch, tools: StepTools): void {
      const [kernel, bias] = this.trainableWeights;
      const [dKernel] = tools.gradients(tools.loss(this.callList(inputs, true)), [kernel!]);
      tools.applyGradients([
        [ops.multiply(dKernel!, 0.5), kernel!],
        [null, bias!],
      ]);
    }
  }
  const train = async (Class: new () => Model, optimizer = adam()): Promise<unknown> => {
    clearSession();
    setRandomSeed(9);
    const net = new Class();
    net.compile({ loss: "mse", optimizer });
    const { history } = await net.fit(x, y, { ...quiet, epochs: 3, batchSize: 4 });
    return [history["loss"], state(net)];
  };

  test("applied as they are they train as fit does", async () => {
    expect(await train(Own)).toEqual(await train(Plain));
  });

  test("may be changed before they are applied, and left out", async () => {
    clearSession();
    setRandomSeed(9);
    const net = new Halved();
    net.compile({ loss: "mse", optimizer: sgd({ learningRate: 0.25 }) });
    net.ensureBuilt([[null, 3]]);
    const [kernel, bias] = net.getWeights();
    await net.trainOnBatch(x, y);
    const error = ops.subtract(ops.add(ops.matmul(x, kernel!), bias!), y);
    const slope = ops.multiply(ops.matmul(ops.transpose(x), error), 2 / 10);
    const wanted = ops.maximum(ops.subtract(kernel!, ops.multiply(slope, 0.125)), 0);
    const [after, same] = net.getWeights();
    after!.data.forEach((own, i) => expect(own).toBeCloseTo(wanted.data[i]!, 5));
    expect(same!.array()).toEqual(bias!.array());
  });

  test("of other weights is an error", async () => {
    const stranger = words.dense(1);
    stranger.ensureBuilt([[null, 3]]);
    class Wrong extends Plain {
      override trainStep({ inputs }: StepBatch, tools: StepTools): void {
        tools.gradients(tools.loss(this.callList(inputs, true)), stranger.trainableWeights);
      }
    }
    await expect(train(Wrong)).rejects.toThrow(
      /gradients: expected weights that are trained, received dense.*kernel/u,
    );
  });
});

test("an optimizer's applyGradients updates at once", () => {
  const layer = words.dense(1, { kernelInitializer: "ones", useBias: false });
  layer.ensureBuilt([[null, 2]]);
  sgd({ learningRate: 0.5 }).applyGradients([[tensor([[1], [-1]]), layer.trainableWeights[0]!]]);
  expect(layer.getWeights()[0]!.array()).toEqual([[0.5], [1.5]]);
});
