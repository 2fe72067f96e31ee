import type { DType, TypedArray } from "../base/dtype.ts";
import { floatx } from "../base/floatx.ts";
import type { Work } from "../base/eventLoop.ts";
import { fail, failUnknownName } from "../base/errors.ts";
import type { RandomKey } from "../base/random.ts";
import { normalizeAxis, sizeOf, type Shape } from "../base/shape.ts";
import {
  fillInParts,
  fillUniform,
  RandomInitializer,
  streamOf,
  type SeedOptions,
} from "./initializer.ts";

const modes = ["fan_in", "fan_out", "fan_avg"] as const;
const distributions = ["truncated_normal", "untruncated_normal", "uniform"] as const;

/** Options of the named kinds: `glorotUniform`, `heNormal`, .. */
export interface FanOptions extends SeedOptions {
  /** The axes that count inputs, where they are not the usual ones; goes with `outputAxes`. Default null. */
  readonly inputAxes?: readonly number[] | null | undefined;
  /** The axes that count outputs; goes with `inputAxes`. Default null. */
  readonly outputAxes?: readonly number[] | null | undefined;
}

/** Options of `varianceScaling`. */
export interface VarianceScalingOptions extends FanOptions {
  /** Default 1. */
  readonly scale?: number | undefined;
  /** What the variance is divided by: inputs, outputs or their mean. Default "fan_in". */
  readonly mode?: (typeof modes)[number] | undefined;
  /** Default "truncated_normal", for which "normal" is an older name. */
  readonly distribution?: (typeof distributions)[number] | "normal" | undefined;
}

/** The kind of scaling that a class stands for. */
interface Scheme {
  readonly scale: number;
  readonly mode: (typeof modes)[number];
  readonly distribution: (typeof distributions)[number];
}

/** The standard deviation that a standard normal has between -2 and 2. */
const truncatedDeviation = 0.87962566103423978;

/** Inputs and outputs of one unit: [..receptive field, in, out] -> in · field, out · field. */
export function computeFans(
  shape: Shape,
  options: FanOptions = {},
): [fanIn: number, fanOut: number] {
  const { inputAxes = null, outputAxes = null } = options;
  if (inputAxes !== null && outputAxes !== null) {
    const count = (axes: readonly number[]): number =>
      axes.reduce(
        (product, axis) => product * shape[normalizeAxis("computeFans", axis, shape.length)]!,
        1,
      );
    return [count(inputAxes), count(outputAxes)];
  }
  const [first, second] = shape;
  if (first === undefined) return [1, 1];
  if (second === undefined) return [first, first];
  const field = sizeOf(shape.slice(0, -2));
  return [shape.at(-2)! * field, shape.at(-1)! * field];
}

/** Zero mean and variance scale / n, where n is the fan in, the fan out or their mean. */
abstract class Scaled<Options extends FanOptions> extends RandomInitializer<Options> {
  protected abstract get scheme(): Scheme;

  override *drawInParts(shape: Shape, dtype: DType = floatx(), key?: RandomKey): Work<TypedArray> {
    const { scale, mode, distribution } = this.scheme;
    const [fanIn, fanOut] = computeFans(shape, this.options);
    const n = { fan_in: fanIn, fan_out: fanOut, fan_avg: (fanIn + fanOut) / 2 }[mode];
    const variance = scale / Math.max(1, n);
    const stream = streamOf(this.options.seed, key);
    if (distribution === "uniform") {
      const limit = Math.sqrt(3 * variance);
      return yield* fillUniform(shape, dtype, stream, [-limit, limit]);
    }
    if (distribution === "untruncated_normal")
      return yield* fillInParts(shape, dtype, () => Math.sqrt(variance) * stream.normal());
    const deviation = Math.sqrt(variance) / truncatedDeviation;
    return yield* fillInParts(shape, dtype, () => deviation * stream.truncatedNormal());
  }
}

const fanDefaults = { seed: null, inputAxes: null, outputAxes: null };

/**
 * Zero mean and variance scale / n, where n is the fan in, the fan out or their mean: normal numbers cut at two
 * standard deviations (corrected, so that the variance is right), plain normal, or uniform in ±√(3 · scale / n).
 */
