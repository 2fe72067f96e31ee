import { arrayConstants } from "../program/constants.ts";
import { aligned } from "../program/plan.ts";
import type { Program } from "../program/program.ts";

/** Where the array constants of a program lie in its constant block, and how large the block is. */
export interface ConstantBlock {
  readonly bytes: number;
  readonly parts: readonly { readonly offset: number; readonly data: Uint8Array }[];
}

/** The array constants of all groups, in order, each 64-byte aligned. */
export function constantBlock(program: Program): ConstantBlock {
  let bytes = 0;
  const parts = program.groups.flatMap((group) =>
    arrayConstants(group).map(({ attributes: { data } }) => {
      const part = {
        offset: bytes,
        data: new Uint8Array(data.buffer, data.byteOffset, data.byteLength),
      };
      bytes += aligned(data.byteLength);
      return part;
    }),
  );
  return { bytes, parts };
}
