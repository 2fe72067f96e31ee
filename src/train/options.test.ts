import { describe, expect, test } from "vitest";
import { checkEvaluateOptions, checkFitOptions, checkPredictOptions } from "./options.ts";

describe("fit", () => {
  test("takes every option that there is", () => {
    const options = {
      batchSize: 1,
      verbose: "auto",
      callbacks: [],
      signal: new AbortController().signal,
      epochs: 3,
      initialEpoch: 2,
      validationSplit: 0.999,
      validationData: [[1], [1]],
      validationBatchSize: 7,
      validationFreq: 2,
      shuffle: false,
      sampleWeight: [1],
      classWeight: { 0: 1 },
    } as const;
    expect(() => checkFitOptions(options)).not.toThrow();
    expect(() => checkFitOptions({ batchSize: undefined, epochs: undefined })).not.toThrow();
  });

  test.each<[object, string]>([
    [{ batchSize: 0 }, "fit: expected batchSize to be a whole number of 1 or more, received 0."],
    [
      { batchSize: 2.5 },
      "fit: expected batchSize to be a whole number of 1 or more, received 2.5.",
    ],
    [
      { batchSize: "32" },
      'fit: expected batchSize to be a whole number of 1 or more, received "32".',
    ],
    [{ epochs: -1 }, "fit: expected epochs to be a whole number of 1 or more, received -1."],
    [
      { epochs: Number.NaN },
      "fit: expected epochs to be a whole number of 1 or more, received NaN.",
    ],
    [
      { initialEpoch: -1 },
      "fit: expected initialEpoch to be a whole number of 0 or more, received -1.",
    ],
    [
      { validationFreq: 0 },
      "fit: expected validationFreq to be a whole number of 1 or more, received 0.",
    ],
    [
      { validationBatchSize: 0 },
      "fit: expected validationBatchSize to be a whole number of 1 or more, received 0.",
    ],
    [
      { validationSplit: 1 },
      "fit: expected validationSplit to be a share from 0 to below 1, received 1.",
    ],
    [
      { validationSplit: -0.1 },
      "fit: expected validationSplit to be a share from 0 to below 1, received -0.1.",
    ],
    [{ verbose: 3 }, 'fit: expected verbose to be 0, 1, 2 or "auto", received 3.'],
    [{ callbacks: {} }, "fit: expected callbacks to be a list, received object. Write [callback]."],
    [{ shuffle: "batch" }, 'fit: expected shuffle to be true or false, received "batch".'],
    [{ callbacks: [{}] }, "fit: expected callbacks[0] to be a callback, received an object."],
    [
      { batch_size: 32 },
      'fit: expected options in camelCase, received "batch_size". Write "batchSize".',
    ],
    [
      { validation_data: [] },
      'fit: expected options in camelCase, received "validation_data". Write "validationData".',
    ],
    [{ epoch: 3 }, 'fit: expected a known option, received "epoch". Did you mean "epochs"?'],
  ])("refuses %o", (options, message) => {
    expect(() => checkFitOptions(options)).toThrow(message);
  });
});

test("evaluate and predict know their own options only", () => {
  expect(() => checkEvaluateOptions({ batchSize: 4, verbose: 0, sampleWeight: [1] })).not.toThrow();
  expect(() => checkEvaluateOptions({ epochs: 3 } as object)).toThrow(
    /^evaluate: .*received "epochs"/u,
  );
  expect(() => checkPredictOptions({ batchSize: 4 })).not.toThrow();
  expect(() => checkPredictOptions({ sampleWeight: [1] } as object)).toThrow(
    /^predict: .*"sampleWeight"/u,
  );
  expect(() => checkPredictOptions({ batchSize: 0 })).toThrow(/^predict: expected batchSize/u);
});
