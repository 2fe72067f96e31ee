import { beforeEach, describe, expect, test } from "vitest";
import type { Layer } from "hornet/layers";
import { clearSession, sequential, setRandomSeed, tensor, type Tensor } from "hornet";
import * as layers from "hornet/layers";

const images = tensor(
  Float32Array.from({ length: 3 * 6 * 7 * 3 }, (_, i) => ((i * 37) % 101) / 101),
  { shape: [3, 6, 7, 3] },
);
const valueRange = [0, 1] as const;
const numbers = (x: { readonly data: ArrayLike<number> }): number[] => Array.from(x.data);

/** Every layer that draws, with options under which it changes these images. */
const random: readonly (readonly [string, (seed: number) => Layer])[] = [
  ["augMix", (seed) => layers.augMix({ seed, valueRange })],
  ["cutMix", (seed) => layers.cutMix({ seed })],
  ["mixUp", (seed) => layers.mixUp({ seed, alpha: 2 })],
  ["randAugment", (seed) => layers.randAugment({ seed, valueRange, numOps: 6 })],
  ["randomBrightness", (seed) => layers.randomBrightness(0.5, { seed, valueRange })],
  ["randomColorDegeneration", (seed) => layers.randomColorDegeneration(0.5, { seed, valueRange })],
  [
    "randomColorJitter",
    (seed) => layers.randomColorJitter({ seed, valueRange, brightnessFactor: 0.4, hueFactor: 0.2 }),
  ],
  ["randomContrast", (seed) => layers.randomContrast(0.5, { seed, valueRange })],
  ["randomCrop", (seed) => layers.randomCrop(2, 3, { seed })],
  ["randomElasticTransform", (seed) => layers.randomElasticTransform({ seed, valueRange })],
  ["randomErasing", (seed) => layers.randomErasing({ seed, valueRange, scale: 0.5 })],
  ["randomFlip", (seed) => layers.randomFlip({ seed })],
  [
    "randomGaussianBlur",
    (seed) => layers.randomGaussianBlur({ seed, valueRange, sigma: [0.3, 1] }),
  ],
  ["randomGrayscale", (seed) => layers.randomGrayscale({ seed })],
  ["randomHue", (seed) => layers.randomHue(0.4, { seed, valueRange })],
  ["randomInvert", (seed) => layers.randomInvert({ seed, valueRange, factor: 0.5 })],
  ["randomPerspective", (seed) => layers.randomPerspective({ seed, scale: 0.5 })],
  ["randomPosterization", (seed) => layers.randomPosterization([1, 8], { seed, valueRange })],
  ["randomRotation", (seed) => layers.randomRotation(0.3, { seed })],
  ["randomSaturation", (seed) => layers.randomSaturation([0, 0.9], { seed, valueRange })],
  ["randomSharpness", (seed) => layers.randomSharpness([0, 1], { seed, valueRange })],
  ["randomShear", (seed) => layers.randomShear({ seed, xFactor: 0.3, yFactor: 0.2 })],
  ["randomTranslation", (seed) => layers.randomTranslation(0.3, 0.3, { seed })],
  ["randomZoom", (seed) => layers.randomZoom(0.4, { seed })],
  ["solarization", (seed) => layers.solarization({ seed, valueRange, thresholdFactor: 1 })],
];

beforeEach(() => {
  clearSession();
  setRandomSeed(5);
});

