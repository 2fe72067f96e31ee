import { gzipSync } from "node:zlib";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  HornetError,
  model as functional,
  sequential,
  setEngine,
  setRandomSeed,
  tensor,
  type EngineName,
  type ErrorCode,
  type Sequential,
} from "hornet";
import { earlyStopping } from "hornet/callbacks";
import { fashionMnist, iris, toCategorical } from "hornet/datasets";
import { glorotUniform, heNormal } from "hornet/initializers";
import {
  activation,
  concatenate,
  dense,
  dropout,
  flatten,
  input,
  reshape,
  type DenseOptions,
} from "hornet/layers";
import { sparseCategoricalCrossentropy } from "hornet/losses";
import { sparseTopKCategoricalAccuracy } from "hornet/metrics";
import * as ops from "hornet/ops";
import { adam, sgd } from "hornet/optimizers";
import { nextKey } from "../../src/base/random.ts";
import { parseCsv } from "../../src/formats/csv.ts";
import { gunzip } from "../../src/formats/gzip.ts";
import { parseIdx } from "../../src/formats/idx.ts";
import { parseSafetensors } from "../../src/formats/safetensors.ts";

/** What an error of ours looks like: where, what was expected, what came, and perhaps what to do. */
const form = /^[^:].*: expected .+, received [^]+[.?]$/u;

interface Row {
  readonly title: string;
  readonly code: ErrorCode;
  readonly message: RegExp;
}

interface ModelRow extends Row {
  readonly act: (model: Sequential) => unknown;
}

const rows = 12;
const xs = (): Float32Array => Float32Array.from({ length: rows * 4 }, (_, i) => Math.sin(i));
const x = tensor(xs(), { shape: [rows, 4] });
const labels = (): Int32Array => Int32Array.from({ length: rows }, (_, i) => i % 3);
const y = tensor(labels());
const oneHot = toCategorical(y, 3);
const quiet = { verbose: 0 } as const;

/** x with one element replaced. */
function xWith(bad: number): ReturnType<typeof tensor> {
  const data = xs();
  data[4 * 5 + 2] = bad;
  return tensor(data, { shape: [rows, 4] });
}

function yWith(bad: number): ReturnType<typeof tensor> {
  const data = Float32Array.from(labels());
  data[7] = bad;
  return tensor(data);
}

/** Options that the types forbid. */
const wrong = (options: object): never => options as never;

/** A model [n, 4] -> [n, 3] that has been trained a little, so that all of its state is in use. */
async function trained(): Promise<Sequential> {
  setRandomSeed(3);
  const model = sequential(
    [
      input([4]),
      dense(5, { activation: "relu", name: "hidden" }),
      dropout(0.5),
      dense(3, { activation: "softmax", name: "classes" }),
    ],
    { name: "net" },
  );
  model.compile({
    optimizer: adam(),
    loss: "sparse_categorical_crossentropy",
    metrics: ["accuracy"],
  });
  await model.fit(x, y, { ...quiet, batchSize: 5 });
  return model;
}

/** Every bit that training may change: weights, seeds of dropout, optimizer. */
function stateOf(model: Sequential): string[] {
  return [...model.variables, ...model.optimizer.variables].map(({ path, data }) => {
    const bytes = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
    return `${path} ${bytes.toString("hex")}`;
  });
}

async function errorOf(act: () => unknown): Promise<unknown> {
  try {
    await act();
  } catch (error) {
    return error;
  }
  return undefined;
}

function expectError(error: unknown, { code, message }: Row): void {
  expect(error).toBeInstanceOf(HornetError);
  const text = (error as HornetError).message;
  expect(text).toMatch(message);
  expect(text).toMatch(form);
  expect((error as HornetError).code).toBe(code);
}

const compileWith = (options: object) => (model: Sequential) =>
  model.compile({ loss: "mse", ...options } as Parameters<Sequential["compile"]>[0]);

const fitWith = (options: object) => (model: Sequential) =>
  model.fit(x, y, { ...quiet, ...options });

