import type { Operand } from "../graph/value.ts";
import { add, multiply, subtract } from "./add.ts";
import { concatenate } from "./concatenate.ts";
import { customGradient } from "./customGradient.ts";
import { divide } from "./divide.ts";
import { einsum } from "./einsum.ts";
import { lessEqual } from "./equal.ts";
import { exp } from "./exp.ts";
import { logicalAnd } from "./logicalAnd.ts";
import { max } from "./max.ts";
import { maximum } from "./maximum.ts";
import { reshape } from "./reshape.ts";
import { scan } from "./scan.ts";
import { slice } from "./slice.ts";
import { sum } from "./sum.ts";
import { transpose } from "./transpose.ts";
import { where } from "./where.ts";
import { arange, full, zeros } from "./zeros.ts";

/** Which keys are seen, and what stands for the scores of the others. */
export interface Seen {
  /** Bool that broadcasts to [batch, heads, queries, keys]; null: all. */
  readonly mask: Operand | null;
  /** Whether a query sees no later key. */
  readonly isCausal: boolean;
  /** The score of a key that is not seen: finite, below all others. */
  readonly unseen: number;
}

/** What one step reads: some keys in a row. */
type Block = {
  /** [batch, heads, some, depth] */
  readonly k: Operand;
  /** [batch, heads, some, size] */
  readonly v: Operand;
  /** Which of these are seen; null where the mask says the same of all keys, or there is none. */
  readonly mask: Operand | null;
  /** Number of the first of the keys, int32[]. */
  readonly first: Operand;
};

/** Scores that are worked on at once. */
const scoresAtOnce = 2 ** 20;
const [fewest, most] = [32, 512];

/** Keys per block: a power of two, for so many queries in all. */
function keysPerBlock(queries: number): number {
  return Math.min(most, Math.max(fewest, 2 ** Math.floor(Math.log2(scoresAtOnce / queries))));
}

/**
 * softmax(q kᵀ) v per head without all of the scores in memory: a loop over blocks of keys carries the largest score so far,
 * the sum of exponentials and the sum of values that they weigh. The gradient makes the scores of a block again.
 * q [b, n, t, h], k [b, n, s, h], v [b, n, s, g] -> [b, n, t, g]. Dao et al. 2022, https://arxiv.org/abs/2205.14135
 */
export function blockAttention(q: Operand, k: Operand, v: Operand, seen: Seen): Operand {
  return customGradient((...[query, key, value]: readonly [Operand, Operand, Operand]) => {
    const { top, total, result } = attend(query, blocksOf(query, key, value, seen), seen);
    return [
      result,
      (upstream) => {
        const blocks = blocksOf(query, key, value, seen);
        // How much a score's share of the softmax draws from all others: Σ d result · result.
        const mean = sum(multiply(upstream, result), { axis: -1, keepdims: true });
        const gradients = (
          dQuery: Operand,
          block: Block,
        ): [Operand, { k: Operand; v: Operand }] => {
          const { scores, visible } = scoresOf(query, block, seen);
          const weights = divide(exp(subtract(scores, top)), total);
          const dWeights = einsum("bntg,bnsg->bnts", upstream, block.v);
          const all = multiply(weights, subtract(dWeights, mean));
          const dScores = visible === null ? all : where(visible, all, 0);
          return [
            add(dQuery, einsum("bnts,bnsh->bnth", dScores, block.k)),
            {
              k: einsum("bnts,bnth->bnsh", dScores, query),
              v: einsum("bnts,bntg->bnsg", weights, upstream),
            },
          ];
        };
        const none = zeros(query.shape, { dtype: query.dtype }) as Operand;
        const [dMost, stacked] = scan(gradients, none, { xs: blocks.whole });
        const whole = { k: joined(stacked.k), v: joined(stacked.v) };
        if (blocks.rest === null) return [dMost, whole.k, whole.v];
        const [dAll, rest] = gradients(dMost, blocks.rest);
        return [
          dAll,
          concatenate([whole.k, rest.k], { axis: 2 }),
          concatenate([whole.v, rest.v], { axis: 2 }),
        ];
      },
    ];
  })(q, k, v);
}

