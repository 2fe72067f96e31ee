import { beforeEach, describe, expect, test } from "vitest";
import { clearSession, type Operand, sequential, setRandomSeed, tensor } from "hornet";
import { dense, gru, input, lstm, repeatVector, timeDistributed } from "hornet/layers";
import { adam } from "hornet/optimizers";

beforeEach(() => {
  clearSession();
  setRandomSeed(0);
});

/** Waves [count, 12, 1] of two numbers each: how fast and from where. */
function waves(count: number): Operand {
  const data = Float32Array.from({ length: count * 12 }, (_, i) => {
    const [wave, step] = [Math.floor(i / 12), i % 12];
    return Math.sin(step * (0.3 + 0.05 * (wave % 5)) + wave);
  });
  return tensor(data, { shape: [count, 12, 1] });
}

describe.each([
  ["lstm", lstm],
  ["gru", gru],
] as const)("S4.102 a recurrent autoencoder of %s", (_, layer) => {
  test("rebuilds sequences from one coding each, better with every look at them", async () => {
    const encoder = sequential([input([12, 1]), layer(16)]);
    const decoder = sequential([
      input([16]),
      repeatVector(12),
      layer(16, { returnSequences: true }),
      timeDistributed(dense(1)),
    ]);
    const model = sequential([input([12, 1]), encoder, decoder]);
    expect(model.outputShape).toEqual([null, 12, 1]);
    model.compile({ loss: "mean_squared_error", optimizer: adam({ learningRate: 0.01 }) });
    const x = waves(64);
    const { history } = await model.fit(x, x, { epochs: 30, batchSize: 16, verbose: 0 });
    const losses = history["loss"]!;
    // The waves' own mean square is about 1/2: what a model that knows only their mean is left with.
    expect(losses[0]!).toBeGreaterThan(0.3);
    expect(losses.at(-1)!).toBeLessThan(0.12);
    const coding = await encoder.predict(waves(2), { verbose: 0 });
    expect((coding as Operand).shape).toEqual([2, 16]);
  });
});
