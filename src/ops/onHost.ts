import type { DType } from "../base/dtype.ts";
import { type Operand, Value, type Builder } from "../graph/value.ts";
import { Tensor, toTensor } from "../tensor/tensor.ts";
import { builderFor } from "./convert.ts";

/** Whether some operand's elements are known only when a traced program runs. */
export function isTraced(operands: readonly Operand[]): boolean {
  return operands.some((x) => x instanceof Value || x.builder?.tracing === true);
}

/** The operands' elements on the host, and who computes on with what is made of them. Throws on traced operands. */
export function takeHome(
  where: string,
  operands: readonly Operand[],
): { readonly tensors: readonly Tensor[]; readonly builder: Builder } {
  return {
    tensors: operands.map(({ data, shape, dtype }) => new Tensor(data, shape, dtype)),
    builder: builderFor(where, operands),
  };
}

/** A tensor that computes with `builder`, in another dtype if one is given. */
export function giveBack(x: Operand, builder: Builder, dtype: DType = x.dtype): Tensor {
  return toTensor(new Tensor(x.data, x.shape, x.dtype), { dtype }, builder);
}

/**
 * A composition of many primitives: traced as it is; of tensors it is computed on the host in one go, where each
 * primitive is a plain loop, instead of as so many programs.
 */
export function onHost(
  where: string,
  operands: readonly Operand[],
  compute: (...operands: readonly Operand[]) => Operand,
): Operand {
  if (isTraced(operands)) return compute(...operands);
  const { tensors, builder } = takeHome(where, operands);
  return giveBack(compute(...tensors), builder);
}
