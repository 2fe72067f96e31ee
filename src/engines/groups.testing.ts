import fc from "fast-check";
import { expect, test } from "vitest";
import type { DType, TypedArray } from "../base/dtype.ts";
import type { GraphBuilder } from "../graph/builder.ts";
import type { Value } from "../graph/value.ts";
import { still, windowedShape } from "../graph/window.ts";
import { multiplyAdds } from "../ops/primitives/cards.ts";
import { emitted } from "../ops/primitives/cards.testing.ts";
import { argSort } from "../ops/primitives/rowwise.ts";
import { scatterAdd } from "../ops/primitives/scatter.ts";
import type { Engine } from "./engine.ts";
import {
  interpretGroup,
  runGroups,
  traceGroup,
  type GroupRun,
  type InPlace,
} from "./groupRunner.testing.ts";
import {
  convolution,
  depthwise,
  depthwiseGradient,
  isTransformed,
  randomConv,
  randomSliding,
  transformedConvolution,
} from "./randomConvolution.testing.ts";
import { Choices, GraphWriter, operand } from "./randomGraph.testing.ts";

const dtypes: readonly DType[] = ["float32", "int32", "uint32", "uint8"];

/** Equal for integers; for floats within `relative` of the largest element, whose summands are of that size too. */
function expectClose(actual: TypedArray, expected: TypedArray, relative: number): void {
  expect(actual.length).toBe(expected.length);
  let largest = 1;
  for (const x of expected) if (Math.abs(x) < Infinity) largest = Math.max(largest, Math.abs(x));
  const limit = relative * largest;
  for (let i = 0; i < actual.length; i++) {
    const [a, e] = [actual[i]!, expected[i]!];
    if (Object.is(a, e) || a === e) continue;
    if (!(Math.abs(a - e) <= limit)) expect.fail(`element ${i}: expected ${e}, received ${a}`);
  }
}

/** Writes a group's graph; gives its results. */
type Write = (graph: GraphBuilder, choices: Choices) => readonly Value[];

/** A group of random choices, with data. */
function randomRun(seed: number, write: Write, inPlace: InPlace = {}): GroupRun {
  const choices = new Choices(seed);
  const group = traceGroup((graph) => write(graph, choices));
  const data = group.parameters.map(({ dtype, size }) => choices.data(dtype, size));
  return { group, data, inPlace };
}

/** Every factor of a product may round by 2⁻²⁴, in the engine and in the interpreter, and all of that multiplies. */
function productBound({ group }: GroupRun): number {
  const factors = group.graph.values
    .filter(({ op }) => op === "reduceProd" || op === "cumulativeProd")
    .map(({ inputs }) => inputs[0]!.size);
  return Math.max(0, ...factors) * 2 ** -23;
}

/**
 * Each step of a sum rounds by 2⁻²⁴ of what is summed so far, in an order of the engine's own. Where n summands cancel,
 * that is some √n times as large as one of them, and √n such roundings remain.
 */
function sumBound({ group, data }: GroupRun): number {
  const floats = data.filter((array) => array instanceof Float32Array);
  const inputs = floats.flatMap((array) => [...array].map(Math.abs).filter(Number.isFinite));
  const largest = inputs.reduce((most, x) => Math.max(most, x), 1);
  const bounds = group.graph.values
    .filter(({ dtype }) => dtype === "float32")
    .map((value) => {
      const summands = value.is("reduceSum") ? value.inputs[0]!.size : multiplyAdds([value]);
      const each = value.is("reduceSum") ? largest : largest ** 2;
      return (summands / Math.max(1, value.size)) * 2 ** -24 * each;
    });
  return Math.max(0, ...bounds);
}

/** The engines that are tested. */
interface Tested {
  readonly engines: readonly Engine[];
  /** Whether they must agree in every bit. */
  readonly sameBits: boolean;
}

