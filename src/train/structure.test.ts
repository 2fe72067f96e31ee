import { describe, expect, it } from "vitest";
import { dense } from "hornet/layers";
import { tensor } from "../eager/tensor.ts";
import { sequential } from "../models/sequential.ts";

describe("predictions after a model has changed", () => {
  it("use a layer that was added, and no longer one that was removed", async () => {
    const head = dense(1, { kernelInitializer: "ones" });
    const model = sequential([dense(2, { kernelInitializer: "ones" })]);
    const x = tensor([[1, 2]]);
    const predict = async (): Promise<readonly number[]> => [...(await model.predict(x, { verbose: 0 })).data]; // prettier-ignore
    expect(await predict()).toEqual([3, 3]);
    model.add(head);
    expect(await predict()).toEqual([6]);
    model.pop();
    expect(await predict()).toEqual([3, 3]);
    model.add(head);
    head.setWeights([[[2], [1]], [5]]);
    expect(await predict()).toEqual([14]);
  });
});
