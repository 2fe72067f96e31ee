import { checkOptions } from "../base/config.ts";
import { isFloat, isNarrow } from "../base/dtype.ts";
import type { DTypePolicyName } from "../base/dtypePolicy.ts";
import { fail } from "../base/errors.ts";
import { formatShape, type Shape } from "../base/shape.ts";
import type { Operand } from "../graph/value.ts";
import type { Variable } from "../graph/variable.ts";
import type { LossLike } from "../losses/getLoss.ts";
import type { Loss } from "../losses/loss.ts";
import type { MetricLike } from "../metrics/getMetric.ts";
import { Mean } from "../metrics/mean.ts";
import type { Metric } from "../metrics/metric.ts";
import { add, multiply } from "../ops/add.ts";
import { cast } from "../ops/cast.ts";
import { keepMask } from "../ops/mask.ts";
import type { OptimizerLike } from "../optimizers/getOptimizer.ts";
import type { Optimizer } from "../optimizers/optimizer.ts";
import type { Tensor } from "../tensor/tensor.ts";
import type { Logs, LogValue } from "./callback.ts";
import type { Slot } from "./data.ts";
import type { TrainableModel } from "./model.ts";
import type { Words } from "./words.ts";

/** One thing for all outputs, or one per output: as a list, or by the outputs' names. */
export type PerOutput<T> = T | readonly (T | null)[] | Readonly<Record<string, T | null>>;

/** Options of `compile`. */
export interface CompileOptions {
  /** A name or an optimizer. Default "rmsprop". */
  readonly optimizer?: OptimizerLike | undefined;
  /** What training lowers: a name, a loss or a function; of a model with several outputs, one for each. */
  readonly loss?: PerOutput<LossLike> | null | undefined;
  /** How much each output's loss counts. Default 1 each. */
  readonly lossWeights?: number | readonly number[] | Readonly<Record<string, number>> | undefined;
  /** What is logged, without the samples' weights. */
  readonly metrics?:
    | readonly MetricLike[]
    | Readonly<Record<string, MetricLike | readonly MetricLike[]>>
    | readonly (readonly MetricLike[])[]
    | undefined;
  /**
   * Whether an optimizer is told to scale the loss where the model's policy is "mixed_float16", so that small gradients
   * keep their digits. Default true.
   */
  readonly autoScaleLoss?: boolean | undefined;
  /** What is logged, with the samples' weights. */
  readonly weightedMetrics?: CompileOptions["metrics"];
}

/** A metric of one output, and the name under which it is logged. */
interface LoggedMetric {
  readonly logName: string;
  readonly metric: Metric;
  readonly output: number;
  readonly weighted: boolean;
}

/** What one output is held to. */
interface OutputGoal {
  /** As it was given. */
  readonly like: LossLike | undefined;
  /** Undefined: there is none, or its name means the one that fits shapes that are not known yet. */
  loss: Loss | undefined;
  readonly weight: number;
  /** The running mean of this output's loss, where there are several outputs. */
  readonly tracker: Mean | undefined;
}

const optionKeys = [
  "optimizer",
  "loss",
  "lossWeights",
  "metrics",
  "weightedMetrics",
  "autoScaleLoss",
];

/** Keras's options that are not here. */
const absentOptions: Readonly<Record<string, string>> = {
  runEagerly: "Leave it out: a step is always compiled; HORNET_ENGINE=reference runs it plainly",
  stepsPerExecution: "Leave it out: how many steps a call runs is chosen by their time",
  jitCompile: "Leave it out: a step is always compiled",
};

function isPlainRecord(x: unknown): x is Readonly<Record<string, unknown>> {
  return typeof x === "object" && x !== null && Object.getPrototypeOf(x) === Object.prototype;
}

/** Spreads what was given over the outputs. */
function perOutput<T>(where: string, given: unknown, names: readonly string[]): (T | undefined)[] {
  if (Array.isArray(given)) {
    if (given.length !== names.length) {
      fail("option", {
        where,
        expected: `one entry per output (${names.join(", ")})`,
        received: `${given.length} entries`,
      });
    }
    return given.map((part: T | null) => part ?? undefined);
  }
  if (isPlainRecord(given)) {
    for (const key of Object.keys(given)) {
      if (!names.includes(key))
        fail("name", {
          where,
          expected: `names of outputs (${names.join(", ")})`,
          received: `"${key}"`,
        });
    }
    return names.map((name) => (given[name] as T | null | undefined) ?? undefined);
  }
  return names.map(() => (given ?? undefined) as T | undefined);
}

