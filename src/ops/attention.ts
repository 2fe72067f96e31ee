import { fail } from "../base/errors.ts";
import { formatShape } from "../base/shape.ts";
import type { Operand } from "../graph/value.ts";
import { add, multiply } from "./add.ts";
import { blockAttention } from "./blockAttention.ts";
import { floatOf, resultDType, toOperand, unify, type OperandLike } from "./convert.ts";
import { einsum } from "./einsum.ts";
import { logicalAnd } from "./logicalAnd.ts";
import { softmax } from "./softmax.ts";
import { repeat } from "./tile.ts";
import { transpose } from "./transpose.ts";
import { tril } from "./tril.ts";
import { where } from "./where.ts";
import { onesLike } from "./zeros.ts";

/** Options of `dotProductAttention`. */
export interface AttentionOptions {
  /** Added to the scores; broadcasts to [batch, heads, queries, keys]. */
  readonly bias?: OperandLike | null | undefined;
  /** Which keys each query may see: bool, broadcasts to [batch, heads, queries, keys]. */
  readonly mask?: OperandLike | null | undefined;
  /** Factor of the scores. Default 1 / √depth. */
  readonly scale?: number | null | undefined;
  /** Whether a query sees no later key. Default false. */
  readonly isCausal?: boolean | undefined;
  /**
   * Whether never all scores are in memory, but a block of keys after the other. Default null: where they would take more
   * than 64 MiB and there is no bias.
   */
  readonly flashAttention?: boolean | null | undefined;
  /** Of other devices; not built. */
  readonly attnLogitsSoftCap?: number | null | undefined;
}

/** What stands for scores that are not to be seen: as in Keras large, but finite. */
const unseen = -0.7 * (2 - 2 ** -23) * 2 ** 127;

/** Scores that are kept for the gradient all at once. */
const mostScores = 2 ** 24;

/**
 * softmax(q kᵀ · scale + bias) v per head: query [b, t, n, h], key and value [b, s, m, h] -> [b, t, n, h]; where there are
 * fewer heads of keys than of queries, each serves a group. Vaswani et al. 2017, https://arxiv.org/abs/1706.03762
 */
export function dotProductAttention(
  query: OperandLike,
  key: OperandLike,
  value: OperandLike,
  options: AttentionOptions = {},
): Operand {
  const { bias = null, mask = null, scale = null, isCausal = false } = options;
  const where_ = "dotProductAttention";
  const { operands } = unify(
    where_,
    [query, key, value],
    floatOf(resultDType([query, key, value])),
  );
  const [q, k, v] = operands as [Operand, Operand, Operand];
  const [heads, keyHeads] = [q.shape[2]!, k.shape[2]!];
  if (operands.some(({ rank }) => rank !== 4) || heads % keyHeads !== 0) {
    fail("shape", {
      where: where_,
      expected: "query [b, t, n, h], key and value [b, s, m, h], n a multiple of m",
      received: operands.map(({ shape }) => formatShape(shape)).join(", "),
    });
  }
  const { flashAttention = null, attnLogitsSoftCap = null } = options;
  if (attnLogitsSoftCap !== null || (flashAttention === true && bias !== null)) {
    fail("unsupported", {
      where: where_,
      expected: "no attnLogitsSoftCap, and no flashAttention with a bias",
      received: attnLogitsSoftCap === null ? "flashAttention with a bias" : "attnLogitsSoftCap",
    });
  }
  const spread = (x: Operand): Operand =>
    keyHeads === heads ? x : repeat(x, heads / keyHeads, { axis: 2 });
  const factor = scale ?? 1 / Math.sqrt(k.shape[3]!);
  const given = mask === null ? null : toOperand(mask);
  const count = q.shape[0]! * heads * q.shape[1]! * k.shape[1]!;
  if (flashAttention ?? (bias === null && count > mostScores)) {
    const headsFirst = (x: Operand): Operand => transpose(x, { axes: [0, 2, 1, 3] });
    const [query_, key_, value_] = [multiply(q, factor), spread(k), spread(v)].map(headsFirst);
    return headsFirst(blockAttention(query_!, key_!, value_!, { mask: given, isCausal, unseen }));
  }
  const scores = multiply(einsum("btnh,bsnh->bnts", q, spread(k)), factor);
  const biased = bias === null ? scores : add(scores, bias);
  const causal = isCausal ? tril(onesLike(biased, { dtype: "bool" })) : null;
  const seen = given === null || causal === null ? (given ?? causal) : logicalAnd(given, causal);
  const weights = softmax(seen === null ? biased : where(seen, biased, unseen));
  return einsum("bnts,bsnh->btnh", weights, spread(v));
}
