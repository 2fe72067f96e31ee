import { sigmoid } from "../ops/sigmoid.ts";
import { tanh } from "../ops/sin.ts";
import { expectDataFormat, type DataFormat } from "../base/imageDataFormat.ts";
import { fail } from "../base/errors.ts";
import { formatShape, type Shape } from "../base/shape.ts";
import type { Operand } from "../graph/value.ts";
import type { InitializerLike } from "../initializers/getInitializer.ts";
import type { ActivationLike } from "../ops/activations.ts";
import { add, multiply } from "../ops/add.ts";
import { split } from "../ops/concatenate.ts";
import { conv } from "../ops/conv.ts";
import { reshape } from "../ops/reshape.ts";
import { expectPadding, perAxis, type PerAxis } from "../ops/spatial.ts";
import type { RegularizerLike } from "../regularizers/regularizer.ts";
import { knownExtents } from "./inputShape.ts";
import { layerOptions } from "./layer.ts";
import { Recurrent, recurrentDefaults, type RecurrentOptions } from "./recurrent.ts";
import {
  constraintDefaults,
  GatedCell,
  type GatedConfig,
  type GatedOptions,
  initializerDefaults,
  type StateSize,
  UnitForgetBias,
  weightDefaults,
} from "./recurrentCell.ts";
import type { PartialShape } from "./symbolic.ts";

/** Options of `convLstm1d`, `convLstm2d` and `convLstm3d`. */
export interface ConvLSTMOptions extends GatedOptions, RecurrentOptions {
  /** Steps of the kernel of the input. Default 1. */
  readonly strides?: PerAxis | undefined;
  /** Of the input's part; the state's is always "same". Default "valid". */
  readonly padding?: "valid" | "same" | undefined;
  /** Default: the one of `setImageDataFormat`, at first "channels_last". */
  readonly dataFormat?: DataFormat | null | undefined;
  /** Distance of neighbours in the kernel of the input. Default 1. */
  readonly dilationRate?: PerAxis | undefined;
  /** Of the gates. Default "sigmoid". */
  readonly recurrentActivation?: ActivationLike | undefined;
  /** Whether the bias of the forget gates begins with 1. Default true. */
  readonly unitForgetBias?: boolean | undefined;
  /** A penalty on the output, averaged over the batch. Default null: none. */
  readonly activityRegularizer?: RegularizerLike | undefined;
}

interface Spatial {
  readonly filters: number;
  readonly kernelSize: readonly number[];
  readonly strides: readonly number[];
  readonly padding: string;
  readonly dataFormat: DataFormat;
  readonly dilationRate: readonly number[];
  readonly recurrentActivation: ActivationLike;
  readonly unitForgetBias: boolean;
}

type CellConfig = Omit<GatedConfig, "units"> & Spatial;

type ConvLSTMConfig = CellConfig &
  typeof recurrentDefaults & { readonly activityRegularizer: RegularizerLike };

/** An LSTM whose products with the kernels are convolutions; see `LSTMCell`. States h, c [places.., filters]. */
class ConvLSTMCell extends GatedCell<CellConfig> {
  static override readonly className = "ConvLSTMCell";
  protected override readonly gates = 4;
  #places: Shape = [];

  protected override get widthOption(): readonly [name: string, width: number] {
    return ["filters", this.options.filters];
  }

