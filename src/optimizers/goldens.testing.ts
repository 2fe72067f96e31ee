import { expect, test } from "vitest";
import { fromConfig } from "../base/config.ts";
import { Variable } from "../graph/variable.ts";
import { eager, runStep } from "../../test/golden/interpreted.ts";
import {
  difference,
  elementsOf,
  readGoldens,
  type GoldenTensor,
  type Tolerance,
} from "../../test/golden/support.ts";
import { optimizerClasses } from "./getOptimizer.ts";
import type { GradientPair, Optimizer } from "./optimizer.ts";
import type { LearningRateLike } from "./optimizerOptions.ts";
import { scheduleClasses } from "./schedules/schedules.ts";

interface Serialized {
  readonly class_name: string;
  readonly config: Readonly<Record<string, unknown>>;
}

/** An optimizer case of the goldens. */
export interface OptimizerCase {
  readonly name: string;
  readonly optimizer: Serialized;
  readonly variables: readonly { readonly path: string; readonly initial: GoldenTensor }[];
  readonly grads: readonly (readonly GoldenTensor[])[];
  readonly expected: {
    readonly steps: readonly {
      readonly values: readonly GoldenTensor[];
      readonly learning_rate: number;
    }[];
    readonly optimizer_state: readonly { readonly path: string; readonly value: GoldenTensor }[];
  };
  readonly tolerance: Readonly<Record<string, Tolerance>>;
}

/** All of them. */
export const optimizerCases: readonly OptimizerCase[] = [
  ...readGoldens<OptimizerCase>("optimizers"),
  ...readGoldens<OptimizerCase>("optimizers_further"),
];

/** Titles of the rows that a case proves. */
const rows: Readonly<Record<string, string>> = {
  sgd_clipvalue: "S4.31 ",
  sgd_clipnorm: "S4.31 ",
  sgd_global_clipnorm: "S4.31 ",
  sgd_momentum: "S4.34 ",
  sgd_nesterov: "S4.35 ",
  adagrad_default: "S4.36 ",
  rmsprop_default: "S4.36 ",
  adam_default: "S4.37 ",
  nadam_default: "S4.37 ",
  sgd_exp_decay: "S4.43 ",
};

function learningRateOf(saved: unknown): LearningRateLike {
  if (typeof saved === "number") return saved;
  const { class_name, config } = saved as Serialized;
  return new (scheduleClasses.get(class_name)!)(fromConfig(config) as never);
}

function optimizerOf({ class_name, config }: Serialized): Optimizer {
  const optimizerClass = optimizerClasses.get(class_name);
  if (optimizerClass === undefined) throw new Error(`no ${class_name}`);
  const { learning_rate: learningRate, inner_optimizer: inner } = config;
  return new optimizerClass({
    ...fromConfig(config),
    ...(learningRate === undefined ? {} : { learningRate: learningRateOf(learningRate) }),
    ...(inner === undefined ? {} : { innerOptimizer: optimizerOf(inner as Serialized) }),
  });
}

function make({ name, optimizer: saved }: OptimizerCase): Optimizer {
  const optimizer = optimizerOf(saved);
  if (name.endsWith("exclude_bias")) optimizer.excludeFromWeightDecay({ names: ["bias"] });
  return optimizer;
}

function weightsOf({ variables }: OptimizerCase): Variable[] {
  return variables.map(({ path, initial }) => {
    const name = path.split("/").at(-1)!;
    const weight = new Variable({
      name,
      shape: initial.shape,
      initialize: () => elementsOf(initial),
    });
    weight.path = path;
    return weight;
  });
}

/** How the gradients of a step reach the optimizer: as tensors at once, or as values of a traced step. */
const ways: Readonly<
  Record<
    string,
    (optimizer: Optimizer, gradients: readonly GoldenTensor[], weights: Variable[]) => void
  >
> = {
  eager: (optimizer, gradients, weights) => {
    optimizer.apply(gradients.map((gradient, i): GradientPair => [eager(gradient), weights[i]!]));
  },
  traced: (optimizer, gradients, weights) => {
    runStep(gradients, (values) =>
      optimizer.apply(values.map((value, i): GradientPair => [value, weights[i]!])),
    );
  },
};

/** Weights and state are Keras's after each step. */
export function optimizerCase(golden: OptimizerCase): void {
  test.each(Object.entries(ways))(`${rows[golden.name] ?? ""}case ${golden.name}, %s`, (_, run) => {
    const [optimizer, weights] = [make(golden), weightsOf(golden)];
    optimizer.build(weights);
    expect(optimizer.name).toBe(golden.optimizer.config["name"]);
    for (const [i, { values, learning_rate }] of golden.expected.steps.entries()) {
      run(optimizer, golden.grads[i]!, weights);
      for (const [j, weight] of weights.entries()) {
        expect(
          difference(weight, values[j]!, golden.tolerance["steps"]),
          `step ${i}, ${weight.path}`,
        ).toBeUndefined();
      }
      expect(Math.abs(optimizer.learningRate - learning_rate)).toBeLessThanOrEqual(
        1e-6 * Math.abs(learning_rate) + 1e-9,
      );
    }
    const state = golden.expected.optimizer_state;
    // Keras gives Nadam's product no name, and counts in int64.
    const paths = state.map(({ path }) => (path === "variable" ? "nadam/u_product" : path));
    expect(optimizer.variables.map(({ path }) => path)).toEqual(paths);
    expect(optimizer.iterations.item()).toBe(golden.grads.length);
    for (const [i, variable] of optimizer.variables.entries()) {
      const { value } = state[i]!;
      if (variable.dtype === "int32") expect([...variable.data], variable.path).toEqual(value.data);
      else
        expect(
          difference(variable, value, golden.tolerance["optimizer_state"]),
          variable.path,
        ).toBeUndefined();
    }
  });
}
