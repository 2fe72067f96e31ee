/** NumPy's functions in Keras's words. */
import { op, type Op } from "../../layers/operation.ts";
import * as addOps from "../../ops/add.ts";
import * as anyOps from "../../ops/any.ts";
import * as argmaxOps from "../../ops/argmax.ts";
import * as concatenateOps from "../../ops/concatenate.ts";
import * as cumsumOps from "../../ops/cumsum.ts";
import * as divideOps from "../../ops/divide.ts";
import * as equalOps from "../../ops/equal.ts";
import * as expOps from "../../ops/exp.ts";
import * as floorOps from "../../ops/floor.ts";
import * as isfiniteOps from "../../ops/isfinite.ts";
import * as logicalAndOps from "../../ops/logicalAnd.ts";
import * as matmulOps from "../../ops/matmul.ts";
import * as maxOps from "../../ops/max.ts";
import * as maximumOps from "../../ops/maximum.ts";
import * as padOps from "../../ops/pad.ts";
import { named } from "../../ops/signature.ts";
import * as properties from "../../ops/properties.ts";
import * as complexOps from "../../ops/complex.ts";
import * as powerOps from "../../ops/power.ts";
import * as reshapeOps from "../../ops/reshape.ts";
import * as sinOps from "../../ops/sin.ts";
import * as sliceOps from "../../ops/slice.ts";
import * as sortOps from "../../ops/sort.ts";
import * as sumOps from "../../ops/sum.ts";
import * as takeOps from "../../ops/take.ts";
import * as tanOps from "../../ops/tan.ts";
import * as tileOps from "../../ops/tile.ts";
import * as transposeOps from "../../ops/transpose.ts";
import * as varianceOps from "../../ops/variance.ts";
import * as whereOps from "../../ops/where.ts";
import * as log2Ops from "../../ops/log2.ts";
import * as reciprocalOps from "../../ops/reciprocal.ts";
import * as hypotOps from "../../ops/hypot.ts";
import * as sincOps from "../../ops/sinc.ts";
import * as iscloseOps from "../../ops/isclose.ts";
import * as bitwiseOps from "../../ops/bitwise.ts";
import * as gcdOps from "../../ops/gcd.ts";
import * as nextafterOps from "../../ops/nextafter.ts";
import * as nanToNumOps from "../../ops/nanToNum.ts";
import * as fmaxOps from "../../ops/fmax.ts";
import * as selectOps from "../../ops/select.ts";
import * as i0Ops from "../../ops/i0.ts";
import * as diagonalOps from "../../ops/diagonal.ts";
import * as trilOps from "../../ops/tril.ts";
import * as rollOps from "../../ops/roll.ts";
import * as hstackOps from "../../ops/hstack.ts";
import * as meshgridOps from "../../ops/meshgrid.ts";
import * as vectorizeOps from "../../ops/vectorize.ts";
import * as vanderOps from "../../ops/vander.ts";
import * as unravelIndexOps from "../../ops/unravelIndex.ts";
import * as quantileOps from "../../ops/quantile.ts";
import * as nansumOps from "../../ops/nansum.ts";
import * as averageOps from "../../ops/average.ts";
import * as diffOps from "../../ops/diff.ts";
import * as corrcoefOps from "../../ops/corrcoef.ts";
import * as bincountOps from "../../ops/bincount.ts";
import * as histogramOps from "../../ops/histogram.ts";
import * as einsumOps from "../../ops/einsum.ts";
import * as crossOps from "../../ops/cross.ts";
import * as correlateOps from "../../ops/correlate.ts";
import * as getItemOps from "../../ops/getItem.ts";
import * as uniqueOps from "../../ops/unique.ts";
import * as solveOps from "../../ops/linalg/solve.ts";

