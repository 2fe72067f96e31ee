// A page that builds, trains and runs the lectures' classifier, with objects where there could be names: bundled, not run.
import { relu, softmax } from "hornet/activations";
import { dense, input, sequential } from "hornet/lean";
import { sparseCategoricalCrossentropy } from "hornet/losses";
import { sparseCategoricalAccuracy } from "hornet/metrics";
import { sgd } from "hornet/optimizers";

export async function classify(images, labels) {
  const model = sequential([
    input([784]),
    dense(300, { activation: relu }),
    dense(100, { activation: relu }),
    dense(10, { activation: softmax }),
  ]);
  model.compile({
    loss: sparseCategoricalCrossentropy(),
    optimizer: sgd(),
    metrics: [sparseCategoricalAccuracy()],
  });
  await model.fit(images, labels, { epochs: 10 });
  return model.predict(images);
}
