import { describe, expect, test } from "vitest";
import * as words from "hornet/metrics";
import { metricContract, type MetricRow } from "./contract.testing.ts";
import { metricClasses } from "./getMetric.ts";
import { metricCases } from "./goldens.testing.ts";
import { isMetricMaker } from "./metricFactory.ts";

const numbers = { targets: "numbers", outputs: "numbers" } as const;
const positive = { targets: "probabilities", outputs: "positive" } as const;
const signs = { targets: "signs", outputs: "numbers" } as const;
const oneHot = { targets: "one-hot", outputs: "probabilities" } as const;
const classes = { targets: "classes", outputs: "probabilities" } as const;
const bits = { targets: "bits", outputs: "probabilities" } as const;
const column = { targets: "column", outputs: "column" } as const;
const labels = { targets: "classes", outputs: "classes" } as const;

/** Every metric of `hornet/metrics`. A new one is one row. */
const table: Readonly<Record<string, MetricRow>> = {
  mean: { make: (o) => words.mean({ ...o }), ...numbers, of: "values" },
  sum: { make: (o) => words.sum({ ...o }), ...numbers, of: "values" },
  accuracy: { make: (o) => words.accuracy({ ...o }), ...labels },
  binaryAccuracy: { make: (o) => words.binaryAccuracy({ threshold: 0.3, ...o }), ...bits },
  categoricalAccuracy: { make: (o) => words.categoricalAccuracy({ ...o }), ...oneHot },
  sparseCategoricalAccuracy: { make: (o) => words.sparseCategoricalAccuracy({ ...o }), ...classes },
  topKCategoricalAccuracy: {
    make: (o) => words.topKCategoricalAccuracy({ k: 2, ...o }),
    ...oneHot,
    wrong: [["no k", () => words.topKCategoricalAccuracy({ k: 0 }), /k of at least 1/u]],
  },
  sparseTopKCategoricalAccuracy: {
    make: (o) => words.sparseTopKCategoricalAccuracy({ k: 2, ...o }),
    ...classes,
  },
  meanSquaredError: { make: (o) => words.meanSquaredError({ ...o }), ...numbers },
  rootMeanSquaredError: { make: (o) => words.rootMeanSquaredError({ ...o }), ...numbers },
  meanAbsoluteError: { make: (o) => words.meanAbsoluteError({ ...o }), ...numbers },
  meanAbsolutePercentageError: {
    make: (o) => words.meanAbsolutePercentageError({ ...o }),
    ...numbers,
  },
  meanSquaredLogarithmicError: {
    make: (o) => words.meanSquaredLogarithmicError({ ...o }),
    ...positive,
  },
  cosineSimilarity: { make: (o) => words.cosineSimilarity({ ...o }), ...numbers },
  logCoshError: { make: (o) => words.logCoshError({ ...o }), ...numbers },
  binaryCrossentropy: {
    make: (o) => words.binaryCrossentropy({ labelSmoothing: 0.1, ...o }),
    ...bits,
  },
  categoricalCrossentropy: { make: (o) => words.categoricalCrossentropy({ ...o }), ...oneHot },
  sparseCategoricalCrossentropy: {
    make: (o) => words.sparseCategoricalCrossentropy({ ...o }),
    ...classes,
  },
  klDivergence: {
    make: (o) => words.klDivergence({ ...o }),
    targets: "probabilities",
    outputs: "probabilities",
  },
  poisson: { make: (o) => words.poisson({ ...o }), ...positive },
  hinge: { make: (o) => words.hinge({ ...o }), ...signs },
  squaredHinge: { make: (o) => words.squaredHinge({ ...o }), ...signs },
  categoricalHinge: {
    make: (o) => words.categoricalHinge({ ...o }),
    targets: "one-hot",
    outputs: "numbers",
  },
  auc: { make: (o) => words.auc({ numThresholds: 11, ...o }), ...bits },
  precision: { make: (o) => words.precision({ thresholds: [0.2, 0.3], ...o }), ...bits },
  recall: { make: (o) => words.recall({ topK: 2, ...o }), ...bits },
  f1Score: { make: (o) => words.f1Score({ average: "macro", ...o }), ...oneHot },
  fBetaScore: { make: (o) => words.fBetaScore({ beta: 2, ...o }), ...oneHot },
  truePositives: { make: (o) => words.truePositives({ thresholds: 0.3, ...o }), ...bits },
  trueNegatives: { make: (o) => words.trueNegatives({ thresholds: 0.3, ...o }), ...bits },
  falsePositives: { make: (o) => words.falsePositives({ thresholds: 0.1, ...o }), ...bits },
  falseNegatives: { make: (o) => words.falseNegatives({ thresholds: 0.3, ...o }), ...bits },
  precisionAtRecall: {
    make: (o) => words.precisionAtRecall(0.5, { numThresholds: 11, ...o }),
    ...column,
    wrong: [["no rate", () => words.precisionAtRecall(2), /recall/u]],
  },
  recallAtPrecision: {
    make: (o) => words.recallAtPrecision(0.5, { numThresholds: 11, ...o }),
    ...column,
  },
  sensitivityAtSpecificity: {
    make: (o) => words.sensitivityAtSpecificity(0.5, { numThresholds: 11, ...o }),
    ...column,
  },
  specificityAtSensitivity: {
    make: (o) => words.specificityAtSensitivity(0.5, { numThresholds: 11, ...o }),
    ...column,
  },
  ioU: { make: (o) => words.ioU(3, [0, 2], { ...o }), ...labels, width: 1 },
  binaryIoU: { make: (o) => words.binaryIoU({ threshold: 0.3, ...o }), ...column },
  meanIoU: { make: (o) => words.meanIoU(3, { ...o }), ...labels, width: 1 },
  oneHotIoU: {
    make: (o) => words.oneHotIoU(4, [0, 2], { ...o }),
    ...oneHot,
  },
  oneHotMeanIoU: {
    make: (o) => words.oneHotMeanIoU(4, { ...o }),
    ...oneHot,
  },
  r2Score: { make: (o) => words.r2Score({ ...o }), ...numbers },
  pearsonCorrelation: { make: (o) => words.pearsonCorrelation({ ...o }), ...numbers },
  concordanceCorrelation: {
    make: (o) => words.concordanceCorrelation({ ...o }),
    ...numbers,
  },
};

describe("the table", () => {
  test("has every metric that is exported", () => {
    const factories = Object.entries(words).filter(([, word]) => isMetricMaker(word));
    const others = Object.entries(words).filter(
      ([name, word]) => /^[a-z]/u.test(name) && !isMetricMaker(word) && !Object.hasOwn(table, name),
    );
    expect(others.map(([name]) => name)).toEqual(["getMetric"]);
    expect(factories.filter(([name]) => !Object.hasOwn(table, name))).toEqual([]);
    const classNames = Object.values(table).map(
      ({ make }) => Reflect.get(make().constructor, "className") as string,
    );
    expect(classNames.toSorted()).toEqual([...metricClasses.keys()].toSorted());
  });

  test("has a row for every golden case", () => {
    expect(metricCases.filter(({ metric }) => !metricClasses.has(metric.class_name))).toEqual([]);
    expect(metricCases.length).toBeGreaterThan(50);
  });
});

for (const [name, row] of Object.entries(table)) metricContract(name, row);