const modelRows: readonly ModelRow[] = [
  // Shapes and dtypes of the data.
  {
    title: "a wrong width of x",
    code: "shape",
    message: /^net: fit: x: expected \[None, 4\], received \[12, 3\]/u,
    act: (m) => m.fit(tensor(new Float32Array(36), { shape: [12, 3] }), y, quiet),
  },
  {
    title: "one sample without its batch axis",
    code: "shape",
    message: /Add a batch axis: x\.reshape\(\[1, 4\]\)\.$/u,
    act: (m) => m.predict(tensor([1, 2, 3, 4]), quiet),
  },
  {
    title: "a wrong width in evaluate",
    code: "shape",
    message: /^net: evaluate: x: expected \[None, 4\]/u,
    act: (m) => m.evaluate(tensor(new Float32Array(36), { shape: [12, 3] }), y, quiet),
  },
  {
    title: "a wrong width in validationData",
    code: "shape",
    message: /fit: validationData: x: expected \[None, 4\], received \[2, 1\]/u,
    act: fitWith({
      validationData: [
        [[1], [2]],
        [0, 1],
      ],
    }),
  },
  {
    title: "a wrong width in trainOnBatch",
    code: "shape",
    message: /^net: trainOnBatch: x: expected \[None, 4\]/u,
    act: (m) => m.trainOnBatch([[1, 2]], [0]),
  },
  {
    title: "a scalar as x",
    code: "shape",
    message: /^fit: x: expected an array with a batch axis, received a scalar/u,
    act: (m) => m.fit(1, y, quiet),
  },
  {
    title: "ragged rows",
    code: "shape",
    message: /rows of 4 entries on axis 1, received 3 entries/u,
    act: (m) =>
      m.fit(
        [
          [1, 2, 3, 4],
          [1, 2, 3],
        ],
        [0, 1],
        quiet,
      ),
  },
  {
    title: "text as x",
    code: "data",
    message: /numbers nested 2 deep, received a/u,
    act: (m) => m.fit([["a", "b", "c", "d"]] as never, [0], quiet),
  },
  {
    title: "no x at all",
    code: "data",
    message: /^fit: x: expected a tensor, nested arrays or a typed array, received undefined/u,
    act: (m) => m.fit(undefined as never, y, quiet),
  },
  {
    title: "no y at all",
    code: "data",
    message: /^fit: y: expected a tensor, nested arrays or a typed array, received undefined/u,
    act: (m) => m.fit(x, undefined as never, quiet),
  },
  {
    title: "fractions as class numbers",
    code: "data",
    message: /class numbers from 0 to 2, received 1\.5 in sample 7/u,
    act: (m) => m.fit(x, yWith(1.5), quiet),
  },

  // Labels.
  {
    title: "a label beyond the classes",
    code: "data",
    message:
      /^fit: y for \S+: expected class numbers from 0 to 2, received 3 in sample 7\. Give the last layer as many units as there are classes/u,
    act: (m) => m.fit(x, yWith(3), quiet),
  },
  {
    title: "a negative label",
    code: "data",
    message: /class numbers from 0 to 2, received -1 in sample 7/u,
    act: (m) => m.fit(x, yWith(-1), quiet),
  },
  {
    title: "a label beyond the classes in validationData",
    code: "data",
    message: /fit: validationData: y for .*received 9 in sample 7/u,
    act: fitWith({ validationData: [x, yWith(9)] }),
  },
  {
    title: "a label beyond the classes in evaluate",
    code: "data",
    message: /^evaluate: y for .*received 9/u,
    act: (m) => m.evaluate(x, yWith(9), quiet),
  },
  {
    title: "one-hot labels with a sparse loss",
    code: "shape",
    message:
      /one class number per sample, received \[12, 3\]\. For one-hot targets use the loss "categorical_crossentropy"/u,
    act: (m) => m.fit(x, oneHot, quiet),
  },
  {
    title: "class numbers with the one-hot loss",
    code: "shape",
    message:
      /targets of shape \[None, 3\], received \[12\]\. Use toCategorical\(y, 3\), or the loss "sparse_categorical_crossentropy"/u,
    act: (m) => {
      const other = sequential([input([4]), m.getLayer("hidden"), m.getLayer("classes")]);
      other.compile({ loss: "categorical_crossentropy" });
      return other.fit(x, y, quiet);
    },
  },

  {
    title: "one-hot labels of another width",
    code: "shape",
    message: /targets of shape \[None, 3\], received \[12, 4\]\./u,
    act: (m) => {
      const other = sequential([input([4]), m.getLayer("hidden"), m.getLayer("classes")]);
      other.compile({ loss: "categorical_crossentropy" });
      return other.fit(x, toCategorical(y, 4), quiet);
    },
  },

  // Numbers in the data.
  {
    title: "NaN in x",
    code: "data",
    message:
      /^fit: x: expected finite numbers, received NaN in sample 5\. Remove or replace such samples\.$/u,
    act: (m) => m.fit(xWith(Number.NaN), y, quiet),
  },
  {
    title: "Infinity in x",
    code: "data",
    message: /received Infinity in sample 5/u,
    act: (m) => m.fit(xWith(Infinity), y, quiet),
  },
  {
    title: "-Infinity in y",
    code: "data",
    message: /^fit: y: expected finite numbers, received -Infinity in sample 7/u,
    act: (m) => m.fit(x, yWith(-Infinity), quiet),
  },
  {
    title: "NaN in the x of validationData",
    code: "data",
    message: /^fit: validationData: x: .*NaN in sample 5/u,
    act: fitWith({ validationData: [xWith(Number.NaN), y] }),
  },
  {
    title: "NaN in sampleWeight",
    code: "data",
    message: /^fit: sampleWeight: .*NaN in sample 0/u,
    act: fitWith({ sampleWeight: new Float32Array(rows).fill(Number.NaN) }),
  },
  {
    title: "NaN in predict",
    code: "data",
    message: /^predict: x: .*NaN in sample 5/u,
    act: (m) => m.predict(xWith(Number.NaN), quiet),
  },
  {
    title: "a number that float32 cannot hold",
    code: "data",
    message: /finite numbers, received Infinity in sample 0/u,
    act: (m) => m.predict([[1e39, 0, 0, 0]], quiet),
  },

  // Sizes.
  {
    title: "an empty set",
    code: "data",
    message: /^fit: x: expected at least one sample, received shape \[0, 4\]/u,
    act: (m) => m.fit(x.slice(0, 0), y.slice(0, 0), quiet),
  },
  {
    title: "an empty list",
    code: "data",
    message: /at least one sample, received shape \[0\]/u,
    act: (m) => m.evaluate([], [], quiet),
  },
  {
    title: "fewer labels than samples",
    code: "shape",
    message: /^fit: expected as many samples in y as in x \(12\), received 11\.$/u,
    act: (m) => m.fit(x, y.slice(1), quiet),
  },
  {
    title: "fewer weights than samples",
    code: "shape",
    message: /as many samples in sampleWeight as in x \(12\), received 1/u,
    act: fitWith({ sampleWeight: [1] }),
  },
  {
    title: "weights of a wrong rank",
    code: "shape",
    message: /sampleWeight: expected .*received \[12, 4\]\. Give one weight per sample/u,
    act: fitWith({ sampleWeight: x }),
  },
  {
    title: "two arrays for one input",
    code: "data",
    message: /^fit: x: expected one array, received a list of 2/u,
    act: (m) => m.fit([x, x], y, quiet),
  },
  {
    title: "one array for two inputs",
    code: "data",
    message: /a list of 2 arrays \(left, right\), received one array/u,
    act: () => twoInputs().fit(x, y, quiet),
  },
  {
    title: "three arrays for two inputs",
    code: "data",
    message: /a list of 2 arrays \(left, right\), received a list of 3/u,
    act: () => twoInputs().fit([x, x, x], y, quiet),
  },
  {
    title: "an input that has another name",
    code: "name",
    message: /received "rigth"\. Did you mean "right"\?$/u,
    act: () => twoInputs().predict({ left: x, rigth: x }, quiet),
  },

  // Options of runs.
  {
    title: "a batch size of 0",
    code: "value",
    message: /^fit: expected batchSize to be a whole number of 1 or more, received 0\.$/u,
    act: fitWith({ batchSize: 0 }),
  },
  {
    title: "a batch size of 2.5",
    code: "value",
    message: /batchSize .* received 2\.5\.$/u,
    act: fitWith({ batchSize: 2.5 }),
  },
  {
    title: "a batch size of 0 in evaluate",
    code: "value",
    message: /^evaluate: expected batchSize/u,
    act: (m) => m.evaluate(x, y, { batchSize: 0 }),
  },
  {
    title: "a batch size of 0 in predict",
    code: "value",
    message: /^predict: expected batchSize/u,
    act: (m) => m.predict(x, { batchSize: 0 }),
  },
  {
    title: "negative epochs",
    code: "value",
    message: /^fit: expected epochs to be a whole number of 1 or more, received -3\.$/u,
    act: fitWith({ epochs: -3 }),
  },
  {
    title: "half an epoch",
    code: "value",
    message: /epochs .* received 0\.5/u,
    act: fitWith({ epochs: 0.5 }),
  },
  {
    title: "validationSplit 1",
    code: "value",
    message: /^fit: expected validationSplit to be a share from 0 to below 1, received 1\.$/u,
    act: fitWith({ validationSplit: 1 }),
  },
  {
    title: "validationSplit of percents",
    code: "value",
    message: /received 20\.$/u,
    act: fitWith({ validationSplit: 20 }),
  },
  {
    title: "validationSplit that leaves nothing to train on",
    code: "value",
    message: /to leave samples on both sides, received 0\.99 of 12 samples/u,
    act: fitWith({ validationSplit: 0.99 }),
  },
  {
    title: "validationData without targets",
    code: "data",
    message:
      /^fit: validationData: expected \[x, y\] or \[x, y, sampleWeight\], received a list of 1/u,
    act: fitWith({ validationData: [x] }),
  },
  {
    title: "validationData that is a record",
    code: "data",
    message: /\[x, y\] or \[x, y, sampleWeight\], received object/u,
    act: fitWith({ validationData: { x, y } }),
  },
  {
    title: "verbose 3",
    code: "option",
    message: /verbose to be 0, 1, 2 or "auto", received 3/u,
    act: (m) => m.fit(x, y, wrong({ verbose: 3 })),
  },
  {
    title: "a callback outside of a list",
    code: "option",
    message: /callbacks to be a list, received object\. Write \[callback\]\.$/u,
    act: fitWith({ callbacks: earlyStopping() }),
  },
  {
    title: "a callback's factory",
    code: "option",
    message:
      /callbacks\[0\] to be a callback, received a function\. Call it: earlyStopping\(\)\.$/u,
    act: fitWith({ callbacks: [earlyStopping] }),
  },
  {
    title: "an option in Keras's spelling",
    code: "option",
    message: /^fit: expected options in camelCase, received "batch_size"\. Write "batchSize"\.$/u,
    act: fitWith({ batch_size: 4 }),
  },
  {
    title: "an option that is misspelt",
    code: "option",
    message: /^fit: expected a known option, received "bachSize"\. Did you mean "batchSize"\?$/u,
    act: fitWith({ bachSize: 4 }),
  },
  {
    title: "an option of another method",
    code: "option",
    message: /^evaluate: expected a known option, received "epochs"/u,
    act: (m) => m.evaluate(x, y, wrong({ epochs: 2 })),
  },
  {
    title: "classWeight for several outputs",
    code: "option",
    message: /classWeight with one output, received 2 outputs/u,
    act: () => twoOutputs().fit(x, [y, y], { ...quiet, classWeight: { 0: 2 } }),
  },

  // What compile is told.
  {
    title: "an unknown loss",
    code: "name",
    message:
      /received "sparse_categorical_crosentropy"\. Did you mean "sparse_categorical_crossentropy"\?$/u,
    act: compileWith({ loss: "sparse_categorical_crosentropy" }),
  },
  {
    title: "an unknown optimizer",
    code: "name",
    message: /received "addam"\. Did you mean "adam"\?$/u,
    act: compileWith({ optimizer: "addam" }),
  },
  {
    title: "an unknown metric",
    code: "name",
    message: /^metrics: expected a known metric, received "acuracy"\. Did you mean "accuracy"\?$/u,
    act: compileWith({ metrics: ["acuracy"] }),
  },
  {
    title: "a metric that is not built",
    code: "unsupported",
    message: /received "auc"/u,
    act: compileWith({ metrics: ["auc"] }),
  },
  {
    title: "a metric outside of a list",
    code: "option",
    message: /^compile: metrics: expected a list, such as \["accuracy"\], received "accuracy"/u,
    act: compileWith({ metrics: "accuracy" }),
  },
  {
    title: "an option of compile in Keras's spelling",
    code: "option",
    message: /received "loss_weights"\. Write "lossWeights"\.$/u,
    act: compileWith({ loss_weights: 1 }),
  },
  {
    title: "an option of compile that is misspelt",
    code: "option",
    message: /received "optimiser"\. Did you mean "optimizer"\?$/u,
    act: compileWith({ optimiser: "sgd" }),
  },
  {
    title: "a loss for an output that is not there",
    code: "name",
    message: /^compile: loss: expected names of outputs \(classes\), received "clases"/u,
    act: compileWith({ loss: { clases: "mse" } }),
  },
  {
    title: "a missing compile",
    code: "state",
    message:
      /^\S+: fit: expected a compiled model, received one that is not\. Call model\.compile/u,
    act: () => sequential([input([4]), dense(3)]).fit(x, y, quiet),
  },
  {
    title: "evaluate without compile",
    code: "state",
    message: /evaluate: expected a compiled model/u,
    act: () => sequential([input([4]), dense(3)]).evaluate(x, y, quiet),
  },
  {
    title: "a compile without a loss",
    code: "state",
    message: /^compile: expected a loss, received none\. Name one/u,
    act: () => {
      const model = sequential([input([4]), dense(3)]);
      model.compile({ optimizer: "sgd" });
      return model.fit(x, y, quiet);
    },
  },

  // The model's own methods.
  {
    title: "a layer that is not there",
    code: "name",
    message:
      /^net: getLayer: expected one of \w+, \w+, \w+, received "hiden"\. Did you mean "hidden"\?$/u,
    act: (m) => m.getLayer("hiden"),
  },
  {
    title: "too few weights",
    code: "shape",
    message: /setWeights: expected 4 weights, received 1/u,
    act: (m) => m.setWeights(m.getWeights().slice(0, 1)),
  },
  {
    title: "a weight of another shape",
    code: "shape",
    message: /setWeights, \S*hidden\/kernel: expected \[4, 5\], received \[5, 4\]/u,
    act: (m) => m.setWeights(m.getWeights().map((w, i) => (i === 0 ? w.reshape([5, 4]) : w))),
  },
  {
    title: "weights from a file that is not there",
    code: "file",
    message: /loadWeights: expected a file \S+, received none/u,
    act: (m) => m.loadWeights("/nowhere/weights.safetensors"),
  },
  {
    title: "weights from a corrupt file",
    code: "file",
    message: /weights\.safetensors.*expected/u,
    act: (m) => m.loadWeights(corruptWeights),
  },
  {
    title: "weights into a folder that is not there",
    code: "file",
    message:
      /expected to write the file, received a folder that does not exist \(ENOENT\)\. Make the folder first\.$/u,
    act: (m) => m.saveWeights("/nowhere/at/all.safetensors"),
  },
  {
    title: "a learning rate that is no number",
    code: "value",
    message: /learningRate: expected a finite number, received NaN/u,
    act: (m) => (m.optimizer.learningRate = Number.NaN),
  },
];