describe.each(random)("%s", (_, make) => {
  test("draws anew at every call, the same for equal seeds, and not outside of training", () => {
    const [one, same, other] = [make(1), make(1), make(2)];
    const many = (layer: Layer): number[][] => [0, 1, 2].map(() => numbers(layer(images)));
    const [first, second, third] = [one, same, other].map(many);
    expect(first).toEqual(second);
    expect(first).not.toEqual(third);
    expect(new Set(first!.map(String)).size).toBeGreaterThan(1);
    expect(numbers(one(images, { training: false }))).toEqual(numbers(images));
    expect(first!.flat().every(Number.isFinite)).toBe(true);
  });

  test("one image is a batch of one", () => {
    const single = images.reshape([3, 6, 7, 3]).slice(0, 1).reshape([6, 7, 3]);
    const [one, same] = [make(3), make(3)];
    const batch = same(single.reshape([1, 6, 7, 3]));
    expect(numbers(one(single))).toEqual(numbers(batch));
    expect(one(single).rank).toBe(3);
  });
});

describe("in models", () => {
  const labels = tensor([[0], [1], [0]]);
  const build = (): ReturnType<typeof sequential> =>
    sequential([
      layers.input([6, 7, 3]),
      layers.randomFlip(),
      layers.randomRotation(0.1),
      layers.randomContrast(0.2, { valueRange }),
      layers.flatten(),
      layers.dense(1),
    ]);

  test("training is random but repeats with the session's seed; prediction is not", async () => {
    const run = async (): Promise<number[]> => {
      clearSession();
      setRandomSeed(11);
      const model = build();
      model.compile({ loss: "mse", optimizer: "sgd" });
      const { history } = await model.fit(images, labels, { epochs: 3, verbose: 0 });
      const predicted = await model.predict(images, { verbose: 0 });
      expect(numbers(await model.predict(images, { verbose: 0 }))).toEqual(numbers(predicted));
      return [...history["loss"]!, ...numbers(predicted)];
    };
    expect(await run()).toEqual(await run());
  });

  test("a random crop has the shape of training", async () => {
    const model = sequential([
      layers.input([6, 7, 3]),
      layers.randomCrop(4, 5),
      layers.flatten(),
      layers.dense(1),
    ]);
    expect(model.layers[0]!.output.shape).toEqual([null, 4, 5, 3]);
    const piped = layers.pipeline([layers.randomFlip(), layers.randomCrop(4, 5)]);
    expect(piped(layers.input([6, 7, 3])).shape).toEqual([null, 4, 5, 3]);
    model.compile({ loss: "mse", optimizer: "sgd" });
    const { history } = await model.fit(images, labels, { verbose: 0 });
    expect(history["loss"]).toHaveLength(1);
  });

  test("a pipeline tells its layers whether it trains", () => {
    const invert = (): Layer => layers.randomInvert({ factor: [1, 1], valueRange });
    const twice = layers.pipeline([invert(), layers.rescaling(2)]);
    expect(twice(tensor([[[[0.25]]]])).array()).toEqual([[[[1.5]]]]);
    expect(twice(tensor([[[[0.25]]]]), { training: false }).array()).toEqual([[[[0.5]]]]);
  });
});

