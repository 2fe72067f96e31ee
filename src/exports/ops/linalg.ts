/** Linear algebra: matrices on the last two axes, stacks of them on the others. */
import { jvp as jvpOf } from "../../eager/jvp.ts";
import { op, type Op } from "../../layers/operation.ts";
import * as eigOps from "../../ops/linalg/eig.ts";
import { named } from "../../ops/signature.ts";
import * as solveOps from "../../ops/linalg/solve.ts";
import * as choleskyOps from "../../ops/linalg/cholesky.ts";
import * as qrOps from "../../ops/linalg/qr.ts";
import * as svdOps from "../../ops/linalg/svd.ts";
import * as normOps from "../../ops/norm.ts";
export const solve: Op<typeof solveOps.solve> = op("solve", "a b", solveOps.solve);
export const solveTriangular: Op<typeof solveOps.solveTriangular> = op(
  "solveTriangular",
  "a b lower?",
  solveOps.solveTriangular,
);
export const inv: Op<typeof solveOps.inv> = op("inv", "x", solveOps.inv);
export const det: Op<typeof solveOps.det> = op("det", "x", solveOps.det);
export const luFactor: Op<typeof solveOps.luFactor> = op("luFactor", "x", solveOps.luFactor);
export const cholesky: Op<typeof choleskyOps.cholesky> = op(
  "cholesky",
  "x upper?",
  choleskyOps.cholesky,
);
export const choleskyInverse: Op<typeof choleskyOps.choleskyInverse> = op(
  "choleskyInverse",
  "x upper?",
  choleskyOps.choleskyInverse,
);
export const qr: Op<typeof qrOps.qr> = op("qr", "x mode?", qrOps.qr);
export const svd: Op<typeof svdOps.svd> = op("svd", "x fullMatrices? computeUv?", svdOps.svd);
export const eigh: Op<typeof svdOps.eigh> = op("eigh", "x", svdOps.eigh);
export const pinv: Op<typeof svdOps.pinv> = op("pinv", "x rcond?", svdOps.pinv);
export const lstsq: Op<typeof svdOps.lstsq> = op("lstsq", "a b rcond?", svdOps.lstsq);
export const matrixRank: Op<typeof svdOps.matrixRank> = op(
  "matrixRank",
  "x tol?",
  svdOps.matrixRank,
);
export const norm: Op<typeof normOps.norm> = op("norm", "x ord? axis? keepdims?", normOps.norm);

export const eig: typeof eigOps.eig = named("eig", "x", eigOps.eig);
export const jvp: typeof jvpOf = named("jvp", "fun primals tangents hasAux?", jvpOf);
