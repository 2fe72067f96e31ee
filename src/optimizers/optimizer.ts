import { allocate, heldAs, type DType, type TypedArray } from "../base/dtype.ts";
import { wideFloatx } from "../base/floatx.ts";
import { checkOptions, withDefaults } from "../base/config.ts";
import { fail } from "../base/errors.ts";
import { sizeOf, type Shape } from "../base/shape.ts";
import { interpretGraph } from "../graph/interpret/interpret.ts";
import { builderOf } from "../graph/primitives.ts";
import type { Builder, Operand } from "../graph/value.ts";
import { Variable } from "../graph/variable.ts";
import { add, multiply, subtract } from "../ops/add.ts";
import { cast } from "../ops/cast.ts";
import { binary } from "../ops/convert.ts";
import { divide } from "../ops/divide.ts";
import { equal } from "../ops/equal.ts";
import { logicalAnd } from "../ops/logicalAnd.ts";
import { newGraph } from "../ops/primitives/cards.ts";
import { where } from "../ops/where.ts";
import { clipGradients } from "./clipping.ts";
import {
  checkOptimizerOptions,
  commonDefaults,
  type LearningRateLike,
  type OptimizerConfig,
  type OptimizerDefaults,
  type OptimizerOptions,
} from "./optimizerOptions.ts";
import { Schedule, type ScheduleFunction } from "./schedules/schedule.ts";

/** A gradient and the variable it belongs to; without a gradient the variable stays as it is. */
export type GradientPair = readonly [gradient: Operand | null | undefined, variable: Variable];

/** What a variable must satisfy after each update: its new value -> the value it gets. */
export type Constrain = (variable: Variable, value: Operand) => Operand;

/** The scalars of one step; compute with them once, not for each variable. */
export interface Step {
  /** The learning rate η [] of this step, float32. */
  readonly rate: Operand;
  /** The number of this update [], from 1, float32. */
  readonly t: Operand;
}

/** A variable, its gradient and its slots. */
export interface Given<Slot extends string> {
  readonly variable: Variable;
  /** Its value. */
  readonly w: Operand;
  readonly g: Operand;
  readonly slots: Readonly<Record<Slot, Operand>>;
}

/** The new values of a variable and of its slots. */
export interface Updated<Slot extends string> {
  readonly w: Operand;
  readonly slots?: Readonly<Partial<Record<Slot, Operand>>>;
}

/** The update of one variable. */
export type UpdateRule<Slot extends string> = UpdateRuleMethod<Slot>["rule"];

/** A method, whose parameters TypeScript compares both ways: so every optimizer is an `Optimizer`, whatever its slots. */
interface UpdateRuleMethod<Slot extends string> {
  rule(given: Given<Slot>): Updated<Slot>;
}

/** How a slot of a weight differs from the weight. */
export interface SlotOptions {
  /** Default: that of the weight. */
  readonly shape?: Shape;
  /** Default: the weight's path and the slot's name. */
  readonly name?: string;
  /** Whether its path is its name, without the optimizer's. Default false. */
  readonly bare?: boolean;
  /** Default: that of the weight, but 32 bits at least. */
  readonly dtype?: DType;
  /** Whether it starts as a copy of the weight, instead of with `initialValue`. Default false. */
  readonly copies?: boolean;
}

/** A variable as an operand of `builder`: alone, a variable does not say who computes. */
function read(builder: Builder, variable: Variable): Operand {
  return builder.emit("stopGradient", [variable], {});
}

/** The name of state that belongs to a weight: "dense_kernel_momentum". */
function besideName({ path }: Variable, name: string): string {
  return `${path.replaceAll("/", "_")}_${name}`;
}

/** ⌊count / every⌋ of an int32 count. Division rounds towards zero, which is down: counts are not negative. */
function quotient(count: Operand, every: number): Operand {
  return binary("quotient", "div", count, every, "int32");
}

