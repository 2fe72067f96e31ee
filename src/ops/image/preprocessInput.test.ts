import { expect, test } from "vitest";
import { tensor } from "hornet";
import { preprocessInput } from "hornet/applications";

const pixel = [255, 0, 51];

test("each network has its own way", () => {
  const images = tensor([[pixel]]);
  const found = (name: Parameters<typeof preprocessInput>[0]): number[] =>
    Array.from(preprocessInput(name, images).data, (x) => Number(x.toFixed(3)));
  expect(found("xception")).toEqual([1, -1, -0.6]);
  expect(found("vgg16")).toEqual(
    [51 - 103.939, -116.779, 255 - 123.68].map((x) => Number(x.toFixed(3))),
  );
  expect(found("densenet")).toEqual([2.249, -2.036, -0.916]);
  expect(found("efficientnet")).toEqual(pixel);
});

test("channels may come first", () => {
  const last = preprocessInput("vgg16", tensor([[[pixel]]]));
  const first = preprocessInput("vgg16", tensor([pixel.map((x) => [[x]])]), {
    dataFormat: "channels_first",
  });
  expect(Array.from(first.data)).toEqual(Array.from(last.data));
  expect(() => preprocessInput("lenet" as never, [1])).toThrow(/expected a known application/u);
});
