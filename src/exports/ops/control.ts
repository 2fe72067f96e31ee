/** Loops and branches. */
import { op, type Op } from "../../layers/operation.ts";
import * as associativeScanOps from "../../ops/associativeScan.ts";
import * as condOps from "../../ops/cond.ts";
import * as scanOps from "../../ops/scan.ts";
import * as whileOps from "../../ops/whileLoop.ts";

export const scan: Op<typeof scanOps.scan> = op(
  "scan",
  "f init xs? length? reverse? unroll?",
  scanOps.scan,
);
export const map: Op<typeof scanOps.map> = op("map", "f xs", scanOps.map);
export const vectorizedMap: Op<typeof scanOps.vectorizedMap> = op(
  "vectorizedMap",
  "function elements",
  scanOps.vectorizedMap,
);
export const whileLoop: Op<typeof whileOps.whileLoop> = op(
  "whileLoop",
  "cond body loopVars maximumIterations?",
  whileOps.whileLoop,
);
export const foriLoop: Op<typeof whileOps.foriLoop> = op(
  "foriLoop",
  "lower upper bodyFun initVal",
  whileOps.foriLoop,
);
export const cond: Op<typeof condOps.cond> = op("cond", "pred trueFn falseFn", condOps.cond);
export const associativeScan: Op<typeof associativeScanOps.associativeScan> = op(
  "associativeScan",
  "f elems reverse? axis?",
  associativeScanOps.associativeScan,
);
const choose: Op<typeof condOps.switchOp> = op(
  "switch",
  "index branches operands*",
  condOps.switchOp,
);
export { choose as switch };
