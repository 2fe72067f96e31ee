import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, test } from "vitest";
import { HornetError } from "../../src/base/errors.ts";
import { compare, compareGradients } from "../../tools/goldens/compare.ts";
import { readArea } from "../../tools/goldens/folder.ts";
import { freedomOf } from "../../tools/goldens/freedoms.ts";
import { missingFrom } from "../../tools/goldens/missing.ts";
import { runCase } from "../../tools/goldens/run.ts";
import { decode } from "../../tools/goldens/tensors.ts";
import type {
  Area,
  GoldenCase,
  HostTensor,
  Json,
  JsonRecord,
  Outcome,
} from "../../tools/goldens/types.ts";

const tolerance = { abs: 1e-3, rel: 1e-2 };
const found: HostTensor = {
  shape: [2, 2],
  dtype: "float32",
  data: Float32Array.of(1, -2, NaN, Infinity),
};
const golden = { shape: [2, 2], dtype: "float32", data: [1, -2, "NaN", "Infinity"] };

describe("a tensor beside the expected one", () => {
  test.each<[name: string, change: JsonRecord]>([
    ["the same", {}],
    ["within abs + rel · |expected|", { data: [1.009, -2.019, "NaN", "Infinity"] }],
  ])("is right: %s", (_, change) => {
    expect(compare(found, { ...golden, ...change }, tolerance)).toEqual([]);
  });

  test.each<[name: string, change: JsonRecord, message: RegExp]>([
    ["a number outside", { data: [1.013, -2, "NaN", "Infinity"] }, /\[0\] is 1, not 1.013/],
    ["the other sign", { data: [1, 2, "NaN", "Infinity"] }, /\[1\] is -2, not 2/],
    ["a number where NaN is expected", { data: ["NaN", -2, "NaN", "Infinity"] }, /1 of 4 elements/],
    ["NaN where a number is expected", { data: [1, -2, 0, "Infinity"] }, /1 of 4 elements/],
    ["the other infinity", { data: [1, -2, "NaN", "-Infinity"] }, /1 of 4 elements/],
    ["infinity where a number is expected", { data: [1, -2, "NaN", 1e30] }, /1 of 4 elements/],
    ["another shape of the same size", { shape: [4] }, /shape \[2, 2\], not \[4\]/],
    ["another rank", { shape: [1, 2, 2] }, /shape/],
    ["another dtype", { dtype: "int32", data: [1, -2, 0, 0] }, /dtype float32, not int32/],
  ])("is wrong: %s", (_, change, message) => {
    expect(compare(found, { ...golden, ...change }, tolerance).join()).toMatch(message);
  });

  test("integers are equal or wrong, whatever the tolerance", () => {
    const five: HostTensor = { shape: [], dtype: "int32", data: Int32Array.of(500) };
    expect(compare(five, { shape: [], dtype: "int32", data: [501] }, tolerance)).toHaveLength(1);
    expect(compare(five, { shape: [], dtype: "int64", data: [500] }, tolerance)).toEqual([]);
  });
});

describe("numbers, texts, lists and records beside the expected ones", () => {
  test.each<[own: Parameters<typeof compare>[0], expected: Json]>([
    [1.02, 1],
    ["a", "b"],
    [true, false],
    [NaN, 1],
    [1, "NaN"],
    [null, 0],
    [[1, 2], [1]],
    [[1], [1, 2]],
    [{ a: 1 }, { a: 1, b: 2 }],
    [{ a: 1, b: 2 }, { a: 1 }],
    [{ a: [1, { b: 3 }] }, { a: [1, { b: 4 }] }],
    [5, { shape: [], dtype: "float32", data: [5] }],
  ])("%j is not %j", (own, expected) => {
    expect(compare(own, expected, tolerance)).not.toEqual([]);
  });

  test("without a tolerance numbers are equal or wrong", () => {
    expect(compare(7, 7)).toEqual([]);
    expect(compare(7 + 1e-9, 7)).toHaveLength(1);
  });
});

