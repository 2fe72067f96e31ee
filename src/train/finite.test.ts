import { describe, expect, it } from "vitest";
import { Tensor } from "../tensor/tensor.ts";
import { checkFinite } from "./data.ts";

describe("checkFinite", () => {
  it.each([0, 1, 3, 4, 5, 6])("finds what is not finite at place %i of seven", (place) => {
    for (const wrong of [NaN, Infinity, -Infinity]) {
      const data = Float32Array.of(-1, 3.4e38, -3.4e38, 1e-45, -0, 0, 2);
      expect(() => checkFinite("x", new Tensor(data.slice(), [7], "float32"))).not.toThrow();
      data[place] = wrong;
      expect(() => checkFinite("x", new Tensor(data, [7], "float32"))).toThrow(`${wrong} in sample ${place}`); // prettier-ignore
    }
  });
});
