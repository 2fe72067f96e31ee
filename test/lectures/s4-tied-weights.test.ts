import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import {
  clearSession,
  type Operand,
  type Sequential,
  sequential,
  setRandomSeed,
  tensor,
  type Variable,
} from "hornet";
import { type Dense, dense, input, Layer } from "hornet/layers";
import * as ops from "hornet/ops";
import { distance, noise, summaryOf, weightsOf } from "./support.ts";

beforeEach(() => {
  clearSession();
  setRandomSeed(0);
});

/** x · kernelᵀ + bias of its own, with the kernel of another layer. */
class DenseTranspose extends Layer {
  static override readonly className = "DenseTranspose";
  readonly dense: Dense;
  bias!: Variable;

  constructor(dense: Dense) {
    super({});
    this.dense = dense;
  }

  override build(): void {
    this.bias = this.addWeight("bias", [this.dense.kernel.shape[0]!], "zeros");
  }

  override call(x: Operand): Operand {
    return ops.add(ops.matmul(x, ops.transpose(this.read(this.dense.kernel, x))), this.bias);
  }
}

describe("S4.93 tied weights", () => {
  const tied = (sizes: readonly [number, number, number]): Sequential => {
    const [pixels, first, second] = sizes;
    const [outer, inner] = [dense(first), dense(second)];
    return sequential([
      input([pixels]),
      outer,
      inner,
      new DenseTranspose(inner),
      new DenseTranspose(outer),
    ]);
  };

  test("S4.93 the decoder uses the encoder's kernels: 82,414 parameters, each counted once", () => {
    const model = tied([784, 100, 30]);
    expect(model.countParams()).toBe(82_414);
    expect(model.trainableWeights).toHaveLength(6);
    expect(summaryOf(model)).toContain("Total params: 82,414 (321.93 KB)");
  });

  test("S4.93 the gradients of both uses are summed", async () => {
    const model = tied([6, 4, 3]);
    const x = noise([8, 6], 3);
    const before = weightsOf(model);
    model.compile({ loss: "mse", optimizer: "sgd" });
    model.optimizer.learningRate = 1;
    await model.trainOnBatch(x, x);
    // By hand, by differences, with each kernel in both its places.
    const loss = ([k1, b1, k2, b2, b3, b4]: readonly number[][]): number => {
      let sum = 0;
      const affine = (v: number[], kernel: number[], bias: number[], turned: boolean): number[] =>
        bias.map((offset, j) =>
          v.reduce(
            (total, value, i) =>
              total + value * kernel[turned ? j * v.length + i : i * bias.length + j]!,
            offset,
          ),
        );
      for (let row = 0; row < 8; row++) {
        const v = [...x.data.subarray(6 * row, 6 * row + 6)];
        const coding = affine(affine(v, k1!, b1!, false), k2!, b2!, false);
        const output = affine(affine(coding, k2!, b3!, true), k1!, b4!, true);
        sum += output.reduce((total, value, i) => total + (value - v[i]!) ** 2, 0) / 6;
      }
      return sum / 8;
    };
    const after = weightsOf(model);
    expect(after.map(({ length }) => length)).toEqual([24, 4, 12, 3, 4, 6]);
    before.forEach((weight, which) =>
      weight.forEach((value, i) => {
        const moved = (by: number): number =>
          loss(before.map((own, k) => (k === which ? own.with(i, value + by) : own)));
        const slope = (moved(1e-5) - moved(-1e-5)) / 2e-5;
        expect(Math.abs(value - after[which]![i]! - slope)).toBeLessThan(2e-5);
      }),
    );
  });

  test("S4.93 saving and loading keeps the tie", async () => {
    const folder = mkdtempSync(join(tmpdir(), "lectures-"));
    try {
      const path = join(folder, "tied.safetensors");
      const x = noise([8, 6], 3);
      const first = tied([6, 4, 3]);
      first.compile({ loss: "mse", optimizer: "adam" });
      await first.fit(x, x, { epochs: 2, verbose: 0 });
      await first.saveWeights(path);

      clearSession();
      setRandomSeed(9);
      const second = tied([6, 4, 3]);
      expect(weightsOf(second)).not.toEqual(weightsOf(first));
      await second.loadWeights(path);
      expect(weightsOf(second)).toEqual(weightsOf(first));
      const outputs = await second.predict(x, { verbose: 0 });
      expect([...outputs.data]).toEqual([...(await first.predict(x, { verbose: 0 })).data]);

      // Both uses see a change of the kernel: without biases the output grows four times.
      const noBiases = second
        .getWeights()
        .map((weight) => (weight.rank === 1 ? ops.multiply(weight, 0) : weight));
      second.setWeights(noBiases);
      const before = await second.predict(x, { verbose: 0 });
      const [outer] = second.layers as [Dense];
      outer.kernel.assign(ops.multiply(tensor(outer.kernel), 2));
      expect(ops.max(ops.abs(before)).item()).toBeGreaterThan(0.01);
      expect(
        distance(await second.predict(x, { verbose: 0 }), ops.multiply(before, 4)),
      ).toBeLessThan(1e-5);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
