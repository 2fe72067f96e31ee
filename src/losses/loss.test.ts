import { describe, expect, test } from "vitest";
import type { DType } from "../base/dtype.ts";
import type { Shape } from "../base/shape.ts";
import type { Operand } from "../graph/value.ts";
import { subtract } from "../ops/add.ts";
import { square } from "../ops/power.ts";
import { softmax } from "../ops/softmax.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { eager } from "../../test/golden/interpreted.ts";
import { binaryCrossentropy } from "./binaryCrossentropy.ts";
import { categoricalCrossentropy } from "./categoricalCrossentropy.ts";
import { huber } from "./huber.ts";
import { Loss, type LossOptions } from "./loss.ts";
import { meanSquaredError } from "./meanSquaredError.ts";
import { sparseCategoricalCrossentropy } from "./sparseCategoricalCrossentropy.ts";

function tensor(shape: Shape, data: readonly number[], dtype: DType = "float32"): Tensor {
  return eager({ shape, dtype, data });
}

const probabilities = tensor([3, 3], [0.7, 0.2, 0.1, 0.1, 0.3, 0.6, 0.25, 0.5, 0.25]);
const labels = tensor([3], [0, 2, 2], "uint8");

describe("S4.67 the object SparseCategoricalCrossentropy()", () => {
  test("takes class numbers as uint8, [n] or [n, 1]", () => {
    const mean = -(Math.log(0.7) + Math.log(0.6) + Math.log(0.25)) / 3;
    const loss = sparseCategoricalCrossentropy();
    expect(loss.call(labels, probabilities).item()).toBeCloseTo(mean, 6);
    expect(loss.call(labels.reshape([3, 1]), probabilities).item()).toBeCloseTo(mean, 6);
  });

  test("fromLogits: the same as the softmax of the logits", () => {
    const logits = tensor([3, 3], [2, -1, 0.5, 0.1, 3, -2, 1, 1.5, -0.5]);
    const found = sparseCategoricalCrossentropy({ fromLogits: true }).call(labels, logits).item();
    expect(found).toBeCloseTo(
      sparseCategoricalCrossentropy().call(labels, softmax(logits)).item(),
      6,
    );
    const row = (...z: number[]): number => Math.log(z.reduce((sum, x) => sum + Math.exp(x), 0));
    expect(found).toBeCloseTo(
      (row(2, -1, 0.5) - 2 + row(0.1, 3, -2) + 2 + row(1, 1.5, -0.5) + 0.5) / 3,
      5,
    );
  });

  test("ignoreClass: the mean is over the samples that count", () => {
    const mean = -(Math.log(0.7) + Math.log(0.25)) / 2;
    const some = tensor([3], [0, 255, 2], "uint8");
    expect(
      sparseCategoricalCrossentropy({ ignoreClass: 255 }).call(some, probabilities).item(),
    ).toBeCloseTo(mean, 6);
    const none = tensor([3], [255, 255, 255], "uint8");
    expect(
      sparseCategoricalCrossentropy({ ignoreClass: 255 }).call(none, probabilities).item(),
    ).toBe(0);
  });
});

describe("S4.8 which loss when", () => {
  const oneHot = tensor([3, 3], [1, 0, 0, 0, 0, 1, 0, 0, 1]);

  test("class numbers and one-hot targets give one number", () => {
    const sparse = sparseCategoricalCrossentropy().call(labels, probabilities).item();
    expect(categoricalCrossentropy().call(oneHot, probabilities).item()).toBeCloseTo(sparse, 6);
  });

  test("one-hot targets with the sparse loss say what to do", () => {
    expect(() => sparseCategoricalCrossentropy().call(oneHot, probabilities)).toThrow(
      "sparse_categorical_crossentropy: expected class numbers [3] for an output [3, 3], received [3, 3]. One-hot targets go with categorical_crossentropy.",
    );
  });

  test("class numbers with the categorical loss say what to do", () => {
    expect(() => categoricalCrossentropy().call(labels, probabilities)).toThrow(
      "categorical_crossentropy: expected targets of the output's shape [3, 3], received [3]. Class numbers go with sparse_categorical_crossentropy; toCategorical makes one-hot targets of them.",
    );
  });

  test("sigmoid outputs: binary cross-entropy of one output [n, 1], targets [n]", () => {
    const outputs = tensor([2, 1], [0.9, 0.2]);
    const expected = -(Math.log(0.9) + Math.log(0.8)) / 2;
    expect(
      binaryCrossentropy()
        .call(tensor([2], [1, 0]), outputs)
        .item(),
    ).toBeCloseTo(expected, 6);
    expect(() => binaryCrossentropy().call(tensor([2, 3], [1, 0, 0, 0, 1, 0]), outputs)).toThrow(
      "expected targets of the output's shape [2, 1]",
    );
  });
});

