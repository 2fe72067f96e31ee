import { beforeAll, describe, expect, test } from "vitest";
import { clearSession, model as connect, type Operand, sequential, setRandomSeed, type Tensor, tensor } from "hornet";
import { digits } from "hornet/datasets";
import { type Dense, dense, input } from "hornet/layers";
import * as ops from "hornet/ops";
import { adam } from "hornet/optimizers";
import { randomNumbers, weightsOf } from "./support.ts";

/** Digits in a repeatable order: pixels from 0 to 1 [1797, 64], labels [1797]. */
let x: Tensor;
let labels: Tensor;

beforeAll(async () => {
  const data = await digits();
  const next = randomNumbers(3);
  const keys = Array.from({ length: 1797 }, () => next());
  const order = tensor(Int32Array.from(keys.keys()).sort((a, b) => keys[a]! - keys[b]!));
  x = tensor(ops.take(ops.divide(ops.reshape(data.images, [1797, 64]), 16), order, { axis: 0 }));
  labels = tensor(ops.take(data.labels, order, { axis: 0 }));
});

test("S4.91 an autoencoder learns from all images, its encoder classifies with few labels, better than from scratch", async () => {
  const [few, held] = [40, 297];
  const scores = { pretrained: 0, scratch: 0 };
  for (const seed of [0, 1, 2]) {
    for (const kind of ["pretrained", "scratch"] as const) {
      clearSession();
      setRandomSeed(seed);
      const encoder = sequential([input([64]), dense(48, { activation: "selu", name: "lower" }), dense(24, { activation: "selu", name: "upper" })]);
      if (kind === "pretrained") {
        const whole = sequential([encoder, dense(48, { activation: "selu" }), dense(64, { activation: "sigmoid" })]);
        whole.compile({ loss: "binary_crossentropy", optimizer: adam({ learningRate: 0.003 }) });
        await whole.fit(x.slice(held), x.slice(held), { epochs: 30, verbose: 0 });
      }
      const classifier = sequential([encoder, dense(10, { activation: "softmax" })]);
      const lower = encoder.getLayer("lower");
      const before = weightsOf(encoder).slice(0, 2);
      lower.trainable = kind === "scratch";
      classifier.compile({ loss: "sparse_categorical_crossentropy", optimizer: "adam", metrics: ["accuracy"] });
      await classifier.fit(x.slice(held, held + few), labels.slice(held, held + few), { batchSize: 8, epochs: 40, verbose: 0 });
      if (kind === "pretrained") expect(weightsOf(encoder).slice(0, 2)).toEqual(before);
      const { accuracy } = await classifier.evaluate(x.slice(0, held), labels.slice(0, held), { verbose: 0 });
      scores[kind] += accuracy! / 3;
      console.log(kind, seed, accuracy);
    }
  }
  expect(scores.pretrained).toBeGreaterThan(scores.scratch);
});

describe("S4.94 greedy layer-wise training", () => {
  test("S4.94 one shallow autoencoder at a time, then the stack of them", async () => {
    setRandomSeed(0);
    /** Trains in -> units -> in on `data`, and gives both halves. */
    const shallow = async (data: Operand, units: number): Promise<{ encode: Dense; decode: Dense; codes: Tensor }> => {
      const [encode, decode] = [dense(units, { activation: "selu" }), dense(data.shape[1]!)];
      const from = input([data.shape[1]!]);
      const codes = encode(from);
      const whole = connect({ inputs: from, outputs: decode(codes) });
      whole.compile({ loss: "mse", optimizer: adam({ learningRate: 0.003 }) });
      await whole.fit(data, data, { epochs: 20, verbose: 0 });
      const half = connect({ inputs: from, outputs: codes });
      return { encode, decode, codes: await half.predict(data, { batchSize: 599, verbose: 0 }) };
    };
    const outer = await shallow(x, 40);
    const inner = await shallow(outer.codes, 16);
    const stack = sequential([input([64]), outer.encode, inner.encode, inner.decode, outer.decode]);
    stack.compile({ loss: "mse", optimizer: adam({ learningRate: 0.001 }) });
    const before = (await stack.evaluate(x, x, { verbose: 0 }))["loss"]!;
    const variance = ops.mean(ops.variance(x, { axis: 0 })).item();
    // The stack reconstructs before it was ever trained as a whole, and better after.
    expect(before).toBeLessThan(variance / 2);
    await stack.fit(x, x, { epochs: 5, verbose: 0 });
    expect((await stack.evaluate(x, x, { verbose: 0 }))["loss"]).toBeLessThan(before);
  });
});
