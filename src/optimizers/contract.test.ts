import { describe, expect, test } from "vitest";
import * as words from "hornet/optimizers";
import { optimizerContract, type OptimizerRow } from "./contract.testing.ts";
import { optimizerClasses } from "./getOptimizer.ts";
import { optimizerCases } from "./goldens.testing.ts";

const learningRate = 0.02;
const unseen = { goldens: "none" } as const;

/** Every optimizer of `hornet/optimizers`. A new one is one row. Golden cases prove S4.31, S4.34 to S4.37 and S4.43. */
const table: Readonly<Record<string, OptimizerRow>> = {
  sgd: {
    make: (o) => words.sgd({ learningRate, momentum: 0.5, nesterov: true, ...o }),
    wrong: [["a momentum above 1", () => words.sgd({ momentum: 2 }), /momentum/u]],
  },
  adam: {
    make: (o) => words.adam({ learningRate, amsgrad: true, clipnorm: 1, ...o }),
    wrong: [["a moment of 1", () => words.adam({ beta1: 1 }), /beta1/u]],
  },
  adamW: { make: (o) => words.adamW({ learningRate, ...o }) },
  rmsprop: { make: (o) => words.rmsprop({ learningRate, momentum: 0.5, centered: true, ...o }) },
  adagrad: { make: (o) => words.adagrad({ learningRate, ...o }) },
  adadelta: { make: (o) => words.adadelta({ learningRate: 1, ...o }) },
  adamax: { make: (o) => words.adamax({ learningRate, ...o }) },
  nadam: { make: (o) => words.nadam({ learningRate, ...o }) },
  ftrl: { make: (o) => words.ftrl({ learningRate, ...o }), rests: false },
  lion: { make: (o) => words.lion({ learningRate: 0.005, ...o }) },
  adafactor: { make: (o) => words.adafactor({ learningRate, ...o }) },
  lamb: { make: (o) => words.lamb({ learningRate, ...o }) },
  muon: { make: (o) => words.muon({ learningRate, ...o }), rests: false },
  scheduleFreeAdamW: { make: (o) => words.scheduleFreeAdamW({ learningRate, ...o }) },
  lossScaleOptimizer: {
    make: (o) =>
      words.lossScaleOptimizer(words.adam({ learningRate }), { dynamicGrowthSteps: 3, ...o }),
    rests: false,
  },
  multiOptimizer: {
    make: (o) =>
      words.multiOptimizer(
        {
          defaultOptimizer: words.sgd({ learningRate }),
          optimizerMap: { "dense_1/kernel": words.adam({ learningRate }) },
        },
        { ...o },
      ),
    rests: false,
    ...unseen,
  },
};

/** What `hornet/optimizers` exports besides optimizers; schedules have tests of their own. */
const others = ["getOptimizer", "cosineDecay", "cosineDecayRestarts", "exponentialDecay", "inverseTimeDecay", "piecewiseConstantDecay", "polynomialDecay"]; // prettier-ignore

describe("the table", () => {
  test("has every optimizer that is exported", () => {
    const factories = Object.keys(words).filter(
      (name) => /^[a-z]/u.test(name) && !others.includes(name),
    );
    expect(Object.keys(table).toSorted()).toEqual(factories.toSorted());
    const classNames = Object.values(table).map(
      ({ make }) => Reflect.get(make().constructor, "className") as string,
    );
    expect(classNames.toSorted()).toEqual([...optimizerClasses.keys()].toSorted());
  });

  test("has a row for every golden case", () => {
    expect(
      optimizerCases.filter(({ optimizer }) => !optimizerClasses.has(optimizer.class_name)),
    ).toEqual([]);
    expect(optimizerCases).toHaveLength(41);
  });
});

for (const [name, row] of Object.entries(table)) optimizerContract(name, row);
