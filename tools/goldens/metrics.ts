import { fromConfig, type SerializedObject } from "../../src/base/config.ts";
import { Session } from "../../src/eager/session.ts";
import { metricClasses } from "../../src/metrics/getMetric.ts";
import type { Metric } from "../../src/metrics/metric.ts";
import { checkAnswer, type Answer } from "./compare.ts";
import { hostOf } from "./execute.ts";
import { construct, lookUp } from "./missing.ts";
import { decode, isTensor, listOf } from "./tensors.ts";
import type { CaseRunner, HostTensor, Json, JsonRecord } from "./types.ts";
import { unsavedOptions } from "./unsaved.ts";

/** Arguments of `updateState` in their order, as the goldens name them. */
const argumentNames = ["values", "y_true", "y_pred", "sample_weight"];

function argumentsOf(update: Json): HostTensor[] {
  return argumentNames
    .map((name) => (update as JsonRecord)[name])
    .filter(isTensor)
    .map(decode);
}

/** Runs the updates one after the other, each as a program of its own; calls `after` after each. */
function runUpdates(metric: Metric, updates: readonly HostTensor[][], after: () => void): void {
  const [, output] = updates[0] ?? [];
  if (output !== undefined) metric.build(updates[0]![0]!.shape, output.shape);
  const session = new Session(metric.variables);
  const programs = updates.map((tensors, u) =>
    session.compile({
      name: `update${u}`,
      inputs: Object.fromEntries(
        tensors.map(({ shape, dtype }, i) => [`u${u}_${i}`, { shape, dtype }]),
      ),
      trace: (given) => {
        const [first, second, third] = tensors.map((_, i) => given[`u${u}_${i}`]!);
        // A mean takes values and weights; other metrics targets, predictions and weights.
        if (second === undefined)
          (metric as unknown as { updateState(values: unknown): void }).updateState(first);
        else metric.updateState(first!, second, third);
        return {};
      },
    }),
  );
  session.placeSync(programs);
  for (const [u, program] of programs.entries()) {
    for (const [i, { data }] of updates[u]!.entries()) session.write(`u${u}_${i}`, data);
    session.runSync(program);
    after();
  }
}

/** A result as the goldens write it: a number alone, else a tensor. */
function resultOf(metric: Metric, like: Json | undefined): Answer {
  const result = metric.result();
  if (isTensor(like)) return hostOf(result);
  return result.rank === 0 ? result.item() : result.array();
}

/** The state that the goldens name; what Hornet keeps apart to sum exactly is added. */
function stateOf(metric: Metric, expected: readonly Json[]): Answer {
  return expected.map((entry) => {
    const name = (entry as JsonRecord)["name"] as string;
    const variable = metric.variables.find((own) => own.name === name);
    if (variable === undefined)
      return {
        name,
        value: `not there, but ${metric.variables.map((own) => own.name).join(", ")}`,
      };
    const rest = metric.variables.find((own) => own.name === `${name}_compensation`);
    const value = hostOf(variable);
    return {
      name,
      value:
        rest === undefined
          ? value
          : { ...value, data: value.data.map((x, i) => x + rest.data[i]!) },
    };
  });
}

/** A metric's result after every update, its state, and its result after a reset. */
export const runMetric: CaseRunner = (golden) => {
  const { given, expected } = golden;
  const { class_name, config } = given["metric"] as unknown as SerializedObject;
  const metricClass = lookUp("metric", metricClasses, class_name);
  const metric = construct(
    () => new metricClass({ ...fromConfig(config), ...unsavedOptions(golden.name) }),
  );
  const results = listOf(expected, "results");
  const found: Answer[] = [];
  runUpdates(metric, listOf(given, "updates").map(argumentsOf), () => {
    found.push(resultOf(metric, results[found.length]));
  });
  const state = stateOf(metric, listOf(expected, "state"));
  metric.resetState();
  return [
    ...checkAnswer(golden, "results", found),
    ...checkAnswer(golden, "state", state),
    ...checkAnswer(golden, "after_reset", resultOf(metric, expected["after_reset"])),
  ];
};
