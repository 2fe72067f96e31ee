import type { Layer } from "../../src/layers/layer.ts";
import type { Model } from "../../src/models/model.ts";
import type { SummaryOptions } from "../../src/models/summary.ts";
import { checkAnswer, type Answer } from "./compare.ts";
import { camelKeys } from "./missing.ts";
import { modelOf } from "./models.ts";
import { textOf, toNumber } from "./tensors.ts";
import type { CaseRunner, JsonRecord } from "./types.ts";

/** Runs `action` as if the terminal had that many columns. */
function withColumns<T>(columns: number, action: () => T): T {
  const { stdout } = process;
  const before = Object.getOwnPropertyDescriptor(stdout, "columns");
  Object.defineProperty(stdout, "columns", { value: columns, configurable: true });
  try {
    return action();
  } finally {
    if (before === undefined) Reflect.deleteProperty(stdout, "columns");
    else Object.defineProperty(stdout, "columns", before);
  }
}

/** Name, class, output shape and parameters of each layer. */
export function layerTable(model: Model): Answer {
  return model.layers.map((layer): Answer => {
    const { className } = layer.constructor as typeof Layer;
    const shapes = (layer.nodes.at(-1)?.outputs ?? []).map(({ shape }) => [...shape]);
    return {
      name: layer.name,
      class_name: className,
      output_shape: shapes.length === 1 ? shapes[0] : shapes,
      params: layer.countParams(),
    };
  });
}

/** A model's summary: its text, its counts, its layers. */
export const runSummary: CaseRunner = (golden) => {
  const { given, expected } = golden;
  const model = modelOf(given["model"]);
  // After a step of training the optimizer has its variables.
  if (textOf(expected["text"]).includes("Optimizer params"))
    model.optimizer.build(model.trainableWeights);
  let text = "";
  const options = camelKeys(given["kwargs"] as JsonRecord) as SummaryOptions;
  withColumns(toNumber(given["terminal_columns"]), () =>
    model.summary({ ...options, printFn: (part) => (text += part) }),
  );
  const size = (weights: Model["weights"]): number =>
    weights.reduce((sum, weight) => sum + weight.size, 0);
  const params = {
    total: size(model.weights),
    trainable: size(model.trainableWeights),
    non_trainable: size(model.nonTrainableWeights),
  };
  const isBuilt = expected["layers"] !== null;
  return [
    ...checkAnswer(golden, "text", text),
    ...checkAnswer(golden, "params", params),
    ...checkAnswer(golden, "layers", isBuilt ? layerTable(model) : null),
  ];
};
