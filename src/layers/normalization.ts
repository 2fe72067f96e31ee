import { ones, zeros } from "../initializers/constant.ts";
import { fail } from "../base/errors.ts";
import { formatShape, normalizeAxis, sizeOf, type Shape } from "../base/shape.ts";
import { Operand } from "../graph/value.ts";
import type { Variable } from "../graph/variable.ts";
import { add, multiply, subtract } from "../ops/add.ts";
import { cast } from "../ops/cast.ts";
import { floatOf } from "../ops/convert.ts";
import { divide } from "../ops/divide.ts";
import { epsilon } from "../base/epsilon.ts";
import { maximum } from "../ops/maximum.ts";
import { sqrt } from "../ops/power.ts";
import { reshape } from "../ops/reshape.ts";
import { Tensor, toTensor, type TensorLike } from "../tensor/tensor.ts";
import { batchesOf, type Batches } from "./batches.ts";
import { knownExtents } from "./inputShape.ts";
import { Layer, layerOptions, type LayerOptions } from "./layer.ts";
import type { PartialShape } from "./symbolic.ts";

/** A number, or numbers nested along the kept axes. */
type Numbers = number | readonly Numbers[];

/** Options of `normalization`. */
export interface NormalizationOptions extends LayerOptions {
  /** Axes whose places have a mean and a variance each; null: one of each for everything. Default -1. */
  readonly axis?: number | readonly number[] | null | undefined;
  /** Known means; together with `variance`. Default null: learned by `adapt`. */
  readonly mean?: Numbers | Operand | null | undefined;
  /** Known variances. Default null. */
  readonly variance?: Numbers | Operand | null | undefined;
  /** Whether normalized numbers are brought back instead. Default false. */
  readonly invert?: boolean | undefined;
}

type NormalizationConfig = LayerOptions & {
  readonly axis: readonly number[];
  readonly invert: boolean;
  readonly mean: Numbers | null;
  readonly variance: Numbers | null;
};

function plainOf(x: Numbers | Operand | null | undefined): Numbers | null {
  return x instanceof Operand ? (x.array() as Numbers) : (x ?? null);
}

function axesOf(axis: number | readonly number[] | null): readonly number[] {
  if (axis === null) return [];
  return typeof axis === "number" ? [axis] : axis;
}

/**
 * (x - mean) / √variance, by place on the kept axes; mean and variance are given, or learned from data by `adapt`.
 * Weights, if learned: mean and variance [kept axes], count []; not trained.
 */
export class Normalization extends Layer<NormalizationConfig> {
  static override readonly className = "Normalization";
  static override readonly supportsMasking = true;
  mean: Variable | undefined;
  variance: Variable | undefined;
  #known: { readonly mean: Tensor; readonly variance: Tensor } | undefined;

  constructor(options: NormalizationOptions = {}) {
    const { axis = -1, mean, variance, ...rest } = options;
    const given = { axis: axesOf(axis), mean: plainOf(mean), variance: plainOf(variance) };
    super({
      ...layerOptions(
        "Normalization",
        { axis: [], invert: false, mean: null, variance: null },
        rest,
      ),
      ...given,
    });
    this.#checkKnown();
  }

