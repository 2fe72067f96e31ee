import { beforeEach, describe, expect, test } from "vitest";
import {
  activation,
  add,
  batchNormalization,
  concatenate,
  dense,
  Dense,
  dropout,
  flatten,
  gaussianDropout,
  gaussianNoise,
  input,
  Layer,
  layerNormalization,
  type LayerOptions,
  leakyReLU,
  permute,
  registerSerializable,
  repeatVector,
  rescaling,
  reshape,
  subtract,
} from "hornet/layers";
import { eager } from "../../test/golden/interpreted.ts";
import { clearSession } from "../base/names.ts";
import { setRandomSeed } from "../base/random.ts";
import { sizeOf, type Shape } from "../base/shape.ts";
import type { Operand } from "../graph/value.ts";
import { Variable } from "../graph/variable.ts";
import { deserialize } from "../models/deserialize.ts";
import { sequential } from "../models/sequential.ts";
import { getActivation, type ActivationLike } from "../ops/activations.ts";
import { add as plus } from "../ops/add.ts";
import { matmul } from "../ops/matmul.ts";
import { newGraph } from "../ops/primitives/cards.ts";
import { transpose } from "../ops/transpose.ts";
import type { Tensor } from "../tensor/tensor.ts";

/** Numbers 0, 1, 2, ... in this shape, on which layers compute at once. */
function counted(shape: Shape, scale = 1): Tensor {
  const data = Array.from({ length: sizeOf(shape) }, (_, i) => i * scale);
  return eager({ shape, dtype: "float32", data });
}

const numbers = (x: Operand): number[] => Array.from(x.data);

beforeEach(() => {
  clearSession();
  setRandomSeed(3);
});

describe("a layer is a function", () => {
  test("it is applied to tensors at once, and makes its weights", () => {
    const layer = dense(2, { kernelInitializer: "ones" });
    expect(typeof layer).toBe("function");
    expect(layer).toBeInstanceOf(Dense);
    expect(layer.built).toBe(false);
    expect(numbers(layer(counted([2, 3])))).toEqual([3, 3, 12, 12]);
    expect(layer.built).toBe(true);
    expect(layer.weights.map(({ path, shape }) => [path, shape])).toEqual([
      ["dense/kernel", [3, 2]],
      ["dense/bias", [2]],
    ]);
  });

  test("it is applied to symbolic tensors, which keep the batch axis open", () => {
    const layer = flatten();
    const y = dense(5)(layer(input([4, 3])));
    expect(y.shape).toEqual([null, 5]);
    expect(y.node!.layer.name).toBe("dense");
    expect(layer.output.shape).toEqual([null, 12]);
    expect(layer.input.shape).toEqual([null, 4, 3]);
  });

  test("a fixed batch stays fixed", () => {
    expect(dense(5)(input([3], { batchSize: 7 })).shape).toEqual([7, 5]);
  });

  test("S4.22 a layer before it is built can be looked at", () => {
    for (let i = 0; i < 3; i++) dense(1);
    const layer = dense(10);
    expect(String(layer)).toBe("<Dense name=dense_3, built=False>");
    const inspect = Reflect.get(layer, Symbol.for("nodejs.util.inspect.custom")) as () => string;
    expect(inspect.call(layer)).toBe("<Dense name=dense_3, built=False>");
    layer(counted([1, 2]));
    expect(String(layer)).toBe("<Dense name=dense_3, built=True>");
  });

  test("a layer can be the activation of another", () => {
    const layer = dense(1, {
      kernelInitializer: "ones",
      activation: leakyReLU({ negativeSlope: 0.5 }),
    });
    expect(numbers(layer(counted([2, 1], -4)))).toEqual([0, -2]);
  });
});