  get #isLast(): boolean {
    return this.options.dataFormat === "channels_last";
  }

  override get stateSize(): StateSize {
    return [this.outputSize, this.outputSize];
  }

  override get outputSize(): Shape {
    return this.#isLast ? [...this.#places, this.width] : [this.width, ...this.#places];
  }

  protected override biasInitializer(): InitializerLike {
    const own = super.biasInitializer();
    return this.options.unitForgetBias
      ? new UnitForgetBias(this.words.initializer(own, this.label))
      : own;
  }

  override build(inputShape: PartialShape): void {
    const { kernelSize, strides, dilationRate, padding } = this.options;
    const known = knownExtents(this.label, inputShape.slice(1));
    const channels = this.#isLast ? known.at(-1)! : known[0]!;
    const extents = this.#isLast ? known.slice(0, -1) : known.slice(1);
    this.#places = extents.map((extent, i) => {
      const span = (kernelSize[i]! - 1) * dilationRate[i]! + 1;
      const reach = padding === "same" ? extent - 1 : extent - span;
      if (reach >= 0) return Math.floor(reach / strides[i]!) + 1;
      return fail("shape", {
        where: this.label,
        expected: `images that a kernel of ${formatShape(kernelSize)} fits into`,
        received: formatShape(extents),
      });
    });
    this.addWeights([...kernelSize, channels], [...kernelSize, this.width]);
  }

  /** The convolution of all steps at once: [..., batch, image] -> [..., batch, places and gates]. */
  override project(x: Operand): Operand {
    const { strides, dilationRate, padding, dataFormat, kernelSize } = this.options;
    const rank = kernelSize.length + 1;
    const lead = x.shape.slice(0, x.rank - rank);
    const flat = reshape(x, [lead.reduce((a, b) => a * b, 1), ...x.shape.slice(-rank)]);
    const kernel = this.read(this.kernel, x);
    const y = conv(flat, kernel, {
      strides,
      dilationRate,
      padding: padding as "valid" | "same",
      dataFormat,
    });
    const biased = this.bias === undefined ? y : add(y, this.#spread(this.read(this.bias, x)));
    return reshape(biased, [...lead, ...y.shape.slice(1)]);
  }

  /** The bias beside images. */
  #spread(bias: Operand): Operand {
    return this.#isLast ? bias : reshape(bias, [bias.size, ...this.#places.map(() => 1)]);
  }

  override advance(projected: Operand, [h, c]: readonly Operand[]): readonly Operand[] {
    const { activation, recurrentActivation, dataFormat } = this.options;
    const activate = this.words.activation(activation, this.label);
    const gate = this.words.activation(recurrentActivation, this.label);
    const kernel = this.read(this.recurrentKernel, h!);
    const z = add(projected, conv(h!, kernel, { padding: "same", dataFormat }));
    const [i, f, g, o] = split(z, 4, { axis: this.#isLast ? -1 : 1 });
    const next = add(multiply(gate(f!), c!), multiply(gate(i!), activate(g!)));
    const output = multiply(gate(o!), activate(next));
    return [output, output, next];
  }
}

const cellDefaults = {
  recurrentActivation: sigmoid as ActivationLike,
  useBias: true,
  ...initializerDefaults,
  unitForgetBias: true,
  ...weightDefaults,
};

const defaults = {
  ...recurrentDefaults,
  filters: 0,
  kernelSize: 0 as PerAxis,
  strides: 1 as PerAxis,
  padding: "valid",
  dataFormat: null as DataFormat | null,
  dilationRate: 1 as PerAxis,
  activation: tanh as ActivationLike,
  ...cellDefaults,
  activityRegularizer: null as RegularizerLike,
  ...constraintDefaults,
  seed: null as number | null,
};

/** The given options in full, per spatial axis. */
function configOf(className: string, rank: number, options: object): ConvLSTMConfig {
  const own = layerOptions(className, defaults, options);
  const { kernelSize, strides, dilationRate, padding, dataFormat } = own;
  return {
    ...own,
    kernelSize: perAxis(className, "kernelSize", kernelSize, { rank }),
    strides: perAxis(className, "strides", strides, { rank }),
    padding: expectPadding(className, padding as "valid", ["valid", "same"]),
    dataFormat: expectDataFormat(className, dataFormat),
    dilationRate: perAxis(className, "dilationRate", dilationRate, { rank }),
  };
}

/** The three layers. */
abstract class ConvLSTM extends Recurrent<ConvLSTMConfig> {
  static override readonly savesActivityRegularizer = true;
  override readonly cell: ConvLSTMCell;

  constructor(className: string, rank: number, options: object) {
    super(configOf(className, rank, options));
    const names = Object.keys(this.options).filter(
      (name) => !(name in recurrentDefaults) && name !== "activityRegularizer" && name !== "name",
    );
    const cell = this.cellOptions(names) as unknown as CellConfig;
    this.cell = new ConvLSTMCell({ ...cell, name: "conv_lstm_cell" });
  }
}

type Own = ConvLSTMOptions & { readonly filters: number; readonly kernelSize: PerAxis };

/** An LSTM over rows: [batch, steps, rows, in] -> [batch, places, filters], or a place for each step. */
export class ConvLSTM1D extends ConvLSTM {
  static override readonly className = "ConvLSTM1D";
  constructor(options: Own) {
    super("ConvLSTM1D", 1, options);
  }
}

/**
 * An LSTM over images: [batch, steps, rows, columns, in] -> [batch, places.., filters], or one such for each step.
 * Shi et al. 2015, https://arxiv.org/abs/1506.04214
 */
export class ConvLSTM2D extends ConvLSTM {
  static override readonly className = "ConvLSTM2D";
  constructor(options: Own) {
    super("ConvLSTM2D", 2, options);
  }
}

/** An LSTM over volumes: [batch, steps, depth, rows, columns, in] -> [batch, places.., filters], or one such for each step. */
export class ConvLSTM3D extends ConvLSTM {
  static override readonly className = "ConvLSTM3D";
  constructor(options: Own) {
    super("ConvLSTM3D", 3, options);
  }
}

/** `convLstm1d(8, 3)` */
export const convLstm1d = (
  filters: number,
  kernelSize: PerAxis,
  options: ConvLSTMOptions = {},
): ConvLSTM1D => new ConvLSTM1D({ ...options, filters, kernelSize });

/** `convLstm2d(8, 3, { padding: "same", returnSequences: true })` */
export const convLstm2d = (
  filters: number,
  kernelSize: PerAxis,
  options: ConvLSTMOptions = {},
): ConvLSTM2D => new ConvLSTM2D({ ...options, filters, kernelSize });

/** `convLstm3d(8, 3)` */
export const convLstm3d = (
  filters: number,
  kernelSize: PerAxis,
  options: ConvLSTMOptions = {},
): ConvLSTM3D => new ConvLSTM3D({ ...options, filters, kernelSize });
