// A page that builds, trains and runs a small convolutional network: bundled, not run.
import { relu, softmax } from "hornet/activations";
import { conv2d, dense, dropout, flatten, input, maxPooling2d, sequential } from "hornet/lean";
import { sparseCategoricalCrossentropy } from "hornet/losses";
import { adam } from "hornet/optimizers";

export async function classify(images, labels) {
  const model = sequential([
    input([28, 28, 1]),
    conv2d(32, 3, { activation: relu }),
    maxPooling2d(),
    flatten(),
    dropout(0.5),
    dense(10, { activation: softmax }),
  ]);
  model.compile({ loss: sparseCategoricalCrossentropy(), optimizer: adam() });
  await model.fit(images, labels, { epochs: 10 });
  return model.predict(images);
}