function twoInputs(): ReturnType<typeof functional> {
  const [left, right] = [input([4], { name: "left" }), input([4], { name: "right" })];
  const both = concatenate()([left, right]);
  const model = functional({ inputs: [left, right], outputs: dense(3)(both) });
  model.compile({ loss: "mse" });
  return model;
}

function twoOutputs(): ReturnType<typeof functional> {
  const start = input([4]);
  const ends = [
    dense(3, { activation: "softmax" })(start),
    dense(3, { activation: "softmax" })(start),
  ];
  const model = functional({ inputs: start, outputs: ends });
  model.compile({ loss: "sparse_categorical_crossentropy" });
  return model;
}

const folder = mkdtempSync(join(tmpdir(), "hornet-errors-"));
const corruptWeights = join(folder, "weights.safetensors");
writeFileSync(corruptWeights, "not a header");
afterAll(() => rmSync(folder, { recursive: true }));

describe.each<EngineName>(["reference", "wasm"])("a trained model on %s", (engine) => {
  let model: Sequential;

  beforeAll(async () => {
    setEngine(engine);
    model = await trained();
  });

  test.each(modelRows)("refuses $title, and nothing has changed", async (row) => {
    const before = stateOf(model);
    const error = await errorOf(() => row.act(model));
    expectError(error, row);
    expect(stateOf(model)).toEqual(before);
  });

  test("after all that it goes on training", async () => {
    const before = stateOf(model);
    const { history } = await model.fit(x, y, quiet);
    expect(Object.keys(history)).toEqual(["accuracy", "loss"]);
    expect(stateOf(model)).not.toEqual(before);
  });
});

