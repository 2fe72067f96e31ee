import { fail } from "../base/errors.ts";
import type { Operand } from "../graph/value.ts";
import { builderOf } from "../graph/primitives.ts";
import type { Variable } from "../graph/variable.ts";
import { add } from "../ops/add.ts";
import { divide } from "../ops/divide.ts";
import { where } from "../ops/where.ts";
import { LossScaleOptimizer } from "./lossScaleOptimizer.ts";
import { Optimizer, type Constrain, type GradientPair, type UpdateRule } from "./optimizer.ts";
import type { OptimizerConfig, OptimizerOptions } from "./optimizerOptions.ts";

/** Which optimizer updates which weights: the one whose key is a weight's path or, as a regular expression, matches all of it; else the default. */
export interface OptimizerMap {
  readonly defaultOptimizer: Optimizer;
  /** By paths: "dense/kernel", "encoder/.*". Default: none. */
  readonly optimizerMap?: Readonly<Record<string, Optimizer>> | undefined;
}

/** Options of `MultiOptimizer`. */
export interface MultiOptimizerOptions extends Pick<OptimizerOptions, "name" | "lossScaleFactor"> {
  readonly optimizerMap: OptimizerMap;
}

/** Lets several optimizers share the weights of a model. */
export class MultiOptimizer extends Optimizer<OptimizerOptions & MultiOptimizerOptions, never> {
  static override readonly className = "MultiOptimizer";
  #shares: ReadonlyMap<Optimizer, readonly Variable[]> = new Map();

  constructor(options: MultiOptimizerOptions) {
    const { optimizerMap } = options;
    super(options, { name: "multi_optimizer", learningRate: 0, optimizerMap });
    if (typeof optimizerMap !== "object") {
      fail("option", {
        where: "MultiOptimizer",
        expected: "optimizerMap, such as { defaultOptimizer: adam() }",
        received: String(optimizerMap),
      });
    }
    for (const optimizer of this.optimizers) {
      const isPlain =
        (optimizer as unknown) instanceof Optimizer &&
        !(optimizer instanceof MultiOptimizer) &&
        !(optimizer instanceof LossScaleOptimizer);
      if (isPlain) continue;
      fail("option", {
        where: "MultiOptimizer",
        expected: "optimizers that update weights themselves",
        received: String(optimizer),
      });
    }
  }

  /** All optimizers, the default one last. */
  get optimizers(): readonly Optimizer[] {
    const { defaultOptimizer, optimizerMap = {} } = this.options.optimizerMap;
    return [...new Set([...Object.values(optimizerMap), defaultOptimizer])];
  }

  override get learningRate(): number {
    return this.#noRate();
  }

  override set learningRate(_rate: number) {
    this.#noRate();
  }

  #noRate(): never {
    return fail("state", {
      where: `${this.name}.learningRate`,
      expected: "the learning rate of one of its optimizers",
      received: "a question about all of them",
      advice: "Read and set it on optimizer.optimizers[i]",
    });
  }

  override get variables(): readonly Variable[] {
    return [...super.variables, ...this.optimizers.flatMap(({ variables }) => [...variables])];
  }

  override get config(): OptimizerConfig<OptimizerOptions & MultiOptimizerOptions> {
    const { optimizerMap, lossScaleFactor, name } = this.options;
    return { optimizerMap, lossScaleFactor, name } as OptimizerConfig<
      OptimizerOptions & MultiOptimizerOptions
    >;
  }

  protected override get slotGroups(): readonly (readonly never[])[] {
    return [];
  }

  protected override rule(): UpdateRule<never> {
    return ({ w }) => ({ w });
  }

  override excludeFromWeightDecay(which: Parameters<Optimizer["excludeFromWeightDecay"]>[0]): void {
    for (const optimizer of this.optimizers) optimizer.excludeFromWeightDecay(which);
  }

  /** The optimizer of a weight. Throws if several keys match it. */
  optimizerOf({ path }: Variable): Optimizer {
    const { defaultOptimizer, optimizerMap = {} } = this.options.optimizerMap;
    const own = optimizerMap[path];
    if (own !== undefined) return own;
    const keys = Object.keys(optimizerMap).filter((key) =>
      new RegExp(`^(?:${key})$`, "u").test(path),
    );
    if (keys.length > 1) {
      fail("option", {
        where: "MultiOptimizer",
        expected: `one optimizer for ${path}`,
        received: `those of ${keys.map((key) => `"${key}"`).join(" and ")}`,
      });
    }
    return keys[0] === undefined ? defaultOptimizer : optimizerMap[keys[0]]!;
  }

  override build(variables: readonly Variable[]): void {
    if (!this.built) {
      this.#shares = new Map(
        this.optimizers.map((optimizer) => [
          optimizer,
          variables.filter((variable) => this.optimizerOf(variable) === optimizer),
        ]),
      );
      for (const [optimizer, share] of this.#shares) if (share.length > 0) optimizer.build(share);
    }
    super.build(variables);
  }

  override apply(pairs: readonly GradientPair[], constrain?: Constrain, gate?: Operand): void {
    this.build(pairs.map(([, variable]) => variable));
    const { lossScaleFactor } = this.options;
    for (const [optimizer, share] of this.#shares) {
      const own = pairs.flatMap(([g, w]): GradientPair[] => {
        if (g === null || g === undefined || !share.includes(w)) return [];
        return [[lossScaleFactor === null ? g : divide(g, lossScaleFactor), w]];
      });
      if (own.length > 0) optimizer.apply(own, constrain, gate);
    }
    const given = pairs.flatMap(([g]) => (g === null || g === undefined ? [] : [g]));
    const count = builderOf(this.name, given).emit("stopGradient", [this.iterations], {});
    const next = add(count, 1);
    this.iterations.assign(gate === undefined ? next : where(gate, next, count));
  }

  override finalizeVariableValues(variables: readonly Variable[]): void {
    for (const [optimizer, share] of this.#shares)
      optimizer.finalizeVariableValues(variables.filter((variable) => share.includes(variable)));
  }
}

/** `multiOptimizer({ defaultOptimizer: adam(), optimizerMap: { "encoder/.*": sgd() } })` */
export const multiOptimizer = (
  optimizerMap: OptimizerMap,
  options: Omit<MultiOptimizerOptions, "optimizerMap"> = {},
): MultiOptimizer => new MultiOptimizer({ optimizerMap, ...options });
