import { afterEach, expect, test } from "vitest";
import { conv2d, dense, flatten, input } from "hornet/layers";
import { setRandomSeed } from "../base/random.ts";
import { currentEngine, setEngine, setMath, setThreads } from "../eager/engines.ts";
import { tensor } from "../eager/tensor.ts";
import { noNativeEngine } from "../engines/native/available.testing.ts";
import { sequential, type Sequential } from "../models/sequential.ts";
import { bitsOf } from "./train.testing.ts";

const rows = 8;
const [height, width] = [17, 14];
const x = tensor(
  Float32Array.from({ length: rows * height * width }, (_, i) => Math.sin(1 + 1.7 * i)),
  { shape: [rows, height, width, 1] },
);
const y = tensor(Int32Array.from({ length: rows }, (_, i) => i % 3));

afterEach(() => {
  setMath("fast");
  setThreads(1);
});

function build(): Sequential {
  setRandomSeed(3);
  const model = sequential([
    input([height, width, 1]),
    conv2d(32, 3, { activation: "relu" }),
    conv2d(48, 3, { padding: "same", activation: "relu" }),
    conv2d(32, 3, { activation: "relu" }),
    flatten(),
    dense(3, { activation: "softmax" }),
  ]);
  model.compile({ optimizer: "sgd", loss: "sparse_categorical_crossentropy" });
  return model;
}

const engines = noNativeEngine === undefined ? (["wasm", "native"] as const) : (["wasm"] as const);

test.each(engines)(
  "%s: fast and strict trainings agree closely but not in every bit, each on any number of threads",
  async (name) => {
    const found = { fast: [] as unknown[], strict: [] as unknown[] };
    const losses = { fast: 0, strict: 0 };
    for (const math of ["fast", "strict"] as const) {
      for (const threads of name === "wasm" ? [1, 2, 3, 8] : [1, 2, 3]) {
        setEngine(name);
        setMath(math);
        setThreads(threads);
        expect(currentEngine().traits).toMatchObject({ math, threads });
        const model = build();
        const { history } = await model.fit(x, y, { batchSize: 4, epochs: 3, verbose: 0 });
        const predicted = await model.predict(x, { batchSize: rows, verbose: 0 });
        found[math].push({ weights: bitsOf(model), history, predicted: [...predicted.data] });
        losses[math] = history.loss!.at(-1)!;
      }
      for (const other of found[math]) expect(other).toEqual(found[math][0]);
    }
    expect(found.fast[0]).not.toEqual(found.strict[0]);
    expect(losses.fast).toBeCloseTo(losses.strict, 4);
  },
  120_000,
);

test("setMath wants a way of computing that there is", () => {
  expect(() => setMath("loose" as "fast")).toThrow(/setMath: .*"loose".*fast.*strict/);
});