describe("weights", () => {
  test("are read and set in order, all or none", () => {
    const layer = dense(2);
    layer.ensureBuilt([[null, 3]]);
    const [kernel, bias] = [counted([3, 2]), counted([2], 10)];
    layer.setWeights([kernel, bias]);
    expect(layer.getWeights().map(numbers)).toEqual([numbers(kernel), numbers(bias)]);
    expect(() => layer.setWeights([counted([3, 2], 5), counted([3])])).toThrow(
      "dense: setWeights, dense/bias: expected [2], received [3].",
    );
    expect(() => layer.setWeights([kernel])).toThrow(
      "dense: setWeights: expected 2 weights, received 1.",
    );
    expect(numbers(layer.weights[0]!)).toEqual(numbers(kernel));
    expect(layer.countParams()).toBe(8);
  });

  test("the same seed gives the same bits, whenever they are asked for", () => {
    const draw = (first: number): number[][] => {
      setRandomSeed(11);
      const layers = [dense(3), dense(3), dropout(0.5)];
      layers.slice(0, 2).forEach((layer) => layer.ensureBuilt([[null, 4]]));
      const data = new Map([first, 1 - first].map((i) => [i, numbers(layers[i]!.weights[0]!)]));
      return [data.get(0)!, data.get(1)!, numbers(layers[2]!.variables[0]!)];
    };
    const [a, b] = [draw(0), draw(1)];
    expect(a).toEqual(b);
    expect(a[0]).not.toEqual(a[1]);
  });

  test("trainable false moves all weights to those that are not trained", () => {
    const layer = batchNormalization();
    layer.ensureBuilt([[null, 3]]);
    const names = (list: readonly Variable[]): string[] => list.map(({ name }) => name);
    expect(names(layer.trainableWeights)).toEqual(["gamma", "beta"]);
    expect(names(layer.nonTrainableWeights)).toEqual(["moving_mean", "moving_variance"]);
    layer.trainable = false;
    expect(layer.trainableWeights).toEqual([]);
    expect(names(layer.nonTrainableWeights)).toEqual([
      "gamma",
      "beta",
      "moving_mean",
      "moving_variance",
    ]);
    expect(layer.getConfig()["trainable"]).toBe(false);
  });

  test("counters of random draws are variables, not weights", () => {
    const layer = dropout(0.5);
    expect(layer.weights).toEqual([]);
    expect(layer.variables.map(({ path }) => path)).toEqual(["dropout/seed_generator_state"]);
  });

  test("the penalty of a frozen weight does not count", () => {
    const layer = dense(1, { kernelInitializer: "ones", kernelRegularizer: "l2" });
    layer(counted([1, 3]));
    expect(layer.regularizationLosses().map((loss) => loss.item())).toEqual([expect.closeTo(0.03)]);
    layer.trainable = false;
    expect(layer.regularizationLosses()).toEqual([]);
  });

  test("constraints are found by weight", () => {
    const layer = dense(1, { kernelConstraint: "non_neg" });
    layer.ensureBuilt([[null, 2]]);
    expect([...layer.constraints().keys()]).toEqual([layer.weights[0]]);
  });
});

describe("layers of the lectures", () => {
  test("S4.27 a leaky rectifier of slope 0.2 behind a linear layer", () => {
    const own = sequential([
      input([2]),
      dense(2, { kernelInitializer: "identity" }),
      leakyReLU({ negativeSlope: 0.2 }),
    ]);
    const x = eager({ shape: [2, 2], dtype: "float32", data: [-1, 2, 0, -5] });
    expect(numbers(own(x))).toEqual([Math.fround(-0.2), 2, 0, -1]);
  });

  test("S4.28 batch normalisation: the batch in training, moving averages else, nothing moves while frozen", () => {
    const layer = batchNormalization();
    const x = eager({ shape: [4, 1], dtype: "float32", data: [1, 2, 3, 6] }); // mean 3, variance 3.5
    const deviation = Math.sqrt(3.5 + 1e-3);
    const trained = numbers(layer(x, { training: true }));
    expect(trained).toEqual([-2, -1, 0, 3].map((d) => expect.closeTo(d / deviation, 6)));
    const moving = (): number[] => [layer.movingMean.item(), layer.movingVariance.item()];
    const after = [expect.closeTo(0.03, 7), expect.closeTo(0.99 + 0.035, 6)];
    expect(moving()).toEqual(after);
    const scale = Math.sqrt(1.025 + 1e-3);
    expect(numbers(layer(x))).toEqual(
      [1, 2, 3, 6].map((v) => expect.closeTo((v - 0.03) / scale, 5)),
    );
    expect(moving()).toEqual(after);
    layer.trainable = false;
    expect(numbers(layer(x, { training: true }))).toEqual(numbers(layer(x)));
    expect(moving()).toEqual(after);
    const first = sequential([
      input([3]),
      batchNormalization(),
      dense(2),
      activation("elu"),
      batchNormalization(),
    ]);
    expect(first.outputShape).toEqual([null, 2]);
  });

  test("S4.78 reshape to [28, 28], and with -1 for what is left", () => {
    const x = counted([2, 784]);
    const y = reshape([28, 28])(x);
    expect(y.shape).toEqual([2, 28, 28]);
    expect(numbers(y)).toEqual(numbers(x));
    expect(reshape([-1, 14])(x).shape).toEqual([2, 56, 14]);
    expect(reshape([-1])(input([4, 3])).shape).toEqual([null, 12]);
  });

  test("rescaling of bytes gives floats", () => {
    const bytes = eager({ shape: [1, 3], dtype: "uint8", data: [0, 51, 255] });
    const y = rescaling(1 / 255)(bytes);
    expect([y.dtype, numbers(y)]).toEqual(["float32", [0, expect.closeTo(0.2), 1]]);
  });
});

