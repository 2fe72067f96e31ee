import { describe, expect, it } from "vitest";
import {
  checkOptions,
  fromConfig,
  isSerializedObject,
  serializeObject,
  toCamelCase,
  toConfig,
  toSnakeCase,
  withDefaults,
} from "./config.ts";
import type { HornetError } from "./errors.ts";

describe("config", () => {
  it("spells Keras's names both ways, the odd ones too", () => {
    const pairs = [
      ["kernelInitializer", "kernel_initializer"],
      ["units", "units"],
      ["l1", "l1"],
      ["beta1", "beta_1"],
      ["beta2Decay", "beta_2_decay"],
      ["epsilon2", "epsilon_2"],
      ["useBias", "use_bias"],
    ] as const;
    for (const [camel, snake] of pairs) {
      expect(toSnakeCase(camel)).toBe(snake);
      expect(toCamelCase(snake)).toBe(camel);
    }
    const options = { useBias: false, beta1: 0.9, activation: "leaky_relu" };
    expect(toConfig(options)).toEqual({ use_bias: false, beta_1: 0.9, activation: "leaky_relu" });
    expect(fromConfig(toConfig(options))).toEqual(options);
  });

  it("fills in defaults; undefined counts as absent, null does not", () => {
    expect(withDefaults({ a: 1, b: 2, c: 3 }, { a: undefined, b: null, c: 0 })).toEqual({
      a: 1,
      b: null,
      c: 0,
    });
  });

  it("refuses options that do not exist, with the nearest name", () => {
    expect(() => checkOptions("dense", { activaton: "relu" }, ["units", "activation"])).toThrow(
      'dense: expected a known option, received "activaton". Did you mean "activation"?',
    );
    expect(() => checkOptions("dense", { use_bias: true }, ["units", "useBias"])).toThrow(
      'dense: expected options in camelCase, received "use_bias". Write "useBias".',
    );
    expect(() => checkOptions("dense", { nothing: undefined }, ["units"])).not.toThrow();
    try {
      checkOptions("dense", { xyz: 1 }, ["units"]);
      expect.unreachable();
    } catch (error) {
      expect((error as HornetError).code).toBe("option");
    }
  });

  it("writes Keras's form of an object", () => {
    const saved = serializeObject("keras.optimizers", "Adam", { beta1: 0.9 });
    expect(saved).toEqual({
      module: "keras.optimizers",
      class_name: "Adam",
      config: { beta_1: 0.9 },
      registered_name: null,
    });
    expect([
      isSerializedObject(saved),
      isSerializedObject("Adam"),
      isSerializedObject(null),
    ]).toEqual([true, false, false]);
  });
});
