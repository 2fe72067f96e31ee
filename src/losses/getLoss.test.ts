import { describe, expect, test } from "vitest";
import { absolute, subtract } from "../ops/add.ts";
import { eager } from "../../test/golden/interpreted.ts";
import {
  difference,
  readGoldens,
  type GoldenTensor,
  type Tolerance,
} from "../../test/golden/support.ts";
import { getLoss, lossClasses, type LossLike, type LossName } from "./getLoss.ts";
import { MeanSquaredError, meanSquaredError } from "./meanSquaredError.ts";

interface LossCase {
  readonly name: string;
  readonly y_true: GoldenTensor;
  readonly y_pred: GoldenTensor;
  readonly expected: { readonly values: Readonly<Record<string, GoldenTensor>> };
  readonly tolerance: Readonly<Record<string, Tolerance>>;
}

const cases = new Map(readGoldens<LossCase>("losses").map((golden) => [golden.name, golden]));

test.each([
  ["mse", "MeanSquaredError_2d"],
  ["binary_crossentropy", "BinaryCrossentropy_probs"],
  ["categorical_crossentropy", "CategoricalCrossentropy_probs"],
] as const)("S0.13 the loss named %s has Keras's value on a random batch", (name, golden) => {
  const { y_true, y_pred, expected, tolerance } = cases.get(golden)!;
  const loss = getLoss(name);
  const value = loss.call(eager(y_true), eager(y_pred));
  expect(
    difference(value, expected.values["sum_over_batch_size"]!, tolerance["values"]),
  ).toBeUndefined();
  expect(loss.name).toBe(name);
});

describe("spellings", () => {
  test("names, a factory, a class and an object mean the same loss", () => {
    const likes: LossLike[] = ["mse", "MSE", "mean_squared_error", "MeanSquaredError"];
    likes.push(meanSquaredError, MeanSquaredError, new MeanSquaredError());
    for (const like of likes) expect(getLoss(like)).toBeInstanceOf(MeanSquaredError);
  });

  test("every class is found by its own name", () => {
    for (const [className, lossClass] of lossClasses) {
      expect(getLoss(className as LossLike)).toBeInstanceOf(lossClass);
    }
  });

  test("an object is taken as it is", () => {
    const mine = meanSquaredError({ reduction: "sum" });
    expect(getLoss(mine)).toBe(mine);
  });

  test("a function gives the loss of each sample", () => {
    const loss = getLoss(function distance(yTrue, yPred) {
      return absolute(subtract(yTrue, yPred));
    });
    expect(loss.name).toBe("distance");
    const [yTrue, yPred] = [
      [0, 0],
      [1, -4],
    ].map((data) => eager({ shape: [2], dtype: "float32", data }));
    expect(loss.call(yTrue!, yPred!).item()).toBe(2.5);
  });

  test('"crossentropy" is chosen by the shapes', () => {
    const named = (targetShape: number[], outputShape: (number | null)[]): string =>
      String(getLoss("crossentropy", { targetShape, outputShape }));
    expect(named([8], [null, 1])).toBe("<BinaryCrossentropy crossentropy>");
    expect(named([8], [null, 3])).toBe("<SparseCategoricalCrossentropy crossentropy>");
    expect(named([8, 3], [null, 3])).toBe("<CategoricalCrossentropy crossentropy>");
  });
});

test("unknown names say what is near", () => {
  expect(() => getLoss("mean_square_error" as LossName)).toThrow(
    'loss: expected a known loss, received "mean_square_error". Did you mean "mean_squared_error"?',
  );
});
