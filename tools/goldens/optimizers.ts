import type { SerializedObject } from "../../src/base/config.ts";
import { Variable } from "../../src/graph/variable.ts";
import { loadOptimizer } from "../../src/models/savedCompile.ts";
import { optimizerClasses } from "../../src/optimizers/getOptimizer.ts";
import type { GradientPair, Optimizer } from "../../src/optimizers/optimizer.ts";
import { checkAnswer, type Answer } from "./compare.ts";
import { compileFunction, hostOf } from "./execute.ts";
import { construct, lookUp } from "./missing.ts";
import { listOf, tensorOf, tensorsOf } from "./tensors.ts";
import type { CaseRunner, GoldenCase, HostTensor, Json, JsonRecord } from "./types.ts";
import { excludedFromDecay } from "./unsaved.ts";

/** The optimizer of a saved form. */
function optimizerOf(saved: SerializedObject): Optimizer {
  lookUp("optimizer", optimizerClasses, saved.class_name);
  return construct(() => loadOptimizer(saved) as Optimizer);
}

function weightsOf({ given }: GoldenCase): Variable[] {
  return listOf(given, "variables").map((entry) => {
    const path = (entry as JsonRecord)["path"] as string;
    const { shape, dtype, data } = tensorOf(entry as JsonRecord, "initial");
    const weight = new Variable({
      name: path.split("/").at(-1)!,
      shape,
      dtype,
      initialize: () => data,
    });
    weight.path = path;
    return weight;
  });
}

/** The optimizer's own variables; a path without an owner is one that Keras made up for a variable without a name. */
function stateOf(optimizer: Optimizer, expected: readonly Json[]): Answer {
  return optimizer.variables.map((variable, i) => {
    const path = (expected[i] as JsonRecord | undefined)?.["path"];
    const isNamed = typeof path !== "string" || path.includes("/");
    return { path: isNamed ? variable.path : path, value: hostOf(variable) };
  });
}

function finalValues(optimizer: Optimizer, weights: readonly Variable[]): Answer {
  optimizer.finalizeVariableValues(weights);
  return weights.map(hostOf);
}

/** Steps of an optimizer with given gradients, as one program: weights and rate after each, its state at the end. */
export const runOptimizer: CaseRunner = (golden) => {
  const { given, expected } = golden;
  const optimizer = optimizerOf(given["optimizer"] as unknown as SerializedObject);
  const excluded = excludedFromDecay(golden.name);
  if (excluded !== undefined) optimizer.excludeFromWeightDecay({ names: [excluded] });
  const weights = weightsOf(golden);
  optimizer.build(weights);
  const grads = listOf(given, "grads").map((_, step) =>
    tensorsOf({ step: listOf(given, "grads")[step]! }, "step"),
  );
  const inputsOf = (tensors: readonly HostTensor[]): Record<string, HostTensor> =>
    Object.fromEntries(tensors.map((tensor, i) => [`g${i}`, tensor]));
  const run = compileFunction(
    [...weights, ...optimizer.variables],
    inputsOf(grads[0]!),
    (values) => {
      optimizer.apply(weights.map((weight, i): GradientPair => [values[`g${i}`], weight]));
      return {};
    },
  );
  const steps = grads.map((tensors) => {
    run(inputsOf(tensors));
    return { values: weights.map(hostOf), learning_rate: optimizer.learningRate };
  });
  return [
    ...checkAnswer(golden, "steps", steps),
    ...checkAnswer(
      golden,
      "optimizer_state",
      stateOf(optimizer, listOf(expected, "optimizer_state")),
    ),
    ...("final_values" in expected
      ? checkAnswer(golden, "final_values", finalValues(optimizer, weights))
      : []),
  ];
};
