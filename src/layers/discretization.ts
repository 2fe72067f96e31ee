import { fail } from "../base/errors.ts";
import type { Operand } from "../graph/value.ts";
import { digitize } from "../ops/sort.ts";
import type { TensorLike } from "../tensor/tensor.ts";
import { batchesOf, type Batches } from "./batches.ts";
import {
  encodeCategories,
  expectDense,
  expectMode,
  type CategoryMode,
} from "./encodeCategories.ts";
import { Layer, layerOptions, type LayerOptions } from "./layer.ts";

/** Options of `discretization`. */
export interface DiscretizationOptions extends LayerOptions {
  /** Ascending limits between the bins. Default null: learned by `adapt`. */
  readonly binBoundaries?: readonly number[] | null | undefined;
  /** How many bins `adapt` makes. Default null; either this or `binBoundaries` is given. */
  readonly numBins?: number | null | undefined;
  /** How exact the quantiles of `adapt` are. Default 0.01. */
  readonly epsilon?: number | undefined;
  /** Default "int": the bin's number. */
  readonly outputMode?: CategoryMode | undefined;
  /** Only false is built. */
  readonly sparse?: boolean | undefined;
}

type DiscretizationConfig = LayerOptions & {
  readonly binBoundaries: readonly number[] | null;
  readonly numBins: number | null;
  readonly epsilon: number;
  readonly outputMode: CategoryMode;
  readonly sparse: boolean;
};

const defaults = {
  binBoundaries: null,
  numBins: null,
  epsilon: 0.01,
  outputMode: "int",
  sparse: false,
} as const;

/** Which bin each number falls into: as many as there are boundaries at or below it. */
export class Discretization extends Layer<DiscretizationConfig> {
  static override readonly className = "Discretization";
  static override readonly savesBuildShape = true;
  /** The limits between the bins; undefined before `adapt`. */
  binBoundaries: readonly number[] | undefined;

  constructor(options: DiscretizationOptions) {
    super(layerOptions("Discretization", defaults, options));
    const { binBoundaries, numBins, outputMode, sparse } = this.options;
    expectDense(this.label, sparse);
    expectMode(this.label, outputMode, ["int", "one_hot", "multi_hot", "count"]);
    if (binBoundaries === null && numBins === null) {
      fail("option", {
        where: this.label,
        expected: "binBoundaries or numBins",
        received: "neither",
      });
    }
    if (numBins !== null && !(Number.isInteger(numBins) && numBins >= 0)) {
      fail("value", {
        where: `${this.label}: numBins`,
        expected: "a whole number of 0 or more",
        received: String(numBins),
      });
    }
    // A layer that was adapted is saved with both.
    this.binBoundaries = binBoundaries ?? undefined;
  }

  /** Learns boundaries that put about as many numbers into each bin. Earlier ones are forgotten. */
  adapt(data: TensorLike | Batches): void {
    const { numBins, epsilon } = this.options;
    if (numBins === null) {
      fail("state", {
        where: `${this.label}: adapt`,
        expected: "a layer made with numBins",
        received: "one made with binBoundaries",
      });
    }
    let summary: Summary = { values: [], weights: [] };
    for (const batch of batchesOf(`${this.label}: adapt`, data))
      summary = merge(summarize(Float32Array.from(batch.data), epsilon), summary, epsilon);
    this.binBoundaries = compress(summary, 1 / numBins).values.slice(0, -1);
  }

  override call(x: Operand): Operand {
    const { outputMode } = this.options;
    const boundaries =
      this.binBoundaries ??
      fail("state", {
        where: this.label,
        expected: "binBoundaries, or a call of adapt before",
        received: "neither",
      });
    const bins = digitize(x, boundaries);
    const dtype = outputMode === "int" ? "int32" : "float32";
    return encodeCategories(bins, outputMode, boundaries.length + 1, dtype);
  }

  /** As Keras saves it: the dtype by its name, nothing about training. */
  override getConfig(): Record<string, unknown> {
    const { numBins, epsilon, outputMode, sparse } = this.options;
    return {
      bin_boundaries: this.binBoundaries ?? null,
      num_bins: numBins,
      epsilon,
      output_mode: outputMode,
      sparse,
      name: this.name,
      dtype: this.dtypePolicy.variableDType,
    };
  }
}

/** Ascending values, and how many numbers each stands for; in float32 as in Keras. */
interface Summary {
  readonly values: readonly number[];
  readonly weights: readonly number[];
}

function summarize(data: Float32Array, epsilon: number): Summary {
  const sorted = data.toSorted();
  const step = Math.max(sorted.length * epsilon, 1);
  const values: number[] = [];
  for (let i = Math.trunc(step - 1); i < sorted.length; i += Math.trunc(step))
    values.push(sorted[i]!);
  return { values, weights: values.map(() => Math.fround(step)) };
}

function merge(one: Summary, other: Summary, epsilon: number): Summary {
  const pairs = [one, other]
    .flatMap(({ values, weights }) => values.map((value, i) => [value, weights[i]!] as const))
    .toSorted(([a], [b]) => a - b);
  const both = {
    values: pairs.map(([value]) => value),
    weights: pairs.map(([, weight]) => weight),
  };
  return compress(both, epsilon);
}

/** Linear between the known points, level outside. */
function interpolate(x: number, xs: readonly number[], ys: readonly number[]): number {
  const right = xs.findLastIndex((known) => known <= x);
  if (right < 0) return ys[0]!;
  if (right === xs.length - 1) return ys.at(-1)!;
  const slope = (ys[right + 1]! - ys[right]!) / (xs[right + 1]! - xs[right]!);
  return slope * (x - xs[right]!) + ys[right]!;
}

function compress({ values, weights }: Summary, epsilon: number): Summary {
  if (values.length * epsilon < 1) return { values, weights };
  const sums: number[] = [];
  for (const weight of weights) sums.push(Math.fround((sums.at(-1) ?? 0) + weight));
  const shares = sums.map((sum) => Math.fround(sum / sums.at(-1)!));
  const wanted = Array.from({ length: Math.ceil(1 / epsilon) }, (_, i) => epsilon + i * epsilon);
  const places = wanted.map((share) => interpolate(share, shares, sums));
  return {
    values: wanted.map((share) => Math.fround(interpolate(share, shares, values))),
    weights: places.map((place, i) => Math.fround(place - (places[i - 1] ?? 0))),
  };
}

/** `discretization({ binBoundaries: [0, 1, 2] })` */
export const discretization = (options: DiscretizationOptions): Discretization =>
  new Discretization(options);
