import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { setEngine } from "../eager/engines.ts";
import { grad, jit } from "../eager/jit.ts";
import { Session } from "../eager/session.ts";
import { tensor } from "../eager/tensor.ts";
import { Choices } from "../engines/randomGraph.testing.ts";
import { reference } from "../engines/reference/reference.ts";
import { wasmEngine } from "../engines/wasm/engine.ts";
import type { Operand, Value } from "../graph/value.ts";
import { Variable, whileTracing } from "../graph/variable.ts";
import { verifyGraph } from "../graph/verify.ts";
import { printGraph } from "../graph/print.ts";
import { add, multiply, subtract } from "../ops/add.ts";
import { associativeScan } from "../ops/associativeScan.ts";
import { cond, switchOp } from "../ops/cond.ts";
import { greater, less } from "../ops/equal.ts";
import { matmul } from "../ops/matmul.ts";
import { map, scan } from "../ops/scan.ts";
import { commonCards, newGraph } from "../ops/primitives/cards.ts";
import { reshape } from "../ops/reshape.ts";
import { sin, tanh } from "../ops/sin.ts";
import { sum } from "../ops/sum.ts";
import { transpose } from "../ops/transpose.ts";
import { foriLoop, whileLoop } from "../ops/whileLoop.ts";
import { launchesAlone } from "../program/alone.ts";
import { formatProgram } from "../program/printProgram.ts";
import type { Program, Step } from "../program/program.ts";

const numbers = (x: Operand): number[] => [...x.data];

