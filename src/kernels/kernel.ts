import type { GroupGraph } from "../program/program.ts";
import type { EngineTraits } from "../program/traits.ts";
import { contractionKernel } from "./contraction.ts";
import { elementwiseKernel } from "./elementwise.ts";
import type { KernelFunction } from "./ir.ts";
import { reductionKernel } from "./reduction.ts";
import { loweringOf } from "./lowering.ts";
import { preparationKernel } from "./preparation.ts";
import { isByRows, rowKernel } from "./rows.ts";

/**
 * The loops of a fused group, for an engine of these traits. The function's parameters are pointers: inputs, outputs,
 * the workspace if `workspaceBytes` asks for one, then one per array constant (`arrayConstants`).
 */
export function kernelOf(group: GroupGraph, traits: EngineTraits): KernelFunction {
  if (group.prepares !== undefined) return preparationKernel(group, traits);
  if (isByRows(group)) return rowKernel(group, traits);
  for (const value of group.values) {
    const lowering = loweringOf(value);
    if (lowering !== undefined) return lowering.kernel(group, value, traits);
    if (value.is("dot")) return contractionKernel(group, value, traits);
    if (value.kind === "reduction") return reductionKernel(group, value, traits);
  }
  return elementwiseKernel(group, traits);
}