export class VarianceScaling extends Scaled<VarianceScalingOptions> {
  static override readonly className = "VarianceScaling";

  constructor(options: VarianceScalingOptions = {}) {
    const { distribution } = options;
    const spelled =
      distribution === "normal"
        ? { ...options, distribution: "truncated_normal" as const }
        : options;
    super(spelled, { scale: 1, mode: "fan_in", distribution: "truncated_normal", ...fanDefaults });
    const { scale, mode } = this.scheme;
    if (!(scale > 0))
      fail("value", { where: this.className, expected: "a scale above 0", received: `${scale}` });
    if (!modes.includes(mode)) failUnknownName(this.className, "mode", mode, modes);
    if (!distributions.includes(this.scheme.distribution)) {
      failUnknownName(this.className, "distribution", this.scheme.distribution, distributions);
    }
  }

  protected override get scheme(): Scheme {
    return this.options as Scheme;
  }
}

/** A kind of scaling with a name of its own. */
abstract class NamedScaling extends Scaled<FanOptions> {
  constructor(options: FanOptions = {}) {
    super(options, fanDefaults);
  }
}

/** Uniform, variance 1 / mean of the fans: Keras's default for kernels. Glorot & Bengio 2010, https://proceedings.mlr.press/v9/glorot10a.html */
export class GlorotUniform extends NamedScaling {
  static override readonly className = "GlorotUniform";
  protected override get scheme(): Scheme {
    return { scale: 1, mode: "fan_avg", distribution: "uniform" };
  }
}

/** Truncated normal, variance 1 / mean of the fans. Glorot & Bengio 2010. */
export class GlorotNormal extends NamedScaling {
  static override readonly className = "GlorotNormal";
  protected override get scheme(): Scheme {
    return { scale: 1, mode: "fan_avg", distribution: "truncated_normal" };
  }
}

/** Uniform, variance 2 / fan in: for relu. He et al. 2015, https://arxiv.org/abs/1502.01852 */
export class HeUniform extends NamedScaling {
  static override readonly className = "HeUniform";
  protected override get scheme(): Scheme {
    return { scale: 2, mode: "fan_in", distribution: "uniform" };
  }
}

/** Truncated normal, variance 2 / fan in: for relu. He et al. 2015. */
export class HeNormal extends NamedScaling {
  static override readonly className = "HeNormal";
  protected override get scheme(): Scheme {
    return { scale: 2, mode: "fan_in", distribution: "truncated_normal" };
  }
}

/** Uniform, variance 1 / fan in. LeCun et al. 1998, "Efficient BackProp". */
export class LecunUniform extends NamedScaling {
  static override readonly className = "LecunUniform";
  protected override get scheme(): Scheme {
    return { scale: 1, mode: "fan_in", distribution: "uniform" };
  }
}

/** Truncated normal, variance 1 / fan in: for selu. LeCun et al. 1998. */
export class LecunNormal extends NamedScaling {
  static override readonly className = "LecunNormal";
  protected override get scheme(): Scheme {
    return { scale: 1, mode: "fan_in", distribution: "truncated_normal" };
  }
}

/** `varianceScaling({ scale: 2, mode: "fan_avg", distribution: "uniform" })` */
export const varianceScaling = (options: VarianceScalingOptions = {}): VarianceScaling =>
  new VarianceScaling(options);
/** `glorotUniform()` */
export const glorotUniform = (options: FanOptions = {}): GlorotUniform =>
  new GlorotUniform(options);
/** `glorotNormal()` */
export const glorotNormal = (options: FanOptions = {}): GlorotNormal => new GlorotNormal(options);
/** `heUniform()` */
export const heUniform = (options: FanOptions = {}): HeUniform => new HeUniform(options);
/** `heNormal()` */
export const heNormal = (options: FanOptions = {}): HeNormal => new HeNormal(options);
/** `lecunUniform()` */
export const lecunUniform = (options: FanOptions = {}): LecunUniform => new LecunUniform(options);
/** `lecunNormal()` */
export const lecunNormal = (options: FanOptions = {}): LecunNormal => new LecunNormal(options);