export const add: Op<typeof addOps.add> = op("add", "x1 x2", addOps.add);
export const all: Op<typeof anyOps.all> = op("all", "x axis? keepdims?", anyOps.all);
export const amax: Op<typeof maxOps.amax> = op("amax", "x axis? keepdims?", maxOps.amax);
export const amin: Op<typeof maxOps.amin> = op("amin", "x axis? keepdims?", maxOps.amin);
export const any: Op<typeof anyOps.any> = op("any", "x axis? keepdims?", anyOps.any);
export const argmax: Op<typeof argmaxOps.argmax> = op(
  "argmax",
  "x axis? keepdims?",
  argmaxOps.argmax,
);
export const argmin: Op<typeof argmaxOps.argmin> = op(
  "argmin",
  "x axis? keepdims?",
  argmaxOps.argmin,
);
export const broadcastTo: Op<typeof tileOps.broadcastTo> = op(
  "broadcastTo",
  "x shape",
  tileOps.broadcastTo,
);
export const ceil: Op<typeof floorOps.ceil> = op("ceil", "x", floorOps.ceil);
export const clip: Op<typeof maximumOps.clip> = op("clip", "x xMin xMax", maximumOps.clip);
export const concatenate: Op<typeof concatenateOps.concatenate> = op(
  "concatenate",
  "xs axis?",
  concatenateOps.concatenate,
);
export const cos: Op<typeof sinOps.cos> = op("cos", "x", sinOps.cos);
export const divide: Op<typeof divideOps.divide> = op("divide", "x1 x2", divideOps.divide);
export const dot: Op<typeof matmulOps.dot> = op("dot", "x1 x2", matmulOps.dot);
export const equal: Op<typeof equalOps.equal> = op("equal", "x1 x2", equalOps.equal);
export const exp: Op<typeof expOps.exp> = op("exp", "x", expOps.exp);
export const expandDims: Op<typeof reshapeOps.expandDims> = op(
  "expandDims",
  "x axis",
  reshapeOps.expandDims,
);
export const expm1: Op<typeof expOps.expm1> = op("expm1", "x", expOps.expm1);
export const flip: Op<typeof sliceOps.flip> = op("flip", "x axis?", sliceOps.flip);
export const floor: Op<typeof floorOps.floor> = op("floor", "x", floorOps.floor);
export const floorDivide: Op<typeof divideOps.floorDivide> = op(
  "floorDivide",
  "x1 x2",
  divideOps.floorDivide,
);
export const greater: Op<typeof equalOps.greater> = op("greater", "x1 x2", equalOps.greater);
export const greaterEqual: Op<typeof equalOps.greaterEqual> = op(
  "greaterEqual",
  "x1 x2",
  equalOps.greaterEqual,
);
export const isfinite: Op<typeof isfiniteOps.isfinite> = op("isfinite", "x", isfiniteOps.isfinite);
export const isinf: Op<typeof isfiniteOps.isinf> = op("isinf", "x", isfiniteOps.isinf);
export const isnan: Op<typeof isfiniteOps.isnan> = op("isnan", "x", isfiniteOps.isnan);
export const less: Op<typeof equalOps.less> = op("less", "x1 x2", equalOps.less);
export const lessEqual: Op<typeof equalOps.lessEqual> = op(
  "lessEqual",
  "x1 x2",
  equalOps.lessEqual,
);
export const log: Op<typeof expOps.log> = op("log", "x", expOps.log);
export const log1p: Op<typeof expOps.log1p> = op("log1p", "x", expOps.log1p);
export const logicalAnd: Op<typeof logicalAndOps.logicalAnd> = op(
  "logicalAnd",
  "x1 x2",
  logicalAndOps.logicalAnd,
);
export const logicalNot: Op<typeof logicalAndOps.logicalNot> = op(
  "logicalNot",
  "x",
  logicalAndOps.logicalNot,
);
export const logicalOr: Op<typeof logicalAndOps.logicalOr> = op(
  "logicalOr",
  "x1 x2",
  logicalAndOps.logicalOr,
);
export const logicalXor: Op<typeof logicalAndOps.logicalXor> = op(
  "logicalXor",
  "x1 x2",
  logicalAndOps.logicalXor,
);
export const matmul: Op<typeof matmulOps.matmul> = op("matmul", "x1 x2", matmulOps.matmul);
export const max: Op<typeof maxOps.max> = op("max", "x axis? keepdims? initial?", maxOps.max);
export const maximum: Op<typeof maximumOps.maximum> = op("maximum", "x1 x2", maximumOps.maximum);
export const mean: Op<typeof sumOps.mean> = op("mean", "x axis? keepdims?", sumOps.mean);
export const min: Op<typeof maxOps.min> = op("min", "x axis? keepdims? initial?", maxOps.min);
export const minimum: Op<typeof maximumOps.minimum> = op("minimum", "x1 x2", maximumOps.minimum);
export const mod: Op<typeof divideOps.mod> = op("mod", "x1 x2", divideOps.mod);
export const moveaxis: Op<typeof transposeOps.moveaxis> = op(
  "moveaxis",
  "x source destination",
  transposeOps.moveaxis,
);
export const multiply: Op<typeof addOps.multiply> = op("multiply", "x1 x2", addOps.multiply);
export const negative: Op<typeof addOps.negative> = op("negative", "x", addOps.negative);
export const notEqual: Op<typeof equalOps.notEqual> = op("notEqual", "x1 x2", equalOps.notEqual);
export const outer: Op<typeof matmulOps.outer> = op("outer", "x1 x2", matmulOps.outer);
export const pad: Op<typeof padOps.pad> = op("pad", "x padWidth mode? constantValues?", padOps.pad);
export const power: Op<typeof powerOps.power> = op("power", "x1 x2", powerOps.power);
export const prod: Op<typeof sumOps.prod> = op("prod", "x axis? keepdims? dtype?", sumOps.prod);
export const ravel: Op<typeof reshapeOps.ravel> = op("ravel", "x", reshapeOps.ravel);
export const repeat: Op<typeof tileOps.repeat> = op("repeat", "x repeats axis?", tileOps.repeat);
export const reshape: Op<typeof reshapeOps.reshape> = op(
  "reshape",
  "x newshape",
  reshapeOps.reshape,
);
export const round: Op<typeof floorOps.round> = op("round", "x decimals?", floorOps.round);
export const sign: Op<typeof addOps.sign> = op("sign", "x", addOps.sign);
export const sin: Op<typeof sinOps.sin> = op("sin", "x", sinOps.sin);
export const split: Op<typeof concatenateOps.split> = op(
  "split",
  "x indicesOrSections axis?",
  concatenateOps.split,
);
export const sqrt: Op<typeof powerOps.sqrt> = op("sqrt", "x", powerOps.sqrt);
export const square: Op<typeof powerOps.square> = op("square", "x", powerOps.square);
export const squeeze: Op<typeof reshapeOps.squeeze> = op("squeeze", "x axis?", reshapeOps.squeeze);
export const stack: Op<typeof concatenateOps.stack> = op("stack", "x axis?", concatenateOps.stack);
export const std: Op<typeof varianceOps.std> = op("std", "x axis? keepdims?", varianceOps.std);
export const subtract: Op<typeof addOps.subtract> = op("subtract", "x1 x2", addOps.subtract);
export const sum: Op<typeof sumOps.sum> = op("sum", "x axis? keepdims?", sumOps.sum);
export const swapaxes: Op<typeof transposeOps.swapaxes> = op(
  "swapaxes",
  "x axis1 axis2",
  transposeOps.swapaxes,
);
export const take: Op<typeof takeOps.take> = op("take", "x indices axis?", takeOps.take);
export const takeAlongAxis: Op<typeof takeOps.takeAlongAxis> = op(
  "takeAlongAxis",
  "x indices axis?",
  takeOps.takeAlongAxis,
);
export const tanh: Op<typeof sinOps.tanh> = op("tanh", "x", sinOps.tanh);
export const tensordot: Op<typeof matmulOps.tensordot> = op(
  "tensordot",
  "x1 x2 axes?",
  matmulOps.tensordot,
);
export const tile: Op<typeof tileOps.tile> = op("tile", "x repeats", tileOps.tile);
export const transpose: Op<typeof transposeOps.transpose> = op(
  "transpose",
  "x axes?",
  transposeOps.transpose,
);
const variance: Op<typeof varianceOps.variance> = op(
  "var",
  "x axis? keepdims?",
  varianceOps.variance,
);
export const where: Op<typeof whereOps.where> = op("where", "condition x1= x2=", whereOps.where);
export { variance, variance as var };
export const tan: Op<typeof tanOps.tan> = op("tan", "x", tanOps.tan);
export const arcsin: Op<typeof tanOps.arcsin> = op("arcsin", "x", tanOps.arcsin);
export const arccos: Op<typeof tanOps.arccos> = op("arccos", "x", tanOps.arccos);
export const arctan: Op<typeof tanOps.arctan> = op("arctan", "x", tanOps.arctan);
export const sinh: Op<typeof tanOps.sinh> = op("sinh", "x", tanOps.sinh);
export const cosh: Op<typeof tanOps.cosh> = op("cosh", "x", tanOps.cosh);
export const arcsinh: Op<typeof tanOps.arcsinh> = op("arcsinh", "x", tanOps.arcsinh);
export const arccosh: Op<typeof tanOps.arccosh> = op("arccosh", "x", tanOps.arccosh);
export const arctanh: Op<typeof tanOps.arctanh> = op("arctanh", "x", tanOps.arctanh);
export const arctan2: Op<typeof tanOps.arctan2> = op("arctan2", "x1 x2", tanOps.arctan2);
export const cumsum: Op<typeof cumsumOps.cumsum> = op("cumsum", "x axis? dtype?", cumsumOps.cumsum);
export const cumprod: Op<typeof cumsumOps.cumprod> = op(
  "cumprod",
  "x axis? dtype?",
  cumsumOps.cumprod,
);
export const sort: Op<typeof sortOps.sort> = op("sort", "x axis?", sortOps.sort);
export const argsort: Op<typeof sortOps.argsort> = op("argsort", "x axis?", sortOps.argsort);
export const argpartition: Op<typeof sortOps.argpartition> = op(
  "argpartition",
  "x kth axis?",
  sortOps.argpartition,
);
export const searchsorted: Op<typeof sortOps.searchsorted> = op(
  "searchsorted",
  "sortedSequence values side?",
  sortOps.searchsorted,
);
export const digitize: Op<typeof sortOps.digitize> = op("digitize", "x bins", sortOps.digitize);
export const log2: Op<typeof log2Ops.log2> = op("log2", "x", log2Ops.log2);
export const log10: Op<typeof log2Ops.log10> = op("log10", "x", log2Ops.log10);
export const exp2: Op<typeof log2Ops.exp2> = op("exp2", "x", log2Ops.exp2);
export const logaddexp: Op<typeof log2Ops.logaddexp> = op("logaddexp", "x1 x2", log2Ops.logaddexp);
export const logaddexp2: Op<typeof log2Ops.logaddexp2> = op(
  "logaddexp2",
  "x1 x2",
  log2Ops.logaddexp2,
);
export const reciprocal: Op<typeof reciprocalOps.reciprocal> = op(
  "reciprocal",
  "x",
  reciprocalOps.reciprocal,
);
export const fabs: Op<typeof reciprocalOps.fabs> = op("fabs", "x", reciprocalOps.fabs);
export const deg2rad: Op<typeof reciprocalOps.deg2rad> = op("deg2rad", "x", reciprocalOps.deg2rad);
export const rad2deg: Op<typeof reciprocalOps.rad2deg> = op("rad2deg", "x", reciprocalOps.rad2deg);
export const trunc: Op<typeof reciprocalOps.trunc> = op("trunc", "x", reciprocalOps.trunc);
export const cbrt: Op<typeof reciprocalOps.cbrt> = op("cbrt", "x", reciprocalOps.cbrt);
export const hypot: Op<typeof hypotOps.hypot> = op("hypot", "x1 x2", hypotOps.hypot);
export const sinc: Op<typeof sincOps.sinc> = op("sinc", "x", sincOps.sinc);
export const isclose: Op<typeof iscloseOps.isclose> = op(
  "isclose",
  "x1 x2 rtol? atol? equalNan?",
  iscloseOps.isclose,
);
export const allclose: Op<typeof iscloseOps.allclose> = op(
  "allclose",
  "x1 x2 rtol? atol? equalNan?",
  iscloseOps.allclose,
);
export const bitwiseAnd: Op<typeof bitwiseOps.bitwiseAnd> = op(
  "bitwiseAnd",
  "x y",
  bitwiseOps.bitwiseAnd,
);
export const bitwiseOr: Op<typeof bitwiseOps.bitwiseOr> = op(
  "bitwiseOr",
  "x y",
  bitwiseOps.bitwiseOr,
);
export const bitwiseXor: Op<typeof bitwiseOps.bitwiseXor> = op(
  "bitwiseXor",
  "x y",
  bitwiseOps.bitwiseXor,
);
export const bitwiseNot: Op<typeof bitwiseOps.bitwiseNot> = op(
  "bitwiseNot",
  "x",
  bitwiseOps.bitwiseNot,
);
export const bitwiseInvert: Op<typeof bitwiseOps.bitwiseNot> = op(
  "bitwiseInvert",
  "x",
  bitwiseOps.bitwiseNot,
);
export const leftShift: Op<typeof bitwiseOps.leftShift> = op(
  "leftShift",
  "x y",
  bitwiseOps.leftShift,
);
export const rightShift: Op<typeof bitwiseOps.rightShift> = op(
  "rightShift",
  "x y",
  bitwiseOps.rightShift,
);
export const bitwiseLeftShift: Op<typeof bitwiseOps.leftShift> = op(
  "bitwiseLeftShift",
  "x y",
  bitwiseOps.leftShift,
);
export const bitwiseRightShift: Op<typeof bitwiseOps.rightShift> = op(
  "bitwiseRightShift",
  "x y",
  bitwiseOps.rightShift,
);
export const gcd: Op<typeof gcdOps.gcd> = op("gcd", "x1 x2", gcdOps.gcd);
export const lcm: Op<typeof gcdOps.lcm> = op("lcm", "x1 x2", gcdOps.lcm);
export const nextafter: Op<typeof nextafterOps.nextafter> = op(
  "nextafter",
  "x1 x2",
  nextafterOps.nextafter,
);
export const signbit: Op<typeof nextafterOps.signbit> = op("signbit", "x", nextafterOps.signbit);
export const ldexp: Op<typeof nextafterOps.ldexp> = op("ldexp", "x1 x2", nextafterOps.ldexp);
export const view: Op<typeof nextafterOps.view> = op("view", "x dtype?", nextafterOps.view);
export const nanToNum: Op<typeof nanToNumOps.nanToNum> = op(
  "nanToNum",
  "x nan? posinf? neginf?",
  nanToNumOps.nanToNum,
);
export const isposinf: Op<typeof nanToNumOps.isposinf> = op("isposinf", "x", nanToNumOps.isposinf);
export const isneginf: Op<typeof nanToNumOps.isneginf> = op("isneginf", "x", nanToNumOps.isneginf);
export const fmax: Op<typeof fmaxOps.fmax> = op("fmax", "x1 x2", fmaxOps.fmax);
export const fmin: Op<typeof fmaxOps.fmin> = op("fmin", "x1 x2", fmaxOps.fmin);
export const fmod: Op<typeof fmaxOps.fmod> = op("fmod", "x1 x2", fmaxOps.fmod);
export const divideNoNan: Op<typeof fmaxOps.divideNoNan> = op(
  "divideNoNan",
  "x1 x2",
  fmaxOps.divideNoNan,
);
export const heaviside: Op<typeof fmaxOps.heaviside> = op("heaviside", "x1 x2", fmaxOps.heaviside);
export const select: Op<typeof selectOps.select> = op(
  "select",
  "condlist choicelist default?",
  selectOps.select,
);
export const i0: Op<typeof i0Ops.i0> = op("i0", "x", i0Ops.i0);
export const diagonal: Op<typeof diagonalOps.diagonal> = op(
  "diagonal",
  "x offset? axis1? axis2?",
  diagonalOps.diagonal,
);
export const trace: Op<typeof diagonalOps.trace> = op(
  "trace",
  "x offset? axis1? axis2?",
  diagonalOps.trace,
);
export const diagflat: Op<typeof diagonalOps.diagflat> = op(
  "diagflat",
  "x k?",
  diagonalOps.diagflat,
);
export const diag: Op<typeof diagonalOps.diag> = op("diag", "x k?", diagonalOps.diag);
export const tril: Op<typeof trilOps.tril> = op("tril", "x k?", trilOps.tril);
export const triu: Op<typeof trilOps.triu> = op("triu", "x k?", trilOps.triu);
export const roll: Op<typeof rollOps.roll> = op("roll", "x shift axis?", rollOps.roll);
export const rot90: Op<typeof rollOps.rot90> = op("rot90", "array k? axes?", rollOps.rot90);
export const fliplr: Op<typeof rollOps.fliplr> = op("fliplr", "x", rollOps.fliplr);
export const flipud: Op<typeof rollOps.flipud> = op("flipud", "x", rollOps.flipud);
export const hstack: Op<typeof hstackOps.hstack> = op("hstack", "xs", hstackOps.hstack);
export const vstack: Op<typeof hstackOps.vstack> = op("vstack", "xs", hstackOps.vstack);
export const dstack: Op<typeof hstackOps.dstack> = op("dstack", "xs", hstackOps.dstack);
export const append: Op<typeof hstackOps.append> = op("append", "x1 x2 axis?", hstackOps.append);
export const arraySplit: Op<typeof hstackOps.arraySplit> = op(
  "arraySplit",
  "x indicesOrSections axis?",
  hstackOps.arraySplit,
);
export const hsplit: Op<typeof hstackOps.hsplit> = op(
  "hsplit",
  "x indicesOrSections",
  hstackOps.hsplit,
);
export const vsplit: Op<typeof hstackOps.vsplit> = op(
  "vsplit",
  "x indicesOrSections",
  hstackOps.vsplit,
);
export const dsplit: Op<typeof hstackOps.dsplit> = op(
  "dsplit",
  "x indicesOrSections",
  hstackOps.dsplit,
);
export const meshgrid: Op<typeof meshgridOps.meshgrid> = op(
  "meshgrid",
  "x* indexing?",
  meshgridOps.meshgrid,
);
export const vander: Op<typeof vanderOps.vander> = op(
  "vander",
  "x n? increasing?",
  vanderOps.vander,
);
export const unravelIndex: Op<typeof unravelIndexOps.unravelIndex> = op(
  "unravelIndex",
  "indices shape",
  unravelIndexOps.unravelIndex,
);
export const trueDivide: Op<typeof divideOps.divide> = op("trueDivide", "x1 x2", divideOps.divide);
export const quantile: Op<typeof quantileOps.quantile> = op(
  "quantile",
  "x q axis? method? keepdims?",
  quantileOps.quantile,
);
export const nanquantile: Op<typeof quantileOps.nanquantile> = op(
  "nanquantile",
  "x q axis? method? keepdims?",
  quantileOps.nanquantile,
);
export const percentile: Op<typeof quantileOps.percentile> = op(
  "percentile",
  "x q axis? method? keepdims?",
  quantileOps.percentile,
);
export const nanpercentile: Op<typeof quantileOps.nanpercentile> = op(
  "nanpercentile",
  "x q axis? method? keepdims?",
  quantileOps.nanpercentile,
);
export const median: Op<typeof quantileOps.median> = op(
  "median",
  "x axis? keepdims?",
  quantileOps.median,
);
export const nanmedian: Op<typeof quantileOps.nanmedian> = op(
  "nanmedian",
  "x axis? keepdims?",
  quantileOps.nanmedian,
);
export const nansum: Op<typeof nansumOps.nansum> = op(
  "nansum",
  "x axis? keepdims?",
  nansumOps.nansum,
);
export const nanprod: Op<typeof nansumOps.nanprod> = op(
  "nanprod",
  "x axis? keepdims?",
  nansumOps.nanprod,
);
export const nanmax: Op<typeof nansumOps.nanmax> = op(
  "nanmax",
  "x axis? keepdims?",
  nansumOps.nanmax,
);
export const nanmin: Op<typeof nansumOps.nanmin> = op(
  "nanmin",
  "x axis? keepdims?",
  nansumOps.nanmin,
);
export const nanmean: Op<typeof nansumOps.nanmean> = op(
  "nanmean",
  "x axis? keepdims?",
  nansumOps.nanmean,
);
export const nanvar: Op<typeof nansumOps.nanvar> = op(
  "nanvar",
  "x axis? keepdims?",
  nansumOps.nanvar,
);
export const nanstd: Op<typeof nansumOps.nanstd> = op(
  "nanstd",
  "x axis? keepdims?",
  nansumOps.nanstd,
);
export const nanargmax: Op<typeof nansumOps.nanargmax> = op(
  "nanargmax",
  "x axis? keepdims?",
  nansumOps.nanargmax,
);
export const nanargmin: Op<typeof nansumOps.nanargmin> = op(
  "nanargmin",
  "x axis? keepdims?",
  nansumOps.nanargmin,
);
export const nancumsum: Op<typeof nansumOps.nancumsum> = op(
  "nancumsum",
  "x axis? dtype?",
  nansumOps.nancumsum,
);
export const nancumprod: Op<typeof nansumOps.nancumprod> = op(
  "nancumprod",
  "x axis? dtype?",
  nansumOps.nancumprod,
);
export const average: Op<typeof averageOps.average> = op(
  "average",
  "x axis? weights?",
  averageOps.average,
);
export const ptp: Op<typeof averageOps.ptp> = op("ptp", "x axis? keepdims?", averageOps.ptp);
export const countNonzero: Op<typeof averageOps.countNonzero> = op(
  "countNonzero",
  "x axis?",
  averageOps.countNonzero,
);
export const diff: Op<typeof diffOps.diff> = op("diff", "a n? axis?", diffOps.diff);
export const trapezoid: Op<typeof diffOps.trapezoid> = op(
  "trapezoid",
  "y x? dx? axis?",
  diffOps.trapezoid,
);
export const corrcoef: Op<typeof corrcoefOps.corrcoef> = op("corrcoef", "x", corrcoefOps.corrcoef);
export const bincount: Op<typeof bincountOps.bincount> = op(
  "bincount",
  "x weights? minlength? sparse?",
  bincountOps.bincount,
);
export const histogram: Op<typeof histogramOps.histogram> = op(
  "histogram",
  "x bins? range?",
  histogramOps.histogram,
);
export const einsum: Op<typeof einsumOps.einsum> = op(
  "einsum",
  "subscripts operands*",
  einsumOps.einsum,
);
export const inner: Op<typeof einsumOps.inner> = op("inner", "x1 x2", einsumOps.inner);
export const vdot: Op<typeof einsumOps.vdot> = op("vdot", "x1 x2", einsumOps.vdot);
export const kron: Op<typeof einsumOps.kron> = op("kron", "x1 x2", einsumOps.kron);
export const cross: Op<typeof crossOps.cross> = op(
  "cross",
  "x1 x2 axisa? axisb? axisc? axis?",
  crossOps.cross,
);
export const correlate: Op<typeof correlateOps.correlate> = op(
  "correlate",
  "x1 x2 mode?",
  correlateOps.correlate,
);
export const getItem: Op<typeof getItemOps.getItem> = op("getItem", "x key", getItemOps.getItem);
export const unique: Op<typeof uniqueOps.unique> = op(
  "unique",
  "x sorted? returnIndex? returnInverse? returnCounts? axis? size? fillValue?",
  uniqueOps.unique,
);
export const nonzero: Op<typeof uniqueOps.nonzero> = op("nonzero", "x", uniqueOps.nonzero);
export const isin: Op<typeof uniqueOps.isin> = op(
  "isin",
  "x1 x2 assumeUnique? invert?",
  uniqueOps.isin,
);

export const ndim: typeof properties.ndim = named("ndim", "x", properties.ndim);
export const size: typeof properties.size = named("size", "x", properties.size);
export const real: Op<typeof complexOps.real> = op("real", "x", complexOps.real);
export const imag: Op<typeof complexOps.imag> = op("imag", "x", complexOps.imag);
export const conj: Op<typeof complexOps.conj> = op("conj", "x", complexOps.conj);
export const conjugate: Op<typeof complexOps.conj> = op("conjugate", "x", complexOps.conj);
export const angle: Op<typeof complexOps.angle> = op("angle", "x", complexOps.angle);
export const isreal: Op<typeof complexOps.isreal> = op("isreal", "x", complexOps.isreal);
export const abs: Op<typeof complexOps.magnitude> = op("abs", "x", complexOps.magnitude);
export const absolute: Op<typeof complexOps.magnitude> = op("absolute", "x", complexOps.magnitude);
export const slogdet: Op<typeof solveOps.slogdet> = op("slogdet", "x", solveOps.slogdet);

export const vectorize: typeof vectorizeOps.vectorize = named(
  "vectorize",
  "pyfunc excluded? signature?",
  vectorizeOps.vectorize,
);
