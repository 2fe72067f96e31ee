import { heldAs, type DType, type WideDType } from "./dtype.ts";
import { failUnknownName } from "./errors.ts";

/** Keras's names of the dtypes that can be the default one with fractions. */
export type Floatx = "float32" | "float64" | "float16" | "bfloat16";

const names: readonly Floatx[] = ["float32", "float64", "float16", "bfloat16"];

let chosen: Floatx = "float32";

/** The dtype of what has fractions and is told no dtype. Default "float32". */
export function floatx(): Floatx {
  return chosen;
}

/**
 * Sets the dtype of what is made from now on and told none: inputs, weights, results of `zeros` or `random.normal`,
 * integers that become fractions, losses and data sets; and the dtype policy, unless `setDtypePolicy` chose one.
 * `tensor([1.5])` stays float32, as in Keras. "float64" needs `setEngine("reference")` wherever models compute.
 */
export function setFloatx(dtype: Floatx): void {
  chosen = names.includes(dtype) ? dtype : failUnknownName("setFloatx", "floatx", dtype, names);
}

/** The dtype of sums over many steps: that of `floatx`, but 32 bits at least. */
export function wideFloatx(): WideDType {
  return heldAs(chosen);
}

/** Whether numbers of float64 are computed in another dtype by a layer of that one. */
export function narrowsFloat64(dtype: DType): boolean {
  return dtype !== "float32" || chosen === "float64";
}
