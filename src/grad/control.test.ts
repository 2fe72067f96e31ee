import { describe, expect, test } from "vitest";
import type { TypedArray } from "../base/dtype.ts";
import type { GraphBuilder } from "../graph/builder.ts";
import { interpretGraph } from "../graph/interpret/interpret.ts";
import type { Operand, Value } from "../graph/value.ts";
import { whileTracing } from "../graph/variable.ts";
import { add, multiply, subtract } from "../ops/add.ts";
import { cast } from "../ops/cast.ts";
import { concatenate, split } from "../ops/concatenate.ts";
import { cond, switchOp } from "../ops/cond.ts";
import { less } from "../ops/equal.ts";
import { matmul } from "../ops/matmul.ts";
import { newGraph } from "../ops/primitives/cards.ts";
import { drawNumbers } from "../ops/primitives/draw.ts";
import { map, scan } from "../ops/scan.ts";
import { sigmoid } from "../ops/sigmoid.ts";
import { sin, tanh } from "../ops/sin.ts";
import { sum } from "../ops/sum.ts";
import { transpose } from "../ops/transpose.ts";
import { foriLoop, whileLoop } from "../ops/whileLoop.ts";
import { gradients } from "./reverse.ts";

type Shapes = Readonly<Record<string, readonly number[]>>;
type Given = Readonly<Record<string, Value>>;

/** Central differences of Σ outputs · weights against the rules, and of the rules' own results against their rules. */
function check(shapes: Shapes, f: (x: Given, graph: GraphBuilder) => readonly Operand[]): void {
  const graph = newGraph();
  const given = new Map<Value, TypedArray>();
  const give = (name: string, shape: readonly number[], seed: number): Value => {
    const value = graph.parameter(name, shape, "float64");
    given.set(value, drawNumbers("float64", value.size, [-1, 1], seed));
    return value;
  };
  const names = Object.keys(shapes);
  const variables = names.map((name, i) => give(name, shapes[name]!, i + 1));
  const x = Object.fromEntries(names.map((name, i) => [name, variables[i]!]));
  whileTracing(graph, () => {
    const outputs = f(x, graph).map((output) => graph.lift(output));
    const weights = outputs.map(({ shape }, i) => give("weight", shape, 50 + i));
    const first = gradients(outputs, weights, variables);
    expectDifferences(outputs, weights, variables, first, given);
    const defined = first.filter((value) => value !== undefined);
    const more = defined.map(({ shape }, i) => give("weight", shape, 80 + i));
    const second = gradients(defined, more, variables);
    expectDifferences(defined, more, variables, second, given);
  });
}

function expectDifferences(
  outputs: readonly Value[],
  weights: readonly Value[],
  variables: readonly Value[],
  analytic: readonly (Value | undefined)[],
  given: ReadonlyMap<Value, TypedArray>,
): void {
  const project = (): number =>
    interpretGraph(outputs, given).reduce((total, data, k) => {
      const weight = given.get(weights[k]!)!;
      return Array.from(data).reduce((partial, entry, i) => partial + entry * weight[i]!, total);
    }, 0);
  const h = 1e-5;
  variables.forEach((variable, k) => {
    const data = given.get(variable)!;
    const rule = analytic[k] === undefined ? undefined : interpretGraph([analytic[k]], given)[0]!;
    for (let i = 0; i < data.length; i++) {
      const old = data[i]!;
      data[i] = old + h;
      const above = project();
      data[i] = old - h;
      const below = project();
      data[i] = old;
      const numeric = (above - below) / (2 * h);
      const error = Math.abs((rule?.[i] ?? 0) - numeric) / Math.max(1, Math.abs(numeric));
      expect(error, `variable ${k}, element ${i}: ${rule?.[i]} and ${numeric}`).toBeLessThan(5e-7);
    }
  });
}

/** An LSTM's step over a captured matrix and bias. */
function lstmStep(
  [h, c]: readonly [Operand, Operand],
  x: Operand,
  u: Operand,
  b: Operand,
): readonly [readonly [Operand, Operand], Operand] {
  const z = add(add(x, matmul(h, u)), b);
  const [i, f, g, o] = split(z, 4, { axis: -1 }) as [Operand, Operand, Operand, Operand];
  const next = add(multiply(sigmoid(f), c), multiply(sigmoid(i), tanh(g)));
  const out = multiply(sigmoid(o), tanh(next));
  return [[out, next], out];
}