describe("weights", () => {
  const [yTrue, yPred] = [tensor([2, 2], [0, 0, 0, 0]), tensor([2, 2], [1, 1, 2, 2])];

  test("the mean divides by the number of samples, the weighted mean by the weights", () => {
    const weights = tensor([2], [3, 0.5]);
    expect(meanSquaredError().call(yTrue, yPred, weights).item()).toBe((3 * 1 + 0.5 * 4) / 2);
    expect(
      meanSquaredError({ reduction: "mean_with_sample_weight" }).call(yTrue, yPred, weights).item(),
    ).toBeCloseTo(5 / 3.5, 6);
    expect([...meanSquaredError({ reduction: null }).call(yTrue, yPred, weights).data]).toEqual([
      3, 2,
    ]);
  });

  test("weights [n, 1] are those of [n]", () => {
    expect(
      meanSquaredError()
        .call(yTrue, yPred, tensor([2, 1], [3, 0.5]))
        .item(),
    ).toBe(2.5);
  });

  test("weights of another number of samples are an error", () => {
    expect(() => meanSquaredError().call(yTrue, yPred, tensor([3], [1, 1, 1]))).toThrow(
      "sampleWeight: expected a shape that broadcasts to the losses of the samples [2], received [3].",
    );
  });
});

test("targets [n] and outputs [n, 1], or the other way round, give one loss per sample", () => {
  const [flat, column] = [tensor([3], [1, 2, 3]), tensor([3, 1], [1, 4, 6])];
  expect([...meanSquaredError(flat, column).data]).toEqual([0, 4, 9]);
  expect([...meanSquaredError(column, flat).data]).toEqual([0, 4, 9]);
  const [pairs, deep] = [tensor([1, 2], [1, 2]), tensor([1, 2, 1], [1, 4])];
  expect([...meanSquaredError(pairs, deep).data]).toEqual([2]);
});

describe("factories and options", () => {
  test("a factory with targets and outputs gives the loss of each sample", () => {
    const values = meanSquaredError(tensor([2, 2], [1, 2, 3, 4]), tensor([2, 2], [1, 4, 3, 3]));
    expect([...values.data]).toEqual([2, 0.5]);
    expect([...huber(tensor([1, 1], [0]), tensor([1, 1], [4]), { delta: 2 }).data]).toEqual([6]);
  });

  test("options are the saved config", () => {
    expect(sparseCategoricalCrossentropy({ fromLogits: true, name: undefined }).options).toEqual({
      name: "sparse_categorical_crossentropy",
      reduction: "sum_over_batch_size",
      fromLogits: true,
      ignoreClass: null,
      axis: -1,
    });
  });

  test("unknown options and reductions are errors", () => {
    expect(() => meanSquaredError({ reductoin: "sum" } as object)).toThrow(
      'Did you mean "reduction"?',
    );
    expect(() => sparseCategoricalCrossentropy({ from_logits: true } as object)).toThrow(
      'Write "fromLogits".',
    );
    expect(() => meanSquaredError({ reduction: "sums" as "sum" })).toThrow(
      'expected a known reduction, received "sums". Did you mean "sum"?',
    );
  });

  test("S4.86 binary cross-entropy of pixels is the mean over the last axis, then over the rest", () => {
    const [target, output] = [
      tensor([2, 2, 2], [1, 0, 1, 0, 0, 0, 1, 1]),
      tensor([2, 2, 2], [0.9, 0.1, 0.8, 0.3, 0.2, 0.4, 0.5, 0.6]),
    ];
    const each = [0.9, 0.9, 0.8, 0.7, 0.8, 0.6, 0.5, 0.6].map((p) => -Math.log(p));
    expect(binaryCrossentropy(target, output).shape).toEqual([2, 2]);
    expect(binaryCrossentropy().call(target, output).item()).toBeCloseTo(
      each.reduce((sum, x) => sum + x) / 8,
      6,
    );
  });

  test("a user's loss is a class with losses()", () => {
    class FourthPower extends Loss<LossOptions> {
      static override readonly className = "FourthPower";

      constructor(options: LossOptions = {}) {
        super(options, { name: "fourth_power" });
      }

      override losses(yTrue: Operand, yPred: Operand): Operand {
        return square(square(subtract(yTrue, yPred)));
      }
    }
    expect(
      new FourthPower({ reduction: "sum" }).call(tensor([2], [0, 0]), tensor([2], [1, 2])).item(),
    ).toBe(17);
  });
});
