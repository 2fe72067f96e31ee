import { describe, expect, it } from "vitest";
import type { TypedArray } from "../base/dtype.ts";
import { HornetError } from "../base/errors.ts";
import type { GraphBuilder } from "../graph/builder.ts";
import { Value, type Operand } from "../graph/value.ts";
import {
  compute,
  computeGradients,
  difference,
  elementsOf,
  readGoldens,
  type GoldenTensor,
  type Tolerance,
} from "../../test/golden/support.ts";
import { gradients } from "../grad/reverse.ts";
import * as adding from "./add.ts";
import * as anyAll from "./any.ts";
import * as arg from "./argmax.ts";
import { binaryCrossentropy } from "./binaryCrossentropy.ts";
import { cast, stopGradient } from "./cast.ts";
import {
  categoricalCrossentropy,
  sparseCategoricalCrossentropy,
} from "./categoricalCrossentropy.ts";
import * as joining from "./concatenate.ts";
import { divide, floorDivide, mod } from "./divide.ts";
import * as elus from "./elu.ts";
import * as comparing from "./equal.ts";
import * as exps from "./exp.ts";
import { ceil, floor, round } from "./floor.ts";
import { gelu } from "./gelu.ts";
import { isfinite, isinf, isnan } from "./isfinite.ts";
import { logicalAnd, logicalNot, logicalOr, logicalXor } from "./logicalAnd.ts";
import { logsumexp } from "./logsumexp.ts";
import { dot, matmul, outer, tensordot } from "./matmul.ts";
import * as extremes from "./max.ts";
import { clip, maximum, minimum } from "./maximum.ts";
import { oneHot } from "./oneHot.ts";
import { pad } from "./pad.ts";
import { power, rsqrt, sqrt, square } from "./power.ts";
import { newGraph } from "./primitives/cards.ts";
import * as relus from "./relu.ts";
import * as shaping from "./reshape.ts";
import * as shrinking from "./shrink.ts";
import { logSigmoid, sigmoid, silu } from "./sigmoid.ts";
import { cos, erf, sin, tanh } from "./sin.ts";
import { flip, slice } from "./slice.ts";
import { logSoftmax, softmax } from "./softmax.ts";
import { softplus, softsign } from "./softplus.ts";
import { mean, prod, sum } from "./sum.ts";
import { take, takeAlongAxis } from "./take.ts";
import { broadcastTo, repeat, tile } from "./tile.ts";
import { moveaxis, swapaxes, transpose } from "./transpose.ts";
import { std, variance } from "./variance.ts";
import { where } from "./where.ts";
import * as making from "./zeros.ts";

type Op = (...args: never[]) => Operand | readonly Operand[];

const unaries: Record<string, Op> = {
  abs: adding.abs,
  absolute: adding.absolute,
  negative: adding.negative,
  sign: adding.sign,
  exp: exps.exp,
  expm1: exps.expm1,
  log: exps.log,
  log1p: exps.log1p,
  sqrt,
  rsqrt,
  square,
  sin,
  cos,
  tanh,
  erf,
  floor,
  ceil,
  isfinite,
  isinf,
  isnan,
  logical_not: logicalNot,
  stop_gradient: stopGradient,
  ravel: shaping.ravel,
  relu: relus.relu,
  relu6: relus.relu6,
  selu: elus.selu,
  sigmoid,
  silu,
  swish: silu,
  log_sigmoid: logSigmoid,
  softplus,
  softsign,
  hard_sigmoid: relus.hardSigmoid,
  hard_silu: relus.hardSilu,
  hard_swish: relus.hardSwish,
  hard_tanh: relus.hardTanh,
  tanh_shrink: shrinking.tanhShrink,
  sparse_plus: shrinking.sparsePlus,
  sparse_sigmoid: shrinking.sparseSigmoid,
  zeros_like: making.zerosLike,
  ones_like: making.onesLike,
  identity: making.identity,
  zeros: making.zeros,
  ones: making.ones,
};

