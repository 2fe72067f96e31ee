import { expect, test } from "vitest";
import { setEngine, tensor, model, sequential } from "hornet";
import { dense, input } from "hornet/layers";
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

test("an op whose answer is no tensor, and a model that is saved, say what to do", () => {
  const x = input([4]);
  const net = model({ inputs: x, outputs: ops.tanh(x) });
  expect(() => JSON.stringify(net)).toThrow(/Put it into the call of a layer of your own/u);
});

test("ops stand for the activations of their names", () => {
  const net = sequential([input([2]), dense(2, { activation: ops.relu })]);
  expect(JSON.stringify(net)).toContain('"activation":"relu"');
});
