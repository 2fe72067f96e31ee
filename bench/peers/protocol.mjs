// What all of JavaScript's peers share: the request, the data, the clock and the answer of ../peer.ts.
import { readFileSync } from "node:fs";
import { peakMemoryBytes } from "../peakMemory.mjs";
import { turn } from "./turn.mjs";

export const request = JSON.parse(process.argv[2]);
const { model, batch, rows, seconds } = request;

export const steps = Math.ceil(rows / batch);
export const isOfImages = ["mlp", "autoencoder"].includes(model);
export const classes = ["resnet50", "mobilenetv2"].includes(model) ? 1000 : 10;

/** Of a sample. */
export const inputShape = {
  mlp: [784],
  autoencoder: [784],
  cnn: [28, 28, 1],
  lenet: [32, 32, 1],
  lstm: [100, 64],
  transformer: [128, 128],
  resnet50: [224, 224, 3],
  mobilenetv2: [224, 224, 3],
}[model];

/** Rows of Fashion-MNIST from 0 to 1, and their classes. */
export function images(first, count) {
  const pixels = readFileSync(request.images).subarray(first * 784, (first + count) * 784);
  const labels = readFileSync(request.labels).subarray(first, first + count);
  return { x: Float32Array.from(pixels, (x) => x / 255), labels: Int32Array.from(labels) };
}

/** Even numbers from 0 to 1, and classes in turn. */
export function madeUp(count) {
  let state = 1;
  const next = () => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) / 2 ** 32;
  const length = inputShape.reduce((product, extent) => product * extent, count);
  return {
    x: Float32Array.from({ length }, next),
    labels: Int32Array.from({ length: count }, (_, i) => i % classes),
  };
}

export function firstStepData() {
  return {
    x: Float32Array.from({ length: batch * 784 }, (_, i) => ((i * 31) % 256) / 255),
    labels: Int32Array.from({ length: batch }, (_, i) => i % 10),
  };
}

/** Seconds a step in each epoch on the clock, after one that warms up; for as long as is asked. */
export async function repeat(epoch, count = steps) {
  if (seconds > 0) await epoch();
  const stepSeconds = [];
  let total = 0;
  do {
    await turn();
    const start = performance.now();
    await epoch();
    const taken = (performance.now() - start) / 1000;
    stepSeconds.push(taken / count);
    total += taken;
  } while (total < seconds);
  return stepSeconds;
}

/** Prints the answer and ends the process, which waiting workers would keep alive. */
export function answer(version, stepSeconds, more = {}) {
  const result = { version, stepSeconds, peakMemoryBytes: peakMemoryBytes(), ...more };
  console.log(JSON.stringify(result));
  process.exit(0);
}

/** Of a package beside this file, which need not export its package.json. */
export function versionOf(name) {
  const file = new URL(`node_modules/${name}/package.json`, import.meta.url);
  return JSON.parse(readFileSync(file, "utf8")).version;
}

export function sayFirstStepDone() {
  console.log("first step done");
  process.exit(0);
}

export function cannot(reason) {
  console.log(JSON.stringify({ cannot: reason }));
  process.exit(0);
}
