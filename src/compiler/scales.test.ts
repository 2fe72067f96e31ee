import { describe, expect, it } from "vitest";
import { batchNormalization, conv2d, depthwiseConv2d, type Layer } from "hornet/layers";
import { atOnce } from "../base/eventLoop.ts";
import { Session } from "../eager/session.ts";
import { wasmEngine } from "../engines/wasm/engine.ts";
import { topologicalOrder } from "../graph/builder.ts";
import { interpretGraph } from "../graph/interpret/interpret.ts";
import type { Value } from "../graph/value.ts";
import { Variable, whileTracing } from "../graph/variable.ts";
import { newGraph } from "../ops/primitives/cards.ts";
import { conv } from "../ops/primitives/convolution.ts";
import { scales } from "./scales.ts";
import { simplify } from "./simplify.ts";

/** Numbers between -1 and 1 that follow no pattern. */
const numbers = (count: number, seed: number): Float32Array =>
  Float32Array.from({ length: count }, (_, i) => Math.sin((i + 1) * 12.9898 + seed));

interface Traced {
  readonly outputs: readonly Value[];
  readonly state: ReadonlySet<Value>;
  readonly given: ReadonlyMap<Value, Float32Array>;
}

/** The layers one after the other on [2, 6, 7, 4], with made-up weights. */
function trace(layers: readonly Layer[], also: (x: Value) => readonly Value[] = () => []): Traced {
  const graph = newGraph();
  const x = graph.parameter("x", [2, 6, 7, 4], "float32");
  const outputs = whileTracing(graph, () => {
    let y: Value = x;
    const seen: Value[] = [];
    for (const layer of layers) {
      layer.ensureBuilt([y.shape]);
      y = layer.apply([y], { training: false }) as Value;
      seen.push(...also(y));
    }
    return [y, ...seen];
  });
  const given = new Map<Value, Float32Array>([[x, numbers(x.size, 0)]]);
  let seed = 1;
  for (const [{ path }, value] of graph.variables) {
    const data = numbers(value.size, seed++);
    given.set(value, path.endsWith("variance") ? data.map((own) => 1.5 + own) : data);
  }
  return {
    outputs: atOnce(simplify.run(outputs)),
    state: new Set(graph.variables.values()),
    given,
  };
}

function run({ state }: Pick<Traced, "state">, outputs: readonly Value[]): readonly Value[] {
  return atOnce(simplify.run(atOnce(scales(state).run(outputs))));
}

/** How many values between the convolution and the output are not computed from weights alone. */
function operationsOnData(outputs: readonly Value[], state: ReadonlySet<Value>): string[] {
  const lasting = new Set<Value>(state);
  return topologicalOrder(outputs).flatMap((value) => {
    if (lasting.has(value) || value.is("parameter")) return [];
    if (value.inputs.every((input) => lasting.has(input))) {
      lasting.add(value);
      return [];
    }
    return [value.op];
  });
}

describe("scales", () => {
  const normalised = (conv: Layer): readonly Layer[] => [conv, batchNormalization()];

  it.each([
    ["a convolution", normalised(conv2d(5, 3, { useBias: false }))],
    ["a convolution with bias", normalised(conv2d(5, 3, { padding: "same", strides: 2 }))],
    ["a depthwise convolution", normalised(depthwiseConv2d(3, { useBias: false }))],
    ["a norm without centre", [conv2d(5, 1), batchNormalization({ center: false })]],
    ["a norm without scale", [conv2d(3, 2), batchNormalization({ scale: false })]],
  ])("leaves %s and one shift", (_, layers) => {
    const { outputs, state, given } = trace(layers);
    const folded = run({ state }, outputs);
    expect(operationsOnData(folded, state)).toEqual(["conv", "add"]);
    const [before] = interpretGraph(outputs, given);
    const [after] = interpretGraph(folded, given);
    after!.forEach((value, i) => expect(Math.abs(value - before![i]!)).toBeLessThan(1e-5));
  });

  it("keeps a convolution that something else reads, and scales of data", () => {
    const { outputs, state } = trace(normalised(conv2d(5, 3)), (y) => [y]);
    expect(run({ state }, outputs)).toEqual(outputs);
    const { outputs: other } = trace(normalised(conv2d(5, 3)));
    expect(run({ state: new Set() }, other)).toEqual(other);
  });

  it("is no part of programs that change their weights, nor of strict ones", () => {
    const filters = new Variable({ name: "filters", shape: [1, 1, 4, 3] });
    const scale = new Variable({ name: "scale", shape: [3] });
    const scaled = (assigns: boolean, math: "fast" | "strict"): string[] => {
      const session = new Session([filters, scale], wasmEngine({ math }));
      const { program } = session.compile({
        name: "step",
        inputs: { x: { shape: [2, 5, 5, 4], dtype: "float32" } },
        trace: ({ x }, builder) => {
          const window = { stride: 1, low: 0, high: 0, inputDilation: 1, dilation: 1 };
          const y = builder.emit(conv, [x!, builder.lift(filters)], { x: "nhwi", y: "hwio", out: "nhwo", windows: { h: window, w: window } }) as Value; // prettier-ignore
          const own = builder.emit("reshape", [builder.lift(scale)], { shape: [1, 1, 1, 3] }) as Value; // prettier-ignore
          const wide = builder.emit("broadcast", [own], { shape: y.shape }) as Value;
          if (assigns) builder.assign(scale, builder.emit("neg", [builder.lift(scale)], {})); // prettier-ignore
          return { y: builder.emit("mul", [y, wide], {}) };
        },
      });
      return program.groups.find(({ outputs }) => outputs.includes("out/y"))!.values.map(({ op }) => op); // prettier-ignore
    };
    expect(scaled(false, "fast")).not.toContain("mul");
    expect(scaled(true, "fast")).toContain("mul");
    expect(scaled(false, "strict")).toContain("mul");
  });
});
