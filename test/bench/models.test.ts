import * as hornet from "hornet";
import * as layers from "hornet/layers";
import { describe, expect, it } from "vitest";
import { arithmeticOf } from "../../bench/arithmetic.ts";
import type { ModelName } from "../../bench/works.ts";

/** What a file of bench/models gives. */
interface BenchModel {
  readonly model: hornet.Model;
}

async function build(name: ModelName): Promise<hornet.Model> {
  const path = `../../bench/models/${name}.mjs`;
  const { build } = (await import(path)) as {
    build: (from: typeof layers, and: typeof hornet) => BenchModel;
  };
  return build(layers, hornet).model;
}

describe("models of the bench", () => {
  it.each([
    ["mlp", 266_610],
    ["autoencoder", 163_814],
    ["cnn", 1_413_834],
    ["lenet", 61_706],
    ["lstm", 100_106],
    ["transformer", 397_834],
    ["resnet50", 25_636_712],
    ["mobilenetv2", 3_538_984],
  ] as const)(
    "%s has Keras's parameters and the arithmetic that is counted",
    async (name, count) => {
      const model = await build(name);
      expect(model.countParams()).toBe(count);
      const products = model
        .memoryPlan({ batchSize: 1 })
        .layers.reduce((sum, { multiplyAdds }) => sum + multiplyAdds, 0);
      expect(arithmeticOf(name, "predict", 3)).toBe(2 * 3 * products);
    },
  );
});
