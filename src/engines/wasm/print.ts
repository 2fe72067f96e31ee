import {
  iterationsOf,
  type Expression,
  type KernelFunction,
  type Scalar,
  type Statement,
  type Variable,
} from "../../kernels/ir.ts";
import { printBegin, type ClaimGlobals } from "./claims.ts";
import { Emitter, valueTypes } from "./emitter.ts";
import { floatBinary, floatUnary, signedBinary, unsignedBinary } from "./opcodes.ts";

/** The WebAssembly type of a variable. */
export function valueType({ scalar, lanes }: Expression): number {
  if (lanes > 1) return valueTypes.v128;
  return scalar === "f32" ? valueTypes.f32 : valueTypes.i32;
}

/** What printing a function needs to know of its module. */
export interface PrintOptions {
  readonly fusedMultiplyAdd: boolean;
  readonly indexOf: (callee: KernelFunction) => number;
  /** The function where threads meet, and the one that claims iterations. */
  readonly barrier: number;
  readonly claim: number;
  readonly globals: ClaimGlobals;
  /** Whether threads may take over iterations of others. */
  readonly takesOver: boolean;
}

/** Prints a kernel function's locals and code (a code entry without its size). */
export function printFunction(f: KernelFunction, options: PrintOptions): Emitter {
  return new FunctionPrinter(f, options).print();
}

class FunctionPrinter {
  readonly #function: KernelFunction;
  readonly #options: PrintOptions;
  readonly #code = new Emitter();
  readonly #locals = new Map<Variable, number>();
  readonly #types: number[] = [];

  constructor(f: KernelFunction, options: PrintOptions) {
    this.#function = f;
    this.#options = options;
  }

  print(): Emitter {
    this.#function.parameters.forEach((parameter, i) => this.#locals.set(parameter, i));
    this.#statements(this.#function.body);
    const out = new Emitter();
    const runs: { type: number; count: number }[] = [];
    for (const type of this.#types) {
      const last = runs.at(-1);
      if (last?.type === type) last.count++;
      else runs.push({ type, count: 1 });
    }
    out.unsigned(runs.length);
    for (const { type, count } of runs) out.unsigned(count).byte(type);
    return out.bytes(this.#code.written).byte(0x0b);
  }

  #local(variable: Variable): number {
    let index = this.#locals.get(variable);
    if (index === undefined) {
      index = this.#locals.size;
      this.#locals.set(variable, index);
      this.#types.push(valueType(variable));
    }
    return index;
  }

  #statements(statements: readonly Statement[]): void {
    statements.forEach((statement) => this.#statement(statement));
  }

