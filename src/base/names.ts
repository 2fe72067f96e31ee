import { resetDtypePolicy } from "./dtypePolicy.ts";

/** How often each name was given out in this session. */
const counts = new Map<string, number>();

/** "dense", then "dense_1", "dense_2": as Keras names layers that were not named. */
export function uniqueName(prefix: string): string {
  const count = counts.get(prefix) ?? 0;
  counts.set(prefix, count + 1);
  return count === 0 ? prefix : `${prefix}_${count}`;
}

/** Counts from the start again, as in a new process; the dtype policy is that of `floatx` again. */
export function clearSession(): void {
  counts.clear();
  resetDtypePolicy();
}

/** "BatchNormalization" -> "batch_normalization", "LeakyReLU" -> "leaky_re_lu": Keras's way from classes to names. */
export function snakeCase(className: string): string {
  const intermediate = className.replaceAll(/\W+/g, "").replaceAll(/(.)([A-Z][a-z]+)/g, "$1_$2");
  return intermediate.replaceAll(/([a-z])([A-Z])/g, "$1_$2").toLowerCase();
}
