import { fail, failUnknownName } from "../base/errors.ts";
import { sizeOf } from "../base/shape.ts";
import { Tensor, toTensor, type TensorLike } from "../tensor/tensor.ts";
import type { Compiled } from "./compiled.ts";
import {
  checkFinite,
  commonRows,
  fitToSlot,
  numbersOf,
  toTensors,
  type DataLike,
  type InputLike,
} from "./data.ts";
import type { TrainableModel } from "./model.ts";
import { checkBatch } from "./batches.ts";
import type { RunData } from "./trainer.ts";

/** Inputs as the model wants them: converted, of the right shape, finite. Builds the model if it must be. */
export function checkInputs(where: string, model: TrainableModel, x: InputLike): Tensor[] {
  const numbers = model.prepareInputs(where, x);
  const tensors = toTensors(`${where}: x`, numbers, model.inputSlots);
  tensors.forEach((tensor, i) => checkFinite(name(`${where}: x`, i, tensors.length), tensor));
  const fitted = tensors.map((tensor, i) =>
    fitToSlot(
      `${model.name}: ${where}: ${name("x", i, tensors.length)}`,
      tensor,
      model.inputSlots[i]!,
    ),
  );
  model.ensureBuilt(fitted.map(({ shape }) => [null, ...shape.slice(1)]));
  model.checkInputs(where, fitted);
  return fitted;
}

const name = (word: string, i: number, count: number): string =>
  count === 1 ? word : `${word}[${i}]`;

/** Inputs, targets and weights, checked against the model and its losses. Nothing is changed yet but the model's weights made. */
export function checkData(
  where: string,
  model: TrainableModel,
  compiled: Compiled,
  parts: {
    readonly x: InputLike;
    readonly y: DataLike;
    readonly sampleWeight?: DataLike | undefined;
  },
): RunData {
  const inputs = checkInputs(where, model, parts.x);
  const targets = toTensors(
    `${where}: y`,
    parts.y,
    model.outputSlots.map((slot) => ({ name: slot.name, shape: undefined })),
  );
  const names = model.outputSlots.map((slot) => slot.name);
  const weights =
    parts.sampleWeight === undefined
      ? []
      : weightsOf(where, parts.sampleWeight, names, targets[0]!.shape[0]!);
  const rows = commonRows(where, [
    ...inputs.map((tensor, i) => ({ name: name("x", i, inputs.length), tensor })),
    ...targets.map((tensor, i) => ({ name: name("y", i, targets.length), tensor })),
    ...weights.map((tensor, i) => ({ name: name("sampleWeight", i, weights.length), tensor })),
  ]);
  targets.forEach((tensor, i) => {
    checkFinite(name(`${where}: y`, i, targets.length), tensor);
    compiled.checkTarget(name(`${where}: y`, i, targets.length), i, tensor, model.outputSlots[i]!);
  });
  return { inputs, targets, weights, rows };
}

/** A batch of a source, checked as `checkData` does; the first one builds the losses and metrics. */
export function checkBatchData(
  where: string,
  model: TrainableModel,
  compiled: Compiled,
  given: unknown,
): RunData {
  const [x, y, sampleWeight] = checkBatch(where, given);
  const data = checkData(where, model, compiled, { x, y, sampleWeight });
  compiled.build(model, data.targets);
  return data;
}

/** What is predicted: inputs alone, of equal numbers of rows. */
export function checkInputData(model: TrainableModel, x: InputLike): RunData {
  const inputs = checkInputs("predict", model, x);
  const rows = commonRows(
    "predict",
    inputs.map((tensor, i) => ({ name: `x[${i}]`, tensor })),
  );
  return { inputs, targets: [], weights: [], rows };
}

/** The weights of the samples: for all outputs, or in a list or by name for each; an output that has none weighs 1. */
function weightsOf(
  where: string,
  source: DataLike,
  names: readonly string[],
  rows: number,
): Tensor[] {
  const isRecord = typeof source === "object" && Object.getPrototypeOf(source) === Object.prototype;
  const isList =
    Array.isArray(source) && names.length > 1 && source.some((part) => typeof part !== "number");
  if (!isRecord && !isList) return [toWeights(where, source as TensorLike)];
  const ones = (): Tensor => new Tensor(new Float32Array(rows).fill(1), [rows], "float32");
  const list: readonly unknown[] = isList ? source : [];
  const spread = isRecord ? source : Object.fromEntries(names.map((own, i) => [own, list[i]]));
  const given = spread as Readonly<Record<string, TensorLike | null | undefined>>;
  const stranger = Object.keys(given).find((own) => !names.includes(own));
  if (stranger !== undefined) failUnknownName(`${where}: sampleWeight`, "output", stranger, names);
  if (isList && list.length !== names.length) {
    fail("data", {
      where: `${where}: sampleWeight`,
      expected: `one entry for each of ${names.join(", ")}`,
      received: `${list.length} entries`,
    });
  }
  return names.map((own) => {
    const part = given[own];
    return part === null || part === undefined
      ? ones()
      : toWeights(`${where}: sampleWeight "${own}"`, part);
  });
}

function toWeights(where: string, source: TensorLike): Tensor {
  const place = where.includes("sampleWeight") ? where : `${where}: sampleWeight`;
  const weights = toTensor(numbersOf(place, source), { dtype: "float32" });
  checkFinite(place, weights);
  return weights;
}

/** One weight per sample from the weights of the classes, times the samples' own. */
export function applyClassWeight(
  data: RunData,
  classWeight: Readonly<Record<number, number>> | undefined,
): RunData {
  if (classWeight === undefined) return data;
  const [target] = data.targets;
  if (target === undefined || data.targets.length !== 1) {
    return fail("option", {
      where: "fit",
      expected: "classWeight with one output",
      received: `${data.targets.length} outputs`,
      advice: "Use sampleWeight",
    });
  }
  if (classWeight instanceof Map) {
    fail("option", {
      where: "fit: classWeight",
      expected: "a plain object, such as { 0: 1, 1: 5 }",
      received: "a Map",
      advice: "Use Object.fromEntries(classWeight)",
    });
  }
  for (const [label, weight] of Object.entries(classWeight)) {
    if (Number.isInteger(Number(label)) && Number.isFinite(weight) && weight >= 0) continue;
    fail("value", {
      where: "fit: classWeight",
      expected: "a finite weight of 0 or more per class number",
      received: `${label}: ${weight}`,
    });
  }
  const width = sizeOf(target.shape.slice(1));
  const weights = new Float32Array(data.rows);
  for (let row = 0; row < data.rows; row++) {
    let label = target.data[row * width]!;
    if (width > 1) {
      const scores = target.data.subarray(row * width, (row + 1) * width);
      label = scores.indexOf(Math.max(...scores));
    }
    weights[row] = (classWeight[label] ?? 1) * (data.weights[0]?.data[row] ?? 1);
  }
  return { ...data, weights: [new Tensor(weights, [data.rows], "float32")] };
}

/** The first and the last rows of the data, cut at `row`. */
export function splitData(data: RunData, row: number): [first: RunData, last: RunData] {
  const part = (from: number, to: number): RunData => ({
    inputs: data.inputs.map((tensor) => tensor.slice(from, to)),
    targets: data.targets.map((tensor) => tensor.slice(from, to)),
    weights: data.weights.map((tensor) => tensor.slice(from, to)),
    rows: to - from,
  });
  return [part(0, row), part(row, data.rows)];
}
