import { fail } from "../base/errors.ts";
import { setCustomRule } from "../graph/customRule.ts";
import { Operand, Value } from "../graph/value.ts";
import { builderFor, castWith } from "./convert.ts";

/** The gradients that a function gives back: one, or one per argument. */
type Gradients = Operand | null | readonly (Operand | null)[];

/** A result, and how its gradient becomes those of the arguments. */
export type WithGradient = readonly [result: Operand, gradient: (upstream: Operand) => Gradients];

/**
 * The function with a gradient of its own: `f` gives its result and a function from the result's gradient to those of the
 * arguments. `customGradient((x) => [ops.exp(x), (upstream) => ops.clip(upstream, -1, 1)])`
 */
export function customGradient<Inputs extends readonly Operand[]>(
  f: (...inputs: Inputs) => WithGradient,
): (...inputs: Inputs) => Operand {
  return (...inputs) => {
    const answer: unknown = f(...inputs);
    const [result, gradient] = (Array.isArray(answer) ? answer : []) as unknown as WithGradient;
    if (!(result instanceof Operand) || typeof gradient !== "function") {
      return fail("value", {
        where: "customGradient",
        expected: "a function that gives [result, gradient]",
        received: typeof answer,
      });
    }
    if (!(result instanceof Value)) return result;
    // A value of its own carries the rule, so that the result itself keeps its gradient elsewhere.
    const marked = builderFor("customGradient", [result]).emit(
      "stopGradient",
      [result],
      {},
    ) as Value;
    const values = inputs.filter((input) => input instanceof Value);
    setCustomRule(marked, {
      inputs: values,
      vjp: (dOut) => {
        const found = gradient(dOut);
        const list = Array.isArray(found)
          ? (found as readonly (Operand | null)[])
          : [found as Operand | null];
        if (list.length !== inputs.length) {
          fail("value", {
            where: "customGradient",
            expected: `${inputs.length} gradients`,
            received: `${list.length}`,
          });
        }
        return values.map((value) => {
          const own = list[inputs.indexOf(value)] ?? null;
          return own === null
            ? null
            : castWith(builderFor("customGradient", [value]), own, value.dtype);
        });
      },
    });
    return marked;
  };
}
