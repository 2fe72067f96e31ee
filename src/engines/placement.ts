import type { TypedArray } from "../base/dtype.ts";
import { fail } from "../base/errors.ts";
import { aligned } from "../program/plan.ts";
import type { Buffer, BufferId } from "../program/program.ts";

/** A buffer and its address. */
export interface Placed {
  readonly buffer: Buffer;
  readonly address: number;
}

/** Gives the buffers addresses from `start` on, each 64-byte aligned. */
export function placeBuffers(
  buffers: readonly Buffer[],
  start: number,
): { placed: Map<BufferId, Placed>; end: number } {
  const placed = new Map<BufferId, Placed>();
  let end = start;
  for (const buffer of buffers) {
    placed.set(buffer.id, { buffer, address: end });
    end += aligned(buffer.bytes);
  }
  return { placed, end };
}

/** Writes all elements of a buffer. Throws unless there are as many of them. */
export function fillBuffer(id: BufferId, elements: TypedArray, data: TypedArray): void {
  if (data.length !== elements.length) {
    fail("value", {
      where: `write to ${id}`,
      expected: `${elements.length} elements`,
      received: `${data.length}`,
    });
  }
  elements.set(data);
}
