import { heldAs, type DType } from "../base/dtype.ts";
import {
  integer,
  type Expression,
  type KernelFunction,
  type Scalar,
  type Statement,
  type Variable,
} from "./ir.ts";

/** Bytes of a line of a cache. */
export const lineBytes = 64;

/** The direct operands of an expression. */
export function operandsOf(e: Expression): readonly Expression[] {
  switch (e.kind) {
    case "constant":
    case "variable":
    case "laneIndices":
    case "thread":
      return [];
    case "unary":
    case "convert":
    case "bitcast":
    case "splat":
    case "extract":
      return [e.x];
    case "binary":
    case "shuffle":
      return [e.x, e.y];
    case "multiplyAdd":
      return [e.x, e.y, e.z];
    case "select":
      return [e.mask, e.x, e.y];
    case "assemble":
      return e.items;
    case "load":
      return [e.pointer];
  }
}

/** Writes statements into nested blocks. Depth 0 is the entry's body; every loop, branch and outlined function is one deeper. */
export class KernelBuilder {
  readonly #blocks: Statement[][] = [[]];

  get depth(): number {
    return this.#blocks.length - 1;
  }

  /** A new variable of the current depth without definition (a parameter of the entry). */
  variable(scalar: Scalar, lanes: number = 1, mutable: boolean = false): Variable {
    return { kind: "variable", scalar, lanes, depth: this.depth, mutable };
  }

  /** Names a value here, where the builder stands; of a variable that changes, what it is now. */
  let(value: Expression): Expression {
    if (value.kind === "constant" || (value.kind === "variable" && !value.mutable)) return value;
    const variable = this.variable(value.scalar, value.lanes);
    this.#push({ kind: "let", variable, value });
    return variable;
  }

  /** Names a value in the outermost block where all its variables are known. Reads of memory count as unchanging. */
  hoist(value: Expression): Expression {
    if (value.kind === "variable" || value.kind === "constant") return value;
    const depth = this.#depthOf(value);
    const variable: Variable = {
      kind: "variable",
      scalar: value.scalar,
      lanes: value.lanes,
      depth,
      mutable: false,
    };
    this.#blocks[depth]!.push({ kind: "let", variable, value });
    return variable;
  }

  /** A variable that will be assigned to. */
  mutable(value: Expression): Variable {
    const variable = this.variable(value.scalar, value.lanes, true);
    this.#push({ kind: "let", variable, value });
    return variable;
  }

  assign(variable: Variable, value: Expression): void {
    this.#push({ kind: "assign", variable, value });
  }

  /** Writes an element or a vector; of a vector, the first `count` lanes where that is given. */
  store(
    dtype: DType,
    pointer: Expression,
    offset: number,
    value: Expression,
    count?: number,
  ): void {
    this.#push({ kind: "store", dtype: heldAs(dtype), pointer, offset, value, count });
  }

  /** Asks for `bytes` from `pointer` + `offset` on, which will be read before long; there may be nothing. */
  prefetch(pointer: Expression, offset: number, bytes: number): void {
    for (let line = 0; line < bytes; line += lineBytes)
      this.#push({ kind: "prefetch", pointer, offset: offset + line });
  }

