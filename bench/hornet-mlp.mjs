// Hornet's side of the MLP bench: plain Node on the built package. Speaks the protocol of peer.ts.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { sequential, setRandomSeed, tensor } from "hornet";
import { lambdaCallback } from "hornet/callbacks";
import { dense, flatten, input, rescaling } from "hornet/layers";
import { peakMemoryBytes } from "./peakMemory.mjs";

const request = JSON.parse(process.argv[2]);
if (request.threads !== 1) throw new Error("hornet-mlp: Hornet runs on 1 thread.");

setRandomSeed(0);
const model = sequential([
  input([28, 28]),
  rescaling(1 / 255),
  flatten(),
  dense(300, { activation: "relu" }),
  dense(100, { activation: "relu" }),
  dense(10, { activation: "softmax" }),
]);
model.compile({
  loss: "sparse_categorical_crossentropy",
  optimizer: "sgd",
  metrics: ["accuracy"],
});

if (request.mode === "cold") await takeFirstStep();
else await train();

async function takeFirstStep() {
  const { batch } = request;
  const images = tensor(
    Uint8Array.from({ length: batch * 784 }, (_, i) => (i * 31) % 256),
    { shape: [batch, 28, 28] },
  );
  const labels = tensor(Uint8Array.from({ length: batch }, (_, i) => i % 10));
  await model.fit(images, labels, { batchSize: batch, epochs: 1, verbose: 0 });
  console.log("first step done");
}

async function train() {
  const { batch, epochs, warmup, rows } = request;
  const images = tensor(bytesOf(request.images), { shape: [60_000, 28, 28] });
  const labels = tensor(bytesOf(request.labels));
  const epochSeconds = [];
  let last = 0;
  const clock = lambdaCallback({
    onTrainBegin: () => {
      last = performance.now();
    },
    onEpochEnd: () => {
      const now = performance.now();
      epochSeconds.push((now - last) / 1000);
      last = now;
    },
  });
  await model.fit(images.slice(5000, 5000 + rows), labels.slice(5000, 5000 + rows), {
    batchSize: batch,
    epochs: warmup + epochs,
    verbose: 0,
    callbacks: [clock],
  });
  const timed = epochSeconds.slice(warmup);
  const peak = peakMemoryBytes();
  const { loss, accuracy } = await model.evaluate(images.slice(0, 5000), labels.slice(0, 5000), {
    batchSize: 500,
    verbose: 0,
  });
  const { version } = createRequire(import.meta.url)("hornet/package.json");
  const result = {
    version: `Hornet ${version}`,
    epochSeconds: timed,
    stepMicroseconds: (Math.min(...timed) / Math.ceil(rows / batch)) * 1e6,
    accuracy,
    loss,
    peakMemoryBytes: peak,
  };
  console.log(JSON.stringify(result));
}

function bytesOf(path) {
  const { buffer, byteOffset, length } = readFileSync(path);
  return new Uint8Array(buffer, byteOffset, length);
}
