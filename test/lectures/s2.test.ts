import { inflateSync } from "node:zlib";
import { beforeEach, describe, expect, test } from "vitest";
import { clearSession, type Sequential, sequential, setRandomSeed, tensor } from "hornet";
import { Callback } from "hornet/callbacks";
import { digits } from "hornet/datasets";
import { dense, flatten, input, rescaling } from "hornet/layers";
import { heNormal } from "hornet/initializers";
import * as ops from "hornet/ops";
import { imageGrid } from "hornet/plot";
import { distance, noise, weightsOf } from "./support.ts";

beforeEach(() => {
  clearSession();
  setRandomSeed(0);
});

describe("S2.2 learned templates as images", () => {
  /** The grey levels of a PNG whose rows are not filtered, or filtered by "sub", "up" and so on. */
  function pixelsOf(png: Buffer, width: number, height: number): number[] {
    const parts: Buffer[] = [];
    for (let at = 8; at < png.length;) {
      const length = png.readUInt32BE(at);
      if (png.toString("latin1", at + 4, at + 8) === "IDAT")
        parts.push(png.subarray(at + 8, at + 8 + length));
      at += 12 + length;
    }
    const raw = inflateSync(Buffer.concat(parts));
    expect(raw).toHaveLength(height * (width + 1));
    const rows = Array.from({ length: height }, (_, row) =>
      raw.subarray(row * (width + 1), (row + 1) * (width + 1)),
    );
    expect(rows.map((row) => row[0])).toEqual(rows.map(() => 0));
    return rows.flatMap((row) => [...row.subarray(1)]);
  }

  test("S2.2 the rows of W of a trained linear classifier fold back into a grid of images", async () => {
    const { images, labels, classNames } = await digits();
    const model = sequential([
      input([8, 8]),
      rescaling(1 / 16),
      flatten(),
      dense(10, { name: "scores" }),
    ]);
    model.compile({ loss: "mse", optimizer: "adam" });
    const targets = ops.oneHot(labels, 10);
    await model.fit(images, targets, { epochs: 15, verbose: 0 });

    const [kernel] = model.getLayer("scores").getWeights();
    const templates = ops.reshape(ops.transpose(tensor(kernel!)), [10, 8, 8]);
    const { svg } = imageGrid(templates, { columns: 5, labels: classNames });
    const pictures = [...svg.matchAll(/base64,([A-Za-z0-9+/=]+)/g)].map(([, text]) =>
      pixelsOf(Buffer.from(text!, "base64"), 8, 8),
    );
    const { data } = templates;
    const [low, high] = [Math.min(...data), Math.max(...data)];
    const levels = Array.from(data, (weight) => Math.round(((weight - low) / (high - low)) * 255));
    expect(pictures).toHaveLength(10);
    pictures
      .flat()
      .forEach((level, i) => expect(Math.abs(level - levels[i]!)).toBeLessThanOrEqual(1));
    // A template answers more to its own digit than to the others.
    const scores = await model.predict(images, { verbose: 0 });
    const hits = [...ops.argmax(scores, { axis: 1 }).data].filter(
      (found, i) => found === labels.data[i],
    );
    expect(hits.length / 1797).toBeGreaterThan(0.85);
  });
});

test("S2.3 a score is the correlation with a template; of RGB the sum of three channels' correlations", async () => {
  const image = noise([1, 6, 5, 3], 8);
  const model = sequential([input([6, 5, 3]), flatten(), dense(2)]);
  const [kernel] = weightsOf(model) as [number[], number[]];
  const scores = await model.predict(image, { verbose: 0 });
  for (const unit of [0, 1]) {
    let score = 0;
    for (let channel = 0; channel < 3; channel++) {
      let correlation = 0;
      for (let r = 0; r < 6; r++) {
        for (let c = 0; c < 5; c++) {
          const pixel = (r * 5 + c) * 3 + channel;
          correlation += kernel[2 * pixel + unit]! * image.data[pixel]!;
        }
      }
      score += correlation;
    }
    expect(scores.data[unit]).toBeCloseTo(score, 5);
  }
});