  /** for (i = from; i < to; i += step); nothing is written where the bounds are known to be empty. */
  loop(from: number, to: number, step: number, body: (i: Variable) => void): void {
    if (from >= to) return;
    this.#blocks.push([]);
    const variable = this.variable("i32");
    body(variable);
    const statements = this.#blocks.pop()!;
    this.#push({
      kind: "loop",
      variable,
      from: integer(from),
      to: integer(to),
      step,
      body: statements,
    });
  }

  /**
   * As `loop`, its iterations shared out among the threads: a schedule says this of its outermost loop that is long
   * enough, and puts what it writes outside of such loops into `once`. Iterations must need nothing of each other. In
   * other loops each thread has the same share every time; in the entry's own body any thread may run an iteration, so
   * what another such loop needs of this one, it needs a barrier for.
   */
  parallel(from: number, to: number, step: number, body: (i: Variable) => void): void {
    if (from >= to) return;
    const anyThread = this.depth === 0;
    this.#blocks.push([]);
    const variable = this.variable("i32");
    body(variable);
    const statements = this.#blocks.pop()!;
    this.#push({ kind: "parallel", variable, from, to, step, anyThread, body: statements });
  }

  /** What thread 0 does alone, while others go on: what is left over beside a `parallel` loop. */
  once(body: () => void): void {
    this.#blocks.push([]);
    body();
    const statements = this.#blocks.pop()!;
    if (statements.length > 0) this.#push({ kind: "once", body: statements });
  }

  /** All threads meet: before one reads what another has written in this kernel. Not inside of `parallel` or `once`. */
  barrier(): void {
    this.#push({ kind: "barrier" });
  }

  /** for (p = from; p < to; p += step) over addresses or indices; the caller knows that from < to. */
  walk(from: Expression, to: Expression, step: number, body: (p: Variable) => void): void {
    this.#blocks.push([]);
    const variable = this.variable(from.scalar);
    body(variable);
    const statements = this.#blocks.pop()!;
    this.#push({ kind: "loop", variable, from, to, step, body: statements });
  }

  /** Runs the body where the scalar mask is true. Values hoisted from inside are computed regardless. */
  if(condition: Expression, body: () => void): void {
    this.#blocks.push([]);
    body();
    const statements = this.#blocks.pop()!;
    this.#push({ kind: "if", condition, body: statements });
  }

  /**
   * Writes the body as a function of its own and calls it. What it uses from outside becomes its parameters.
   * V8 optimises a function only between its calls, so hot loops want to be called often.
   */
  outline(body: () => void): void {
    this.outlineWith([], body);
  }

  /**
   * As `outline`, with arguments that the body receives as variables of its own: what depends on them is computed
   * inside, what depends on other variables outside.
   */
  outlineWith(inputs: readonly Expression[], body: (...parameters: Variable[]) => void): void {
    this.#blocks.push([]);
    const parameters = inputs.map(({ scalar, lanes }) => this.variable(scalar, lanes));
    body(...parameters);
    const statements = this.#blocks.pop()!;
    if (statements.length === 0) return;
    const free = freeVariables(statements).filter((variable) => !parameters.includes(variable));
    const callee: KernelFunction = { parameters: [...parameters, ...free], body: statements };
    this.#push({ kind: "call", callee, inputs: [...inputs, ...free] });
  }

  /** Ends the building: the entry function. */
  finish(parameters: readonly Variable[]): KernelFunction {
    return { parameters, body: this.#blocks[0]! };
  }

  #push(statement: Statement): void {
    this.#blocks.at(-1)!.push(statement);
  }

  #depthOf(e: Expression): number {
    if (e.kind === "variable") return e.mutable ? this.depth : e.depth;
    let depth = 0;
    for (const operand of operandsOf(e)) depth = Math.max(depth, this.#depthOf(operand));
    return depth;
  }
}

/** The variables that are used in the statements but not defined there, in order of first use. */
function freeVariables(statements: readonly Statement[]): Variable[] {
  const defined = new Set<Variable>();
  const free = new Set<Variable>();
  const seen = new Set<Expression>();
  const read = (e: Expression): void => {
    if (e.kind === "variable") {
      if (!defined.has(e)) free.add(e);
      return;
    }
    if (seen.has(e)) return;
    seen.add(e);
    operandsOf(e).forEach(read);
  };
  const walk = (statement: Statement): void => {
    switch (statement.kind) {
      case "let":
        read(statement.value);
        defined.add(statement.variable);
        return;
      case "assign":
        read(statement.value);
        read(statement.variable);
        return;
      case "store":
        read(statement.pointer);
        read(statement.value);
        return;
      case "prefetch":
        read(statement.pointer);
        return;
      case "loop":
        read(statement.from);
        read(statement.to);
        defined.add(statement.variable);
        statement.body.forEach(walk);
        return;
      case "parallel":
        defined.add(statement.variable);
        statement.body.forEach(walk);
        return;
      case "once":
        statement.body.forEach(walk);
        return;
      case "barrier":
        return;
      case "if":
        read(statement.condition);
        statement.body.forEach(walk);
        return;
      case "call":
        statement.inputs.forEach(read);
        return;
    }
  };
  statements.forEach(walk);
  return [...free];
}
