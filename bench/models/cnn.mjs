/** The lectures' convolutional classifier of Fashion-MNIST: 1,413,834 parameters. */
export function build(layers, { sequential }) {
  const { conv2d, dense, dropout, flatten, input, maxPooling2d } = layers;
  const conv = (filters, kernel) =>
    conv2d(filters, kernel, { activation: "relu", padding: "same" });
  const model = sequential([
    input([28, 28, 1]),
    conv(64, 7),
    maxPooling2d(2),
    conv(128, 3),
    conv(128, 3),
    maxPooling2d(2),
    conv(256, 3),
    conv(256, 3),
    maxPooling2d(2),
    flatten(),
    dense(128, { activation: "relu" }),
    dropout(0.5),
    dense(64, { activation: "relu" }),
    dropout(0.5),
    dense(10, { activation: "softmax" }),
  ]);
  return {
    model,
    compile: { loss: "sparse_categorical_crossentropy", optimizer: "sgd" },
    inputShape: [28, 28, 1],
    classes: 10,
  };
}
