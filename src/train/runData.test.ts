import { describe, expect, test } from "vitest";
import { toTensor, type TensorLike } from "../tensor/tensor.ts";
import { applyClassWeight, splitData } from "./runData.ts";
import type { RunData } from "./trainer.ts";

function dataOf(y: TensorLike, weights?: TensorLike): RunData {
  const target = toTensor(y);
  const rows = target.shape[0]!;
  return {
    inputs: [toTensor(Array.from({ length: rows }, (_, i) => [i, -i]))],
    targets: [target],
    weights: weights === undefined ? [] : [toTensor(weights)],
    rows,
  };
}

const weightsOf = (data: RunData): unknown => data.weights[0]?.array();

describe("applyClassWeight", () => {
  const classWeight = { 0: 2, 2: 0.5 };

  test("gives each sample the weight of its class; a class that is not named weighs 1", () => {
    expect(weightsOf(applyClassWeight(dataOf(Uint8Array.of(0, 1, 2, 0)), classWeight))).toEqual([
      2, 1, 0.5, 2,
    ]);
    expect(weightsOf(applyClassWeight(dataOf([[0], [2]]), classWeight))).toEqual([2, 0.5]);
  });

  test("reads the class of one-hot targets", () => {
    const y = [
      [0, 0, 1],
      [1, 0, 0],
      [0, 1, 0],
    ];
    expect(weightsOf(applyClassWeight(dataOf(y), classWeight))).toEqual([0.5, 2, 1]);
  });

  test("multiplies the samples' own weights", () => {
    expect(weightsOf(applyClassWeight(dataOf([0, 1, 2], [10, 20, 30]), classWeight))).toEqual([
      20, 20, 15,
    ]);
  });

  test("without class weights the data stay as they are", () => {
    const data = dataOf([0, 1]);
    expect(applyClassWeight(data, undefined)).toBe(data);
  });

  test("refuses several outputs", () => {
    const data = dataOf([0, 1]);
    const several = { ...data, targets: [...data.targets, ...data.targets] };
    expect(() => applyClassWeight(several, classWeight)).toThrow(
      "fit: expected classWeight with one output, received 2 outputs. Use sampleWeight.",
    );
  });
});

test("S0.24 splitData cuts inputs, targets and weights at one row, in order", () => {
  const [first, last] = splitData(dataOf([5, 6, 7], [1, 2, 3]), 2);
  expect([
    first.rows,
    first.inputs[0]!.array(),
    first.targets[0]!.array(),
    weightsOf(first),
  ]).toEqual([
    2,
    [
      [0, -0],
      [1, -1],
    ],
    [5, 6],
    [1, 2],
  ]);
  expect([last.rows, last.inputs[0]!.array(), last.targets[0]!.array(), weightsOf(last)]).toEqual([
    1,
    [[2, -2]],
    [7],
    [3],
  ]);
});
