import { emit } from "../../graph/primitives.ts";
import type { Operand, Value } from "../../graph/value.ts";
import { reshapeTo } from "./helpers.ts";

/** A sum over all steps, computed behind the loop. */
export interface TimeSum {
  /** Values of a step that must be stacked [steps, ..]. */
  readonly stacked: readonly Value[];
  /** Writes the sum, given the stacks. */
  readonly finish: (stackOf: (value: Value) => Value) => Operand;
}

/**
 * How the sum over all steps of a value is had from stacks smaller than its own: one contraction over steps for all
 * contractions, one sum for all sums. Undefined where no such form is known.
 */
export function summedOverTime(
  value: Value,
  variesInTime: (value: Value) => boolean,
): TimeSum | undefined {
  const [x, y] = value.inputs;
  const through = (wrap: (sum: Operand) => Operand): TimeSum | undefined => {
    const inner = summedOverTime(x!, variesInTime);
    return inner && { stacked: inner.stacked, finish: (stackOf) => wrap(inner.finish(stackOf)) };
  };
  if (value.is("dot")) {
    if (!variesInTime(x!) || !variesInTime(y!)) return undefined;
    const { contract, batch } = value.attributes;
    const behindTime = (axes: readonly number[]): number[] => axes.map((axis) => axis + 1);
    return {
      stacked: [x!, y!],
      finish: (stackOf) =>
        emit("dot", [stackOf(x!), stackOf(y!)], {
          contract: [
            [0, ...behindTime(contract[0])],
            [0, ...behindTime(contract[1])],
          ],
          batch: [behindTime(batch[0]), behindTime(batch[1])],
        }),
    };
  }
  if (value.is("reduceSum")) {
    const axes = [0, ...value.attributes.axes.map((axis) => axis + 1)];
    return {
      stacked: [x!],
      finish: (stackOf) => reshapeTo(emit("reduceSum", [stackOf(x!)], { axes }), value.shape),
    };
  }
  if (value.is("neg")) return through((sum) => emit("neg", [sum]));
  if (value.is("transpose")) return through((sum) => emit("transpose", [sum], value.attributes));
  if (value.is("reshape")) return through((sum) => emit("reshape", [sum], value.attributes));
  if (value.is("broadcast")) return through((sum) => emit("broadcast", [sum], value.attributes));
  if (value.is("add") || value.is("sub")) {
    const [a, b] = [summedOverTime(x!, variesInTime), summedOverTime(y!, variesInTime)];
    if (a === undefined || b === undefined) return undefined;
    const op = value.is("add") ? "add" : "sub";
    return {
      stacked: [...a.stacked, ...b.stacked],
      finish: (stackOf) => emit(op, [a.finish(stackOf), b.finish(stackOf)]),
    };
  }
  return undefined;
}