describe.each(["reference", "wasm", "native"] as const)("on %s", (engine) => {
  const use = (): void => setEngine(engine);

  test("a scan carries, reads entries and stacks, from either end", () => {
    use();
    for (const reverse of [false, true]) {
      const f = jit((init: Operand, xs: Operand) => {
        const [last, ys] = scan(
          (carry: Operand, x: Operand) => {
            const next = add(multiply(carry, 2), x);
            return [next, subtract(next, x)];
          },
          init,
          { xs, reverse },
        );
        return { last, ys };
      });
      const { last, ys } = f([1, -1], [[1, 2], [3, 4], [5, 6]]); // prettier-ignore
      expect(last.array()).toEqual(reverse ? [35, 26] : [23, 14]);
      const forward = [[2, -2], [6, 0], [18, 8]]; // prettier-ignore
      const backward = [[34, 24], [14, 8], [2, -2]]; // prettier-ignore
      expect(ys.array()).toEqual(reverse ? backward : forward);
    }
  });

  test("numbers of steps: none, one, many", () => {
    use();
    const power = (length: number) =>
      jit((x: Operand) => scan((c: Operand) => [multiply(c, 2), null], x, { length })[0])([1, 3]);
    expect(power(0).array()).toEqual([1, 3]);
    expect(power(1).array()).toEqual([2, 6]);
    expect(power(20).array()).toEqual([2 ** 20, 3 * 2 ** 20]);
    const none = jit((xs: Operand) => scan((c: Operand, x: Operand) => [add(c, x), c], tensor(7), { xs })[1]); // prettier-ignore
    expect(none(tensor(new Float32Array(0))).shape).toEqual([0]);
  });

  test("a swap of two carries in place", () => {
    use();
    const f = jit((a: Operand, b: Operand) => {
      const [[x, y]] = scan(
        ([p, q]: readonly [Operand, Operand]) => [[q, add(p, q)] as const, null],
        [a, b] as const,
        { length: 10 },
      );
      return { x, y };
    });
    const { x, y } = f([0, 1], [1, 0]);
    expect([x.array(), y.array()]).toEqual([
      [55, 34],
      [89, 55],
    ]);
  });

  test("a while loop stops when its condition fails, or at its limit", () => {
    use();
    const f = jit((x: Operand) =>
      whileLoop(
        (v: Operand) => less(sum(v), 100),
        (v: Operand, n: Operand) => [multiply(v, 2), add(n, 1)],
        [x, tensor(0)] as const,
      ),
    );
    expect(f([1, 2])[0].array()).toEqual([64, 128]);
    expect(f([1, 2])[1].item()).toBe(6);
    expect(f([200, 2])[1].item()).toBe(0);
    const limited = jit((x: Operand) =>
      whileLoop(
        (v: Operand) => less(v, 100),
        (v: Operand) => add(v, 1),
        x,
        { maximumIterations: 3 },
      ),
    );
    expect(limited([0]).array()).toEqual([3]);
    expect(limited([99]).array()).toEqual([100]);
  });

  test("bounds that are only known at run time", () => {
    use();
    const f = jit((n: Operand, x: Operand) =>
      foriLoop(0, n, (i, value: Operand) => add(value, multiply(i, i)), x),
    );
    expect(f(tensor(5, { dtype: "int32" }), tensor(0, { dtype: "int32" })).item()).toBe(30);
  });

  test("one branch is run, and the index is held inside", () => {
    use();
    const f = jit((index: Operand, x: Operand) =>
      switchOp(
        index,
        [(v: Operand) => sin(v), (v: Operand) => multiply(v, v), (v: Operand) => v],
        x,
      ),
    );
    const run = (index: number): unknown => f(tensor(index, { dtype: "int32" }), [3]).array();
    expect([-4, 1, 2, 9].map(run)).toEqual([[Math.fround(Math.sin(3))], [9], [3], [3]].map((x) => x.map((y) => expect.closeTo(y, 6)))); // prettier-ignore
    // The other branch would never end.
    const guarded = jit((x: Operand) =>
      cond(
        greater(x, 0),
        () => multiply(x, 2),
        () =>
          whileLoop(
            (v: Operand) => less(v, x),
            (v: Operand) => v,
            subtract(x, 1),
          ),
      ),
    );
    expect(guarded(tensor(4)).item()).toBe(8);
  });

  test("loops in branches in loops", () => {
    use();
    const f = jit((xs: Operand) =>
      map(
        (x: Operand) =>
          cond(
            greater(x, 2),
            () => foriLoop(0, 3, (_, v: Operand) => multiply(v, x), x),
            () => scan((c: Operand, y: Operand) => [add(c, y), c], x, { xs })[0],
          ),
        xs,
      ),
    );
    expect(f([1, 2, 3]).array()).toEqual([7, 8, 81]);
  });

  test("entries of entries: a scan inside a scan", () => {
    use();
    const f = jit(
      (xs: Operand) =>
        scan(
          (total: Operand, rows: Operand) => {
            const [end, seen] = scan((c: Operand, row: Operand) => [add(c, row), c], total, { xs: rows, reverse: true }); // prettier-ignore
            return [end, seen];
          },
          tensor([0, 0]),
          { xs },
        )[1],
    );
    const xs = [[[1, 2], [3, 4]], [[5, 6], [7, 8]]]; // prettier-ignore
    expect(f(xs).array()).toEqual([[[3, 4], [0, 0]], [[11, 14], [4, 6]]]); // prettier-ignore
  });

  test("variables are read inside, and carried values assigned behind", () => {
    use();
    const weight = new Variable({
      name: "w",
      shape: [2, 2],
      initialize: () => Float32Array.of(0, 1, 1, 1),
    });
    const state = new Variable({
      name: "s",
      shape: [1, 2],
      initialize: () => Float32Array.of(0, 1),
    });
    const f = jit((n: Operand) => {
      const [last] = scan((c: Operand) => [matmul(c, weight), null], state as Operand, {
        length: 3,
      });
      state.assign(last);
      return multiply(last, n);
    });
    expect(f(1).array()).toEqual([[2, 3]]);
    expect(f(2).array()).toEqual([[16, 26]]);
    expect(numbers(state)).toEqual([8, 13]);
    expect(() => jit((x: Operand) => scan((c: Operand) => { state.assign(c); return [c, null]; }, x, { length: 2 })[0])([[1, 2]])).toThrow(/scan: expected a body that changes no variables/); // prettier-ignore
  });

  test("grad of a function that scans, in a function that scans", () => {
    use();
    const roll = (x: Operand): Operand =>
      sum(scan((c: Operand, y: Operand) => [tanh(add(c, y)), c], tensor(0.5), { xs: x })[0]);
    const outer = jit((rows: Operand) => map((row: Operand) => grad(roll)(row), rows));
    const rows = [[0.1, 0.2], [-0.3, 0.4]]; // prettier-ignore
    const h = 1e-2;
    rows.forEach((row, i) => {
      row.forEach((_, j) => {
        const at = (by: number): number => roll(tensor(row.with(j, row[j]! + by))).item();
        const slope = (at(h) - at(-h)) / (2 * h);
        expect((outer(rows).array() as number[][])[i]![j]).toBeCloseTo(slope, 3);
      });
    });
  });
});

