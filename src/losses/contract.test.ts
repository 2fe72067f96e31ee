import { describe, expect, test } from "vitest";
import * as words from "hornet/losses";
import { lossContract, type LossRow } from "./contract.testing.ts";
import { lossCases } from "./goldens.testing.ts";
import { lossClasses } from "./getLoss.ts";
import { isLossMaker } from "./lossFactory.ts";

const numbers = { targets: "numbers", outputs: "numbers" } as const;
const positive = { targets: "probabilities", outputs: "positive" } as const;
const probabilities = { targets: "probabilities", outputs: "probabilities" } as const;
const oneHot = { targets: "one-hot", outputs: "probabilities" } as const;
const bits = { targets: "bits", outputs: "probabilities" } as const;
const signs = { targets: "signs", outputs: "numbers" } as const;

/** Every loss of `hornet/losses`. A new one is one row. */
const table: Readonly<Record<string, LossRow>> = {
  meanSquaredError: { factory: words.meanSquaredError, ...numbers },
  meanAbsoluteError: { factory: words.meanAbsoluteError, ...numbers },
  meanAbsolutePercentageError: { factory: words.meanAbsolutePercentageError, ...numbers },
  meanSquaredLogarithmicError: { factory: words.meanSquaredLogarithmicError, ...positive },
  logCosh: { factory: words.logCosh, ...numbers },
  huber: { factory: words.huber, options: { delta: 0.3 }, ...numbers },
  poisson: { factory: words.poisson, ...positive },
  klDivergence: { factory: words.klDivergence, ...probabilities },
  cosineSimilarity: { factory: words.cosineSimilarity, ...numbers },
  hinge: { factory: words.hinge, ...signs },
  squaredHinge: { factory: words.squaredHinge, ...signs },
  categoricalHinge: { factory: words.categoricalHinge, targets: "one-hot", outputs: "numbers" },
  binaryCrossentropy: {
    factory: words.binaryCrossentropy,
    options: { labelSmoothing: 0.1 },
    ...bits,
  },
  binaryFocalCrossentropy: {
    factory: words.binaryFocalCrossentropy,
    options: { fromLogits: true, applyClassBalancing: true },
    targets: "bits",
    outputs: "numbers",
  },
  categoricalCrossentropy: {
    factory: words.categoricalCrossentropy,
    options: { fromLogits: true },
    targets: "one-hot",
    outputs: "numbers",
  },
  categoricalFocalCrossentropy: { factory: words.categoricalFocalCrossentropy, ...oneHot },
  categoricalGeneralizedCrossEntropy: {
    factory: words.categoricalGeneralizedCrossEntropy,
    targets: "classes",
    outputs: "probabilities",
  },
  sparseCategoricalCrossentropy: {
    factory: words.sparseCategoricalCrossentropy,
    targets: "classes",
    outputs: "probabilities",
  },
  dice: { factory: words.dice, ...bits, together: "batch" },
  tversky: { factory: words.tversky, ...bits, together: "batch" },
  circle: { factory: words.circle, targets: "classes", outputs: "numbers", together: "pairs" },
  ctc: { factory: words.ctc, targets: "labels", outputs: "numbers", shape: [6, 4] },
};

describe("the table", () => {
  test("has every loss that is exported", () => {
    const factories = Object.entries(words).filter(([, word]) => isLossMaker(word));
    expect(Object.keys(table).toSorted()).toEqual(factories.map(([name]) => name).toSorted());
    const classes = Object.values(table).map(({ factory }) => factory.lossClass.className);
    expect(classes.toSorted()).toEqual([...lossClasses.keys()].toSorted());
  });

  test("has a row for every golden case", () => {
    const classes = new Set(Object.values(table).map(({ factory }) => factory.lossClass.className));
    expect(lossCases.filter(({ loss }) => !classes.has(loss.class_name))).toEqual([]);
    expect(lossCases).toHaveLength(62);
  });
});

for (const [name, row] of Object.entries(table)) lossContract(name, row);
