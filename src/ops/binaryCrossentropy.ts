import type { Operand } from "../graph/value.ts";
import { add, multiply, negative, subtract } from "./add.ts";
import {
  floatOf,
  optionsOf,
  resultDType,
  toOperand,
  unify,
  type OperandLike,
  type OptionsOr,
} from "./convert.ts";
import { expectSameShape } from "./categoricalCrossentropy.ts";
import { greater } from "./equal.ts";
import { exp, log, log1p } from "./exp.ts";
import { clip, maximum } from "./maximum.ts";
import { sigmoidLogitsOf } from "./sigmoid.ts";
import { epsilon } from "../base/epsilon.ts";
import { where } from "./where.ts";

/** What the outputs are. */
export interface BinaryCrossentropyOptions {
  /** Whether `output` holds logits instead of probabilities. Default false. */
  readonly fromLogits?: boolean | undefined;
}

/**
 * -t ln p - (1 - t) ln(1 - p), element by element: target and output of one shape -> that shape.
 * Probabilities are held between 1e-7 and 1 - 1e-7; where they came out of `sigmoid`, its logits are used instead.
 * Of logits z (`fromLogits`, default false): max(z, 0) - z·t + ln(1 + e^-|z|).
 */
export function binaryCrossentropy(
  target: OperandLike,
  output: OperandLike,
  options: OptionsOr<BinaryCrossentropyOptions, "fromLogits"> = {},
): Operand {
  const named = optionsOf<BinaryCrossentropyOptions>("fromLogits", options);
  const given = toOperand(output);
  const logits = named.fromLogits === true ? given : sigmoidLogitsOf(given);
  const dtype = floatOf(resultDType([target, given]));
  const { operands } = unify("binaryCrossentropy", [target, logits ?? given], dtype);
  const [t, x] = operands as [Operand, Operand];
  expectSameShape("binaryCrossentropy", t.shape, x.shape);
  if (logits === undefined) {
    const p = clip(x, epsilon(), 1 - epsilon());
    return negative(add(multiply(t, log(p)), multiply(subtract(1, t), log(subtract(1, p)))));
  }
  const isPositive = greater(x, 0);
  const tail = log1p(exp(where(isPositive, negative(x), x)));
  return add(subtract(maximum(x, 0), multiply(x, t)), tail);
}