/** Runs the groups in one program on each engine: a compiler is started once for many. */
function eachResult(
  { engines, sameBits }: Tested,
  runs: readonly GroupRun[],
  compare: (actual: TypedArray, expected: TypedArray, run: GroupRun) => void,
): void {
  const expected = runs.map(({ group, data }) => interpretGroup(group, data));
  const found = engines.map((engine) => runGroups(runs, engine));
  for (const all of found) {
    all.forEach((results, g) =>
      results.forEach((actual, i) => compare(actual, expected[g]![i]!, runs[g]!)),
    );
    if (sameBits) expectSameBits(all, found[0]!);
  }
  // Once more, with weights in the form that kernels want, where they want one.
  const wanting = runs.filter(({ group: { graph, parameters, results }, inPlace = {} }) => {
    const plain = { values: graph.values, parameters, results };
    const wanted = engines.map((engine) => engine.preparation(plain)?.parameter);
    return wanted.some((at) => at !== undefined && !Object.values(inPlace).includes(at));
  });
  if (wanting.length === 0) return;
  const prepared = engines.map((engine) => runGroups(wanting, engine, true));
  for (const all of prepared) {
    all.forEach((results, g) => {
      const run = wanting[g]!;
      const own = expected[runs.indexOf(run)]!;
      results.forEach((actual, i) => compare(actual, own[i]!, run));
    });
    if (sameBits) expectSameBits(all, prepared[0]!);
  }
}

/** Says where the first difference is: a listing of large results would fill the memory. */
function expectSameBits(actual: readonly TypedArray[][], expected: readonly TypedArray[][]): void {
  actual.forEach((results, g) =>
    results.forEach((array, r) => {
      const other = expected[g]![r]!;
      const at = array.findIndex((x, i) => !Object.is(x, other[i]));
      if (at >= 0 || array.length !== other.length)
        expect.fail(
          `group ${g}, result ${r}, element ${at}: engines give ${other[at]} and ${array[at]}`,
        );
    }),
  );
}

/** The results are the interpreter's, within `relative` and the rounding of long sums. */
function checkRuns(tested: Tested, runs: readonly GroupRun[], relative: number): void {
  eachResult(tested, runs, (actual, expected, run) =>
    expectClose(actual, expected, relative + productBound(run) + sumBound(run)),
  );
}

const seeds = fc.array(fc.integer(), { minLength: 1, maxLength: 20, size: "max" });

/** A dot with up to two axes of each kind, in random order, and an epilogue. */
function randomDot(graph: GraphBuilder, choices: Choices, dtype: DType): readonly Value[] {
  const writer = new GraphWriter(graph, choices, dtype);
  const largest = choices.pick([3, 9, 37]);
  const axes = (most: number): number[] =>
    choices.shape(choices.integer(0, most), most === 1 ? 4 : largest);
  const [batch, m, n, k] = [axes(1), axes(2), axes(2), axes(2)];
  const side = (
    free: readonly number[],
  ): { shape: number[]; batch: number[]; contract: number[] } => {
    const list = [
      ...batch.map((extent, i) => ({ extent, kind: "batch", i })),
      ...free.map((extent, i) => ({ extent, kind: "free", i })),
      ...k.map((extent, i) => ({ extent, kind: "contract", i })),
    ];
    const free2 = list.filter(({ kind }) => kind === "free");
    let next = 0;
    const mixed = choices
      .shuffled(list)
      .map((axis) => (axis.kind === "free" ? free2[next++]! : axis));
    const where = (kind: string, count: number): number[] =>
      Array.from({ length: count }, (_, i) =>
        mixed.findIndex((axis) => axis.kind === kind && axis.i === i),
      );
    return {
      shape: mixed.map(({ extent }) => extent),
      batch: where("batch", batch.length),
      contract: where("contract", k.length),
    };
  };
  const [x, y] = [side(m), side(n)];
  const root = graph.emit("dot", [operand(writer, x.shape), operand(writer, y.shape)], {
    batch: [x.batch, y.batch],
    contract: [x.contract, y.contract],
  }) as Value;
  if (choices.real() < 0.2) return [root];
  const sum = graph.emit(
    "add",
    [root, writer.expression(root.shape, choices.integer(0, 2))],
    {},
  ) as Value;
  const rectified = graph.emit("max", [sum, writer.expression(root.shape, 1)], {}) as Value;
  return choices.real() < 0.5 ? [rectified] : [rectified, root];
}

