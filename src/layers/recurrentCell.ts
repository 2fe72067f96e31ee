import { zeros } from "../initializers/constant.ts";
import { orthogonal } from "../initializers/orthogonal.ts";
import { glorotUniform } from "../initializers/varianceScaling.ts";
import { fail } from "../base/errors.ts";
import type { DType, TypedArray } from "../base/dtype.ts";
import { floatx } from "../base/floatx.ts";
import type { RandomKey } from "../base/random.ts";
import type { Shape } from "../base/shape.ts";
import type { ConstraintLike } from "../constraints/constraint.ts";
import type { Operand } from "../graph/value.ts";
import type { Variable } from "../graph/variable.ts";
import type { InitializerLike } from "../initializers/getInitializer.ts";
import { Initializer } from "../initializers/initializer.ts";
import type { ActivationLike } from "../ops/activations.ts";
import { add, multiply } from "../ops/add.ts";
import { split } from "../ops/concatenate.ts";
import { tensordot } from "../ops/matmul.ts";
import { dropout, nextSeed, seedStateOf } from "../ops/random.ts";
import { reshape } from "../ops/reshape.ts";
import { onesLike } from "../ops/zeros.ts";
import type { RegularizerLike } from "../regularizers/regularizer.ts";
import { lastExtent } from "./inputShape.ts";
import { type CallContext, Layer, type LayerOptions } from "./layer.ts";
import type { PartialShape } from "./symbolic.ts";

/** Extents of what a cell carries from step to step, without the batch: a number for [number], or a list of either. */
export type StateSize = number | readonly (number | Shape)[];

/**
 * One step of a recurrent layer: a layer whose `callMany` takes [x, ...states] and gives [output, ...states].
 * Any layer with a `stateSize` will do.
 */
export interface RecurrentCell extends Layer {
  readonly stateSize: StateSize;
  /** Extents of the output, without the batch. Default: those of the first state. */
  readonly outputSize?: number | Shape | undefined;
}

/** The shapes of the states, without the batch. */
export function stateShapes(stateSize: StateSize): readonly Shape[] {
  const sizes = typeof stateSize === "number" ? [stateSize] : stateSize;
  return sizes.map((size) => (typeof size === "number" ? [size] : size));
}

/** What a cell gives, as a list. */
export function partsOf(result: Operand | readonly Operand[]): readonly Operand[] {
  return Array.isArray(result) ? (result as readonly Operand[]) : [result as Operand];
}

/** Options that all built-in cells share, with their defaults. */
export interface GatedOptions extends LayerOptions {
  /** Applied to the candidate. Default "tanh". */
  readonly activation?: ActivationLike | undefined;
  /** Default true. */
  readonly useBias?: boolean | undefined;
  /** Of the weights of the input. Default "glorot_uniform". */
  readonly kernelInitializer?: InitializerLike | undefined;
  /** Of the weights of the state. Default "orthogonal". */
  readonly recurrentInitializer?: InitializerLike | undefined;
  /** Default "zeros". */
  readonly biasInitializer?: InitializerLike | undefined;
  /** Default null: none. */
  readonly kernelRegularizer?: RegularizerLike | undefined;
  /** Default null: none. */
  readonly recurrentRegularizer?: RegularizerLike | undefined;
  /** Default null: none. */
  readonly biasRegularizer?: RegularizerLike | undefined;
  /** Default null: none. */
  readonly kernelConstraint?: ConstraintLike | undefined;
  /** Default null: none. */
  readonly recurrentConstraint?: ConstraintLike | undefined;
  /** Default null: none. */
  readonly biasConstraint?: ConstraintLike | undefined;
  /** Share of the input's elements that training drops, the same ones in all steps. Default 0. */
  readonly dropout?: number | undefined;
  /** Share of the state's elements that training drops, the same ones in all steps. Default 0. */
  readonly recurrentDropout?: number | undefined;
  /** Gives the same dropout in every run. Default null: the session's random numbers. */
  readonly seed?: number | null | undefined;
}

