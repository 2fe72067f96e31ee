import { zeros } from "../initializers/constant.ts";
import { glorotUniform } from "../initializers/varianceScaling.ts";
import { fail } from "../base/errors.ts";
import type { ConstraintLike } from "../constraints/constraint.ts";
import type { Operand } from "../graph/value.ts";
import type { InitializerLike } from "../initializers/getInitializer.ts";
import { multiply } from "../ops/add.ts";
import { dotProductAttention } from "../ops/attention.ts";
import type { RegularizerLike } from "../regularizers/regularizer.ts";
import { combinedMask } from "./attentionMask.ts";
import { Dropout } from "./dropout.ts";
import { EinsumDense, type EinsumDenseGiven } from "./einsumDense.ts";
import { type CallContext, Layer, type LayerOptions } from "./layer.ts";
import { Softmax } from "./softmax.ts";
import type { PartialShape } from "./symbolic.ts";

/** Options of the projections inside layers of attention. */
export interface ProjectionOptions extends LayerOptions {
  /** The share of the weights that a step of training drops. Default 0. */
  readonly dropout?: number | undefined;
  /** Whether the projections learn an offset. Default true. */
  readonly useBias?: boolean | undefined;
  /** Whether the result is multiplied with a sigmoid of the query. Default false. */
  readonly useGate?: boolean | undefined;
  /** A query sees only keys fewer than so many places away. Default null: all. */
  readonly slidingWindow?: number | null | undefined;
  /** Default "glorot_uniform". */
  readonly kernelInitializer?: InitializerLike | undefined;
  /** Default "zeros". */
  readonly biasInitializer?: InitializerLike | undefined;
  /** Default null: none. */
  readonly kernelRegularizer?: RegularizerLike | undefined;
  /** Default null: none. */
  readonly biasRegularizer?: RegularizerLike | undefined;
  /** Penalty on the results of the projections. Default null: none. */
  readonly activityRegularizer?: RegularizerLike | undefined;
  /** Default null: none. */
  readonly kernelConstraint?: ConstraintLike | undefined;
  /** Default null: none. */
  readonly biasConstraint?: ConstraintLike | undefined;
  /** Gives the same masks in every run. Default null: the session's random numbers. */
  readonly seed?: number | null | undefined;
}

/** The defaults of the projections. */
export const projectionDefaults = {
  kernelInitializer: glorotUniform() as InitializerLike,
  biasInitializer: zeros() as InitializerLike,
  kernelRegularizer: null as RegularizerLike,
  biasRegularizer: null as RegularizerLike,
  activityRegularizer: null as RegularizerLike,
  kernelConstraint: null as ConstraintLike,
  biasConstraint: null as ConstraintLike,
};

/** What layers of this kind are made of, defaults filled in. */
type ProjectionConfig = LayerOptions &
  typeof projectionDefaults & {
    readonly dropout: number;
    readonly useBias: boolean;
    readonly slidingWindow: number | null;
    readonly seed: number | null;
  };

/** Query, value and key of a call; the key is the value where it is not given. */
function queryValueKey<T>(where: string, inputs: readonly T[]): readonly [T, T, T] {
  const [query, value, key = value] = inputs;
  if (query !== undefined && value !== undefined && key !== undefined && inputs.length <= 3)
    return [query, value, key];
  return fail("value", {
    where,
    expected: "inputs [query, value] or [query, value, key]",
    received: `${inputs.length} of them`,
  });
}

/** Throws unless the options are whole numbers of at least 1. */
export function expectCounts(where: string, counts: Readonly<Record<string, unknown>>): void {
  for (const [name, count] of Object.entries(counts)) {
    if (Number.isInteger(count) && (count as number) >= 1) continue;
    fail("option", {
      where,
      expected: `${name}, a whole number of 1 or more`,
      received: String(count),
    });
  }
}

/**
 * What the layers of several heads share: projections of query, key and value, attention between them, and a projection of
 * what comes out.
 */
export abstract class ProjectedAttention<Config extends ProjectionConfig> extends Layer<Config> {
  static override readonly takesArguments = true;
  static override readonly supportsMasking = true;
  static override readonly savesActivityRegularizer = true;
  queryDense: EinsumDense | undefined;
  keyDense: EinsumDense | undefined;
  gateDense: EinsumDense | undefined;
  valueDense: EinsumDense | undefined;
  outputDense: EinsumDense | undefined;
  dropoutLayer: Dropout | undefined;
  #shapes: Readonly<Record<string, PartialShape>> | undefined;

