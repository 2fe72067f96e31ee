// TensorFlow.js's side of the bench, on the backend that the variant names: model.fit and model.predict.
import { createRequire } from "node:module";
import { dirname } from "node:path";
import {
  answer,
  cannot,
  classes,
  firstStepData,
  images,
  inputShape,
  isOfImages,
  madeUp,
  repeat,
  request,
  sayFirstStepDone,
  steps,
} from "./protocol.mjs";
import { allowThreadsInNode } from "./threadsInNode.mjs";

const { variant, threads, batch, rows, seconds } = request;
if (threads > 1) allowThreadsInNode(threads);

const require = createRequire(import.meta.url);
const tf = require("@tensorflow/tfjs");

if (variant === "wasm") {
  const wasm = require("@tensorflow/tfjs-backend-wasm");
  wasm.setWasmPaths(`${dirname(require.resolve("@tensorflow/tfjs-backend-wasm"))}/`);
  if (threads > 1) tf.env().set("WASM_HAS_MULTITHREAD_SUPPORT", true);
  wasm.setThreadsCount(threads);
}
tf.enableProdMode();
if (!(await tf.setBackend(variant))) throw new Error(`tfjs: no backend ${variant}.`);

const { layers } = tf;
const relu = { activation: "relu" };
const softmax = { activation: "softmax" };
const dense = (units, options) => layers.dense({ units, ...options });
const sequential = (list) => {
  const model = tf.sequential();
  list.forEach((layer) => model.add(layer));
  return model;
};

const models = {
  mlp: () =>
    sequential([dense(300, { ...relu, inputShape }), dense(100, relu), dense(10, softmax)]),
  autoencoder: () => {
    const selu = { activation: "selu" };
    const inner = [dense(100, { ...selu, inputShape }), dense(30, selu), dense(100, selu)];
    return sequential([...inner, dense(784, { activation: "sigmoid" })]);
  },
  cnn: () => {
    const conv = (filters, kernelSize, options) =>
      layers.conv2d({ filters, kernelSize, padding: "same", ...relu, ...options });
    const pool = () => layers.maxPooling2d({ poolSize: 2 });
    return sequential([
      conv(64, 7, { inputShape }),
      pool(),
      conv(128, 3),
      conv(128, 3),
      pool(),
      conv(256, 3),
      conv(256, 3),
      pool(),
      layers.flatten(),
      dense(128, relu),
      layers.dropout({ rate: 0.5 }),
      dense(64, relu),
      layers.dropout({ rate: 0.5 }),
      dense(10, softmax),
    ]);
  },
  lenet: () => {
    const conv = (filters, options) =>
      layers.conv2d({ filters, kernelSize: 5, ...relu, ...options });
    const pool = () => layers.maxPooling2d({ poolSize: 2 });
    const convolutions = [conv(6, { inputShape }), pool(), conv(16), pool()];
    return sequential([
      ...convolutions,
      layers.flatten(),
      dense(120, relu),
      dense(84, relu),
      dense(10, softmax),
    ]);
  },
  lstm: () => sequential([layers.lstm({ units: 128, inputShape }), dense(10, softmax)]),
  resnet50,
  mobilenetv2,
};

/** Version 1, as Keras has it. */
function resnet50() {
  const act = (x) => layers.reLU().apply(x);
  const conv = (x, filters, kernelSize, options) =>
    layers.batchNormalization().apply(layers.conv2d({ filters, kernelSize, ...options }).apply(x));
  const block = (x, filters, strides, project) => {
    const shortcut = project ? conv(x, 4 * filters, 1, { strides }) : x;
    let y = act(conv(x, filters, 1, { strides }));
    y = act(conv(y, filters, 3, { padding: "same" }));
    return act(layers.add().apply([shortcut, conv(y, 4 * filters, 1)]));
  };
  const inputs = tf.input({ shape: inputShape });
  let x = layers.zeroPadding2d({ padding: 3 }).apply(inputs);
  x = act(conv(x, 64, 7, { strides: 2 }));
  x = layers.zeroPadding2d({ padding: 1 }).apply(x);
  x = layers.maxPooling2d({ poolSize: 3, strides: 2 }).apply(x);
  for (const [filters, blocks, strides] of [
    [64, 3, 1],
    [128, 4, 2],
    [256, 6, 2],
    [512, 3, 2],
  ]) {
    for (let i = 0; i < blocks; i++) x = block(x, filters, i === 0 ? strides : 1, i === 0);
  }
  return headed(inputs, x);
}