/** The defaults of `GatedOptions`, those of weights apart, in Keras's order. */
export const weightDefaults = {
  kernelRegularizer: null as RegularizerLike,
  recurrentRegularizer: null as RegularizerLike,
  biasRegularizer: null as RegularizerLike,
};

/** See `weightDefaults`. */
export const constraintDefaults = {
  kernelConstraint: null as ConstraintLike,
  recurrentConstraint: null as ConstraintLike,
  biasConstraint: null as ConstraintLike,
  dropout: 0,
  recurrentDropout: 0,
};

/** See `weightDefaults`. */
export const initializerDefaults = {
  kernelInitializer: glorotUniform() as InitializerLike,
  recurrentInitializer: orthogonal() as InitializerLike,
  biasInitializer: zeros() as InitializerLike,
};

/** A cell's options once the defaults are filled in. */
export type GatedConfig = LayerOptions &
  typeof initializerDefaults &
  typeof weightDefaults &
  typeof constraintDefaults & {
    readonly units: number;
    readonly activation: ActivationLike;
    readonly useBias: boolean;
    readonly seed: number | null;
  };

/** Of a config, the options with defaults. */
export type DefaultsOf<Config> = Omit<Config, keyof LayerOptions>;

/** What training drops in one sequence: multiplied to the input and to the state. */
export interface DropoutMasks {
  readonly input: Operand | undefined;
  readonly state: Operand | undefined;
}

/**
 * The built-in cells: gates that are sums of x · kernel + bias and h · recurrentKernel. All gates' weights lie side by
 * side, [in, gates * units] and [units, gates * units], so that the input's part of all steps is one product.
 */
export abstract class GatedCell<
  Options extends Omit<GatedConfig, "units"> & { readonly units?: number } = GatedConfig,