  #statement(s: Statement): void {
    const code = this.#code;
    switch (s.kind) {
      case "let":
      case "assign":
        this.#expression(s.value);
        code.byte(0x21).unsigned(this.#local(s.variable));
        return;
      case "store":
        this.#store(s);
        return;
      case "prefetch":
        // WebAssembly has no word for it.
        return;
      case "loop": {
        this.#expression(s.from);
        const local = this.#local(s.variable);
        code.byte(0x21).unsigned(local).byte(0x03).byte(0x40);
        this.#statements(s.body);
        code.byte(0x20).unsigned(local).i32Const(s.step).byte(0x6a).byte(0x22).unsigned(local);
        this.#expression(s.to);
        code
          .byte(s.variable.scalar === "pointer" ? 0x49 : 0x48)
          .byte(0x0d)
          .unsigned(0)
          .byte(0x0b);
        return;
      }
      case "parallel":
        this.#parallel(s);
        return;
      case "once":
        code.byte(0x23).unsigned(this.#options.globals.thread).byte(0x45).byte(0x04).byte(0x40);
        this.#statements(s.body);
        code.byte(0x0b);
        return;
      case "barrier":
        code.byte(0x10).unsigned(this.#options.barrier);
        return;
      case "if":
        this.#expression(s.condition);
        code.byte(0x04).byte(0x40);
        this.#statements(s.body);
        code.byte(0x0b);
        return;
      case "call":
        s.inputs.forEach((input) => this.#expression(input));
        code.byte(0x10).unsigned(this.#options.indexOf(s.callee));
        return;
    }
  }

  /**
   * Of this thread's share, or of what it claims as long as there is something:
   * variable = from, end = to; if (variable < end) do body while (variable += step) < end.
   */
  #parallel(s: Statement & { readonly kind: "parallel" }): void {
    const code = this.#code;
    const { claim, globals, takesOver } = this.#options;
    const iterations = iterationsOf(s);
    const local = this.#local(s.variable);
    const end = this.#local({ ...s.variable });
    const claims = takesOver && s.anyThread;
    const share = (next: boolean): void => {
      code.byte(0x23).unsigned(globals.thread);
      if (next) code.i32Const(1).byte(0x6a);
      code.i32Const(iterations).byte(0x6c).byte(0x23).unsigned(globals.threads).byte(0x6e);
    };
    const bound = (next: boolean): void => {
      if (claims) code.byte(0x23).unsigned(next ? globals.to : globals.from);
      else share(next);
      code.i32Const(s.step).byte(0x6c).i32Const(s.from).byte(0x6a);
    };
    if (claims) {
      printBegin(code, globals);
      code.byte(0x03).byte(0x40).i32Const(iterations).byte(0x10).unsigned(claim);
    }
    bound(true);
    code.byte(0x21).unsigned(end);
    bound(false);
    code.byte(0x22).unsigned(local).byte(0x20).unsigned(end).byte(0x48);
    code.byte(0x04).byte(0x40).byte(0x03).byte(0x40);
    this.#statements(s.body);
    code.byte(0x20).unsigned(local).i32Const(s.step).byte(0x6a).byte(0x22).unsigned(local);
    code.byte(0x20).unsigned(end).byte(0x48).byte(0x0d).unsigned(0).byte(0x0b);
    if (claims) code.byte(0x0c).unsigned(1).byte(0x0b);
    code.byte(0x0b);
  }

  #store({ dtype, pointer, offset, value, count }: Statement & { readonly kind: "store" }): void {
    const code = this.#code;
    if (count !== undefined) {
      this.#storeFirst(pointer, offset, value, count);
      return;
    }
    const byteWide = dtype === "uint8" || dtype === "bool";
    this.#expression(pointer);
    this.#expression(value);
    if (value.lanes === 1) {
      if (byteWide) code.byte(0x3a).byte(0).unsigned(offset);
      else
        code
          .byte(dtype === "float32" ? 0x38 : 0x36)
          .byte(2)
          .unsigned(offset);
      return;
    }
    if (!byteWide) {
      code.simd(0x0b).byte(2).unsigned(offset);
      return;
    }
    const ones = (): void => {
      if (dtype === "bool") this.#constant("i32", 4, 1).simd(0x4e);
    };
    ones();
    this.#expression(value);
    ones();
    // Lanes fit 8 bits, so narrowing i32 -> i16 -> i8 keeps them.
    code.simd(0x86);
    this.#constant("i32", 4, 0).simd(0x66).simd(0x5a).byte(0).unsigned(offset).byte(0);
  }

  /** Two lanes at once, then one. */
  #storeFirst(pointer: Expression, offset: number, value: Expression, count: number): void {
    const code = this.#code;
    for (let lane = 0; lane < count;) {
      const two = lane + 2 <= count;
      this.#expression(pointer);
      this.#expression(value);
      code
        .simd(two ? 0x5b : 0x5a)
        .byte(2)
        .unsigned(offset + 4 * lane)
        .byte(two ? lane / 2 : lane);
      lane += two ? 2 : 1;
    }
  }

  #expression(e: Expression): void {
    const code = this.#code;
    switch (e.kind) {
      case "constant":
        this.#constant(e.scalar, e.lanes, e.value);
        return;
      case "variable":
        code.byte(0x20).unsigned(this.#local(e));
        return;
      case "unary":
        this.#unary(e);
        return;
      case "binary":
        this.#binary(e);
        return;
      case "multiplyAdd":
        this.#expression(e.x);
        this.#expression(e.y);
        if (e.lanes > 1 && this.#options.fusedMultiplyAdd) {
          this.#expression(e.z);
          code.simd(0x105);
        } else {
          code.bytes(e.lanes > 1 ? [0xfd, 0xe6, 0x01] : [0x94]);
          this.#expression(e.z);
          code.bytes(e.lanes > 1 ? [0xfd, 0xe4, 0x01] : [0x92]);
        }
        return;
      case "select":
        this.#expression(e.x);
        this.#expression(e.y);
        this.#expression(e.mask);
        if (e.lanes > 1) code.simd(0x52);
        else code.byte(0x1b);
        return;
      case "convert":
        this.#convert(e.x, e.scalar);
        return;
      case "bitcast":
        this.#expression(e.x);
        if (e.lanes === 1 && e.x.scalar === "f32") code.byte(0xbc);
        if (e.lanes === 1 && e.scalar === "f32") code.byte(0xbe);
        return;
      case "splat":
        this.#splat(e.x);
        return;
      case "extract":
        this.#expression(e.x);
        code.simd(e.scalar === "f32" ? 0x1f : 0x1b).byte(e.lane);
        if (e.scalar === "mask") code.i32Const(1).byte(0x71);
        return;
      case "laneIndices":
        code.simd(0x0c);
        for (let lane = 0; lane < 4; lane++) code.bytes([lane, 0, 0, 0]);
        return;
      case "thread":
        code.byte(0x23).unsigned(this.#options.globals.thread);
        return;
      case "assemble":
        this.#assemble(e.items);
        return;
      case "shuffle":
        this.#expression(e.x);
        this.#expression(e.y);
        code.simd(0x0d);
        for (const lane of e.order)
          code.bytes([4 * lane, 4 * lane + 1, 4 * lane + 2, 4 * lane + 3]);
        return;
      case "load":
        this.#load(e);
        return;
    }
  }

  #constant(scalar: Scalar, lanes: number, value: number): Emitter {
    const code = this.#code;
    const number = scalar === "mask" && lanes > 1 ? -value : value;
    if (lanes === 1) return scalar === "f32" ? code.byte(0x43).f32(number) : code.i32Const(number);
    code.simd(0x0c);
    for (let lane = 0; lane < lanes; lane++) {
      if (scalar === "f32") code.f32(number);
      else
        code.bytes([number & 255, (number >> 8) & 255, (number >> 16) & 255, (number >> 24) & 255]);
    }
    return code;
  }

  #unary(e: Expression & { readonly kind: "unary" }): void {
    const code = this.#code;
    const { op, x, lanes, scalar } = e;
    if (op === "not") {
      this.#expression(x);
      if (lanes > 1) code.simd(0x4d);
      else if (scalar === "mask") code.byte(0x45);
      else code.i32Const(-1).byte(0x73);
      return;
    }
    if (scalar === "f32") {
      this.#expression(x);
      this.#opcode(floatUnary[op], lanes);
      return;
    }
    // Only abs is left for integers: (x ^ s) - s with s the sign's bits.
    this.#expression(x);
    if (lanes > 1) {
      code.simd(0xa0);
      return;
    }
    const signs = (): void => {
      this.#expression(x);
      code.i32Const(31).byte(0x75);
    };
    signs();
    code.byte(0x73);
    signs();
    code.byte(0x6b);
  }

