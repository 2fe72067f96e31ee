import { fail } from "../base/errors.ts";
import { Operand } from "../graph/value.ts";
import { toTensor, type Tensor, type TensorLike } from "../tensor/tensor.ts";

/** Data in parts: tensors or typed arrays, one after the other. */
export type Batches = Iterable<Operand | ArrayBufferView>;

/** What a layer adapts to, one part after the other: a tensor or array alone is one part. */
export function* batchesOf(where: string, data: TensorLike | Batches): Generator<Tensor> {
  const isWhole =
    data instanceof Operand ||
    ArrayBuffer.isView(data) ||
    (Array.isArray(data) &&
      !data.some((part) => part instanceof Operand || ArrayBuffer.isView(part)));
  if (isWhole) {
    yield expectRows(where, toTensor(data as TensorLike));
    return;
  }
  if (typeof data !== "object" || data === null || !(Symbol.iterator in data)) {
    fail("data", {
      where,
      expected: "a tensor, nested arrays, or an iterable of tensors",
      received: typeof data,
    });
  }
  for (const part of data as Batches) yield expectRows(where, toTensor(part as TensorLike));
}

function expectRows(where: string, batch: Tensor): Tensor {
  if (batch.rank > 0 && batch.size > 0) return batch;
  return fail("data", {
    where,
    expected: "data with a batch axis",
    received: batch.rank === 0 ? "a number" : "nothing",
  });
}
