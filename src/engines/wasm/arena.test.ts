import { expect, test } from "vitest";
import { wasmEngine } from "./engine.ts";
import { probeFusedMultiplyAdd } from "./probe.ts";

const engine = wasmEngine();

test("the arena is at most what 32 bits address", () => {
  expect(engine.traits.maximumBytes).toBe(2 ** 32);
});

test("fused multiply-add can be switched off", () => {
  expect(wasmEngine({ fusedMultiplyAdd: false }).traits.fusedMultiplyAdd).toBe(false);
  expect(engine.traits.fusedMultiplyAdd).toBe(probeFusedMultiplyAdd());
});