/** A random body over matrices, and what runs it. */
function randomScan(seed: number): (x: Operand, w: Operand, init: Operand) => Operand[] {
  return (x, w, init) => {
    const isReverse = new Choices(seed).real() < 0.5;
    const length = x.shape[0]!;
    const body = (
      carry: readonly [Operand, Operand],
      entry: Operand,
    ): readonly [readonly [Operand, Operand], readonly Operand[]] => {
      // The same choices in every step.
      const choices = new Choices(seed);
      const known: Operand[] = [carry[0], carry[1], entry];
      const any = (): Operand => choices.pick(known.slice(-5));
      const makers: (() => Operand)[] = [
        () => add(any(), any()),
        () => tanh(any()),
        () => matmul(any(), w),
        () => matmul(transpose(any()), any()),
        () => multiply(any(), choices.pick([w, any()])),
        () => add(any(), sum(any(), { axis: 0, keepdims: true })),
        () => {
          const [x, test] = [any(), less(sum(any()), 0.1)];
          return cond(test, () => multiply(carry[0], x), () => sin(entry));
        },
        () => scan((c: Operand, row: Operand) => [tanh(add(c, row)), c], reshape(sum(any(), { axis: 0 }), [w.shape[0]!]), { xs: any() })[1],
      ]; // prettier-ignore
      const count = choices.integer(1, 6);
      for (let i = 0; i < count; i++) known.push(tanh(choices.pick(makers)()));
      const pick = (): Operand => choices.pick(known);
      return [[pick(), pick()], Array.from({ length: choices.integer(0, 2) }, pick)];
    };
    const [carry, ys] = scan(body, [init, multiply(init, 0.5)] as const, {
      xs: x,
      length,
      reverse: isReverse,
    });
    return [...carry, ...ys];
  };
}

test("random bodies and their gradients: both engines agree with steps done one by one", () => {
  fc.assert(
    fc.property(fc.integer(), (seed) => {
      const choices = new Choices(seed + 1);
      const [n, length] = [choices.integer(1, 5), choices.integer(1, 4)];
      const data = [[length, n, n], [n, n], [n, n]].map((shape) => tensor(choices.data("float32", shape.reduce((a, b) => a * b)), { shape })); // prettier-ignore
      const f = randomScan(seed);
      const expected = f(...(data as unknown as [Operand, Operand, Operand]));
      const loss = (x: Operand, w: Operand, init: Operand): Operand =>
        f(x, w, init).reduce<Operand>((total, y) => add(total, sum(multiply(y, y))), tensor(0));
      const slopes: number[][] = [];
      for (const engine of ["reference", "wasm"] as const) {
        setEngine(engine);
        const made = jit((x: Operand, w: Operand, init: Operand) => f(x, w, init))(...(data as unknown as [Operand, Operand, Operand])); // prettier-ignore
        made.forEach((y, i) => expectClose(numbers(y), numbers(expected[i]!)));
        slopes.push(
          numbers(grad(loss, { argument: 1 })(...(data as unknown as [Operand, Operand, Operand]))),
        );
      }
      expectClose(slopes[0]!, slopes[1]!);
      setEngine("auto");
    }),
    { numRuns: 25 },
  );
});

function expectClose(actual: readonly number[], expected: readonly number[]): void {
  const scale = Math.max(1, ...expected.map(Math.abs));
  actual.forEach((x, i) => expect(Math.abs(x - expected[i]!)).toBeLessThanOrEqual(2e-5 * scale));
}

