import { afterEach, beforeEach, describe, expect, test } from "vitest";
import {
  clearSession,
  deserialize,
  dtypePolicy,
  model,
  sequential,
  setDtypePolicy,
  setEngine,
  setRandomSeed,
  tensor,
  Model,
  type Operand,
  type StepBatch,
  type StepTools,
} from "hornet";
import * as words from "hornet/layers";
import type { Layer } from "hornet/layers";
import { constant } from "hornet/initializers";
import { Mean } from "hornet/metrics";
import { LossScaleOptimizer, sgd } from "hornet/optimizers";
import * as ops from "hornet/ops";

beforeEach(() => {
  clearSession();
  setRandomSeed(2);
});
afterEach(() => {
  setDtypePolicy("float32");
  setEngine("auto");
});

const close = (found: ArrayLike<number>, wanted: readonly number[], tolerance: number): void => {
  expect(found.length).toBe(wanted.length);
  wanted.forEach((x, i) =>
    expect(Math.abs(found[i]! - x), `[${i}]: ${found[i]}, not ${x}`).toBeLessThanOrEqual(
      tolerance * (1 + Math.abs(x)),
    ),
  );
};

/** Results of Keras 3.15 on JAX: `Dense(2, activation="tanh")` with kernel 0.1 and bias 0.3 on linspace(-1, 1, 12). */
const x12 = tensor(
  Array.from({ length: 4 }, (_, i) => [0, 1, 2].map((j) => -1 + (2 * (3 * i + j)) / 11)),
);
const kerasDense = {
  mixed_float16: [
    "float16",
    "float32",
    [0.05462646484375, 0.21484375, 0.3642578125, 0.4970703125],
    0.10000000149011612,
  ],
  mixed_bfloat16: [
    "bfloat16",
    "float32",
    [0.0556640625, 0.21484375, 0.365234375, 0.498046875],
    0.10000000149011612,
  ],
  float16: [
    "float16",
    "float16",
    [0.05462646484375, 0.21484375, 0.3642578125, 0.4970703125],
    0.0999755859375,
  ],
  bfloat16: [
    "bfloat16",
    "bfloat16",
    [0.0556640625, 0.21484375, 0.365234375, 0.498046875],
    0.10009765625,
  ],
} as const;

describe.each(Object.keys(kerasDense) as (keyof typeof kerasDense)[])("%s", (policy) => {
  const [computed, kept, outputs, kernel] = kerasDense[policy];
  const options = {
    activation: "tanh",
    kernelInitializer: constant(0.1),
    biasInitializer: constant(0.3),
  } as const;

  test("dense computes and keeps its weights as Keras does", () => {
    setDtypePolicy(policy);
    const layer = words.dense(2, options);
    const y = layer(x12);
    expect(y.dtype).toBe(computed);
    expect(layer.weights.map(({ dtype }) => dtype)).toEqual([kept, kept]);
    expect([...new Set(layer.weights[0]!.data)]).toEqual([kernel]);
    close(
      y.data,
      outputs.flatMap((own) => [own, own]),
      policy.includes("bfloat16") ? 4e-3 : 5e-4,
    );
  });

  test("a layer is told its own, which is saved and loaded", () => {
    const layer = words.dense(2, { ...options, dtype: policy });
    expect(layer(x12).dtype).toBe(computed);
    const saved = JSON.parse(JSON.stringify(layer)) as ReturnType<Layer["toJSON"]>;
    expect(saved.config["dtype"]).toEqual({
      module: "keras",
      class_name: "DTypePolicy",
      config: { name: policy },
      registered_name: null,
    });
    const loaded = deserialize(saved);
    expect(loaded.dtypePolicy.name).toBe(policy);
    expect(loaded(x12).dtype).toBe(computed);
    expect(words.dense(2).dtypePolicy.name).toBe("float32");
  });

  test.each(["reference", "wasm"] as const)(
    "models train on %s, and predict in its dtype",
    async (engine) => {
      setEngine(engine);
      setDtypePolicy(policy);
      const net = sequential([
        words.input([6, 2]),
        words.lstm(4),
        words.batchNormalization(),
        words.dense(1),
      ]);
      net.compile({ loss: "mse", optimizer: sgd({ learningRate: 0.05 }) });
      const x = tensor(
        Float32Array.from({ length: 7 * 12 }, (_, i) => Math.sin(i)),
        { shape: [7, 6, 2] },
      );
      const y = tensor(
        Float32Array.from({ length: 7 }, (_, i) => Math.cos(i)),
        { shape: [7, 1] },
      );
      const { history } = await net.fit(x, y, { epochs: 12, batchSize: 4, verbose: 0 });
      expect(history["loss"]!.at(-1)!).toBeLessThan(history["loss"]![0]! * 0.9);
      const predicted = await net.predict(x, { verbose: 0 });
      expect(predicted.dtype).toBe(computed);
      expect(net.weights.map(({ dtype }) => dtype)).toEqual(net.weights.map(() => kept));
      const loaded = deserialize(JSON.parse(JSON.stringify(net))) as Model;
      loaded.setWeights(net.getWeights());
      expect((await loaded.predict(x, { verbose: 0 })).array()).toEqual(predicted.array());
    },
  );
});