/** The result, each query's largest score, and the sum of its exponentials from there. */
function attend(
  query: Operand,
  blocks: Blocks,
  seen: Seen,
): Readonly<Record<"top" | "total" | "result", Operand>> {
  const { dtype } = query;
  const rows = query.shape.slice(0, 3);
  type Carry = readonly [top: Operand, total: Operand, values: Operand];
  const absorb = ([top, total, values]: Carry, block: Block): readonly [Carry, null] => {
    const { scores } = scoresOf(query, block, seen);
    const higher = maximum(top, max(scores, { axis: -1, keepdims: true }));
    const shrink = exp(subtract(top, higher));
    const powers = exp(subtract(scores, higher));
    return [
      [
        higher,
        add(multiply(total, shrink), sum(powers, { axis: -1, keepdims: true })),
        add(multiply(values, shrink), einsum("bnts,bnsg->bntg", powers, block.v)),
      ],
      null,
    ];
  };
  const start: Carry = [
    full([...rows, 1], -Infinity, { dtype }),
    zeros([...rows, 1], { dtype }),
    zeros([...rows, blocks.whole.v.shape.at(-1)!], { dtype }),
  ];
  const [carry] = scan(absorb, start, { xs: blocks.whole });
  const [top, total, values] = blocks.rest === null ? carry : absorb(carry, blocks.rest)[0];
  return { top, total, result: divide(values, total) };
}

/** A block's scores [b, n, t, some], and which of them are seen. */
function scoresOf(
  query: Operand,
  { k, first, ...block }: Block,
  { isCausal, unseen, ...all }: Seen,
): { readonly scores: Operand; readonly visible: Operand | null } {
  const scores = einsum("bnth,bnsh->bnts", query, k);
  const [queries, some] = scores.shape.slice(-2) as [number, number];
  const causal = isCausal
    ? lessEqual(add(arange(some, { dtype: "int32" }), first), column(queries))
    : null;
  const mask = block.mask ?? all.mask;
  const visible = mask === null || causal === null ? (mask ?? causal) : logicalAnd(mask, causal);
  return { scores: visible === null ? scores : where(visible, scores, unseen), visible };
}

function column(count: number): Operand {
  return reshape(arange(count, { dtype: "int32" }), [count, 1]);
}

/** Keys and values cut up: blocks of equal size, stacked, and what is left over. */
interface Blocks {
  readonly whole: Block;
  readonly rest: Block | null;
}

function blocksOf(query: Operand, key: Operand, value: Operand, { mask }: Seen): Blocks {
  const [batch, heads, queries] = query.shape as readonly [number, number, number];
  const keys = key.shape[2]!;
  const size = Math.min(keys, keysPerBlock(batch * heads * queries));
  const count = Math.floor(keys / size);
  const varies = mask !== null && mask.shape.at(-1) === keys && keys > 1;
  return {
    whole: {
      k: stacked(key, 2, count, size),
      v: stacked(value, 2, count, size),
      mask: varies ? stacked(mask, mask.rank - 1, count, size) : null,
      first: multiply(arange(count, { dtype: "int32" }), size),
    },
    rest:
      count * size === keys
        ? null
        : {
            k: from(key, 2, count * size),
            v: from(value, 2, count * size),
            mask: varies ? from(mask, mask.rank - 1, count * size) : null,
            first: full([], count * size, { dtype: "int32" }),
          },
  };
}

/** x from an index of an axis on. */
function from(x: Operand, axis: number, start: number): Operand {
  const shape = x.shape.map((extent, i) => (i === axis ? extent - start : extent));
  return slice(
    x,
    x.shape.map((_, i) => (i === axis ? start : 0)),
    shape,
  );
}

/** The first `count` blocks of an axis, in front: [.., keys, ..] -> [count, .., size, ..]. */
function stacked(x: Operand, axis: number, count: number, size: number): Operand {
  const shape = [...x.shape.slice(0, axis), count * size, ...x.shape.slice(axis + 1)];
  const used = slice(
    x,
    x.shape.map(() => 0),
    shape,
  );
  const cut = reshape(used, [...x.shape.slice(0, axis), count, size, ...x.shape.slice(axis + 1)]);
  const others = cut.shape.map((_, i) => i).filter((i) => i !== axis);
  return transpose(cut, { axes: [axis, ...others] });
}

/** [count, b, n, size, h] -> [b, n, count · size, h] */
function joined(x: Operand): Operand {
  const [count, batch, heads, size, depth] = x.shape as readonly [
    number,
    number,
    number,
    number,
    number,
  ];
  return reshape(transpose(x, { axes: [1, 2, 0, 3, 4] }), [batch, heads, count * size, depth]);
}
