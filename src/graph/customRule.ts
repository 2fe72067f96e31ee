import type { Operand, Value } from "./value.ts";

/** A gradient of the user's own: of some values, from the gradient of what was made of them. */
export interface CustomRule {
  readonly inputs: readonly Value[];
  /** The gradients with respect to the inputs, in order; null where there is none. */
  readonly vjp: (dOut: Value) => readonly (Operand | null)[];
}

const rules = new WeakMap<Value, CustomRule>();

/** Gives a value a gradient of its own, in place of its primitive's. */
export function setCustomRule(value: Value, rule: CustomRule): void {
  rules.set(value, rule);
}

/** The value's own gradient, if it was given one. */
export function customRuleOf(value: Value): CustomRule | undefined {
  return rules.get(value);
}
