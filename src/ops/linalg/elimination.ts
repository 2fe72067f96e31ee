import type { Operand } from "../../graph/value.ts";
import { absolute, multiply, subtract } from "../add.ts";
import { argmax } from "../argmax.ts";
import { builderFor } from "../convert.ts";
import { divide } from "../divide.ts";
import { equal } from "../equal.ts";
import { concatenate } from "../concatenate.ts";
import { onesLike } from "../zeros.ts";
import { expandDims, squeeze } from "../reshape.ts";
import { takeAlongAxis } from "../take.ts";
import { where } from "../where.ts";
import { eliminateAtHome, isAtHome } from "./hostLoops.ts";
import { block, maskOf } from "./matrices.ts";

/** Rows in their order, and after exchanges. */
interface Pivoted {
  readonly matrix: Operand;
  /** int32 [.., n, 1]: which row of the given matrix stands here. */
  readonly order: Operand;
  /** 1 or -1 [.., 1, 1]: whether the number of exchanges is even. */
  readonly sign: Operand;
}

/** The factors of a matrix. */
export interface Factors {
  /** L below the diagonal, U on and above it [.., m, n]. */
  readonly matrix: Operand;
  /** 1 or -1 [.., 1, 1]: whether the number of exchanges is even. */
  readonly sign: Operand;
  /** int32 [.., min(m, n)]: with which row each row in turn was exchanged. */
  readonly exchanges: Operand;
}

/** 0, 1, .. along the rows: int32 [.., n, 1]. */
function rowNumbers(matrix: Operand): Operand {
  const shape = [...matrix.shape.slice(0, -1), 1];
  return builderFor("linalg", [matrix]).emit("iota", [], {
    shape,
    dtype: "int32",
    axis: shape.length - 2,
  });
}

/** Brings the row with the largest entry in column k, from row k on, to row k. */
function pivot({ matrix, order, sign }: Pivoted, k: number): Pivoted & { readonly found: Operand } {
  const rows = matrix.shape.at(-2)!;
  const column = absolute(block(matrix, [0, rows], [k, k + 1]));
  const open = where(
    maskOf(rows, 1, (row) => row >= k),
    column,
    -1,
  );
  const found = argmax(open, { axis: -2, keepdims: true });
  const row = rowNumbers(matrix);
  const exchanged = where(equal(row, k), found, where(equal(row, found), k, row));
  return {
    matrix: takeAlongAxis(matrix, exchanged, { axis: -2 }),
    order: takeAlongAxis(order, exchanged, { axis: -2 }),
    sign: where(equal(found, k), sign, multiply(sign, -1)),
    found,
  };
}

/** P A = L U with both factors in one matrix [.., m, n], the ones on L's diagonal left out. Pivots are largest entries. */
export function factorize(matrix: Operand): Factors {
  const [rows, columns] = matrix.shape.slice(-2) as [number, number];
  const corner = block(matrix, [0, 1], [0, 1]);
  let state: Pivoted = {
    matrix,
    order: rowNumbers(matrix),
    sign: onesLike(corner),
  };
  const found: Operand[] = [];
  for (let k = 0; k < Math.min(rows, columns); k++) {
    const pivoted = pivot(state, k);
    state = pivoted;
    found.push(pivoted.found);
    if (k === rows - 1) break;
    const own = state.matrix;
    const pivotRow = block(own, [k, k + 1], [0, columns]);
    const diagonal = block(own, [k, k + 1], [k, k + 1]);
    const isZero = equal(diagonal, 0);
    const below = maskOf(rows, 1, (row) => row > k);
    const column = block(own, [0, rows], [k, k + 1]);
    // A column of zeros is skipped, as in LAPACK.
    const factors = where(below, divide(column, where(isZero, 1, diagonal)), 0);
    const right = maskOf(1, columns, (_, own2) => own2 > k);
    const reduced = subtract(own, multiply(factors, where(right, pivotRow, 0)));
    const isFactor = maskOf(rows, columns, (row, own2) => row > k && own2 === k);
    state = { ...state, matrix: where(isFactor, factors, reduced) };
  }
  const exchanges = squeeze(concatenate(found, { axis: -2 }), { axis: -1 });
  return { matrix: state.matrix, sign: state.sign, exchanges };
}

/** X with A X = B by Gauss and Jordan: [.., n, n], [.., n, r] -> [.., n, r]. Without `pivots` the diagonal is taken as it is. */
export function eliminate(joined: Operand, n: number, pivots: boolean): Operand {
  const width = joined.shape.at(-1)!;
  if (isAtHome(joined)) return block(eliminateAtHome(joined, pivots), [0, n], [n, width]);
  const row = rowNumbers(joined);
  let state: Pivoted = { matrix: joined, order: row, sign: row };
  for (let k = 0; k < n; k++) {
    if (pivots) {
      const { matrix, order } = pivot({ ...state, sign: state.order }, k);
      state = { matrix, order, sign: state.sign };
    }
    const own = state.matrix;
    const pivotRow = divide(block(own, [k, k + 1], [0, width]), block(own, [k, k + 1], [k, k + 1]));
    const column = where(
      maskOf(n, 1, (i) => i !== k),
      block(own, [0, n], [k, k + 1]),
      0,
    );
    const others = subtract(own, multiply(column, pivotRow));
    state = {
      ...state,
      matrix: where(
        maskOf(n, 1, (i) => i === k),
        pivotRow,
        others,
      ),
    };
  }
  return block(state.matrix, [0, n], [n, width]);
}

/** [.., n] as the last axis of extent 1. */
export function asColumn(x: Operand): Operand {
  return expandDims(x, -1);
}