test("S2.19 the dense head has a score for each class", async () => {
  const model = sequential([input([4, 4, 2]), flatten(), dense(7)]);
  expect(model.outputShape).toEqual([null, 7]);
  const [kernel, bias] = weightsOf(model) as [number[], number[]];
  const x = noise([2, 4, 4, 2]);
  const scores = await model.predict(x, { verbose: 0 });
  expect(scores.shape).toEqual([2, 7]);
  scores.data.forEach((score, i) => {
    const [row, unit] = [Math.floor(i / 7), i % 7];
    let expected = bias[unit]!;
    for (let j = 0; j < 32; j++) expected += x.data[32 * row + j]! * kernel[7 * j + unit]!;
    expect(score).toBeCloseTo(expected, 5);
  });
});

test("S2.34 dense is linear by default, and its bias can be left out", async () => {
  const x = noise([3, 4]);
  const [plain, bare, rectified] = [
    dense(5, { biasInitializer: "ones" }),
    dense(5, { useBias: false }),
    dense(5, { activation: "relu", useBias: false }),
  ];
  const model = (layer: typeof plain): Sequential => sequential([input([4]), layer]);
  const outputs = await Promise.all(
    [plain, bare, rectified].map((layer) => model(layer).predict(x, { verbose: 0 })),
  );
  expect([plain, bare, rectified].map((layer) => layer.countParams())).toEqual([25, 20, 20]);
  const product = (layer: typeof plain): ReturnType<typeof ops.matmul> =>
    ops.matmul(x, tensor(layer.kernel));
  expect(distance(outputs[0]!, ops.add(product(plain), 1))).toBeLessThan(1e-6);
  expect(distance(outputs[1]!, product(bare))).toBeLessThan(1e-6);
  expect(distance(outputs[2]!, ops.relu(product(rectified)))).toBeLessThan(1e-6);
  expect(Math.min(...outputs[1]!.data)).toBeLessThan(0);
});

test("S2.35 initializers of kernel and bias, by name and by object", () => {
  const build = (options: Parameters<typeof dense>[1]): number[][] => {
    setRandomSeed(5);
    return weightsOf(sequential([input([50]), dense(40, options)]));
  };
  const byName = build({ kernelInitializer: "he_normal", biasInitializer: "ones" });
  expect(build({ kernelInitializer: heNormal(), biasInitializer: "ones" })).toEqual(byName);
  expect(byName[1]).toEqual(Array.from({ length: 40 }, () => 1));
  const variance = byName[0]!.reduce((sum, weight) => sum + weight ** 2, 0) / 2000;
  expect(variance / (2 / 50)).toBeGreaterThan(0.85);
  expect(variance / (2 / 50)).toBeLessThan(1.15);
  const seeded = { kernelInitializer: heNormal({ seed: 9 }) };
  expect(build(seeded)).toEqual(build(seeded));
  expect(build(seeded)).not.toEqual(build({ kernelInitializer: heNormal({ seed: 8 }) }));
});