describe("noise", () => {
  const ones = eager({
    shape: [1, 4000],
    dtype: "float32",
    data: Array.from({ length: 4000 }, () => 1),
  });
  const meanOf = (data: readonly number[]): number =>
    data.reduce((sum, x) => sum + x, 0) / data.length;

  test("dropout drops its share and scales the rest, another mask at each step, none without training", () => {
    const layer = dropout(0.2);
    const [first, second] = [layer(ones, { training: true }), layer(ones, { training: true })].map(
      numbers,
    );
    expect(new Set(first)).toEqual(new Set([0, 1.25]));
    expect(first!.filter((x) => x === 0).length / 4000).toBeCloseTo(0.2, 1);
    expect(Math.abs(first!.filter((x) => x === 0).length - 800)).toBeLessThan(
      5 * Math.sqrt(4000 * 0.2 * 0.8),
    );
    expect(second).not.toEqual(first);
    expect(numbers(layer(ones))).toEqual(numbers(ones));
  });

  test("dropout with a seed of its own repeats its sequence, not its mask", () => {
    const run = (): number[][] => {
      const layer = dropout(0.5, { seed: 5 });
      return [1, 2].map(() => numbers(layer(ones, { training: true })));
    };
    const [a, b] = [run(), run()];
    expect(a).toEqual(b);
    expect(a[0]).not.toEqual(a[1]);
  });

  test("noiseShape shares the mask along an axis", () => {
    const layer = dropout(0.5, { noiseShape: [null, 1, null] });
    const x = eager({
      shape: [2, 3, 8],
      dtype: "float32",
      data: Array.from({ length: 48 }, () => 1),
    });
    const y = numbers(layer(x, { training: true }));
    expect(y.slice(0, 8)).toEqual(y.slice(8, 16));
    expect(y.slice(0, 8)).toEqual(y.slice(16, 24));
    expect(y.slice(0, 8)).not.toEqual(y.slice(24, 32));
  });

  test("gaussianNoise adds noise of its deviation, gaussianDropout multiplies with it", () => {
    const noise = numbers(gaussianNoise(0.3)(ones, { training: true })).map((x) => x - 1);
    const factor = numbers(gaussianDropout(0.2)(ones, { training: true })).map((x) => x - 1);
    for (const [data, deviation] of [
      [noise, 0.3],
      [factor, 0.5],
    ] as const) {
      expect(Math.abs(meanOf(data))).toBeLessThan((5 * deviation) / Math.sqrt(4000));
      const found = Math.sqrt(meanOf(data.map((x) => x * x)));
      expect(Math.abs(found - deviation)).toBeLessThan((5 * deviation) / Math.sqrt(2 * 4000));
    }
    expect(numbers(gaussianNoise(0.3)(ones))).toEqual(numbers(ones));
    expect(numbers(gaussianDropout(0.2)(ones))).toEqual(numbers(ones));
  });
});

