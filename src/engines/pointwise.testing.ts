import { expect, test } from "vitest";
import { allocate, type DType, type TypedArray } from "../base/dtype.ts";
import type { AttributesOf, PrimitiveOf } from "../graph/alphabet.ts";
import type { Value } from "../graph/value.ts";
import { emitted } from "../ops/primitives/cards.testing.ts";
import type { Engine } from "./engine.ts";
import {
  interpretGroup,
  runGroups,
  traceGroup,
  type GroupRun,
  type TestGroup,
} from "./groupRunner.testing.ts";
import { Choices } from "./randomGraph.testing.ts";

type Pointwise = PrimitiveOf<"pointwise">;

const bits = new Int32Array(1);
const float = new Float32Array(bits.buffer);

/** Position of a float among all floats in order. */
function rank(x: number): number {
  float[0] = x;
  return bits[0]! < 0 ? -(bits[0]! & 0x7fffffff) : bits[0]!;
}

/** Floats between two floats; 0 for two NaNs and for zeros of either sign. */
function distance(a: number, b: number): number {
  if (Number.isNaN(a) || Number.isNaN(b)) return Number.isNaN(a) && Number.isNaN(b) ? 0 : Infinity;
  return a === b ? 0 : Math.abs(rank(a) - rank(b));
}

interface Case {
  readonly op: Pointwise;
  readonly dtypes: readonly DType[];
  readonly data: readonly TypedArray[];
  readonly attributes?: AttributesOf<Pointwise>;
}

/** The groups of a case: by vectors, and one by one. */
function runsOf({ op, dtypes, data, attributes = {} }: Case): GroupRun[] {
  return [data[0]!.length, 3].map((length) => ({
    group: traceGroup((graph) => {
      const inputs = dtypes.map((dtype, i) => graph.parameter(`x${i}`, [length], dtype));
      return [graph.emit(emitted(op), inputs, attributes)];
    }),
    data: data.map((array) => array.slice(0, length)),
  }));
}

/** Checks that each result lies within `ulp` floats of the interpreter's; all cases in one program. */
function checkCases(engines: readonly Engine[], cases: readonly Case[], ulp: number): void {
  const runs = cases.flatMap((own) => runsOf(own).map((run) => ({ ...run, op: own.op })));
  const expected = runs.map(({ group, data }) => interpretGroup(group, data)[0]!);
  for (const engine of engines) {
    runGroups(runs, engine).forEach(([actual], g) => {
      const { op, data } = runs[g]!;
      actual!.forEach((a, i) => {
        const e = expected[g]![i]!;
        if (distance(a, e) > ulp)
          expect.fail(
            `${op}(${data.map((array) => array[i]).join(", ")}): expected ${e}, received ${a}`,
          );
      });
    });
  }
}

const specials = [
  0,
  -0,
  1,
  -1,
  0.5,
  -0.5,
  2,
  -2,
  3,
  -3,
  Infinity,
  -Infinity,
  NaN,
  1e-45,
  -1e-45,
  1e-40,
  -1e-40,
  1.17549435e-38,
  3.4e38,
  -3.4e38,
  88.5,
  88.8,
  -87.5,
  -100,
  -104,
  -110,
  1e10,
  -1e10,
  0.6249,
  0.93,
  4.1,
  -4.1,
  1.5,
  2.5,
  -1.5,
  1e-8,
  -1e-8,
  -0.9999999,
  7,
  10,
];

function floats(
  values: readonly number[],
  domains: readonly (readonly [number, number])[],
): Float32Array {
  const choices = new Choices(1);
  const random = domains.flatMap(([low, high]) =>
    Array.from({ length: 3000 }, () => low + choices.real() * (high - low)),
  );
  return Float32Array.from([...values, ...random]);
}

const wide = [
  [-5, 5],
  [-90, 90],
  [0, 1e-3],
  [0, 1e6],
  [-1, 1],
] as const;
const unaryBounds: readonly (readonly [Pointwise, number])[] = [
  ["neg", 0],
  ["abs", 0],
  ["sign", 0],
  ["sqrt", 0],
  ["floor", 0],
  ["ceil", 0],
  ["round", 0],
  ["isFinite", 0],
  ["stopGradient", 0],
  ["rsqrt", 1],
  ["exp", 2],
  ["expm1", 2],
  ["log", 2],
  ["log1p", 2],
  ["tanh", 2],
  ["logistic", 3],
  ["erf", 2],
  ["asin", 3],
  ["acos", 3],
  ["atan", 2],
  ["sinh", 3],
  ["cosh", 3],
  ["asinh", 4],
  ["acosh", 4],
  ["atanh", 4],
];

