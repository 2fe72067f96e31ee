import type { GroupGraph } from "../program/program.ts";
import type { EngineTraits } from "../program/traits.ts";
import { contractionKernel } from "./contraction.ts";
import { convolutionKernel } from "./convolution.ts";
import { elementwiseKernel } from "./elementwise.ts";
import type { KernelFunction } from "./ir.ts";
import { reductionKernel } from "./reduction.ts";
import { cumulativeKernel } from "./cumulative.ts";
import { preparationKernel } from "./preparation.ts";
import { isByRows, rowKernel } from "./rows.ts";
import { argSortKernel } from "./sort.ts";
import { scatterKernel } from "./scatter.ts";
import { selectAndScatterKernel } from "./select.ts";
import { isFoldOfWindows, windowKernel } from "./window.ts";

/**
 * The loops of a fused group, for an engine of these traits. The function's parameters are pointers: inputs, outputs,
 * the workspace if `workspaceBytes` asks for one, then one per array constant (`arrayConstants`).
 */
export function kernelOf(group: GroupGraph, traits: EngineTraits): KernelFunction {
  if (group.prepares !== undefined) return preparationKernel(group, traits);
  if (isByRows(group)) return rowKernel(group, traits);
  for (const value of group.values) {
    if (value.is("dot")) return contractionKernel(group, value, traits);
    if (value.is("conv")) return convolutionKernel(group, value, traits);
    if (value.is("selectAndScatter")) return selectAndScatterKernel(group, value, traits);
    if (isFoldOfWindows(value)) return windowKernel(group, value, traits);
    if (value.kind === "reduction") return reductionKernel(group, value, traits);
    if (value.is("argSort")) return argSortKernel(group, value, traits);
    if (value.kind === "rowwise") return cumulativeKernel(group, value, traits);
    if (value.is("scatterAdd")) return scatterKernel(group, value, traits);
  }
  return elementwiseKernel(group, traits);
}