/** Reductions of rows that wait for one another, with results of both sizes. */
function randomRows(graph: GraphBuilder, choices: Choices): readonly Value[] {
  const writer = new GraphWriter(graph, choices, "float32");
  const outer = choices.shape(choices.integer(0, 2), 5);
  const inner = choices
    .shape(choices.integer(1, 2), choices.pick([2, 5, 17, 70]))
    .map((n) => n + 1);
  const shape = [...outer, ...inner];
  const axes = inner.map((_, i) => outer.length + i);
  const whole: Value[] = [writer.expression(shape, choices.integer(0, 2))];
  const perRow: Value[] = [];
  const any = (): Value => choices.pick(whole);
  for (let i = choices.integer(2, 4); i > 0; i--) {
    const op = choices.pick(["reduceMax", "reduceMin", "reduceSum", "argMax"] as const);
    // Of given numbers: nearly equal ones that were computed differ from engine to engine.
    const isSearch = op === "argMax" && axes.length === 1;
    const folded = isSearch
      ? graph.emit("cast", [graph.emit("argMax", [writer.parameter(shape)], { axis: axes[0]! })], {
          dtype: "float32",
        })
      : graph.emit(op === "argMax" ? "reduceMax" : op, [any()], { axes });
    // Sums of long rows would leave the range in which rounding is small.
    const mean = graph.emit("tanh", [folded], {}) as Value;
    const row = choices.real() < 0.5 ? mean : (graph.emit("exp", [mean], {}) as Value);
    perRow.push(row);
    const stretched = graph.emit("broadcast", [row], { shape });
    const joined = graph.emit(choices.pick(["add", "sub", "mul"] as const), [any(), stretched], {});
    whole.push(
      choices.real() < 0.4 ? joined : graph.emit("exp", [graph.emit("tanh", [joined], {})], {}),
    );
  }
  const short = choices.pick(perRow);
  const reshaped = graph.emit("reshape", [short], { shape: [short.size, 1] }) as Value;
  const results = [whole.at(-1)!, any(), reshaped, perRow.at(-1)!];
  return [...new Set(results.slice(choices.integer(0, 1), choices.integer(2, 4)))];
}

/** As `checkRuns`, within `relative` of the root mean square of the results. */
function checkRunsToMean(tested: Tested, runs: readonly GroupRun[], relative: number): void {
  eachResult(tested, runs, (actual, expected) => {
    let squares = 0;
    for (const x of expected) squares += x ** 2;
    const limit = relative * Math.sqrt(squares / expected.length);
    let worst = 0;
    actual.forEach((x, at) => (worst = Math.max(worst, Math.abs(x - expected[at]!))));
    expect(worst).toBeLessThanOrEqual(limit);
  });
}

/** Windows of any kind along some axes, with an epilogue now and then. */
function randomWindows(graph: GraphBuilder, choices: Choices): readonly Value[] {
  const op = choices.pick([
    "reduceWindowSum",
    "reduceWindowMax",
    "selectAndScatter",
    "selectAndGather",
  ] as const);
  const writer = new GraphWriter(graph, choices, choices.pick(dtypes));
  const shape = choices.shape(choices.integer(1, 4), choices.pick([3, 9]));
  const axes = choices
    .shuffled(shape.map((_, axis) => axis))
    .slice(0, choices.integer(0, Math.min(3, shape.length)));
  const windows = axes.map(() => ({
    ...(choices.real() < 0.4 ? still : randomSliding(choices)),
    size: choices.integer(1, 5),
    ...(op === "reduceWindowSum" ? {} : { inputDilation: 1 }),
  }));
  const attributes = { axes, windows };
  const x = writer.expression(shape, choices.integer(0, 2));
  const places = windowedShape(shape, attributes);
  const inputs =
    op === "selectAndScatter"
      ? [x, places.includes(0) ? writer.parameter(places) : writer.expression(places, 1)]
      : op === "selectAndGather"
        ? [x, writer.expression(shape, 1)]
        : [x];
  const root = graph.emit(emitted(op), inputs, attributes) as Value;
  if (root.size === 0 || choices.real() < 0.5) return [root];
  return [graph.emit("sub", [writer.expression(root.shape, 1), root], {}), root];
}

