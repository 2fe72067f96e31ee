import type { NativeHost } from "./host.ts";

/** Why there is no native code here. */
export function findNativeHost(): NativeHost | string {
  return "a page has no C compiler";
}
