// Trains the lectures' MLP with TensorFlow.js on its WebAssembly backend: `fit` on float32 images.

import { createRequire } from "node:module";
import { dirname } from "node:path";
import {
  announceFirstStep,
  makeBatch,
  peakMemoryBytes,
  readArguments,
  readData,
  report,
  side,
} from "./protocol.mjs";

const { batch, epochs, threads, firstStep = false, ...options } = readArguments();

const require = createRequire(import.meta.url);
const tf = require("@tensorflow/tfjs");
const wasmFile = require.resolve("@tensorflow/tfjs-backend-wasm");
const wasm = require(wasmFile);

wasm.setWasmPaths(`${dirname(wasmFile)}/`);
wasm.setThreadsCount(threads);
await tf.setBackend("wasm");
await tf.ready();

function imagesOf({ images, rows }) {
  const scaled = Float32Array.from(images, (byte) => byte / 255);
  return tf.tensor3d(scaled, [rows, side, side]);
}

const labelsOf = ({ labels, rows }) => tf.tensor2d(Float32Array.from(labels), [rows, 1]);

const model = tf.sequential({
  layers: [
    tf.layers.flatten({ inputShape: [side, side] }),
    tf.layers.dense({ units: 300, activation: "relu", kernelInitializer: "glorotUniform" }),
    tf.layers.dense({ units: 100, activation: "relu", kernelInitializer: "glorotUniform" }),
    tf.layers.dense({ units: 10, activation: "softmax", kernelInitializer: "glorotUniform" }),
  ],
});
model.compile({
  loss: "sparseCategoricalCrossentropy",
  optimizer: tf.train.sgd(0.01),
  metrics: ["accuracy"],
});

if (firstStep) {
  const made = makeBatch(batch);
  await model.fit(imagesOf(made), labelsOf(made), { batchSize: batch, verbose: 0 });
  announceFirstStep();
} else {
  const { training, heldOut } = readData(options);
  const epochSeconds = [];
  let start = 0;
  await model.fit(imagesOf(training), labelsOf(training), {
    batchSize: batch,
    epochs,
    verbose: 0,
    callbacks: {
      onEpochBegin: () => {
        start = performance.now();
      },
      onEpochEnd: () => {
        epochSeconds.push((performance.now() - start) / 1000);
      },
    },
  });
  const peak = peakMemoryBytes();
  const results = model.evaluate(imagesOf(heldOut), labelsOf(heldOut), { batchSize: 500 });
  const [loss, accuracy] = results.map((result) => result.dataSync()[0]);
  const inThreads = await tf.env().getAsync("WASM_HAS_MULTITHREAD_SUPPORT");
  report({
    epochSeconds,
    accuracy,
    loss,
    peakMemoryBytes: peak,
    threads: inThreads ? wasm.getThreadsCount() : 1,
  });
}
