import { describe, expect, it } from "vitest";
import type { SerializedObject } from "../base/config.ts";
import { newGraph } from "../ops/primitives/cards.ts";
import {
  compute,
  difference,
  elementsOf,
  readGoldens,
  type GoldenTensor,
  type Tolerance,
} from "../../test/golden/support.ts";
import { getConstraint, maxNorm, serializeConstraint } from "./constraint.ts";

interface Case {
  readonly name: string;
  readonly constraint?: SerializedObject;
  readonly w: GoldenTensor;
  readonly expected: { readonly projected: GoldenTensor };
  readonly tolerance: { readonly projected: Tolerance };
}

describe("constraints: Keras's projections", () => {
  for (const { name, constraint, w, expected, tolerance } of readGoldens<Case>(
    "regularizers_constraints",
  )) {
    if (constraint === undefined) continue;
    it(name, () => {
      const graph = newGraph();
      const weight = graph.parameter("w", w.shape, w.dtype);
      const [projected] = compute(
        [getConstraint(constraint)!.call(weight)],
        graph,
        new Map([[weight, elementsOf(w)]]),
      );
      expect(difference(projected!, expected.projected, tolerance.projected)).toBeUndefined();
    });
  }

  it("are found by name, saved as Keras saves them, and come back", () => {
    expect(getConstraint("max_norm")!.options).toEqual({ maxValue: 2, axis: 0 });
    expect(getConstraint("MinMaxNorm")!.options).toEqual({
      minValue: 0,
      maxValue: 1,
      rate: 1,
      axis: 0,
    });
    const saved = serializeConstraint(maxNorm({ maxValue: 3, axis: [0, 1, 2] }));
    expect(saved.config).toEqual({ max_value: 3, axis: [0, 1, 2] });
    expect(serializeConstraint(getConstraint(saved)!)).toEqual(saved);
    expect(getConstraint(undefined)).toBeNull();
    expect(() => getConstraint("maxnorm")).toThrow('Did you mean "max_norm"?');
    expect(() => maxNorm({ max_value: 3 } as object)).toThrow('Write "maxValue".');
  });

  it("leave a weight of zeros as it is", () => {
    for (const name of ["max_norm", "unit_norm", "min_max_norm", "non_neg"]) {
      const graph = newGraph();
      const weight = graph.parameter("w", [2, 2], "float32");
      const [projected] = compute(
        [getConstraint(name)!.call(weight)],
        graph,
        new Map([[weight, new Float32Array(4)]]),
      );
      expect(Array.from(projected!.data), name).toEqual([0, 0, 0, 0]);
    }
  });
});
