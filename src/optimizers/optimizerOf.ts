import { fail } from "../base/errors.ts";
import { Optimizer } from "./optimizer.ts";
import type { OptimizerOptions } from "./optimizerOptions.ts";

/** A class of optimizers, whose options all have defaults. */
export interface OptimizerClass<Options extends OptimizerOptions = OptimizerOptions> {
  /** Keras's class name. */
  readonly className: string;
  readonly prototype: object;
  new (options?: Options): Optimizer;
}

/** An optimizer without its name: as an object, or as its factory or class. */
export type OptimizerObject = Optimizer | (() => Optimizer) | OptimizerClass;

/** The optimizer that is meant: `optimizerOf(sgd({ momentum: 0.9 }))`, `optimizerOf(adam)`. */
export function optimizerOf(like: OptimizerObject): Optimizer {
  if (typeof like === "function") {
    return isOptimizerClass(like) ? new like() : like();
  }
  if (like instanceof Optimizer) return like;
  return fail("option", {
    where: "optimizer",
    expected: "a name or an optimizer",
    received: String(like),
  });
}

function isOptimizerClass(like: OptimizerClass | (() => Optimizer)): like is OptimizerClass {
  return like.prototype instanceof Optimizer;
}
