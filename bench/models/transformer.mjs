/** Two blocks of an encoder, norm(x + attention(x)) and norm(x + feedForward(x)), and a classifier of their mean. */
export function build(layers, { model }) {
  const { add, dense, globalAveragePooling1d, input, layerNormalization, multiHeadAttention } =
    layers;
  const [sequence, width, heads, inner] = [128, 128, 4, 512];
  const block = (x) => {
    const attention = multiHeadAttention(heads, width / heads);
    const seen = layerNormalization()(add()([x, attention([x, x])]));
    const fed = dense(width)(dense(inner, { activation: "relu" })(seen));
    return layerNormalization()(add()([seen, fed]));
  };
  const inputs = input([sequence, width]);
  const mean = globalAveragePooling1d()(block(block(inputs)));
  return {
    model: model({ inputs, outputs: dense(10, { activation: "softmax" })(mean) }),
    compile: { loss: "sparse_categorical_crossentropy", optimizer: "adam" },
    inputShape: [sequence, width],
    classes: 10,
  };
}
