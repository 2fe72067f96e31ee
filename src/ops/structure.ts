import { fail } from "../base/errors.ts";
import { Operand } from "../graph/value.ts";
import { toOperand, type OperandLike } from "./convert.ts";

/** Tensors in lists and records nested as one likes; null and undefined hold none. */
export type Nested =
  | OperandLike
  | null
  | undefined
  | readonly Nested[]
  | { readonly [key: string]: Nested };

function isLeaf(part: unknown): part is OperandLike {
  return (
    part instanceof Operand ||
    typeof part === "number" ||
    typeof part === "boolean" ||
    ArrayBuffer.isView(part)
  );
}

/** The tensors in it, in order. */
export function leavesOf(where: string, nested: unknown): Operand[] {
  if (nested === null || nested === undefined) return [];
  if (isLeaf(nested)) return [toOperand(nested)];
  if (typeof nested === "object")
    return Object.values(nested).flatMap((part) => leavesOf(where, part));
  return fail("value", {
    where,
    expected: "tensors, or lists and records of them",
    received: typeof nested,
  });
}

/** The same lists and records with other tensors in them, taken in order. */
export function rebuild<T>(like: T, leaves: readonly Operand[]): T {
  let next = 0;
  const build = (part: unknown): unknown => {
    if (part === null || part === undefined) return part;
    if (isLeaf(part)) return leaves[next++]!;
    if (Array.isArray(part)) return part.map(build);
    return Object.fromEntries(Object.entries(part).map(([key, inner]) => [key, build(inner)]));
  };
  return build(like) as T;
}

/** A text that two nests share if they have the same lists and records. */
function formOf(nested: unknown): string {
  if (nested === null || nested === undefined) return "none";
  if (isLeaf(nested)) return "tensor";
  const parts = Object.entries(nested).map(([key, part]) =>
    Array.isArray(nested) ? formOf(part) : `${key}: ${formOf(part)}`,
  );
  return Array.isArray(nested) ? `[${parts.join(", ")}]` : `{ ${parts.join(", ")} }`;
}

/** Throws unless both have the same lists and records. */
export function expectSameForm(where: string, expected: unknown, received: unknown): void {
  const [a, b] = [formOf(expected), formOf(received)];
  if (a !== b) fail("value", { where, expected: a, received: b });
}