const binaries: Record<string, Op> = {
  add: adding.add,
  subtract: adding.subtract,
  multiply: adding.multiply,
  divide,
  true_divide: divide,
  mod,
  floor_divide: floorDivide,
  power,
  maximum,
  minimum,
  equal: comparing.equal,
  not_equal: comparing.notEqual,
  less: comparing.less,
  less_equal: comparing.lessEqual,
  greater: comparing.greater,
  greater_equal: comparing.greaterEqual,
  logical_and: logicalAnd,
  logical_or: logicalOr,
  logical_xor: logicalXor,
  matmul,
  dot,
  outer,
};

/** Keras's op -> ours. */
const table: Readonly<Record<string, Op>> = {
  ...unaries,
  ...binaries,
  round,
  clip,
  where,
  cast,
  sum,
  mean,
  prod,
  max: extremes.max,
  min: extremes.min,
  amax: extremes.amax,
  amin: extremes.amin,
  any: anyAll.any,
  all: anyAll.all,
  var: variance,
  std,
  argmax: arg.argmax,
  argmin: arg.argmin,
  logsumexp,
  reshape: shaping.reshape,
  transpose,
  expand_dims: shaping.expandDims,
  squeeze: shaping.squeeze,
  concatenate: joining.concatenate,
  stack: joining.stack,
  split: joining.split,
  flip,
  pad,
  broadcast_to: broadcastTo,
  slice,
  take,
  take_along_axis: takeAlongAxis,
  tile,
  repeat,
  moveaxis,
  swapaxes,
  tensordot,
  one_hot: oneHot,
  full: making.full,
  full_like: making.fullLike,
  eye: making.eye,
  arange: making.arange,
  celu: elus.celu,
  elu: elus.elu,
  gelu,
  glu: shrinking.glu,
  leaky_relu: relus.leakyRelu,
  hard_shrink: shrinking.hardShrink,
  soft_shrink: shrinking.softShrink,
  threshold: shrinking.threshold,
  squareplus: shrinking.squareplus,
  softmax,
  log_softmax: logSoftmax,
  binary_crossentropy: binaryCrossentropy,
  categorical_crossentropy: categoricalCrossentropy,
  sparse_categorical_crossentropy: sparseCategoricalCrossentropy,
};

/** What cannot be answered yet, each with its reason. */
const skipped: Record<string, string> = {
  where_4: "the result's shape depends on the data",
};

type Argument =
  | { readonly tensor: GoldenTensor }
  | { readonly float: string }
  | number
  | boolean
  | string
  | readonly Argument[]
  | null;

interface Case {
  readonly name: string;
  readonly op: string;
  readonly args: readonly Argument[];
  readonly kwargs: Readonly<Record<string, Argument>>;
  readonly cotangents?: readonly (GoldenTensor | null)[];
  readonly expected: {
    readonly output: unknown;
    readonly gradients?: Readonly<Record<string, GoldenTensor>>;
  };
  readonly tolerance: { readonly output?: Tolerance; readonly gradients?: Tolerance };
  readonly informative?: readonly string[];
  readonly disagreement?: {
    readonly output?: Record<string, unknown>;
    readonly gradients?: Record<string, Record<string, GoldenTensor>>;
  };
}

const camel = (name: string): string =>
  name.replaceAll(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());

function isTensor(x: unknown): x is GoldenTensor {
  return typeof x === "object" && x !== null && "data" in x && "shape" in x;
}

/** A case in a fresh trace. */
interface Answer {
  readonly graph: GraphBuilder;
  readonly outputs: readonly Operand[];
  readonly given: ReadonlyMap<Value, TypedArray>;
  /** The tensors among the arguments, by path. */
  readonly byPath: ReadonlyMap<string, Value>;
}

