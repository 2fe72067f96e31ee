// Trains the classifier 784-300-100-10 on Fashion-MNIST, looks at it, and saves what it learned.
//   npm start
//   npm start -- --epochs 5 --batch-size 64 --engine reference --seed 7 --out out
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { sequential, setEngine, setRandomSeed, type EngineName } from "hornet";
import { fashionMnist } from "hornet/datasets";
import { dense, flatten, input, rescaling } from "hornet/layers";
import * as ops from "hornet/ops";
import { plotHistory } from "hornet/plot";

const { values: flags } = parseArgs({
  options: {
    epochs: { type: "string", default: "10" },
    "batch-size": { type: "string", default: "32" },
    engine: { type: "string", default: "auto" },
    seed: { type: "string", default: "0" },
    out: { type: "string", default: "out" },
  },
});

setEngine(flags.engine as EngineName);
setRandomSeed(Number(flags.seed));

const { train, test, classNames } = await fashionMnist();
const validation = { images: train.images.slice(0, 5000), labels: train.labels.slice(0, 5000) };
const training = { images: train.images.slice(5000), labels: train.labels.slice(5000) };

const model = sequential([
  input([28, 28]),
  rescaling(1 / 255),
  flatten(),
  dense(300, { activation: "relu" }),
  dense(100, { activation: "relu" }),
  dense(10, { activation: "softmax" }),
]);
model.summary();
model.compile({ loss: "sparse_categorical_crossentropy", optimizer: "sgd", metrics: ["accuracy"] });

const history = await model.fit(training.images, training.labels, {
  epochs: Number(flags.epochs),
  batchSize: Number(flags["batch-size"]),
  validationData: [validation.images, validation.labels],
});

const { loss, accuracy } = await model.evaluate(test.images, test.labels);
console.log(
  `\nOn the 10,000 test images: accuracy ${accuracy!.toFixed(4)}, loss ${loss!.toFixed(4)}`,
);

const probabilities = await model.predict(test.images.slice(0, 3), { verbose: 0 });
const classes = ops.argmax(probabilities, { axis: 1 });
console.log(`The first three show: ${classNames.take(classes).join(", ")}`);
console.log(`Their labels say:     ${classNames.take(test.labels.slice(0, 3)).join(", ")}`);

await mkdir(flags.out, { recursive: true });
const curves = join(flags.out, "learning-curves.svg");
const weights = join(flags.out, "fashion-mnist.safetensors");
await plotHistory(history, { title: "Fashion-MNIST, 784-300-100-10" }).save(curves);
await model.saveWeights(weights);
console.log(`\nLearning curves: ${curves}\nWeights: ${weights}`);