  #opcode(
    opcode: { readonly scalar?: number; readonly vector?: number } | undefined,
    lanes: number,
  ): void {
    const found = lanes > 1 ? opcode?.vector : opcode?.scalar;
    if (found === undefined) throw new Error("WebAssembly has no such instruction");
    if (lanes > 1) this.#code.simd(found);
    else this.#code.byte(found);
  }

  #binary(e: Expression & { readonly kind: "binary" }): void {
    const { op, x, y, lanes } = e;
    const table =
      x.scalar === "f32" ? floatBinary : x.scalar === "i32" ? signedBinary : unsignedBinary;
    const extreme = op === "min" || op === "max";
    const pseudo = op === "pseudoMin" || op === "pseudoMax";
    if (lanes === 1 && (pseudo || (extreme && x.scalar !== "f32"))) {
      // pseudoMax: x < y ? y : x; pseudoMin: y < x ? y : x.
      this.#expression(y);
      this.#expression(x);
      this.#expression(op === "pseudoMax" || op === "max" ? x : y);
      this.#expression(op === "pseudoMax" || op === "max" ? y : x);
      this.#opcode(table.lt, 1);
      this.#code.byte(0x1b);
      return;
    }
    this.#expression(x);
    this.#expression(y);
    this.#opcode(table[op], lanes);
  }

  #convert(x: Expression, to: Scalar): void {
    const code = this.#code;
    this.#expression(x);
    const vector = x.lanes > 1;
    if (x.scalar === "mask") {
      if (vector) this.#constant(to, x.lanes, 1).simd(0x4e);
      else if (to === "f32") code.byte(0xb2);
    } else if (x.scalar === "f32") {
      const signed = to === "i32";
      if (vector) code.simd(signed ? 0xf8 : 0xf9);
      else code.byte(0xfc).byte(signed ? 0 : 1);
    } else if (to === "f32") {
      const signed = x.scalar === "i32";
      if (vector) code.simd(signed ? 0xfa : 0xfb);
      else code.byte(signed ? 0xb2 : 0xb3);
    }
  }

  #splat(x: Expression): void {
    if (isWordLoad(x)) {
      this.#expression(x.pointer);
      this.#code.simd(0x09).byte(2).unsigned(x.offset);
      return;
    }
    this.#lane(x);
    this.#code.simd(x.scalar === "f32" ? 0x13 : 0x11);
  }

  /** A scalar as it stands in a lane: true is all ones. */
  #lane(x: Expression): void {
    if (x.scalar === "mask") this.#code.i32Const(0);
    this.#expression(x);
    if (x.scalar === "mask") this.#code.byte(0x6b);
  }

  #assemble(items: readonly Expression[]): void {
    const code = this.#code;
    const [first, ...rest] = items;
    if (items.every(isWordLoad)) {
      for (const item of rest.toReversed()) if (isWordLoad(item)) this.#expression(item.pointer);
      this.#splat(first!);
      rest.forEach((item, i) => {
        if (isWordLoad(item))
          code
            .simd(0x56)
            .byte(2)
            .unsigned(item.offset)
            .byte(i + 1);
      });
      return;
    }
    this.#splat(first!);
    rest.forEach((item, i) => {
      this.#lane(item);
      code.simd(item.scalar === "f32" ? 0x20 : 0x1c).byte(i + 1);
    });
  }

  #load({ dtype, pointer, offset, lanes }: Expression & { readonly kind: "load" }): void {
    const code = this.#code;
    const byteWide = dtype === "uint8" || dtype === "bool";
    this.#expression(pointer);
    if (!byteWide) {
      if (lanes > 1) code.simd(0).byte(2).unsigned(offset);
      else
        code
          .byte(dtype === "float32" ? 0x2a : 0x28)
          .byte(2)
          .unsigned(offset);
      return;
    }
    if (lanes > 1) code.simd(0x5c).byte(0).unsigned(offset).simd(0x89).simd(0xa9);
    else code.byte(0x2d).byte(0).unsigned(offset);
    if (dtype !== "bool") return;
    if (lanes > 1) this.#constant("i32", lanes, 0).simd(0x38);
    else code.i32Const(0).byte(0x47);
  }
}

type Load = Expression & { readonly kind: "load" };

function isWordLoad(e: Expression): e is Load {
  return e.kind === "load" && e.lanes === 1 && e.dtype !== "uint8" && e.dtype !== "bool";
}
