import { dense, input, type Layer } from "hornet/layers";
import { readGoldens } from "../../test/golden/support.ts";
import { tensor } from "../eager/tensor.ts";
import { sequential, type Sequential } from "../models/sequential.ts";
import type { Tensor } from "../tensor/tensor.ts";
import type { CompileOptions } from "./compiled.ts";

/** Rows of two numbers and the number of one of three classes each, the same ones every time. */
export function threeClasses(rows: number): { x: Tensor; y: Tensor } {
  const x = Float32Array.from({ length: 2 * rows }, (_, i) => Math.sin(1 + 1.7 * i));
  const y = Int32Array.from({ length: rows }, (_, i) =>
    x[2 * i]! > 0.3 ? 2 : x[2 * i + 1]! > 0 ? 1 : 0,
  );
  return { x: tensor(x, { shape: [rows, 2] }), y: tensor(y) };
}

/** A classifier [n, 2] -> [n, 3], compiled; `layers` stand before the last one. */
export function classifier(
  layers: readonly Layer[] = [],
  options: CompileOptions = {},
): Sequential {
  const model = sequential([input([2]), ...layers, dense(3, { activation: "softmax" })]);
  model.compile({
    optimizer: "sgd",
    loss: "sparse_categorical_crossentropy",
    metrics: ["accuracy"],
    ...options,
  });
  return model;
}

/** A line y = w x + b, compiled for the squared error. */
export function line(options: CompileOptions = {}): Sequential {
  const model = sequential([input([1]), dense(1)]);
  model.compile({ optimizer: "sgd", loss: "mse", ...options });
  return model;
}

/** The bits of all weights. */
export function bitsOf(model: { getWeights(): readonly Tensor[] }): string {
  return model
    .getWeights()
    .map(({ data }) => Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString("hex"))
    .join(" ");
}

/** A case of the goldens of callbacks. */
export function callbackGolden(name: string): unknown {
  return readGoldens<{ readonly name: string }>("callbacks").find((one) => one.name === name);
}
