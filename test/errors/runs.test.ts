import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";
import { model as functional, sequential, type Sequential } from "hornet";
import { earlyStopping } from "hornet/callbacks";
import { dense, input } from "hornet/layers";
import { describeModelRows, fitWith, quiet, wrong, x, y, type ModelRow } from "./support.ts";

const folder = mkdtempSync(join(tmpdir(), "hornet-errors-"));
const corruptWeights = join(folder, "weights.safetensors");
writeFileSync(corruptWeights, "not a header");
afterAll(() => rmSync(folder, { recursive: true }));

const compileWith =
  (options: object) =>
  (model: Sequential): unknown =>
    model.compile({ loss: "mse", ...options });

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

const runRows: readonly ModelRow[] = [
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
    title: "a metric that must be told something",
    code: "option",
    message: /received "mean_io_u"/u,
    act: compileWith({ metrics: ["mean_io_u" as "auc"] }),
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

describeModelRows(runRows);
