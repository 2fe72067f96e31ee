import type { Operand } from "../graph/value.ts";

/** Which steps of a tensor count, as the layer that made it says. */
const masks = new WeakMap<Operand, Operand>();

/** The mask of a tensor, bool [batch, steps]; undefined: all count. */
export function maskOf(x: Operand): Operand | undefined {
  return masks.get(x);
}

/** Says that of one tensor the same steps count as of another, if that has a mask. */
export function keepMask(from: Operand, to: Operand): void {
  const mask = maskOf(from);
  if (mask !== undefined) setMask(to, mask);
}

/** Says which steps of a tensor count. */
export function setMask(x: Operand, mask: Operand): void {
  masks.set(x, mask);
}
