import { fail } from "../base/errors.ts";
import { partOf, traceBody } from "../graph/subgraph.ts";
import { type Operand, Value } from "../graph/value.ts";
import { builderFor, castWith, reshapeWith, toOperand, type OperandLike } from "./convert.ts";
import { branch } from "./primitives/control.ts";
import { expectSameForm, leavesOf, type Nested, rebuild } from "./structure.ts";
import { traceOf } from "./trace.ts";

/** The scalar in it. */
function one(where: string, x: OperandLike): Operand {
  const operand = toOperand(x);
  if (operand.size !== 1) {
    fail("shape", { where, expected: "one element to choose by", received: `${operand.size}` });
  }
  return operand;
}

/** What the function of number `index` gives. All are traced, one is run. */
function choose<Result>(
  where: string,
  index: Operand,
  branches: readonly (() => Result)[],
): Result {
  const graph = index instanceof Value ? traceOf([index]) : undefined;
  if (graph === undefined) {
    const chosen = Math.min(Math.max(Math.trunc(index.item()), 0), branches.length - 1);
    return branches[chosen]!();
  }
  let first: { readonly result: Result } | undefined;
  const traced = branches.map((traceOne) =>
    traceBody({ where, outer: graph, isOptional: true }, [], () => {
      const result = traceOne();
      first ??= { result };
      expectSameForm(where, first.result, result);
      return leavesOf(where, result);
    }),
  );
  const number = reshapeWith(graph, castWith(graph, index, "int32"), []);
  const control = graph.emit(branch, [number, ...traced.flatMap(({ captured }) => captured)], {
    branches: traced.map(({ body }) => body),
  });
  const parts = traced[0]!.body.results.map((_, i) => partOf(control, i));
  return rebuild(first!.result, parts);
}

/**
 * What `trueFn()` gives if `pred`, a scalar, is true, else what `falseFn()` gives: tensors of the same shapes and
 * dtypes, or lists and records of them. Traced, both become branches of the program, of which one is run.
 */
export function cond<Result extends Nested | void>(
  pred: OperandLike,
  trueFn: () => Result,
  falseFn: () => Result,
): Result {
  const chosen = one("cond", pred);
  const test = castWith(builderFor("cond", [chosen]), chosen, "bool");
  return choose("cond", test, [falseFn, trueFn]);
}

/** What branch number `index` (held between the first and the last) gives for the operands. */
export function switchOp<Result extends Nested | void>(
  index: OperandLike,
  branches: readonly ((...operands: never[]) => Result)[],
  ...operands: readonly Nested[]
): Result {
  if (branches.length === 0)
    fail("value", { where: "switch", expected: "a branch or more", received: "none" });
  return choose(
    "switch",
    one("switch", index),
    branches.map((branch) => () => branch(...(operands as never[]))),
  );
}
