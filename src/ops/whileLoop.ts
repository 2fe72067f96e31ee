import { fail } from "../base/errors.ts";
import { partOf, traceBody } from "../graph/subgraph.ts";
import { type Operand, Value } from "../graph/value.ts";
import { add } from "./add.ts";
import {
  builderFor,
  castWith,
  reshapeWith,
  scalar,
  toOperand,
  type OperandLike,
} from "./convert.ts";
import { less } from "./equal.ts";
import { whileLoop as primitive } from "./primitives/control.ts";
import { scan } from "./scan.ts";
import { expectSameForm, leavesOf, type Nested, rebuild } from "./structure.ts";
import { traceOf } from "./trace.ts";
import { arange } from "./zeros.ts";

/** How often at most. */
export interface WhileOptions {
  /** Default: as often as the condition wants. */
  readonly maximumIterations?: number | null | undefined;
}

/** A scalar bool []. */
function truth(where: string, x: OperandLike): Operand {
  const operand = toOperand(x);
  if (operand.size !== 1) {
    fail("shape", { where, expected: "a condition of one element", received: `${operand.size}` });
  }
  const builder = builderFor(where, [operand]);
  return reshapeWith(builder, castWith(builder, operand, "bool"), []);
}

/** The next variables as a list, of the form of the ones before. */
function listed(like: unknown, next: unknown): unknown {
  if (!Array.isArray(like)) {
    return Array.isArray(next) && next.length === 1 ? (next as readonly unknown[])[0] : next;
  }
  return Array.isArray(next) ? next : [next];
}

/**
 * `body(...loopVars)` gives the next loopVars as long as `cond(...loopVars)` is true. A list is spread over the
 * arguments; one tensor or record is one argument. Traced, both are called once and become a loop of the program.
 * It has no gradient: `scan` and `foriLoop` have.
 */
export function whileLoop<Variables extends Nested>(
  cond: (...loopVars: never[]) => OperandLike,
  body: (...loopVars: never[]) => unknown,
  loopVars: Variables,
  options: WhileOptions = {},
): Variables {
  const where = "whileLoop";
  const limit = options.maximumIterations ?? null;
  if (limit !== null && (!Number.isInteger(limit) || limit < 0))
    fail("value", { where, expected: "maximumIterations from 0", received: `${limit}` });
  const initial = leavesOf(where, loopVars);
  const call = (f: (...given: never[]) => unknown, leaves: readonly Operand[]): unknown => {
    const own = rebuild(loopVars, leaves);
    return f(...((Array.isArray(own) ? own : [own]) as never[]));
  };
  const holds = (leaves: readonly Operand[]): Operand =>
    truth(where, call(cond, leaves) as OperandLike);
  const step = (leaves: readonly Operand[]): Operand[] => {
    const next = listed(loopVars, call(body, leaves));
    expectSameForm(where, loopVars, next);
    return leavesOf(where, next);
  };
  const graph = traceOf(initial);
  if (graph === undefined) {
    let carries: readonly Operand[] = initial;
    for (let i = 0; i < (limit ?? Infinity) && holds(carries).item() !== 0; i++)
      carries = step(carries);
    return rebuild(loopVars, carries);
  }
  const condition = traceBody({ where, outer: graph }, initial, (values) => [holds(values)]);
  const traced = traceBody({ where, outer: graph, isOptional: true }, initial, step);
  const control = graph.emit(primitive, [...initial, ...condition.captured, ...traced.captured], {
    condition: condition.body,
    body: traced.body,
    carries: initial.length,
    limit,
  });
  return rebuild(
    loopVars,
    initial.map((_, i) => partOf(control, i)),
  );
}

/** Whether a bound is known while tracing. */
function known(bound: OperandLike): number | undefined {
  if (bound instanceof Value && !bound.is("constant")) return undefined;
  return toOperand(bound).item();
}

/**
 * `bodyFun(i, value)` for i = lower, lower + 1, .. without `upper`, beginning with `initVal`; i is an int32 scalar.
 * With numbers as bounds it is a scan, and has a gradient.
 */
export function foriLoop<T extends Nested>(
  lower: OperandLike,
  upper: OperandLike,
  bodyFun: (i: Operand, value: T) => T,
  initVal: T,
): T {
  const [first, end] = [known(lower), known(upper)];
  if (first === undefined || end === undefined) {
    const start = castWith(builderFor("foriLoop", [lower]), toOperand(lower), "int32");
    const [, value] = whileLoop(
      (i: Operand) => less(i, upper),
      (i: Operand, value: T) => [add(i, scalar(1, "int32")), bodyFun(i, value)],
      [start, initVal] as const,
    );
    return value;
  }
  if (end <= first) return initVal;
  const steps = arange(first, end, { dtype: "int32" });
  return scan<T, Operand, null>((value, i) => [bodyFun(i, value), null], initVal, { xs: steps })[0];
}
