/** LeNet-5 with relu and max pooling, as in the lectures: 61,706 parameters. */
export function build(layers, { sequential }) {
  const { conv2d, dense, flatten, input, maxPooling2d } = layers;
  const model = sequential([
    input([32, 32, 1]),
    conv2d(6, 5, { activation: "relu" }),
    maxPooling2d(2),
    conv2d(16, 5, { activation: "relu" }),
    maxPooling2d(2),
    flatten(),
    dense(120, { activation: "relu" }),
    dense(84, { activation: "relu" }),
    dense(10, { activation: "softmax" }),
  ]);
  return {
    model,
    compile: { loss: "sparse_categorical_crossentropy", optimizer: "sgd" },
    inputShape: [32, 32, 1],
    classes: 10,
  };
}
