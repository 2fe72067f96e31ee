import { normalize } from "../../src/data/normalize.ts";
import { padSequences } from "../../src/data/padSequences.ts";
import { toCategorical } from "../../src/data/toCategorical.ts";
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

/** A function of `keras.utils`. */
export const runUtility: CaseRunner = (golden) => {
  const utility = lookUp("utility", utilities, golden.given["fn"] as string);
  const args = listOf(golden.given, "args").map((argument: Json) =>
    isTensor(argument) ? eagerTensor(decode(argument)) : argument,
  );
  const result = construct(() => utility(args, camelKeys(golden.given["kwargs"] as JsonRecord)));
  return checkAnswer(golden, "result", result);
};
