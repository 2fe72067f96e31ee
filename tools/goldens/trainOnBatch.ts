import { checkAnswer, checkField, compare, type Answer } from "./compare.ts";
import { Missing } from "./missing.ts";
import { dataOf, finalWeights, modelOf, setInitialWeights } from "./models.ts";
import { listOf } from "./tensors.ts";
import type { CaseRunner, JsonRecord } from "./types.ts";

/** Calls of trainOnBatch, testOnBatch and resetMetrics, with what they return. */
export const runBatches: CaseRunner = async (golden) => {
  const model = modelOf(golden.given["model"]);
  setInitialWeights(model, golden.given);
  const found: Answer[] = [];
  for (const entry of listOf(golden.expected, "calls")) {
    const { call, x, y, result, ...rest } = entry as JsonRecord;
    let own: Answer = null;
    if (call === "train_on_batch") own = await model.trainOnBatch(dataOf(x), dataOf(y));
    else if (call === "test_on_batch") own = await model.testOnBatch(dataOf(x), dataOf(y));
    else if (call === "reset_metrics") model.resetMetrics();
    else throw new Missing(`call ${String(call)}`);
    found.push(result === undefined ? { call: call as string, ...(rest as { readonly [key: string]: Answer }) } : { call: call as string, result: own });
  }
  const results = (expected: JsonRecord): JsonRecord => Object.fromEntries(Object.entries(expected).filter(([key]) => key !== "x" && key !== "y"));
  return [
    ...checkField(golden, "calls", (expected, tolerance) => compare(found, (expected as readonly JsonRecord[]).map(results), tolerance)),
    ...checkField(golden, "final_weights", (expected, tolerance) => compare(finalWeights(model, expected), expected, tolerance)),
  ];
};