test("errors draw no random number: what is trained after them is the same", async () => {
  setEngine("reference");
  const safe = modelRows.filter(({ act }) => act.length > 0);
  const model = await trained();
  for (const { act } of safe) await errorOf(() => act(model));
  const key = nextKey();
  await trained();
  expect(key).toEqual(nextKey());
  expect(safe.length).toBeGreaterThan(50);
});

interface MadeRow extends Row {
  readonly act: () => unknown;
}

const denseWith = (options: object) => () => dense(3, options as DenseOptions);

const builtWith = (options: object) => () =>
  sequential([input([4]), dense(3, options as DenseOptions)]);

const madeRows: readonly MadeRow[] = [
  {
    title: "an unknown activation",
    code: "name",
    message: /expected a known activation, received "rellu"\. Did you mean "relu"\?$/u,
    act: denseWith({ activation: "rellu" }),
  },
  {
    title: "an activation layer's unknown name",
    code: "name",
    message: /received "sigmid"\. Did you mean "sigmoid"\?$/u,
    act: () => activation("sigmid" as never),
  },
  {
    title: "an unknown initializer",
    code: "name",
    message: /received "he_norml"\. Did you mean "he_normal"\?$/u,
    act: builtWith({ kernelInitializer: "he_norml" }),
  },
  {
    title: "an unknown regularizer",
    code: "name",
    message: /received "l3"/u,
    act: builtWith({ kernelRegularizer: "l3" }),
  },
  {
    title: "an unknown constraint",
    code: "name",
    message: /received "max_nrm"\. Did you mean "max_norm"\?$/u,
    act: builtWith({ kernelConstraint: "max_nrm" }),
  },
  {
    title: "an unknown option of a layer",
    code: "option",
    message:
      /^dense: expected a known option, received "activaton"\. Did you mean "activation"\?$/u,
    act: denseWith({ activaton: "relu" }),
  },
  {
    title: "a layer's option in Keras's spelling",
    code: "option",
    message:
      /^dense: expected options in camelCase, received "kernel_initializer"\. Write "kernelInitializer"\.$/u,
    act: denseWith({ kernel_initializer: "zeros" }),
  },
  { title: "0 units", code: "value", message: /dense.*units.*received 0/u, act: () => dense(0) },
  {
    title: "2.5 units",
    code: "value",
    message: /dense.*units.*received 2\.5/u,
    act: () => dense(2.5),
  },
  {
    title: "a dropout rate above 1",
    code: "value",
    message: /dropout.*received 1\.5/u,
    act: () => dropout(1.5),
  },
  {
    title: "a shape that does not hold the elements",
    code: "shape",
    message: /reshape.*expected/u,
    act: () => sequential([input([4]), reshape([3])]),
  },
  {
    title: "a layer that cannot take its input",
    code: "shape",
    message: /hidden.*expected an input of rank 2 or more, received/u,
    act: () => sequential([input([]), dense(3, { name: "hidden" })]),
  },
  {
    title: "an optimizer's option in Keras's spelling",
    code: "option",
    message: /received "learning_rate"\. Write "learningRate"\.$/u,
    act: () => sgd(wrong({ learning_rate: 0.1 })),
  },
  {
    title: "two ways of clipping",
    code: "option",
    message: /clipnorm/u,
    act: () => sgd({ clipnorm: 1, clipvalue: 1 }),
  },
  {
    title: "a loss's option in Keras's spelling",
    code: "option",
    message: /received "from_logits"\. Write "fromLogits"\.$/u,
    act: () => sparseCategoricalCrossentropy(wrong({ from_logits: true })),
  },
  {
    title: "a metric's option that is misspelt",
    code: "option",
    message: /received "kk"\. Did you mean "k"\?|received "kk"/u,
    act: () => sparseTopKCategoricalAccuracy(wrong({ kk: 3 })),
  },
  {
    title: "an initializer's option in Keras's spelling",
    code: "option",
    message: /received "sed"\. Did you mean "seed"\?$/u,
    act: () => glorotUniform(wrong({ sed: 1 })),
  },
  {
    title: "a random seed below 0",
    code: "value",
    message: /^setRandomSeed: expected a whole number of 0 or more, received -1\.$/u,
    act: () => setRandomSeed(-1),
  },
  {
    title: "an engine that does not exist",
    code: "name",
    message: /^setEngine: expected a known engine, received "wsam"\. Did you mean "wasm"\?$/u,
    act: () => setEngine("wsam" as EngineName),
  },
  {
    title: "an engine that is planned",
    code: "unsupported",
    message: /^setEngine: expected an engine that is built, received "webgpu"/u,
    act: () => setEngine("webgpu" as EngineName),
  },
  {
    title: "matrices that do not fit",
    code: "shape",
    message: /^matmul: expected .*\[2, 3\].*\[4, 5\]/u,
    act: () => ops.matmul(ops.ones([2, 3]), ops.ones([4, 5])),
  },
  {
    title: "shapes that do not broadcast",
    code: "shape",
    message: /^add: expected .*\[2\].*\[3\]/u,
    act: () => ops.add(ops.ones([2]), ops.ones([3])),
  },
  {
    title: "a dtype that does not exist",
    code: "name",
    message: /received "float16"/u,
    act: () => ops.cast(ops.ones([2]), "float16" as "float32"),
  },
  {
    title: "an axis that is not there",
    code: "shape",
    message: /^sum: expected .*axis.*received 2/u,
    act: () => ops.sum(ops.ones([2, 3]), { axis: 2 }),
  },
  {
    title: "two layers of one name",
    code: "name",
    message: /same/u,
    act: () => sequential([input([4]), dense(3, { name: "same" }), dense(3, { name: "same" })]),
  },
  {
    title: "no layer in a list of layers",
    code: "value",
    message: /sequential.*received/u,
    act: () => sequential([input([4]), "dense" as never]),
  },
  {
    title: "a layer's factory that was not called",
    code: "value",
    message: /sequential.*received/u,
    act: () => sequential([input([4]), flatten as never]),
  },
];

