import { describe, expect, it } from "vitest";
import type { SerializedObject } from "../base/config.ts";
import { newGraph } from "../ops/primitives/cards.ts";
import {
  compute,
  computeGradients,
  difference,
  elementsOf,
  readGoldens,
  type GoldenTensor,
  type Tolerance,
} from "../../test/golden/support.ts";
import {
  getRegularizer,
  l1,
  l1l2,
  l2,
  orthogonalRegularizer,
  serializeRegularizer,
} from "./regularizer.ts";

interface Case {
  readonly name: string;
  readonly regularizer?: SerializedObject;
  readonly w: GoldenTensor;
  readonly expected: { readonly value: GoldenTensor; readonly grad: GoldenTensor };
  readonly tolerance: { readonly value: Tolerance; readonly grad: Tolerance };
}

describe("regularizers: Keras's penalties and their gradients", () => {
  for (const { name, regularizer, w, expected, tolerance } of readGoldens<Case>(
    "regularizers_constraints",
  )) {
    if (regularizer === undefined) continue;
    it(`${name.startsWith("l") ? "S4.45 " : ""}${name}`, () => {
      const graph = newGraph();
      const weight = graph.parameter("w", w.shape, w.dtype);
      const given = new Map([[weight, elementsOf(w)]]);
      const penalty = getRegularizer(regularizer)!.call(weight);
      const [value] = compute([penalty], graph, given);
      const one = { shape: [], dtype: "float32", data: [1] } as const;
      const [gradient] = computeGradients([penalty], [one], [weight], graph, given);
      expect(difference(value!, expected.value, tolerance.value)).toBeUndefined();
      expect(difference(gradient!, expected.grad, tolerance.grad)).toBeUndefined();
    });
  }
});

describe("getRegularizer", () => {
  it("S4.45 names and defaults are those of Keras 3", () => {
    expect(getRegularizer("l1")!.options).toEqual({ l1: 0.01 });
    expect(getRegularizer("l2")!.options).toEqual({ l2: 0.01 });
    expect(getRegularizer("l1_l2")!.options).toEqual({ l1: 0, l2: 0 });
    expect([l1(0.5).options, l2(0.25).options, l1l2({ l1: 0.01 }).options]).toEqual([
      { l1: 0.5 },
      { l2: 0.25 },
      { l1: 0.01, l2: 0 },
    ]);
    expect(getRegularizer(null)).toBeNull();
    expect(() => getRegularizer("l3")).toThrow('expected a known regularizer, received "l3"');
  });

  it("is saved as Keras saves it and comes back", () => {
    const saved = serializeRegularizer(l1l2({ l1: 0.02, l2: 0.05 }));
    expect(saved).toEqual({
      module: "keras.regularizers",
      class_name: "L1L2",
      config: { l1: 0.02, l2: 0.05 },
      registered_name: null,
    });
    expect(serializeRegularizer(getRegularizer(saved)!)).toEqual(saved);
  });

  it("refuses factors below 0, unknown modes and weights that are no matrix", () => {
    expect(() => l1(-1)).toThrow("L1: expected a finite l1 of 0 or more, received -1");
    expect(() => l2(NaN)).toThrow("received NaN");
    expect(() => orthogonalRegularizer({ mode: "row" as "rows" })).toThrow('Did you mean "rows"?');
    const weight = newGraph().parameter("w", [2, 3, 4], "float32");
    expect(() => orthogonalRegularizer().call(weight)).toThrow(
      "expected a matrix, received [2, 3, 4]",
    );
  });
});
