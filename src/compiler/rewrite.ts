import { valuesOfPart, type Work } from "../base/eventLoop.ts";
import { topologicalOrder } from "../graph/builder.ts";
import { inScope } from "../graph/scope.ts";
import type { Value } from "../graph/value.ts";

/** Takes a graph's outputs to the outputs of an equal graph. */
export interface Pass {
  /** The word for HORNET_TRACE. */
  readonly name: string;
  readonly run: (outputs: readonly Value[]) => Work<readonly Value[]>;
}

/** Looks at one value, whose inputs are rewritten already; gives what stands for it, or undefined to keep it. */
export type Rule = (value: Value) => Value | undefined;

/**
 * Applies a rule to every value that the outputs need, inputs first. Values whose inputs stay are kept as they are,
 * so parameters keep their identity; new values are written into the same graph.
 */
export function* rewrite(outputs: readonly Value[], rule: Rule): Work<Value[]> {
  const replacement = new Map<Value, Value>();
  for (const value of topologicalOrder(outputs)) {
    if (replacement.size % valuesOfPart === 0) yield;
    const inputs = value.inputs.map((input) => replacement.get(input)!);
    const same = inputs.every((input, i) => input === value.inputs[i]);
    inScope(value.scope, () => {
      const current = same
        ? value
        : (value.builder.emit(value.primitive, inputs, value.attributes) as Value);
      replacement.set(value, rule(current) ?? current);
    });
  }
  return outputs.map((output) => replacement.get(output)!);
}