/** The metrics of every output: a flat list is for all outputs together only where there is one. */
function metricsPerOutput(
  where: string,
  given: CompileOptions["metrics"],
  names: readonly string[],
): MetricLike[][] {
  if (given === undefined) return names.map(() => []);
  if (!Array.isArray(given) && !isPlainRecord(given)) {
    fail("option", {
      where,
      expected: 'a list, such as ["accuracy"]',
      received: JSON.stringify(given),
    });
  }
  const flat = Array.isArray(given) && !given.some((part) => Array.isArray(part));
  if (flat && names.length === 1) return [given as MetricLike[]];
  return perOutput<MetricLike | MetricLike[]>(where, given, names).map((part) =>
    part === undefined ? [] : Array.isArray(part) ? part : [part],
  );
}

/**
 * A name that no other metric is logged under: "auc", "auc_1"; of a weighted one "weighted_auc" first, as in Keras. Behind
 * the output's name where there are several: "digit_auc", "digit_weighted_auc".
 */
function freeName(
  taken: Map<string, number>,
  { prefix, name, weighted }: { prefix: string; name: string; weighted: boolean },
): string {
  const next = (wanted: string): string => {
    const count = taken.get(wanted) ?? 0;
    taken.set(wanted, count + 1);
    return count === 0 ? wanted : `${wanted}_${count}`;
  };
  return weighted && taken.has(prefix + name)
    ? next(`${prefix}weighted_${name}`)
    : next(prefix + name);
}

/** Logs a metric's number under its name; of a metric that is no scalar, the list of its numbers. */
function logResult(logs: Logs<LogValue>, name: string, result: Tensor): void {
  logs[name] = result.array() as LogValue;
}

/** For what model something is compiled. */
export interface CompiledFor {
  readonly words: Words;
  readonly outputNames: readonly string[];
  /** Metrics that the model's own steps update. */
  readonly ownMetrics: () => readonly Metric[];
  readonly policy: DTypePolicyName;
}

