/** Why there is no native code here. */
export function nativeEngine(): string {
  return "a page has no C compiler";
}