function mobilenetv2() {
  const act = (x) => layers.reLU({ maxValue: 6 }).apply(x);
  const normalised = (x) => layers.batchNormalization().apply(x);
  const shared = { padding: "same", useBias: false };
  const conv = (x, filters, kernelSize, strides = 1) =>
    normalised(layers.conv2d({ filters, kernelSize, strides, ...shared }).apply(x));
  const inputs = tf.input({ shape: inputShape });
  let x = act(conv(inputs, 32, 3, 2));
  let channels = 32;
  for (const [expansion, filters, blocks, stride] of [
    [1, 16, 1, 1],
    [6, 24, 2, 2],
    [6, 32, 3, 2],
    [6, 64, 4, 2],
    [6, 96, 3, 1],
    [6, 160, 3, 2],
    [6, 320, 1, 1],
  ]) {
    for (let i = 0; i < blocks; i++) {
      const strides = i === 0 ? stride : 1;
      let y = expansion > 1 ? act(conv(x, expansion * channels, 1)) : x;
      const depthwise = layers.depthwiseConv2d({ kernelSize: 3, strides, ...shared });
      y = conv(act(normalised(depthwise.apply(y))), filters, 1);
      x = strides === 1 && channels === filters ? layers.add().apply([x, y]) : y;
      channels = filters;
    }
  }
  return headed(inputs, act(conv(x, 1280, 1)));
}

function headed(inputs, x) {
  const mean = layers.globalAveragePooling2d({}).apply(x);
  return tf.model({ inputs, outputs: dense(classes, softmax).apply(mean) });
}

const model = models[request.model]();

try {
  if (request.mode === "cold") await takeFirstStep();
  else if (request.task === "train") await train();
  else await predict();
} catch (error) {
  // "Kernel 'Conv2DBackpropFilter' not registered": the backend has no such gradient.
  if (/not registered|not yet implemented|Cannot compute gradient/i.test(error.message)) {
    cannot(error.message.split("\n")[0]);
  }
  throw error;
}

function compile() {
  model.compile({
    loss: request.model === "autoencoder" ? "binaryCrossentropy" : "sparseCategoricalCrossentropy",
    optimizer: request.model === "lstm" ? tf.train.adam() : tf.train.sgd(0.01),
    metrics: request.model === "mlp" ? ["accuracy"] : [],
  });
}

function tensorsOf({ x, labels }) {
  const count = labels.length;
  const inputs = tf.tensor(x, [count, ...inputShape]);
  if (request.model === "autoencoder") return [inputs, inputs];
  return [inputs, tf.tensor2d(Float32Array.from(labels), [count, 1])];
}

async function takeFirstStep() {
  compile();
  await fit(tensorsOf(firstStepData()), 1);
  sayFirstStepDone();
}

async function train() {
  compile();
  const [x, y] = tensorsOf(isOfImages ? images(5000, rows) : madeUp(rows));
  const stepSeconds = [];
  let [total, last, isWarm] = [0, performance.now(), seconds === 0];
  const { history } = await fit([x, y], 100_000, {
    onEpochEnd: () => {
      const now = performance.now();
      const taken = (now - last) / 1000;
      last = now;
      if (isWarm) {
        stepSeconds.push(taken / steps);
        total += taken;
        if (total >= seconds) model.stopTraining = true;
      }
      isWarm = true;
    },
  });
  const version = `TensorFlow.js ${tf.version.tfjs}`;
  if (!isOfImages) answer(version, stepSeconds, { loss: history.loss.at(-1) });
  const scores = [model.evaluate(...tensorsOf(images(0, 5000)), { batchSize: 500 })].flat();
  const [loss, accuracy] = scores.map((score) => score.dataSync()[0]);
  answer(version, stepSeconds, { loss, accuracy });
}

async function predict() {
  const [x] = tensorsOf(madeUp(batch));
  const stepSeconds = await repeat(async () => {
    for (let call = 0; call < rows / batch; call++) {
      const y = model.predict(x);
      await y.data();
      y.dispose();
    }
  });
  answer(`TensorFlow.js ${tf.version.tfjs}`, stepSeconds);
}

function fit([x, y], epochs, callbacks = {}) {
  return model.fit(x, y, {
    batchSize: batch,
    epochs,
    verbose: 0,
    shuffle: true,
    yieldEvery: "never",
    callbacks,
  });
}
