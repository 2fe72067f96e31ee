/** The lectures' stacked autoencoder of Fashion-MNIST: 163,814 parameters. */
export function build({ dense, flatten, input, rescaling }, { sequential }) {
  const model = sequential([
    input([28, 28]),
    rescaling(1 / 255),
    flatten(),
    dense(100, { activation: "selu" }),
    dense(30, { activation: "selu" }),
    dense(100, { activation: "selu" }),
    dense(784, { activation: "sigmoid" }),
  ]);
  return {
    model,
    compile: { loss: "binary_crossentropy", optimizer: "sgd" },
    ofImages: "themselves",
  };
}
