import { fail } from "../base/errors.ts";
import { formatShape, sameShape } from "../base/shape.ts";
import type { GraphBuilder } from "../graph/builder.ts";
import { partOf, traceBody } from "../graph/subgraph.ts";
import type { Operand } from "../graph/value.ts";
import { scan as primitive } from "./primitives/control.ts";
import { stack } from "./concatenate.ts";
import { builderFor, reshapeWith, scalar } from "./convert.ts";
import { expectSameForm, leavesOf, type Nested, rebuild } from "./structure.ts";
import { traceOf } from "./trace.ts";
import { dynamicSlice } from "./primitives/scatter.ts";

/** What is scanned, and how. */
export interface ScanOptions<X> {
  /** Tensors [length, ..] whose entries the function gets one after the other. Default none. */
  readonly xs?: X | null | undefined;
  /** Number of steps. Default: that of the entries of `xs`. */
  readonly length?: number | null | undefined;
  /** From the last entry to the first. Default false. */
  readonly reverse?: boolean | undefined;
  /** true: all steps are written out; a number is taken as false. Default 1. */
  readonly unroll?: boolean | number | undefined;
}

/** Takes what is carried and an entry, gives what is carried on and an entry of the result. */
export type ScanFunction<Carry, X, Y> = (carry: Carry, x: X) => readonly [Carry, Y];

function stepsOf(where: string, xs: readonly Operand[], length: number | null | undefined): number {
  const extents = [
    ...(length === null || length === undefined ? [] : [length]),
    ...xs.map((x) => x.shape[0] ?? -1),
  ];
  const [first] = extents;
  const fits = extents.every((n) => Number.isInteger(n) && n >= 0 && n === first);
  if (first === undefined || !fits) {
    fail("shape", {
      where,
      expected: "xs with as many entries as length says, or a length",
      received:
        first === undefined
          ? "neither"
          : [...(length === null || length === undefined ? [] : [`length ${length}`]), ...xs.map(({ shape }) => formatShape(shape))].join(", "), // prettier-ignore
    });
  }
  return first;
}

/** Entry `t` of a tensor [length, ..]. */
function entryAt(x: Operand, t: number): Operand {
  const builder = builderFor("scan", [x]);
  const start = scalar(t, "int32");
  const entry = builder.emit(dynamicSlice, [x, start], { axis: 0, size: 1 });
  return reshapeWith(builder, entry, x.shape.slice(1));
}

/** One step over tensors in order: (carries, entries) to (carries, entries). */
interface Step {
  readonly where: string;
  readonly run: (carries: readonly Operand[], entries: readonly Operand[]) => readonly Operand[];
}

/** Checks what a function gives, and notes its form. */
class Checked<Carry, Y> {
  readonly #where: string;
  readonly #init: Carry;
  readonly #types: readonly Operand[];
  /** What the function gave last. */
  y: Y | undefined;

  constructor(where: string, init: Carry) {
    this.#where = where;
    this.#init = init;
    this.#types = leavesOf(where, init);
  }

  /** The tensors of a result. */
  leaves(result: unknown): Operand[] {
    if (!Array.isArray(result) || result.length !== 2) {
      fail("value", {
        where: this.#where,
        expected: "the function to return [carry, y]",
        received: Array.isArray(result) ? `a list of ${result.length}` : typeof result,
      });
    }
    const [carry, y] = result as unknown as readonly [Carry, Y];
    expectSameForm(this.#where, this.#init, carry);
    const carried = leavesOf(this.#where, carry);
    carried.forEach((next, i) => {
      const { shape, dtype } = this.#types[i]!;
      if (sameShape(next.shape, shape) && next.dtype === dtype) return;
      fail("shape", {
        where: this.#where,
        expected: `a carry that stays ${dtype} ${formatShape(shape)}`,
        received: `${next.dtype} ${formatShape(next.shape)}`,
      });
    });
    this.y = y;
    return [...carried, ...leavesOf(this.#where, y)];
  }
}

function traceScan(
  graph: GraphBuilder,
  { where, run }: Step,
  init: readonly Operand[],
  { xs, length, reverse }: { xs: readonly Operand[]; length: number; reverse: boolean },
): Operand[] {
  const entryTypes = xs.map(({ shape, dtype }) => ({ shape: shape.slice(1), dtype }));
  const { body, captured } = traceBody(
    { where, outer: graph },
    [...init, ...entryTypes],
    (values) => run(values.slice(0, init.length), values.slice(init.length)),
  );
  const control = graph.emit(primitive, [...init, ...xs, ...captured], {
    body,
    carries: init.length,
    sequences: xs.length,
    length,
    reverse,
  });
  return body.results.map((_, i) => partOf(control, i));
}

function unrolledScan(
  { run }: Step,
  init: readonly Operand[],
  { xs, length, reverse }: { xs: readonly Operand[]; length: number; reverse: boolean },
): Operand[] {
  let carries = init;
  const columns: Operand[][] = [];
  for (let step = 0; step < length; step++) {
    const t = reverse ? length - 1 - step : step;
    const given = run(
      carries,
      xs.map((x) => entryAt(x, t)),
    );
    carries = given.slice(0, init.length);
    given.slice(init.length).forEach((y, i) => (columns[i] ??= []).push(y));
  }
  return [
    ...carries,
    ...columns.map((column) => stack(reverse ? column.toReversed() : column, { axis: 0 })),
  ];
}

/**
 * Calls `f(carry, x)` for each entry of `xs` in turn, handing the carry on: [the last carry, the stacked ys]. `carry`,
 * `x` and `y` are tensors, or lists and records of them; the carry keeps its shapes and dtypes. Traced, `f` is called
 * once and becomes a loop of the program, whose gradient is a loop backwards.
 */
export function scan<Carry extends Nested, X extends Nested, Y extends Nested>(
  f: ScanFunction<Carry, X, Y>,
  init: Carry,
  options: ScanOptions<X> = {},
): [Carry, Y] {
  const where = "scan";
  const { xs = null, reverse = false, unroll = 1 } = options;
  const [initial, sequences] = [leavesOf(where, init), leavesOf(where, xs)];
  const length = stepsOf(where, sequences, options.length);
  const checked = new Checked<Carry, Y>(where, rebuild(init, initial));
  const step: Step = {
    where,
    run: (carries, entries) => checked.leaves(f(rebuild(init, carries), rebuild(xs as X, entries))),
  };
  const graph = traceOf([...initial, ...sequences]);
  const how = { xs: sequences, length, reverse };
  if (graph === undefined && length === 0) {
    fail("shape", {
      where,
      expected: "an entry or more, where nothing is traced",
      received: "none: what f gives is not known",
    });
  }
  const results =
    graph === undefined || (unroll === true && length > 0)
      ? unrolledScan(step, initial, how)
      : traceScan(graph, step, initial, how);
  return [
    rebuild(init, results.slice(0, initial.length)),
    rebuild(checked.y as Y, results.slice(initial.length)),
  ];
}

/** `f` of each entry of `xs` [length, ..], stacked. */
export function map<X extends Nested, Y extends Nested>(f: (x: X) => Y, xs: X): Y {
  return scan<null, X, Y>((_, x) => [null, f(x)], null, { xs })[1];
}

/** `f` of each entry of `elements` [length, ..], stacked: as `map`. */
export function vectorizedMap<X extends Nested, Y extends Nested>(f: (x: X) => Y, elements: X): Y {
  return map(f, elements);
}
