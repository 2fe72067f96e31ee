import { getConstraint } from "../../src/constraints/constraint.ts";
import { getRegularizer } from "../../src/regularizers/regularizer.ts";
import { checkAnswer, checkField, compareGradients } from "./compare.ts";
import { execute, gradientsOf, named, unnamed } from "./execute.ts";
import { construct } from "./missing.ts";
import { tensorOf } from "./tensors.ts";
import type { CaseRunner, HostTensor } from "./types.ts";

const one: HostTensor = { shape: [], dtype: "float32", data: Float32Array.of(1) };

/** A regularizer's penalty and its gradient, or a constraint's projection. */
export const runRegularizer: CaseRunner = (golden) => {
  const { given } = golden;
  const inputs = { w: tensorOf(given, "w") };
  if ("constraint" in given) {
    const constraint = construct(() => getConstraint(given["constraint"]))!;
    return checkAnswer(
      golden,
      "projected",
      execute([], inputs, ({ w }) => ({ projected: constraint.call(w!) }))["projected"],
    );
  }
  const regularizer = construct(() => getRegularizer(given["regularizer"]))!;
  const found = execute([], inputs, ({ w }, builder) => {
    const value = regularizer.call(w!);
    return { value, ...named("grad", gradientsOf(builder, [value], [one], [w!])) };
  });
  return [
    ...checkAnswer(golden, "value", found["value"]),
    ...checkField(golden, "grad", (expected, tolerance) =>
      compareGradients(unnamed("grad", 1, found), [expected], tolerance),
    ),
  ];
};
