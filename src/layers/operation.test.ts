import { expect, test } from "vitest";
import { deserialize, setEngine, tensor, model, sequential } from "hornet";
import { dense, input, registerOps } from "hornet/layers";
import * as ops from "hornet/ops";
import { clearSession } from "../base/names.ts";

test("ops on what input() gives are layers of the model, and compute what they compute on tensors", async () => {
  setEngine("reference");
  clearSession();
  const x = input([4]);
  const rectified = ops.relu(x);
  const total = ops.sum(rectified, { axis: 1, keepdims: true });
  const [first, second] = ops.split(ops.multiply(ops.add(rectified, total), 2), 2, { axis: 1 });
  const y = ops.concatenate([second!, first!], { axis: -1 });
  const net = model({ inputs: x, outputs: y });
  expect(net.layers.map(({ name, className }) => `${name} ${className}`)).toEqual([
    "input_layer InputLayer",
    "relu Relu",
    "sum Sum",
    "add Add",
    "multiply Multiply",
    "split Split",
    "concatenate Concatenate",
  ]);
  expect(y.shape).toEqual([null, 4]);
  const data = tensor([
    [1, -2, 3, 4],
    [-1, -1, 2, 0.5],
  ]);
  const found = await net.predict(data);
  expect(found.array()).toEqual([
    [22, 24, 18, 16],
    [9, 6, 5, 5],
  ]);
});

test("an op in a model keeps constants, follows the batch and trains", async () => {
  setEngine("reference");
  clearSession();
  const x = input([3, 2]);
  const flat = ops.reshape(x, [-1, 6]);
  expect(flat.shape).toEqual([null, 6]);
  const scaled = ops.multiply(flat, tensor([1, 2, 3, 4, 5, 6]));
  const net = model({ inputs: x, outputs: dense(1)(scaled) });
  net.compile({ loss: "mse", optimizer: "sgd" });
  const data = tensor(new Float32Array(30).fill(0.1), { shape: [5, 3, 2] });
  const history = await net.fit(data, new Float32Array(5), { epochs: 2, verbose: 0, batchSize: 2 });
  expect(history.history["loss"]![1]!).toBeLessThan(history.history["loss"]![0]!);
});

test("models with ops are saved as Keras saves them, and loaded where ops are registered", async () => {
  clearSession();
  const [x, y] = [input([3, 4], { name: "x" }), input([3, 4], { name: "y" })];
  const scaled = ops.add(ops.multiply(x, 2), ops.multiply(y, tensor([1, 2, 3, 4])));
  const mean = ops.mean(scaled, { axis: 1, keepdims: true });
  const [left] = ops.split(ops.subtract(scaled, mean), 2, { axis: -1 });
  const flat = ops.reshape(
    ops.concatenate([left!, ops.getItem(y, ["...", { slice: [1, 3] }])], { axis: -1 }),
    [-1, 12],
  );
  const product = ops.einsum("bi,bi->b", flat, flat);
  const net = model({ inputs: [x, y], outputs: dense(2)(ops.expandDims(product, -1)) });
  const saved = JSON.parse(JSON.stringify(net)) as {
    config: { layers: Record<string, unknown>[] };
  };
  const named = Object.fromEntries(saved.config.layers.map((layer) => [layer["name"], layer]));
  expect(named["mean"]).toEqual({
    module: "keras.src.ops.numpy",
    class_name: "Mean",
    config: { name: "mean", axis: 1, keepdims: true },
    registered_name: "Mean",
    name: "mean",
    inbound_nodes: [
      {
        args: [
          {
            class_name: "__keras_tensor__",
            config: { shape: [null, 3, 4], dtype: "float32", keras_history: ["add", 0, 0] },
          },
        ],
        kwargs: {},
      },
    ],
  });
  expect(named["reshape"]!["config"]).toEqual({ name: "reshape", newshape: [-1, 12] });
  expect((named["multiply"]!["inbound_nodes"] as { args: unknown[] }[])[0]!.args[1]).toBe(2);
  expect(() => deserialize(saved)).toThrow(/registerOps\(ops\)/u);
  registerOps(ops);
  const loaded = deserialize(saved) as typeof net;
  expect(JSON.parse(JSON.stringify(loaded))).toEqual(saved);
  loaded.setWeights(net.getWeights());
  const data = [0, 1].map((k) =>
    tensor(
      Float32Array.from({ length: 24 }, (_, i) => Math.sin(i + k)),
      { shape: [2, 3, 4] },
    ),
  );
  expect((await loaded.predict(data, { verbose: 0 })).array()).toEqual(
    (await net.predict(data, { verbose: 0 })).array(),
  );
});

test("ops stand for the activations of their names", () => {
  const net = sequential([input([2]), dense(2, { activation: ops.relu })]);
  expect(JSON.stringify(net)).toContain('"activation":"relu"');
});