/** What `compile` chose: the optimizer, and per output a loss and metrics. */
export class Compiled {
  readonly optimizer: Optimizer;
  readonly options: CompileOptions;
  readonly #goals: readonly OutputGoal[];
  readonly #metricLikes: readonly {
    readonly output: number;
    readonly like: MetricLike;
    readonly weighted: boolean;
  }[];
  readonly #outputNames: readonly string[];
  readonly #lossTracker = new Mean({ name: "loss" });
  /** Those that the model's own steps update. */
  readonly #ownMetrics: () => readonly Metric[];
  #metrics: readonly LoggedMetric[] | undefined;

  readonly #words: Words;

  /** Throws on unknown names and options; changes nothing. */
  constructor(options: CompileOptions, { words, outputNames, ownMetrics, policy }: CompiledFor) {
    this.#words = words;
    this.#ownMetrics = ownMetrics;
    checkOptions("compile", options, optionKeys, absentOptions);
    this.options = options;
    this.#outputNames = outputNames;
    const optimizer = words.optimizer(options.optimizer);
    const scales = (options.autoScaleLoss ?? true) && policy === "mixed_float16";
    this.optimizer = scales ? words.scaling(optimizer) : optimizer;
    const several = outputNames.length > 1;
    const losses = perOutput<LossLike>("compile: loss", options.loss, outputNames);
    const weights = perOutput<number>("compile: lossWeights", options.lossWeights, outputNames);
    this.#goals = outputNames.map((name, i) => ({
      like: losses[i],
      loss: losses[i] === undefined ? undefined : words.loss(losses[i]),
      weight: weights[i] ?? 1,
      tracker: several && losses[i] !== undefined ? new Mean({ name: `${name}_loss` }) : undefined,
    }));
    const likes = (
      given: CompileOptions["metrics"],
      word: string,
      weighted: boolean,
    ): { output: number; like: MetricLike; weighted: boolean }[] =>
      metricsPerOutput(`compile: ${word}`, given, outputNames).flatMap((list, output) =>
        list.map((like) => ({ output, like, weighted })),
      );
    this.#metricLikes = [
      ...likes(options.metrics, "metrics", false),
      ...likes(options.weightedMetrics, "weightedMetrics", true),
    ];
    // Unknown names are found now; which accuracy is meant is known in `build`.
    for (const { like } of this.#metricLikes)
      if (typeof like !== "function")
        words.metric(like, { outputShape: [null], targetShape: [null] });
  }

  /** Makes the optimizer's slots and the metrics, which depend on the shapes of outputs and targets. Once. */
  build(model: TrainableModel, targets: readonly { readonly shape: Shape }[]): void {
    model.asCompiled(() => this.optimizer.build(model.trainableWeights));
    this.#goals.forEach((_, i) => this.#lossOf(i, targets[i]!, model.outputSlots[i]!));
    const taken = new Map<string, number>();
    this.#metrics ??= this.#metricLikes.map(({ output, like, weighted }) => {
      const outputShape = model.outputSlots[output]!.shape ?? [null];
      const { shape: targetShape } = targets[output]!;
      const { loss } = this.#goals[output]!;
      const metric = this.#words.metric(like, { loss, outputShape, targetShape });
      metric.build(targetShape, outputShape);
      const prefix = this.#outputNames.length > 1 ? `${this.#outputNames[output]}_` : "";
      const logName = freeName(taken, { prefix, name: metric.name, weighted });
      return { logName, metric, output, weighted };
    });
  }

  /** Runs `action` with metrics for targets of these shapes; without them again if the data may bring others. */
  rehearse<T>(
    model: TrainableModel,
    targets: readonly { readonly shape: Shape }[],
    action: () => T,
  ): T {
    const known = this.#metrics;
    this.build(model, targets);
    try {
      return action();
    } finally {
      this.#metrics = known;
    }
  }

  /** The state of the metrics. */
  get metricVariables(): Variable[] {
    return this.#allMetrics().flatMap((metric) => [...metric.variables]);
  }

  /** The loss of an output; one that is named by its kind is chosen by the shapes. */
  #lossOf(i: number, target: { readonly shape: Shape }, { shape }: Slot): Loss | undefined {
    const goal = this.#goals[i]!;
    if (goal.like === undefined || shape === undefined) return goal.loss;
    goal.loss ??= this.#words.loss(goal.like, { targetShape: target.shape, outputShape: shape });
    return goal.loss;
  }

  /** The state of optimizer and metrics. */
  get variables(): Variable[] {
    return [...this.optimizer.variables, ...this.metricVariables];
  }

  #allMetrics(): Metric[] {
    const trackers = this.#goals.flatMap(({ tracker }) => (tracker === undefined ? [] : [tracker]));
    const metrics = (this.#metrics ?? []).map(({ metric }) => metric);
    return [this.#lossTracker, ...trackers, ...metrics, ...this.#ownMetrics()];
  }

  /** Starts a new epoch of numbers. */
  resetMetrics(): void {
    for (const metric of this.#allMetrics()) metric.resetState();
  }

  /** The numbers so far: the loss, per-output losses, metrics in the order given to `compile`. */
  logs(): Logs {
    const logs: Logs = { loss: this.#lossTracker.result().item() };
    for (const { tracker } of this.#goals)
      if (tracker !== undefined) logs[tracker.name] = tracker.result().item();
    for (const { logName, metric } of this.#metrics ?? [])
      logResult(logs, logName, metric.result());
    for (const metric of this.#ownMetrics()) logResult(logs, metric.name, metric.result());
    return logs;
  }

  /** The weighted sum of the outputs' losses for a batch, a scalar. */
  totalLoss(
    targets: readonly Operand[],
    outputs: readonly Operand[],
    weights: readonly Operand[],
    batchSize: number,
  ): Operand {
    let total: Operand | undefined;
    this.#goals.forEach(({ loss, weight, tracker }, i) => {
      if (loss === undefined) return;
      const plain = loss.call(targets[i]!, outputs[i]!, weights[weights.length === 1 ? 0 : i]);
      const value = weight === 1 ? plain : multiply(plain, weight);
      tracker?.updateState(plain, batchSize);
      total = total === undefined ? value : add(total, value);
    });
    return (
      total ??
      fail("state", {
        where: "compile",
        expected: "a loss",
        received: "none",
        advice: 'Name one: model.compile({ loss: "mse" })',
      })
    );
  }

  /** Tells every metric about a batch. */
  updateMetrics(
    targets: readonly Operand[],
    outputs: readonly Operand[],
    weights: readonly Operand[],
    loss: Operand,
    batchSize: number,
  ): void {
    this.#lossTracker.updateState(loss, batchSize);
    for (const { metric, output, weighted } of this.#metrics ?? []) {
      const found = inFloat32(outputs[output]!);
      metric.updateState(
        targets[output]!,
        found,
        weighted ? weights[weights.length === 1 ? 0 : output] : undefined,
      );
    }
  }

  /** Whether output `i` is compared with class numbers, one less axis than the output has. */
  wantsLabels(i: number): boolean {
    const targets = this.#goals[i]!.loss?.targets;
    return targets === "classes" || targets === "labels";
  }

  /** Throws unless the targets of output `i` can be compared with it. */
  checkTarget(where: string, i: number, target: Tensor, output: Slot): void {
    const loss = this.#lossOf(i, target, output);
    const { shape } = output;
    if (loss === undefined || shape === undefined) return;
    const { targets } = loss;
    if (targets === "anything" || targets === "labels") return;
    if (targets === "classes") return checkLabels(where, target, output, loss);
    const expected = shape.slice(1);
    const own = target.shape.slice(1);
    const same =
      expected.length === own.length &&
      expected.every((extent, axis) => extent === null || extent === own[axis]);
    const column = expected.at(-1) === 1 && own.length === expected.length - 1;
    const squeezed = own.at(-1) === 1 && expected.length === own.length - 1;
    if (same || column || squeezed) {
      if (targets === "probabilities") checkProbabilities(`${where} for ${loss.name}`, target);
      return;
    }
    fail("shape", {
      where: `${where} for ${loss.name}`,
      expected: `targets of shape ${formatShape(shape)}`,
      received: formatShape(target.shape),
      ...(target.rank === 1 && (expected.at(-1) ?? 1) > 1
        ? {
            advice: `Use toCategorical(y, ${expected.at(-1)}), or the loss "sparse_categorical_crossentropy"`,
          }
        : {}),
    });
  }
}

/** An output of 16 bits in float32, with its mask: metrics are kept in that. */
function inFloat32(output: Operand): Operand {
  if (!isFloat(output.dtype) || !isNarrow(output.dtype)) return output;
  const wide = cast(output, "float32");
  keepMask(output, wide);
  return wide;
}

/** Throws unless every target is a probability. */
function checkProbabilities(where: string, { data, shape }: Tensor): void {
  const row = data.length / shape[0]!;
  for (let i = 0; i < data.length; i++) {
    const x = data[i]!;
    if (x >= 0 && x <= 1) continue;
    fail("data", {
      where,
      expected: "targets between 0 and 1",
      received: `${x} in sample ${Math.floor(i / row)}`,
      advice: 'For class numbers use the loss "sparse_categorical_crossentropy"',
    });
  }
}

/** Throws unless every label is the number of a class. */
function checkLabels(where: string, target: Tensor, { shape }: Slot, loss: Loss): void {
  const classes = shape?.at(-1) ?? null;
  const rank = shape?.length ?? target.rank + 1;
  const isColumn = target.rank === rank && target.shape.at(-1) === 1;
  if (!isColumn && target.rank !== rank - 1) {
    fail("shape", {
      where: `${where} for ${loss.name}`,
      expected: "one class number per sample",
      received: formatShape(target.shape),
      ...(target.rank === rank
        ? { advice: 'For one-hot targets use the loss "categorical_crossentropy"' }
        : {}),
    });
  }
  if (classes === null) return;
  const ignored = (loss.options as { readonly ignoreClass?: number | null }).ignoreClass;
  const { data } = target;
  for (let i = 0; i < data.length; i++) {
    const label = data[i]!;
    if (label === ignored || (Number.isInteger(label) && label >= 0 && label < classes)) continue;
    fail("data", {
      where: `${where} for ${loss.name}`,
      expected: `class numbers from 0 to ${classes - 1}`,
      received: `${label} in sample ${i}`,
      advice: "Give the last layer as many units as there are classes, and count classes from 0",
    });
  }
}
