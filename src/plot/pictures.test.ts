import { inflateSync } from "node:zlib";
import { expect, test } from "vitest";
import { fashionMnist } from "../data/fashionMnist.ts";
import { Tensor } from "../tensor/tensor.ts";
import { barChart } from "./barChart.ts";
import type { Figure } from "./figure.ts";
import { imageGrid } from "./imageGrid.ts";

/** The pixels and the place of every picture of a figure, as zlib unpacks them. */
function picturesOf({ svg }: Figure): { x: number; y: number; rows: number[][] }[] {
  return [...svg.matchAll(/<image x="([\d.]+)" y="([\d.]+)"[^>]*base64,([^"]*)"/g)].map(
    ([, x, y, base64]) => {
      const png = Buffer.from(base64!, "base64");
      const size = png.readUInt32BE(33);
      const lines = inflateSync(png.subarray(41, 41 + size));
      const stride = lines.length / png.readUInt32BE(20);
      const rows = Array.from({ length: png.readUInt32BE(20) }, (_, i) => [
        ...lines.subarray(i * stride + 1, (i + 1) * stride),
      ]);
      return { x: Number(x), y: Number(y), rows };
    },
  );
}

test("S4.3 ten samples per class: rows of grey images without axes", async () => {
  const { train } = await fashionMnist();
  const chosen = Array.from({ length: 10 }, (_, label) =>
    [...train.labels.data.subarray(0, 1000)]
      .flatMap((other, i) => (other === label ? [i] : []))
      .slice(0, 10),
  ).flat();
  const pixels = new Uint8Array(100 * 784);
  for (const [place, i] of chosen.entries())
    pixels.set(train.images.slice(i, i + 1).data, place * 784);
  const figure = imageGrid(new Tensor(pixels, [100, 28, 28]), { columns: 10 });
  const pictures = picturesOf(figure);
  expect(pictures.length).toBe(100);
  expect(pictures.map(({ rows }) => rows.flat()).flat()).toEqual([...pixels]);
  expect(new Set(pictures.map(({ y }) => y)).size).toBe(10);
  expect(new Set(pictures.slice(0, 10).map(({ y }) => y)).size).toBe(1);
  expect(new Set(pictures.map(({ x }) => x)).size).toBe(10);
  expect(figure.svg).not.toMatch(/<text|<path/);
  expect(figure.svg.length).toBeLessThan(150_000);
});

test("floats run from the least to the largest, inverted or not; RGB keeps its channels", () => {
  const image = new Tensor(Float32Array.of(-1, 0, 1, NaN), [1, 2, 2]);
  expect(picturesOf(imageGrid(image))[0]!.rows).toEqual([
    [0, 128],
    [255, 0],
  ]);
  expect(picturesOf(imageGrid(image, { invert: true }))[0]!.rows).toEqual([
    [255, 127],
    [0, 255],
  ]);
  const rgb = new Tensor(Uint8Array.of(1, 2, 3, 4, 5, 6), [1, 1, 2, 3]);
  expect(picturesOf(imageGrid(rgb, { labels: ["<"], title: "t" }))[0]!.rows).toEqual([
    [1, 2, 3, 4, 5, 6],
  ]);
  expect(imageGrid(rgb, { labels: ["<"] }).svg).toContain(">&lt;</text>");
});

test("pictures of another rank, no pictures, no columns are errors", () => {
  expect(() => imageGrid(new Tensor(new Uint8Array(4), [2, 2]))).toThrow(
    "imageGrid: expected images [n, h, w], [n, h, w, 1] or [n, h, w, 3], received [2, 2].",
  );
  expect(() => imageGrid(new Tensor(new Uint8Array(8), [1, 2, 2, 2]))).toThrow(
    /received \[1, 2, 2, 2\]/,
  );
  expect(() => imageGrid(new Tensor(new Uint8Array(0), [0, 2, 2]))).toThrow(
    /one picture and one column or more, received 0 and 10/,
  );
  expect(() => imageGrid(new Tensor(new Uint8Array(4), [1, 2, 2]), { columns: 0 })).toThrow(
    /received 1 and 0/,
  );
});

test("S3.25 bars of 10 class probabilities beside the image, with a title", () => {
  const probabilities = [0.01, 0.02, 0.03, 0.04, 0.05, 0.1, 0, 0.05, 0.1, 0.6];
  const labels = probabilities.map((_, i) => `class ${i}`);
  const image = new Tensor(Uint8Array.of(0, 50, 100, 255), [2, 2]);
  const figure = barChart(probabilities, { labels, image, title: "class 9" });
  const bars = [...figure.svg.matchAll(/<rect x="([\d.]+)" y="[\d.]+" width="([\d.]+)"/g)].map(
    ([, , width]) => Number(width),
  );
  expect(bars.length).toBe(10);
  for (const [i, width] of bars.entries())
    expect(width).toBeCloseTo(Math.max(1, (probabilities[i]! / 0.6) * bars[9]!), 1);
  const texts = [...figure.svg.matchAll(/<text[^>]*>([^<]*)</g)].map(([, text]) => text);
  expect(texts).toEqual([
    "class 9",
    ...probabilities.flatMap((p, i) => [`class ${i}`, p.toFixed(3)]),
  ]);
  expect(picturesOf(figure)[0]!.rows).toEqual([
    [0, 50],
    [100, 255],
  ]);
});

test("bars refuse what is not a list of finite values", () => {
  expect(() => barChart([[1, 2]])).toThrow("barChart: expected values [n], received [1, 2].");
  expect(() => barChart([1, NaN])).toThrow(/received NaN or infinity/);
  expect(() => barChart([])).toThrow(/received none/);
  expect(barChart([-1, 2]).svg).not.toContain("NaN");
});
