import { fail, failUnknownName } from "../base/errors.ts";
import { Adadelta } from "./adadelta.ts";
import { Adagrad } from "./adagrad.ts";
import { Adam } from "./adam.ts";
import { Adamax } from "./adamax.ts";
import { AdamW } from "./adamW.ts";
import { Lion } from "./lion.ts";
import { Adafactor } from "./adafactor.ts";
import { Ftrl } from "./ftrl.ts";
import { Lamb } from "./lamb.ts";
import { LossScaleOptimizer } from "./lossScaleOptimizer.ts";
import { Muon } from "./muon.ts";
import { MultiOptimizer } from "./multiOptimizer.ts";
import { Nadam } from "./nadam.ts";
import type { Optimizer } from "./optimizer.ts";
import { optimizerOf, type OptimizerClass, type OptimizerObject } from "./optimizerOf.ts";
import { RMSprop } from "./rmsprop.ts";
import { ScheduleFreeAdamW } from "./scheduleFreeAdamW.ts";
import { SGD } from "./sgd.ts";

type LowerName =
  | "sgd"
  | "adam"
  | "adamw"
  | "rmsprop"
  | "adagrad"
  | "adadelta"
  | "adamax"
  | "nadam"
  | "lion"
  | "adafactor"
  | "ftrl"
  | "lamb"
  | "muon"
  | "schedulefreeadamw";

const byName: Readonly<Record<LowerName, OptimizerClass>> = {
  sgd: SGD,
  adam: Adam,
  adamw: AdamW,
  rmsprop: RMSprop,
  adagrad: Adagrad,
  adadelta: Adadelta,
  adamax: Adamax,
  nadam: Nadam,
  lion: Lion,
  adafactor: Adafactor,
  ftrl: Ftrl,
  lamb: Lamb,
  muon: Muon,
  schedulefreeadamw: ScheduleFreeAdamW,
};

/** Keras's names of the optimizers that Hornet has; any case is understood. */
export type OptimizerName = LowerName | "SGD" | "Adam" | "AdamW" | "RMSprop" | "Adagrad" | "Adadelta" | "Adamax" | "Nadam" | "Lion" | "Adafactor" | "Ftrl" | "Lamb" | "Muon" | "ScheduleFreeAdamW"; // prettier-ignore

/** An optimizer by Keras's name, as an object, or as its factory or class. */
export type OptimizerLike = OptimizerName | OptimizerObject;

/** The classes of optimizers by Keras's class name: the key under which they are saved. */
export const optimizerClasses: ReadonlyMap<string, OptimizerClass> = new Map<
  string,
  OptimizerClass
>([
  ...Object.values(byName).map((optimizerClass): [string, OptimizerClass] => [
    optimizerClass.className,
    optimizerClass,
  ]),
  ["LossScaleOptimizer", LossScaleOptimizer as unknown as OptimizerClass],
  ["MultiOptimizer", MultiOptimizer as unknown as OptimizerClass],
]);

/** The optimizer that is meant: `getOptimizer("adam")`, `getOptimizer(sgd({ momentum: 0.9 }))`. */
export function getOptimizer(like: OptimizerLike): Optimizer {
  return typeof like === "string" ? named(like) : optimizerOf(like);
}

function named(name: string): Optimizer {
  const key = name.toLowerCase();
  if (Object.hasOwn(byName, key)) return new byName[key as LowerName]();
  if (key === "lossscaleoptimizer" || key === "multioptimizer") {
    fail("option", {
      where: "optimizer",
      expected: "an object, because this optimizer must be told of others",
      received: `"${name}"`,
      advice: 'Make it with lossScaleOptimizer or multiOptimizer of "hornet/optimizers"',
    });
  }
  return failUnknownName("optimizer", "optimizer", name, Object.keys(byName));
}
