import { model as functional, sequential, tensor, type CompileOptions } from "hornet";
import { toCategorical } from "hornet/datasets";
import { concatenate, dense, input } from "hornet/layers";
import {
  describeModelRows,
  fitWith,
  quiet,
  x,
  xWith,
  y,
  yWith,
  wrong,
  type ModelRow,
} from "./support.ts";

const rows = 12;

function twoInputs(): ReturnType<typeof functional> {
  const [left, right] = [input([4], { name: "left" }), input([4], { name: "right" })];
  const both = concatenate()([left, right]);
  const model = functional({ inputs: [left, right], outputs: dense(3)(both) });
  model.compile({ loss: "mse" });
  return model;
}

function compiled(options: CompileOptions): ReturnType<typeof sequential> {
  const model = sequential([input([4]), dense(4)]);
  model.compile(options);
  return model;
}

const dataRows: readonly ModelRow[] = [
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
    title: "a loss of one's own that returns a number",
    code: "value",
    message: /^loss ofMine: expected the function to return a tensor, received number\. Write it/u,
    act: () => {
      const ofMine = (): number => 3;
      return compiled({ loss: wrong(ofMine) }).fit(x, x, quiet);
    },
  },
  {
    title: "a metric of one's own that returns nothing",
    code: "value",
    message:
      /^metric ofMine: expected the function to return a tensor, received undefined\. Write it/u,
    act: () => {
      const ofMine = (): void => {};
      return compiled({ loss: "mse", metrics: [wrong(ofMine)] }).fit(x, x, quiet);
    },
  },
  {
    title: "an iterator of batches, and targets beside it",
    code: "option",
    message: /^fit: expected batches \[x, y\] and options, received targets beside the batches/u,
    act: (m) => m.fit(wrong(new Set([[x, y]]).values()), y, quiet),
  },
  {
    title: "words among the labels",
    code: "data",
    message: /^fit: y > tensor: expected numbers nested 1 deep, received "cat"\.$/u,
    act: (m) => m.fit(x, wrong(Array.from({ length: rows }, () => "cat")), quiet),
  },
  {
    title: "weights of samples that are no numbers",
    code: "name",
    message: /^fit: sampleWeight: expected a known output, received "output"/u,
    act: fitWith({ sampleWeight: wrong({ output: [1] }) }),
  },
  {
    title: "weights of classes as a Map",
    code: "option",
    message:
      /^fit: classWeight: expected a plain object.*, received a Map\. Use Object\.fromEntries/u,
    act: fitWith({ classWeight: wrong(new Map([[0, 2]])) }),
  },
  {
    title: "text as x",
    code: "data",
    message: /^fit: x: expected a tensor, nested arrays or a typed array, received "abc"/u,
    // @ts-expect-error Text is no data.
    act: (m) => m.fit("abc", y, quiet),
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
    message: /numbers nested 2 deep, received "a"/u,
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
    act: (m) => m.fit(x, toCategorical(y, 3), quiet),
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
];

describeModelRows(dataRows);