/** First results of Keras 3.15 on JAX under "mixed_float16", for sin(0), sin(1), ... as [2, 4, 3]. */
const kerasLayers: readonly (readonly [string, () => Layer, readonly number[]])[] = [
  [
    "batchNormalization",
    () => words.batchNormalization(),
    [0, 0.8408203125, 0.90869140625, 0.1409912109375],
  ],
  [
    "layerNormalization",
    () => words.layerNormalization(),
    [-1.4072265625, 0.62158203125, 0.78515625, 1.3896484375],
  ],
  [
    "groupNormalization",
    () => words.groupNormalization({ groups: 1 }),
    [-0.0484619140625, 1.1416015625, 1.2373046875, 0.151123046875],
  ],
  [
    "rmsNormalization",
    () => words.rmsNormalization(),
    [0, 1.1767578125, 1.271484375, 0.19873046875],
  ],
  [
    "unitNormalization",
    () => words.unitNormalization(),
    [0, 0.67919921875, 0.73388671875, 0.11480712890625],
  ],
  ["softmax", () => words.softmax(), [0.17236328125, 0.399658203125, 0.427734375, 0.57470703125]],
  ["rescaling", () => words.rescaling(0.5), [0, 0.420654296875, 0.45458984375, 0.070556640625]],
  [
    "normalization",
    () => words.normalization({ mean: [1, 2, 3], variance: [1, 4, 9] }),
    [-1, -0.5791015625, -0.6962890625, -0.85888671875],
  ],
  ["flatten", () => words.flatten(), [0, 0.84130859375, 0.9091796875, 0.14111328125]],
  [
    "averagePooling1d",
    () => words.averagePooling1d(2),
    [0.070556640625, 0.042236328125, -0.02490234375, 0.06640625],
  ],
];

test.each(kerasLayers)("%s under mixed_float16 has Keras's numbers", (_, make, wanted) => {
  setDtypePolicy("mixed_float16");
  const x = tensor(
    Float32Array.from({ length: 24 }, (_, i) => Math.sin(i)),
    { shape: [2, 4, 3] },
  );
  const layer = make();
  const y = layer(x);
  expect(y.dtype).toBe("float16");
  expect(layer.weights.map(({ dtype }) => dtype)).toEqual(layer.weights.map(() => "float32"));
  close(y.data.subarray(0, 4), wanted, 1e-3);
});

/** Four epochs of Keras 3.15 on JAX: losses, and the last weights. */
const trainings = {
  mixed_float16: [[0.7165712118148804, 0.5503185987472534, 0.5294286012649536, 0.5236258506774902], [0.2382553219795227, 0.19942472875118256, 0.18446046113967896], 0.01730346865952015, 0.4200606942176819, -0.14393311738967896],
  mixed_bfloat16: [[0.716855525970459, 0.5500673055648804, 0.5293484330177307, 0.522994875907898], [0.23812255263328552, 0.19965820014476776, 0.18476560711860657], 0.01743164099752903, 0.4204650819301605, -0.14423829317092896],
} as const; // prettier-ignore

describe.each(["mixed_float16", "mixed_bfloat16"] as const)("training under %s", (policy) => {
  const [losses, kernel, bias, second, last] = trainings[policy];
  test.each(["reference", "wasm"] as const)("follows Keras on %s", async (engine) => {
    setEngine(engine);
    setDtypePolicy(policy);
    const net = sequential([
      words.input([3]),
      words.dense(4, {
        activation: "relu",
        kernelInitializer: constant(0.25),
        biasInitializer: constant(0.1),
      }),
      words.dense(1, { kernelInitializer: constant(0.5) }),
    ]);
    net.compile({ loss: "mse", optimizer: sgd({ learningRate: 0.1 }), metrics: ["mae"] });
    expect(net.optimizer instanceof LossScaleOptimizer).toBe(policy === "mixed_float16");
    const x = tensor(
      Float32Array.from({ length: 24 }, (_, i) => Math.sin(i * 0.7)),
      { shape: [8, 3] },
    );
    const y = tensor(
      Float32Array.from({ length: 8 }, (_, i) => Math.cos(i)),
      { shape: [8, 1] },
    );
    const { history } = await net.fit(x, y, {
      epochs: 4,
      batchSize: 4,
      shuffle: false,
      verbose: 0,
    });
    const tolerance = policy === "mixed_float16" ? 3e-4 : 2e-3;
    close(history["loss"]!, losses, tolerance);
    const [w1, b1, w2, b2] = net.getWeights();
    close(
      w1!.data,
      kernel.flatMap((own) => [own, own, own, own]),
      tolerance,
    );
    close(b1!.data, [bias, bias, bias, bias], tolerance);
    close(w2!.data, [second, second, second, second], tolerance);
    close(b2!.data, [last], tolerance);
    expect(w1!.dtype).toBe("float32");
  });
});

