import { tanh } from "../ops/sin.ts";
import type { Operand } from "../graph/value.ts";
import type { ActivationLike } from "../ops/activations.ts";
import { add } from "../ops/add.ts";
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
  weightDefaults,
} from "./recurrentCell.ts";

const first = { activation: tanh as ActivationLike, useBias: true, ...initializerDefaults };
const cellDefaults: Omit<DefaultsOf<GatedConfig>, "units"> = {
  ...first,
  ...weightDefaults,
  ...constraintDefaults,
  seed: null as number | null,
};

/** Options of `simpleRNNCell`. */
export type SimpleRNNCellOptions = GatedOptions;

/** h' = activation(x · kernel + bias + h · recurrentKernel); the output is h'. */
export class SimpleRNNCell extends GatedCell {
  static override readonly className = "SimpleRNNCell";
  protected override readonly gates = 1;

  constructor(options: SimpleRNNCellOptions & { readonly units: number }) {
    super(layerOptions("SimpleRNNCell", { units: 0, ...cellDefaults }, options));
  }

  override advance(projected: Operand, [h]: readonly Operand[]): readonly Operand[] {
    const [sum] = this.eachGate(add(projected, this.allGates(h!, this.recurrentKernel)));
    const next = this.words.activation(this.options.activation, this.label)(sum!);
    return [next, next];
  }
}

/** Options of `simpleRNN`. */
export interface SimpleRNNOptions extends GatedOptions, RecurrentOptions {
  /** A penalty on the output, averaged over the batch. Default null: none. */
  readonly activityRegularizer?: RegularizerLike | undefined;
}

type SimpleRNNConfig = Omit<GatedConfig, "seed"> &
  typeof recurrentDefaults & { readonly activityRegularizer: RegularizerLike };

const defaults: DefaultsOf<SimpleRNNConfig> = {
  ...recurrentDefaults,
  units: 0,
  ...first,
  ...weightDefaults,
  activityRegularizer: null as RegularizerLike,
  ...constraintDefaults,
};

/** A fully connected recurrent layer: [batch, steps, in] -> [batch, units], or [batch, steps, units]. Weights: those of `SimpleRNNCell`. */
export class SimpleRNN extends Recurrent<SimpleRNNConfig> {
  static override readonly className = "SimpleRNN";
  static override readonly savesActivityRegularizer = true;
  override readonly cell: SimpleRNNCell;

  constructor({ seed, ...options }: SimpleRNNOptions & { readonly units: number }) {
    super(layerOptions("SimpleRNN", defaults, options));
    // Keras saves no seed with this layer.
    this.cell = new SimpleRNNCell({
      ...this.cellOptions(Object.keys(cellDefaults)),
      units: this.options.units,
      seed,
      name: "simple_rnn_cell",
    });
  }
}

/** `simpleRNN(32, { returnSequences: true })` */
export const simpleRNN = (units: number, options: SimpleRNNOptions = {}): SimpleRNN =>
  new SimpleRNN({ ...options, units });

/** `rnn(simpleRNNCell(32))` */
export const simpleRNNCell = (units: number, options: SimpleRNNCellOptions = {}): SimpleRNNCell =>
  new SimpleRNNCell({ ...options, units });
