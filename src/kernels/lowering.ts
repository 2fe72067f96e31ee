import type { Primitive } from "../graph/alphabet.ts";
import type { Value } from "../graph/value.ts";
import type { GroupGraph } from "../program/program.ts";
import type { EngineTraits } from "../program/traits.ts";
import type { KernelFunction } from "./ir.ts";

/** How groups around a rare primitive become loops: what its card brings along. */
export interface Lowering<P extends Primitive> {
  kernel(group: GroupGraph, root: Value<P>, traits: EngineTraits): KernelFunction;
  /** Bytes of private working memory that the kernel wants, exactly. Absent: none. */
  workspace?(group: GroupGraph, root: Value<P>, traits: EngineTraits): number;
  /** How its second factor is brought into a form of its own. Absent: it is read as it is. */
  readonly preparation?: {
    /** Bytes of that form; 0: it is read as it is. */
    bytes(group: GroupGraph, root: Value<P>, traits: EngineTraits): number;
    kernel(group: GroupGraph, root: Value<P>, traits: EngineTraits): KernelFunction;
  };
}

/** What a value's card brings along; undefined of primitives that are known by name. */
export function loweringOf({ brought }: Value): Lowering<Primitive> | undefined {
  return (brought as { readonly lowering?: Lowering<Primitive> } | undefined)?.lowering;
}
