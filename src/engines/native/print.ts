import type { DType } from "../../base/dtype.ts";
import {
  iterationsOf,
  type BinaryOp,
  type Expression,
  type KernelFunction,
  type Scalar,
  type Statement,
  type Variable,
} from "../../kernels/ir.ts";

/** The C type of a variable; prelude.ts defines those of vectors. */
export function typeName({ scalar, lanes }: Pick<Expression, "scalar" | "lanes">): string {
  const [plain, vector] = types[scalar];
  return lanes === 1 ? plain : vector;
}

const types: Readonly<Record<Scalar, readonly [scalar: string, vector: string]>> = {
  f32: ["float", "vf"],
  i32: ["int", "vi"],
  u32: ["unsigned", "vu"],
  mask: ["int", "vi"],
  pointer: ["Pointer", "Pointer"],
};

/** Endings of the prelude's functions, by type. */
const endings: Readonly<Record<Scalar, string>> = {
  f32: "f",
  i32: "i",
  u32: "u",
  mask: "i",
  pointer: "p",
};

const operators: Readonly<Partial<Record<BinaryOp, string>>> = {
  add: "+",
  sub: "-",
  mul: "*",
  div: "/",
  rem: "%",
  and: "&",
  or: "|",
  xor: "^",
  eq: "==",
  ne: "!=",
  lt: "<",
  le: "<=",
  gt: ">",
  ge: ">=",
};

const floatNames = {
  sqrt: "sqrt",
  floor: "floor",
  ceil: "ceil",
  trunc: "trunc",
  nearest: "nearest",
  abs: "abs",
} as const;

/** Prints a kernel function as C. `nameOf` names the functions it calls, `registers` are those for vectors. */
export function printFunction(
  f: KernelFunction,
  name: string,
  nameOf: (callee: KernelFunction) => string,
  registers: number,
): string {
  return new FunctionPrinter(f, nameOf, registers).print(name);
}

/** The head of a function, for its definition and its declaration. */
export function printHead(name: string, parameters: readonly string[]): string {
  return `void ${name}(${parameters.length === 0 ? "void" : parameters.join(", ")})`;
}

class FunctionPrinter {
  readonly #function: KernelFunction;
  readonly #nameOf: (callee: KernelFunction) => string;
  readonly #registers: number;
  readonly #names = new Map<Variable, string>();
  readonly #lines: string[] = [];
  readonly #kept = new Set<Variable>();

  constructor(f: KernelFunction, nameOf: (callee: KernelFunction) => string, registers: number) {
    this.#function = f;
    this.#nameOf = nameOf;
    this.#registers = registers;
  }

