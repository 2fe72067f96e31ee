import { expect, test } from "vitest";
import { HornetError } from "../base/errors.ts";
import { Adam, adam } from "./adam.ts";
import { getOptimizer, optimizerClasses, type OptimizerName } from "./getOptimizer.ts";
import { sgd } from "./sgd.ts";

test("S0.14 the names sgd and adam mean Keras's defaults", () => {
  expect(getOptimizer("sgd").options).toMatchObject({
    learningRate: 0.01,
    momentum: 0,
    nesterov: false,
  });
  expect(getOptimizer("adam").options).toMatchObject({
    learningRate: 0.001,
    beta1: 0.9,
    beta2: 0.999,
    epsilon: 1e-7,
  });
  expect(getOptimizer("adam").toString()).toBe(adam().toString());
});

test("S1.2 an optimizer object is taken as it is; a factory or a class makes one", () => {
  const mine = sgd({ learningRate: 0.001 });
  expect(getOptimizer(mine)).toBe(mine);
  expect(getOptimizer(adam)).toBeInstanceOf(Adam);
  expect(getOptimizer(Adam)).toBeInstanceOf(Adam);
});

test("every class is found by its own name in any case", () => {
  for (const [className, optimizerClass] of optimizerClasses) {
    if (["LossScaleOptimizer", "MultiOptimizer"].includes(className)) continue;
    for (const name of [className, className.toLowerCase(), className.toUpperCase()]) {
      expect(getOptimizer(name as OptimizerName)).toBeInstanceOf(optimizerClass);
    }
  }
});

test("unknown names say what is near; optimizers of optimizers say so", () => {
  expect(() => getOptimizer("adm" as OptimizerName)).toThrow(
    'optimizer: expected a known optimizer, received "adm". Did you mean "adam"?',
  );
  expect(codeOf(() => getOptimizer("LossScaleOptimizer" as OptimizerName))).toBe("option");
  expect(codeOf(() => getOptimizer(5 as never))).toBe("option");
});

function codeOf(run: () => unknown): string | undefined {
  try {
    run();
  } catch (error) {
    return error instanceof HornetError ? error.code : undefined;
  }
  return undefined;
}
