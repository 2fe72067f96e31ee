import { sizeOf, type Shape } from "../base/shape.ts";

/** What losses and metrics are tried on. */
export type NumberKind =
  | "numbers"
  | "positive"
  | "fractions"
  | "bits"
  | "signs"
  | "one-hot"
  | "classes"
  | "probabilities";

/** Numbers in [-1, 1] that look random, the same in every run. */
export const wave = (i: number): number => Math.sin(i * 2.3 + 0.4);

/** Rows of numbers; of probabilities each row of the last axis sums to 1. `place`: other ones for another input. */
export function numbersOf(kind: NumberKind, shape: Shape, place = 0): Float32Array {
  const width = shape.at(-1)!;
  const all = Float32Array.from({ length: sizeOf(shape) }, (_, i) => wave(i + 11 * place));
  if (kind === "positive") return all.map((x) => 0.3 + x * x);
  if (kind === "fractions") return all.map((x) => 0.5 + x / 2);
  if (kind === "bits") return all.map((x) => Number(x > 0));
  if (kind === "signs") return all.map((x) => (x > 0 ? 1 : -1));
  if (kind === "classes") return all.map((_, i) => (i * 2 + place) % 3);
  if (kind === "one-hot")
    return all.map((_, i) => Number((Math.floor(i / width) * 3 + 1) % width === i % width));
  if (kind !== "probabilities") return all;
  return all.map((x, i) => {
    const row = all.subarray(i - (i % width), i - (i % width) + width);
    return Math.exp(x) / row.reduce((sum, y) => sum + Math.exp(y), 0);
  });
}
