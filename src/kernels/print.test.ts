import { expect, test } from "vitest";
import type { GroupGraph } from "../program/program.ts";
import type { EngineTraits } from "../program/traits.ts";
import type { GraphBuilder } from "../graph/builder.ts";
import type { Value } from "../graph/value.ts";
import { newGraph } from "../ops/primitives/cards.ts";
import { KernelBuilder } from "./builder.ts";
import { binary, integer, isParallel, load, thread, type Variable } from "./ir.ts";
import { kernelOf } from "./kernel.ts";
import { formatKernel } from "./print.ts";
import { workspaceBytes } from "./workspace.ts";

const traits: EngineTraits = {
  lanes: 4,
  registers: 14,
  tileRows: 4,
  loadsFirst: true,
  prefetches: false,
  fusedMultiplyAdd: true,
  math: "fast",
  threads: 1,
  smallestSharedWork: Infinity,
  firstLevelCache: 32768,
  secondLevelCache: 524288,
  dtypes: ["float32"],
  synchronous: true,
  maximumBytes: 2 ** 32,
  pageBytes: 65536,
  marginBytes: 128,
};

function group(write: (graph: GraphBuilder) => readonly Value[]): GroupGraph {
  const graph = newGraph();
  const results = write(graph);
  return {
    values: graph.values,
    parameters: graph.values.filter((value) => value.is("parameter")),
    results,
  };
}

test("relu of a sum with a stretched bias: vectors, a scalar rest, one instruction per max", () => {
  const relu = group((graph) => {
    const x = graph.parameter("x", [2, 5], "float32");
    const bias = graph.emit("broadcast", [graph.parameter("bias", [1, 5], "float32")], {
      shape: [2, 5],
    });
    const zero = graph.emit("broadcast", [graph.constant(Float32Array.of(0), [1, 1], "float32")], {
      shape: [2, 5],
    });
    return [graph.emit("max", [graph.emit("add", [x, bias], {}), zero], {})];
  });
  expect(formatKernel(kernelOf(relu, traits))).toMatchInlineSnapshot(`
    "f0(v0: i32, v1: pointer, v2: pointer, v3: pointer, v4: pointer, v5: f32)
      for v6 from 0:i32 to 4:i32 by 4
        let v7: i32 = mul(v6, 4:i32)
        let v8: i32 = add(v7, v0)
        let v9: pointer = add(v1, v8)
        let v10: f32x4 = float32x4[v9 + 0]
        let v11: pointer = add(v2, v7)
        let v12: f32x4 = float32x4[v11 + 0]
        let v13: f32x4 = add(v10, v12)
        let v14: f32x4 = pseudoMax(v13, 0:f32x4)
        let v15: pointer = add(v3, v8)
        float32[v15 + 0] = v14
      for v16 from 4:i32 to 5:i32 by 1
        float32[v4 + 16] = v5
    f1(v0: pointer, v1: pointer, v2: pointer)
      let v3: f32 = float32[v1 + 16]
      for v4 from 0:i32 to 2:i32 by 1
        let v5: i32 = mul(v4, 20:i32)
        let v6: pointer = add(v0, v5)
        let v7: f32 = float32[v6 + 16]
        let v8: f32 = add(v7, v3)
        let v9: f32 = pseudoMax(v8, 0:f32)
        let v10: pointer = add(v2, v5)
        f0(v5, v0, v1, v2, v10, v9)"
  `);
});

test("what does not depend on the inner loop is computed before it", () => {
  const scaled = group((graph) => {
    const x = graph.parameter("x", [64], "float32");
    const rate = graph.emit("sqrt", [graph.parameter("rate", [1], "float32")], {});
    return [graph.emit("mul", [x, graph.emit("broadcast", [rate], { shape: [64] })], {})];
  });
  expect(formatKernel(kernelOf(scaled, traits))).toMatchInlineSnapshot(`
    "f0(v0: pointer, v1: pointer, v2: pointer)
      let v3: f32 = float32[v1 + 0]
      let v4: f32 = sqrt(v3)
      for v5 from 0:i32 to 64:i32 by 4
        let v6: i32 = mul(v5, 4:i32)
        let v7: pointer = add(v0, v6)
        let v8: f32x4 = float32x4[v7 + 0]
        let v9: f32x4 = mul(v8, splat4(v4))
        let v10: pointer = add(v2, v6)
        float32[v10 + 0] = v9"
  `);
});