function isMultiple(count: Operand, every: number): Operand {
  return equal(multiply(quotient(count, every), every), count);
}

/** Whether both are true; undefined is true. */
function both(x: Operand | undefined, y: Operand | undefined): Operand | undefined {
  if (x === undefined || y === undefined) return x ?? y;
  return logicalAnd(x, y);
}

function rateOf(schedule: Schedule | ScheduleFunction, step: Operand): Operand {
  return cast(schedule instanceof Schedule ? schedule.rate(step) : schedule(step), "float32");
}

/** "0.01" of the float32 nearest to 0.01. */
function shortNumber(x: unknown): string {
  return typeof x === "number" ? String(Number(x.toPrecision(7))) : String(x);
}

/**
 * Changes weights by their gradients. A subclass names its slots (state for each weight) and gives the rule; clipping,
 * weight decay, constraints and the count of updates are done here, in Keras's order. All of it is traced into the step.
 */
export abstract class Optimizer<
  Options extends OptimizerOptions = OptimizerOptions,
  Slot extends string = string,
> {
  /** Keras's class name; the key under which an optimizer is saved. */
  static readonly className: string = "Optimizer";
  /** All options with their defaults, as they were given; `config` has the learning rate of now. */
  readonly options: OptimizerConfig<Options>;
  readonly #iterations: Variable;
  readonly #defaults: Readonly<Record<string, unknown>>;
  readonly #learningRate: Variable | Schedule | ScheduleFunction;
  readonly #variables: Variable[] = [];
  #slots: Map<Variable, Record<string, Variable>> | undefined;
  #averages: Map<Variable, Variable> | undefined;
  #accumulators: Map<Variable, Variable> | undefined;
  /** Bool []: whether what is assigned now takes effect; undefined: always. */
  #gate: Operand | undefined;
  #excluded: (variable: Variable) => boolean = () => false;

  constructor(options: Options, defaults: OptimizerDefaults<Options>) {
    const { name, learningRate: rate, ...own } = defaults;
    const all: Readonly<Record<string, unknown>> = {
      name,
      learningRate: rate,
      ...commonDefaults,
      ...own,
    };
    const { className } = this.constructor as typeof Optimizer;
    checkOptions(className, options, Object.keys(all));
    this.#defaults = all;
    this.options = withDefaults(all, options) as unknown as OptimizerConfig<Options>;
    checkOptimizerOptions(className, this.#common);
    this.#iterations = this.#own(
      new Variable({ name: "iteration", shape: [], dtype: "int32", trainable: false }),
    );
    const { learningRate } = this.#common;
    this.#learningRate =
      typeof learningRate === "number"
        ? this.addVariable("learning_rate", [], learningRate)
        : learningRate;
  }

  get #common(): OptimizerConfig<OptimizerOptions> {
    return this.options;
  }

  /** Prefix of its variables' paths. */
  get name(): string {
    return this.#common.name;
  }

  /** Its own state in Keras's order: the count of updates, the learning rate unless there is a schedule, the slots. */
  get variables(): readonly Variable[] {
    return this.#variables;
  }

  /** How many steps have been made, those included whose gradients were only gathered: int32 []. */
  get iterations(): Variable {
    return this.#iterations;
  }

  /** Whether the slots have been made. */
  get built(): boolean {
    return this.#slots !== undefined;
  }

  /** The learning rate of the next update; of a schedule: at `iterations`. */
  get learningRate(): number {
    const source = this.#learningRate;
    if (source instanceof Variable) return source.item();
    const graph = newGraph();
    const rate = rateOf(source, graph.constant(this.iterations.data, [], "int32"));
    return interpretGraph([graph.lift(rate)], new Map())[0]![0]!;
  }

  /** Changes the learning rate from the next step on; compiled programs stay. Throws if there is a schedule. */
  set learningRate(rate: number) {
    const target = this.#learningRate;
    if (target instanceof Variable) {
      if (!Number.isFinite(rate)) {
        fail("value", {
          where: `${this.name}.learningRate`,
          expected: "a finite number",
          received: String(rate),
        });
      }
      target.assign(Float32Array.of(rate));
      return;
    }
    fail("state", {
      where: `${this.name}.learningRate`,
      expected: "an optimizer made with a number",
      received: "one made with a schedule",
      advice: "Make the optimizer with a number as its learningRate to change it later",
    });
  }

  /** The schedule of the learning rate, if there is one. */
  get schedule(): Schedule | ScheduleFunction | undefined {
    return this.#learningRate instanceof Variable ? undefined : this.#learningRate;
  }

  /** The options as they are saved: with the learning rate of now, or its schedule. */
  get config(): OptimizerConfig<Options> {
    const learningRate: LearningRateLike = this.schedule ?? this.learningRate;
    return { ...this.options, learningRate };
  }

  /** The slots for each weight, in groups: Keras makes the first group for all weights, then the second, and so on. */
  protected abstract get slotGroups(): readonly (readonly Slot[])[];

  /** The rule of one step; what is outside the returned function is computed once. */
  protected abstract rule(step: Step): UpdateRule<Slot>;

  /** The value that a slot starts with. */
  protected initialValue(_slot: Slot): number {
    return 0;
  }

  /** How a slot of a weight is made; undefined: this weight has none of that name. */
  protected slotOptions(_slot: Slot, _variable: Variable): SlotOptions | undefined {
    return {};
  }

  /** The share of a weight, times the learning rate, that a step takes off; null: nothing. */
  protected decayOf(_variable: Variable): number | null {
    return this.#common.weightDecay;
  }

  /** Names weights that `weightDecay` leaves alone, by themselves or by a part of their name (a regular expression). Before `build`. */
  excludeFromWeightDecay(which: {
    readonly variables?: readonly Variable[];
    readonly names?: readonly string[];
  }): void {
    if (this.built) {
      fail("state", {
        where: `${this.name}.excludeFromWeightDecay`,
        expected: "a call before build",
        received: "one after it",
      });
    }
    const variables = new Set(which.variables);
    const patterns = (which.names ?? []).map((name) => new RegExp(name, "u"));
    this.#excluded = (variable) =>
      variables.has(variable) || patterns.some((pattern) => pattern.test(variable.name));
  }

  /** Makes the slots for these weights. Called again with the same weights it does nothing. */
  build(variables: readonly Variable[]): void {
    if (this.#slots !== undefined) {
      for (const variable of variables) this.#slotsOf(variable);
      return;
    }
    const { useEma, gradientAccumulationSteps } = this.#common;
    const beside = (name: string): Map<Variable, Variable> =>
      new Map(variables.map((variable) => [variable, this.#addBeside(variable, name)]));
    if (useEma) this.#averages = beside("average");
    if (gradientAccumulationSteps !== null) this.#accumulators = beside("gradient_accumulator");
    const slots = new Map<Variable, Record<string, Variable>>(
      variables.map((variable) => [variable, {}]),
    );
    for (const group of this.slotGroups) {
      for (const [variable, own] of slots) {
        for (const slot of group) {
          const made = this.#addSlot(variable, slot);
          if (made !== undefined) own[slot] = made;
        }
      }
    }
    this.#slots = slots;
  }

  /** The loss times what keeps its gradients from becoming too small; `apply` divides it out again. */
  scaleLoss(loss: Operand): Operand {
    const { lossScaleFactor } = this.#common;
    return lossScaleFactor === null ? loss : multiply(loss, lossScaleFactor);
  }

  /**
   * One update of all weights, at once or into the trace of the gradients: clip, decay, rule, average, constrain, count.
   * Builds itself for these weights if it is not built. Where `gate`, a bool [], is false nothing changes.
   */
  apply(
    pairs: readonly GradientPair[],
    constrain: Constrain = (_, value) => value,
    gate?: Operand,
  ): void {
    this.build(pairs.map(([, variable]) => variable));
    const present = pairs.flatMap(([g, w]) =>
      g === null || g === undefined ? [] : [{ g: this.#unscaled(cast(g, w.dtype)), w }],
    );
    if (present.length === 0) {
      fail("state", {
        where: this.name,
        expected: "a gradient for at least one variable",
        received: "none",
      });
    }
    const builder = builderOf(
      this.name,
      present.map(({ g }) => g),
    );
    const count = read(builder, this.#iterations);
    const next = add(count, 1);
    this.#gate = gate;
    const { isUpdate, given } = this.#accumulate(builder, present, next);
    const gradients = clipGradients(
      given.map(({ g }) => g),
      this.#common,
    );
    const { gradientAccumulationSteps: every } = this.#common;
    const updates = every === null ? count : quotient(count, every);
    const rate = this.#rate(builder, count);
    this.#gate = both(gate, isUpdate);
    const update = this.rule({ rate, t: cast(add(updates, 1), wideFloatx()) });
    const values = new Map<Variable, Operand>();
    for (const [i, { w: variable }] of given.entries()) {
      const w = read(builder, variable);
      const updated = this.#updateOne(builder, update, { variable, w, g: gradients[i]!, rate });
      values.set(variable, this.#gate === undefined ? updated : where(this.#gate, updated, w));
    }
    this.#gate = gate;
    for (const [variable, value] of this.#average(builder, values, updates)) {
      const isPresent = given.some(({ w }) => w === variable);
      this.assign(variable, isPresent ? constrain(variable, value) : value);
    }
    this.assign(this.#iterations, next);
    this.#gate = undefined;
  }

  /** `apply` by the name that Keras's older scripts have. */
  applyGradients(pairs: readonly GradientPair[]): void {
    this.apply(pairs);
  }

  /** Applies the rule to one variable and assigns its slots; gives its new value. */
  #updateOne(
    builder: Builder,
    update: UpdateRule<Slot>,
    { variable, w, g, rate }: Omit<Given<Slot>, "slots"> & { readonly rate: Operand },
  ): Operand {
    const slots = this.#slotsOf(variable);
    const weightDecay = this.#excluded(variable) ? null : this.decayOf(variable);
    const start = weightDecay === null ? w : subtract(w, multiply(w, multiply(rate, weightDecay)));
    const values = Object.fromEntries(
      Object.entries(slots).map(([slot, own]) => [slot, read(builder, own)]),
    );
    const updated = update({
      variable,
      w: start,
      g,
      slots: values as Readonly<Record<Slot, Operand>>,
    });
    for (const [slot, value] of Object.entries<Operand | undefined>(updated.slots ?? {})) {
      if (value !== undefined) this.assign(slots[slot]!, value);
    }
    return updated.w;
  }

  #unscaled(gradient: Operand): Operand {
    const { lossScaleFactor } = this.#common;
    return lossScaleFactor === null ? gradient : divide(gradient, lossScaleFactor);
  }

  /** The mean gradients of the last steps, and whether this step updates the weights with them. */
  #accumulate(
    builder: Builder,
    present: readonly { readonly g: Operand; readonly w: Variable }[],
    next: Operand,
  ): { isUpdate: Operand | undefined; given: typeof present } {
    const { gradientAccumulationSteps: every } = this.#common;
    if (every === null) return { isUpdate: undefined, given: present };
    const isUpdate = isMultiple(next, every);
    const given = present.map(({ g, w }) => {
      const accumulator = this.#accumulators!.get(w)!;
      const sum = add(g, read(builder, accumulator));
      this.assign(accumulator, where(isUpdate, 0, sum));
      return { g: divide(sum, every), w };
    });
    return { isUpdate, given };
  }

  /** Moves the averages of all weights towards their new values; at times the weights become their averages. */
  #average(
    builder: Builder,
    values: ReadonlyMap<Variable, Operand>,
    updates: Operand,
  ): ReadonlyMap<Variable, Operand> {
    if (this.#averages === undefined) return values;
    const { emaMomentum, emaOverwriteFrequency } = this.#common;
    const momentum = where(equal(updates, 0), 0, emaMomentum);
    const averaged = new Map(values);
    for (const [variable, average] of this.#averages) {
      const value = values.get(variable) ?? read(builder, variable);
      const own = read(builder, average);
      const moved = add(multiply(own, momentum), multiply(value, subtract(1, momentum)));
      this.assign(average, moved);
      if (emaOverwriteFrequency === null) continue;
      const isTime = isMultiple(add(updates, 1), emaOverwriteFrequency);
      averaged.set(variable, where(isTime, moved, value));
    }
    return averaged;
  }

  /** At the end of training: the weights become their moving averages, if those are kept. */
  finalizeVariableValues(variables: readonly Variable[]): void {
    if (this.#averages === undefined) return;
    for (const variable of variables) {
      const average = this.#averages.get(variable);
      if (average !== undefined) variable.assign(average.data);
    }
  }

  /** Gives a variable a new value, if this step is one that changes anything. */
  protected assign(variable: Variable, value: Operand): void {
    const gate = this.#gate;
    if (gate === undefined) return variable.assign(value);
    const builder = builderOf(this.name, [value, gate]);
    variable.assign(where(gate, value, read(builder, variable)));
  }

  /** A new variable of the optimizer's state, filled with one number. */
  protected addVariable(
    name: string,
    shape: Shape = [],
    value = 0,
    dtype: DType = wideFloatx(),
  ): Variable {
    const initialize = (): TypedArray => allocate(dtype, sizeOf(shape)).fill(value);
    return this.#own(new Variable({ name, shape, dtype, trainable: false, initialize }));
  }

  #own(variable: Variable): Variable {
    variable.path = `${this.name}/${variable.name}`;
    this.#variables.push(variable);
    return variable;
  }

  #addBeside(variable: Variable, name: string): Variable {
    return this.addVariable(
      besideName(variable, name),
      variable.shape,
      0,
      heldAs(variable.ownDType),
    );
  }

  #addSlot(variable: Variable, slot: Slot): Variable | undefined {
    const options = this.slotOptions(slot, variable);
    if (options === undefined) return undefined;
    const { name = besideName(variable, slot), shape = variable.shape } = options;
    const { bare = false, copies = false, dtype = heldAs(variable.ownDType) } = options;
    const filled = (): TypedArray => allocate(dtype, sizeOf(shape)).fill(this.initialValue(slot));
    const initialize = (): TypedArray => (copies ? variable.data : filled());
    const made = this.#own(new Variable({ name, shape, dtype, trainable: false, initialize }));
    if (bare) made.path = name;
    return made;
  }

  #slotsOf(variable: Variable): Readonly<Record<string, Variable>> {
    const slots = this.#slots?.get(variable);
    if (slots !== undefined) return slots;
    return fail("state", {
      where: this.name,
      expected: "the variables that the optimizer was built for",
      received: variable.path,
      advice: "Make a new optimizer for other variables, or compile the model again",
    });
  }

  #rate(builder: Builder, count: Operand): Operand {
    const source = this.#learningRate;
    return source instanceof Variable ? read(builder, source) : rateOf(source, count);
  }

  /** "SGD(learningRate=0.01, momentum=0.9)": the learning rate of now, and the options that are not at their defaults. */
  toString(): string {
    const { name: _, ...config } = this.config as unknown as Record<string, unknown>;
    const shown = Object.entries(config).filter(
      ([key, x]) => key === "learningRate" || x !== this.#defaults[key],
    );
    const text = shown.map(
      ([key, x]) => `${key}=${typeof x === "function" ? "schedule" : shortNumber(x)}`,
    );
    return `${(this.constructor as typeof Optimizer).className}(${text.join(", ")})`;
  }
}
