import { setCustomRule } from "../graph/customRule.ts";
import { Value, type Operand } from "../graph/value.ts";
import { multiply, subtract } from "./add.ts";
import { stopGradient } from "./cast.ts";
import { floatOperand, optionsOf, type OperandLike, type OptionsOr } from "./convert.ts";
import { divide } from "./divide.ts";
import { exp, log } from "./exp.ts";
import { max } from "./max.ts";
import { sum } from "./sum.ts";

/** Over which axes the results sum to 1. */
export interface SoftmaxOptions {
  /** Default -1; null means all axes together. */
  readonly axis?: number | readonly number[] | null | undefined;
}

/** What a softmax was computed of: cross-entropy on these logits loses no digits. */
export interface SoftmaxSource {
  readonly logits: Operand;
  readonly axis: number | readonly number[] | null;
}

const sources = new WeakMap<Operand, SoftmaxSource>();

/** The logits of a value that came out of `softmax`, else undefined. */
export function softmaxSourceOf(probabilities: Operand): SoftmaxSource | undefined {
  return sources.get(probabilities);
}

function axisOf(options: SoftmaxOptions): number | readonly number[] | null {
  return options.axis === undefined ? -1 : options.axis;
}

function shifted(x: Operand, axis: number | readonly number[] | null): Operand {
  return subtract(x, stopGradient(max(x, { axis, keepdims: true })));
}

/** eˣ / Σ eˣ over `axis` (default -1): positive, sums to 1. Shifted by the largest x, so that nothing overflows. */
export function softmax(x: OperandLike, options: OptionsOr<SoftmaxOptions, "axis"> = {}): Operand {
  const named = optionsOf<SoftmaxOptions>("axis", options);
  const { x: logits } = floatOperand("softmax", x);
  const axis = axisOf(named);
  const powers = exp(shifted(logits, axis));
  const probabilities = divide(powers, sum(powers, { axis, keepdims: true }));
  sources.set(probabilities, { logits, axis });
  if (probabilities instanceof Value && logits instanceof Value) {
    // dx = p · (dp - Σ dp · p): of all that was computed only the result is read again.
    setCustomRule(probabilities, {
      inputs: [logits],
      vjp: (dOut) => {
        const mean = sum(multiply(dOut, probabilities), { axis, keepdims: true });
        return [multiply(probabilities, subtract(dOut, mean))];
      },
    });
  }
  return probabilities;
}

/** x - ln Σ eˣ over `axis` (default -1): the logarithm of the softmax, exact where that is 0 or 1. */
export function logSoftmax(
  x: OperandLike,
  options: OptionsOr<SoftmaxOptions, "axis"> = {},
): Operand {
  const named = optionsOf<SoftmaxOptions>("axis", options);
  const { x: logits } = floatOperand("logSoftmax", x);
  const axis = axisOf(named);
  const low = shifted(logits, axis);
  return subtract(low, log(sum(exp(low), { axis, keepdims: true })));
}
