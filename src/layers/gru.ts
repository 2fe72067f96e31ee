import { sigmoid } from "../ops/sigmoid.ts";
import { tanh } from "../ops/sin.ts";
import type { Shape } from "../base/shape.ts";
import type { Operand } from "../graph/value.ts";
import type { ActivationLike } from "../ops/activations.ts";
import { add, multiply, subtract } from "../ops/add.ts";
import { split } from "../ops/concatenate.ts";
import { matmul } from "../ops/matmul.ts";
import { take } from "../ops/take.ts";
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

const first = {
  activation: tanh as ActivationLike,
  recurrentActivation: sigmoid as ActivationLike,
  useBias: true,
  ...initializerDefaults,
  ...weightDefaults,
};
const last = { resetAfter: true, seed: null as number | null };
const cellDefaults: Omit<DefaultsOf<GRUCellConfig>, "units"> = {
  ...first,
  ...constraintDefaults,
  ...last,
};

/** Options of `gruCell`. */
export interface GRUCellOptions extends GatedOptions {
  /** Of the gates. Default "sigmoid". */
  readonly recurrentActivation?: ActivationLike | undefined;
  /** Whether the reset gate comes after the product with the recurrent kernel, which then has a bias of its own. Default true. */
  readonly resetAfter?: boolean | undefined;
}

type GRUCellConfig = GatedConfig & {
  readonly recurrentActivation: ActivationLike;
  readonly resetAfter: boolean;
};

/**
 * Gates z (update), r (reset) and the candidate ĥ, in this order: h' = σ(z) h + (1 - σ(z)) ĥ; the output is h'.
 * ĥ = activation(x part + σ(r) (h part)) with `resetAfter`, else activation(x part + (σ(r) h) part).
 * Cho et al. 2014, https://arxiv.org/abs/1406.1078
 */
export class GRUCell extends GatedCell<GRUCellConfig> {
  static override readonly className = "GRUCell";
  protected override readonly gates = 3;

  constructor(options: GRUCellOptions & { readonly units: number }) {
    super(layerOptions("GRUCell", { units: 0, ...cellDefaults }, options));
    this.words.activation(this.options.recurrentActivation, this.label);
  }

  /** With `resetAfter` one row for the input and one for the state. */
  protected override biasShape(): Shape {
    const width = this.gates * this.options.units;
    return this.options.resetAfter ? [2, width] : [width];
  }

  override project(x: Operand): Operand {
    const y = this.allGates(x, this.kernel);
    if (this.bias === undefined) return y;
    return add(y, this.options.resetAfter ? this.#biasRow(x, 0) : this.perGate(this.bias, x));
  }

  /** Row 0 or 1 of the bias [2, ..], per gate. */
  #biasRow(x: Operand, row: number): Operand {
    return take(this.perGate(this.bias!, x), row, { axis: 0 });
  }

  override advance(projected: Operand, [h]: readonly Operand[]): readonly Operand[] {
    const { activation, recurrentActivation, resetAfter, units } = this.options;
    const activate = this.words.activation(activation, this.label);
    const gate = this.words.activation(recurrentActivation, this.label);
    const [xz, xr, xh] = this.eachGate(projected);
    let z: Operand;
    let candidate: Operand;
    if (resetAfter) {
      const product = this.allGates(h!, this.recurrentKernel);
      const inner = this.bias === undefined ? product : add(product, this.#biasRow(h!, 1));
      const [hz, hr, hh] = this.eachGate(inner);
      z = gate(add(xz!, hz!));
      candidate = activate(add(xh!, multiply(gate(add(xr!, hr!)), hh!)));
    } else {
      const [gates, own] = split(this.read(this.recurrentKernel, h!), [2 * units], { axis: -1 });
      const [hz, hr] = split(matmul(h!, gates!), 2, { axis: -1 });
      z = gate(add(xz!, hz!));
      const reset = multiply(gate(add(xr!, hr!)), h!);
      candidate = activate(add(xh!, matmul(reset, own!)));
    }
    const next = add(multiply(z, h!), multiply(subtract(1, z), candidate));
    return [next, next];
  }
}

/** Options of `gru`. */
export interface GRUOptions extends GRUCellOptions, RecurrentOptions {
  /** A penalty on the output, averaged over the batch. Default null: none. */
  readonly activityRegularizer?: RegularizerLike | undefined;
}

type GRUConfig = GRUCellConfig &
  typeof recurrentDefaults & { readonly activityRegularizer: RegularizerLike };

const defaults: DefaultsOf<GRUConfig> = {
  ...recurrentDefaults,
  units: 0,
  ...first,
  activityRegularizer: null as RegularizerLike,
  ...constraintDefaults,
  ...last,
};

/** Gated recurrent units: [batch, steps, in] -> [batch, units], or [batch, steps, units]. Weights: those of `GRUCell`. */
export class GRU extends Recurrent<GRUConfig> {
  static override readonly className = "GRU";
  static override readonly savesActivityRegularizer = true;
  override readonly cell: GRUCell;

  constructor(options: GRUOptions & { readonly units: number }) {
    super(layerOptions("GRU", defaults, options));
    this.cell = new GRUCell({
      ...this.cellOptions(Object.keys(cellDefaults)),
      units: this.options.units,
      name: "gru_cell",
    });
  }
}

/** `gru(64, { returnSequences: true })` */
export const gru = (units: number, options: GRUOptions = {}): GRU => new GRU({ ...options, units });

/** `rnn(gruCell(64))` */
export const gruCell = (units: number, options: GRUCellOptions = {}): GRUCell =>
  new GRUCell({ ...options, units });