/** All pairs of special values, and random ones. */
function pairs(
  keep: (x: number, y: number) => boolean,
  domains: readonly (readonly [number, number])[],
): [Float32Array, Float32Array] {
  const all = specials
    .flatMap((x) => specials.map((y) => [x, y] as const))
    .filter(([x, y]) => keep(x, y));
  const [x, y] = domains.map((domain) => floats([], [domain]));
  return [
    Float32Array.from([...all.map(([a]) => a), ...x!]),
    Float32Array.from([...all.map(([, b]) => b), ...y!]),
  ];
}

const exact = [
  "add",
  "sub",
  "mul",
  "div",
  "max",
  "min",
  "eq",
  "ne",
  "lt",
  "le",
  "gt",
  "ge",
] as const;

const integers = [0, 1, -1, 2, -2, 7, -7, 100, 255, 256, 2147483647, -2147483648, 31, 5, 12345];
const integerOps = [
  "add",
  "sub",
  "mul",
  "div",
  "rem",
  "max",
  "min",
  "eq",
  "ne",
  "lt",
  "le",
  "gt",
  "ge",
  "and",
  "or",
  "xor",
  "shiftLeft",
  "shiftRight",
  "pow",
] as const;

function integerPairs(op: Pointwise, dtype: DType): [TypedArray, TypedArray] {
  const all = integers
    .flatMap((x) => integers.map((y) => [x, y] as const))
    .filter(([x, y]) => {
      if (op === "shiftLeft" || op === "shiftRight") return y >= 0 && y < 32;
      return op !== "pow" || (y >= 0 && y <= 7 && Math.abs(x) <= 12);
    });
  const [x, y] = [allocate(dtype, all.length), allocate(dtype, all.length)];
  all.forEach(([a, b], i) => ([x[i], y[i]] = [a, b]));
  return [x, y];
}

