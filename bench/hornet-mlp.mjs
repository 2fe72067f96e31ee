// Trains the lectures' MLP with the built package, found by its own name as a user finds it. It lies here and not
// in peers/, whose package.json would hide that name.

import { setRandomSeed, sequential, tensor } from "hornet";
import { Callback } from "hornet/callbacks";
import { dense, flatten, input, rescaling } from "hornet/layers";
import { sgd } from "hornet/optimizers";
import {
  announceFirstStep,
  makeBatch,
  peakMemoryBytes,
  readArguments,
  readData,
  report,
  side,
} from "./peers/protocol.mjs";

const { batch, epochs, firstStep = false, ...options } = readArguments();

/** Seconds of each epoch. */
class Clock extends Callback {
  epochSeconds = [];
  #start = 0;

  onEpochBegin() {
    this.#start = performance.now();
  }

  onEpochEnd() {
    this.epochSeconds.push((performance.now() - this.#start) / 1000);
  }
}

const imagesOf = ({ images, rows }) => tensor(images, { shape: [rows, side, side] });

setRandomSeed(1);
const model = sequential([
  input([side, side]),
  rescaling(1 / 255),
  flatten(),
  dense(300, { activation: "relu" }),
  dense(100, { activation: "relu" }),
  dense(10, { activation: "softmax" }),
]);
model.compile({
  loss: "sparse_categorical_crossentropy",
  optimizer: sgd({ learningRate: 0.01 }),
  metrics: ["accuracy"],
});

if (firstStep) {
  const made = makeBatch(batch);
  await model.fit(imagesOf(made), made.labels, { batchSize: batch, verbose: 0 });
  announceFirstStep();
} else {
  const { training, heldOut } = readData(options);
  const clock = new Clock();
  await model.fit(imagesOf(training), training.labels, {
    batchSize: batch,
    epochs,
    verbose: 0,
    callbacks: [clock],
  });
  const peak = peakMemoryBytes();
  const { loss, accuracy } = await model.evaluate(imagesOf(heldOut), heldOut.labels, {
    verbose: 0,
  });
  report({
    epochSeconds: clock.epochSeconds,
    accuracy,
    loss,
    peakMemoryBytes: peak,
    threads: 1,
  });
}
