import { describe, expect, test } from "vitest";
import { commonCards, newGraph } from "../ops/primitives/cards.ts";
import { emit } from "./primitives.ts";
import { Value, type ValueFields } from "./value.ts";
import { verifyGraph } from "./verify.ts";

const graph = newGraph();
const x = graph.parameter("x", [2, 3], "float32");
const y = emit("exp", [x]) as Value;
const z = emit("add", [x, y]) as Value;

/** A value with some of its fields changed. */
function changed(value: Value, fields: Partial<ValueFields<"exp">>): Value {
  const { id, op, kind, inputs, attributes, shape, dtype, builder } = value;
  return new Value({ id, op, kind, inputs, attributes, shape, dtype, builder, ...fields });
}

test("accepts what a builder wrote", () => {
  expect(() => verifyGraph(graph.values, commonCards, [z])).not.toThrow();
});

describe("rejects", () => {
  const other = newGraph().parameter("x", [2, 3], "float32");
  test.each([
    [
      "a user before its input",
      [y, x],
      [],
      /%1 = exp .*expected inputs before their users, received %0 = parameter/,
    ],
    ["a value twice", [x, y, x], [], /expected each value once/],
    ["values of two builders", [x, other], [], /values of one builder/],
    ["an output that is not there", [x, y], [z], /outputs among the values/],
    [
      "a wrong shape",
      [x, changed(y, { shape: [3, 2] })],
      [],
      /expected float32 \[2, 3\], received float32 \[3, 2\]/,
    ],
    [
      "a wrong dtype",
      [x, changed(y, { dtype: "float64" })],
      [],
      /expected float32 \[2, 3\], received float64 \[2, 3\]/,
    ],
    [
      "a wrong kind",
      [x, changed(y, { kind: "movement" })],
      [],
      /expected kind pointwise, received movement/,
    ],
    [
      "inputs that do not fit",
      [x, changed(y, { inputs: [x, x] })],
      [],
      /expected inputs that fit, received exp: expected 1 inputs/,
    ],
  ])("%s", (_, values, outputs, message) => {
    expect(() => verifyGraph(values, commonCards, outputs)).toThrow(message);
  });
});
