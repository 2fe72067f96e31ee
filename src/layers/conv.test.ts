import { afterEach, describe, expect, test } from "vitest";
import {
  averagePooling2d,
  conv1d,
  conv2d,
  conv2dTranspose,
  cropping1d,
  cropping2d,
  depthwiseConv2d,
  globalMaxPooling2d,
  input,
  type Layer,
  maxPooling2d,
  separableConv2d,
  upSampling2d,
  zeroPadding2d,
} from "hornet/layers";
import { setImageDataFormat } from "../base/imageDataFormat.ts";
import type { Operand } from "../graph/value.ts";
import { transpose } from "../ops/transpose.ts";
import { tensor } from "../eager/tensor.ts";

const images = (shape: readonly number[]): Operand =>
  tensor(
    Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, (_, i) => Math.sin(i * 1.7)),
    { shape },
  );

describe("what cannot be is said, with the layer's name", () => {
  test.each<[string, () => unknown, RegExp]>([
    [
      "a window larger than the image",
      () => conv2d(4, 7, { name: "stem" })(input([5, 9, 1])),
      /^stem \(conv2d\) > conv: expected spatial extents of at least \[7, 7\], .* received \[5, 9\]\. Use padding: "same"/,
    ],
    [
      "a pool larger than the image",
      () => maxPooling2d(3, { name: "p" })(input([2, 9, 1])),
      /^p \(max_pooling2d\) > maxPool: .*\[3, 3\].*received \[2, 9\]/,
    ],
    [
      "strides and dilation",
      () => conv2d(4, 3, { strides: 2, dilationRate: 2 }),
      /strides of 1 or a dilationRate of 1, received strides \[2,2\] and dilationRate \[2,2\]/,
    ],
    [
      "groups that do not divide the filters",
      () => conv2d(4, 3, { groups: 3 }),
      /3 groups and 4 filters/,
    ],
    [
      "groups that do not divide the channels",
      () => conv2d(4, 3, { groups: 2 })(input([5, 5, 3])),
      /2 groups divide, received 3/,
    ],
    ["no filters", () => conv2d(0, 3), /filters to be a whole number of 1 or more, received 0/],
    ["a kernel of nothing", () => conv2d(1, [3, 0]), /kernelSize to be .* received \[3,0\]/],
    ["too many sizes", () => conv1d(1, [3, 3]), /kernelSize to be a whole number/],
    [
      "causal images",
      () => conv2d(1, 3, { padding: "causal" as "same" }),
      /padding to be "valid" or "same", received "causal"/,
    ],
    [
      "another rank",
      () => conv2d(1, 3)(input([28, 28])),
      /conv2d.*: expected an input of rank 4, received \[None, 28, 28\]/,
    ],
    [
      "output padding beyond the strides",
      () => conv2dTranspose(1, 3, { strides: 2, outputPadding: 2 }),
      /outputPadding below the strides \[2,2\], received \[2,2\]/,
    ],
    [
      "a data format that is none",
      () => maxPooling2d(2, { dataFormat: "NHWC" as "channels_last" }),
      /"channels_last" or "channels_first", received "NHWC"/,
    ],
    ["nothing left", () => cropping1d(2)(input([4, 1])), /larger than what is cut off/],
    [
      "negative margins",
      () =>
        zeroPadding2d([
          [1, -1],
          [0, 0],
        ]),
      /received \[\[1,-1\],\[0,0\]\]/,
    ],
    [
      "an unknown interpolation",
      () => upSampling2d(2, { interpolation: "bilinaer" as "bilinear" }),
      /bilinear/,
    ],
  ])("%s", (_, action, message) => {
    expect(action).toThrow(message);
  });
});

test("padding is read in any case of letters and saved in small ones", () => {
  const layer = conv2d(2, 3, { padding: "SAME" });
  expect(layer.getConfig()).toMatchObject({
    padding: "same",
    kernel_size: [3, 3],
    strides: [1, 1],
  });
  expect(averagePooling2d(2, { padding: "VALID" }).getConfig()).toMatchObject({
    padding: "valid",
    strides: [2, 2],
  });
});

const channelsFirst: [string, (dataFormat: "channels_first" | "channels_last") => Layer][] = [
  ["conv2d", (dataFormat) => conv2d(4, [3, 2], { dataFormat, padding: "same", groups: 2 })],
  ["conv2dTranspose", (dataFormat) => conv2dTranspose(3, 3, { dataFormat, strides: [2, 1] })],
  ["depthwiseConv2d", (dataFormat) => depthwiseConv2d(3, { dataFormat, depthMultiplier: 2 })],
  ["separableConv2d", (dataFormat) => separableConv2d(3, [2, 3], { dataFormat })],
  ["maxPooling2d", (dataFormat) => maxPooling2d([2, 3], { dataFormat, padding: "same" })],
  ["averagePooling2d", (dataFormat) => averagePooling2d([2, 3], { dataFormat, padding: "same" })],
  ["globalMaxPooling2d", (dataFormat) => globalMaxPooling2d({ dataFormat, keepdims: true })],
  ["upSampling2d", (dataFormat) => upSampling2d([2, 3], { dataFormat, interpolation: "bicubic" })],
  [
    "zeroPadding2d",
    (dataFormat) =>
      zeroPadding2d(
        [
          [1, 0],
          [2, 1],
        ],
        { dataFormat },
      ),
  ],
  [
    "cropping2d",
    (dataFormat) =>
      cropping2d(
        [
          [1, 0],
          [2, 1],
        ],
        { dataFormat },
      ),
  ],
];

test.each(channelsFirst)("%s: channels first is channels last, transposed", (_, make) => {
  const x = images([2, 5, 7, 4]);
  const [last, first] = [make("channels_last"), make("channels_first")];
  const expected = last(x);
  const turned = transpose(x, [0, 3, 1, 2]);
  first(turned);
  const rising = last.getWeights().map((weight, i) =>
    tensor(
      weight.data.map((__, j) => Math.cos(j + i)),
      { shape: weight.shape },
    ),
  );
  last.setWeights(rising);
  first.setWeights(rising);
  const [a, b] = [last(x), transpose(first(turned), [0, 2, 3, 1])];
  expect(b.shape).toEqual(expected.shape);
  a.data.forEach((value, i) => expect(b.data[i]).toBeCloseTo(value, 5));
});

describe("the default data format", () => {
  afterEach(() => setImageDataFormat("channels_last"));

  test("is the one that was set", () => {
    setImageDataFormat("channels_first");
    const layer = conv2d(4, 3);
    expect(layer(images([1, 2, 5, 6])).shape).toEqual([1, 4, 3, 4]);
    expect(layer.getConfig()).toMatchObject({ data_format: "channels_first" });
  });
});
