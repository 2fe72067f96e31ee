import type { Value } from "../graph/value.ts";
import { arrayConstants } from "../program/constants.ts";
import type { GroupGraph } from "../program/program.ts";
import type { EngineTraits } from "../program/traits.ts";
import { Indices, type Affine } from "./affine.ts";
import { KernelBuilder } from "./builder.ts";
import { Elements, NotVectorisable, type Access, type ElementContext } from "./element.ts";
import {
  binary,
  integer,
  thread,
  type Expression,
  type KernelFunction,
  type Variable,
} from "./ir.ts";

/** A kernel while it is written: its builder and what every schedule needs at hand. */
export interface Frame {
  readonly group: GroupGraph;
  readonly traits: EngineTraits;
  readonly context: ElementContext;
  /** One pointer per result. */
  readonly outputs: readonly Expression[];
  /** The part of the workspace that all threads share. */
  readonly workspace: Expression | undefined;
  /** The part of the workspace that is this thread's own. */
  readonly ownWorkspace: Expression | undefined;
  finish(): KernelFunction;
}

/** Bytes of working memory that a kernel is given. */
export interface WorkspaceSizes {
  /** For all threads. */
  readonly sharedBytes: number;
  /** For each thread. */
  readonly ownBytes: number;
}

/** Bytes of both for all threads. */
export function workspaceOf(
  { sharedBytes, ownBytes }: WorkspaceSizes,
  traits: EngineTraits,
): number {
  return sharedBytes + traits.threads * ownBytes;
}

/**
 * Opens a kernel. Its entry takes pointers: inputs, outputs, workspace if asked for, array constants. The workspace is
 * `sharedBytes` for all threads and behind them `ownBytes` for each, both multiples of 64: `workspaceBytes` must give
 * `workspaceOf` them for the group.
 */
export function openFrame(
  group: GroupGraph,
  traits: EngineTraits,
  sharedBytes: number = 0,
  ownBytes: number = 0,
): Frame {
  const builder = new KernelBuilder();
  const parameters: Variable[] = [];
  const pointer = (): Variable => {
    const variable = builder.variable("pointer");
    parameters.push(variable);
    return variable;
  };
  const pointers = new Map<Value, Expression>(group.parameters.map((value) => [value, pointer()]));
  const outputs = group.results.map(pointer);
  const workspace = sharedBytes + ownBytes > 0 ? pointer() : undefined;
  const ownPart = (base: Expression): Expression => {
    const own = builder.hoist(binary("add", base, integer(sharedBytes)));
    if (traits.threads === 1) return own;
    const before = builder.hoist(binary("mul", thread, integer(ownBytes)));
    return builder.hoist(binary("add", own, before));
  };
  for (const value of arrayConstants(group)) pointers.set(value, pointer());
  const context: ElementContext = { builder, indices: new Indices(builder), lanes: 1, pointers };
  return {
    group,
    traits,
    context,
    outputs,
    workspace,
    ownWorkspace: ownBytes === 0 ? undefined : ownPart(workspace!),
    finish: () => builder.finish(parameters),
  };
}

/** What the parameter stands for that is given in the form that the kernel wants, if one is. */
export function keptParameter({ parameters, prepared }: GroupGraph): Value | undefined {
  return prepared === undefined ? undefined : parameters[prepared];
}

/** Opens the kernel that brings the group's prepared parameter into its form: from one pointer to another. */
export function openPreparation(group: GroupGraph, traits: EngineTraits): Frame {
  const own = [keptParameter(group)!];
  const frame = openFrame({ values: own, parameters: own, results: own }, traits);
  return { ...frame, group };
}

/** Writes into a throwaway kernel, to see what is read where and whether lanes work. */
export function rehearse(
  frame: Frame,
  lanes: number,
  body: (rehearsal: Elements, context: ElementContext) => void,
): Access[] {
  const accesses: Access[] = [];
  const builder = new KernelBuilder();
  const context: ElementContext = {
    ...frame.context,
    builder,
    indices: new Indices(builder),
    lanes,
    watch: (access) => void accesses.push(access),
  };
  body(new Elements(context), context);
  return accesses;
}

/** Lanes for a loop over `extent` neighbours: those of the engine where they can be computed together, else 1. */
export function chooseInnerLanes(
  frame: Frame,
  extent: number,
  write: (elements: Elements, context: ElementContext, index: Affine) => void,
): number {
  const { lanes } = frame.traits;
  if (lanes === 1 || extent < lanes) return 1;
  try {
    rehearse(frame, lanes, (elements, context) =>
      write(
        elements,
        context,
        context.indices.variable(context.builder.variable("i32"), 0, extent - 1, true),
      ),
    );
    return lanes;
  } catch (error) {
    if (error instanceof NotVectorisable) return 1;
    throw error;
  }
}
