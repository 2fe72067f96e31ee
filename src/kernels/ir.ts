import { heldAs, type DType } from "../base/dtype.ts";

/**
 * Kernel IR: the small loop language between schedules and printers. Expressions are scalars (`lanes` 1) or vectors
 * of `lanes` equal elements; statements are lets, assignments, stores, loops, branches and calls. A printer (WebAssembly
 * bytes, later C and WGSL text) needs nothing else.
 *
 * Threads. A kernel with a `parallel` loop (`isParallel`) is entered by every thread, one without by thread 0 alone.
 * All threads run all statements of such a kernel; of a `parallel` loop each runs its own share, `once` is run by
 * thread 0, and at a `barrier` all meet. So whatever stores must lie in one of the two, or write to memory of the
 * thread's own (addresses made with `thread`). What is written in one `parallel` loop is seen by other threads only
 * behind a barrier; the end of a kernel is none: who runs kernels one after the other puts barriers between them.
 */

/** What a register element holds. A mask is a truth value: 0 or 1 as a scalar, all bits of the lane as a vector. */
export type Scalar = "f32" | "i32" | "u32" | "mask" | "pointer";

/** One argument: arithmetic and rounding; `not` is logical on masks, bitwise on integers. */
export type UnaryOp = "neg" | "abs" | "sqrt" | "floor" | "ceil" | "trunc" | "nearest" | "not";

/**
 * Two arguments of one type. `max` and `min` give NaN if either is NaN; `pseudoMax(x, y)` is x < y ? y : x and
 * `pseudoMin(x, y)` is y < x ? y : x: one instruction each. `div` and `rem` of integers are scalar and trap on 0:
 * callers guard. Shifts take an i32 scalar as their second argument, or a vector per lane.
 */
export type BinaryOp =
  | "add"
  | "sub"
  | "mul"
  | "div"
  | "rem"
  | "max"
  | "min"
  | "pseudoMax"
  | "pseudoMin"
  | "and"
  | "or"
  | "xor"
  | "shiftLeft"
  | "shiftRight"
  | Comparison;

/** Two arguments of one type; gives a mask. */
export type Comparison = "eq" | "ne" | "lt" | "le" | "gt" | "ge";

interface Typed {
  readonly scalar: Scalar;
  readonly lanes: number;
}

/** A number; a vector constant has it in all lanes. Masks: 0 or 1. */
export interface Constant extends Typed {
  readonly kind: "constant";
  readonly value: number;
}

/** A local variable or a parameter of a function. Identity is the object's. */
export interface Variable extends Typed {
  readonly kind: "variable";
  /** Number of loops and branches around its definition, in the function nest that made it. */
  readonly depth: number;
  /** Whether it is assigned after its definition. */
  readonly mutable: boolean;
}

/** An expression without side effects. */
export type Expression =
  | Constant
  | Variable
  | (Typed & { readonly kind: "unary"; readonly op: UnaryOp; readonly x: Expression })
  | (Typed & {
      readonly kind: "binary";
      readonly op: BinaryOp;
      readonly x: Expression;
      readonly y: Expression;
    })
  /** x * y + z, rounded once where the engine can. */
  | (Typed & {
      readonly kind: "multiplyAdd";
      readonly x: Expression;
      readonly y: Expression;
      readonly z: Expression;
    })
  /** x where the mask is true, else y. */
  | (Typed & {
      readonly kind: "select";
      readonly mask: Expression;
      readonly x: Expression;
      readonly y: Expression;
    })
  /** f32 to integer truncates and saturates; i32 and u32 wrap; a mask becomes 0 or 1. */
  | (Typed & { readonly kind: "convert"; readonly x: Expression })
  /** The same bits as another scalar type. */
  | (Typed & { readonly kind: "bitcast"; readonly x: Expression })
  | (Typed & { readonly kind: "splat"; readonly x: Expression })
  /** One element of a vector. */
  | (Typed & { readonly kind: "extract"; readonly x: Expression; readonly lane: number })
  /** 0, 1, 2, ... as i32. */
  | (Typed & { readonly kind: "laneIndices" })
  /** The number of the thread that runs this, an i32 from 0 on. */
  | (Typed & { readonly kind: "thread" })
  /** A vector of scalars. */
  | (Typed & { readonly kind: "assemble"; readonly items: readonly Expression[] })
  /** Lanes of x (0 ..) and y (lanes ..) in the order given. */
  | (Typed & {
      readonly kind: "shuffle";
      readonly x: Expression;
      readonly y: Expression;
      readonly order: readonly number[];
    })
  /** Elements at `pointer` + `offset` bytes (offset >= 0). uint8 widens to i32, bool to a mask. */
  | (Typed & {
      readonly kind: "load";
      readonly dtype: DType;
      readonly pointer: Expression;
      readonly offset: number;
    });