/** [m, k] x [k, n] with either operand stored transposed, plus bias, rectified. */
function dense(
  m: number,
  k: number,
  n: number,
  [xAcross, yAcross]: readonly [boolean, boolean],
): (graph: GraphBuilder) => readonly Value[] {
  return (graph) => {
    const x = graph.parameter("x", xAcross ? [k, m] : [m, k], "float32");
    const y = graph.parameter("y", yAcross ? [n, k] : [k, n], "float32");
    const bias = graph.parameter("bias", [1, n], "float32");
    const zero = graph.constant(Float32Array.of(0), [], "float32");
    const contract = [[xAcross ? 0 : 1], [yAcross ? 1 : 0]] as const;
    const root = graph.emit("dot", [x, y], { batch: [[], []], contract });
    const stretched = graph.emit("broadcast", [bias], { shape: [m, n] });
    const zeros = graph.emit("broadcast", [graph.emit("reshape", [zero], { shape: [1, 1] })], {
      shape: [m, n],
    });
    return [graph.emit("max", [graph.emit("add", [root, stretched], {}), zeros], {})];
  };
}

/** How much is tried. */
export interface GroupsOptions {
  /** Of random groups of each kind, each batch one program: fewer where compiling takes long. Default 15. */
  readonly batches?: number;
  /** Whether the engines must agree in every bit. */
  readonly sameBits?: boolean;
  /** Whether shapes are tried for which kernels have schedules of their own: larger ones. Default true. */
  readonly schedules?: boolean;
}