describe("gradients of scan, first and second, are those of central differences", () => {
  const lstm = { x: [3, 2, 8], h: [2, 2], c: [2, 2], u: [2, 8], b: [8] };

  test.each([false, true])("an LSTM, reverse %s", (reverse) => {
    check(lstm, ({ x, h, c, u, b }) => {
      const [[lastH, lastC], ys] = scan(
        (carry: readonly [Operand, Operand], entry: Operand) => lstmStep(carry, entry, u!, b!),
        [h!, c!] as const,
        { xs: x!, reverse },
      );
      return [lastH, lastC, ys];
    });
  });

  test("only the last carry is used", () => {
    check({ x: [4, 3], h: [3], w: [3] }, ({ x, h, w }) => [
      scan((carry: Operand, entry: Operand) => [tanh(add(multiply(carry, w!), entry)), null], h!, {
        xs: x!,
      })[0],
    ]);
  });

  test("a sum over steps that is no contraction is carried", () => {
    check({ x: [4, 3], h: [3], w: [3] }, ({ x, h, w }) => {
      const [last, ys] = scan(
        (carry: Operand, entry: Operand) => [
          add(multiply(carry, sin(w!)), entry),
          multiply(carry, w!),
        ],
        h!,
        { xs: x! },
      );
      return [last, ys];
    });
  });

  test("an integer is carried beside floats, and a constant is the start", () => {
    check({ x: [4, 3] }, ({ x }, graph) => {
      const zero = graph.constant(Int32Array.of(0), [], "int32");
      const start = graph.constant(new Float64Array(3), [3], "float64");
      const [[, last]] = scan(
        ([count, carry]: readonly [Operand, Operand], entry: Operand) => {
          const weight = cast(add(count, 1), "float64");
          return [[add(count, 1), add(carry, multiply(sin(entry), weight))] as const, null];
        },
        [zero, start] as const,
        { xs: x! },
      );
      return [last];
    });
  });

  test("a scan inside a scan, and one without entries", () => {
    check({ x: [3, 2, 2], h: [2], w: [2, 2] }, ({ x, h, w }) => {
      const inner = (carry: Operand, row: Operand): readonly [Operand, Operand] => {
        const next = tanh(add(matmul(carry, w!), row));
        return [next, multiply(next, carry)];
      };
      const [last, ys] = scan(
        (carry: Operand, rows: Operand) => scan(inner, carry, { xs: rows }),
        h!,
        { xs: x! },
      );
      const [power] = scan((carry: Operand) => [multiply(carry, w!), null], w!, { length: 3 });
      return [last, ys, power];
    });
  });

  test("map, foriLoop and views of what is captured", () => {
    check({ x: [3, 2], w: [2, 3] }, ({ x, w }) => {
      const rows = map((row: Operand) => matmul(transpose(w!), tanh(row)), x!);
      const looped = foriLoop(1, 4, (i, value: Operand) => multiply(sin(value), cast(i, "float64")), w!); // prettier-ignore
      return [rows, looped];
    });
  });

  test("the gradient of a function inside the body", () => {
    check({ x: [3, 2], w: [2] }, ({ x, w }, graph) => {
      const [, ys] = scan(
        (carry: null, row: Operand) => {
          const loss = sum(multiply(tanh(multiply(row, w!)), row)) as Value;
          const one = graph.constant(Float64Array.of(1), [], "float64");
          const [slope, byWeight] = gradients([loss], [one], [row as Value, w!]);
          return [carry, concatenate([slope!, byWeight!])];
        },
        null,
        { xs: x! },
      );
      return [ys];
    });
  });
});

describe("gradients of branches", () => {
  test("flow through the branch that is taken, and from all that it captures", () => {
    for (const start of [-3, 0, 1, 7]) {
      check({ x: [2, 3], w: [3], v: [3] }, ({ x, w, v }, graph) => {
        const index = graph.emit(
          "cast",
          [graph.emit("mul", [sum(x!), graph.constant(Float64Array.of(0), [], "float64")], {})],
          { dtype: "int32" },
        );
        const made = switchOp(
          graph.emit("add", [index, graph.constant(Int32Array.of(start), [], "int32")], {}),
          [
            (a: Operand) => multiply(sin(a), w!),
            (a: Operand) => add(multiply(a, multiply(a, v!)), w!),
            (a: Operand) => a,
          ],
          x,
        );
        return [subtract(made, multiply(x!, 0.5))];
      });
    }
  });

  test("cond inside scan inside cond", () => {
    check({ x: [4, 2], h: [2] }, ({ x, h }) => {
      const [last, ys] = scan(
        (carry: Operand, row: Operand) => {
          const next = cond(
            less(sum(row), 0),
            () => tanh(multiply(carry, row)),
            () => foriLoop(0, 2, (_, value: Operand) => multiply(sin(value), row), carry),
          );
          return [next, multiply(next, row)];
        },
        h!,
        { xs: x! },
      );
      return [last, ys];
    });
  });
});

test("a loop of unknown length has none, and says what has", () => {
  const graph = newGraph();
  const x = graph.parameter("x", [], "float32");
  whileTracing(graph, () => {
    const y = whileLoop(
      (v: Operand) => less(v, 10),
      (v: Operand) => multiply(v, 2),
      x as Operand,
    );
    const one = graph.constant(Float32Array.of(1), [], "float32");
    expect(() => gradients([y as Value], [one], [x])).toThrow(/Use scan or foriLoop/);
  });
});