test("merging layers are applied at once by their functions, too", () => {
  const [x, y] = [counted([2, 2]), counted([2, 2], 10)];
  expect(numbers(add([x, y]))).toEqual([0, 11, 22, 33]);
  expect(numbers(subtract()([x, y]))).toEqual([0, -9, -18, -27]);
  expect(concatenate([x, y], { axis: 0 }).shape).toEqual([4, 2]);
  expect(concatenate([input([2]), input([3])]).shape).toEqual([null, 5]);
});

class DenseTranspose extends Layer<LayerOptions & { dense: Dense; activation?: ActivationLike }> {
  static override readonly className = "DenseTranspose";
  bias!: Variable;

  override build(): void {
    this.bias = this.addWeight("bias", [this.options.dense.kernel.shape[0]!], "zeros");
  }

  override call(x: Operand): Operand {
    const kernel = this.read(this.options.dense.kernel, x);
    return getActivation(this.options.activation)(plus(matmul(x, transpose(kernel)), this.bias));
  }
}

test("S4.92 a layer of one's own in under 20 lines, with tied weights, saved and loaded", () => {
  registerSerializable("lab>DenseTranspose", DenseTranspose);
  const first = dense(2, { kernelInitializer: "ones" });
  const own = sequential([
    input([3]),
    first,
    new DenseTranspose({ dense: first, activation: "relu", name: "back" }),
  ]);
  expect(own.outputShape).toEqual([null, 3]);
  expect(own.countParams()).toBe(3 * 2 + 2 + 3);
  expect(numbers(own(counted([1, 3])))).toEqual([6, 6, 6]);
  const saved = own.toJSON();
  expect(JSON.parse(JSON.stringify(saved)).config.layers[2]).toMatchObject({
    module: null,
    class_name: "DenseTranspose",
    registered_name: "lab>DenseTranspose",
    config: { name: "back", activation: "relu", dense: { class_name: "Dense" } },
  });
  const loaded = deserialize(JSON.parse(JSON.stringify(own.layers[1])));
  expect(loaded).toBeInstanceOf(DenseTranspose);
  expect((loaded as DenseTranspose).options.dense).toBeInstanceOf(Dense);
  expect(loaded.countParams()).toBe(own.countParams());
});

class Residual extends Layer<LayerOptions & { units: number }> {
  static override readonly className = "Residual";
  readonly first = dense(this.options.units);
  readonly rest = [dense(this.options.units), batchNormalization()];

  override call(x: Operand): Operand {
    return plus(
      x,
      this.rest.reduce((y, layer) => layer(y), this.first(x)),
    );
  }
}

test("layers in the fields of a layer are found, with their weights", () => {
  const own = new Residual({ units: 4 });
  own(counted([2, 4]));
  expect(own.countParams()).toBe(2 * 20 + 16);
  expect(own.weights[0]!.path).toBe("residual/dense/kernel");
  own.trainable = false;
  expect(own.rest[1]!.trainable).toBe(false);
  expect(own.trainableWeights).toEqual([]);
});

