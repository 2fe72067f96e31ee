import type { Engine } from "../engines/engine.ts";
import { aligned } from "../program/plan.ts";

/** Bytes that buffers of these take beside one another. */
export function alignedBytes(buffers: readonly { readonly bytes: number }[]): number {
  return buffers.reduce((total, { bytes }) => total + aligned(bytes), 0);
}

/** What an engine sets aside for so many bytes: whole pages. */
export function wholePages({ traits: { pageBytes, marginBytes } }: Engine, bytes: number): number {
  return Math.ceil((marginBytes + bytes) / pageBytes) * pageBytes;
}
