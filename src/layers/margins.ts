import { fail } from "../base/errors.ts";
import { snakeCase } from "../base/names.ts";
import type { SpatialClass } from "./spatialLayer.ts";

/** Entries before and behind an axis. */
export type Margin = readonly [before: number, behind: number];

/** One width for all sides, one per axis, or a pair per axis. Of a layer with one axis: one width or a pair. */
export type Margins = number | readonly number[] | readonly Margin[];

/** The margins of each spatial axis. Throws on anything but whole numbers from 0. */
export function marginsOf(
  { className, spatialRank }: SpatialClass,
  name: string,
  given: Margins,
): readonly Margin[] {
  const list = (x: unknown): readonly unknown[] => (Array.isArray(x) ? (x as unknown[]) : []);
  const pairs: readonly unknown[] =
    spatialRank === 1 && list(given).length === 2 && !Array.isArray(list(given)[0])
      ? [given]
      : Array.isArray(given)
        ? given
        : Array.from({ length: spatialRank }, () => given);
  const full = pairs.map((pair) => (Array.isArray(pair) ? (pair as unknown[]) : [pair, pair]));
  const fits =
    full.length === spatialRank &&
    full.every(
      (pair) =>
        pair.length === 2 &&
        pair.every((n) => typeof n === "number" && Number.isInteger(n) && n >= 0),
    );
  if (fits) return full as unknown as readonly Margin[];
  return fail("value", {
    where: snakeCase(className),
    expected: `${name} to be a whole number from 0, or ${spatialRank === 1 ? "a pair of them" : `${spatialRank} of them or ${spatialRank} pairs`}`,
    received: JSON.stringify(given),
  });
}