describe("sums of a larger tensor", () => {
  const data = Float32Array.from({ length: 100 }, (_, i) => i / 100 - 0.3);
  const sum = (map: (x: number) => number): number => data.reduce((total, x) => total + map(x), 0);
  const sums = {
    shape: [100],
    dtype: "float32",
    sum: sum((x) => x),
    abs_sum: sum(Math.abs),
    sq_sum: sum((x) => x * x),
    head: Array.from(data.slice(0, 3)),
    tail: Array.from(data.slice(-3)),
  };
  const own: HostTensor = { shape: [100], dtype: "float32", data };
  const fine = { abs: 1e-6, rel: 1e-6 };

  test("agree with it", () => expect(compare(own, sums, fine)).toEqual([]));

  test.each(["sum", "abs_sum", "sq_sum"] as const)("%s is wrong by one thousandth", (key) => {
    expect(compare(own, { ...sums, [key]: sums[key] * 1.001 + 1e-3 }, fine).join()).toContain(
      `${key} is`,
    );
  });

  test("an end is wrong", () => {
    expect(compare(own, { ...sums, tail: [0, 0, 0] }, fine).join()).toContain("tail");
    expect(compare(own, { ...sums, shape: [50, 2] }, fine).join()).toContain("shape");
  });
});

test("a gradient of null means none, or zeros", () => {
  const zero: HostTensor = { shape: [2], dtype: "float32", data: Float32Array.of(0, 0) };
  const one: HostTensor = { shape: [2], dtype: "float32", data: Float32Array.of(0, 1) };
  const written = { shape: [2], dtype: "float32", data: [0, 1] };
  expect(compareGradients([null, zero], [null, null], tolerance)).toEqual([]);
  expect(compareGradients([one], [null], tolerance)).toHaveLength(1);
  expect(compareGradients([null], [written], tolerance)).toHaveLength(1);
  expect(compareGradients([null], [{ ...written, data: [0, 0] }], tolerance)).toEqual([]);
});

test("tensors are read from lists, bytes, pixels and seeds", () => {
  const bytes = Buffer.from(Float32Array.of(1.5, -2).buffer).toString("base64");
  expect([...decode({ shape: [2], dtype: "float32", b64: bytes }).data]).toEqual([1.5, -2]);
  const pixels = Buffer.from([0, 51, 255]).toString("base64");
  expect([...decode({ shape: [3], dtype: "float32", u8: pixels }).data]).toEqual([
    0,
    Math.fround(0.2),
    1,
  ]);
  // The first numbers of mulberry32 with seed 1.
  const filled = decode({ shape: [3], dtype: "float32", fill: { seed: 1, lo: 0, hi: 1 } }).data;
  expect([...filled]).toEqual(
    [0.6270739405881613, 0.002735721180215478, 0.5274470399599522].map(Math.fround),
  );
  expect(() => decode({ shape: [3], dtype: "float32", data: [1] })).toThrow("expected 3 elements");
});

describe("freedoms of an answer", () => {
  const matrix = (rows: number, columns: number, ...data: number[]): HostTensor => ({
    shape: [rows, columns],
    dtype: "float32",
    data: Float32Array.from(data),
  });
  const values: HostTensor = { shape: [2], dtype: "float32", data: Float32Array.of(1, 2) };

  test("signs of eigenvectors", () => {
    const freedom = freedomOf(
      "sign of each column of output[1]: entry of largest magnitude positive",
    );
    const [, vectors] = freedom([values, matrix(2, 2, 0.6, 0.8, -0.8, 0.6)], [], 0);
    expect([...vectors!.data]).toEqual([...Float32Array.of(-0.6, 0.8, 0.8, 0.6)]);
  });

  test("signs and columns of q and r", () => {
    const freedom = freedomOf("diagonal of r positive, first min(m, n) columns of q and rows of r");
    const [q, r] = freedom(
      [matrix(2, 3, 1, 2, 3, 4, 5, 6), matrix(3, 2, -1, 2, 0, 3, 0, 0)],
      [],
      0,
    );
    expect([q!.shape, [...q!.data]]).toEqual([
      [2, 2],
      [-1, 2, -4, 5],
    ]);
    expect([r!.shape, [...r!.data]]).toEqual([
      [2, 2],
      [1, -2, 0, 3],
    ]);
  });

  test("signs of singular vectors", () => {
    const freedom = freedomOf(
      "first min(m, n) columns of u and rows of v; sign: entry of largest magnitude of each column of u positive",
    );
    const [u, , v] = freedom(
      [matrix(2, 3, 1, 2, 9, -3, 1, 9), values, matrix(2, 2, 1, 2, 3, 4)],
      [],
      0,
    );
    expect([...u!.data]).toEqual([-1, 2, 3, 1]);
    expect([...v!.data]).toEqual([-1, -2, 3, 4]);
  });

  test("order of eigenvalues, and inside a partition", () => {
    const pairs: HostTensor = { shape: [2], dtype: "float32", data: Float32Array.of(2, 1, -1, 0) };
    expect([
      ...freedomOf("eigenvalues only, sorted by real then imaginary part")([pairs], [], 0)[0]!.data,
    ]).toEqual([-1, 0, 2, 1]);
    const x: HostTensor = { shape: [4], dtype: "float32", data: Float32Array.of(5, 1, 9, 3) };
    const order: HostTensor = { shape: [4], dtype: "int32", data: Int32Array.of(3, 1, 0, 2) };
    expect([
      ...freedomOf("as partition: the values before / at / after position kth")([order], [x], 2)[0]!
        .data,
    ]).toEqual([1, 3, 5, 9]);
  });

  test("a description that is not known is an error", () => {
    expect(() => freedomOf("as you like")).toThrow("no way to compare");
  });
});

