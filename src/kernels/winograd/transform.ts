import type { Arithmetic } from "../arithmetic.ts";
import type { Expression } from "../ir.ts";
import type { Matrix } from "./points.ts";

/* Products of a small constant matrix and a vector of expressions, with what a pair of points ±p shares computed once. */

type Term = readonly [factor: number, x: Expression];

/** The first points of the pairs: 0 comes first, infinity last. */
function pairsOf(points: number): number[] {
  const pairs: number[] = [];
  for (let j = 1; j + 1 < points - 1; j += 2) pairs.push(j);
  return pairs;
}

/** The sum of factor * x; undefined if all factors are 0. */
function combination(m: Arithmetic, terms: readonly Term[]): Expression | undefined {
  const present = terms.filter(([factor]) => factor !== 0);
  const first = present.find(([factor]) => factor === 1) ?? present[0];
  if (first === undefined) return undefined;
  const [factor, x] = first;
  let sum = factor === 1 ? x : m.mul(x, factor);
  for (const term of present) if (term !== first) sum = plus(m, sum, term);
  return sum;
}

/** sum + factor * x. */
function plus(m: Arithmetic, sum: Expression, [factor, x]: Term): Expression {
  if (factor === 1) return m.add(sum, x);
  return factor === -1 ? m.sub(sum, x) : m.fma(x, factor, sum);
}

/** The factor of a row that all others are exact multiples of, or else its first. */
function leadOf(row: readonly number[]): number {
  const present = row.filter((factor) => factor !== 0);
  const exact = (lead: number): boolean =>
    present.every((factor) => Math.fround(factor / lead) * lead === factor);
  return present.find(exact) ?? present[0]!;
}

/** matrix · x where the rows are points: those of ±p have equal even parts and opposite odd ones. */
export function atPoints(m: Arithmetic, matrix: Matrix, x: readonly Expression[]): Expression[] {
  const terms = (row: readonly number[]): Term[] => row.map((factor, i) => [factor, x[i]!]);
  const result = matrix.map(() => undefined) as (Expression | undefined)[];
  for (const j of pairsOf(matrix.length)) {
    const [row, opposite] = [matrix[j]!, matrix[j + 1]!];
    const odd = row.map((factor, i) => (factor === opposite[i] ? 0 : factor));
    const lead = leadOf(odd);
    const even = combination(m, terms(row.map((factor, i) => factor - odd[i]!)))!;
    const rest = combination(m, terms(odd.map((factor) => factor / lead)))!;
    result[j] = plus(m, even, [lead, rest]);
    result[j + 1] = plus(m, even, [-lead, rest]);
  }
  return result.map((known, j) => known ?? combination(m, terms(matrix[j]!))!);
}

/** matrix · x where the columns are points: of x at ±p only sum and difference are needed. */
export function fromPoints(m: Arithmetic, matrix: Matrix, x: readonly Expression[]): Expression[] {
  const points = x.length;
  const parts = pairsOf(points).map((j) => ({
    j,
    sum: m.add(x[j]!, x[j + 1]!),
    difference: m.sub(x[j]!, x[j + 1]!),
  }));
  return matrix.map((row) => {
    const terms: Term[] = [
      [row[0]!, x[0]!],
      ...parts.map(({ j, sum, difference }): Term => {
        const factor = row[j]!;
        return [factor, factor === row[j + 1] ? sum : difference];
      }),
      [row[points - 1]!, x[points - 1]!],
    ];
    return combination(m, terms)!;
  });
}

/** Applies `transform` along each axis of an array of these extents, the first axis first. */
export function alongAxes(
  values: readonly Expression[],
  extents: readonly number[],
  transform: (x: readonly Expression[]) => readonly Expression[],
): readonly Expression[] {
  let [current, sizes] = [values, [...extents]];
  extents.forEach((_, axis) => {
    const inner = sizes.slice(axis + 1).reduce((product, size) => product * size, 1);
    const size = sizes[axis]!;
    const outer = current.length / size / inner;
    const result: Expression[] = [];
    let length = size;
    for (let o = 0; o < outer; o++) {
      for (let i = 0; i < inner; i++) {
        const line = Array.from({ length: size }, (_, s) => current[(o * size + s) * inner + i]!);
        const own = transform(line);
        length = own.length;
        own.forEach((value, s) => (result[(o * length + s) * inner + i] = value));
      }
    }
    sizes = sizes.with(axis, length);
    current = result;
  });
  return current;
}
