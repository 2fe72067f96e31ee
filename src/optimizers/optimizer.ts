import { allocate } from "../base/dtype.ts";
import { checkOptions, withDefaults } from "../base/config.ts";
import { HornetError, fail } from "../base/errors.ts";
import { sizeOf, type Shape } from "../base/shape.ts";
import { interpretGraph } from "../graph/interpret/interpret.ts";
import { builderOf } from "../graph/primitives.ts";
import type { Builder, Operand } from "../graph/value.ts";
import { Variable } from "../graph/variable.ts";
import { add, multiply, subtract } from "../ops/add.ts";
import { cast } from "../ops/cast.ts";
import { newGraph } from "../ops/primitives/cards.ts";
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

/** A variable, its gradient and its slots, all of one shape. */
export interface Given<Slot extends string> {
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

/** A variable as an operand of `builder`: alone, a variable does not say who computes. */
function read(builder: Builder, variable: Variable): Operand {
  return builder.emit("stopGradient", [variable], {});
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
  /** How many updates have been made: int32 []. */
  readonly iterations: Variable;
  readonly #defaults: Readonly<Record<string, unknown>>;
  readonly #learningRate: Variable | Schedule | ScheduleFunction;
  readonly #variables: Variable[] = [];
  #slots: Map<Variable, Record<string, Variable>> | undefined;
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
    this.iterations = this.#own(
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

  /** Names weights that `weightDecay` leaves alone, by themselves or by a part of their name (a regular expression). Before `build`. */
  excludeFromWeightDecay(which: {
    readonly variables?: readonly Variable[];
    readonly names?: readonly string[];
  }): void {
    if (this.built) {
      throw new HornetError(
        "state",
        `${this.name}.excludeFromWeightDecay: expected a call before build, received one after it.`,
      );
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
    const slots = new Map<Variable, Record<string, Variable>>(
      variables.map((variable) => [variable, {}]),
    );
    for (const group of this.slotGroups) {
      for (const [variable, own] of slots) {
        for (const slot of group) own[slot] = this.#addSlot(variable, slot);
      }
    }
    this.#slots = slots;
  }

  /**
   * One update of all weights, at once or into the trace of the gradients: clip, decay, rule, constrain, count.
   * Builds itself for these weights if it is not built.
   */
  apply(pairs: readonly GradientPair[], constrain: Constrain = (_, value) => value): void {
    this.build(pairs.map(([, variable]) => variable));
    const present = pairs.flatMap(([g, w]) =>
      g === null || g === undefined ? [] : [{ g: cast(g, w.dtype), w }],
    );
    if (present.length === 0) {
      fail("state", {
        where: this.name,
        expected: "a gradient for at least one variable",
        received: "none",
      });
    }
    const gradients = clipGradients(
      present.map(({ g }) => g),
      this.#common,
    );
    const builder = builderOf(this.name, gradients);
    const count = read(builder, this.iterations);
    const rate = this.#rate(builder, count);
    const next = add(count, 1);
    const update = this.rule({ rate, t: cast(next, "float32") });
    const { weightDecay } = this.#common;
    const decay = weightDecay === null ? undefined : multiply(rate, weightDecay);
    for (const [i, { w: variable }] of present.entries()) {
      const slots = this.#slotsOf(variable);
      const w = read(builder, variable);
      const start =
        decay === undefined || this.#excluded(variable) ? w : subtract(w, multiply(w, decay));
      const values = Object.fromEntries(
        Object.entries(slots).map(([slot, own]) => [slot, read(builder, own)]),
      );
      const updated = update({
        w: start,
        g: gradients[i]!,
        slots: values as Readonly<Record<Slot, Operand>>,
      });
      for (const [slot, value] of Object.entries<Operand | undefined>(updated.slots ?? {})) {
        if (value !== undefined) slots[slot]!.assign(value);
      }
      variable.assign(constrain(variable, updated.w));
    }
    this.iterations.assign(next);
  }

  /** A new variable of the optimizer's state, filled with one number. */
  protected addVariable(name: string, shape: Shape = [], value = 0): Variable {
    return this.#own(
      new Variable({
        name,
        shape,
        trainable: false,
        initialize: () => allocate("float32", sizeOf(shape)).fill(value),
      }),
    );
  }

  #own(variable: Variable): Variable {
    variable.path = `${this.name}/${variable.name}`;
    this.#variables.push(variable);
    return variable;
  }

  #addSlot(variable: Variable, slot: Slot): Variable {
    return this.addVariable(
      `${variable.path.replaceAll("/", "_")}_${slot}`,
      variable.shape,
      this.initialValue(slot),
    );
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
