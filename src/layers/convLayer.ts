import { fail } from "../base/errors.ts";
import { expectDataFormat, type DataFormat } from "../base/imageDataFormat.ts";
import { snakeCase } from "../base/names.ts";
import type { ConstraintLike } from "../constraints/constraint.ts";
import type { Operand } from "../graph/value.ts";
import type { Variable } from "../graph/variable.ts";
import type { InitializerLike } from "../initializers/getInitializer.ts";
import type { ActivationLike } from "../ops/activations.ts";
import { add } from "../ops/add.ts";
import { reshape } from "../ops/reshape.ts";
import { expectPadding, perAxis, type PerAxis } from "../ops/spatial.ts";
import type { RegularizerLike } from "../regularizers/regularizer.ts";
import { Layer, layerOptions, type LayerOptions } from "./layer.ts";
import type { SpatialClass } from "./spatialLayer.ts";
import type { PartialShape } from "./symbolic.ts";

/** What all convolutional layers can be told. */
export interface ConvLayerOptions extends LayerOptions {
  /** Steps of the kernel: one number or one per spatial axis. Default 1. */
  readonly strides?: PerAxis | undefined;
  /** Default: the one of `setImageDataFormat`, at first "channels_last". */
  readonly dataFormat?: DataFormat | null | undefined;
  /** Distance of neighbours in the kernel. Default 1. Not with strides above 1. */
  readonly dilationRate?: PerAxis | undefined;
  /** Applied to the result. Default "linear". */
  readonly activation?: ActivationLike | undefined;
  /** Add a learned offset per filter. Default true. */
  readonly useBias?: boolean | undefined;
  /** Default "zeros". */
  readonly biasInitializer?: InitializerLike | undefined;
  /** Default null: none. */
  readonly biasRegularizer?: RegularizerLike | undefined;
  /** A penalty on the output, averaged over the batch. Default null: none. */
  readonly activityRegularizer?: RegularizerLike | undefined;
  /** Default null: none. */
  readonly biasConstraint?: ConstraintLike | undefined;
}

/** The saved options of every convolutional layer. */
export interface ConvLayerConfig extends LayerOptions {
  readonly kernelSize: PerAxis;
  readonly strides: PerAxis;
  readonly padding: string;
  readonly dataFormat: DataFormat | null;
  readonly dilationRate: PerAxis;
  readonly activation: ActivationLike;
  readonly useBias: boolean;
  readonly biasInitializer: InitializerLike;
  readonly biasRegularizer: RegularizerLike;
  readonly activityRegularizer: RegularizerLike;
  readonly biasConstraint: ConstraintLike;
}

/** A layer that slides a kernel over images: options in full, bias and activation. */
export abstract class ConvLayer<Config extends ConvLayerConfig> extends Layer<Config> {
  /** Number of axes along which the kernel slides. */
  static readonly spatialRank: number = 2;
  static override readonly savesActivityRegularizer = true;
  bias: Variable | undefined;

  /** `counts`: options that are whole numbers of 1 or more. */
  constructor(
    own: SpatialClass,
    {
      defaults,
      options,
      paddings,
      counts,
    }: {
      readonly defaults: object;
      readonly options: object;
      readonly paddings: readonly string[];
      readonly counts: readonly string[];
    },
  ) {
    const where = snakeCase(own.className);
    const config = layerOptions(own.className, defaults, options) as ConvLayerConfig;
    const rank = own.spatialRank;
    super({
      ...config,
      kernelSize: perAxis(where, "kernelSize", config.kernelSize, { rank }),
      strides: perAxis(where, "strides", config.strides, { rank }),
      dilationRate: perAxis(where, "dilationRate", config.dilationRate, { rank }),
      padding: expectPadding(where, config.padding, paddings),
      dataFormat: expectDataFormat(where, config.dataFormat),
    } as unknown as Config);
    for (const name of counts) {
      const value = (config as unknown as Record<string, unknown>)[name];
      if (typeof value !== "number" || !Number.isInteger(value) || value < 1) {
        fail("value", {
          where: this.label,
          expected: `${name} to be a whole number of 1 or more`,
          received: String(value),
        });
      }
    }
    this.words.activation(this.options.activation, this.label);
    this.inputSpec = { rank: rank + 2 };
  }

  /** Throws where steps and gaps are both above 1, which Keras refuses too. */
  protected refuseStridedDilation(): void {
    const { strides, dilationRate } = this.options as {
      readonly strides: readonly number[];
      readonly dilationRate: readonly number[];
    };
    if (Math.max(...strides) > 1 && Math.max(...dilationRate) > 1) {
      fail("option", {
        where: this.label,
        expected: "strides of 1 or a dilationRate of 1",
        received: `strides ${JSON.stringify(strides)} and dilationRate ${JSON.stringify(dilationRate)}`,
      });
    }
  }

  /** The extents of the kernel. */
  protected get kernelExtents(): readonly number[] {
    return this.options.kernelSize as readonly number[];
  }

  /** Number of channels of inputs of this shape; throws where it is not known. From now on inputs must have it. */
  protected channelsOf(inputShape: PartialShape): number {
    const axis = this.options.dataFormat === "channels_first" ? 1 : -1;
    const channels = inputShape.at(axis);
    if (channels === undefined || channels === null || channels === 0) {
      return fail("shape", {
        where: this.label,
        expected: "a known number of channels",
        received: `${channels ?? "None"}`,
      });
    }
    this.inputSpec = { rank: inputShape.length, axes: { [axis]: channels } };
    return channels;
  }

  /** Makes the bias if there is to be one. */
  protected addBias(filters: number): void {
    const { useBias, biasInitializer, biasRegularizer, biasConstraint } = this.options;
    if (!useBias) return;
    this.bias = this.addWeight("bias", [filters], biasInitializer, {
      regularizer: biasRegularizer,
      constraint: biasConstraint,
    });
  }

  /** What the ops need to be told. */
  protected get steps(): Pick<ConvLayerConfig, "strides" | "dataFormat" | "dilationRate"> {
    const { strides, dataFormat, dilationRate } = this.options;
    return { strides, dataFormat, dilationRate };
  }

  /** The sums with bias, activation and penalty. */
  protected finish(sums: Operand): Operand {
    const { activation, activityRegularizer, dataFormat } = this.options;
    const { bias } = this;
    const shift =
      bias === undefined || dataFormat === "channels_last"
        ? bias
        : reshape(this.read(bias, sums), [bias.size, ...sums.shape.slice(2).map(() => 1)]);
    const result = this.words.activation(
      activation,
      this.label,
    )(shift === undefined ? sums : add(sums, shift));
    this.addActivityLoss(this.words.regularizer(activityRegularizer, this.label), result);
    return result;
  }
}
