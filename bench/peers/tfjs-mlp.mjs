// TensorFlow.js's side of the MLP bench: the WebAssembly backend and model.fit. Speaks the protocol of ../peer.ts.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { peakMemoryBytes } from "../peakMemory.mjs";
import { allowThreadsInNode } from "./threadsInNode.mjs";

const request = JSON.parse(process.argv[2]);
const { threads } = request;
if (threads > 1) allowThreadsInNode(threads);

const require = createRequire(import.meta.url);
const tf = require("@tensorflow/tfjs");
const wasm = require("@tensorflow/tfjs-backend-wasm");

wasm.setWasmPaths(`${join(dirname(require.resolve("@tensorflow/tfjs-backend-wasm")))}/`);
if (threads > 1) tf.env().set("WASM_HAS_MULTITHREAD_SUPPORT", true);
wasm.setThreadsCount(threads);
tf.enableProdMode();
if (!(await tf.setBackend("wasm"))) throw new Error("tfjs-mlp: no wasm backend.");
if (wasm.getThreadsCount() !== threads) {
  throw new Error(`tfjs-mlp: expected ${threads} threads, received ${wasm.getThreadsCount()}.`);
}

const model = tf.sequential({
  layers: [
    tf.layers.dense({ inputShape: [784], units: 300, activation: "relu" }),
    tf.layers.dense({ units: 100, activation: "relu" }),
    tf.layers.dense({ units: 10, activation: "softmax" }),
  ],
});
model.compile({
  loss: "sparseCategoricalCrossentropy",
  optimizer: tf.train.sgd(0.01),
  metrics: ["accuracy"],
});

if (request.mode === "cold") await takeFirstStep();
else await train();
// Its workers would keep the process alive.
process.exit(0);

async function takeFirstStep() {
  const { batch } = request;
  const images = Float32Array.from({ length: batch * 784 }, (_, i) => ((i * 31) % 256) / 255);
  const labels = Float32Array.from({ length: batch }, (_, i) => i % 10);
  await fit(tf.tensor2d(images, [batch, 784]), tf.tensor2d(labels, [batch, 1]), 1);
  console.log("first step done");
}

async function train() {
  const { batch, epochs, warmup, rows } = request;
  const images = readFileSync(request.images);
  const labels = readFileSync(request.labels);
  const tensorsOf = (first, count) => [
    tf.tensor2d(
      Float32Array.from(images.subarray(first * 784, (first + count) * 784), (x) => x / 255),
      [count, 784],
    ),
    tf.tensor2d(Float32Array.from(labels.subarray(first, first + count)), [count, 1]),
  ];
  // So that the first epoch does not pay for compiling the kernels.
  await fit(...tensorsOf(5000, 20 * batch), 1);
  const epochSeconds = [];
  let last = 0;
  const [x, y] = tensorsOf(5000, rows);
  await fit(x, y, warmup + epochs, {
    onTrainBegin: () => {
      last = performance.now();
    },
    onEpochEnd: () => {
      const now = performance.now();
      epochSeconds.push((now - last) / 1000);
      last = now;
    },
  });
  const timed = epochSeconds.slice(warmup);
  const peak = peakMemoryBytes();
  const [loss, accuracy] = model.evaluate(...tensorsOf(0, 5000), { batchSize: 500 });
  const result = {
    version: `TensorFlow.js ${tf.version.tfjs}`,
    epochSeconds: timed,
    stepMicroseconds: (Math.min(...timed) / Math.ceil(rows / batch)) * 1e6,
    accuracy: accuracy.dataSync()[0],
    loss: loss.dataSync()[0],
    peakMemoryBytes: peak,
  };
  console.log(JSON.stringify(result));
}

function fit(images, labels, epochs, callbacks = {}) {
  const { batch } = request;
  return model.fit(images, labels, {
    batchSize: batch,
    epochs,
    verbose: 0,
    shuffle: true,
    yieldEvery: "never",
    callbacks,
  });
}
