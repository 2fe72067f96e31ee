import { test } from "vitest";
import { jit, setEngine, tensor } from "hornet";
import { input } from "hornet/layers";
import * as ops from "hornet/ops";
import * as random from "hornet/random";
import { expectError, wrong, type Row } from "./support.ts";

const square = tensor([1, 2, 3, 4], { shape: [2, 2] });
const image = tensor(new Float32Array(24), { shape: [4, 6, 1] });

const rows: readonly Row[] = [
  {
    title: "a singular matrix",
    code: "value",
    message: /^inv: expected a matrix that has an inverse, received a singular one\.$/u,
    act: () =>
      ops.inv([
        [1, 2],
        [2, 4],
      ]),
  },
  {
    title: "a matrix that is not square",
    code: "shape",
    message: /^det: expected a square matrix \[\.\., n, n\], received \[2, 3\]\.$/u,
    act: () =>
      ops.det([
        [1, 2, 3],
        [4, 5, 6],
      ]),
  },
  {
    title: "a vector where a matrix belongs",
    code: "shape",
    message: /^qr: expected a matrix \[\.\., m, n\], received \[3\]\.$/u,
    act: () => ops.qr([1, 2, 3]),
  },
  {
    title: "a right side of another length",
    code: "shape",
    message: /^solve: expected a \[\.\., n, n\] and b .*received \[2, 2\] and \[3\]/u,
    act: () => ops.solve(square, [1, 2, 3]),
  },
  {
    title: "a norm that is none",
    code: "value",
    message: /^norm: expected ord "fro", "nuc".* received "l2" over 2 axes\.$/u,
    act: () => ops.norm(square, { ord: "l2" as never }),
  },
  {
    title: "an unknown mode of qr",
    code: "name",
    message: /^qr: expected a known mode, received "full"/u,
    act: () => ops.qr(square, { mode: "full" as never }),
  },
  {
    title: "einsum's letters with two extents",
    code: "value",
    message: /^einsum "ij,jk->ik": expected one extent for "j", received 2 and 3\.$/u,
    act: () => ops.einsum("ij,jk->ik", square, [[1], [2], [3]]),
  },
  {
    title: "einsum with too few operands",
    code: "value",
    message: /^einsum "ij,jk->ik": expected 2 operands, received 1\.$/u,
    act: () => ops.einsum("ij,jk->ik", square),
  },
  {
    title: "einsum's result with a letter of its own",
    code: "value",
    message: /^einsum "ij->k": .* received "k"\.$/u,
    act: () => ops.einsum("ij->k", square),
  },
  {
    title: "rearrange with a name that is lost",
    code: "value",
    message: /^rearrange "a b -> a": expected each name once on both sides, received "b"\.$/u,
    act: () => ops.rearrange(square, "a b -> a"),
  },
  {
    title: "rearrange without a length",
    code: "value",
    message: /^rearrange "\(a c\) b -> a c b": expected a length for a or c, received none\.$/u,
    act: () => ops.rearrange(square, "(a c) b -> a c b"),
  },
  {
    title: "a step of 0",
    code: "value",
    message: /^getItem: expected a whole step other than 0, received 0\.$/u,
    act: () => ops.getItem([1, 2, 3], { slice: [null, null, 0] }),
  },
  {
    title: "an index beyond the end",
    code: "shape",
    message: /^getItem on axis 0: expected an axis between -2 and 1, received 2\.$/u,
    act: () => ops.getItem(square, 2),
  },
  {
    title: "too many indices",
    code: "shape",
    message: /^getItem: expected at most 2 entries/u,
    act: () => ops.getItem(square, [0, 1, 0]),
  },
  {
    title: "an unknown method of quantile",
    code: "name",
    message: /^quantile: expected a known method, received "cubic"/u,
    act: () => ops.quantile([1, 2], 0.5, { method: "cubic" as never }),
  },
  {
    title: "no bins",
    code: "value",
    message: /^histogram: expected 1 bin or more, received 0\.$/u,
    act: () => ops.histogram([1, 2], { bins: 0 }),
  },
  {
    title: "numbers below 0 to count",
    code: "value",
    message: /^bincount: expected numbers from 0, received -1\.$/u,
    act: () => ops.bincount([1, -1]),
  },
  {
    title: "bits of fractions",
    code: "dtype",
    message: /^bitwiseAnd: expected integers or booleans, received float32\.$/u,
    act: () => ops.bitwiseAnd([1.5], [2]),
  },
  {
    title: "vectors of 4 coordinates",
    code: "shape",
    message: /^cross: expected vectors of 2 or 3 coordinates, received \[4\] and \[4\]\.$/u,
    act: () => ops.cross([1, 2, 3, 4], [1, 2, 3, 4]),
  },
  {
    title: "updates that do not fit their indices",
    code: "shape",
    message: /^scatterUpdate: expected indices .* received \[1, 1\] and \[2\]\.$/u,
    act: () => ops.scatterUpdate([1, 2, 3], tensor(Int32Array.of(0), { shape: [1, 1] }), [1, 2]),
  },
  {
    title: "segments for another number of entries",
    code: "shape",
    message: /^segmentSum: expected one segment per entry of \[3\], received \[2\]\.$/u,
    act: () => ops.segmentSum([1, 2, 3], [0, 1], { numSegments: 2 }),
  },
  {
    title: "an FFT that is shorter than its pieces",
    code: "value",
    message: /^stft: expected a sequence length .* received 8 and 4\.$/u,
    act: () => ops.stft(tensor(new Float32Array(32)), 8, 2, 4),
  },
  {
    title: "a pair of two shapes",
    code: "shape",
    message: /^fft: expected real and imaginary parts of one shape/u,
    act: () =>
      ops.fft([
        [1, 2, 3],
        [1, 2],
      ]),
  },
  {
    title: "an image of rank 2",
    code: "shape",
    message:
      /^image\.resize: expected an image of rank 3 or a batch of rank 4, received \[2, 2\]\.$/u,
    act: () => ops.image.resize(square, [3, 3]),
  },
  {
    title: "a size of 0",
    code: "shape",
    message: /^image\.resize: expected a size \[height, width\], received \[0, 3\]\.$/u,
    act: () => ops.image.resize(image, [0, 3]),
  },
  {
    title: "both ways to keep proportions",
    code: "option",
    message:
      /^image\.resize: expected one of cropToAspectRatio and padToAspectRatio, received both\.$/u,
    act: () => ops.image.resize(image, [3, 3], { cropToAspectRatio: true, padToAspectRatio: true }),
  },
  {
    title: "an image option in Keras's spelling",
    code: "option",
    message: /^image\.resize: .* received "data_format"\. Write "dataFormat"\.$/u,
    act: () => ops.image.resize(image, [3, 3], wrong({ data_format: "channels_last" })),
  },
  {
    title: "colours of integers",
    code: "dtype",
    message:
      /^image\.rgbToHsv: expected images of a float dtype, received uint8\. Divide by 255 first\.$/u,
    act: () => ops.image.rgbToHsv(tensor(new Uint8Array(12), { shape: [2, 2, 3] })),
  },
  {
    title: "one of the three croppings",
    code: "option",
    message:
      /^image\.cropImages: expected two of topCropping, bottomCropping and targetHeight, .* received 1 of them\.$/u,
    act: () => ops.image.cropImages(image, { topCropping: 1 }),
  },
  {
    title: "heads that do not divide",
    code: "shape",
    message: /^dotProductAttention: expected query/u,
    act: () => {
      const [q, k] = [3, 2].map((heads) =>
        tensor(new Float32Array(heads * 4), { shape: [1, 2, heads, 2] }),
      );
      return ops.dotProductAttention(q!, k!, k!);
    },
  },
  {
    title: "an op that must know the numbers, while tracing",
    code: "state",
    message: /expected a computed tensor, received a symbolic parameter/u,
    act: () =>
      jit((x: ReturnType<typeof tensor>) => ops.unique(x) as ReturnType<typeof tensor>)([1, 2]),
  },
  {
    title: "an op that must know the numbers, on what input() gives",
    code: "state",
    message: /^unique.*expected a computed tensor, received a symbolic parameter/u,
    act: () => ops.unique(input([3])),
  },
  {
    title: "a seed that is no whole number",
    code: "value",
    message: /^random\.normal: expected a whole number from 0 as seed, received 1\.5\.$/u,
    act: () => random.normal([2], { seed: 1.5 }),
  },
  {
    title: "a random option that is misspelt",
    code: "option",
    message: /^random\.normal: expected a known option, received "std"/u,
    act: () => random.normal([2], wrong({ std: 2 })),
  },
  {
    title: "logits of rank 1",
    code: "shape",
    message: /^random\.categorical: expected logits \[batch, classes\]/u,
    act: () => random.categorical([1, 2], 3),
  },
];

test.each(rows)("refuses $title", async (row) => {
  setEngine("reference");
  await expectError(row, row.act);
});
