// Trains the lectures' convolutional network (1,413,834 parameters) on Fashion-MNIST, for accuracy above 0.9.
//   npx tsx --conditions=source examples/cnn.ts
//   npx tsx --conditions=source examples/cnn.ts --epochs 5 --images 10000 --batch-size 64 --seed 7
import { parseArgs } from "node:util";
import { sequential, setRandomSeed } from "hornet";
import { earlyStopping } from "hornet/callbacks";
import { fashionMnist } from "hornet/datasets";
import {
  conv2d,
  dense,
  dropout,
  flatten,
  input,
  maxPooling2d,
  rescaling,
  reshape,
} from "hornet/layers";
import * as ops from "hornet/ops";
import { nadam } from "hornet/optimizers";

const { values: flags } = parseArgs({
  options: {
    epochs: { type: "string", default: "2" },
    images: { type: "string", default: "55000" },
    "batch-size": { type: "string", default: "32" },
    seed: { type: "string", default: "0" },
  },
});

setRandomSeed(Number(flags.seed));
const { train, test, classNames } = await fashionMnist();
const count = Number(flags.images);
const training = {
  images: train.images.slice(5000, 5000 + count),
  labels: train.labels.slice(5000, 5000 + count),
};

const same = { padding: "same", activation: "relu", kernelInitializer: "he_normal" } as const;
const model = sequential([
  input([28, 28]),
  rescaling(1 / 255),
  reshape([28, 28, 1]),
  conv2d(64, 7, same),
  maxPooling2d(2),
  conv2d(128, 3, same),
  conv2d(128, 3, same),
  maxPooling2d(2),
  conv2d(256, 3, same),
  conv2d(256, 3, same),
  maxPooling2d(2),
  flatten(),
  dense(128, { activation: "relu", kernelInitializer: "he_normal" }),
  dropout(0.5),
  dense(64, { activation: "relu", kernelInitializer: "he_normal" }),
  dropout(0.5),
  dense(10, { activation: "softmax" }),
]);
model.summary();
model.compile({
  loss: "sparse_categorical_crossentropy",
  optimizer: nadam(),
  metrics: ["accuracy"],
});

await model.fit(training.images, training.labels, {
  epochs: Number(flags.epochs),
  batchSize: Number(flags["batch-size"]),
  validationData: [train.images.slice(0, 5000), train.labels.slice(0, 5000)],
  callbacks: [earlyStopping({ patience: 3, restoreBestWeights: true })],
});

const { loss, accuracy } = await model.evaluate(test.images, test.labels);
console.log(
  `\nOn the 10,000 test images: accuracy ${accuracy!.toFixed(4)}, loss ${loss!.toFixed(4)}`,
);
const probabilities = await model.predict(test.images.slice(0, 3), { verbose: 0 });
const classes = ops.argmax(probabilities, { axis: 1 });
console.log(`The first three show: ${classNames.take(classes).join(", ")}`);
console.log(`Their labels say:     ${classNames.take(test.labels.slice(0, 3)).join(", ")}`);