describe("S2.36 regularizers", () => {
  const x = noise([10, 3], 4);
  const y = noise([10, 4], 5);

  const lossWith = async (
    options: Parameters<typeof dense>[1],
  ): Promise<{ loss: number; outputs: number[]; weights: number[][] }> => {
    setRandomSeed(2);
    const model = sequential([input([3]), dense(4, { biasInitializer: "ones", ...options })]);
    model.compile({ loss: "mse" });
    const { loss } = await model.evaluate(x, y, { batchSize: 10, verbose: 0 });
    const outputs = [...(await model.predict(x, { verbose: 0 })).data];
    return { loss: loss!, outputs, weights: weightsOf(model) };
  };
  const absolutes = (values: readonly number[]): number =>
    values.reduce((sum, value) => sum + Math.abs(value), 0);
  const squares = (values: readonly number[]): number =>
    values.reduce((sum, value) => sum + value ** 2, 0);

  test("S2.36 of kernel, bias and activity: each adds its penalty, and all add up", async () => {
    const plain = await lossWith({});
    const [kernel, bias] = plain.weights as [number[], number[]];
    const penalties = {
      kernelRegularizer: 0.01 * squares(kernel),
      biasRegularizer: 0.01 * squares(bias),
      // Of the whole batch, over its size.
      activityRegularizer: (0.01 * squares(plain.outputs)) / 10,
    };
    for (const [name, penalty] of Object.entries(penalties)) {
      expect(penalty).toBeGreaterThan(1e-3);
      expect((await lossWith({ [name]: "l2" })).loss - plain.loss).toBeCloseTo(penalty, 5);
    }
    const all = await lossWith({
      kernelRegularizer: "l1",
      biasRegularizer: "l1",
      activityRegularizer: "l1",
    });
    const sum = 0.01 * (absolutes(kernel) + absolutes(bias) + absolutes(plain.outputs) / 10);
    expect(all.loss - plain.loss).toBeCloseTo(sum, 5);
  });
});

test("S2.37 constraints of kernel and bias hold after every update", async () => {
  const model = sequential([
    input([3]),
    dense(4, { kernelConstraint: "unit_norm", biasConstraint: "non_neg" }),
  ]);
  const unbound = sequential([input([3]), dense(4)]);
  const seen: number[][][] = [];
  class Watch extends Callback {
    override onTrainBatchEnd(): void {
      seen.push(this.model.getWeights().map(({ data }) => [...data]));
    }
  }
  for (const one of [model, unbound]) {
    one.compile({ loss: "mse", optimizer: "sgd" });
    one.optimizer.learningRate = 0.5;
    await one.fit(noise([12, 3]), ops.subtract(noise([12, 4], 2), 3), {
      batchSize: 4,
      epochs: 2,
      verbose: 0,
      callbacks: [new Watch()],
    });
  }
  const norms = (kernel: number[]): number[] =>
    [0, 1, 2, 3].map((unit) => Math.hypot(...[0, 1, 2].map((row) => kernel[4 * row + unit]!)));
  expect(seen).toHaveLength(12);
  for (const [kernel, bias] of seen.slice(0, 6) as [number[], number[]][]) {
    norms(kernel).forEach((norm) => expect(norm).toBeCloseTo(1, 5));
    expect(Math.min(...bias)).toBeGreaterThanOrEqual(0);
  }
  const [kernel, bias] = seen.at(-1) as [number[], number[]];
  expect(Math.abs(norms(kernel)[0]! - 1)).toBeGreaterThan(1e-3);
  expect(Math.min(...bias)).toBeLessThan(0);
});

test("S2.39 dense is activation(x · kernel + bias), and kernel and bias can be read and written", async () => {
  const layer = dense(2, { activation: "tanh" });
  const model = sequential([input([3]), layer]);
  expect([layer.kernel.shape, layer.bias!.shape]).toEqual([[3, 2], [2]]);
  layer.kernel.assign(
    tensor([
      [1, 2],
      [3, 4],
      [5, 6],
    ]),
  );
  layer.bias!.assign(tensor([0.5, -0.5]));
  expect(layer.kernel.array()).toEqual([
    [1, 2],
    [3, 4],
    [5, 6],
  ]);
  const x = [0.1, -0.2, 0.3];
  const outputs = await model.predict([x], { verbose: 0 });
  expect(outputs.data[0]).toBeCloseTo(Math.tanh(0.1 - 0.6 + 1.5 + 0.5), 6);
  expect(outputs.data[1]).toBeCloseTo(Math.tanh(0.2 - 0.8 + 1.8 - 0.5), 6);
  // After training they are what was trained.
  model.compile({ loss: "mse", optimizer: "sgd" });
  await model.fit([x], [[1, 1]], { verbose: 0 });
  expect(layer.kernel.array()).not.toEqual([
    [1, 2],
    [3, 4],
    [5, 6],
  ]);
  expect([...layer.kernel.data]).toEqual(weightsOf(model)[0]);
});