  /** Makes the projections for inputs of these shapes. */
  abstract project(query: PartialShape, value: PartialShape, key: PartialShape): void;

  /** Factor of the scores. */
  abstract get scale(): number;

  /** Whether the projected query is [batch, places, heads, depth], attended over its places. */
  abstract isUsual(query: Operand): boolean;

  /** A mask [batch, queries.., keys..] as it broadcasts to the scores of the projected query. */
  abstract widen(mask: Operand, query: Operand): Operand;

  /** The weights of the keys for each query, before dropout, and how they sum values up. */
  abstract weigh(
    query: Operand,
    key: Operand,
    softmax: (scores: Operand, axes: readonly number[]) => Operand,
  ): readonly [weights: Operand, combine: (kept: Operand, value: Operand) => Operand];

  /** Keys or values for each head of the query. */
  spread(x: Operand): Operand {
    return x;
  }

  /** A projection of the given equation, with the options of all. */
  dense(
    name: string,
    inputShape: PartialShape,
    given: Omit<EinsumDenseGiven, "name">,
  ): EinsumDense {
    const own = Object.fromEntries(
      Object.keys(projectionDefaults).map((key) => [
        key,
        this.options[key as keyof typeof projectionDefaults],
      ]),
    );
    const biasAxes = this.options.useBias ? given.biasAxes : null;
    const dense = new EinsumDense({ ...own, ...given, biasAxes, name });
    dense.ensureBuilt([inputShape]);
    return dense;
  }

  override build(inputShape: PartialShape): void {
    this.buildMany([inputShape]);
  }

  override buildMany(inputShapes: readonly PartialShape[]): void {
    const [query, value, key] = queryValueKey(this.label, inputShapes);
    const { dropout, seed } = this.options;
    this.project(query, value, key);
    this.dropoutLayer = new Dropout({ rate: dropout, seed });
    const named = { query_shape: query, value_shape: value };
    this.#shapes = inputShapes.length === 3 ? { ...named, key_shape: key } : named;
  }

  override get savedBuild(): Readonly<Record<string, unknown>> | undefined {
    return this.#shapes === undefined ? undefined : { shapes_dict: this.#shapes };
  }

  /** The shape of the query that it was built for. */
  get queryShape(): PartialShape | undefined {
    return this.#shapes?.["query_shape"];
  }

  override call(x: Operand, context: CallContext): Operand | readonly Operand[] {
    return this.callMany([x], context);
  }

  override callMany(
    inputs: readonly Operand[],
    context: CallContext,
  ): Operand | readonly Operand[] {
    const given = queryValueKey(this.label, inputs);
    const [query, value, key] = given;
    const apply = (dense: EinsumDense | undefined, x: Operand): Operand =>
      dense!.apply([x], context) as Operand;
    const projected = [
      apply(this.queryDense, query),
      this.spread(apply(this.keyDense, key)),
      this.spread(apply(this.valueDense, value)),
    ] as const;
    const [heads, weights] = this.#attend(given, projected, context);
    const gated =
      this.gateDense === undefined ? heads : multiply(heads, apply(this.gateDense, query));
    const output = apply(this.outputDense, gated);
    return weights === undefined ? output : [output, weights];
  }

  /** The heads' results, and their weights if they are asked for. */
  #attend(
    given: readonly [Operand, Operand, Operand],
    [q, k, v]: readonly [Operand, Operand, Operand],
    context: CallContext,
  ): readonly [heads: Operand, weights: Operand | undefined] {
    const { dropout, slidingWindow } = this.options;
    const maskOf = (own: CallContext): Operand | undefined => {
      const mask = combinedMask(given, own, slidingWindow);
      return mask === undefined ? undefined : this.widen(mask, q);
    };
    const givesWeights = context.returnAttentionScores === true;
    if (!givesWeights && dropout === 0 && this.isUsual(q)) {
      const isCausal = context.useCausalMask === true;
      const mask = maskOf({ ...context, useCausalMask: false }) ?? null;
      return [dotProductAttention(q, k, v, { mask, scale: this.scale, isCausal }), undefined];
    }
    const mask = maskOf(context);
    const [weights, combine] = this.weigh(
      multiply(q, this.scale),
      k,
      (scores, axis) => new Softmax({ axis }).apply([scores], { ...context, mask }) as Operand,
    );
    const kept = this.dropoutLayer!.apply([weights], context) as Operand;
    return [combine(kept, v), givesWeights ? weights : undefined];
  }
}
