import type { GroupGraph } from "../program/program.ts";
import type { EngineTraits } from "../program/traits.ts";
import { contractionWorkspace } from "./contraction/schedule.ts";
import { convolutionWorkspace } from "./convolution.ts";
import { isByRows, rowWorkspace } from "./rows.ts";
import { scatterWorkspace } from "./scatter.ts";
import { selectWorkspace } from "./select.ts";
import { sortWorkspace } from "./sort.ts";

/** Bytes of private working memory that the group's kernel wants, exactly; 0 for none. */
export function workspaceBytes(group: GroupGraph, traits: EngineTraits): number {
  if (isByRows(group)) return rowWorkspace(group, traits);
  for (const value of group.values) {
    if (value.is("dot")) return contractionWorkspace(group, value, traits);
    if (value.is("conv")) return convolutionWorkspace(group, value, traits);
    if (value.is("argSort")) return traits.threads * sortWorkspace(value);
    if (value.is("selectAndScatter")) return selectWorkspace(group, value);
    if (value.is("scatterAdd")) return scatterWorkspace(group, value);
  }
  return 0;
}