describe("the program", () => {
  const programOf = (f: (x: Operand) => Operand, shape: number[], engine = wasmEngine()): Program =>
    new Session([], engine).compile({
      name: "test",
      inputs: { x: { shape, dtype: "float32" } },
      trace: ({ x }) => ({ y: f(x!) }),
    }).program;

  const kinds = (steps: readonly Step[]): unknown[] =>
    steps.map((step) =>
      step.kind === "launch" ? "launch" : step.kind === "loop" ? kinds(step.body) : "branch",
    );

  test("is as large for a thousand steps as for ten, and its memory grows by the stacks alone", () => {
    const make = (length: number, engine = wasmEngine()): Program =>
      programOf(
        (x) => scan((c: Operand) => [tanh(matmul(c, c)), null], x, { length })[0],
        [4, 4],
        engine,
      );
    const [ten, thousand] = [make(10), make(1000)];
    expect(thousand.groups.length).toBe(ten.groups.length);
    expect(thousand.scratchBytes).toBe(ten.scratchBytes);
    expect(make(10, reference).steps.length).toBe(ten.steps.length);
  });

  test("a body that is one launch is one launch, which writes its stack directly", () => {
    const program = programOf((xs) => map((x: Operand) => tanh(multiply(x, 2)), xs), [50, 3]);
    expect(kinds(program.steps)).toContainEqual(["launch"]);
  });

  test("a factor that a loop does not change is packed before it, one that it carries is not", () => {
    const steps = (turned: boolean): Program =>
      programOf(
        (x) => scan((c: Operand) => [tanh(matmul(c, turned ? transpose(x) : x)), null], x, { length: 9 })[0], // prettier-ignore
        [24, 24],
      );
    for (const turned of [false, true]) {
      const program = steps(turned);
      const rounds = launchesAlone(program).map((launch) => launch.rounds);
      const own = rounds.filter((_, i) => program.groups[i]!.prepares !== undefined);
      expect(own).toEqual([1]);
    }
    const carried = programOf((x) => scan((c: Operand) => [tanh(matmul(c, c)), null], x, { length: 9 })[0], [24, 24]); // prettier-ignore
    expect(carried.groups.some(({ prepares }) => prepares !== undefined)).toBe(false);
  });

  test("a factor packed before a loop gives the products of each step, and of the next run", () => {
    const f = jit((x: Operand, w: Operand) => scan((c: Operand) => [tanh(matmul(c, transpose(w))), null], x, { length: 5 })[0]); // prettier-ignore
    const numbers = (seed: number): Operand =>
      tensor(
        Float32Array.from({ length: 37 * 37 }, (_, i) => 0.3 * Math.sin(seed + 1.7 * i)),
        { shape: [37, 37] },
      );
    for (const seed of [1, 2]) {
      const [x, w] = [numbers(seed), numbers(seed + 5)];
      let expected: Operand = x;
      for (let i = 0; i < 5; i++) expected = tanh(matmul(expected, transpose(w)));
      expectClose(
        (f(x, w).array() as number[][]).flat(),
        ((expected as ReturnType<typeof tensor>).array() as number[][]).flat(),
      );
    }
  });

  test("its memory is what was planned, to the byte, and stays so", () => {
    for (const engine of [reference, wasmEngine()]) {
      const session = new Session([], engine);
      const program = session.compile({
        name: "test",
        inputs: { x: { shape: [7, 33, 5], dtype: "float32" } },
        trace: ({ x }) => ({
          y: scan(
            (c: Operand, row: Operand) => [tanh(add(c, sin(row))), multiply(c, row)],
            sum(x!, { axis: 0 }),
            { xs: x! },
          )[1],
        }),
      });
      session.placeSync([program]);
      expect(session.arena.allocatedBytes).toBe(session.plannedBytes);
      session.runSync(program, 3);
      expect(session.arena.allocatedBytes).toBe(session.plannedBytes);
    }
  });

  test("every launch can be run by itself, in as many rounds", () => {
    const program = programOf(
      (xs) =>
        map(
          (x: Operand) =>
            scan((c: Operand, y: Operand) => [tanh(add(c, y)), c], sum(x), { xs: x })[1],
          xs,
        ),
      [4, 3],
    );
    const alone = launchesAlone(program);
    expect(alone).toHaveLength(program.groups.length);
    expect(new Set(alone.map(({ rounds }) => rounds))).toEqual(new Set([1, 4, 12]));
  });

  test("a loop reads as text, and its graph is sound", () => {
    const graph = newGraph();
    const x = graph.parameter("x", [2], "float32");
    const out = whileTracing(graph, () =>
      foriLoop(0, 3, (_, v: Operand) => sin(v), x as Operand),
    ) as Value;
    expect(() => verifyGraph(graph.values, commonCards, [out])).not.toThrow();
    const text = printGraph(graph.values, [out]);
    expect(text).toMatch(/scan bool\[0\]/);
    expect(text).toMatch(/ {2}%\d+ = sin float32\[2\] %0/);
    const program = programOf((v) => foriLoop(0, 3, (_, w: Operand) => sin(w), v), [2]);
    expect(formatProgram(program)).toMatch(/loop 0 3 times\ndo\n {2}\d+:sin/);
  });

  test("equal loops are one", () => {
    const program = programOf(
      (x) => {
        const run = (): Operand => foriLoop(0, 5, (_, v: Operand) => sin(v), x);
        return add(run(), run());
      },
      [3],
    );
    expect(program.steps.filter(({ kind }) => kind === "loop")).toHaveLength(1);
  });
});

