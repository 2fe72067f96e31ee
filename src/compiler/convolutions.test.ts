import fc from "fast-check";
import { expect, test } from "vitest";
import { atOnce } from "../base/eventLoop.ts";
import type { TypedArray } from "../base/dtype.ts";
import { Choices } from "../engines/randomGraph.testing.ts";
import { wasmEngine } from "../engines/wasm/engine.ts";
import type { Sliding } from "../graph/alphabet.ts";
import { topologicalOrder, type GraphBuilder } from "../graph/builder.ts";
import { interpretGraph } from "../graph/interpret/interpret.ts";
import type { Value } from "../graph/value.ts";
import { dilatedExtent, still } from "../graph/window.ts";
import { workspaceBytes } from "../kernels/workspace.ts";
import { newGraph } from "../ops/primitives/cards.ts";
import { conv as primitive } from "../ops/primitives/convolution.ts";
import { compile } from "./compile.ts";
import { convolutions } from "./convolutions.ts";

const rewritten = (value: Value): Value => atOnce(convolutions.run([value]))[0]!;
const opsOf = (value: Value): string[] => topologicalOrder([value]).map(({ op }) => op);

interface Shapes {
  readonly x: readonly number[];
  readonly y: readonly number[];
  readonly windows: Readonly<Record<string, Sliding>>;
}

function conv(graph: GraphBuilder, { x, y, windows }: Shapes): Value {
  const inputs = [graph.parameter("x", x, "float32"), graph.parameter("y", y, "float32")];
  return graph.emit(primitive, inputs, { x: "nhwi", y: "hwio", out: "nhwo", windows });
}

test("a window of one element is a product of matrices", () => {
  const shapes = { x: [2, 5, 7, 3], y: [1, 1, 3, 4], windows: { h: still, w: still } };
  expect(opsOf(rewritten(conv(newGraph(), shapes)))).not.toContain("conv");
});

test("steps are taken before the product, gaps and padding put in behind it", () => {
  const stepping = { ...still, stride: 2 };
  const spread = { ...still, inputDilation: 3, low: 2, high: -1 };
  const shapes = { x: [2, 5, 7, 3], y: [1, 1, 3, 4], windows: { h: stepping, w: spread } };
  const ops = opsOf(rewritten(conv(newGraph(), shapes)));
  expect(ops.filter((op) => op === "slice" || op === "dot" || op === "pad")).toEqual([
    "slice",
    "dot",
    "pad",
  ]);
});

test("one window over all places, as in gradients of such filters, is a product", () => {
  const graph = newGraph();
  const [x, y] = [[2, 5, 7, 3], [2, 5, 7, 4]].map((shape) => graph.parameter("p", shape, "float32")); // prettier-ignore
  const value: Value = graph.emit(primitive, [x!, y!], {
    x: "nhwi",
    y: "nhwo",
    out: "hwio",
    windows: { h: still, w: still },
  });
  expect(opsOf(rewritten(value))).toEqual(["parameter", "parameter", "reshape", "dot", "reshape"]);
});

test("an input with gaps is convolved without them", () => {
  const gaps = { ...still, inputDilation: 2, low: 1, high: 2 };
  const shapes = { x: [2, 5, 7, 3], y: [3, 3, 3, 4], windows: { h: gaps, w: gaps } };
  const value = rewritten(conv(newGraph(), shapes));
  const left = topologicalOrder([value]).filter((own) => own.is("conv"));
  expect(left.flatMap(({ attributes }) => Object.values(attributes.windows))).not.toContainEqual(
    expect.objectContaining({ inputDilation: 2 }),
  );
  const products = left.reduce((sum, { inputs: [, y] }) => sum + y!.size, 0);
  expect(products).toBeLessThanOrEqual(9 * 3 * 4);
});

test("zeros around the input become the window's padding, other numbers stay", () => {
  const graph = newGraph();
  const x = graph.parameter("x", [2, 5, 7, 3], "float32");
  const y = graph.parameter("y", [3, 3, 3, 4], "float32");
  const padded = (padding: number, low: readonly number[]): Value => {
    const number = graph.constant(Float32Array.of(padding), [], "float32");
    const wide: Value = graph.emit("pad", [x, number], {
      low,
      high: [0, 2, 0, 0],
      interior: [0, 0, 0, 0],
    });
    const attributes = { x: "nhwi", y: "hwio", out: "nhwo", windows: { h: still, w: still } };
    return rewritten(graph.emit(primitive, [wide, y], attributes));
  };
  const value = padded(0, [0, 1, 0, 0]) as Value<"conv">;
  expect(value.inputs[0]).toBe(x);
  expect(value.attributes.windows.h).toMatchObject({ low: 1, high: 2 });
  expect(opsOf(padded(1, [0, 1, 0, 0]))).toContain("pad");
  expect(opsOf(padded(0, [1, 1, 0, 0]))).toContain("pad");
});

