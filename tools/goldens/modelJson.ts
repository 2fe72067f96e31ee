import { Model } from "../../src/models/model.ts";
import { modelFromJson } from "../../src/models/deserialize.ts";
import { checkAnswer, checkField, compare, type Answer } from "./compare.ts";
import { construct } from "./missing.ts";
import { layerTable } from "./summary.ts";
import type { CaseRunner, GoldenCase, Json } from "./types.ts";

function weightsOf(model: Model): Answer {
  const trained = new Set(model.trainableWeights);
  return model.weights.map((weight) => ({
    path: weight.path,
    shape: [...weight.shape],
    trainable: trained.has(weight),
  }));
}

/** A model rebuilt from Keras's JSON, and the JSON that it writes. */
export const runModelJson: CaseRunner = (golden: GoldenCase) => {
  const { given, expected } = golden;
  const text = expected["json_text"] as string;
  const model = construct(() => modelFromJson(text));
  if (!(model instanceof Model)) return [`a ${String(model)}, not a model`];
  const written = JSON.parse(JSON.stringify(model)) as Answer & Json;
  return [
    ...checkField(golden, "json_text", (answer) =>
      compare(written, JSON.parse(answer as string) as Json),
    ),
    ...checkField(golden, "compile_config", (answer) =>
      compare((written as { readonly compile_config?: Answer }).compile_config, answer),
    ),
    ...checkAnswer(golden, "rebuilt_param_count", model.countParams()),
    ...checkAnswer(golden, "layers", layerTable(model)),
    ...("weights" in given
      ? compare(weightsOf(model), given["weights"]).map((problem) => `weights: ${problem}`)
      : []),
  ];
};