test("what is missing is told from what is broken", () => {
  expect(missingFrom(new HornetError("unsupported", "op: no"))).toBe("op: no");
  expect(
    missingFrom(
      new HornetError("name", 'deserialize: expected a known layer, received "Conv9D".'),
      true,
    ),
  ).toBe("layer Conv9D");
  expect(
    missingFrom(new HornetError("name", 'deserialize: expected a known layer, received "Conv9D".')),
  ).toBeUndefined();
  expect(missingFrom(new HornetError("shape", "dense: wrong"), true)).toBeUndefined();
  expect(missingFrom(new TypeError("x is not a function"), true)).toBeUndefined();
});

const folder = fileURLToPath(new URL("../goldens", import.meta.url));

/** The outcome of a committed case with something changed. */
async function runChanged(
  area: string,
  name: string,
  change: (given: JsonRecord) => Partial<GoldenCase>,
): Promise<Outcome> {
  const all: Area = readArea(join(folder, `${area}.json`));
  const own = all.cases.find((one) => one.name === name)!;
  return runCase(all, { ...own, ...change(own.given) }, "reference");
}

/** The expected field with its first number changed. */
function nudge(given: JsonRecord, field: string, by: number): JsonRecord {
  const text = JSON.stringify((given["expected"] as JsonRecord)[field]);
  let done = false;
  const changed = text.replace(/("data":\[)(-?[\d.e-]+)/u, (_, start: string, x: string) => {
    done = true;
    return `${start}${Number(x) + by}`;
  });
  expect(done, `a number in ${field}`).toBe(true);
  return { ...(given["expected"] as JsonRecord), [field]: JSON.parse(changed) as Json };
}

describe("a committed case whose expected answer is changed fails", () => {
  test.each([
    ["activations", "relu_grid", "y"],
    ["activations", "relu_grid", "dx"],
    ["losses", "MeanSquaredError_2d", "values"],
    ["losses", "MeanSquaredError_2d", "grad_none"],
    ["metrics", "Mean", "state"],
    ["optimizers", "adam_default", "steps"],
    ["optimizers", "adam_default", "optimizer_state"],
    ["regularizers_constraints", "l1", "grad"],
    ["initializers", "zeros", "value"],
    ["layers_core", "dense_l2_reg", "outputs"],
    ["layers_core", "dense_l2_reg", "weight_grads"],
    ["layers_core", "dense_l2_reg", "layer_losses"],
    ["layers_normalization", "bn_2d_train", "weights_after_call"],
    ["ops_nn", "softmax_0", "output"],
    ["ops_nn", "softmax_0", "gradients"],
    ["ops_second_order", "tanh", "second"],
    ["trajectories", "mlp_iris_adam", "predictions"],
    ["trajectories", "mlp_iris_adam", "final_weights"],
  ])("%s %s: %s", async (area, name, field) => {
    expect(await runChanged(area, name, () => ({}))).toEqual({ status: "passed" });
    const outcome = await runChanged(area, name, (given) => ({
      expected: nudge(given, field, 0.01),
    }));
    expect(outcome.status).toBe("failed");
  });

  test.each<[area: string, name: string, expected: JsonRecord]>([
    ["schedules", "exponential", { values: [] }],
    ["summary", "notes_mlp_10_20_3", { text: "Model" }],
    ["trajectories", "mlp_iris_adam", { history: { loss: [1, 1, 1, 1, 1] } }],
    ["trajectories", "mlp_iris_adam", { iterations: 24 }],
    ["initializers", "RandomNormal", { sample_size: 2500, sample_mean: 0.53, sample_std: 0.2 }],
    ["initializers", "Orthogonal_square", { gram_max_abs_error_vs_gain2_identity: 1e-12 }],
  ])("%s %s: %j", async (area, name, expected) => {
    expect((await runChanged(area, name, () => ({ expected }))).status).toBe("failed");
  });

  test("a call that must throw but does not", async () => {
    const outcome = await runChanged("ops_errors", "sum_axis_out_of_range", (given) => ({
      given: { ...given, kwargs: { axis: 1 } },
    }));
    expect(outcome).toEqual({ status: "failed", reasons: ["it must throw, but did not"] });
  });
});

describe("another backend's answer", () => {
  const change = (given: JsonRecord): Partial<GoldenCase> => ({
    expected: nudge(given, "y", 1),
    disagreement: {
      y: { jax: { why: "rounding", value: (given["expected"] as JsonRecord)["y"]! } },
    },
  });

  test("is right, too", async () => {
    expect(await runChanged("activations", "relu_grid", change)).toEqual({ status: "passed" });
  });
});

describe("npm run goldens", () => {
  const planted = mkdtempSync(join(tmpdir(), "hornet-goldens-"));
  afterAll(() => rmSync(planted, { recursive: true }));

  function runTool(name: string, text: string): { status: number | null; lines: string[] } {
    writeFileSync(join(planted, name), text);
    const root = fileURLToPath(new URL("../..", import.meta.url));
    const { status, stdout } = spawnSync(
      process.execPath,
      [
        "--import",
        "tsx",
        "--conditions=source",
        "tools/goldens.ts",
        planted,
        "--engine",
        "reference",
      ],
      { cwd: root, encoding: "utf8" },
    );
    rmSync(join(planted, name));
    return { status, lines: stdout.trimEnd().split("\n") };
  }

  const tensor = (...data: number[]): JsonRecord => ({
    shape: [data.length],
    dtype: "float32",
    data,
  });
  const relu = (name: string, expected: number): JsonRecord => ({
    name,
    activation: "relu",
    kwargs: {},
    x: tensor(-1, 2),
    cotangent: tensor(1, 1),
    expected: { y: tensor(0, expected), dx: tensor(0, 1) },
    tolerance: { y: { abs: 1e-6, rel: 0 }, dx: { abs: 1e-6, rel: 0 } },
  });

  test("counts and exits with 1 when a planted case fails", () => {
    const { status, lines } = runTool(
      "activations.json",
      JSON.stringify({ area: "activations", cases: [relu("right", 2), relu("wrong", 3)] }),
    );
    expect(lines.at(-1)).toBe("1 passed, 1 failed, 0 skipped");
    expect(lines.join("\n")).toContain("FAILED activations wrong on reference");
    expect(status).toBe(1);
  });

  test("skips what names an unknown layer, and says so", () => {
    const layer = {
      module: "keras.layers",
      class_name: "Conv9D",
      config: { name: "conv9d" },
      registered_name: null,
    };
    const golden2 = {
      name: "conv",
      layer,
      mode: "single",
      call: {},
      inputs: [tensor(1)],
      weights: [],
      cotangents: [],
      expected: { outputs: [] },
      tolerance: {},
    };
    const { status, lines } = runTool(
      "layers_conv.json",
      JSON.stringify({ area: "layers_conv", cases: [golden2] }),
    );
    expect(lines.at(-1)).toBe("0 passed, 0 failed, 1 skipped");
    expect(lines.join("\n")).toContain("layer Conv9D");
    expect(status).toBe(0);
  });

  test("a file that is not of the format is an error", () => {
    for (const text of ['{"area": "losses", "cases": [', '{"cases": []}', "[]"]) {
      const { status, lines } = runTool("losses.json", text);
      expect(status).toBe(1);
      expect(lines.join("\n")).toContain("losses.json");
    }
  });
});
