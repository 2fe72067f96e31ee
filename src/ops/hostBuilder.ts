import type { AttributesOf, Primitive } from "../graph/alphabet.ts";
import { evaluate } from "../graph/interpret/interpret.ts";
import type { Builder, Operand } from "../graph/value.ts";
import { Tensor } from "../tensor/tensor.ts";
import type { Card } from "./primitives/card.ts";
import { cards } from "./primitives/cards.ts";

/**
 * Computes primitives at once on the host, one plain loop each: for arrays, numbers and weights that no engine holds.
 * What it gives has no builder of its own, so it joins any trace or engine as a constant.
 */
class HostBuilder implements Builder {
  readonly tracing = false;

  emit<P extends Primitive>(
    op: P,
    inputs: readonly Operand[],
    attributes: AttributesOf<P>,
  ): Tensor {
    const card = cards[op] as Card<P>;
    const result = card.type(inputs, attributes);
    return new Tensor(evaluate(op, inputs, attributes, result), result.shape, result.dtype);
  }
}

/** Who computes with operands that have no builder. */
export const hostBuilder: Builder = new HostBuilder();
