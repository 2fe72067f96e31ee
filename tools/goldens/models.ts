import { Model } from "../../src/models/model.ts";
import { deserialize } from "../../src/models/deserialize.ts";
import { Tensor } from "../../src/tensor/tensor.ts";
import { eagerTensor, hostOf } from "./execute.ts";
import { construct, Missing } from "./missing.ts";
import { decode, isChecksum, isRecord, isTensor, listOf, tensorOf, textOf } from "./tensors.ts";
import type { Answer } from "./compare.ts";
import type { HostTensor, Json, JsonRecord } from "./types.ts";

/** The model of a saved form, compiled if that form is. */
export function modelOf(saved: Json | undefined): Model {
  if (!isRecord(saved)) throw new Missing("a model that is given in words");
  const model = construct(() => deserialize(saved));
  if (!(model instanceof Model))
    throw new Error(`expected a model, received a ${textOf(saved["class_name"])}`);
  return model;
}

/** Gives a model the weights of a case. */
export function setInitialWeights(model: Model, given: JsonRecord): void {
  const weights = listOf(given, "initial_weights").map((weight) =>
    tensorOf(weight as JsonRecord, "value"),
  );
  model.setWeights(weights.map(({ data, shape, dtype }) => new Tensor(data, shape, dtype)));
}

/** Written data: one tensor, or one per input or output. */
export function dataOf(written: Json | undefined): Tensor | Tensor[] {
  if (isTensor(written)) return eagerTensor(decode(written));
  return (written as readonly JsonRecord[]).map((part) => eagerTensor(decode(part)));
}

/** The first rows of data. */
export function firstRows(data: Tensor | Tensor[], rows: number): Tensor | Tensor[] {
  return Array.isArray(data) ? data.map((part) => part.slice(0, rows)) : data.slice(0, rows);
}

/** A model's weights as a case writes the final ones; those whose values follow rounding are not compared. */
export function finalWeights(model: Model, expected: Json | undefined): Answer {
  const written = expected as readonly JsonRecord[];
  if (model.weights.length !== written.length) return model.weights.map(({ path }) => path);
  return model.weights.map((variable, i): Answer => {
    const like = written[i]!;
    const tensor: HostTensor = hostOf(variable);
    if (like["unstable"] === true)
      return { path: like["path"] as string, shape: [...tensor.shape], unstable: true };
    return isChecksum(like) ? tensor : { path: like["path"] as string, value: tensor };
  });
}
