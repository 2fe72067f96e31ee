/** WebAssembly's value types. */
export const valueTypes = { i32: 0x7f, f32: 0x7d, v128: 0x7b } as const;

const f32Scratch = new Float32Array(1);
const f32Bytes = new Uint8Array(f32Scratch.buffer);

/** Writes WebAssembly's binary format into one growing array. */
export class Emitter {
  #bytes = new Uint8Array(1024);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  /** What was written so far; valid until the next write. */
  get written(): Uint8Array<ArrayBuffer> {
    return this.#bytes.subarray(0, this.#length);
  }

  clear(): void {
    this.#length = 0;
  }

  #reserve(count: number): void {
    if (this.#length + count <= this.#bytes.length) return;
    const grown = new Uint8Array(Math.max(2 * this.#bytes.length, this.#length + count));
    grown.set(this.#bytes);
    this.#bytes = grown;
  }

  byte(value: number): this {
    if (this.#length === this.#bytes.length) this.#reserve(1);
    this.#bytes[this.#length++] = value;
    return this;
  }

  bytes(values: ArrayLike<number>): this {
    this.#reserve(values.length);
    this.#bytes.set(values, this.#length);
    this.#length += values.length;
    return this;
  }

  /** Unsigned LEB128 of up to 32 bits. */
  unsigned(value: number): this {
    let rest = value >>> 0;
    while (rest > 127) {
      this.byte((rest & 127) | 128);
      rest >>>= 7;
    }
    return this.byte(rest);
  }

  /** Signed LEB128 of 32 bits. */
  signed(value: number): this {
    let rest = value | 0;
    for (;;) {
      const low = rest & 127;
      rest >>= 7;
      if ((rest === 0 && (low & 64) === 0) || (rest === -1 && (low & 64) !== 0))
        return this.byte(low);
      this.byte(low | 128);
    }
  }

  f32(value: number): this {
    f32Scratch[0] = value;
    return this.bytes(f32Bytes);
  }

  name(text: string): this {
    const encoded = new TextEncoder().encode(text);
    return this.unsigned(encoded.length).bytes(encoded);
  }

  /** A section: its id, its size, its content. */
  section(id: number, content: Emitter): this {
    return this.byte(id).unsigned(content.length).bytes(content.written);
  }

  /** An instruction behind the SIMD prefix. */
  simd(opcode: number): this {
    return this.byte(0xfd).unsigned(opcode);
  }

  i32Const(value: number): this {
    return this.byte(0x41).signed(value);
  }
}