  #checkKnown(): void {
    const { axis, mean, variance } = this.options;
    if ((mean === null) !== (variance === null)) {
      fail("option", {
        where: this.label,
        expected: "both mean and variance, or neither",
        received: mean === null ? "variance alone" : "mean alone",
      });
    }
    if (mean === null || variance === null) return;
    const known = { mean: toTensor(mean), variance: toTensor(variance) };
    const [one, other] = [formatShape(known.mean.shape), formatShape(known.variance.shape)];
    if (one !== other) {
      fail("shape", { where: `${this.label}: variance`, expected: one, received: other });
    }
    if (known.mean.rank > axis.length) {
      fail("shape", {
        where: `${this.label}: mean`,
        expected: `at most one axis for each of axis ${formatShape(axis)}`,
        received: one,
      });
    }
    this.#known = known;
  }

  #keptAxes(rank: number): readonly number[] {
    return this.options.axis
      .map((axis) => normalizeAxis(this.label, axis, rank))
      .toSorted((a, b) => a - b);
  }

  override build(inputShape: PartialShape): void {
    const kept = this.#keptAxes(inputShape.length);
    const shape = knownExtents(
      `${this.label}: axis`,
      kept.map((axis) => inputShape[axis]!),
    );
    if (this.#known !== undefined) return;
    this.mean = this.addWeight("mean", shape, zeros(), { trainable: false });
    this.variance = this.addWeight("variance", shape, ones(), { trainable: false });
    this.addWeight("count", [], zeros(), { trainable: false, dtype: "int32" });
  }

  /** Learns mean and variance of data, or of batches of data: an iterable of tensors. Earlier ones are forgotten. */
  adapt(data: TensorLike | Batches): void {
    let total: Moments | undefined;
    for (const batch of batchesOf(`${this.label}: adapt`, data)) {
      this.ensureBuilt([[null, ...batch.shape.slice(1)]]);
      if (this.mean === undefined) {
        fail("state", {
          where: `${this.label}: adapt`,
          expected: "a layer without mean and variance of its own",
          received: "one with them",
        });
      }
      const own = momentsOf(batch, this.#keptAxes(batch.rank));
      if (own.mean.length !== this.mean.size) {
        fail("shape", {
          where: `${this.label}: adapt`,
          expected: `data with ${formatShape(this.mean.shape)} on axis ${formatShape(this.options.axis)}`,
          received: formatShape(batch.shape),
        });
      }
      total = total === undefined ? own : joined(total, own);
    }
    if (total === undefined) {
      return fail("data", {
        where: `${this.label}: adapt`,
        expected: "at least one batch",
        received: "none",
      });
    }
    this.mean!.assign(Float32Array.from(total.mean));
    this.variance!.assign(Float32Array.from(total.variance));
  }

  /** Throws if there is neither a mean of its own nor a learned one. */
  #expectKnown(where: string): void {
    if (this.#known !== undefined || this.mean?.isAssigned !== false) return;
    fail("state", {
      where,
      expected: "a layer that knows mean and variance",
      received: "one that was given none and has learned none",
      advice: "Call adapt(data) before, or give it both: { mean, variance }",
    });
  }

  override checkData(where: string): void {
    this.#expectKnown(`${where}: ${this.label}`);
  }

  override call(input: Operand): Operand {
    if (input instanceof Tensor) this.#expectKnown(this.label);
    const x = cast(input, floatOf(input.dtype));
    const kept = this.#keptAxes(x.rank);
    const spread = (numbers: Operand): Operand => {
      const shape = x.shape.map(() => 1);
      // Fewer axes than are kept belong to the last of them.
      const axes = kept.slice(kept.length - numbers.rank);
      axes.forEach((axis, i) => (shape[axis] = numbers.shape[i]!));
      return reshape(numbers, shape);
    };
    const mean = spread(this.#known?.mean ?? this.read(this.mean!, x));
    const variance = spread(this.#known?.variance ?? this.read(this.variance!, x));
    const deviation = maximum(sqrt(variance), epsilon());
    return this.options.invert
      ? add(mean, multiply(x, deviation))
      : divide(subtract(x, mean), deviation);
  }
}

/** Mean and variance by place on the kept axes, of so many numbers each. */
interface Moments {
  readonly mean: Float64Array;
  readonly variance: Float64Array;
  readonly count: number;
}

/** Which place on the kept axes each element belongs to. */
function placesOf(shape: Shape, kept: readonly number[]): Int32Array {
  const places = new Int32Array(sizeOf(shape));
  let inner = places.length;
  for (const [axis, extent] of shape.entries()) {
    inner /= extent;
    if (!kept.includes(axis)) continue;
    for (let i = 0; i < places.length; i++)
      places[i] = places[i]! * extent + (Math.floor(i / inner) % extent);
  }
  return places;
}

function momentsOf({ data, shape }: Tensor, kept: readonly number[]): Moments {
  const places = placesOf(shape, kept);
  const size = sizeOf(kept.map((axis) => shape[axis]!));
  const count = data.length / size;
  const mean = new Float64Array(size);
  const variance = new Float64Array(size);
  places.forEach((place, i) => (mean[place]! += data[i]! / count));
  places.forEach((place, i) => (variance[place]! += (data[i]! - mean[place]!) ** 2 / count));
  return { mean, variance, count };
}

/** Of both together: https://en.wikipedia.org/wiki/Lack-of-fit_sum_of_squares */
function joined(one: Moments, other: Moments): Moments {
  const count = one.count + other.count;
  const [share, rest] = [other.count / count, one.count / count];
  const mean = one.mean.map((x, i) => x * rest + other.mean[i]! * share);
  const variance = mean.map(
    (x, i) =>
      (one.variance[i]! + (one.mean[i]! - x) ** 2) * rest +
      (other.variance[i]! + (other.mean[i]! - x) ** 2) * share,
  );
  return { mean, variance, count };
}

/** `const layer = normalization(); layer.adapt(x)` */
export const normalization = (options: NormalizationOptions = {}): Normalization =>
  new Normalization(options);