describe("errors", () => {
  const table: readonly (readonly [title: string, make: () => unknown, message: string])[] = [
    ["units of 0", () => dense(0), "dense: expected units to be a whole number of 1 or more, received 0."],
    ["units of 2.5", () => dense(2.5), "dense: expected units to be a whole number of 1 or more, received 2.5."],
    ["an unknown activation", () => dense(1, { activation: "rellu" as never }), 'dense: expected a known activation, received "rellu". Did you mean "relu"?'],
    ["Keras's spelling", () => dense(1, { use_bias: false } as never), 'dense: expected options in camelCase, received "use_bias". Write "useBias".'],
    ["an option that does not exist", () => dense(1, { usesBias: true } as never), 'dense: expected a known option, received "usesBias". Did you mean "useBias"?'],
    ["an unknown initializer", () => dense(1, { kernelInitializer: "he_norm" as never })(input([2])), 'dense: expected a known initializer, received "he_norm". Did you mean "he_normal"?'],
    ["an unknown regularizer", () => dense(1, { kernelRegularizer: "l3" as never })(input([2])), 'dense: expected a known regularizer, received "l3"'],
    ["rank 1", () => dense(1)(counted([784])), "dense: expected an input of rank 2 or more, received [784]. Add a batch axis: x.reshape([1, 784])."],
    ["another width", () => { const d = dense(1); d(counted([1, 3])); d(counted([1, 4])); }, "dense: expected 3 entries on axis -1, received [1, 4]."],
    ["an open last axis", () => dense(1)(input([null])), "dense: expected a known last extent, received [None, None]."],
    ["no tensor", () => dense(1)([1, 2] as never), 'dense: expected tensors, or what input() gives, received number, number. Wrap arrays with tensor(x) from "hornet".'],
    ["a rate above 1", () => dropout(20), "dropout: expected a rate between 0 and 1, received 20."],
    ["a rate of 1", () => gaussianDropout(1), "gaussian_dropout: expected a rate of 0 or more, below 1, received 1."],
    ["a negative deviation", () => gaussianNoise(-1), "gaussian_noise: expected a standard deviation of 0 or more, received -1."],
    ["a negative slope", () => leakyReLU({ negativeSlope: -1 }), "leaky_re_lu: expected a negativeSlope of 0 or more, received -1."],
    ["sizes that do not fit", () => reshape([3, 4])(input([10])), "reshape: expected 10 elements per sample"],
    ["axes that are no order", () => permute([0, 1]), "permute: expected each axis from 1 on once, such as [2, 1], received [0, 1]. The batch axis is not counted."],
    ["the wrong rank", () => repeatVector(3)(input([2, 2])), "repeat_vector: expected an input of rank 2, received [None, 2, 2]."],
    ["shapes that do not broadcast", () => add([input([2]), input([3])]), "add"],
    ["three inputs to subtract", () => subtract([input([2]), input([2]), input([2])]), "subtract: expected two inputs, received 3."],
    ["one input to add", () => add()(input([2])), "add: expected a list of two or more inputs, received one of rank 2."],
    ["an axis that is not there", () => layerNormalization({ axis: 5 })(input([2])), "layer_normalization: expected an axis between -2 and 1, received 5."],
    ["a renormalising batch normalisation", () => batchNormalization({ renorm: true } as never), "batch_normalization: expected renorm to be false, received true."],
    ["a dtype that is none", () => dense(1, { dtype: "float61" }), 'dense: expected a known dtype policy, received "float61". Did you mean "float64"?'],
    ["an input of negative extent", () => input([-1]), "input: expected a list of extents without the batch axis, such as [28, 28], received [-1]."],
    ["the output of a layer that was not used", () => dense(1).output, "dense: output: expected a layer that is part of a model, received one that was never called."],
    ["a registered name without package", () => registerSerializable("Mine", DenseTranspose), 'registerSerializable: expected a name such as "package>DenseTranspose", received "Mine".'],
    ["saving a function of one's own", () => JSON.stringify(dense(1, { activation: (x) => x })), "dense: activation: expected the name of an activation, so that it can be saved, received a function."],
  ]; // prettier-ignore
  for (const [title, make, message] of table) test(title, () => expect(make).toThrow(message));
});

test("the path of layers stands in front", () => {
  expect(() =>
    sequential(
      [
        input([6]),
        dense(4),
        sequential([dense(3), reshape([2, 2], { name: "r" })], { name: "inner" }),
      ],
      { name: "mnist" },
    ),
  ).toThrow(/^mnist > inner > r \(reshape\): expected 3 elements per sample/);
});

test("errors of ops inside a layer get its path", () => {
  class Broken extends Layer {
    static override readonly className = "Broken";
    override call(x: Operand): Operand {
      return matmul(x, new Variable({ name: "w", shape: [9, 9] }));
    }
  }
  expect(() => sequential([input([6]), new Broken({ name: "dd" })], { name: "d" })).toThrow(
    /^d > dd \(broken\) > matmul: expected \[m, k\] x \[k, n\], received \[2, 6\] x \[9, 9\]/,
  );
});

test("the trial traces that find shapes leave no losses behind", () => {
  const graph = newGraph();
  const layer = dense(2, { activityRegularizer: "l2" });
  layer(input([3]));
  layer(graph.parameter("x", [4, 3], "float32"));
  expect(graph.losses).toHaveLength(1);
});
