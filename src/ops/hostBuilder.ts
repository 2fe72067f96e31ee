import type { AttributesOf, Common, Primitive } from "../graph/alphabet.ts";
import { evaluate } from "../graph/interpret/interpret.ts";
import type { Emitted, Signature } from "../graph/signature.ts";
import type { Builder, Operand } from "../graph/value.ts";
import { Tensor } from "../tensor/tensor.ts";
import { commonCards } from "./primitives/cards.ts";

/**
 * Computes primitives at once on the host, one plain loop each: for arrays, numbers and weights that no engine holds.
 * What it gives has no builder of its own, so it joins any trace or engine as a constant.
 */
class HostBuilder implements Builder {
  readonly tracing = false;

  emit<P extends Primitive>(
    primitive: Emitted<P>,
    inputs: readonly Operand[],
    attributes: AttributesOf<P>,
  ): Tensor {
    const card = typeof primitive === "string" ? commonCards[primitive as Common] : primitive;
    const result = (card as Signature<P>).type(inputs, attributes);
    return new Tensor(evaluate(primitive, inputs, attributes, result), result.shape, result.dtype);
  }
}

/** Who computes with operands that have no builder. */
export const hostBuilder: Builder = new HostBuilder();
