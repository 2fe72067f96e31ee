import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { iris } from "./iris.ts";
import { toCategorical } from "./toCategorical.ts";

test("S0.16 toCategorical(iris.labels) is one-hot [150, 3], the class count inferred", async () => {
  const { labels } = await iris();
  const oneHot = toCategorical(labels);
  expect(oneHot.shape).toEqual([150, 3]);
  expect(oneHot.dtype).toBe("float32");
  for (const [row, label] of [...labels.data].entries()) {
    expect([...oneHot.data.subarray(3 * row, 3 * row + 3)]).toEqual(
      [0, 1, 2].map((i) => Number(i === label)),
    );
  }
});

test("the numbers of keras.utils.to_categorical", () => {
  const url = new URL("../../test/goldens/utils.json", import.meta.url);
  const { cases } = JSON.parse(readFileSync(url, "utf8"));
  const mine = cases.filter(({ fn }: { fn: string }) => fn === "to_categorical");
  expect(mine.length).toBe(2);
  for (const { args, kwargs, expected } of mine) {
    const { shape, dtype, data } = toCategorical(args[0].data, kwargs.num_classes);
    expect({ shape, dtype, data: [...data] }).toEqual(expected.result);
  }
});

test("outer axes stay, a last axis of one goes", () => {
  expect(
    toCategorical(
      [
        [0, 1],
        [2, 0],
        [1, 1],
      ],
      4,
    ).shape,
  ).toEqual([3, 2, 4]);
  const column = toCategorical([[2], [0]]);
  expect(column.shape).toEqual([2, 3]);
  expect([...column.data]).toEqual([0, 0, 1, 1, 0, 0]);
  expect(toCategorical([1]).shape).toEqual([1, 2]);
});

test.each([
  [[0, -1], undefined, "toCategorical: expected whole labels from 0 on, received -1."],
  [[0, 1.5], 3, "toCategorical: expected whole labels from 0 to 2, received 1.5."],
  [[0, 3], 3, "toCategorical: expected whole labels from 0 to 2, received 3."],
  [[0, NaN], undefined, /received NaN/],
  [[0, Infinity], undefined, /received Infinity/],
  [[0, 1], 2.5, /expected numClasses to be a whole number from 1 on, received 2.5/],
  [[], undefined, /expected numClasses, as there are no labels/],
])("%j with %s classes is refused", (labels, numClasses, message) => {
  expect(() => toCategorical(labels, numClasses)).toThrow(message);
});
