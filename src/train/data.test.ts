import { describe, expect, test } from "vitest";
import { Tensor, toTensor } from "../tensor/tensor.ts";
import { checkFinite, commonRows, fitToSlot, toTensors, type DataLike, type Slot } from "./data.ts";

const one: Slot[] = [{ name: "x", shape: [null, 2] }];
const two: Slot[] = [
  { name: "left", shape: [null, 1] },
  { name: "right", shape: [null, 1] },
];
const plain = (tensors: readonly Tensor[]): unknown =>
  tensors.map((part) => [part.dtype, part.array()]);

describe("toTensors", () => {
  test.each<[string, DataLike]>([
    [
      "nested arrays",
      [
        [1, 2],
        [3, 4],
      ],
    ],
    [
      "a tensor",
      toTensor([
        [1, 2],
        [3, 4],
      ]),
    ],
    [
      "a list of one tensor",
      [
        toTensor([
          [1, 2],
          [3, 4],
        ]),
      ],
    ],
    [
      "a record",
      {
        x: [
          [1, 2],
          [3, 4],
        ],
      },
    ],
    ["64-bit numbers", new Tensor(Float64Array.of(1, 2, 3, 4), [2, 2])],
  ])("one slot: %s", (_, data) => {
    expect(plain(toTensors("x", data, one))).toEqual([
      [
        "float32",
        [
          [1, 2],
          [3, 4],
        ],
      ],
    ]);
  });

  test.each<[string, DataLike]>([
    [
      "a list of arrays",
      [
        [[1], [2]],
        [[3], [4]],
      ],
    ],
    ["a list of tensors", [toTensor([[1], [2]]), toTensor([[3], [4]])]],
    ["a record, in any order", { right: [[3], [4]], left: [[1], [2]] }],
  ])("two slots: %s", (_, data) => {
    expect(plain(toTensors("x", data, two))).toEqual([
      ["float32", [[1], [2]]],
      ["float32", [[3], [4]]],
    ]);
  });

  test("typed arrays keep their dtype and are not copied", () => {
    const bytes = Uint8Array.of(1, 2, 3);
    const [tensor] = toTensors("x", bytes, [{ name: "x", shape: undefined }]);
    expect(tensor!.dtype).toBe("uint8");
    expect(tensor!.data).toBe(bytes);
  });

  test.each<[string, DataLike, readonly Slot[], RegExp]>([
    [
      "a list for one input",
      [toTensor([1]), toTensor([2])],
      one,
      /x: expected one array, received a list of 2/u,
    ],
    [
      "one array for two inputs",
      toTensor([[1]]),
      two,
      /a list of 2 arrays \(left, right\), received one array/u,
    ],
    ["three for two", [toTensor([1]), toTensor([1]), toTensor([1])], two, /received a list of 3/u],
    [
      "an unknown name",
      { lef: [[1]], right: [[1]] },
      two,
      /known name, received "lef". Did you mean "left"\?/u,
    ],
    ["a missing name", { left: [[1]] }, two, /an entry "right", received left/u],
    ["a scalar", 3, one, /a batch axis, received a scalar/u],
    ["an empty set", [], one, /at least one sample, received shape \[0\]/u],
    ["an empty tensor", new Tensor(new Float32Array(0), [0, 2]), one, /at least one sample/u],
    ["ragged rows", [[1, 2], [3]], one, /rows of 2 entries/u],
    ["words", [["a", "b"]] as unknown as DataLike, one, /numbers nested 2 deep, received "a"/u],
    [
      "nothing",
      undefined as unknown as DataLike,
      one,
      /a tensor, nested arrays or a typed array, received undefined/u,
    ],
    [
      "null",
      null as unknown as DataLike,
      one,
      /a tensor, nested arrays or a typed array, received null/u,
    ],
    [
      "a hole",
      [toTensor([[1]]), undefined] as unknown as DataLike,
      two,
      /x\[1\]: .*received undefined/u,
    ],
  ])("refuses %s", (_, data, slots, message) => {
    expect(() => toTensors("x", data, slots)).toThrow(message);
  });
});

describe("fitToSlot", () => {
  const slot = (...shape: (number | null)[]): Slot => ({ name: "x", shape });
  const shapeOf = (tensor: Tensor): readonly number[] => tensor.shape;

  test("takes what fits, adds or removes a last axis of 1, asks nothing of an unknown shape", () => {
    const x = new Tensor(new Float32Array(6), [2, 3]);
    expect(fitToSlot("x", x, slot(null, 3))).toBe(x);
    expect(fitToSlot("x", x, { name: "x", shape: undefined })).toBe(x);
    expect(shapeOf(fitToSlot("x", x, slot(null, 3, 1)))).toEqual([2, 3, 1]);
    const column = new Tensor(new Float32Array(2), [2, 1]);
    expect(shapeOf(fitToSlot("x", column, slot(null)))).toEqual([2]);
    expect(fitToSlot("x", column, slot(null, null))).toBe(column);
  });

  test("says what was expected, and how to add a batch axis", () => {
    const x = new Tensor(new Float32Array(784), [28, 28]);
    expect(() => fitToSlot("m: fit: x", x, slot(null, 28, 28))).toThrow(
      "m: fit: x: expected [None, 28, 28], received [28, 28]. Add a batch axis: x.reshape([1, 28, 28]).",
    );
    expect(() => fitToSlot("m: fit: x", x, slot(null, 27))).toThrow(
      /The data of "x" must have the shape/u,
    );
  });
});

describe("checkFinite", () => {
  test.each([Number.NaN, Infinity, -Infinity])("finds %d and its sample", (bad) => {
    const data = Float32Array.of(1, 2, 3, bad, 5, 6);
    expect(() => checkFinite("x", new Tensor(data, [3, 2]))).toThrow(
      `x: expected finite numbers, received ${bad} in sample 1. Remove or replace such samples.`,
    );
  });

  test("lets the largest and smallest numbers and all integers pass", () => {
    expect(() =>
      checkFinite("x", new Tensor(Float32Array.of(3.4e38, -3.4e38, 1e-45, -0), [4])),
    ).not.toThrow();
    expect(() => checkFinite("x", new Tensor(Int32Array.of(-1), [1]))).not.toThrow();
  });
});

test("commonRows gives the number of rows, or names who differs", () => {
  const part = (name: string, rows: number): { name: string; tensor: Tensor } => ({
    name,
    tensor: new Tensor(new Float32Array(rows * 2), [rows, 2]),
  });
  expect(commonRows("fit", [part("x", 3), part("y", 3)])).toBe(3);
  expect(() => commonRows("fit", [part("x", 3), part("y", 3), part("sampleWeight", 4)])).toThrow(
    "fit: expected as many samples in sampleWeight as in x (3), received 4.",
  );
});
