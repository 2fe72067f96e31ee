import type { DType } from "./dtype.ts";
import { failUnknownName } from "./errors.ts";
import { floatx } from "./floatx.ts";

/** Keras's names of dtype policies: weights and computation in one dtype, or computation in 16 bits over weights of 32. */
export type DTypePolicyName =
  | "float32"
  | "float16"
  | "bfloat16"
  | "float64"
  | "mixed_float16"
  | "mixed_bfloat16";

/** In which dtypes a layer keeps its weights and computes. */
export interface DTypePolicy {
  readonly name: DTypePolicyName;
  readonly variableDType: DType;
  readonly computeDType: DType;
}

const names: readonly DTypePolicyName[] = ["float32", "float16", "bfloat16", "float64", "mixed_float16", "mixed_bfloat16"]; // prettier-ignore

let chosen: DTypePolicyName | undefined;

/** The name of the policy of layers that are told none. Default: that of `floatx`. */
export function dtypePolicy(): DTypePolicyName {
  return chosen ?? floatx();
}

/** Sets the policy of layers that are made from now on and told none. "mixed_float16" computes in float16 over weights in float32. */
export function setDtypePolicy(name: DTypePolicyName): void {
  chosen = policyOf("setDtypePolicy", name).name;
}

/** The policy is that of `floatx` again. */
export function resetDtypePolicy(): void {
  chosen = undefined;
}

/** Runs `action` while layers that are told no policy follow this one. */
export function withDtypePolicy<T>(name: DTypePolicyName, action: () => T): T {
  const outer = chosen;
  chosen = name;
  try {
    return action();
  } finally {
    chosen = outer;
  }
}

/** Whether it is the name of a policy. */
function isPolicyName(name: string): name is DTypePolicyName {
  return (names as readonly string[]).includes(name);
}

/** The policy of that name; without one: the chosen one. */
export function policyOf(where: string, name: string = dtypePolicy()): DTypePolicy {
  if (!isPolicyName(name)) return failUnknownName(where, "dtype policy", name, names);
  if (name === "mixed_float16") return { name, variableDType: "float32", computeDType: "float16" };
  if (name === "mixed_bfloat16")
    return { name, variableDType: "float32", computeDType: "bfloat16" };
  return { name, variableDType: name, computeDType: name };
}
