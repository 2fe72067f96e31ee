import { nativeEngine } from "./engine.node.ts";

const engine = nativeEngine();

/** For tests: why this machine has no native engine; undefined where it has. Printed, so that nobody takes silence for a pass. */
export const noNativeEngine: string | undefined = typeof engine === "string" ? engine : undefined;

if (noNativeEngine !== undefined)
  // oxlint-disable-next-line no-console -- a test that does not run says so
  console.warn(`tests of the native engine left out: ${noNativeEngine}`);