/** What every engine must compute: random groups, against the interpreter. */
export function groupsContract(
  engines: readonly Engine[],
  { batches = 15, sameBits = false, schedules = true }: GroupsOptions = {},
): void {
  const tested: Tested = { engines, sameBits };
  const check = (seed: number, write: Write, relative = 0, inPlace: InPlace = {}): void =>
    checkRuns(tested, [randomRun(seed, write, inPlace)], relative);

  /** Some ten random groups a batch. A seed is a choice of everything, so a smaller one would say no more. */
  const checkMany = (write: Write, relative = 0): void =>
    fc.assert(
      fc.property(seeds, (all) =>
        checkRuns(
          tested,
          all.map((seed) => randomRun(seed, write)),
          relative,
        ),
      ),
      { numRuns: batches, endOnFailure: true },
    );

  test("chains of movement and pointwise primitives equal the interpreter's", () => {
    checkMany((graph, choices) => {
      const dtype = choices.pick(dtypes);
      const shape = choices.shape(choices.integer(0, 4), choices.pick([3, 7, 17]));
      const writer = new GraphWriter(graph, choices, dtype);
      const results = Array.from({ length: choices.integer(1, 2) }, () =>
        writer.expression(shape, choices.integer(0, 4)),
      );
      return results;
    });
  });

  test("reductions with prologue and epilogue equal the interpreter's", () => {
    checkMany((graph, choices) => {
      const dtype = choices.pick(dtypes);
      const shape = choices.shape(choices.integer(1, 4), choices.pick([3, 7, 37]));
      const writer = new GraphWriter(graph, choices, dtype);
      const x = writer.expression(shape, choices.integer(0, 3));
      const axes = shape.flatMap((_, axis) => (choices.real() < 0.5 ? [axis] : []));
      const op = choices.pick(["reduceSum", "reduceMax", "reduceMin", "argMax", "argMin"] as const);
      const axis = choices.integer(0, shape.length - 1);
      const root =
        op === "argMax" || op === "argMin"
          ? graph.emit(op, [x], { axis })
          : graph.emit(op, [x], { axes });
      const other = new GraphWriter(graph, choices, root.dtype).expression(root.shape, 2);
      return [graph.emit("sub", [other, root as Value], {}), root];
    }, 5e-6);
  });

  test("dots of any layout with epilogues equal the interpreter's", () => {
    checkMany((graph, choices) => randomDot(graph, choices, choices.pick(dtypes)), 5e-6);
  });

  test("products that are written with their axes in another order equal the interpreter's", () => {
    checkMany((graph, choices) => {
      const [batch, heads, m, k, n] = [3, 4, 17, 19, 21].map((most) => choices.integer(1, most));
      const x = graph.parameter("x", [batch!, heads!, m!, k!], "float32");
      const y = graph.parameter("y", [batch!, k!, heads!, n!], "float32");
      const contract = [[3], [1]] as const;
      const root = graph.emit("dot", [x, y], { contract, batch: [[0, 1], [0, 2]] }); // prettier-ignore
      const permutation = choices.pick([
        [0, 2, 1, 3],
        [2, 1, 0, 3],
        [1, 2, 0, 3],
      ]);
      return [graph.emit("transpose", [root], { permutation })];
    }, 5e-6);
  });

  test("convolutions of any layout with epilogues equal the interpreter's", () => {
    checkMany(randomConv, 5e-6);
  });

  test.runIf(schedules).each([
    [4, 7, 5, 16, 3],
    [1, 14, 3, 19, 3],
    [3, 9, 1, 8, 5],
    [8, 6, 13, 24, 2],
    [2, 30, 4, 9, 1],
    [5, 23, 33, 12, 3],
    [1, 120, 40, 8, 3],
  ])("every schedule of a convolution: %i images of %i x .. x %i, %i filters of %i", (...sizes) => {
    for (const step of [1, 2]) {
      const runs = [0, 1, 2].map((which) => randomRun(1, convolution(sizes, step, which)));
      checkRuns(tested, runs, 1e-5);
    }
  });

  test("depthwise convolutions equal the interpreter's", () => {
    checkMany(depthwise, 1e-5);
  });

  test("gradients of depthwise filters equal the interpreter's", () => {
    checkMany(depthwiseGradient, 1e-5);
  });

  test.runIf(schedules)(
    "convolutions by Winograd's transforms stay within the stated bound",
    () => {
      fc.assert(
        fc.property(fc.integer(), (first) => {
          const runs: GroupRun[] = [];
          for (let seed = first; runs.length < 3; seed++) {
            const run = randomRun(seed, transformedConvolution);
            if (isTransformed(run.group, tested.engines)) runs.push(run);
          }
          checkRunsToMean(tested, runs, 5e-5);
        }),
        { numRuns: Math.ceil(batches / 3), endOnFailure: true },
      );
    },
  );

  test("filters are updated in place by the convolution that gives their gradient", () => {
    const write = (graph: GraphBuilder): readonly Value[] => {
      const [gradient] = convolution([6, 9, 7, 11, 3], 1, 2)(graph);
      const filters = graph.parameter("filters", gradient!.shape, "float32");
      return [graph.emit("sub", [filters, gradient!], {})];
    };
    check(3, write, 1e-5, { 0: 2 });
  });

  test("windows of any kind with epilogues equal the interpreter's", () => {
    checkMany(randomWindows, 5e-6);
  });

  test("groups that go by rows equal the interpreter's", () => {
    checkMany(randomRows, 2e-5);
    // One row, whose minimum both loops over its elements ask for, by whole vectors and one by one.
    check(-30, randomRows, 2e-5);
  });

  test("cumulative folds along any axis equal the interpreter's", () => {
    checkMany((graph, choices) => {
      const shape = choices.shape(choices.integer(1, 3), choices.pick([3, 9, 33]));
      const writer = new GraphWriter(graph, choices, choices.pick(dtypes));
      const x = writer.expression(shape, choices.integer(0, 2));
      const op = choices.pick([
        "cumulativeSum",
        "cumulativeProd",
        "cumulativeMax",
        "cumulativeMin",
      ] as const);
      const axis = choices.integer(0, shape.length - 1);
      return [graph.emit(emitted(op), [x], { axis, reverse: choices.real() < 0.5 })];
    }, 5e-6);
  });

  test("sorting any axis gives the interpreter's positions", () => {
    checkMany((graph, choices) => {
      const shape = choices.shape(choices.integer(1, 3), choices.pick([3, 9, 70]));
      const writer = new GraphWriter(graph, choices, choices.pick([...dtypes, "bool"]));
      const axis = choices.integer(0, shape.length - 1);
      const x = writer.parameter(shape);
      // Sums of small integers have many ties.
      const keys = choices.real() < 0.5 ? x : graph.emit("cast", [x], { dtype: "int32" });
      return [graph.emit(argSort, [keys], { axis, descending: choices.real() < 0.5 })];
    });
  });

  test("NaN, infinities and zeros of either sign are sorted as the interpreter does", () => {
    const data = Float32Array.of(NaN, 0, -0, Infinity, -1e-45, -NaN, -Infinity, 1e-45, 0, -0, 3);
    const runs = [false, true].map((descending) => ({
      group: traceGroup((graph) => [
        graph.emit(argSort, [graph.parameter("x", [11], "float32")], { axis: 0, descending }),
      ]),
      data: [data],
    }));
    checkRuns(tested, runs, 0);
  });

  test("scattered sums with epilogues equal the interpreter's", () => {
    checkMany((graph, choices) => {
      const writer = new GraphWriter(graph, choices, choices.pick(dtypes));
      const [a, i, b] = [
        choices.shape(choices.integer(0, 1), 5),
        choices.shape(choices.integer(0, 2), 5),
        choices.shape(choices.integer(0, 2), 9),
      ];
      const indices = writer.parameter(i, "int32");
      const updates = writer.expression([...a, ...i, ...b], choices.integer(0, 1));
      const root = graph.emit(scatterAdd, [indices, updates], {
        axis: a.length,
        size: choices.integer(1, 7),
      }) as Value;
      if (choices.real() < 0.5) return [root];
      return [graph.emit("sub", [writer.expression(root.shape, 1), root], {})];
    }, 5e-6);
  });

  test.runIf(schedules).each([
    [37, 300, 45],
    [70, 129, 67],
    [5, 513, 100],
    [130, 64, 9],
    [33, 16, 301],
    [1, 300, 77],
    [2, 30, 61],
    [3, 31, 7],
    [4, 1, 8],
    [6, 0, 5],
    [26, 1030, 67],
    [613, 70, 37],
  ])("every schedule of a dot: [%i, %i] x [.., %i]", (m, k, n) => {
    for (const xAcross of [false, true]) {
      for (const yAcross of [false, true])
        check(m + k + n, dense(m, k, n, [xAcross, yAcross]), 5e-6);
    }
  });

  test("a weight, its velocity and its gradient are updated in place by one dot", () => {
    const [batch, m, n] = [19, 70, 83];
    const write = (graph: GraphBuilder): readonly Value[] => {
      const [x, dy] = [
        graph.parameter("x", [batch, m], "float32"),
        graph.parameter("dy", [batch, n], "float32"),
      ];
      const [w, v] = [
        graph.parameter("w", [m, n], "float32"),
        graph.parameter("v", [m, n], "float32"),
      ];
      const rate = graph.emit("broadcast", [graph.parameter("rate", [1, 1], "float32")], {
        shape: [m, n],
      });
      const gradient = graph.emit("dot", [x, dy], { batch: [[], []], contract: [[0], [0]] });
      const velocity = graph.emit("sub", [v, graph.emit("mul", [gradient, rate], {})], {}) as Value;
      return [graph.emit("add", [w, velocity], {}), velocity];
    };
    check(7, write, 1e-5, { 0: 2, 1: 3 });
  });

  test("a sum over a batch updates a bias in place", () => {
    const write = (graph: GraphBuilder): readonly Value[] => {
      const [dy, b] = [
        graph.parameter("dy", [32, 301], "float32"),
        graph.parameter("b", [1, 301], "float32"),
      ];
      return [graph.emit("sub", [b, graph.emit("reduceSum", [dy], { axes: [0] })], {})];
    };
    check(3, write, 1e-5, { 0: 1 });
  });

  test("images of bytes are gathered, cast and scaled by vectors", () => {
    const write = (graph: GraphBuilder): readonly Value[] => {
      const images = graph.parameter("images", [50, 7, 9], "uint8");
      const rows = graph.parameter("rows", [8], "int32");
      const picked = graph.emit("gather", [images, rows], { axis: 0 });
      const flat = graph.emit("reshape", [graph.emit("cast", [picked], { dtype: "float32" })], {
        shape: [8, 63],
      });
      const scale = graph.emit(
        "broadcast",
        [graph.constant(Float32Array.of(0.25), [1, 1], "float32")],
        { shape: [8, 63] },
      );
      return [graph.emit("mul", [flat, scale], {})];
    };
    check(5, write);
  });

  test("groups without elements, and sums over none", () => {
    const empty = (graph: GraphBuilder): readonly Value[] => [
      graph.emit("neg", [graph.parameter("x", [0, 3], "float32")], {}),
    ];
    check(1, empty);
    const sum = (graph: GraphBuilder): readonly Value[] => [
      graph.emit("reduceSum", [graph.parameter("x", [0, 3], "float32")], { axes: [0] }),
    ];
    check(1, sum);
  });
}
