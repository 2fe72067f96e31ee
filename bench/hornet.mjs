// Hornet's side of the bench: plain Node on the built package. Speaks the protocol of peer.ts. What the package does not
// export yet is named instead of measured.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import * as hornet from "hornet";
import * as layers from "hornet/layers";
import { peakMemoryBytes } from "./peakMemory.mjs";
import { turn } from "./peers/turn.mjs";

const request = JSON.parse(process.argv[2]);
const { variant, threads, batch, rows, seconds } = request;

function cannot(reason) {
  console.log(JSON.stringify({ cannot: reason }));
  process.exit(0);
}

try {
  chooseEngine();
  hornet.setRandomSeed(0);
  await (request.mode === "cold" ? takeFirstStep() : measure());
} catch (error) {
  if (error.code !== "unsupported") throw error;
  cannot(`not built yet: ${error.message}`);
}
// Helping threads would keep the process alive.
process.exit(0);

function chooseEngine() {
  // It says so and goes on with another engine, which would be measured for this one.
  console.warn = (text) => {
    if (variant === "native" && `${text}`.includes("no native code")) cannot(text);
    console.error(text);
  };
  hornet.setEngine(variant);
  const setThreads = Reflect.get(hornet, "setThreads");
  if (setThreads !== undefined) setThreads(threads);
  else if (threads > 1) cannot("not built yet: setThreads");
}

/** The model of that name, with its data and how it is compiled; from models/. */
async function build() {
  const { build } = await import(`./models/${request.model}.mjs`);
  const missing = [];
  const found = new Proxy(layers, {
    get(target, name) {
      if (!(name in target)) missing.push(name);
      return target[name];
    },
  });
  try {
    return build(found, hornet);
  } catch (error) {
    if (missing.length === 0) throw error;
    cannot(`not built yet: ${missing.join(", ")}`);
  }
}

async function takeFirstStep() {
  const { model, compile } = await build();
  model.compile(compile);
  const images = hornet.tensor(
    Uint8Array.from({ length: batch * 784 }, (_, i) => (i * 31) % 256),
    { shape: [batch, 28, 28] },
  );
  const labels = hornet.tensor(Uint8Array.from({ length: batch }, (_, i) => i % 10));
  await model.fit(images, labels, { batchSize: batch, epochs: 1, verbose: 0 });
  console.log("first step done");
}

async function measure() {
  const built = await build();
  const { model, compile } = built;
  model.compile(compile);
  const result = await (request.task === "train" ? train(built) : predict(built));
  const { version } = createRequire(import.meta.url)("hornet/package.json");
  console.log(JSON.stringify({ version: `Hornet ${version}`, ...result }));
}

async function train({ model, ofImages, inputShape, classes }) {
  const data = ofImages ? imageData(ofImages) : madeUp(inputShape, classes);
  const { lambdaCallback } = await import("hornet/callbacks");
  const stepSeconds = [];
  let [began, total] = [0, 0];
  const isWarmup = (epoch) => epoch === 0 && seconds > 0;
  const clock = lambdaCallback({
    onEpochBegin: async (epoch) => {
      if (!isWarmup(epoch)) await turn();
      began = performance.now();
    },
    onEpochEnd: (epoch) => {
      if (isWarmup(epoch)) return;
      const taken = (performance.now() - began) / 1000;
      stepSeconds.push(taken / Math.ceil(rows / batch));
      total += taken;
      if (total >= seconds) model.stopTraining = true;
    },
  });
  const { history } = await model.fit(data.x, data.y, {
    batchSize: batch,
    epochs: 100_000,
    verbose: 0,
    callbacks: [clock],
  });
  const peak = peakMemoryBytes();
  const score = data.heldOut
    ? await model.evaluate(...data.heldOut, { batchSize: 500, verbose: 0 })
    : { loss: history.loss.at(-1) };
  return { stepSeconds, loss: score.loss, accuracy: score.accuracy, peakMemoryBytes: peak };
}

async function predict({ model, inputShape }) {
  const inputs = random([batch, ...inputShape]);
  const calls = rows / batch;
  const stepSeconds = [];
  const epoch = async () => {
    const start = performance.now();
    for (let call = 0; call < calls; call++) {
      await model.predict(inputs, { batchSize: batch, verbose: 0 });
    }
    return (performance.now() - start) / 1000;
  };
  if (seconds > 0) await epoch();
  let total = 0;
  do {
    await turn();
    const taken = await epoch();
    stepSeconds.push(taken / calls);
    total += taken;
  } while (total < seconds);
  return { stepSeconds, peakMemoryBytes: peakMemoryBytes() };
}

/** Fashion-MNIST as bytes, to be scaled inside of the model; the first 5,000 images are held out. */
function imageData(targets) {
  const images = hornet.tensor(bytesOf(request.images), { shape: [60_000, 28, 28] });
  const labels =
    targets === "labels" ? hornet.tensor(bytesOf(request.labels)) : scaled(5000 + rows);
  return {
    x: images.slice(5000, 5000 + rows),
    y: labels.slice(5000, 5000 + rows),
    heldOut: [images.slice(0, 5000), labels.slice(0, 5000)],
  };
}

/** The first images as numbers from 0 to 1, for models that give back what they see. */
function scaled(count) {
  const bytes = bytesOf(request.images).subarray(0, count * 784);
  return hornet.tensor(
    Float32Array.from(bytes, (x) => x / 255),
    { shape: [count, 784] },
  );
}

function bytesOf(path) {
  const { buffer, byteOffset, length } = readFileSync(path);
  return new Uint8Array(buffer, byteOffset, length);
}

/** Random samples, and classes in turn. */
function madeUp(inputShape, classes) {
  const labels = Int32Array.from({ length: rows }, (_, i) => i % classes);
  return { x: random([rows, ...inputShape]), y: hornet.tensor(labels) };
}

/** Even numbers from 0 to 1. */
function random(shape) {
  let state = 1;
  const next = () => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) / 2 ** 32;
  const length = shape.reduce((product, extent) => product * extent, 1);
  return hornet.tensor(Float32Array.from({ length }, next), { shape });
}
