import type { ModelName } from "./works.ts";

/** Multiplications of one sample's forward pass, each with its addition, by layers with weights or products. */
type Products = readonly number[];

const dense = (inputs: number, units: number): number => inputs * units;

/** A convolution that gives an image of `side` x `side`. */
const conv = (side: number, kernel: number, inputs: number, filters: number): number =>
  side * side * kernel * kernel * inputs * filters;

const depthwise = (side: number, kernel: number, channels: number): number =>
  side * side * kernel * kernel * channels;

/** Of a chain of dense layers. */
const chain = (...units: readonly number[]): Products =>
  units.slice(1).map((count, i) => dense(units[i]!, count));

function cnn(): Products {
  return [
    conv(28, 7, 1, 64),
    conv(14, 3, 64, 128),
    conv(14, 3, 128, 128),
    conv(7, 3, 128, 256),
    conv(7, 3, 256, 256),
    ...chain(2304, 128, 64, 10),
  ];
}

function lenet(): Products {
  return [conv(28, 5, 1, 6), conv(10, 5, 6, 16), ...chain(400, 120, 84, 10)];
}

function lstm(): Products {
  const [steps, inputs, units] = [100, 64, 128];
  return [
    steps * dense(inputs, 4 * units),
    // The first step multiplies a state of zeros, which all compute.
    steps * dense(units, 4 * units),
    dense(units, 10),
  ];
}

function transformer(): Products {
  const [sequence, width, inner] = [128, 128, 512];
  const block = [
    // Query, key and value; scores; weighted values; output; feed-forward.
    sequence * dense(width, 3 * width),
    sequence * sequence * width,
    sequence * sequence * width,
    sequence * dense(width, width),
    sequence * dense(width, inner),
    sequence * dense(inner, width),
  ];
  return [...block, ...block, dense(width, 10)];
}

/** Version 1, as Keras has it: the stride is in a block's first 1x1 convolution. */
function resnet50(): Products {
  const found = [conv(112, 7, 3, 64)];
  let channels = 64;
  for (const [filters, blocks, side] of [
    [64, 3, 56],
    [128, 4, 28],
    [256, 6, 14],
    [512, 3, 7],
  ] as const) {
    for (let block = 0; block < blocks; block++) {
      if (block === 0) found.push(conv(side, 1, channels, 4 * filters));
      found.push(conv(side, 1, channels, filters), conv(side, 3, filters, filters));
      found.push(conv(side, 1, filters, 4 * filters));
      channels = 4 * filters;
    }
  }
  return [...found, dense(2048, 1000)];
}

function mobilenetv2(): Products {
  const found = [conv(112, 3, 3, 32), depthwise(112, 3, 32), conv(112, 1, 32, 16)];
  let channels = 16;
  let side = 112;
  for (const [filters, blocks, stride] of [
    [24, 2, 2],
    [32, 3, 2],
    [64, 4, 2],
    [96, 3, 1],
    [160, 3, 2],
    [320, 1, 1],
  ] as const) {
    for (let block = 0; block < blocks; block++) {
      found.push(conv(side, 1, channels, 6 * channels));
      if (block === 0) side /= stride;
      found.push(depthwise(side, 3, 6 * channels), conv(side, 1, 6 * channels, filters));
      channels = filters;
    }
  }
  return [...found, conv(7, 1, 320, 1280), dense(1280, 1000)];
}

const models: Readonly<Record<ModelName, () => Products>> = {
  mlp: () => chain(784, 300, 100, 10),
  autoencoder: () => chain(784, 100, 30, 100, 784),
  cnn,
  lenet,
  lstm,
  transformer,
  resnet50,
  mobilenetv2,
};

/**
 * Additions and multiplications of one step, counted as direct arithmetic: two for each product forward; in training
 * as many again for the weights' gradients and for the inputs', the latter not for the data. What is done element by
 * element does not count.
 */
export function arithmeticOf(model: ModelName, task: "train" | "predict", batch: number): number {
  const products = models[model]();
  const forward = products.reduce((sum, count) => sum + count, 0);
  if (task === "predict") return 2 * batch * forward;
  return 2 * batch * (3 * forward - products[0]!);
}
