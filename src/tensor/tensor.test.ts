import { describe, expect, test } from "vitest";
import { toTensor, type TensorLike } from "./tensor.ts";

const row = Float32Array.of(1, 2);

describe("rows of nested arrays", () => {
  test.each<[string, TensorLike, readonly number[], string]>([
    ["typed arrays", [row, Float32Array.of(3, 4)], [2, 2], "float32"],
    ["bytes keep their dtype", [[Uint8Array.of(1, 2), Uint8Array.of(3, 4)]], [1, 2, 2], "uint8"],
    ["tensors", [toTensor([[1, 2]]), toTensor([[3, 4]])], [2, 1, 2], "float32"],
    ["a tensor and numbers", [toTensor([1, 2]), [3, 4]], [2, 2], "float32"],
    ["tensors without axes", [toTensor(1), 2, toTensor(3), 4], [4], "float32"],
  ])("%s", (_, source, shape, dtype) => {
    const tensor = toTensor(source);
    expect(tensor.shape).toEqual(shape);
    expect(tensor.dtype).toBe(dtype);
    expect([...tensor.data]).toEqual([1, 2, 3, 4]);
  });

  test("are copied", () => {
    const tensor = toTensor([row]);
    tensor.data[0] = 7;
    expect(row[0]).toBe(1);
  });

  test("to bool", () => {
    const { data } = toTensor([Float32Array.of(0, 2), Float32Array.of(-1, 0)], { dtype: "bool" });
    expect([...data]).toEqual([0, 1, 1, 0]);
  });

  test("must be equally long", () => {
    expect(() => toTensor([row, Float32Array.of(1)])).toThrow(
      "tensor: expected rows of 2 entries on axis 1, received one of shape [1].",
    );
    expect(() => toTensor([row, [1, 2, 3]])).toThrow("rows of 2 entries on axis 1, received 3");
    expect(() => toTensor([row, 5])).toThrow("rows of 2 entries on axis 1, received 5");
    expect(() => toTensor([[1, 2], [row]])).toThrow("rows of 2 entries on axis 1, received 1");
  });
});
