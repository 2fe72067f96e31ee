/** Types, gradients, and mathematics beside NumPy. */
import { op, type Op } from "../../layers/operation.ts";
import * as castOps from "../../ops/cast.ts";
import * as logsumexpOps from "../../ops/logsumexp.ts";
import * as powerOps from "../../ops/power.ts";
import * as sinOps from "../../ops/sin.ts";
import * as sliceOps from "../../ops/slice.ts";
import * as sortOps from "../../ops/sort.ts";
import * as hstackOps from "../../ops/hstack.ts";

export const cast: Op<typeof castOps.cast> = op("cast", "x dtype", castOps.cast);
export const erf: Op<typeof sinOps.erf> = op("erf", "x", sinOps.erf);
export const logsumexp: Op<typeof logsumexpOps.logsumexp> = op(
  "logsumexp",
  "x axis? keepdims?",
  logsumexpOps.logsumexp,
);
export const rsqrt: Op<typeof powerOps.rsqrt> = op("rsqrt", "x", powerOps.rsqrt);
export const slice: Op<typeof sliceOps.slice> = op(
  "slice",
  "inputs startIndices shape",
  sliceOps.slice,
);
export const stopGradient: Op<typeof castOps.stopGradient> = op(
  "stopGradient",
  "variable",
  castOps.stopGradient,
);
export const topK: Op<typeof sortOps.topK> = op("topK", "x k sorted?", sortOps.topK);
export const sliceUpdate: Op<typeof sliceOps.sliceUpdate> = op(
  "sliceUpdate",
  "inputs startIndices updates",
  sliceOps.sliceUpdate,
);
export const unstack: Op<typeof hstackOps.unstack> = op(
  "unstack",
  "x num? axis?",
  hstackOps.unstack,
);
