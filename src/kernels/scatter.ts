import type { Value } from "../graph/value.ts";
import type { EngineTraits } from "../program/traits.ts";
import { openFrame, type GroupGraph } from "./frame.ts";
import type { KernelFunction } from "./ir.ts";

/** TODO */
export function scatterKernel(group: GroupGraph, root: Value<"scatterAdd">, traits: EngineTraits): KernelFunction {
  void root;
  return openFrame(group, traits, 0).finish();
}
