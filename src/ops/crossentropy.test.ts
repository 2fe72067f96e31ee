import { describe, expect, it } from "vitest";
import type { TypedArray } from "../base/dtype.ts";
import type { Operand, Value } from "../graph/value.ts";
import { compute, computeGradients } from "../../test/golden/support.ts";
import { binaryCrossentropy } from "./binaryCrossentropy.ts";
import {
  categoricalCrossentropy,
  sparseCategoricalCrossentropy,
} from "./categoricalCrossentropy.ts";
import { multiply } from "./add.ts";
import { newGraph } from "./primitives/cards.ts";
import { sigmoid, sigmoidLogitsOf } from "./sigmoid.ts";
import { softmax, softmaxSourceOf } from "./softmax.ts";

/** Loss and gradient of one [rows, 3] input. */
function lossOf(
  logits: readonly number[],
  loss: (z: Value) => Operand,
): { loss: TypedArray; gradient: TypedArray } {
  const graph = newGraph();
  const z = graph.parameter("z", [logits.length / 3, 3], "float32");
  const given = new Map<Value, TypedArray>([[z, Float32Array.from(logits)]]);
  const output = loss(z);
  const ones = {
    shape: output.shape,
    dtype: "float32",
    data: Array.from({ length: output.size }, () => 1),
  } as const;
  const [value] = compute([output], graph, given);
  const [gradient] = computeGradients([output], [ones], [z], graph, given);
  return { loss: value!.data, gradient: gradient!.data };
}

const sure = [60, -60, 0, -40, 80, 3];

describe("cross-entropy of probabilities that came out of an activation", () => {
  it("sparse: uses the logits of softmax, so that 100 nats stay 100 nats", () => {
    const direct = lossOf(sure, (z) =>
      sparseCategoricalCrossentropy(Int32Array.of(1, 0), z, { fromLogits: true }),
    );
    const through = lossOf(sure, (z) =>
      sparseCategoricalCrossentropy(Int32Array.of(1, 0), softmax(z)),
    );
    expect(Array.from(through.loss)).toEqual([120, 120]);
    expect(through).toEqual(direct);
    expect(Array.from(through.gradient, (x) => Math.round(x))).toEqual([1, -1, 0, -1, 1, 0]);
  });

  it("categorical: uses the logits of softmax on the same axis only", () => {
    const target = [
      [0, 1, 0],
      [1, 0, 0],
    ];
    const through = lossOf(sure, (z) => categoricalCrossentropy(target, softmax(z)));
    expect(Array.from(through.loss)).toEqual([120, 120]);
    const other = lossOf(sure, (z) => categoricalCrossentropy(target, softmax(z, { axis: 0 })));
    expect(Math.max(...other.loss)).toBeLessThan(-Math.log(1e-7) + 0.01);
  });

  it("binary: uses the logits of sigmoid", () => {
    const through = lossOf([-50, 50, 0], (z) => binaryCrossentropy([[1, 1, 1]], sigmoid(z)));
    expect(through.loss[0]).toBe(50);
    expect(through.loss[1]).toBeCloseTo(Math.exp(-50), 25);
    expect(through.loss[2]).toBeCloseTo(Math.LN2, 6);
    expect(through.gradient[0]).toBe(-1);
    expect(through.gradient[2]).toBe(-0.5);
  });

  it("binary does not take the logits of a softmax, nor categorical those of a sigmoid", () => {
    const graph = newGraph();
    const z = graph.parameter("z", [1, 3], "float32");
    expect(sigmoidLogitsOf(softmax(z))).toBeUndefined();
    expect(softmaxSourceOf(sigmoid(z))).toBeUndefined();
    expect(softmaxSourceOf(multiply(softmax(z), 1))).toBeUndefined();
    expect(softmaxSourceOf(softmax(z))).toEqual({ logits: z, axis: -1 });
  });

  it("holds other probabilities between 1e-7 and 1 - 1e-7", () => {
    const { loss } = lossOf([1, 0, 0], (p) => categoricalCrossentropy([[0, 1, 0]], multiply(p, 1)));
    expect(loss[0]).toBeCloseTo(-Math.log(1e-7), 5);
  });
});

describe("cross-entropy: targets", () => {
  it("sparse takes a column of labels", () => {
    const flat = lossOf([1, 2, 3, 0, 1, 0], (z) =>
      sparseCategoricalCrossentropy([2, 0], z, { fromLogits: true }),
    );
    const column = lossOf([1, 2, 3, 0, 1, 0], (z) =>
      sparseCategoricalCrossentropy([[2], [0]], z, { fromLogits: true }),
    );
    expect(column).toEqual(flat);
  });

  it("says what to use for one-hot targets", () => {
    const graph = newGraph();
    const z = graph.parameter("z", [2, 3], "float32");
    expect(() =>
      sparseCategoricalCrossentropy(
        [
          [0, 0, 1],
          [1, 0, 0],
        ],
        z,
      ),
    ).toThrow(
      "sparseCategoricalCrossentropy: expected integer targets [2] for an output [2, 3], received [2, 3]. One-hot targets go with categoricalCrossentropy.",
    );
    expect(() => categoricalCrossentropy([2, 0], z)).toThrow(
      "expected a target of the output's shape [2, 3], received [2]",
    );
  });
});