test.each(madeRows)("refuses $title", async (row) => {
  setEngine("reference");
  expectError(await errorOf(row.act), row);
});

const bytes = (...values: number[]): Uint8Array => Uint8Array.from(values);
const text = (source: string): Uint8Array => new TextEncoder().encode(source);

const fileRows: readonly MadeRow[] = [
  {
    title: "an IDX file that is empty",
    code: "file",
    message: /^a\.idx: expected an IDX file.*received no bytes/u,
    act: () => parseIdx(bytes(), "a.idx"),
  },
  {
    title: "an IDX file that is none",
    code: "file",
    message: /received the bytes/u,
    act: () => parseIdx(text("<html>"), "a.idx"),
  },
  {
    title: "an IDX file that breaks off in its header",
    code: "file",
    message: /a\.idx/u,
    act: () => parseIdx(bytes(0, 0, 8, 2, 0, 0, 0, 2), "a.idx"),
  },
  {
    title: "an IDX file that breaks off in its data",
    code: "file",
    message: /expected 3 bytes of uint8 data for the shape \[3\], received 2 bytes \(truncated\)/u,
    act: () => parseIdx(bytes(0, 0, 8, 1, 0, 0, 0, 3, 1, 2), "a.idx"),
  },
  {
    title: "an IDX file with bytes behind",
    code: "file",
    message: /trailing bytes/u,
    act: () => parseIdx(bytes(0, 0, 8, 1, 0, 0, 0, 1, 1, 2), "a.idx"),
  },
  {
    title: "an IDX file of absurd size",
    code: "file",
    message: /too large/u,
    act: () => parseIdx(bytes(0, 0, 8, 2, 255, 255, 255, 255, 255, 255, 255, 255, 1), "a.idx"),
  },
  {
    title: "a CSV line of another length",
    code: "file",
    message: /^a\.csv, line 3: expected 2 fields, received 3/u,
    act: () => parseCsv("a,b\n1,2\n3,4,5\n", { file: "a.csv" }),
  },
  {
    title: "a CSV field that is no number",
    code: "file",
    message: /^a\.csv, line 2.*: expected a decimal number, received "x"/u,
    act: () => parseCsv("a,b\n1,x\n", { file: "a.csv" }),
  },
  {
    title: "a CSV quote that does not end",
    code: "file",
    message: /^a\.csv, line 2: expected a field that ends with its quote/u,
    act: () => parseCsv('a,b\n1,"2\n', { file: "a.csv" }),
  },
  {
    title: "gzip that is none",
    code: "file",
    message: /^a\.gz: expected gzip, beginning with the bytes 1f 8b/u,
    act: () => gunzip(text("plain"), { file: "a.gz", maxBytes: 100 }),
  },
  {
    title: "gzip that breaks off",
    code: "file",
    message: /whole gzip data, received truncated or corrupt bytes/u,
    act: () => gunzip(gzipSync("x".repeat(999)).subarray(0, 20), { file: "a.gz", maxBytes: 9999 }),
  },
  {
    title: "gzip that unpacks without end",
    code: "file",
    message: /at most 10 bytes after unpacking, received more/u,
    act: () => gunzip(gzipSync("x".repeat(999)), { file: "a.gz", maxBytes: 10 }),
  },
  {
    title: "safetensors that are none",
    code: "file",
    message: /^a\.safetensors/u,
    act: () => parseSafetensors(text("not a header"), "a.safetensors"),
  },
  {
    title: "a data set that is not in its folder",
    code: "file",
    message:
      /^fashionMnist: expected train-images-idx3-ubyte\.gz or train-images-idx3-ubyte in .*, received neither/u,
    act: () => fashionMnist({ path: folder }),
  },
  {
    title: "a data set with another checksum",
    code: "checksum",
    message:
      /iris\.csv: expected contents with SHA-256 [0-9a-f]{64}, received 4 bytes with SHA-256/u,
    act: () => {
      writeFileSync(join(folder, "iris.csv"), "1,2\n");
      return iris({ path: folder });
    },
  },
];

test.each(fileRows)("refuses $title", async (row) => {
  expectError(await errorOf(row.act), row);
});

test("what names what is near also lists what there is", async () => {
  const error = await errorOf(() => dense(3, { activation: "zzzzzzz" as "relu" }));
  expect((error as HornetError).message).toMatch(/Known are: .*relu.*softmax/u);
});
