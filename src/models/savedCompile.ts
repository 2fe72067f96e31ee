import { fromConfig, isSerializedObject, serializeObject } from "../base/config.ts";
import { failUnknownName } from "../base/errors.ts";
import { lossClasses } from "../losses/getLoss.ts";
import { Loss } from "../losses/loss.ts";
import { isLossMaker } from "../losses/lossFactory.ts";
import { metricClasses } from "../metrics/getMetric.ts";
import { Metric } from "../metrics/metric.ts";
import { isMetricMaker } from "../metrics/metricFactory.ts";
import { optimizerClasses } from "../optimizers/getOptimizer.ts";
import { LossScaleOptimizer } from "../optimizers/lossScaleOptimizer.ts";
import { MultiOptimizer } from "../optimizers/multiOptimizer.ts";
import type { Optimizer } from "../optimizers/optimizer.ts";
import { scheduleClasses } from "../optimizers/schedules/schedules.ts";
import { Schedule } from "../optimizers/schedules/schedule.ts";
import type { CompileOptions } from "../train/compiled.ts";

type Config = Readonly<Record<string, unknown>>;

const modules = {
  losses: "keras.losses",
  metrics: "keras.metrics",
  optimizers: "keras.optimizers",
  schedules: "keras.optimizers.schedules",
} as const;

function classNameOf(object: object): string {
  return (object.constructor as unknown as { readonly className: string }).className;
}

/** Maps every loss or metric of a structure of lists and records; names stay as they are. */
function mapParts(given: unknown, map: (part: unknown) => unknown): unknown {
  if (given === null || given === undefined) return null;
  if (Array.isArray(given)) return given.map((part) => mapParts(part, map));
  const isRecord = typeof given === "object" && Object.getPrototypeOf(given) === Object.prototype;
  if (!isRecord || isSerializedObject(given)) return map(given);
  return Object.fromEntries(Object.entries(given).map(([key, part]) => [key, mapParts(part, map)]));
}

/** A loss or metric: by its name, or written out. Of a function only the name is kept, as Keras does. */
function savePart(part: unknown): unknown {
  if (isLossMaker(part)) return saveFresh(new (part as { lossClass: new () => Loss }).lossClass());
  if (isMetricMaker(part))
    return saveFresh(new (part as { metricClass: new () => Metric }).metricClass());
  if (part instanceof Loss || part instanceof Metric) return saveFresh(part);
  if (typeof part !== "function") return part;
  const isClass = part.prototype instanceof Loss || part.prototype instanceof Metric;
  if (isClass) return saveFresh(new (part as unknown as new () => Loss | Metric)());
  return {
    module: "builtins",
    class_name: "function",
    config: part.name,
    registered_name: part.name,
  };
}

function saveFresh(object: { readonly options: object }): unknown {
  const module = object instanceof Loss ? modules.losses : modules.metrics;
  return serializeObject(module, classNameOf(object), object.options);
}

function saveOptimizer(optimizer: Optimizer): unknown {
  if (optimizer instanceof LossScaleOptimizer) {
    const { innerOptimizer, ...own } = optimizer.config;
    return serializeObject(modules.optimizers, classNameOf(optimizer), {
      ...own,
      innerOptimizer: saveOptimizer(innerOptimizer),
    });
  }
  if (optimizer instanceof MultiOptimizer) {
    const { optimizerMap: map, ...own } = optimizer.config;
    const saved = Object.entries(map.optimizerMap ?? {}).map(([path, part]) => [
      path,
      saveOptimizer(part),
    ]);
    const optimizerMap = serializeObject(modules.optimizers, "OptimizerMap", {
      defaultOptimizer: saveOptimizer(map.defaultOptimizer),
      optimizerMap: Object.fromEntries(saved) as unknown,
    });
    return serializeObject(modules.optimizers, classNameOf(optimizer), { optimizerMap, ...own });
  }
  const { learningRate, ...rest } = optimizer.config as unknown as Record<string, unknown>;
  const rate =
    learningRate instanceof Schedule
      ? serializeObject(modules.schedules, classNameOf(learningRate), learningRate.options)
      : learningRate;
  const { name, ...others } = rest;
  return serializeObject(modules.optimizers, classNameOf(optimizer), {
    name,
    learningRate: rate,
    ...others,
  });
}

/** What was given to `compile`, as Keras saves it. */
export function saveCompile(options: CompileOptions, optimizer: Optimizer): Config {
  return {
    optimizer: saveOptimizer(optimizer),
    loss: mapParts(options.loss, savePart),
    loss_weights: options.lossWeights ?? null,
    metrics: mapParts(options.metrics, savePart),
    weighted_metrics: mapParts(options.weightedMetrics, savePart),
    run_eagerly: false,
    steps_per_execution: 1,
    jit_compile: false,
  };
}

/** Something that is made from its options. */
type Maker = new (options: never) => unknown;

function load(kind: string, classes: ReadonlyMap<string, Maker>, saved: unknown): unknown {
  if (!isSerializedObject(saved)) return saved;
  const found = classes.get(saved.class_name);
  if (found === undefined)
    return failUnknownName("compile_config", kind, saved.class_name, classes.keys());
  return new found(fromConfig(saved.config) as never);
}

/** The optimizer of a saved form; what is no saved form stays as it is. */
export function loadOptimizer(saved: unknown): unknown {
  if (!isSerializedObject(saved)) return saved;
  const parts: Record<string, unknown> = {};
  const { learning_rate: rate, inner_optimizer: inner, optimizer_map: map } = saved.config;
  if (rate !== undefined) parts["learning_rate"] = load("schedule", scheduleClasses, rate);
  if (inner !== undefined) parts["inner_optimizer"] = loadOptimizer(inner);
  if (isSerializedObject(map)) {
    const { default_optimizer: others, optimizer_map: byPath } = map.config;
    const loaded = Object.entries(byPath ?? {}).map(([path, part]) => [path, loadOptimizer(part)]);
    parts["optimizer_map"] = {
      defaultOptimizer: loadOptimizer(others),
      optimizerMap: Object.fromEntries(loaded) as unknown,
    };
  }
  return load("optimizer", optimizerClasses, { ...saved, config: { ...saved.config, ...parts } });
}

/** The options of `compile` that Keras saved; undefined: the model was not compiled. Throws on what does not exist. */
export function loadCompile(saved: Config | undefined): CompileOptions | undefined {
  if (saved === undefined || Object.keys(saved).length === 0) return undefined;
  const given = {
    optimizer: loadOptimizer(saved["optimizer"]),
    loss: mapParts(saved["loss"], (part) => load("loss", lossClasses, part)),
    lossWeights: saved["loss_weights"],
    metrics: mapParts(saved["metrics"], (part) => load("metric", metricClasses, part)),
    weightedMetrics: mapParts(saved["weighted_metrics"], (part) =>
      load("metric", metricClasses, part),
    ),
  };
  return Object.fromEntries(
    Object.entries(given).filter(([, value]) => value !== null && value !== undefined),
  );
}