/** Calls the op. */
function answer(golden: Pick<Case, "op" | "args" | "kwargs">): Answer {
  const graph = newGraph();
  const given = new Map<Value, TypedArray>();
  const byPath = new Map<string, Value>();
  const revive = (argument: Argument, path: string): unknown => {
    if (Array.isArray(argument))
      return argument.map((entry: Argument, i) => revive(entry, `${path}.${i}`));
    if (typeof argument !== "object" || argument === null) return argument;
    if ("float" in argument) return Number(argument.float);
    const { tensor } = argument as { tensor: GoldenTensor };
    const value = graph.parameter(path, tensor.shape, tensor.dtype);
    given.set(value, elementsOf(tensor));
    byPath.set(path, value);
    return value;
  };
  const positional = golden.args.map((argument, i) => revive(argument, `args.${i}`));
  const named = Object.entries(golden.kwargs).map(
    ([key, argument]) => [camel(key), revive(argument, `kwargs.${key}`)] as const,
  );
  // How often something is repeated decides on the shape of the result: no value of a trace.
  const [, repeats] = positional;
  if (golden.op === "repeat" && repeats instanceof Value)
    positional[1] = Array.from(given.get(repeats)!);
  const options = named.length === 0 ? [] : [Object.fromEntries(named)];
  const result = table[golden.op]!(...([...positional, ...options] as never[]));
  return {
    graph,
    outputs: Array.isArray(result) ? (result as readonly Operand[]) : [result as Operand],
    given,
    byPath,
  };
}

/** Runs a case: what differs from the expected. */
function run(golden: Case): string[] {
  const { graph, outputs, given, byPath } = answer(golden);
  const problems: string[] = [];
  const wanted = (
    Array.isArray(golden.expected.output) ? golden.expected.output : [golden.expected.output]
  ) as unknown[];
  const others = Object.values(golden.disagreement?.output ?? {});
  if (golden.informative?.includes("output") !== true) {
    for (const [i, found] of compute(outputs, graph, given).entries()) {
      const answers = [wanted[i], ...others].filter(isTensor);
      const misses = answers.map((expected) =>
        difference(found, expected, golden.tolerance.output),
      );
      if (misses.every((miss) => miss !== undefined))
        problems.push(`output ${i}: ${misses[0] ?? "no expected tensor"}`);
    }
  }
  const expected = Object.entries(golden.expected.gradients ?? {});
  if (golden.informative?.includes("gradients") !== true && expected.length > 0) {
    const paired = outputs.flatMap((output, i) => {
      const cotangent = golden.cotangents?.[i];
      return cotangent === null || cotangent === undefined ? [] : [{ output, cotangent }];
    });
    const wrt = expected.map(([path]) => byPath.get(path)!);
    const found = computeGradients(
      paired.map((p) => p.output),
      paired.map((p) => p.cotangent),
      wrt,
      graph,
      given,
    );
    for (const [i, [path, wish]] of expected.entries()) {
      const answers = [
        wish,
        ...Object.values(golden.disagreement?.gradients ?? {})
          .map((all) => all[path])
          .filter(isTensor),
      ];
      const misses = answers.map((answer2) =>
        difference(found[i]!, answer2, golden.tolerance.gradients),
      );
      if (misses.every((miss) => miss !== undefined))
        problems.push(`gradient of ${path}: ${misses[0]}`);
    }
  }
  return problems;
}

const areas = [
  "ops_core",
  "ops_numpy_elementwise",
  "ops_numpy_reduce",
  "ops_numpy_shape",
  "ops_numpy_create",
  "ops_numpy_index",
  "ops_numpy_products",
  "ops_nn",
];

