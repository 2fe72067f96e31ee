import { expect, test } from "vitest";
import { newGraph } from "../ops/primitives/cards.ts";
import { emit } from "./primitives.ts";
import { printGraph, printValue } from "./print.ts";
import type { Value } from "./value.ts";

test("a graph reads line by line", () => {
  const graph = newGraph();
  const x = graph.parameter("x", [32, 784], "float32");
  const kernel = graph.parameter('dense "1"/kernel', [784, 3], "float32");
  const product = emit("dot", [x, kernel], { contract: [[1], [0]], batch: [[], []] });
  const bias = emit(
    "broadcast",
    [
      emit("reshape", [graph.constant(Float32Array.of(0.1, -0, 1 / 3), [3], "float32")], {
        shape: [1, 3],
      }),
    ],
    {
      shape: [32, 3],
    },
  );
  const sum = emit("add", [product, bias]);
  const indices = graph.emit("iota", [], { shape: [2, 5], dtype: "int32", axis: 1 });
  const rows = emit("gather", [sum, indices], { axis: 0 });
  const shift = graph.constant(Float32Array.of(Infinity), [], "float32");
  const padded = emit("pad", [rows, shift], {
    low: [0, -1, 0],
    high: [0, 0, 2],
    interior: [1, 0, 0],
  });
  const mask = graph.constant(new Uint8Array(300).fill(1), [300], "bool");
  const outputs = [emit("cast", [padded], { dtype: "int32" }), mask] as Value[];
  expect(`\n${printGraph(graph.values, outputs)}\n`).toBe(`
%0 = parameter float32[32, 784] "x"
%1 = parameter float32[784, 3] "dense \\"1\\"/kernel"
%2 = dot float32[32, 3] %0 %1 { contract: [[1], [0]], batch: [[], []] }
%3 = constant float32[3] [0.1, -0, 0.3333333]
%4 = reshape float32[1, 3] %3
%5 = broadcast float32[32, 3] %4
%6 = add float32[32, 3] %2 %5
%7 = iota int32[2, 5] { axis: 1 }
%8 = gather float32[2, 5, 3] %6 %7 { axis: 0 }
%9 = constant float32[] Infinity
%10 = pad float32[3, 4, 5] %8 %9 { low: [0, -1, 0], high: [0, 0, 2], interior: [1, 0, 0] }
%11 = constant bool[300] [1, 1, 1, 1, 1, 1, 1, 1, ... 300 in all]
%12 = cast int32[3, 4, 5] %10
return %12 %11
`);
});

test("numbers follow the list, and a value of elsewhere is marked", () => {
  const graph = newGraph();
  const x = graph.parameter("x", [2], "float32");
  const y = emit("exp", [x]) as Value;
  expect(printGraph([y])).toBe("%0 = exp float32[2] %outside.0");
  expect(printValue(y)).toBe("%1 = exp float32[2] %0");
});
