import type { GroupGraph } from "../program/program.ts";
import type { EngineTraits } from "../program/traits.ts";
import { contractionWorkspace } from "./contraction/schedule.ts";
import { loweringOf } from "./lowering.ts";
import { isByRows, rowWorkspace } from "./rows.ts";

/** Bytes of private working memory that the group's kernel wants, exactly; 0 for none. */
export function workspaceBytes(group: GroupGraph, traits: EngineTraits): number {
  if (isByRows(group)) return rowWorkspace(group, traits);
  for (const value of group.values) {
    const lowering = loweringOf(value);
    if (lowering !== undefined) return lowering.workspace?.(group, value, traits) ?? 0;
    if (value.is("dot")) return contractionWorkspace(group, value, traits);
  }
  return 0;
}
