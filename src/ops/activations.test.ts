import { describe, expect, it } from "vitest";
import { HornetError } from "../base/errors.ts";
import { toCamelCase } from "../base/config.ts";
import {
  compute,
  computeGradients,
  difference,
  elementsOf,
  readGoldens,
  type GoldenTensor,
  type Tolerance,
} from "../../test/golden/support.ts";
import type { Operand } from "../graph/value.ts";
import { activationName, activations, getActivation, type ActivationName } from "./activations.ts";
import { elu, seluAlpha, seluScale } from "./elu.ts";
import { gelu } from "./gelu.ts";
import { newGraph } from "./primitives/cards.ts";
import { leakyRelu, relu } from "./relu.ts";
import { logSoftmax, softmax } from "./softmax.ts";

interface Case {
  readonly name: string;
  readonly activation: ActivationName;
  readonly kwargs: Readonly<Record<string, number | boolean>>;
  readonly x: GoldenTensor;
  readonly cotangent: GoldenTensor;
  readonly expected: { readonly y: GoldenTensor; readonly dx: GoldenTensor };
  readonly tolerance: { readonly y: Tolerance; readonly dx: Tolerance };
}

type WithOptions = (x: Operand, options: Readonly<Record<string, unknown>>) => Operand;

const withOptions: Readonly<Record<string, WithOptions>> = {
  relu,
  elu,
  gelu,
  leaky_relu: leakyRelu,
  softmax,
  log_softmax: logSoftmax,
};

/** The lecture rows that a case proves, to stand before its title. */
const rows: Readonly<Record<string, string>> = {
  relu_grid: "S2.16 S3.9 ",
  leaky_relu_001: "S2.16 ",
  tanh_grid: "S2.16 ",
  sigmoid_grid: "S2.16 ",
  elu_grid: "S4.25 ",
  selu_grid: "S4.25 ",
};

function call(activation: ActivationName, kwargs: Case["kwargs"], x: Operand): Operand {
  const options = Object.entries(kwargs);
  if (options.length === 0) return getActivation(activation)(x);
  return withOptions[activation]!(
    x,
    Object.fromEntries(options.map(([name, value]) => [toCamelCase(name), value])),
  );
}

describe("activations: Keras's values and derivatives", () => {
  for (const { name, activation, kwargs, x, cotangent, expected, tolerance } of readGoldens<Case>(
    "activations",
  )) {
    it(`${rows[name] ?? ""}${name}`, () => {
      const graph = newGraph();
      const input = graph.parameter("x", x.shape, x.dtype);
      const given = new Map([[input, elementsOf(x)]]);
      const output = call(activation, kwargs, input);
      const [y] = compute([output], graph, given);
      const [dx] = computeGradients([output], [cotangent], [input], graph, given);
      expect(difference(y!, expected.y, tolerance.y)).toBeUndefined();
      expect(difference(dx!, expected.dx, tolerance.dx)).toBeUndefined();
    });
  }
});

describe("activations at the edges", () => {
  const extremes = [-Infinity, -1e30, -200, -90, -1e-30, -0, 0, 1e-30, 90, 200, 1e30];

  const smooth = (Object.keys(activations) as ActivationName[]).filter(
    (name) => !["glu", "softmax", "log_softmax"].includes(name),
  );
  it.each(smooth)("%s has no NaN derivative between -200 and 200, nor at 0", (name) => {
    const graph = newGraph();
    const data = Float32Array.of(-200, -90, -20, -1e-30, -0, 0, 1e-30, 20, 80, 200);
    const x = graph.parameter("x", [data.length], "float32");
    const ones = {
      shape: [data.length],
      dtype: "float32",
      data: Array.from(data, () => 1),
    } as const;
    const output = getActivation(name)(x);
    const [y] = compute([output], graph, new Map([[x, data]]));
    const [dx] = computeGradients([output], [ones], [x], graph, new Map([[x, data]]));
    expect([...y!.data, ...dx!.data].some(Number.isNaN)).toBe(false);
  });

  it.each([
    "relu",
    "relu6",
    "sigmoid",
    "tanh",
    "softplus",
    "elu",
    "selu",
    "hard_sigmoid",
    "leaky_relu",
  ] as const)("%s keeps NaN and takes any number", (name) => {
    const graph = newGraph();
    const data = Float32Array.from([...extremes, NaN]);
    const x = graph.parameter("x", [data.length], "float32");
    const [y] = compute([getActivation(name)(x)], graph, new Map([[x, data]]));
    expect(Array.from(y!.data, Number.isNaN)).toEqual([...extremes.map(() => false), true]);
  });

  it("smooth ones have their derivative at 0", () => {
    const slopes: Partial<Record<ActivationName, number>> = {
      sigmoid: 0.25,
      softplus: 0.5,
      silu: 0.5,
      mish: 0.6,
      elu: 1,
      selu: seluScale * seluAlpha,
      celu: 1,
      softsign: 1,
      log_sigmoid: 0.5,
      gelu: 0.5,
      tanh: 1,
    };
    for (const [name, slope] of Object.entries(slopes)) {
      const graph = newGraph();
      const x = graph.parameter("x", [1], "float64");
      const output = getActivation(name)(x);
      const given = new Map([[x, Float64Array.of(0)]]);
      const [dx] = computeGradients(
        [output],
        [{ shape: [1], dtype: "float64", data: [1] }],
        [x],
        graph,
        given,
      );
      expect(dx!.data[0], name).toBeCloseTo(slope, 6);
    }
  });

  it("sigmoid keeps the digits of small results", () => {
    const graph = newGraph();
    const x = graph.parameter("x", [2], "float32");
    const [y] = compute(
      [getActivation("sigmoid")(x)],
      graph,
      new Map([[x, Float32Array.of(-20, -80)]]),
    );
    expect(y!.data[0]! / Math.exp(-20)).toBeCloseTo(1, 5);
    expect(y!.data[1]! / Math.exp(-80)).toBeCloseTo(1, 5);
  });
});

describe("getActivation", () => {
  it("takes Keras's names, functions and null", () => {
    const own = (x: Operand): Operand => x;
    expect(getActivation(own)).toBe(own);
    expect(getActivation(null)).toBe(activations.linear);
    expect(getActivation(undefined)).toBe(activations.linear);
    expect(getActivation("swish")).toBe(getActivation("silu"));
  });

  it("names the nearest on an unknown name", () => {
    expect(() => getActivation("rellu", "dense")).toThrow(
      /^dense: expected a known activation, received "rellu"\. Did you mean "relu"\?$/,
    );
    expect(() => getActivation("toString")).toThrow(HornetError);
  });

  it("finds the name of a function of the table", () => {
    expect(activationName(relu)).toBe("relu");
    expect(activationName(getActivation("hard_swish"))).toBe("hard_silu");
    expect(activationName((x) => x)).toBeUndefined();
  });

  it("S4.25 SELU has the constants of the paper", () => {
    expect([seluAlpha, seluScale]).toEqual([1.6732632423543772, 1.0507009873554805]);
  });
});
