import { sigmoid } from "../ops/sigmoid.ts";
import { tanh } from "../ops/sin.ts";
import type { Operand } from "../graph/value.ts";
import type { InitializerLike } from "../initializers/getInitializer.ts";
import type { ActivationLike } from "../ops/activations.ts";
import { add, multiply } from "../ops/add.ts";
import type { RegularizerLike } from "../regularizers/regularizer.ts";
import { layerOptions } from "./layer.ts";
import { Recurrent, recurrentDefaults, type RecurrentOptions } from "./recurrent.ts";
import {
  constraintDefaults,
  type DefaultsOf,
  GatedCell,
  type GatedConfig,
  type GatedOptions,
  initializerDefaults,
  type StateSize,
  UnitForgetBias,
  weightDefaults,
} from "./recurrentCell.ts";

const first = {
  activation: tanh as ActivationLike,
  recurrentActivation: sigmoid as ActivationLike,
  useBias: true,
};
const seed = { seed: null as number | null };
const cellDefaults: Omit<DefaultsOf<LSTMCellConfig>, "units"> = {
  ...first,
  unitForgetBias: true,
  ...initializerDefaults,
  ...weightDefaults,
  ...constraintDefaults,
  ...seed,
};

/** Options of `lstmCell`. */
export interface LSTMCellOptions extends GatedOptions {
  /** Of the gates. Default "sigmoid". */
  readonly recurrentActivation?: ActivationLike | undefined;
  /** Whether the bias of the forget gates begins with 1. Default true. */
  readonly unitForgetBias?: boolean | undefined;
}

type LSTMCellConfig = GatedConfig & {
  readonly recurrentActivation: ActivationLike;
  readonly unitForgetBias: boolean;
};

/**
 * Gates i, f, g, o of x · kernel + bias + h · recurrentKernel, in this order:
 * c' = σ(f) c + σ(i) activation(g), h' = σ(o) activation(c'); the output is h'.
 * Hochreiter & Schmidhuber 1997, https://doi.org/10.1162/neco.1997.9.8.1735
 */
export class LSTMCell extends GatedCell<LSTMCellConfig> {
  static override readonly className = "LSTMCell";
  protected override readonly gates = 4;

  constructor(options: LSTMCellOptions & { readonly units: number }) {
    super(layerOptions("LSTMCell", { units: 0, ...cellDefaults }, options));
    this.words.activation(this.options.recurrentActivation, this.label);
  }

  override get stateSize(): StateSize {
    return [this.options.units, this.options.units];
  }

  protected override biasInitializer(): InitializerLike {
    const own = super.biasInitializer();
    return this.options.unitForgetBias
      ? new UnitForgetBias(this.words.initializer(own, this.label))
      : own;
  }

  override advance(projected: Operand, [h, c]: readonly Operand[]): readonly Operand[] {
    const activate = this.words.activation(this.options.activation, this.label);
    const gate = this.words.activation(this.options.recurrentActivation, this.label);
    const z = add(projected, this.allGates(h!, this.recurrentKernel));
    const [i, f, g, o] = this.eachGate(z);
    const next = add(multiply(gate(f!), c!), multiply(gate(i!), activate(g!)));
    const output = multiply(gate(o!), activate(next));
    return [output, output, next];
  }
}

/** Options of `lstm`. */
export interface LSTMOptions extends LSTMCellOptions, RecurrentOptions {
  /** A penalty on the output, averaged over the batch. Default null: none. */
  readonly activityRegularizer?: RegularizerLike | undefined;
}

type LSTMConfig = LSTMCellConfig &
  typeof recurrentDefaults & { readonly activityRegularizer: RegularizerLike };

const defaults: DefaultsOf<LSTMConfig> = {
  ...recurrentDefaults,
  units: 0,
  ...first,
  ...initializerDefaults,
  unitForgetBias: true,
  ...weightDefaults,
  activityRegularizer: null as RegularizerLike,
  ...constraintDefaults,
  ...seed,
};

/** Long short-term memory: [batch, steps, in] -> [batch, units], or [batch, steps, units]. States h, c. Weights: those of `LSTMCell`. */
export class LSTM extends Recurrent<LSTMConfig> {
  static override readonly className = "LSTM";
  static override readonly savesActivityRegularizer = true;
  override readonly cell: LSTMCell;

  constructor(options: LSTMOptions & { readonly units: number }) {
    super(layerOptions("LSTM", defaults, options));
    this.cell = new LSTMCell({
      ...this.cellOptions(Object.keys(cellDefaults)),
      units: this.options.units,
      name: "lstm_cell",
    });
  }
}

/** `lstm(128, { returnSequences: true })` */
export const lstm = (units: number, options: LSTMOptions = {}): LSTM =>
  new LSTM({ ...options, units });

/** `rnn(lstmCell(128))` */
export const lstmCell = (units: number, options: LSTMCellOptions = {}): LSTMCell =>
  new LSTMCell({ ...options, units });
