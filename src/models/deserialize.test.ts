import { beforeEach, describe, expect, test } from "vitest";
import { concatenate, dense, input } from "hornet/layers";
import { readGoldens } from "../../test/golden/support.ts";
import { clearSession } from "../base/names.ts";
import { categoricalCrossentropy } from "../losses/categoricalCrossentropy.ts";
import { topKCategoricalAccuracy } from "../metrics/topKCategoricalAccuracy.ts";
import { sgd } from "../optimizers/sgd.ts";
import { cosineDecay } from "../optimizers/schedules/cosineDecay.ts";
import { deserialize, layerClasses, modelFromJson } from "./deserialize.ts";
import { model } from "./functional.ts";
import type { Model } from "./model.ts";
import { sequential } from "./sequential.ts";

interface JsonCase {
  readonly name: string;
  readonly weights?: readonly { readonly path: string; readonly trainable: boolean }[];
  readonly expected: {
    readonly json_text: string;
    readonly rebuilt_param_count?: number;
    readonly compile_config?: unknown;
  };
}

const cases = readGoldens<JsonCase>("model_json");

beforeEach(clearSession);

describe("goldens", () => {
  for (const name of ["fashion_bn", "stacked_ae", "two_inputs"]) {
    test(`${name}: JSON there and back, in Keras's order`, () => {
      const { weights, expected } = cases.find((golden) => golden.name === name)!;
      const own = modelFromJson(expected.json_text);
      expect(JSON.stringify(own)).toBe(JSON.stringify(JSON.parse(expected.json_text)));
      expect(own.countParams()).toBe(expected.rebuilt_param_count);
      expect(own.weights.map(({ path, trainable }) => ({ path, trainable }))).toEqual(
        weights!.map(({ path, trainable }) => ({ path, trainable })),
      );
    });
  }

  test("compile_config is Keras's, there and back", () => {
    const { compile_config: saved } = cases.find(
      ({ name }) => name === "compiled_config",
    )!.expected;
    const own = sequential([input([4]), dense(3)]);
    own.compile({
      optimizer: sgd({
        learningRate: cosineDecay({ initialLearningRate: 0.1, decaySteps: 100 }),
        momentum: 0.9,
      }),
      loss: categoricalCrossentropy({ labelSmoothing: 0.1 }),
      metrics: ["accuracy", topKCategoricalAccuracy({ k: 3 })],
    });
    expect(own.toJSON().compile_config).toEqual(saved);
    const again = modelFromJson(JSON.stringify(own)) as Model;
    expect(again.toJSON().compile_config).toEqual(saved);
    expect(again.optimizer.learningRate).toBeCloseTo(0.1);
  });
});

test("two inputs and two outputs, by name and in lists", () => {
  const [a, b] = [input([2], { name: "a" }), input([3], { name: "b" })];
  const joined = concatenate()([a, b]);
  const outputs = { small: dense(1)(joined), large: dense(4)(joined) };
  const own = model({ inputs: { a, b }, outputs, name: "named" });
  const { config } = own.toJSON();
  expect(config["input_layers"]).toEqual({ a: ["a", 0, 0], b: ["b", 0, 0] });
  expect(config["output_layers"]).toEqual({ small: ["dense", 0, 0], large: ["dense_1", 0, 0] });
  const again = modelFromJson(JSON.stringify(own)) as Model;
  expect(JSON.stringify(again)).toBe(JSON.stringify(own));
  expect(again.outputSlots.map(({ name }) => name)).toEqual(["small", "large"]);
});

test("a shared layer stays shared, and its uses keep their order", () => {
  const [a, b] = [input([2], { name: "a" }), input([2], { name: "b" })];
  const shared = dense(3, { name: "shared" });
  const own = model({
    inputs: [a, b],
    outputs: concatenate()([shared(b), shared(a)]),
    name: "twins",
  });
  const again = modelFromJson(JSON.stringify(own));
  expect(JSON.stringify(again)).toBe(JSON.stringify(own));
  expect(again.countParams()).toBe(9);
});

test("uses of a layer in other models do not count", () => {
  const shared = dense(2, { name: "shared" });
  shared(input([3]));
  const x = input([3], { name: "x" });
  const own = model({ inputs: x, outputs: shared(x) });
  const { config } = own.toJSON();
  expect(config["output_layers"]).toEqual(["shared", 0, 0]);
  expect((config["layers"] as { inbound_nodes: unknown[] }[])[1]!.inbound_nodes).toHaveLength(1);
});

test("a model inside a model", () => {
  const inner = sequential([dense(3), dense(2)], { name: "inner" });
  const x = input([4], { name: "x" });
  const own = model({ inputs: x, outputs: inner(x), name: "outer" });
  const again = modelFromJson(JSON.stringify(own));
  expect(JSON.stringify(again)).toBe(JSON.stringify(own));
});

test("every class of the table names itself as in the table", () => {
  const { Model: functional, ...own } = layerClasses;
  expect(Object.values(own).map(({ className }) => className)).toEqual(Object.keys(own));
  expect(functional).toBe(own["Functional"]);
});

const layer = (config: object, name = "Dense"): object => ({
  module: "keras.layers",
  class_name: name,
  config,
  registered_name: null,
});

describe("errors", () => {
  const table: readonly (readonly [title: string, saved: unknown, message: string])[] = [
    [
      "no object",
      "Dense",
      'deserialize: expected an object with "class_name" and "config", received "Dense".',
    ],
    [
      "no class",
      { config: {} },
      'deserialize: expected an object with "class_name" and "config", received an object with config.',
    ],
    [
      "an unknown class",
      layer({}, "Dens"),
      'deserialize: expected a known layer, received "Dens". Did you mean "Dense"?',
    ],
    ["an unknown option", layer({ units: 3, wings: 2 }), "wings"],
    [
      "an unknown initializer",
      layer({ units: 3, kernel_initializer: "he_normol" }),
      'Did you mean "he_normal"?',
    ],
    [
      "inputs that do not exist",
      {
        class_name: "Functional",
        config: {
          name: "broken",
          trainable: true,
          layers: [
            {
              ...layer({ name: "d", units: 1 }),
              name: "d",
              inbound_nodes: [
                {
                  args: [
                    { class_name: "__keras_tensor__", config: { keras_history: ["x", 0, 0] } },
                  ],
                  kwargs: {},
                },
              ],
            },
          ],
          input_layers: [["x", 0, 0]],
          output_layers: [["d", 0, 0]],
        },
      },
      'broken: expected a graph from inputs to outputs, received "d", whose inputs do not exist.',
    ],
  ];
  for (const [title, saved, message] of table) {
    test(title, () => {
      expect(() => {
        const made = deserialize(saved);
        if (!made.built) made.ensureBuilt([[null, 2]]);
      }).toThrow(message);
    });
  }

  test("an unknown option with value null is ignored", () => {
    expect(deserialize(layer({ units: 3, wings: null })).getConfig()).not.toHaveProperty("wings");
  });

  test("no JSON", () => {
    expect(() => modelFromJson("{")).toThrow(
      "modelFromJson: expected JSON, received a text that is none",
    );
  });

  test("fromConfig of a model says what to use", () => {
    const own = sequential([input([2]), dense(1)]);
    const { fromConfig } = own.constructor as unknown as { fromConfig(config: object): unknown };
    expect(() => fromConfig(own.getConfig())).toThrow("Use deserialize(saved) instead.");
  });
});
