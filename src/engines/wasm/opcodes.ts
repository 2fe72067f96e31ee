import type { BinaryOp, UnaryOp } from "../../kernels/ir.ts";

/** Opcodes per operation: `scalar` plain, `vector` behind the SIMD prefix. */
export type Opcodes<K extends string> = Readonly<
  Partial<Record<K, { readonly scalar?: number; readonly vector?: number }>>
>;

/** f32 and f32x4 with one argument. */
export const floatUnary: Opcodes<UnaryOp> = {
  neg: { scalar: 0x8c, vector: 0xe1 },
  abs: { scalar: 0x8b, vector: 0xe0 },
  sqrt: { scalar: 0x91, vector: 0xe3 },
  floor: { scalar: 0x8e, vector: 0x68 },
  ceil: { scalar: 0x8d, vector: 0x67 },
  trunc: { scalar: 0x8f, vector: 0x69 },
  nearest: { scalar: 0x90, vector: 0x6a },
};

/** f32 and f32x4 with two arguments. */
export const floatBinary: Opcodes<BinaryOp> = {
  add: { scalar: 0x92, vector: 0xe4 },
  sub: { scalar: 0x93, vector: 0xe5 },
  mul: { scalar: 0x94, vector: 0xe6 },
  div: { scalar: 0x95, vector: 0xe7 },
  min: { scalar: 0x96, vector: 0xe8 },
  max: { scalar: 0x97, vector: 0xe9 },
  pseudoMin: { vector: 0xea },
  pseudoMax: { vector: 0xeb },
  eq: { scalar: 0x5b, vector: 0x41 },
  ne: { scalar: 0x5c, vector: 0x42 },
  lt: { scalar: 0x5d, vector: 0x43 },
  gt: { scalar: 0x5e, vector: 0x44 },
  le: { scalar: 0x5f, vector: 0x45 },
  ge: { scalar: 0x60, vector: 0x46 },
};

const shared: Opcodes<BinaryOp> = {
  add: { scalar: 0x6a, vector: 0xae },
  sub: { scalar: 0x6b, vector: 0xb1 },
  mul: { scalar: 0x6c, vector: 0xb5 },
  and: { scalar: 0x71, vector: 0x4e },
  or: { scalar: 0x72, vector: 0x50 },
  xor: { scalar: 0x73, vector: 0x51 },
  shiftLeft: { scalar: 0x74, vector: 0xab },
  eq: { scalar: 0x46, vector: 0x37 },
  ne: { scalar: 0x47, vector: 0x38 },
};

/** i32 and i32x4 with two arguments. */
export const signedBinary: Opcodes<BinaryOp> = {
  ...shared,
  div: { scalar: 0x6d },
  rem: { scalar: 0x6f },
  shiftRight: { scalar: 0x75, vector: 0xac },
  lt: { scalar: 0x48, vector: 0x39 },
  gt: { scalar: 0x4a, vector: 0x3b },
  le: { scalar: 0x4c, vector: 0x3d },
  ge: { scalar: 0x4e, vector: 0x3f },
  min: { vector: 0xb6 },
  max: { vector: 0xb8 },
};

/** u32 and u32x4 with two arguments; masks compare so too. */
export const unsignedBinary: Opcodes<BinaryOp> = {
  ...shared,
  div: { scalar: 0x6e },
  rem: { scalar: 0x70 },
  shiftRight: { scalar: 0x76, vector: 0xad },
  lt: { scalar: 0x49, vector: 0x3a },
  gt: { scalar: 0x4b, vector: 0x3c },
  le: { scalar: 0x4d, vector: 0x3e },
  ge: { scalar: 0x4f, vector: 0x40 },
  min: { vector: 0xb7 },
  max: { vector: 0xb9 },
};
