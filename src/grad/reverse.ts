import { isFloat } from "../base/dtype.ts";
import { fail } from "../base/errors.ts";
import { atOnce, type Work } from "../base/eventLoop.ts";
import { formatShape, sameShape } from "../base/shape.ts";
import type { Primitive, PrimitiveOf } from "../graph/alphabet.ts";
import { GraphBuilder, topologicalOrder } from "../graph/builder.ts";
import { customRuleOf } from "../graph/customRule.ts";
import { emit } from "../graph/primitives.ts";
import { inScope } from "../graph/scope.ts";
import type { Operand, Value } from "../graph/value.ts";
import type { Card, ControlCard } from "../ops/primitives/card.ts";
import { cardOf } from "../ops/primitives/cards.ts";

/**
 * Reverse mode: the gradients of Σ outputs · cotangents with respect to each of `wrt`, written into the same graph;
 * undefined where no float path leads from there to an output. Only values on such paths are visited.
 * `outputs` and `cotangents` pair up in shape and dtype. The gradients can be differentiated again.
 */
export function gradients(
  outputs: readonly Value[],
  cotangents: readonly Operand[],
  wrt: readonly Value[],
): (Value | undefined)[] {
  return atOnce(gradientsInParts(outputs, cotangents, wrt));
}

/** `gradients`, value by value. */
export function* gradientsInParts(
  outputs: readonly Value[],
  cotangents: readonly Operand[],
  wrt: readonly Value[],
): Work<(Value | undefined)[]> {
  const order = topologicalOrder(outputs);
  const reached = wrt.map((value) => within(value, outputs));
  const path = pathFrom(
    reached.filter((value) => value !== undefined),
    order,
  );
  const parts = new Map<Value, Map<number, Value>>();
  const sums = new Map<Value, Value>();
  const accumulate = (value: Value, gradient: Operand): void => {
    expectSameType(value, gradient);
    const sum = sums.get(value);
    sums.set(value, valueOf(value, sum === undefined ? gradient : emit("add", [sum, gradient])));
  };
  for (const [i, output] of outputs.entries()) accumulateOutput(output, cotangents[i]);
  for (const out of order.toReversed()) {
    const { inputs } = out;
    if (!inputs.some((input) => path.has(input))) continue;
    // The way back through a layer is that layer's work.
    inScope(out.scope, () => {
      const receivers = customRuleOf(out)?.inputs ?? inputs;
      for (const [i, gradient] of inputGradients(out).entries()) {
        const input = receivers[i]!;
        if (gradient !== null && path.has(input)) accumulate(input, gradient);
      }
    });
    yield;
  }
  return reached.map((value) =>
    value !== undefined && path.has(value) ? sums.get(value) : undefined,
  );

  /** What the rule of a value gives for its inputs; nothing where no gradient has come. */
  function inputGradients(out: Value): readonly (Operand | null)[] {
    const { inputs, attributes } = out;
    if (out.kind === "control") {
      const dParts = parts.get(out);
      return dParts === undefined
        ? []
        : (out.brought as ControlCard<PrimitiveOf<"control">>).controlVjp({
            out: out as Value<PrimitiveOf<"control">>,
            dParts,
            isWanted: (i) => path.has(inputs[i]!),
            gradients,
          });
    }
    const dOut = sums.get(out);
    if (dOut === undefined) return [];
    if (out.is("part")) {
      const control = inputs[0]!;
      const { index } = out.attributes;
      const known = parts.get(control) ?? new Map<number, Value>();
      const before = known.get(index);
      known.set(index, before === undefined ? dOut : valueOf(out, emit("add", [before, dOut])));
      parts.set(control, known);
      return [];
    }
    const custom = customRuleOf(out);
    return custom === undefined ? ruleOf(out)({ inputs, attributes, out, dOut }) : custom.vjp(dOut);
  }

  function accumulateOutput(output: Value, cotangent: Operand | undefined): void {
    if (cotangent === undefined) {
      fail("value", {
        where: "gradients",
        expected: `${outputs.length} cotangents`,
        received: `${cotangents.length}`,
      });
    }
    if (!isFloat(output.dtype)) {
      fail("dtype", {
        where: "gradients",
        expected: "float outputs",
        received: `${output.dtype} from ${output.op}`,
        advice: "Only floats have gradients",
      });
    }
    accumulate(output, cotangent);
  }
}

/** The value as one of the outputs' graph; undefined for one of a graph inside it, which no output can depend on. */
function within(value: Value, outputs: readonly Value[]): Value | undefined {
  const graph = outputs[0]?.builder ?? value.builder;
  if (graph === value.builder || !(graph instanceof GraphBuilder)) return value;
  return (value.builder.depth ?? 0) > graph.depth ? undefined : graph.lift(value);
}

/** The float values of `order` that depend on one of `wrt` through floats alone. */
function pathFrom(wrt: readonly Value[], order: readonly Value[]): ReadonlySet<Value> {
  const path = new Set(wrt.filter(({ dtype }) => isFloat(dtype)));
  for (const value of order) {
    const carries = isFloat(value.dtype) || value.kind === "control";
    if (carries && value.inputs.some((input) => path.has(input))) path.add(value);
  }
  return path;
}

function ruleOf(out: Value): NonNullable<Card<Primitive>["vjp"]> {
  const { vjp } = cardOf(out);
  if (vjp !== undefined) return vjp;
  fail("unsupported", {
    where: "gradients",
    expected: "primitives with a gradient between the inputs and the loss",
    received: `${out.op}, which has none`,
    advice: "Put stopGradient before it if none is wanted",
  });
}

function valueOf(neighbour: Value, operand: Operand): Value {
  const { builder } = neighbour;
  if (builder instanceof GraphBuilder) return builder.lift(operand);
  fail("state", {
    where: "gradients",
    expected: "values of a traced graph",
    received: "one of another builder",
  });
}

/** A rule that returns another type than its input's is a bug of the card. */
function expectSameType(value: Value, gradient: Operand): void {
  if (sameShape(value.shape, gradient.shape) && value.dtype === gradient.dtype) return;
  fail("shape", {
    where: `gradient of ${value.op}`,
    expected: `${value.dtype} ${formatShape(value.shape)}`,
    received: `${gradient.dtype} ${formatShape(gradient.shape)}`,
  });
}
