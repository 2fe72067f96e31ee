/** A recurrent classifier of sequences. */
export function build({ dense, input, lstm }, { sequential }) {
  const model = sequential([input([100, 64]), lstm(128), dense(10, { activation: "softmax" })]);
  return {
    model,
    compile: { loss: "sparse_categorical_crossentropy", optimizer: "adam" },
    inputShape: [100, 64],
    classes: 10,
  };
}
