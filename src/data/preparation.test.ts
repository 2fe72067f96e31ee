import { expect, test } from "vitest";
import { normalize } from "./normalize.ts";
import { padSequences } from "./padSequences.ts";

test("sequences get one length", () => {
  const sequences = [[1], [], [2, 3, 4]];
  expect(padSequences(sequences).array()).toEqual([
    [0, 0, 1],
    [0, 0, 0],
    [2, 3, 4],
  ]);
  const options = { maxlen: 2, padding: "post", truncating: "post", value: -1 } as const;
  expect(padSequences(sequences, options).array()).toEqual([
    [1, -1],
    [-1, -1],
    [2, 3],
  ]);
  expect(padSequences([[[1, 2]], [[3, 4], [5, 6]]], { dtype: "float32" }).array()).toEqual([
    [
      [0, 0],
      [1, 2],
    ],
    [
      [3, 4],
      [5, 6],
    ],
  ]);
  expect(() => padSequences([[1], 2])).toThrow("received a number at position 1");
  expect(() => padSequences([[1], [[2]]])).toThrow("expected steps of shape []");
  expect(() => padSequences([[1]], { padding: "left" as "pre" })).toThrow('padding "pre" or "post"');
});

test("vectors get a norm of 1", () => {
  expect(normalize([[3, -4], [0, 0]]).array()).toEqual([
    [expect.closeTo(0.6, 6), expect.closeTo(-0.8, 6)],
    [0, 0],
  ]);
  expect(normalize([[3, -4], [1, 4]], { axis: 0, order: 1 }).array()).toEqual([
    [0.75, -0.5],
    [0.25, 0.5],
  ]);
});