/** What every engine that prints kernels must compute: each pointwise primitive, against the interpreter. */
export function pointwiseContract(engines: readonly Engine[]): void {
  const check = (own: Case, ulp: number): void => checkCases(engines, [own], ulp);
  const run = (group: TestGroup, data: readonly TypedArray[]): TypedArray[] =>
    runGroups([{ group, data }], engines[0]!)[0]!;

  test.each(unaryBounds)("%s of float32 is within %i ulp", (op, ulp) => {
    check({ op, dtypes: ["float32"], data: [floats(specials, wide)] }, ulp);
  });

  test.each([
    ["sin", 2],
    ["cos", 2],
    ["tan", 4],
  ] as const)("%s is within %i ulp up to 5000", (op, ulp) => {
    const moderate = specials.filter((x) => !(Math.abs(x) > 8192) || !Number.isFinite(x));
    check(
      {
        op,
        dtypes: ["float32"],
        data: [
          floats(moderate, [
            [-10, 10],
            [-5000, 5000],
          ]),
        ],
      },
      ulp,
    );
  });

  test.each(exact)("%s of float32 is exact", (op) => {
    check(
      {
        op,
        dtypes: ["float32", "float32"],
        data: pairs(
          () => true,
          [
            [-5, 5],
            [-5, 5],
          ],
        ),
      },
      0,
    );
  });

  test("rem of float32 is exact while the quotient is below 2^22", () => {
    const moderate = (x: number, y: number): boolean =>
      !(Math.abs(x / y) > 2 ** 22) || !Number.isFinite(x);
    check(
      {
        op: "rem",
        dtypes: ["float32", "float32"],
        data: pairs(moderate, [
          [-50, 50],
          [-5, 5],
        ]),
      },
      0,
    );
  });

  test("pow is within 2 ulp, and 1 to any power and -1 to an infinite one is 1", () => {
    check(
      {
        op: "pow",
        dtypes: ["float32", "float32"],
        data: pairs(
          () => true,
          [
            [0, 10],
            [-10, 10],
          ],
        ),
      },
      2,
    );
    check(
      {
        op: "pow",
        dtypes: ["float32", "float32"],
        data: [new Float32Array(3000).fill(0.999), floats([], [[0, 90000]])],
      },
      2,
    );
    const ones = traceGroup((graph) => {
      const inputs = ["x", "y"].map((name) => graph.parameter(name, [4], "float32"));
      return [graph.emit(emitted("pow"), inputs, {})];
    });
    const [result] = run(ones, [
      Float32Array.of(1, 1, -1, -1),
      Float32Array.of(NaN, Infinity, Infinity, -Infinity),
    ]);
    expect([...result!]).toEqual([1, 1, 1, 1]);
  });

  test("atan2 is within 4 ulp in all quadrants, at zeros and infinities too", () => {
    const data = pairs(
      () => true,
      [
        [-5, 5],
        [-5, 5],
      ],
    );
    check({ op: "atan2", dtypes: ["float32", "float32"], data }, 4);
  });

  test("bits stay under another dtype", () => {
    const values: Record<string, TypedArray> = {
      float32: Float32Array.of(0, -0, 1.5, -2, Infinity, 1e-40),
      int32: Int32Array.of(0, -1, 1069547520, -2147483648, 7),
      uint32: Uint32Array.of(0, 1, 1069547520, 3000000000, 2147483648),
    };
    const cases = Object.entries(values).flatMap(([from, data]) =>
      (["float32", "int32", "uint32"] as const).map((dtype): Case => ({
        op: "bitcast",
        dtypes: [from as DType],
        // -1 is a NaN as a float, which the interpreter's doubles do not keep.
        data: [dtype === "float32" ? data.map((x) => (x === -1 ? 1 : x)) : data],
        attributes: { dtype },
      })),
    );
    checkCases(engines, cases, 0);
  });

  test("max with a constant keeps NaN on either side", () => {
    const group = traceGroup((graph) => {
      const x = graph.parameter("x", [5], "float32");
      const one = graph.emit("broadcast", [graph.constant(Float32Array.of(1), [1], "float32")], {
        shape: [5],
      });
      return [graph.emit("max", [x, one], {}), graph.emit("min", [one, x], {})] as Value[];
    });
    const data = Float32Array.of(NaN, 0, 2, -Infinity, Infinity);
    const [largest, smallest] = run(group, [data]);
    expect([...largest!]).toEqual([NaN, 1, 2, 1, Infinity]);
    expect([...smallest!]).toEqual([NaN, 0, 1, -Infinity, 1]);
  });

  test.each(["int32", "uint32", "uint8"] as const)("every operation of %s is exact", (dtype) => {
    const binary = integerOps.map((op) => ({
      op,
      dtypes: [dtype, dtype],
      data: integerPairs(op, dtype),
    }));
    const unary = (["neg", "abs", "sign", "not"] as const).map((op) => ({
      op,
      dtypes: [dtype],
      data: [integerPairs("add", dtype)[0]],
    }));
    checkCases(engines, [...binary, ...unary], 0);
  });

  test("operations of bool are exact", () => {
    const data = [Uint8Array.of(0, 0, 1, 1, 0), Uint8Array.of(0, 1, 0, 1, 1)];
    const binary = (["and", "or", "xor", "eq", "ne", "lt", "ge"] as const).map((op): Case => ({
      op,
      dtypes: ["bool", "bool"],
      data,
    }));
    checkCases(engines, [...binary, { op: "not", dtypes: ["bool"], data: [data[0]!] }], 0);
  });

  test("casts between all dtypes", () => {
    const values: Record<string, TypedArray> = {
      float32: Float32Array.of(0, -0.5, 1.9, 254.6, 3, 100.5, -3.7),
      int32: Int32Array.of(0, -1, 255, 256, 70000, -2147483648),
      uint32: Uint32Array.of(0, 1, 255, 256, 3000000000),
      uint8: Uint8Array.of(0, 1, 2, 128, 255),
      bool: Uint8Array.of(0, 1, 1, 0, 1),
    };
    const dtypes = ["float32", "int32", "uint32", "uint8", "bool"] as const;
    const cases = Object.entries(values).flatMap(([from, data]) =>
      dtypes.map((dtype): Case => ({
        op: "cast",
        dtypes: [from as DType],
        data: [data],
        attributes: { dtype },
      })),
    );
    checkCases(engines, cases, 0);
  });

  test("random bits are the interpreter's", () => {
    const words = (seed: number): Uint32Array => {
      const choices = new Choices(seed);
      return Uint32Array.from({ length: 40 }, () => Math.floor(choices.real() * 2 ** 32));
    };
    for (const word of [0, 1] as const) {
      check(
        {
          op: "randomBits",
          dtypes: ["uint32", "uint32", "uint32", "uint32"],
          data: [1, 2, 3, 4].map(words),
          attributes: { word },
        },
        0,
      );
    }
  });

  test("where picks per element", () => {
    const data = [
      Uint8Array.of(1, 0, 1, 0, 1),
      Float32Array.of(1, 2, 3, NaN, NaN),
      Float32Array.of(6, 7, 8, 9, 10),
    ];
    check({ op: "where", dtypes: ["bool", "float32", "float32"], data }, 0);
  });
}
