/** ResNet50, version 1, as Keras has it. He et al. 2015, https://arxiv.org/abs/1512.03385 */
export function build(layers, { model }) {
  const { add, batchNormalization, conv2d, dense, globalAveragePooling2d, input } = layers;
  const { maxPooling2d, reLU, zeroPadding2d } = layers;

  const normalised = (x, filters, kernel, options) =>
    batchNormalization({ epsilon: 1.001e-5 })(conv2d(filters, kernel, options)(x));
  const relu = (x) => reLU()(x);

  const block = (x, filters, strides, project) => {
    const shortcut = project ? normalised(x, 4 * filters, 1, { strides }) : x;
    let y = relu(normalised(x, filters, 1, { strides }));
    y = relu(normalised(y, filters, 3, { padding: "same" }));
    y = normalised(y, 4 * filters, 1);
    return relu(add()([shortcut, y]));
  };

  const inputs = input([224, 224, 3]);
  let x = zeroPadding2d(3)(inputs);
  x = relu(normalised(x, 64, 7, { strides: 2 }));
  x = maxPooling2d(3, { strides: 2 })(zeroPadding2d(1)(x));
  for (const [filters, blocks, strides] of [
    [64, 3, 1],
    [128, 4, 2],
    [256, 6, 2],
    [512, 3, 2],
  ]) {
    for (let i = 0; i < blocks; i++) x = block(x, filters, i === 0 ? strides : 1, i === 0);
  }
  const outputs = dense(1000, { activation: "softmax" })(globalAveragePooling2d()(x));
  return {
    model: model({ inputs, outputs }),
    compile: { loss: "sparse_categorical_crossentropy", optimizer: "sgd" },
    inputShape: [224, 224, 3],
    classes: 1000,
  };
}