/** A step of a function's body. */
export type Statement =
  | { readonly kind: "let"; readonly variable: Variable; readonly value: Expression }
  | { readonly kind: "assign"; readonly variable: Variable; readonly value: Expression }
  | {
      readonly kind: "store";
      readonly dtype: DType;
      readonly pointer: Expression;
      /** Bytes, >= 0. */
      readonly offset: number;
      readonly value: Expression;
      /** Of a vector of elements of 4 bytes, only so many of its first lanes are written. Absent: all. */
      readonly count?: number | undefined;
    }
  /** The cache line at `pointer` + `offset` bytes will be read before long. Says nothing of whether there is memory. */
  | { readonly kind: "prefetch"; readonly pointer: Expression; readonly offset: number }
  /** variable = from; do body while (variable += step) < to. Runs at least once: callers guard. */
  | {
      readonly kind: "loop";
      readonly variable: Variable;
      readonly from: Expression;
      readonly to: Expression;
      readonly step: number;
      readonly body: readonly Statement[];
    }
  /**
   * A loop whose iterations need nothing of each other: for (variable = from; variable < to; variable += step). Of its
   * `count` iterations, thread t of T runs those from floor(count * t / T) up to floor(count * (t + 1) / T): none,
   * where there are fewer iterations than threads. Thread 0 never has more than another. Where `anyThread`, threads that
   * are done may take over iterations that others have not begun: nothing behind the loop may count on who ran them,
   * unless all have met.
   */
  | {
      readonly kind: "parallel";
      readonly variable: Variable;
      readonly from: number;
      readonly to: number;
      readonly step: number;
      readonly anyThread: boolean;
      readonly body: readonly Statement[];
    }
  /** Run by thread 0 alone. */
  | { readonly kind: "once"; readonly body: readonly Statement[] }
  /** Nobody goes on before all threads have come here, and all see what all have written. Every thread must come. */
  | { readonly kind: "barrier" }
  | { readonly kind: "if"; readonly condition: Expression; readonly body: readonly Statement[] }
  | {
      readonly kind: "call";
      readonly callee: KernelFunction;
      readonly inputs: readonly Expression[];
    };

/** A function without result: it writes through pointers. */
export interface KernelFunction {
  readonly parameters: readonly Variable[];
  readonly body: readonly Statement[];
}

/** Iterations of a `parallel` loop, of all threads together. */
export function iterationsOf(loop: Statement & { readonly kind: "parallel" }): number {
  return Math.ceil((loop.to - loop.from) / loop.step);
}

/**
 * Whether all threads enter the function: it, or one that it calls, shares a loop out or has a barrier. Else thread 0
 * runs it alone.
 */
export function isParallel({ body }: KernelFunction): boolean {
  return body.some(sharesOut);
}

function sharesOut(statement: Statement): boolean {
  switch (statement.kind) {
    case "parallel":
    case "barrier":
      return true;
    case "loop":
    case "if":
      return statement.body.some(sharesOut);
    case "call":
      return isParallel(statement.callee);
    default:
      return false;
  }
}

/** The register type of a dtype. */
export function scalarOf(dtype: DType): Scalar {
  switch (heldAs(dtype)) {
    case "float32":
      return "f32";
    case "int32":
    case "uint8":
      return "i32";
    case "uint32":
      return "u32";
    case "bool":
      return "mask";
    case "float64":
      throw new Error("float64 has no kernels");
  }
}

