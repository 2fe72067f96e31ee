import { fromConfig, type SerializedObject } from "../../src/base/config.ts";
import { lossClasses } from "../../src/losses/getLoss.ts";
import type { Loss, LossOptions } from "../../src/losses/loss.ts";
import { checkAnswer, checkField, compareGradients } from "./compare.ts";
import { execute, gradientsOf, hostOf, named, unnamed } from "./execute.ts";
import { construct, lookUp } from "./missing.ts";
import { isRecord, isTensor, tensorOf } from "./tensors.ts";
import type { CaseRunner, GoldenCase, HostTensor } from "./types.ts";
import { unsavedOptions } from "./unsaved.ts";
import { Tensor } from "../../src/tensor/tensor.ts";

function lossOf({ name, given }: GoldenCase, reduction: string): Loss<LossOptions> {
  const { class_name, config } = given["loss"] as unknown as SerializedObject;
  const lossClass = lookUp("loss", lossClasses, class_name);
  return construct(
    () =>
      new lossClass({ ...fromConfig(config), ...unsavedOptions(name), reduction } as LossOptions),
  );
}

const one: HostTensor = hostOf(new Tensor(Float32Array.of(1), []));

/** The value of a loss under one reduction, and its gradient with respect to the prediction. */
function evaluate(
  golden: GoldenCase,
  reduction: string,
): { value: HostTensor; gradient: HostTensor | null } {
  const { given } = golden;
  const loss = lossOf(golden, reduction);
  const cotangent = reduction === "none" ? tensorOf(given, "none_cotangent") : one;
  const weighted = isTensor(given["sample_weight"])
    ? { weights: tensorOf(given, "sample_weight") }
    : {};
  const inputs = {
    yTrue: tensorOf(given, "y_true"),
    yPred: tensorOf(given, "y_pred"),
    ...weighted,
  };
  const found = execute([], inputs, ({ yTrue, yPred, weights }, builder) => {
    const value = loss.call(yTrue!, yPred!, weights);
    return { value, ...named("gradient", gradientsOf(builder, [value], [cotangent], [yPred!])) };
  });
  return { value: found["value"]!, gradient: unnamed("gradient", 1, found)[0]! };
}

/** A loss under all reductions, with gradients. */
export const runLoss: CaseRunner = (golden) => {
  const { values } = golden.expected;
  const reductions = isRecord(values) ? Object.keys(values) : [];
  const answers = new Map(reductions.map((reduction) => [reduction, evaluate(golden, reduction)]));
  const gradientFields = Object.keys(golden.expected).filter((field) => field.startsWith("grad_"));
  for (const field of gradientFields) {
    const reduction = field.slice("grad_".length);
    if (!answers.has(reduction)) answers.set(reduction, evaluate(golden, reduction));
  }
  const own = Object.fromEntries(
    reductions.map((reduction) => [reduction, answers.get(reduction)!.value]),
  );
  return [
    ...checkAnswer(golden, "values", own),
    ...gradientFields.flatMap((field) =>
      checkField(golden, field, (expected, tolerance) =>
        compareGradients(
          [answers.get(field.slice("grad_".length))!.gradient],
          [expected],
          tolerance,
        ),
      ),
    ),
  ];
};
