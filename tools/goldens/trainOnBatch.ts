import type { Model } from "../../src/models/model.ts";
import { checkField, compare, type Answer } from "./compare.ts";
import { hostOf } from "./execute.ts";
import { lookUp } from "./missing.ts";
import { dataOf, finalWeights, modelOf, setInitialWeights } from "./models.ts";
import { listOf } from "./tensors.ts";
import type { CaseRunner, JsonRecord } from "./types.ts";

/** Keras's calls on one batch, and ours; undefined: nothing is returned. */
const calls: Readonly<
  Record<string, (model: Model, given: JsonRecord) => Promise<Answer> | undefined>
> = {
  train_on_batch: (model, { x, y }) => model.trainOnBatch(dataOf(x), dataOf(y)),
  test_on_batch: (model, { x, y }) => model.testOnBatch(dataOf(x), dataOf(y)),
  predict_on_batch: async (model, { x }) => hostOf(await model.predictOnBatch(dataOf(x))),
  reset_metrics: (model) => {
    model.resetMetrics();
    return undefined;
  },
};

/** What was called and what came back, without the data. */
const withoutData = ({ call, result }: JsonRecord): JsonRecord => ({
  call: call!,
  ...(result === undefined ? {} : { result }),
});

/** Calls on single batches, one after the other, with what they return. */
export const runBatches: CaseRunner = async (golden) => {
  const model = modelOf(golden.given["model"]);
  setInitialWeights(model, golden.given);
  const found: Answer[] = [];
  for (const entry of listOf(golden.expected, "calls")) {
    const given = entry as JsonRecord;
    const name = given["call"] as string;
    const result = await lookUp("call", calls, name)(model, given);
    found.push({ call: name, ...(result === undefined ? {} : { result }) });
  }
  return [
    ...checkField(golden, "calls", (expected, tolerance) =>
      compare(found, (expected as readonly JsonRecord[]).map(withoutData), tolerance),
    ),
    ...checkField(golden, "final_weights", (expected, tolerance) =>
      compare(finalWeights(model, expected), expected, tolerance),
    ),
  ];
};