/** A convolution of any kind, padded before it now and then. */
function randomConvolution(choices: Choices): Value {
  const graph = newGraph();
  const groups = choices.real() < 0.2 ? "g" : "";
  const axes = choices.pick(["w", "hw"]);
  const extents = new Map<string, readonly [number, number]>();
  const windows: Record<string, Sliding> = {};
  for (const letter of axes) {
    const size = choices.pick([1, 1, 2, 3, 4]);
    const inputDilation = choices.pick([1, 1, 2, 3]);
    const window = {
      stride: inputDilation > 1 && choices.real() < 0.8 ? 1 : choices.integer(1, 3),
      low: choices.integer(-1, 3),
      high: choices.integer(-1, 3),
      inputDilation,
      dilation: choices.pick([1, 1, 1, 2]),
    };
    const extent = choices.integer(1, 8);
    const room = dilatedExtent(extent, inputDilation) + window.low + window.high;
    const isWhole = choices.real() < 0.2;
    windows[letter] = isWhole ? still : window;
    const fits = room >= dilatedExtent(size, window.dilation);
    extents.set(letter, isWhole || !fits ? [extent, extent] : [extent, size]);
    if (!fits) windows[letter] = still;
  }
  const [n, i, o, g] = [1, 2, 3, 4].map(() => choices.integer(1, 4)) as [number, number, number, number]; // prettier-ignore
  const own: Readonly<Record<string, number>> = { n, i, o, g };
  const letters = (list: string): string => choices.pick([list, [...list].toReversed().join("")]);
  const [xLetters, yLetters, out] = [
    letters(`n${axes}${groups}i`),
    letters(`${axes}${groups}io`),
    letters(`n${axes}${groups}o`),
  ];
  const shapeOf = (list: string, which: 0 | 1): number[] =>
    [...list].map((letter) => extents.get(letter)?.[which] ?? own[letter]!);
  let x = graph.parameter("x", shapeOf(xLetters, 0), "float32");
  const y = graph.parameter("y", shapeOf(yLetters, 1), "float32");
  if (choices.real() < 0.4) {
    const zero = graph.constant(Float32Array.of(choices.pick([0, 0, 0.5])), [], "float32");
    x = graph.emit("pad", [x, zero], {
      low: [...xLetters].map((letter) => (axes.includes(letter) ? choices.integer(0, 2) : 0)),
      high: [...xLetters].map((letter) => (axes.includes(letter) ? choices.integer(0, 2) : 0)),
      interior: [...xLetters].map((letter) =>
        axes.includes(letter) && choices.real() < 0.2 ? 1 : 0,
      ),
    });
  }
  const root = graph.emit(primitive, [x, y], { x: xLetters, y: yLetters, out, windows });
  return graph.emit("tanh", [root], {});
}

function run(value: Value, given: readonly TypedArray[], without: readonly string[]): TypedArray {
  const engine = wasmEngine();
  const parameters = topologicalOrder([value]).filter((own) => own.is("parameter"));
  const program = compile(
    {
      name: "test",
      inputs: parameters.map((own, i) => ({ value: own, buffer: `p${i}`, region: "data" })),
      outputs: [{ value, buffer: "out", region: "data" }],
    },
    { traits: engine.traits, workspaceBytes, without },
  );
  const arena = engine.open([]);
  arena.place([...program.buffers.values()].filter(({ region }) => region === "data"));
  const runnable = arena.loadSync(program);
  given.forEach((data, i) => arena.write(`p${i}`, data));
  runnable.runSync(1);
  return arena.readSync("out");
}

test("any convolution has the same results, rewritten or not", () => {
  fc.assert(
    fc.property(fc.integer(), (seed) => {
      const value = randomConvolution(new Choices(seed));
      const parameters = topologicalOrder([value]).filter((own) => own.is("parameter"));
      const choices = new Choices(seed ^ 0x77);
      const given = parameters.map(({ size }) => choices.data("float32", size));
      const expected = interpretGraph([value], new Map(parameters.map((own, i) => [own, given[i]!]))); // prettier-ignore
      for (const without of [[], ["convolutions"]]) {
        const actual = run(value, given, without);
        expected[0]!.forEach((x, i) => expect(Math.abs(actual[i]! - x)).toBeLessThanOrEqual(1e-5));
      }
    }),
    { numRuns: 400 },
  );
});
