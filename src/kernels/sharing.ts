import type { GroupGraph } from "../program/program.ts";
import type { EngineTraits } from "../program/traits.ts";
import type { KernelBuilder } from "./builder.ts";
import { binary, integer, type Variable } from "./ir.ts";

/*
 * When and where a schedule shares its loops out among threads. Naive: everything. Here: small groups stay with thread
 * 0, since to meet costs about as much as some thousand operations, and of nested loops the outermost is taken whose
 * shares are nearly equal. What is chosen depends on shapes and on the number of threads, and never changes a bit:
 * iterations stay whole, and each computes the same whoever runs it.
 */

/** Shares are nearly equal from this ratio of the mean to the largest on. */
export const nearlyEqual = 0.9;

/** How many threads share a kernel of that many operations on elements; 1: thread 0 runs it alone. */
export function threadsFor(
  { threads, smallestSharedWork }: EngineTraits,
  operations: number,
): number {
  return operations >= smallestSharedWork ? threads : 1;
}

/** The pointwise operations per element of a group, and one for its memory traffic. */
export function operationsPerElement({ values }: GroupGraph): number {
  return 1 + values.filter(({ kind }) => kind === "pointwise").length;
}

/** The mean share over the largest: 1 where all threads have equally much to do. */
export function evenness(iterations: number, threads: number): number {
  return iterations === 0 ? 0 : iterations / (threads * Math.ceil(iterations / threads));
}

/** Which of nested loops, outermost first, to share out: the first with nearly equal shares, or else the most even. */
export function loopToShare(iterations: readonly number[], threads: number): number | undefined {
  if (threads === 1 || iterations.length === 0) return undefined;
  const ratios = iterations.map((count) => evenness(count, threads));
  const good = ratios.findIndex((ratio) => ratio >= nearlyEqual);
  return good >= 0 ? good : ratios.indexOf(Math.max(...ratios));
}

/** Bounds of a loop: from, to (not included), step. */
export type Bounds = readonly [from: number, to: number, step: number];

/** A loop, shared out or not. */
export function loopOver(
  builder: KernelBuilder,
  shared: boolean,
  [from, to, step]: Bounds,
  body: (i: Variable) => void,
): void {
  if (shared) builder.parallel(from, to, step, body);
  else builder.loop(from, to, step, body);
}

/** Several things that are left over beside a loop: where it is shared out, each is run by one thread, in turn. */
export function leftOvers(
  builder: KernelBuilder,
  shared: boolean,
  bodies: readonly (() => void)[],
): void {
  if (!shared || bodies.length < 2) {
    for (const body of bodies) leftOver(builder, shared, body);
    return;
  }
  builder.parallel(0, bodies.length, 1, (turn) =>
    bodies.forEach((body, i) => builder.if(binary("eq", turn, integer(i)), body)),
  );
}

/** What is left over beside a loop: run by thread 0 alone where the loop is shared out. */
export function leftOver(builder: KernelBuilder, shared: boolean, body: () => void): void {
  if (shared) builder.once(body);
  else body();
}