test("small gradients survive with a scaled loss, and vanish without", async () => {
  setDtypePolicy("mixed_float16");
  const run = async (autoScaleLoss: boolean): Promise<number> => {
    const net = sequential([
      words.input([1]),
      words.dense(1, { kernelInitializer: "ones", useBias: false }),
    ]);
    // The gradient of the output is 2⁻²⁶, below the smallest float16.
    const loss = (_: Operand, y: Operand): Operand => ops.multiply(y, 2 ** -26);
    net.compile({ loss, optimizer: sgd({ learningRate: 2 ** 20 }), autoScaleLoss });
    await net.fit(tensor([[1]]), tensor([[0]]), { verbose: 0 });
    return net.getWeights()[0]!.item();
  };
  expect(await run(true)).toBe(1 - 2 ** -6);
  expect(await run(false)).toBe(1);
});

test("gradients in a step of one's own are those of the loss, however it is scaled", async () => {
  class Plain extends Model {
    readonly head = words.dense(1, { kernelInitializer: constant(0.5) });
    override call(x: Operand): Operand {
      return this.head(x);
    }
  }
  const sizes: number[] = [];
  class Own extends Plain {
    override trainStep({ inputs }: StepBatch, tools: StepTools): void {
      const loss = tools.loss(this.callList(inputs, true));
      const found = tools.gradients(loss);
      this.seen.updateState(ops.sum(ops.absolute(found[0]!)));
      tools.applyGradients(found.map((gradient, i) => [gradient, this.trainableWeights[i]!]));
    }
    readonly seen = new Mean({ name: "seen" });
    override get metrics(): readonly Mean[] {
      return [this.seen];
    }
  }
  const weights = await Promise.all(
    [Plain, Own].map(async (Class) => {
      setDtypePolicy("mixed_float16");
      const net = new Class();
      net.compile({ loss: "mse", optimizer: sgd({ learningRate: 0.25 }) });
      const logs = await net.trainOnBatch(tensor([[1], [2]]), tensor([[1], [1]]));
      if ("seen" in logs) sizes.push(logs["seen"]);
      return net.getWeights().map((weight) => weight.array());
    }),
  );
  expect(weights[1]).toEqual(weights[0]);
  // d/dw of ((0.5 - 1)² + (1 - 1)²) / 2 is -0.5.
  expect(sizes).toEqual([0.5]);
});

test("a functional model may mix policies; inputs stay float32, results of a float32 layer are float32", async () => {
  setDtypePolicy("mixed_float16");
  expect(dtypePolicy()).toBe("mixed_float16");
  const x = words.input([3]);
  const hidden = words.dense(2)(x);
  const y = words.dense(1, { dtype: "float32" })(hidden);
  expect([x.dtype, hidden.dtype, y.dtype]).toEqual(["float32", "float16", "float32"]);
  const net = model({ inputs: x, outputs: y });
  expect((await net.predict(tensor([[1, 2, 3]]), { verbose: 0 })).dtype).toBe("float32");
  expect(words.identity()(tensor([1, 2], { dtype: "int32" })).dtype).toBe("int32");
});

test("float64 computes on the reference engine", async () => {
  setEngine("reference");
  const layer = words.dense(1, {
    dtype: "float64",
    kernelInitializer: constant(0.1),
    useBias: false,
  });
  const y = layer(tensor([[1, 1, 1]]));
  expect([y.dtype, y.item()]).toEqual(["float64", 0.1 + 0.1 + 0.1]);
  const net = sequential([words.input([3]), layer]);
  net.compile({ loss: "mse", optimizer: "sgd" });
  await net.fit(tensor([[1, 1, 1]]), tensor([[1]]), { verbose: 0 });
  expect(layer.weights[0]!.dtype).toBe("float64");
  setEngine("wasm");
  await expect(net.predict(tensor([[1, 1, 1]]), { verbose: 0 })).rejects.toThrow(
    /float64.*reference/u,
  );
});

test("wrong policies are told", () => {
  expect(() => setDtypePolicy("mixed_float61" as never)).toThrow(/Did you mean "mixed_float16"/u);
  expect(() => words.dense(1, { dtype: "half" })).toThrow(
    /dense: expected a known dtype policy, received "half"/u,
  );
});
