import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { clearSession, type Operand, type Sequential, sequential, setRandomSeed } from "hornet";
import { Callback, earlyStopping, type Logs, reduceLROnPlateau } from "hornet/callbacks";
import { dense, input } from "hornet/layers";
import { shuffledIris, standardise, weightsOf } from "./support.ts";

let features: Operand;
let targets: Operand;

beforeAll(async () => {
  const iris = await shuffledIris();
  features = standardise(iris.features);
  ({ targets } = iris);
});

beforeEach(() => {
  clearSession();
  setRandomSeed(0);
});

function network(): Sequential {
  const hidden = Array.from({ length: 3 }, () => dense(64, { activation: "relu" }));
  const model = sequential([input([4]), ...hidden, dense(3, { activation: "softmax" })]);
  model.compile({ loss: "categorical_crossentropy", optimizer: "adam" });
  return model;
}

/** Keeps the weights at the end of every epoch. */
class EveryWeight extends Callback {
  readonly weights: number[][][] = [];
  override onEpochEnd(_epoch: number, _logs: Logs): void {
    this.weights.push(this.model.getWeights().map(({ data }) => [...data]));
  }
}

const options = { batchSize: 30, epochs: 100, validationSplit: 0.3, verbose: 0 } as const;

describe("S0.26 early stopping with patience", () => {
  test.each([
    ["S0.26", 10],
    ["S4.48", 3],
  ])(
    "%s on iris, patience %i: the stop is the best epoch plus patience, with the best epoch's weights",
    async (_, patience) => {
      const model = network();
      const all = new EveryWeight();
      const stop = earlyStopping({ monitor: "val_loss", patience, restoreBestWeights: true });
      const { history, epoch } = await model.fit(features, targets, {
        ...options,
        callbacks: [all, stop],
      });
      const losses = history["val_loss"]!;
      const best = losses.indexOf(Math.min(...losses));
      expect(stop.bestEpoch).toBe(best);
      expect(epoch).toHaveLength(best + patience + 1);
      expect(epoch.length).toBeLessThan(100);
      expect(weightsOf(model)).toEqual(all.weights[best]);
      expect(weightsOf(model)).not.toEqual(all.weights.at(-1));
    },
  );
});

test("S1.3 cb_es = EarlyStopping(monitor, patience, restore_best_weights) in the list of callbacks", async () => {
  const model = network();
  const cb_es = earlyStopping({ monitor: "val_loss", patience: 10, restoreBestWeights: true });
  const all = new EveryWeight();
  const { history } = await model.fit(features, targets, { ...options, callbacks: [cb_es, all] });
  expect(history["val_loss"]!.length).toBeLessThan(100);
  expect(weightsOf(model)).toEqual(all.weights[cb_es.bestEpoch]);
});

test("S4.44 a high learning rate first, lower once the loss stops falling fast", async () => {
  const model = network();
  model.optimizer.learningRate = 0.01;
  const reduce = reduceLROnPlateau({
    monitor: "val_loss",
    factor: 0.5,
    patience: 3,
    minDelta: 0.01,
    minLr: 1e-4,
  });
  const { history } = await model.fit(features, targets, {
    ...options,
    epochs: 40,
    callbacks: [reduce],
  });
  const rates = history["learning_rate"]!;
  const losses = history["val_loss"]!;
  expect(rates[0]).toBeCloseTo(0.01, 6);
  // By hand: halve after every three epochs in a row that are not better by 0.01 than the best so far.
  let [best, wait, rate] = [Infinity, 0, Math.fround(0.01)];
  const expected = losses.map((loss) => {
    const before = rate;
    if (loss < best - 0.01) [best, wait] = [loss, 0];
    else if (++wait >= 3) [rate, wait] = [Math.fround(Math.max(rate * 0.5, 1e-4)), 0];
    return before;
  });
  expected.forEach((value, i) => expect(rates[i]).toBeCloseTo(value, 8));
  expect(rates.at(-1)).toBeLessThan(0.003);
});