const comparisons: ReadonlySet<BinaryOp> = new Set<BinaryOp>(["eq", "ne", "lt", "le", "gt", "ge"]);

/** Whether the operation gives a mask. */
function isComparison(op: BinaryOp): op is Comparison {
  return comparisons.has(op);
}

/** A scalar constant. */
export function constant(scalar: Scalar, value: number, lanes: number = 1): Constant {
  return { kind: "constant", scalar, lanes, value };
}

/** An i32 scalar constant. */
export function integer(value: number): Constant {
  return constant("i32", value);
}

/** The number of the thread that runs this. */
export const thread: Expression = { kind: "thread", scalar: "i32", lanes: 1 };

/** x of `lanes` lanes: itself, or a splat of the scalar. */
export function widen(x: Expression, lanes: number): Expression {
  if (x.lanes === lanes) return x;
  if (x.kind === "constant") return constant(x.scalar, x.value, lanes);
  return { kind: "splat", scalar: x.scalar, lanes, x };
}

/** A unary operation. */
export function unary(op: UnaryOp, x: Expression): Expression {
  return { kind: "unary", scalar: x.scalar, lanes: x.lanes, op, x };
}

/** A binary operation; a scalar operand is widened to the other's lanes. Folds the simplest integer cases. */
export function binary(op: BinaryOp, x: Expression, y: Expression): Expression {
  const lanes = Math.max(x.lanes, y.lanes);
  const shift = op === "shiftLeft" || op === "shiftRight";
  const scalar = isComparison(op) ? "mask" : x.scalar;
  if (x.scalar !== "f32" && !shift && lanes === 1) {
    if (op === "add" && isZero(y)) return x;
    if (op === "add" && isZero(x) && x.scalar === y.scalar) return y;
    if (op === "mul" && x.kind === "constant" && y.kind === "constant")
      return constant(scalar, Math.imul(x.value, y.value));
    if (op === "mul" && y.kind === "constant" && y.value === 1) return x;
    if (op === "add" && x.kind === "constant" && y.kind === "constant")
      return constant(scalar, (x.value + y.value) | 0);
  }
  const right = shift && y.lanes === 1 ? y : widen(y, lanes);
  return { kind: "binary", scalar, lanes, op, x: widen(x, lanes), y: right };
}

function isZero(x: Expression): boolean {
  return x.kind === "constant" && x.value === 0;
}

/** x * y + z, each widened to the widest. */
export function multiplyAdd(x: Expression, y: Expression, z: Expression): Expression {
  const lanes = Math.max(x.lanes, y.lanes, z.lanes);
  return {
    kind: "multiplyAdd",
    scalar: x.scalar,
    lanes,
    x: widen(x, lanes),
    y: widen(y, lanes),
    z: widen(z, lanes),
  };
}

/** x where the mask is true, else y. */
export function select(mask: Expression, x: Expression, y: Expression): Expression {
  const lanes = Math.max(mask.lanes, x.lanes, y.lanes);
  if (mask.kind === "constant") return widen(mask.value === 0 ? y : x, lanes);
  return {
    kind: "select",
    scalar: x.scalar,
    lanes,
    mask: widen(mask, lanes),
    x: widen(x, lanes),
    y: widen(y, lanes),
  };
}

/** x as another scalar type. */
export function convert(x: Expression, scalar: Scalar): Expression {
  return x.scalar === scalar ? x : { kind: "convert", scalar, lanes: x.lanes, x };
}

/** The bits of x as another scalar type. */
export function bitcast(x: Expression, scalar: Scalar): Expression {
  return x.scalar === scalar ? x : { kind: "bitcast", scalar, lanes: x.lanes, x };
}

/** One element of a vector; a scalar is its own only element. */
export function extract(x: Expression, lane: number): Expression {
  return x.lanes === 1 ? x : { kind: "extract", scalar: x.scalar, lanes: 1, x, lane };
}

/** A load of `lanes` neighbouring elements. */
export function load(dtype: DType, pointer: Expression, offset: number, lanes: number): Expression {
  return { kind: "load", scalar: scalarOf(dtype), lanes, dtype: heldAs(dtype), pointer, offset };
}