describe("records", () => {
  const labels = tensor([
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ]);

  test("labels are mixed as the images are", () => {
    const { images: mixed, labels: soft } = layers.mixUp({ seed: 4, alpha: 1 })({ images, labels });
    expect(mixed.shape).toEqual([3, 6, 7, 3]);
    for (let row = 0; row < 3; row++) {
      const share = numbers(soft!).slice(3 * row, 3 * row + 3);
      const size = 6 * 7 * 3;
      const expected = Array.from({ length: size }, (_, i) =>
        share.reduce((sum, own, k) => sum + own * images.data[k * size + i]!, 0),
      );
      expect(share.reduce((sum, own) => sum + own, 0)).toBeCloseTo(1, 5);
      const found = numbers(mixed).slice(row * size, (row + 1) * size);
      found.forEach((x, i) => expect(x).toBeCloseTo(expected[i]!, 5));
    }
  });

  test("shares of labels are the shares of pixels that are cut out", () => {
    const plain = tensor(
      Float32Array.from({ length: 3 * 400 }, (_, i) => Math.floor(i / 400)),
      { shape: [3, 20, 20, 1] },
    );
    const { images: mixed, labels: soft } = layers.cutMix({ seed: 2 })({ images: plain, labels });
    for (let row = 0; row < 3; row++) {
      const pixels = numbers(mixed).slice(400 * row, 400 * row + 400);
      const own = pixels.filter((x) => x === row).length / 400;
      const share = numbers(soft!)[4 * row]!;
      // The box has fractional edges.
      expect(Math.abs(own - share)).toBeLessThan(0.11);
    }
  });

  test("masks move with the images, pixel by pixel", () => {
    const segmentationMasks = tensor(
      Float32Array.from({ length: 3 * 42 }, (_, i) => i % 3),
      { shape: [3, 6, 7, 1] },
    );
    const found = layers.randomTranslation([0.5, 0.5], 0, { fillMode: "constant" })({
      images,
      segmentationMasks,
    });
    const masks = found.segmentationMasks!;
    expect(numbers(masks).slice(0, 21)).toEqual(Array.from({ length: 21 }, () => 0));
    expect(numbers(masks).slice(21, 42)).toEqual(numbers(segmentationMasks).slice(0, 21));
    expect(found.labels).toBeUndefined();
  });

  test("boxes are cut or filled to one number", () => {
    const boxes = tensor([
      [
        [1, 2, 3, 4],
        [5, 6, 7, 8],
      ],
    ]);
    const own = tensor([[7, 9]]);
    const fit = (count: number): { boxes: Tensor; labels: Tensor } =>
      layers.maxNumBoundingBoxes(count)({ images, boundingBoxes: { boxes, labels: own } })
        .boundingBoxes as { boxes: Tensor; labels: Tensor };
    expect(fit(1).boxes.array()).toEqual([[[1, 2, 3, 4]]]);
    expect(fit(3).labels.array()).toEqual([[7, 9, -1]]);
    expect(fit(3).boxes.array()).toEqual([
      [
        [1, 2, 3, 4],
        [5, 6, 7, 8],
        [-1, -1, -1, -1],
      ],
    ]);
  });

  test("what is not built is refused", () => {
    expect(() => layers.randomFlip()({ images, boundingBoxes: 1 } as never)).toThrow(
      /expected images, labels and segmentationMasks, received boundingBoxes/u,
    );
  });
});

describe("options that are wrong", () => {
  test.each<[string, () => unknown, RegExp]>([
    [
      "a factor out of range",
      () => layers.randomContrast(1.5),
      /factor: expected a number or two, between 0 and 1, received 1.5/u,
    ],
    [
      "a factor that is missing",
      () => layers.randomRotation(undefined as never),
      /factor: expected a number or two/u,
    ],
    [
      "a mode",
      () => layers.randomFlip({ mode: "diagonal" as never }),
      /expected one of horizontal/u,
    ],
    [
      "a fill mode",
      () => layers.randomZoom(0.1, { fillMode: "mirror" as never }),
      /fillMode.*expected one of/u,
    ],
    [
      "an even kernel",
      () => layers.randomGaussianBlur({ kernelSize: 4 }),
      /expected an odd number or two, received 4/u,
    ],
    [
      "a value range",
      () => layers.randomBrightness(0.1, { valueRange: [0] as never }),
      /valueRange: expected a list of two numbers/u,
    ],
    [
      "a rank",
      () => layers.randomFlip()(tensor([[1, 2]])),
      /expected an image of rank 3 or a batch of rank 4/u,
    ],
    [
      "an extent",
      () => layers.randomCrop(0, 3),
      /height: expected a whole number of 1 or more, received 0/u,
    ],
    [
      "a window",
      () => layers.stftSpectrogram({ window: "round" }),
      /expected a window of boxcar, hann/u,
    ],
    [
      "a frame step",
      () => layers.stftSpectrogram({ frameLength: 8, frameStep: 9 }),
      /between 1 and 8/u,
    ],
  ])("%s", (_, make, message) => expect(make).toThrow(message));
});