  print(name: string): string {
    const parameters = this.#function.parameters.map(
      (parameter) => `${typeName(parameter)} ${this.#name(parameter)}`,
    );
    this.#lines.push(`${printHead(name, parameters)} {`);
    this.#statements(this.#function.body, "  ");
    this.#lines.push("}");
    return this.#lines.join("\n");
  }

  #name(variable: Variable): string {
    let name = this.#names.get(variable);
    if (name === undefined) {
      name = `v${this.#names.size}`;
      this.#names.set(variable, name);
    }
    return name;
  }

  #statements(statements: readonly Statement[], indent: string): void {
    for (const statement of statements) this.#statement(statement, indent);
  }

  #statement(s: Statement, indent: string): void {
    const write = (line: string): void => void this.#lines.push(indent + line);
    switch (s.kind) {
      case "let": {
        // The value first: it must not see the name.
        const shown = this.#show(s.value);
        const value = this.#kept.has(s.variable) ? `keep(${shown})` : shown;
        const kind = s.variable.mutable ? "" : "const ";
        write(`${kind}${typeName(s.variable)} ${this.#name(s.variable)} = ${value};`);
        return;
      }
      case "assign":
        write(`${this.#name(s.variable)} = ${this.#show(s.value)};`);
        return;
      case "store":
        write(this.#store(s));
        return;
      case "prefetch":
        write(`__builtin_prefetch((const void *)(${this.#address(s.pointer, s.offset)}), 0, 2);`);
        return;
      case "loop": {
        const name = this.#name(s.variable);
        for (const variable of sharedFactors(s.body, this.#registers)) this.#kept.add(variable);
        write(`for (${typeName(s.variable)} ${name} = ${this.#show(s.from)};;) {`);
        this.#statements(s.body, `${indent}  `);
        write(`  ${name} += ${s.step};`);
        write(`  if (!(${name} < ${this.#show(s.to)})) break;`);
        write("}");
        return;
      }
      case "parallel": {
        const [name, count] = [this.#name(s.variable), iterationsOf(s)];
        if (s.anyThread) {
          write(`for (Claim c = claim(${count}); more(&c);)`);
          write(`for (int ${name} = ${s.from} + ${s.step} * c.from,`);
          write(`    end = ${s.from} + ${s.step} * c.to;`);
        } else {
          write(`for (int ${name} = ${s.from} + ${s.step} * share(${count}, thread),`);
          write(`    end = ${s.from} + ${s.step} * share(${count}, thread + 1);`);
        }
        write(`    ${name} < end; ${name} += ${s.step}) {`);
        this.#statements(s.body, `${indent}  `);
        write("}");
        return;
      }
      case "once":
        write("if (thread == 0) {");
        this.#statements(s.body, `${indent}  `);
        write("}");
        return;
      case "barrier":
        write("meet();");
        return;
      case "if":
        write(`if (${this.#show(s.condition)}) {`);
        this.#statements(s.body, `${indent}  `);
        write("}");
        return;
      case "call":
        write(`${this.#nameOf(s.callee)}(${s.inputs.map((e) => this.#show(e)).join(", ")});`);
        return;
    }
  }

  #store({ dtype, pointer, offset, value, count }: Statement & { readonly kind: "store" }): string {
    const address = this.#address(pointer, offset);
    const shown = this.#show(value);
    if (count !== undefined)
      return `{ ${typeName(value)} part = ${shown}; __builtin_memcpy((void *)(${address}), &part, ${4 * count}); }`;
    const bytes = dtype === "uint8" || dtype === "bool";
    if (value.lanes === 1) {
      if (bytes) return `*(unsigned char *)(${address}) = (unsigned char)(${shown});`;
      return `*(${memoryType(dtype)} *)(${address}) = ${shown};`;
    }
    if (bytes) return `store_b(${address}, ${dtype === "bool" ? `${shown} & 1` : shown});`;
    return `*(${memoryVector(dtype)} *)(${address}) = ${shown};`;
  }

  #address(pointer: Expression, offset: number): string {
    return offset === 0 ? this.#show(pointer) : `${this.#show(pointer)} + ${offset}`;
  }

  #show(e: Expression): string {
    switch (e.kind) {
      case "constant":
        return literal(e.scalar, e.lanes, e.value);
      case "variable":
        return this.#name(e);
      case "unary":
        return this.#unary(e);
      case "binary":
        return this.#binary(e);
      case "multiplyAdd": {
        const inputs = [e.x, e.y, e.z].map((x) => this.#show(x)).join(", ");
        return `${e.lanes === 1 ? "s" : "v"}_fma(${inputs})`;
      }
      case "select": {
        const [mask, x, y] = [e.mask, e.x, e.y].map((part) => this.#show(part));
        if (e.lanes === 1) return `(${mask} ? ${x} : ${y})`;
        return `v_select_${endings[e.scalar]}(${mask}, ${x}, ${y})`;
      }
      case "convert":
        return this.#convert(e.x, e.scalar);
      case "bitcast":
        return this.#bitcast(e.x, e.scalar);
      case "splat":
        return `splat_${endings[e.scalar]}(${this.#lane(e.x)})`;
      case "extract": {
        const element = `(${this.#show(e.x)})[${e.lane}]`;
        return e.scalar === "mask" ? `(${element} & 1)` : element;
      }
      case "laneIndices":
        return `((vi){${Array.from({ length: e.lanes }, (_, i) => i).join(", ")}})`;
      case "thread":
        return "thread";
      case "assemble":
        return `((${typeName(e)}){${e.items.map((item) => this.#lane(item)).join(", ")}})`;
      case "shuffle":
        return `v_shuffle(${this.#show(e.x)}, ${this.#show(e.y)}, ${e.order.join(", ")})`;
      case "load":
        return this.#load(e);
    }
  }

  /** A scalar as it stands in a lane: true is all ones. */
  #lane(x: Expression): string {
    return x.scalar === "mask" ? `-(${this.#show(x)})` : this.#show(x);
  }

  #unary({ op, x, lanes, scalar }: Expression & { readonly kind: "unary" }): string {
    const shown = this.#show(x);
    if (op === "neg") return `(-${shown})`;
    if (op === "not") return lanes === 1 && scalar === "mask" ? `(!${shown})` : `(~${shown})`;
    return `${lanes === 1 ? "s" : "v"}_${floatNames[op]}_${endings[scalar]}(${shown})`;
  }

  #binary({ op, x, y, lanes }: Expression & { readonly kind: "binary" }): string {
    const [left, right] = [this.#show(x), this.#show(y)];
    const { scalar } = x;
    if (op === "shiftLeft" || op === "shiftRight") {
      const amount =
        y.kind === "constant" ? literal(y.scalar, y.lanes, y.value & 31) : `(${right} & 31)`;
      if (op === "shiftRight") return `(${left} >> ${amount})`;
      if (lanes > 1 || scalar === "u32") return `(${left} << ${amount})`;
      return `(int)((unsigned)${left} << ${amount})`;
    }
    const operator = operators[op];
    if (operator === undefined)
      return `${lanes === 1 ? "s" : "v"}_${op}_${endings[scalar]}(${left}, ${right})`;
    // Addresses have 64 bits, offsets 32 with a sign.
    if (scalar === "pointer" && y.scalar === "i32" && y.kind !== "constant")
      return `(${left} ${operator} (Offset)${right})`;
    if (scalar === "mask" && lanes > 1 && isOrder(op))
      return `((vi)((vu)${left} ${operator} (vu)${right}))`;
    return lanes > 1 && isComparison(op)
      ? `((vi)(${left} ${operator} ${right}))`
      : `(${left} ${operator} ${right})`;
  }

  #convert(x: Expression, to: Scalar): string {
    const shown = this.#show(x);
    if (x.lanes === 1) {
      if (x.scalar === "f32" && to !== "f32") return `s_to_${endings[to]}(${shown})`;
      return `(${types[to][0]})${shown}`;
    }
    if (x.scalar === "mask") {
      if (to === "f32") return `((vf)(${shown} & 0x3f800000))`;
      return `((${types[to][1]})(${shown} & 1))`;
    }
    if (x.scalar === "f32") return `v_to_${endings[to]}(${shown})`;
    return to === "f32" ? `__builtin_convertvector(${shown}, vf)` : `((${types[to][1]})${shown})`;
  }

  #bitcast(x: Expression, to: Scalar): string {
    const shown = this.#show(x);
    if (x.lanes > 1) return `((${types[to][1]})${shown})`;
    if (x.scalar === "f32") return `(${types[to][0]})s_bits(${shown})`;
    return to === "f32" ? `s_float((int)${shown})` : `(${types[to][0]})${shown}`;
  }

  #load({ dtype, pointer, offset, lanes }: Expression & { readonly kind: "load" }): string {
    const address = this.#address(pointer, offset);
    if (dtype === "uint8" || dtype === "bool") {
      const loaded =
        lanes === 1 ? `(int)*(const unsigned char *)(${address})` : `load_b(${address})`;
      if (dtype === "uint8") return loaded;
      return lanes === 1 ? `(${loaded} != 0)` : `((vi)(${loaded} != 0))`;
    }
    const type = lanes === 1 ? memoryType(dtype) : memoryVector(dtype);
    return `*(const ${type} *)(${address})`;
  }
}

