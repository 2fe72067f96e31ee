import type { Operand } from "../graph/value.ts";
import { cast } from "../ops/cast.ts";
import { logicalAnd } from "../ops/logicalAnd.ts";
import { maskOf } from "../ops/mask.ts";
import { expandDims } from "../ops/reshape.ts";
import { Tensor } from "../tensor/tensor.ts";
import type { CallContext } from "./layer.ts";

function pairMask(
  queries: number,
  keys: number,
  sees: (query: number, key: number) => boolean,
): Tensor {
  const data = Uint8Array.from({ length: queries * keys }, (_, i) =>
    Number(sees(Math.floor(i / keys), i % keys)),
  );
  return new Tensor(data, [1, queries, keys], "bool");
}

/** A query sees the keys up to its own place: bool [1, queries, keys]. */
export function causalMask(queries: number, keys: number): Tensor {
  return pairMask(queries, keys, (query, key) => key <= query);
}

/** A query sees the keys fewer than `width` places away: bool [1, queries, keys]. */
function windowMask(queries: number, keys: number, width: number): Tensor {
  return pairMask(queries, keys, (query, key) => Math.abs(query - key) < width);
}

/**
 * All that limits which keys a query sees, bool that broadcasts to [batch, queries, keys]; undefined: nothing does. Masks that
 * are not given are those that came with the inputs.
 */
export function combinedMask(
  [query, value, key]: readonly [Operand, Operand, Operand],
  context: CallContext,
  slidingWindow: number | null,
): Operand | undefined {
  const { attentionMask, useCausalMask } = context;
  const [queries, keys] = [query.shape[1]!, value.shape[1]!];
  const { queryMask = maskOf(query), valueMask = maskOf(value) } = context;
  const { keyMask = key === value ? undefined : maskOf(key) } = context;
  const parts: Operand[] = [];
  if (attentionMask !== undefined) parts.push(cast(attentionMask, "bool"));
  if (queryMask !== undefined) parts.push(expandDims(cast(queryMask, "bool"), -1));
  if (valueMask !== undefined) parts.push(expandDims(cast(valueMask, "bool"), -2));
  if (keyMask !== undefined) parts.push(expandDims(cast(keyMask, "bool"), -2));
  if (useCausalMask === true) parts.push(causalMask(queries, keys));
  if (slidingWindow !== null) parts.push(windowMask(queries, keys, slidingWindow));
  return parts.length === 0 ? undefined : parts.reduce((x, y) => logicalAnd(x, y));
}
