import type { ExtractedGroup } from "./extract.ts";
import type { FusedGroup } from "./fuse.ts";

/** "dot+add+max": what the launch computes, for people. */
export function describeLaunch({ root }: FusedGroup, extracted: ExtractedGroup): string {
  const pointwise = extracted.values.filter(
    (value) => value.kind === "pointwise" || value.kind === "indexing",
  );
  const words = [
    ...new Set([...(root === undefined ? [] : [root.op]), ...pointwise.map((value) => value.op)]),
  ];
  if (words.length === 0) return extracted.values.at(-1)?.op ?? "copy";
  return words.length <= 5
    ? words.join("+")
    : `${words.slice(0, 4).join("+")}+${words.length - 4} more`;
}