for (const area of areas) {
  describe(`${area}: Keras's answers`, () => {
    const byOp = new Map<string, Case[]>();
    for (const golden of readGoldens<Case>(area))
      byOp.set(golden.op, [...(byOp.get(golden.op) ?? []), golden]);
    for (const [op, cases] of byOp) {
      if (!Object.hasOwn(table, op)) continue;
      it(`${op}: ${cases.length} cases, forward and backward`, () => {
        const problems = cases
          .filter(({ name }) => skipped[name] === undefined)
          .flatMap((golden) => {
            try {
              return run(golden).map((problem) => `${golden.name}: ${problem}`);
            } catch (error) {
              return [`${golden.name}: ${String(error)}`];
            }
          });
        expect(problems).toEqual([]);
      });
    }
  });
}

interface Refused extends Pick<Case, "name" | "op" | "args" | "kwargs"> {
  /** Whether throwing is not required. */
  readonly informative?: boolean;
}

describe("ops_errors: what Keras refuses", () => {
  for (const golden of readGoldens<Refused>("ops_errors")) {
    if (!Object.hasOwn(table, golden.op) || golden.informative === true) continue;
    it(golden.name, () => {
      expect(() => answer(golden)).toThrow(HornetError);
    });
  }
});

interface SecondOrder {
  readonly name: string;
  readonly expression: string;
  readonly args: readonly GoldenTensor[];
  readonly constants: readonly GoldenTensor[];
  readonly cotangent: GoldenTensor;
  readonly directions: readonly GoldenTensor[];
  readonly expected: Readonly<Record<"gradients" | "second", readonly GoldenTensor[]>> & {
    readonly output: GoldenTensor;
  };
  readonly tolerance: Readonly<Record<"output" | "gradients" | "second", Tolerance>>;
}

type Expression = (x: Value, y: Value, z: Value, constant: Value) => Operand;

/** The goldens' expressions that need no more than these ops, as functions of their arguments in order. */
const expressions: Readonly<Record<string, Expression>> = {
  "tanh(x)": tanh,
  "softplus(x)": softplus,
  "gelu(x, true)": (x) => gelu(x, true),
  "silu(x)": silu,
  "softmax(x)": (x) => softmax(x),
  "logsumexp(x, 1)": (x) => logsumexp(x, 1),
  "categoricalCrossentropy(constant0, x, true)": (x, _y, _z, t) =>
    categoricalCrossentropy(t, x, true),
  "matmul(softmax(matmul(q, transpose(k))), v)": (q, k, v) =>
    matmul(softmax(matmul(q, transpose(k))), v),
  "divide(x, y)": divide,
  "power(x, y)": power,
  "square(take(x, [2, 0, 2], 0))": (x) => square(take(x, [2, 0, 2], 0)),
};

describe("ops_second_order: gradients of gradients", () => {
  for (const golden of readGoldens<SecondOrder>("ops_second_order")) {
    const expression = expressions[golden.expression];
    if (expression === undefined) continue;
    it(golden.name, () => {
      const graph = newGraph();
      const given = new Map<Value, TypedArray>();
      const parameter = (tensor: GoldenTensor): Value => {
        const value = graph.parameter("x", tensor.shape, tensor.dtype);
        given.set(value, elementsOf(tensor));
        return value;
      };
      const args = golden.args.map(parameter);
      const [constant] = golden.constants.map(parameter);
      const output = graph.lift(expression(args[0]!, args[1]!, args[2]!, constant!));
      const first = gradients([output], [parameter(golden.cotangent)], args) as Value[];
      const second = gradients(first, golden.directions.map(parameter), args) as Value[];
      const check = (
        values: readonly Operand[],
        wanted: readonly GoldenTensor[],
        tolerance: Tolerance,
      ): void => {
        for (const [i, found] of compute(values, graph, given).entries()) {
          expect(difference(found, wanted[i]!, tolerance)).toBeUndefined();
        }
      };
      check([output], [golden.expected.output], golden.tolerance.output);
      check(first, golden.expected.gradients, golden.tolerance.gradients);
      check(second, golden.expected.second, golden.tolerance.second);
    });
  }
});