/**
 * Vectors that a loop's body loads for several multiply-adds, where they and the sums fit the registers. GCC would read
 * them again for each: 8 sums of 4 x 2 then took 6 cycles, not 4.
 */
function sharedFactors(body: readonly Statement[], registers: number): Variable[] {
  const sums = new Set<Variable>();
  const uses = new Map<Expression, number>();
  for (const statement of body) {
    if (statement.kind !== "assign" || statement.value.kind !== "multiplyAdd") continue;
    const { x, y } = statement.value;
    sums.add(statement.variable);
    for (const factor of [x, y]) uses.set(factor, (uses.get(factor) ?? 0) + 1);
  }
  const shared = body.flatMap((s) =>
    s.kind === "let" &&
    s.value.kind === "load" &&
    s.value.lanes > 1 &&
    s.value.dtype === "float32" &&
    (uses.get(s.variable) ?? 0) > 1
      ? [s.variable]
      : [],
  );
  return sums.size + shared.length < registers ? shared : [];
}

function isOrder(op: BinaryOp): boolean {
  return op === "lt" || op === "le" || op === "gt" || op === "ge";
}

function isComparison(op: BinaryOp): boolean {
  return isOrder(op) || op === "eq" || op === "ne";
}

function memoryType(dtype: DType): string {
  if (dtype === "float32") return "float";
  return dtype === "uint32" ? "unsigned" : "int";
}

/** Vectors in memory are aligned as their elements. */
function memoryVector(dtype: DType): string {
  if (dtype === "float32") return "mf";
  return dtype === "uint32" ? "mu" : "mi";
}

function literal(scalar: Scalar, lanes: number, value: number): string {
  if (lanes > 1)
    return `SPLAT(${types[scalar][1]}, ${literal(scalar, 1, scalar === "mask" ? -value : value)})`;
  if (scalar === "f32") {
    if (Number.isNaN(value)) return '__builtin_nanf("")';
    const rounded = Math.fround(value);
    if (Math.abs(rounded) === Infinity) return `(${rounded < 0 ? "-" : ""}__builtin_inff())`;
    const digits = Object.is(rounded, -0) ? "-0" : `${rounded}`;
    const text = `${/[.e]/.test(digits) ? digits : `${digits}.`}f`;
    return text.startsWith("-") ? `(${text})` : text;
  }
  if (scalar === "u32") return `${value >>> 0}u`;
  const whole = value | 0;
  if (whole === -0x80000000) return "(-2147483647 - 1)";
  return whole < 0 ? `(${whole})` : `${whole}`;
}
