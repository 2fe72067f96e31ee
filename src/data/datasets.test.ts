import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { toTensor } from "../tensor/tensor.ts";
import { digits } from "./digits.ts";
import { fashionMnist, type FashionMnist } from "./fashionMnist.ts";
import { iris } from "./iris.ts";

let fashion: FashionMnist;
beforeEach(() => void vi.stubEnv("HORNET_DATA", ""));
beforeAll(async () => {
  vi.stubEnv("HORNET_DATA", "");
  fashion = await fashionMnist();
});
afterAll(() => void vi.unstubAllEnvs());

test("S4.1 the shapes of Fashion-MNIST, labels uint8", () => {
  const { train, test: held } = fashion;
  const shapes = [train.images, train.labels, held.images, held.labels].map(({ shape }) => shape);
  expect(shapes).toEqual([[60000, 28, 28], [60000], [10000, 28, 28], [10000]]);
  expect([train.labels.dtype, held.labels.dtype, train.images.dtype]).toEqual([
    "uint8",
    "uint8",
    "uint8",
  ]);
});

test("S3.17 the loader reads train and test arrays from IDX files", () => {
  const { train, test: held } = fashion;
  expect([...train.labels.data.subarray(0, 10)]).toEqual([9, 0, 0, 3, 0, 2, 7, 2, 5, 5]);
  expect([...held.labels.data.subarray(0, 5)]).toEqual([9, 2, 1, 1, 6]);
  for (const [{ data }, each] of [
    [train.labels, 6000],
    [held.labels, 1000],
  ] as const) {
    const counts = Array.from({ length: 10 }, () => 0);
    for (const label of data) counts[label]! += 1;
    expect(counts).toEqual(Array.from({ length: 10 }, () => each));
  }
  let sum = 0;
  for (const pixel of train.images.data) sum += pixel;
  expect(sum / train.images.data.length / 255).toBeCloseTo(0.2860405969887955, 12);
});

test("S4.2 class names, indexable by an array of predictions", () => {
  const { classNames, test: held } = fashion;
  expect([...classNames]).toEqual([
    "T-shirt/top",
    "Trouser",
    "Pullover",
    "Dress",
    "Coat",
    "Sandal",
    "Shirt",
    "Sneaker",
    "Bag",
    "Ankle boot",
  ]);
  expect(classNames[9]).toBe("Ankle boot");
  expect(classNames.length).toBe(10);
  expect(classNames.take(held.labels.slice(0, 3))).toEqual(["Ankle boot", "Pullover", "Trouser"]);
  expect(classNames.take([9, 2])).toEqual(["Ankle boot", "Pullover"]);
  expect(classNames.take(toTensor(Int32Array.of(8)))).toEqual(["Bag"]);
  const upper = classNames.map((name) => name.toUpperCase());
  expect([upper.length, upper[8], Object.getPrototypeOf(upper)]).toEqual([
    10,
    "BAG",
    Array.prototype,
  ]);
  expect(() => classNames.take([10])).toThrow(
    "classNames.take: expected class numbers from 0 to 9, received 10.",
  );
  expect(() => classNames.take([0.5])).toThrow(/received 0.5/);
  expect(() => classNames.take([[0.1, 0.9]])).toThrow(
    /expected class numbers \[n\], received \[1, 2\]. .*argmax/,
  );
});

test("iris has 50 flowers of each class and Fisher's means", async () => {
  const { features, labels, featureNames, classNames } = await iris();
  expect([features.shape, features.dtype, labels.shape, labels.dtype]).toEqual([
    [150, 4],
    "float32",
    [150],
    "int32",
  ]);
  expect([...features.data.subarray(0, 4)]).toEqual([5.1, 3.5, 1.4, 0.2].map(Math.fround));
  expect([...classNames]).toEqual(["setosa", "versicolor", "virginica"]);
  expect(featureNames.length).toBe(4);
  const means = [0, 1, 2, 3].map((column) => {
    let sum = 0;
    for (let row = 0; row < 150; row++) sum += features.data[4 * row + column]!;
    return sum / 150;
  });
  for (const [i, mean] of [5.843333, 3.057333, 3.758, 1.199333].entries())
    expect(means[i]).toBeCloseTo(mean, 5);
  expect(
    [0, 1, 2].map((name) => [...labels.data].filter((label) => label === name).length),
  ).toEqual([50, 50, 50]);
});

test("digits has 1,797 pictures of 8 by 8 from 0 to 16", async () => {
  const { images, labels, classNames } = await digits();
  expect([images.shape, images.dtype, labels.shape, labels.dtype]).toEqual([
    [1797, 8, 8],
    "float32",
    [1797],
    "int32",
  ]);
  expect([...images.data.subarray(0, 8)]).toEqual([0, 0, 5, 13, 9, 1, 0, 0]);
  expect([...labels.data.subarray(0, 12)]).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 1]);
  expect([Math.min(...images.data), Math.max(...images.data)]).toEqual([0, 16]);
  expect(classNames.take([4])).toEqual(["4"]);
});

test("a damaged file is named, and so is a folder without it", async () => {
  const folder = await mkdtemp(join(tmpdir(), "hornet-data-"));
  await expect(iris({ path: folder })).rejects.toThrow(
    `iris: expected iris.csv.gz or iris.csv in ${folder}, received neither.`,
  );
  await writeFile(join(folder, "iris.csv"), "150,4,a\n1,2\n");
  await expect(iris({ path: folder })).rejects.toMatchObject({
    code: "checksum",
    message: expect.stringContaining(join(folder, "iris.csv")),
  });
  await expect(iris({ path: join(folder, "iris.csv") })).rejects.toMatchObject({
    code: "checksum",
  });
  vi.stubEnv("HORNET_DATA", folder);
  await expect(iris()).rejects.toMatchObject({ code: "checksum" });
  await writeFile(join(folder, "train-images-idx3-ubyte.gz"), Uint8Array.of(0x1f, 0x8b, 8, 0));
  await expect(fashionMnist({ path: folder })).rejects.toMatchObject({
    code: "file",
    message: expect.stringContaining("truncated or corrupt"),
  });
  await rm(folder, { recursive: true });
});

test("an abort before the start stops everything", async () => {
  await expect(fashionMnist({ signal: AbortSignal.abort(new Error("enough")) })).rejects.toThrow(
    "enough",
  );
});
