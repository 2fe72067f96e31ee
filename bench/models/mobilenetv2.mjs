/** MobileNetV2 of width 1, as Keras has it. Sandler et al. 2018, https://arxiv.org/abs/1801.04381 */
export function build(layers, { model }) {
  const { add, batchNormalization, conv2d, dense, depthwiseConv2d } = layers;
  const { globalAveragePooling2d, input, reLU, zeroPadding2d } = layers;

  const normalised = (x) => batchNormalization({ epsilon: 1e-3, momentum: 0.999 })(x);
  const relu6 = (x) => reLU({ maxValue: 6 })(x);
  const conv = (x, filters, kernel, strides = 1) =>
    normalised(conv2d(filters, kernel, { strides, padding: "same", useBias: false })(x));

  const block = (x, { inputs, filters, strides, expansion }) => {
    let y = expansion > 1 ? relu6(conv(x, expansion * inputs, 1)) : x;
    if (strides === 2)
      y = zeroPadding2d([
        [0, 1],
        [0, 1],
      ])(y);
    const padding = strides === 2 ? "valid" : "same";
    y = relu6(normalised(depthwiseConv2d(3, { strides, padding, useBias: false })(y)));
    y = conv(y, filters, 1);
    return strides === 1 && inputs === filters ? add()([x, y]) : y;
  };

  const inputs = input([224, 224, 3]);
  let x = relu6(conv(inputs, 32, 3, 2));
  let channels = 32;
  for (const [expansion, filters, blocks, strides] of [
    [1, 16, 1, 1],
    [6, 24, 2, 2],
    [6, 32, 3, 2],
    [6, 64, 4, 2],
    [6, 96, 3, 1],
    [6, 160, 3, 2],
    [6, 320, 1, 1],
  ]) {
    for (let i = 0; i < blocks; i++) {
      x = block(x, { inputs: channels, filters, strides: i === 0 ? strides : 1, expansion });
      channels = filters;
    }
  }
  x = relu6(conv(x, 1280, 1));
  const outputs = dense(1000, { activation: "softmax" })(globalAveragePooling2d()(x));
  return {
    model: model({ inputs, outputs }),
    compile: { loss: "sparse_categorical_crossentropy", optimizer: "sgd" },
    inputShape: [224, 224, 3],
    classes: 1000,
  };
}
