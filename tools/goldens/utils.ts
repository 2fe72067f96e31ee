import { normalize } from "../../src/data/normalize.ts";
import { padSequences } from "../../src/data/padSequences.ts";
import { toCategorical } from "../../src/data/toCategorical.ts";
import { preprocessInput, type Application } from "../../src/ops/image/preprocessInput.ts";
import type { OperandLike } from "../../src/ops/convert.ts";
import type { TensorLike } from "../../src/tensor/tensor.ts";
import { checkAnswer } from "./compare.ts";
import { camelKeys, construct, lookUp } from "./missing.ts";
import { decode, isTensor, listOf } from "./tensors.ts";
import type { CaseRunner, HostTensor, Json, JsonRecord } from "./types.ts";
import { eagerTensor, hostOf } from "./execute.ts";

type Utility = (args: readonly unknown[], options: Readonly<Record<string, unknown>>) => HostTensor;

/** Keras's utilities that Hornet has. */
const utilities: Readonly<Record<string, Utility>> = {
  to_categorical: ([labels], { numClasses }) =>
    hostOf(toCategorical(labels as never, numClasses as number | undefined)),
  pad_sequences: ([sequences], options) =>
    hostOf(padSequences(sequences as readonly TensorLike[], options)),
  normalize: ([x], options) => hostOf(normalize(x as TensorLike, options)),
};

/** "applications.vgg16.preprocess_input": what the network wants of images. */
function applicationOf(name: string): Utility | undefined {
  const application = /^applications\.(\w+)\.preprocess_input$/u.exec(name)?.[1];
  if (application === undefined) return undefined;
  return ([images], options) =>
    hostOf(preprocessInput(application as Application, images as OperandLike, options));
}

/** A function of `keras.utils`. */
export const runUtility: CaseRunner = (golden) => {
  const name = golden.given["fn"] as string;
  const utility = applicationOf(name) ?? lookUp("utility", utilities, name);
  const args = listOf(golden.given, "args").map((argument: Json) =>
    isTensor(argument) ? eagerTensor(decode(argument)) : argument,
  );
  const result = construct(() => utility(args, camelKeys(golden.given["kwargs"] as JsonRecord)));
  return checkAnswer(golden, "result", result);
};
