import type { BinaryOp, UnaryOp } from "../../kernels/ir.ts";
import { floatBinary, floatUnary, signedBinary, unsignedBinary, type Opcodes } from "./opcodes.ts";

/*
 * For tests: a module of ours as text, a line for all that leads to an assignment, a store or a jump, so that a
 * reviewer sees what is run. It knows the instructions that print.ts, module.ts and barrier.ts write, and throws at any other.
 */

const typeNames: Readonly<Record<number, string>> = { 0x7f: "i32", 0x7d: "f32", 0x7b: "v128" };

/** What follows an opcode. */
type Immediate = "none" | "index" | "memory" | "type" | "i32" | "i64" | "f32" | "lane" | "memoryLane" | "bytes" | "zero"; // prettier-ignore

interface Instruction {
  readonly name: string;
  readonly immediate: Immediate;
}

const plain = new Map<number, Instruction>();
const vector = new Map<number, Instruction>();
const atomic = new Map<number, Instruction>();

function add(
  to: Map<number, Instruction>,
  immediate: Immediate,
  names: Readonly<Record<number, string>>,
): void {
  // prettier-ignore
  for (const [code, name] of Object.entries(names)) to.set(Number(code), { name, immediate });
}

function addOperations(
  table: Opcodes<UnaryOp | BinaryOp>,
  scalarType: string,
  vectorType: string,
): void {
  // prettier-ignore
  for (const [name, codes] of Object.entries(table)) {
    const { scalar, vector: wide } = codes as { scalar?: number; vector?: number };
    const own = { immediate: "none" } as const;
    if (scalar !== undefined && !plain.has(scalar))
      plain.set(scalar, { name: `${scalarType}.${name}`, ...own });
    if (wide !== undefined && !vector.has(wide))
      vector.set(wide, { name: `${vectorType}.${name}`, ...own });
  }
}

addOperations(floatUnary, "f32", "f32x4");
addOperations(floatBinary, "f32", "f32x4");
addOperations(signedBinary, "i32", "i32x4");
addOperations(unsignedBinary, "u32", "u32x4");
add(plain, "none", { 0x00: "unreachable", 0x05: "else", 0x0b: "end", 0x0f: "return", 0x1a: "drop", 0x1b: "select", 0x45: "i32.eqz", 0x52: "i64.ne", 0x7e: "i64.mul", 0x84: "i64.or", 0x86: "i64.shl", 0x88: "i64.shr_u", 0xa7: "i32.wrap_i64", 0xac: "i64.extend_i32", 0xad: "i64.extend_u32", 0xb2: "f32.convert_i32", 0xb3: "f32.convert_u32", 0xbc: "i32.reinterpret", 0xbe: "f32.reinterpret" }); // prettier-ignore
add(plain, "type", { 0x02: "block", 0x03: "loop", 0x04: "if" });
add(plain, "index", { 0x0c: "br", 0x0d: "br_if", 0x10: "call", 0x20: "local.get", 0x21: "local.set", 0x22: "local.tee", 0x23: "global.get", 0x24: "global.set" }); // prettier-ignore
add(plain, "memory", { 0x28: "i32.load", 0x2a: "f32.load", 0x2d: "i32.load8_u", 0x36: "i32.store", 0x38: "f32.store", 0x3a: "i32.store8" }); // prettier-ignore
add(plain, "i32", { 0x41: "i32.const" });
add(plain, "i64", { 0x42: "i64.const" });
add(plain, "f32", { 0x43: "f32.const" });
add(vector, "memory", { 0x00: "v128.load", 0x09: "v128.load32_splat", 0x0b: "v128.store", 0x5c: "v128.load32_zero" }); // prettier-ignore
add(vector, "bytes", { 0x0c: "v128.const", 0x0d: "i8x16.shuffle" });
add(vector, "none", { 0x11: "i32x4.splat", 0x13: "f32x4.splat", 0x4d: "v128.not", 0x52: "v128.bitselect", 0x66: "i8x16.narrow_i16x8_u", 0x86: "i16x8.narrow_i32x4_u", 0x89: "i16x8.extend_low_i8x16_u", 0xa0: "i32x4.abs", 0xa9: "i32x4.extend_low_i16x8_u", 0xf8: "i32x4.trunc_sat_f32x4", 0xf9: "u32x4.trunc_sat_f32x4", 0xfa: "f32x4.convert_i32x4", 0xfb: "f32x4.convert_u32x4", 0x105: "f32x4.relaxed_madd" }); // prettier-ignore
add(vector, "lane", { 0x1b: "i32x4.extract_lane", 0x1c: "i32x4.replace_lane", 0x1f: "f32x4.extract_lane", 0x20: "f32x4.replace_lane" }); // prettier-ignore
add(vector, "memoryLane", {
  0x56: "v128.load32_lane",
  0x5a: "v128.store32_lane",
  0x5b: "v128.store64_lane",
});
add(atomic, "memory", { 0x00: "memory.atomic.notify", 0x01: "memory.atomic.wait32", 0x10: "i32.atomic.load", 0x11: "i64.atomic.load", 0x17: "i32.atomic.store", 0x1e: "i32.atomic.add", 0x25: "i32.atomic.sub", 0x48: "i32.atomic.cmpxchg", 0x49: "i64.atomic.cmpxchg" }); // prettier-ignore

