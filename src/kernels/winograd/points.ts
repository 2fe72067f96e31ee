/*
 * Winograd's convolutions F(m, r): m neighbouring results of a window of r factors from m + r - 1 products instead of m * r
 * (Winograd 1980; Lavin & Gray 2016, https://arxiv.org/abs/1509.09308). A result is a coefficient of a product of two
 * polynomials, and those are multiplied by their values at m + r - 1 points, one of them infinity (Toom and Cook):
 *   y = Aᵀ [(G g) ⊙ (Bᵀ d)].
 * The points decide the rounding: with 0, ±3/4, ±3/2 a result of 256 channels was off by a third of what it was with the
 * usual 0, ±1, ±2, since no power of them is far from 1.
 */

/** Rows of numbers. */
export type Matrix = readonly (readonly number[])[];

/** The finite points, zero first and then in pairs of a number and its negative, by how many there are with infinity. */
const finitePoints: Readonly<Record<number, readonly number[]>> = {
  4: [0, 1, -1],
  6: [0, 3 / 4, -3 / 4, 3 / 2, -3 / 2],
};

/** The numbers of points for which there are transforms. */
export type PointCount = 4 | 6;

/** The coefficients of the product of (x - root), lowest power first. */
function polynomial(roots: readonly number[]): number[] {
  return roots.reduce(
    (product, root) => {
      const next = [0, ...product];
      product.forEach((coefficient, power) => (next[power]! -= root * coefficient));
      return next;
    },
    [1],
  );
}

/** Bᵀ [points, points]: what a stretch of the input is multiplied by. */
export function inputMatrix(count: PointCount): Matrix {
  const points = finitePoints[count]!;
  const rows = points.map((_, j) => [...polynomial(points.filter((_, k) => k !== j)), 0]);
  return [...rows, polynomial(points)];
}

/** [points, length]: the values at the points of a polynomial with so many coefficients. */
export function valueMatrix(count: PointCount, length: number): Matrix {
  const powers = Array.from({ length }, (_, power) => power);
  const rows = finitePoints[count]!.map((point) => powers.map((power) => point ** power));
  return [...rows, powers.map((power) => (power === length - 1 ? 1 : 0))];
}

/** G [points, length]: the same, divided by what the input's transform multiplies with. */
export function factorMatrix(count: PointCount, length: number): Matrix {
  const points = finitePoints[count]!;
  return valueMatrix(count, length).map((row, j) => {
    const point = points[j];
    if (point === undefined) return row;
    const others = points.filter((_, k) => k !== j);
    const divisor = others.reduce((product, other) => product * (point - other), 1);
    return row.map((value) => value / divisor);
  });
}

/** The matrix with rows and columns exchanged. */
export function transposed(matrix: Matrix): Matrix {
  return matrix[0]!.map((_, column) => matrix.map((row) => row[column]!));
}
