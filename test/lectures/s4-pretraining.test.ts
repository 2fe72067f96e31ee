import { beforeAll, expect, test } from "vitest";
import { model as connect, type Operand, sequential, setRandomSeed, type Tensor } from "hornet";
import { digits } from "hornet/datasets";
import { type Dense, dense, input } from "hornet/layers";
import * as ops from "hornet/ops";
import { adam } from "hornet/optimizers";

let x: Operand;

beforeAll(async () => {
  const { images } = await digits();
  x = ops.divide(ops.reshape(images, [1797, 64]), 16);
});

test("S4.94 one shallow autoencoder at a time, then the stack of them", async () => {
  setRandomSeed(0);
  /** Trains in -> units -> in on `data`, and gives both halves. */
  const shallow = async (
    data: Operand,
    units: number,
  ): Promise<{ encode: Dense; decode: Dense; codes: Tensor }> => {
    const [encode, decode] = [dense(units, { activation: "selu" }), dense(data.shape[1]!)];
    const from = input([data.shape[1]!]);
    const codes = encode(from);
    const whole = connect({ inputs: from, outputs: decode(codes) });
    whole.compile({ loss: "mse", optimizer: adam({ learningRate: 0.003 }) });
    await whole.fit(data, data, { epochs: 20, verbose: 0 });
    const half = connect({ inputs: from, outputs: codes });
    return { encode, decode, codes: await half.predict(data, { verbose: 0 }) };
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
