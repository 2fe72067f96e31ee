// The same as classifier.mjs, with names: the page carries all that could be named.
import { sequential } from "hornet";
import { dense, input } from "hornet/layers";

export async function classify(images, labels) {
  const model = sequential([
    input([784]),
    dense(300, { activation: "relu" }),
    dense(100, { activation: "relu" }),
    dense(10, { activation: "softmax" }),
  ]);
  model.compile({
    loss: "sparse_categorical_crossentropy",
    optimizer: "sgd",
    metrics: ["accuracy"],
  });
  await model.fit(images, labels, { epochs: 10 });
  return model.predict(images);
}