test("associativeScan over pairs, any length, either order", () => {
  for (const n of [1, 2, 3, 7, 8]) {
    for (const reverse of [false, true]) {
      const a = Array.from({ length: n }, (_, i) => 0.5 + i / 8);
      const b = Array.from({ length: n }, (_, i) => i - 2);
      type Pair = readonly [Operand, Operand];
      const f = ([p, q]: Pair, [r, s]: Pair): Pair => [multiply(p, r), add(multiply(q, r), s)];
      const [, result] = associativeScan(f, [tensor(a), tensor(b)] as Pair, { reverse });
      const expected: number[] = [];
      const order = reverse ? [...a.keys()].toReversed() : [...a.keys()];
      let carry = 0;
      for (const i of order) {
        carry = carry * a[i]! + b[i]!;
        expected[i] = carry;
      }
      result.data.forEach((x: number, i: number) => expect(x).toBeCloseTo(expected[i]!, 4));
    }
  }
});

describe("what does not fit is said", () => {
  const x = tensor([1, 2]);
  test.each<[() => unknown, RegExp]>([
    [
      () => scan((c: Operand) => [c, c], x),
      /scan: expected xs with as many entries as length says, or a length, received neither/,
    ],
    [() => scan((c: Operand) => [c, c], x, { xs: x, length: 3 }), /received length 3, \[2\]/],
    [
      () => scan((c: Operand) => c as never, x, { length: 2 }),
      /the function to return \[carry, y\]/,
    ],
    [
      () => scan((c: Operand, y: Operand) => [[c] as never, y], x, { xs: x }),
      /scan: expected tensor, received \[tensor\]/,
    ],
    [
      () => jit((y: Operand) => scan((c: Operand) => [sum(c), null], y, { length: 2 })[0])([1, 2]),
      /a carry that stays float32 \[2\], received float32 \[\]/,
    ],
    [
      () =>
        jit((y: Operand) =>
          cond(
            less(sum(y), 0),
            () => y,
            () => sum(y),
          ),
        )([1, 2]),
      /branches that give the same types: float32 \[\], received float32 \[2\]/,
    ],
    [
      () =>
        cond(
          x,
          () => x,
          () => x,
        ),
      /cond: expected one element to choose by, received 2/,
    ],
    [() => switchOp(0, []), /a branch or more/],
    [
      () =>
        whileLoop(
          () => true,
          (v: Operand) => v,
          x,
          { maximumIterations: -1 },
        ),
      /maximumIterations from 0, received -1/,
    ],
    [
      () => associativeScan((a: Operand[]) => a, [x, tensor([1])] as Operand[]),
      /tensors of one length on axis 0, received \[2\], \[1\]/,
    ],
  ])("%#", (f, message) => {
    expect(f).toThrow(message);
  });
});