class Reader {
  readonly #bytes: Uint8Array;
  at: number;

  constructor(bytes: Uint8Array, at: number) {
    this.#bytes = bytes;
    this.at = at;
  }

  byte(): number {
    return this.#bytes[this.at++]!;
  }

  unsigned(): number {
    let [value, shift] = [0, 0];
    for (;;) {
      const byte = this.byte();
      value += (byte & 127) * 2 ** shift;
      shift += 7;
      if (byte < 128) return value;
    }
  }

  signed(): number {
    let [value, shift] = [0, 0];
    for (;;) {
      const byte = this.byte();
      value += (byte & 127) * 2 ** shift;
      shift += 7;
      if (byte < 128) return (byte & 64) === 0 ? value : value - 2 ** shift;
    }
  }

  take(count: number): Uint8Array {
    this.at += count;
    return this.#bytes.slice(this.at - count, this.at);
  }
}

function immediate(reader: Reader, kind: Immediate): string {
  switch (kind) {
    case "none":
      return "";
    case "type":
      reader.byte();
      return "";
    case "zero":
    case "lane":
      return ` ${reader.byte()}`;
    case "index":
      return ` ${reader.unsigned()}`;
    case "i32":
    case "i64":
      return ` ${reader.signed()}`;
    case "f32":
      return ` ${new DataView(reader.take(4).buffer).getFloat32(0, true)}`;
    case "bytes":
      return ` ${[...reader.take(16)].map((byte) => byte.toString(16).padStart(2, "0")).join(" ")}`;
    case "memory":
    case "memoryLane": {
      reader.unsigned();
      const offset = reader.unsigned();
      const lane = kind === "memoryLane" ? ` lane ${reader.byte()}` : "";
      return `${offset === 0 ? "" : ` offset=${offset}`}${lane}`;
    }
  }
}

function instructionAt(reader: Reader): Instruction {
  const code = reader.byte();
  let found = plain.get(code);
  let shown = code;
  if (code === 0xfd) found = vector.get((shown = reader.unsigned()));
  else if (code === 0xfe) found = atomic.get((shown = reader.unsigned()));
  else if (code === 0xfc) found = { name: `${reader.unsigned() === 0 ? "i32" : "u32"}.trunc_sat_f32`, immediate: "none" }; // prettier-ignore
  if (found === undefined) throw new Error(`unknown instruction ${code}, ${shown}`);
  return found;
}

/** Instructions that leave nothing on the stack. */
const endsLine = /set|store|call|^br|^block|^loop|^if|else|end|return|unreachable|drop/;

function functionText(reader: Reader, end: number): string[] {
  const locals = Array.from({ length: reader.unsigned() }, () => {
    const count = reader.unsigned();
    return `${typeNames[reader.byte()]} x ${count}`;
  });
  const lines = locals.length === 0 ? [] : [`  locals ${locals.join(", ")}`];
  let depth = 1;
  let line: string[] = [];
  while (reader.at < end) {
    const { name, immediate: kind } = instructionAt(reader);
    if (name === "end" || name === "else") depth--;
    if (reader.at < end) line.push(`${name}${immediate(reader, kind)}`);
    if (line.length > 0 && endsLine.test(name)) {
      lines.push(`${"  ".repeat(depth)}${line.join("; ")}`);
      line = [];
    }
    if (kind === "type" || name === "else") depth++;
  }
  return lines;
}

/** The functions of a module as text. */
export function moduleText(bytes: Uint8Array): string {
  const reader = new Reader(bytes, 8);
  const types: string[] = [];
  let ofFunctions: number[] = [];
  const lines: string[] = [];
  while (reader.at < bytes.length) {
    const id = reader.byte();
    const end = reader.unsigned() + reader.at;
    if (id === 1) {
      for (let left = reader.unsigned(); left > 0; left--) {
        reader.byte();
        const parameters = [...reader.take(reader.unsigned())].map((type) => typeNames[type]);
        reader.unsigned();
        types.push(parameters.join(" "));
      }
    } else if (id === 3) {
      ofFunctions = Array.from({ length: reader.unsigned() }, () => reader.unsigned());
    } else if (id === 10) {
      const count = reader.unsigned();
      for (let i = 0; i < count; i++) {
        const size = reader.unsigned();
        lines.push(`func ${i} (${types[ofFunctions[i]!]})`);
        lines.push(...functionText(reader, reader.at + size));
      }
    }
    reader.at = end;
  }
  return lines.join("\n");
}
