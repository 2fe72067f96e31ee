import { expect, test } from "vitest";
import { grad } from "../eager/jit.ts";
import * as ops from "../exports/ops.ts";
import { sizeOf, type Shape } from "../base/shape.ts";
import type { Operand } from "../graph/value.ts";
import { Tensor } from "../tensor/tensor.ts";
import { drawNumbers } from "./primitives/draw.ts";

type Row = [
  name: string,
  f: (x: Operand) => Operand | readonly Operand[],
  shape: Shape,
  domain?: readonly [number, number],
];

const matrix = new Tensor(drawNumbers("float64", 6, [-1, 1], 3), [3, 2]);
const other = new Tensor(drawNumbers("float64", 12, [-1, 1], 4), [3, 4]);
const spread = (x: Operand): Operand =>
  ops.add(x, ops.multiply(ops.eye(3, { dtype: "float32" }), 3));
const ids = new Tensor(Int32Array.of(2, 0, 2, 1), [4]);

const rows: Row[] = [
  ["log2", ops.log2, [3], [0.4, 2]],
  ["log10", ops.log10, [3], [0.4, 2]],
  ["exp2", ops.exp2, [3]],
  ["logaddexp", (x) => ops.logaddexp(x, other), [3, 4]],
  ["logaddexp2", (x) => ops.logaddexp2(other, x), [3, 4]],
  ["reciprocal", ops.reciprocal, [3], [0.5, 2]],
  ["cbrt", ops.cbrt, [4], [0.3, 2]],
  ["cbrt below zero", ops.cbrt, [4], [-2, -0.3]],
  ["deg2rad", ops.deg2rad, [3]],
  ["rad2deg", ops.rad2deg, [3]],
  ["hypot", (x) => ops.hypot(x, other), [3, 4]],
  ["sinc", ops.sinc, [5]],
  ["i0", ops.i0, [6], [-12, 12]],
  ["erfc", ops.erfc, [6], [-2, 3]],
  ["erfinv", ops.erfinv, [5], [-0.9, 0.9]],
  ["fmax", (x) => ops.fmax(x, other), [3, 4]],
  ["divideNoNan", (x) => ops.divideNoNan(other, x), [3, 4], [0.5, 2]],
  ["nanToNum", ops.nanToNum, [4]],
  ["select", (x) => ops.select([ops.greater(other, 0)], [x], { default: other }), [3, 4]],
  ["vander", ops.vander, [3]],
  ["diagonal", (x) => ops.diagonal(x, { offset: 1 }), [3, 4]],
  ["diagflat", (x) => ops.diagflat(x, { k: -1 }), [3]],
  ["tril", (x) => ops.tril(x, { k: -1 }), [3, 4]],
  ["roll", (x) => ops.roll(x, [1, 2], { axis: [0, 1] }), [3, 4]],
  ["rot90", (x) => ops.rot90(x, { k: 3 }), [3, 4]],
  ["quantile", (x) => ops.quantile(x, [0.2, 0.7], { axis: 1 }), [2, 5]],
  ["nanmedian", (x) => ops.nanmedian(x, { axis: 0 }), [4, 3]],
  ["nanvar", (x) => ops.nanvar(x, { axis: 1 }), [2, 5]],
  ["average", (x) => ops.average(x, { axis: 0, weights: [1, 2, 5] }), [3, 4]],
  ["diff", (x) => ops.diff(x, { n: 2 }), [3, 5]],
  ["trapezoid", (x) => ops.trapezoid(x, { x: [0, 1, 1.5, 4] }), [3, 4]],
  ["corrcoef", ops.corrcoef, [3, 5]],
  ["histogram's edges", (x) => ops.histogram(x, { bins: 3 })[1], [7]],
  ["einsum", (x) => ops.einsum("...ij,kj->k...i", x, matrix.reshape([3, 2])), [4, 2, 2]],
  ["einsum with a diagonal", (x) => ops.einsum("iij->j", x), [3, 3, 2]],
  ["kron", (x) => ops.kron(x, matrix), [2, 2]],
  ["cross", (x) => ops.cross(x, ops.transpose(other)), [4, 3]],
  ["correlate", (x) => ops.correlate(x, [0.5, -1, 2], { mode: "full" }), [5]],
  ["getItem", (x) => ops.getItem(x, ["...", { slice: [null, null, -2] }]), [3, 5]],
  ["getItem with a tensor", (x) => ops.getItem(x, [[2, 0, -1]]), [3, 5]],
  ["scatter", (x) => ops.scatter([[1], [0], [1]], x, [4]), [3]],
  [
    "scatterUpdate",
    (x) =>
      ops.scatterUpdate(
        other,
        [
          [1, 2],
          [0, 0],
        ],
        x,
      ),
    [2],
  ],
  [
    "scatterUpdate max",
    (x) => ops.scatterUpdate(x, [[1], [0], [1]], [0.3, -0.2, 0.1], { reduction: "max" }),
    [4],
  ],
  [
    "scatterUpdate mul",
    (x) => ops.scatterUpdate(x, [[1], [0], [1]], [0.3, -0.2, 2], { reduction: "mul" }),
    [4],
  ],
  ["segmentProd", (x) => ops.segmentProd(x, ids, { numSegments: 3 }), [4, 2]],
  ["segmentMax", (x) => ops.segmentMax(x, ids, { numSegments: 3 }), [4, 2]],
  ["cdist", (x) => ops.cdist(x, ops.transpose(other)), [2, 3]],
  ["rearrange", (x) => ops.rearrange(x, "(a b) c -> c (b a)", { a: 2 }), [4, 3]],
  ["extractSequences", (x) => ops.extractSequences(x, 3, 2), [7]],
  ["fft", (x) => ops.fft([x, ops.multiply(x, x)]), [6]],
  ["fft of a long row", (x) => ops.fft([x, ops.sin(x)]), [66]],
  ["irfft", (x) => ops.irfft([x, ops.sin(x)], { fftLength: 7 }), [5]],
  ["stft", (x) => ops.stft(x, 4, 2, 6), [12]],
  ["istft", (x) => ops.istft([x, ops.sin(x)], 4, 2, 6), [5, 4]],
  ["solve", (x) => ops.solve(spread(x), matrix), [3, 3]],
  ["solveTriangular", (x) => ops.solveTriangular(spread(x), matrix, { lower: true }), [3, 3]],
  ["inv", (x) => ops.inv(spread(x)), [3, 3]],
  ["det", ops.det, [4, 4]],
  ["slogdet", (x) => ops.slogdet(spread(x))[1], [3, 3]],
  ["luFactor", (x) => ops.luFactor(spread(x))[0], [3, 3]],
  ["cholesky", (x) => ops.cholesky(ops.add(ops.matmul(x, ops.transpose(x)), ops.eye(3))), [3, 3]],
  ["choleskyInverse", (x) => ops.choleskyInverse(spread(x)), [3, 3]],
  ["qr", (x) => ops.qr(x), [4, 3]],
  ["eigh", (x) => ops.square(ops.eigh(ops.add(x, ops.transpose(x)))[1]), [3, 3]],
  ["eigh's values", (x) => ops.eigh(ops.add(x, ops.transpose(x)))[0], [4, 4]],
  [
    "svd",
    (x) => {
      const [u, s, v] = ops.svd(x, { fullMatrices: false });
      return [ops.square(u), s, ops.square(v)];
    },
    [3, 2],
  ],
  ["svd of a wide matrix", (x) => ops.svd(x, { computeUv: false }), [2, 4]],
  ["pinv", (x) => ops.pinv(x), [4, 2]],
  ["lstsq", (x) => ops.lstsq(x, [1, -1, 2, 0.5]), [4, 2]],
  ["norm nuc", (x) => ops.norm(x, { ord: "nuc" }), [3, 2]],
  ["norm 3", (x) => ops.norm(x, { ord: 3, axis: 1 }), [3, 2]],
  [
    "layerNormalization",
    (x) => ops.layerNormalization(x, { gamma: [1, 2, 3, 4], axis: -1 }),
    [3, 4],
  ],
  ["rmsNormalization", (x) => ops.rmsNormalization(x), [3, 4]],
  [
    "batchNormalization",
    (x) => ops.batchNormalization(x, [0.1, 0.2], [1, 2], -1, { scale: [2, 3] }),
    [3, 2],
  ],
  ["normalize", (x) => ops.normalize(x, { order: 3 }), [3, 4]],
  [
    "dotProductAttention",
    (x) => ops.dotProductAttention(x, ops.sin(x), x, { isCausal: true }),
    [1, 3, 2, 2],
  ],
  ["sparsemax", (x) => ops.sparsemax(x), [2, 4]],
  ["depthToSpace", (x) => ops.depthToSpace(x, 2), [1, 2, 1, 8]],
  ["spaceToDepth", (x) => ops.spaceToDepth(x, 2), [1, 4, 2, 2]],
  ["fold", (x) => ops.fold(x, [4, 4], 2, { padding: 1, stride: 2 }), [1, 4, 9]],
  ["psnr", (x) => ops.psnr(x, other, 2), [3, 4]],
  ["ctcLoss", (x) => ops.ctcLoss([[1, 1, 2]], x, [3], [6]), [1, 7, 3]],
  [
    "image.resize bicubic",
    (x) => ops.image.resize(x, [3, 5], { interpolation: "bicubic", antialias: true }),
    [4, 3, 2],
  ],
  [
    "image.scaleAndTranslate's scale",
    (x) =>
      ops.image.scaleAndTranslate(other.reshape([3, 4]), [4, 4], x, [0.1, 0.2], [0, 1], "cubic"),
    [2],
    [0.8, 1.4],
  ],
  [
    "image.affineTransform",
    (x) =>
      ops.image.affineTransform(x, [0.9, 0.1, 0.3, -0.2, 1.1, 0.2, 0, 0], { fillMode: "reflect" }),
    [4, 5, 1],
  ],
  [
    "image.mapCoordinates",
    (x) => ops.image.mapCoordinates(other, x, 1, { fillMode: "nearest" }),
    [2, 5],
    [0.1, 1.9],
  ],
  [
    "image.perspectiveTransform",
    (x) =>
      ops.image.perspectiveTransform(
        x,
        [
          [0, 0],
          [4, 0],
          [0, 3],
          [4, 3],
        ],
        [
          [0.3, 0.2],
          [3.6, 0.3],
          [0.1, 2.8],
          [3.9, 2.7],
        ],
      ),
    [4, 5, 1],
  ],
  ["image.gaussianBlur", (x) => ops.image.gaussianBlur(x, { sigma: [1, 2] }), [4, 5, 2]],
  ["image.sobelEdges", (x) => ops.image.sobelEdges(x), [1, 4, 5, 2]],
  ["image.ssim", (x) => ops.image.ssim(x, ops.sin(x), { filterSize: 3 }), [5, 5, 1]],
  ["image.rgbToHsv", (x) => ops.image.rgbToHsv(x), [2, 2, 3], [0.1, 0.9]],
  ["image.hsvToRgb", (x) => ops.image.hsvToRgb(x), [2, 2, 3], [0.1, 0.9]],
  [
    "image.extractPatches",
    (x) => ops.image.extractPatches(x, [2, 3], { strides: 2, padding: "same" }),
    [5, 4, 2],
  ],
  [
    "customGradient",
    ops.customGradient((x: Operand) => [
      ops.square(x),
      (up: Operand) => ops.multiply(up, ops.multiply(x, 2)),
    ]),
    [3],
  ],
  ["vectorize", ops.vectorize((x: Operand) => ops.multiply(x, x)), [2, 3]],
];

/** Σ of the results, each element with a weight of its own. */
function weighted(result: Operand | readonly Operand[]): Operand {
  const parts = Array.isArray(result) ? (result as readonly Operand[]) : [result as Operand];
  return parts
    .map((part, n) => {
      const weights = new Tensor(drawNumbers("float64", part.size, [-1, 1], 9 + n), part.shape);
      return ops.sum(ops.multiply(part, weights));
    })
    .reduce((x, y) => ops.add(x, y));
}

test.each<Row>(rows)(
  "%s has the derivative that central differences show",
  (_, f, shape, domain = [-1.2, 1.2]) => {
    const data = drawNumbers("float64", sizeOf(shape), domain, 5);
    const g = (x: Operand): Operand => weighted(f(x));
    const found = grad(g)(new Tensor(data, shape));
    const step = 1e-5;
    data.forEach((x, i) => {
      const at = (moved: number): number => g(new Tensor(data.with(i, moved), shape)).item();
      const slope = (at(x + step) - at(x - step)) / (2 * step);
      expect(Math.abs(found.data[i]! - slope)).toBeLessThan(
        2e-6 * Math.max(1, Math.abs(slope)) + 1e-6,
      );
    });
  },
);