test("row sums fold by lanes and combine in a fixed order", () => {
  const rows = group((graph) => [
    graph.emit("reduceSum", [graph.parameter("x", [2, 6], "float32")], { axes: [1] }),
  ]);
  expect(formatKernel(kernelOf(rows, traits))).toMatchInlineSnapshot(`
    "f0(v0: pointer, v1: pointer)
      for v2 from 0:i32 to 2:i32 by 1
        let v3: f32x4 = 0:f32x4
        let v4: f32 = 0:f32
        let v5: i32 = mul(v2, 24:i32)
        for v6 from 0:i32 to 4:i32 by 4
          let v7: i32 = mul(v6, 4:i32)
          let v8: i32 = add(v7, v5)
          let v9: pointer = add(v0, v8)
          let v10: f32x4 = float32x4[v9 + 0]
          v3 = add(v3, v10)
        for v11 from 4:i32 to 6:i32 by 1
          let v12: i32 = mul(v11, 4:i32)
          let v13: i32 = add(v12, v5)
          let v14: pointer = add(v0, v13)
          let v15: f32 = float32[v14 + 0]
          v4 = add(v4, v15)
        let v16: f32 = v3.0
        let v17: f32 = v3.1
        let v18: f32 = v3.2
        let v19: f32 = v3.3
        let v20: f32 = add(v16, v17)
        let v21: f32 = add(v18, v19)
        let v22: f32 = add(v20, v21)
        let v23: f32 = add(v22, v4)
        let v24: i32 = mul(v2, 4:i32)
        let v25: pointer = add(v1, v24)
        float32[v25 + 0] = v23"
  `);
});

test("neighbouring axes become one loop through reshapes and slices of whole rows", () => {
  const joined = group((graph) => {
    const x = graph.parameter("x", [4, 3, 8], "float32");
    const flat = graph.emit("reshape", [x], { shape: [12, 8] });
    return [
      graph.emit(
        "neg",
        [graph.emit("slice", [flat], { starts: [2, 0], limits: [12, 8], strides: [1, 1] })],
        {},
      ),
    ];
  });
  expect(formatKernel(kernelOf(joined, traits)).match(/for /g)).toHaveLength(1);
});

test("a dot of [4, 2] x [2, 8] is one tile of 8 sums", () => {
  const dot = group((graph) => {
    const [x, y] = [
      graph.parameter("x", [4, 2], "float32"),
      graph.parameter("y", [2, 8], "float32"),
    ];
    return [graph.emit("dot", [x, y], { batch: [[], []], contract: [[1], [0]] })];
  });
  const text = formatKernel(kernelOf(dot, traits));
  expect(text.match(/multiplyAdd/g)).toHaveLength(8);
  expect(text.match(/= splat4/g)).toHaveLength(4);
  expect(workspaceBytes(dot, traits)).toBe(0);
});

test("workspace: none for short rows, one panel for long or transposed ones", () => {
  const bytes = (m: number, k: number, n: number, transposed: boolean): number =>
    workspaceBytes(
      group((graph) => {
        const x = graph.parameter("x", [m, k], "float32");
        const y = graph.parameter("y", transposed ? [n, k] : [k, n], "float32");
        return [
          graph.emit("dot", [x, y], { batch: [[], []], contract: [[1], [transposed ? 1 : 0]] }),
        ];
      }),
      traits,
    );
  expect(bytes(32, 100, 16, false)).toBe(0);
  expect(bytes(32, 100, 16, true)).toBe(100 * 32);
  expect(bytes(32, 784, 300, false)).toBe(784 * 32);
  expect(bytes(32, 3, 10, false)).toBe(0);
});

test("a loop shared out, what thread 0 does beside it, and a barrier before its results are read", () => {
  const builder = new KernelBuilder();
  const [from, to, work] = [0, 1, 2].map(() => builder.variable("pointer")) as [
    Variable,
    Variable,
    Variable,
  ];
  const own = builder.hoist(binary("add", work, builder.hoist(binary("mul", thread, integer(64)))));
  builder.parallel(0, 96, 4, (i) => {
    const bytes = builder.let(binary("mul", i, integer(4)));
    builder.store("float32", own, 0, load("float32", binary("add", from, bytes), 0, 4));
    builder.store("float32", binary("add", to, bytes), 0, load("float32", own, 0, 4));
  });
  builder.once(() => builder.store("float32", to, 384, load("float32", from, 384, 1)));
  builder.barrier();
  const kernel = builder.finish([from, to, work]);
  expect(isParallel(kernel)).toBe(true);
  expect(formatKernel(kernel)).toMatchInlineSnapshot(`
    "f0(v0: pointer, v1: pointer, v2: pointer)
      let v3: i32 = mul(thread, 64:i32)
      let v4: pointer = add(v2, v3)
      parallel for v5 from 0 to 96 by 4
        let v6: i32 = mul(v5, 4:i32)
        float32[v4 + 0] = float32x4[add(v0, v6) + 0]
        float32[add(v1, v6) + 0] = float32x4[v4 + 0]
      once
        float32[v1 + 384] = float32[v0 + 384]
      barrier"
  `);
});
