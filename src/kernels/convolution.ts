import { sizeOf } from "../base/shape.ts";
import type { Value } from "../graph/value.ts";
import type { GroupGraph } from "../program/program.ts";
import type { EngineTraits } from "../program/traits.ts";
import { accumulateKernel, accumulateWorkspace } from "./convolution/accumulate.ts";
import { depthwiseKernel, planDepthwise } from "./convolution/depthwise.ts";
import { depthwiseGradientKernel, depthwiseGradientWorkspace, planDepthwiseGradient } from "./convolution/depthwiseGradient.ts"; // prettier-ignore
import { writeDirectly } from "./convolution/direct.ts";
import { planConvolution, type ConvolutionPlan } from "./convolution/plan.ts";
import { keptColumns, prepareColumns, slideKernel, slideWorkspace } from "./convolution/slide.ts";
import { openFrame } from "./frame.ts";
import type { KernelFunction } from "./ir.ts";
import { filterGradientKernel, filterGradientWorkspace } from "./winograd/filterGradient.ts";
import {
  keptFilters,
  prepareFilters,
  winogradKernel,
  winogradWorkspace,
} from "./winograd/forward.ts";
import { planWinograd } from "./winograd/plan.ts";

type Root = Value<"conv">;

/** Whether there are more places than elements of the window: else a few long sums, as in gradients of filters. */
function slides({ windows }: ConvolutionPlan): boolean {
  return sizeOf(windows.map(({ places }) => places)) >= sizeOf(windows.map(({ size }) => size));
}

/** The kernel of a group around a convolution. */
export function convolutionKernel(
  group: GroupGraph,
  root: Root,
  traits: EngineTraits,
): KernelFunction {
  const plan = planConvolution(root);
  if (plan !== undefined) {
    const winograd = planWinograd(group, root, plan, traits);
    if (winograd !== undefined) {
      const kernel = winograd.gradient ? filterGradientKernel : winogradKernel;
      return kernel(group, root, winograd, traits);
    }
    const kernel = slides(plan) ? slideKernel : accumulateKernel;
    return kernel(group, root, plan, traits);
  }
  const gradient = planDepthwiseGradient(group, root, traits);
  if (gradient !== undefined) return depthwiseGradientKernel(group, root, gradient, traits);
  const depthwise = planDepthwise(group, root, traits);
  if (depthwise !== undefined) return depthwiseKernel(group, root, depthwise, traits);
  const frame = openFrame(group, traits);
  if (root.size > 0) writeDirectly(frame, root);
  return frame.finish();
}

/** Bytes of the filters in the form that the kernel wants, 0 if it reads them as they are. */
export function convolutionPreparation(
  group: GroupGraph,
  root: Root,
  traits: EngineTraits,
): number {
  const plan = planConvolution(root);
  if (plan === undefined || traits.lanes === 1) return 0;
  const winograd = planWinograd(group, root, plan, traits);
  if (winograd !== undefined) return winograd.gradient ? 0 : keptFilters(winograd, traits);
  return slides(plan) ? keptColumns(plan, traits) : 0;
}

/** The kernel that brings filters into that form. */
export function prepareConvolution(
  group: GroupGraph,
  root: Root,
  traits: EngineTraits,
): KernelFunction {
  const plan = planConvolution(root)!;
  const winograd = planWinograd(group, root, plan, traits);
  return winograd === undefined
    ? prepareColumns(group, root, plan, traits)
    : prepareFilters(group, root, winograd, traits);
}

/** Bytes of workspace that `convolutionKernel` will use. */
export function convolutionWorkspace(group: GroupGraph, root: Root, traits: EngineTraits): number {
  const plan = planConvolution(root);
  if (plan === undefined)
    return planDepthwiseGradient(group, root, traits) === undefined
      ? 0
      : depthwiseGradientWorkspace(root);
  const winograd = planWinograd(group, root, plan, traits);
  const kept = group.prepared !== undefined;
  if (winograd !== undefined) {
    return winograd.gradient
      ? filterGradientWorkspace(winograd, traits)
      : winogradWorkspace(winograd, traits, kept);
  }
  return slides(plan)
    ? slideWorkspace(plan, traits, kept)
    : accumulateWorkspace(group, root, plan, traits);
}
