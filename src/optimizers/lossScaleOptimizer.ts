import { fail } from "../base/errors.ts";
import type { Operand } from "../graph/value.ts";
import { builderOf } from "../graph/primitives.ts";
import type { Variable } from "../graph/variable.ts";
import { add, multiply } from "../ops/add.ts";
import { all } from "../ops/any.ts";
import { divide } from "../ops/divide.ts";
import { equal } from "../ops/equal.ts";
import { isfinite } from "../ops/isfinite.ts";
import { logicalAnd } from "../ops/logicalAnd.ts";
import { where } from "../ops/where.ts";
import { Optimizer, type Constrain, type GradientPair, type UpdateRule } from "./optimizer.ts";
import {
  expectAbove,
  expectWhole,
  type OptimizerConfig,
  type OptimizerOptions,
} from "./optimizerOptions.ts";
import type { Schedule, ScheduleFunction } from "./schedules/schedule.ts";

/** Options of `LossScaleOptimizer`. */
export interface LossScaleOptions extends Pick<OptimizerOptions, "name"> {
  /** What updates the weights. */
  readonly innerOptimizer: Optimizer;
  /** The factor of the loss at first. Default 2¹⁵. */
  readonly initialScale?: number | undefined;
  /** After how many steps without an overflow the factor is doubled. Default 2000. */
  readonly dynamicGrowthSteps?: number | undefined;
}

/**
 * Computes gradients of the loss times a factor, so that small ones keep their digits in half precision, and takes it off
 * again before another optimizer uses them. A step whose gradients are not all finite changes no weight and halves the
 * factor; many good steps in a row double it. Micikevicius et al. 2018. https://arxiv.org/abs/1710.03740
 */
export class LossScaleOptimizer extends Optimizer<OptimizerOptions & LossScaleOptions, never> {
  static override readonly className = "LossScaleOptimizer";
  readonly #inner: Optimizer;
  #counter: Variable | undefined;
  #scale: Variable | undefined;

  constructor(options: LossScaleOptions) {
    super(options, {
      name: "loss_scale_optimizer",
      learningRate: 0,
      innerOptimizer: options.innerOptimizer,
      initialScale: 2 ** 15,
      dynamicGrowthSteps: 2000,
    });
    const { innerOptimizer, initialScale, dynamicGrowthSteps } = this.options;
    if (!((innerOptimizer as unknown) instanceof Optimizer)) {
      fail("option", {
        where: "LossScaleOptimizer",
        expected: "innerOptimizer, an optimizer",
        received: String(innerOptimizer),
      });
    }
    for (const key of Object.keys(options)) {
      if (["name", "innerOptimizer", "initialScale", "dynamicGrowthSteps"].includes(key)) continue;
      fail("option", {
        where: "LossScaleOptimizer",
        expected: `${key} on the inner optimizer`,
        received: "it on this one",
      });
    }
    expectAbove("LossScaleOptimizer", "initialScale", initialScale, 0);
    expectWhole("LossScaleOptimizer", "dynamicGrowthSteps", dynamicGrowthSteps, 1);
    this.#inner = innerOptimizer;
  }

  override get iterations(): Variable {
    return this.#inner.iterations;
  }

  override get learningRate(): number {
    return this.#inner.learningRate;
  }

  override set learningRate(rate: number) {
    this.#inner.learningRate = rate;
  }

  override get schedule(): Schedule | ScheduleFunction | undefined {
    return this.#inner.schedule;
  }

  override get variables(): readonly Variable[] {
    return [...super.variables, ...this.#inner.variables];
  }

  /** What is saved: the inner optimizer has all that is its own. */
  override get config(): OptimizerConfig<OptimizerOptions & LossScaleOptions> {
    const { name, innerOptimizer, initialScale, dynamicGrowthSteps } = this.options;
    return { name, innerOptimizer, initialScale, dynamicGrowthSteps } as OptimizerConfig<
      OptimizerOptions & LossScaleOptions
    >;
  }

  protected override get slotGroups(): readonly (readonly never[])[] {
    return [];
  }

  protected override rule(): UpdateRule<never> {
    return ({ w }) => ({ w });
  }

  override excludeFromWeightDecay(which: Parameters<Optimizer["excludeFromWeightDecay"]>[0]): void {
    this.#inner.excludeFromWeightDecay(which);
  }

  override build(variables: readonly Variable[]): void {
    this.#counter ??= this.addVariable("step_counter", [], 0, "int32");
    this.#scale ??= this.addVariable("dynamic_scale", [], this.options.initialScale);
    const before = new Set(this.#inner.variables);
    this.#inner.build(variables);
    // What is made inside of this optimizer bears its name too, as in Keras.
    for (const made of this.#inner.variables)
      if (!before.has(made)) made.path = `${this.name}/${made.path}`;
    super.build(variables);
  }

  override scaleLoss(loss: Operand): Operand {
    return multiply(loss, this.#scale ?? this.options.initialScale);
  }

  override apply(pairs: readonly GradientPair[], constrain?: Constrain, gate?: Operand): void {
    this.build(pairs.map(([, variable]) => variable));
    const given = pairs.flatMap(([g]) => (g === null || g === undefined ? [] : [g]));
    const builder = builderOf(this.name, given);
    const read = (variable: Variable): Operand => builder.emit("stopGradient", [variable], {});
    const [scale, counter] = [read(this.#scale!), read(this.#counter!)];
    const isFinite = given.map((g) => all(isfinite(g))).reduce((x, y) => logicalAnd(x, y));
    const acts = gate === undefined ? isFinite : logicalAnd(gate, isFinite);
    this.#inner.apply(
      pairs.map(([g, w]): GradientPair => [
        g === null || g === undefined ? g : divide(g, scale),
        w,
      ]),
      constrain,
      acts,
    );
    const isLong = logicalAnd(isFinite, equal(counter, this.options.dynamicGrowthSteps - 1));
    const resized = where(isLong, multiply(scale, 2), scale);
    const next = where(isFinite, resized, multiply(scale, 0.5));
    const count = where(logicalAnd(isFinite, equal(isLong, false)), add(counter, 1), 0);
    this.#scale!.assign(gate === undefined ? next : where(gate, next, scale));
    this.#counter!.assign(gate === undefined ? count : where(gate, count, counter));
  }

  override finalizeVariableValues(variables: readonly Variable[]): void {
    this.#inner.finalizeVariableValues(variables);
  }
}

/** `lossScaleOptimizer(adam(), { initialScale: 1024 })` */
export const lossScaleOptimizer = (
  innerOptimizer: Optimizer,
  options: Omit<LossScaleOptions, "innerOptimizer"> = {},
): LossScaleOptimizer => new LossScaleOptimizer({ innerOptimizer, ...options });