> extends Layer<Options> {
  /** How many gates. */
  protected abstract readonly gates: number;
  kernel!: Variable;
  recurrentKernel!: Variable;
  bias: Variable | undefined;
  readonly #seed: Variable | undefined;

  constructor(options: Options) {
    super(options);
    const { dropout: rate, recurrentDropout, seed } = options;
    const [name, width] = this.widthOption;
    if (!Number.isInteger(width) || width < 1) {
      fail("value", {
        where: this.label,
        expected: `${name} to be a whole number of 1 or more`,
        received: `${width}`,
      });
    }
    for (const [name, share] of Object.entries({ dropout: rate, recurrentDropout })) {
      if (typeof share === "number" && share >= 0 && share <= 1) continue;
      fail("value", {
        where: this.label,
        expected: `${name} between 0 and 1`,
        received: String(share),
      });
    }
    this.words.activation(options.activation, this.label);
    if (rate > 0 || recurrentDropout > 0) this.#seed = this.addSeed(seed);
    this.inputSpec = {};
  }

  /** The option that says how wide each gate is, and what it says. */
  protected get widthOption(): readonly [name: string, width: number] {
    return ["units", this.options.units ?? 0];
  }

  /** Width of each gate. */
  protected get width(): number {
    return this.widthOption[1];
  }

  /** Extents of the states: those of h, by default. */
  get stateSize(): StateSize {
    return this.width;
  }

  /** Extents of the output. */
  get outputSize(): number | Shape {
    return this.width;
  }

  /** The shape of the bias, and what fills it. */
  protected biasShape(): Shape {
    return [this.gates * this.width];
  }

  protected biasInitializer(): InitializerLike {
    return this.options.biasInitializer;
  }

  override build(inputShape: PartialShape): void {
    this.addWeights([lastExtent(this.label, inputShape)], [this.width]);
  }

  /** Makes kernels of so many inputs and states per gate, and the bias. */
  protected addWeights(inputs: Shape, states: Shape): void {
    const { useBias, ...o } = this.options;
    const width = this.gates * this.width;
    this.kernel = this.addWeight("kernel", [...inputs, width], o.kernelInitializer, {
      regularizer: o.kernelRegularizer,
      constraint: o.kernelConstraint,
    });
    this.recurrentKernel = this.addWeight(
      "recurrent_kernel",
      [...states, width],
      o.recurrentInitializer,
      { regularizer: o.recurrentRegularizer, constraint: o.recurrentConstraint },
    );
    if (useBias) {
      this.bias = this.addWeight("bias", this.biasShape(), this.biasInitializer(), {
        regularizer: o.biasRegularizer,
        constraint: o.biasConstraint,
      });
    }
  }

  /** The input's part of all gates: [..., in] -> [..., gates, units]. */
  project(x: Operand): Operand {
    const y = this.allGates(x, this.kernel);
    return this.bias === undefined ? y : add(y, this.perGate(this.bias, x));
  }

  /** x · kernel with an axis of the gates: [..., in] -> [..., gates, units]. */
  protected allGates(x: Operand, kernel: Operand): Operand {
    return tensordot(x, this.perGate(kernel, x), { axes: 1 });
  }

  /** What lies side by side for all gates, under an axis of the gates: [.., gates * units] -> [.., gates, units]. */
  protected perGate(weight: Operand, x: Operand): Operand {
    const own = this.read(weight, x);
    return reshape(own, [...own.shape.slice(0, -1), this.gates, this.width]);
  }

  /** Each gate of [batch, gates, units] as [batch, units]. */
  protected eachGate(z: Operand): readonly Operand[] {
    const [batch, gates, units] = z.shape as readonly [number, number, number];
    return split(z, gates, { axis: 1 }).map((gate) => reshape(gate, [batch, units]));
  }

  /** One step, given the input's part of the gates: [output, ...states]. */
  abstract advance(projected: Operand, states: readonly Operand[]): readonly Operand[];

  /** What is dropped in this call: drawn once for all steps, of an input [batch, in] and a state like these. */
  dropoutMasks(input: Operand, state: Operand, { training }: CallContext): DropoutMasks {
    const seed = this.#seed;
    if (!training || seed === undefined) return { input: undefined, state: undefined };
    const draw = (like: Operand, rate: number): Operand | undefined => {
      if (rate === 0) return undefined;
      const mask = dropout(onesLike(like), rate, seedStateOf(this.read(seed, like)));
      seed.assign(nextSeed(this.read(seed, like)));
      return mask;
    };
    return {
      input: draw(input, this.options.dropout),
      state: draw(state, this.options.recurrentDropout),
    };
  }

  /** The states with what is dropped of h. */
  masked(states: readonly Operand[], { state: mask }: DropoutMasks): readonly Operand[] {
    return mask === undefined ? states : [multiply(states[0]!, mask), ...states.slice(1)];
  }

  override call(_x: Operand): Operand {
    const states = stateShapes(this.stateSize).length;
    return fail("value", {
      where: this.label,
      expected: `a list of the input and ${states} ${states === 1 ? "state" : "states"}`,
      received: "one tensor",
      advice: "Put the cell into rnn(cell) to run it over a sequence",
    });
  }

  /** One step: [x, ...states] -> [output, ...states]. */
  override callMany(inputs: readonly Operand[], context: CallContext): readonly Operand[] {
    const [x, ...states] = inputs;
    const count = stateShapes(this.stateSize).length;
    if (states.length !== count) this.call(x!);
    const masks = this.dropoutMasks(x!, states[0]!, context);
    const input = masks.input === undefined ? x! : multiply(x!, masks.input);
    return this.advance(this.project(input), this.masked(states, masks));
  }
}

/** The bias of an LSTM: that of the forget gates begins with 1, so that nothing is forgotten at first. */
export class UnitForgetBias extends Initializer<object> {
  static override readonly className = "UnitForgetBias";
  readonly #others: Initializer;

  constructor(others: Initializer) {
    super({}, {});
    this.#others = others;
  }

  override draw(shape: Shape, dtype: DType = floatx(), key?: RandomKey): TypedArray {
    const data = this.#others.draw(shape, dtype, key);
    const units = shape[0]! / 4;
    return data.fill(1, units, 2 * units);
  }
}
