/** The lectures' classifier of Fashion-MNIST. */
export function build({ dense, flatten, input, rescaling }, { sequential }) {
  const model = sequential([
    input([28, 28]),
    rescaling(1 / 255),
    flatten(),
    dense(300, { activation: "relu" }),
    dense(100, { activation: "relu" }),
    dense(10, { activation: "softmax" }),
  ]);
  return {
    model,
    compile: {
      loss: "sparse_categorical_crossentropy",
      optimizer: "sgd",
      metrics: ["accuracy"],
    },
    ofImages: "labels",
  };
}
