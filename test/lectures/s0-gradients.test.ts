import { describe, expect, test } from "vitest";
import { grad, type Operand, sequential, setRandomSeed, tensor, valueAndGrad } from "hornet";
import { Callback } from "hornet/callbacks";
import { dense, input } from "hornet/layers";
import * as ops from "hornet/ops";
import { lineChart } from "hornet/plot";
import { distance, noise } from "./support.ts";

type Matrix = readonly (readonly number[])[];

const transposed = (x: Matrix): Matrix => x[0]!.map((_, j) => x.map((row) => row[j]!));
const product = (a: Matrix, b: Matrix): Matrix => {
  const columns = transposed(b);
  return a.map((row) =>
    columns.map((column) => row.reduce((sum, value, i) => sum + value * column[i]!, 0)),
  );
};
const zip = (a: Matrix, b: Matrix, f: (x: number, y: number) => number): Matrix =>
  a.map((row, i) => row.map((value, j) => f(value, b[i]![j]!)));

test("S0.7 backpropagation through three layers: automatic, by the chain rule and by finite differences", () => {
  const tensors = [noise([3, 4], 3), noise([4, 3], 4), noise([3, 2], 5)] as const;
  const [inputs, targets] = [noise([5, 3], 1), noise([5, 2], 2)];
  const layer = (z: Operand, weight: Operand): Operand => ops.sigmoid(ops.matmul(z, weight));
  const loss = (w0: Operand, w1: Operand, w2: Operand): Operand =>
    ops.sum(ops.square(ops.subtract(layer(layer(layer(inputs, w0), w1), w2), targets)));
  const automatic = [0, 1, 2].map((argument) => grad(loss, { argument })(...tensors));

  // By hand, in float64.
  const [x, y] = [inputs.array() as Matrix, targets.array() as Matrix];
  const weights = tensors.map((weight) => weight.array() as Matrix) as [Matrix, Matrix, Matrix];
  const sigmoid = (z: Matrix): Matrix =>
    z.map((row) => row.map((value) => 1 / (1 + Math.exp(-value))));
  const forward = (given: readonly Matrix[]): Matrix[] =>
    given.reduce<Matrix[]>(
      (outputs, weight) => [...outputs, sigmoid(product(outputs.at(-1)!, weight))],
      [x],
    );
  const lossOf = (given: readonly Matrix[]): number =>
    zip(forward(given).at(-1)!, y, (o, t) => (o - t) ** 2)
      .flat()
      .reduce((sum, square) => sum + square, 0);

  const outputs = forward(weights);
  const byHand: Matrix[] = [];
  let arriving = zip(outputs[3]!, y, (o, t) => 2 * (o - t));
  for (const i of [2, 1, 0]) {
    const atActivation = zip(arriving, outputs[i + 1]!, (slope, o) => slope * o * (1 - o));
    byHand.unshift(product(transposed(outputs[i]!), atActivation));
    arriving = product(atActivation, transposed(weights[i]!));
  }

  const step = 1e-5;
  automatic.forEach((gradient, which) => {
    const own = gradient.array() as Matrix;
    own.forEach((row, i) =>
      row.forEach((slope, j) => {
        const moved = (by: number): number =>
          lossOf(
            weights.map((w, k) => (k === which ? w.with(i, w[i]!.with(j, w[i]![j]! + by)) : w)),
          );
        const difference = (moved(step) - moved(-step)) / (2 * step);
        expect(Math.abs(byHand[which]![i]![j]! - difference)).toBeLessThan(1e-8);
        expect(Math.abs(slope - byHand[which]![i]![j]!)).toBeLessThan(1e-6);
      }),
    );
    expect(Math.max(...own.flat().map(Math.abs))).toBeGreaterThan(1e-3);
  });
});

describe("S0.8 vanishing gradients", () => {
  const [depth, width] = [8, 16];
  const x = noise([32, width], 7);
  const y = ops.multiply(x, 0.5);

  /** Logs the norm of the loss's gradient in every layer's kernel, from the first layer to the last. */
  class GradientNorms extends Callback {
    readonly norms: number[][] = [];
    readonly #gradients: (kernels: Operand) => { gradient: Operand };

    constructor(activation: (x: Operand) => Operand) {
      super();
      this.#gradients = valueAndGrad((kernels: Operand) => {
        const layers = ops.split(kernels, depth, { axis: 0 });
        const output = layers.reduce<Operand>(
          (z, kernel) => activation(ops.matmul(z, ops.squeeze(kernel))),
          x,
        );
        return ops.mean(ops.square(ops.subtract(output, y)));
      });
    }

    override onEpochEnd(_epoch: number, logs: Record<string, number>): void {
      const { gradient } = this.#gradients(ops.stack(this.model.getWeights()));
      const norms = [...ops.sqrt(ops.sum(ops.square(gradient), { axis: [1, 2] })).data];
      this.norms.push(norms);
      norms.forEach((norm, i) => (logs[`gradient_norm_${i}`] = norm));
    }
  }

  const normsWith = async (
    activation: "sigmoid" | "relu",
    kernelInitializer: "glorot_uniform" | "he_normal",
  ): Promise<readonly number[]> => {
    setRandomSeed(0);
    const layers = Array.from({ length: depth }, () =>
      dense(width, { activation, kernelInitializer, useBias: false }),
    );
    const model = sequential([input([width]), ...layers]);
    model.compile({ loss: "mse", optimizer: "sgd" });
    const watch = new GradientNorms(activation === "relu" ? ops.relu : ops.sigmoid);
    const { history } = await model.fit(x, y, {
      epochs: 2,
      batchSize: 32,
      verbose: 0,
      callbacks: [watch],
    });
    expect(history["gradient_norm_0"]).toEqual(watch.norms.map(([first]) => first));
    return watch.norms[0]!;
  };

  test("S0.8 the norms per layer, logged by a callback, decay towards the input with sigmoid", async () => {
    const norms = await normsWith("sigmoid", "glorot_uniform");
    expect(norms).toHaveLength(depth);
    for (let i = 1; i < depth; i++) expect(norms[i - 1]).toBeLessThan(norms[i]! * 0.6);
    expect(norms[0]! / norms.at(-1)!).toBeLessThan(1e-3);
  });

  test("S0.8 they do not decay with ReLU", async () => {
    const norms = await normsWith("relu", "he_normal");
    expect(norms[0]! / norms.at(-1)!).toBeGreaterThan(0.1);
  });
});

describe("S0.9 activations and their derivatives", () => {
  const activations: Readonly<Record<string, (x: Operand) => Operand>> = {
    celu: ops.celu,
    elu: ops.elu,
    exponential: ops.exp,
    gelu: ops.gelu,
    hard_shrink: ops.hardShrink,
    hard_sigmoid: ops.hardSigmoid,
    hard_silu: ops.hardSilu,
    hard_tanh: ops.hardTanh,
    leaky_relu: ops.leakyRelu,
    linear: (x) => ops.multiply(x, 1),
    log_sigmoid: ops.logSigmoid,
    mish: ops.mish,
    relu: ops.relu,
    relu6: ops.relu6,
    selu: ops.selu,
    sigmoid: ops.sigmoid,
    silu: ops.silu,
    soft_shrink: ops.softShrink,
    softplus: ops.softplus,
    softsign: ops.softsign,
    sparse_plus: ops.sparsePlus,
    sparse_sigmoid: ops.sparseSigmoid,
    squareplus: ops.squareplus,
    tanh: ops.tanh,
    tanh_shrink: ops.tanhShrink,
    threshold: (x) => ops.threshold(x, 0.3, 0),
  };
  // Between the kinks, which lie at multiples of a tenth.
  const grid = tensor(Float64Array.from({ length: 82 }, (_, i) => -4.05 + i * 0.1));

  test.each(Object.entries(activations))("S0.9 φ and φ′ of %s on a grid", (name, activation) => {
    const values = activation(grid);
    const slopes = grad((x: Operand) => ops.sum(activation(x)))(grid);
    const step = 1e-6;
    const difference = ops.divide(
      ops.subtract(activation(ops.add(grid, step)), activation(ops.subtract(grid, step))),
      2 * step,
    );
    expect(distance(slopes, difference)).toBeLessThan(1e-6);
    const { svg } = lineChart(
      [
        { name: "φ", x: grid.data, y: values.data },
        { name: "φ′", x: grid.data, y: slopes.data, dash: "6 4" },
      ],
      { title: name },
    );
    const curves = [...svg.matchAll(/<path d="(M[^"]*L[^"]*)"/g)].map(
      ([, path]) => path!.match(/[ML]/g)!.length,
    );
    expect(curves.filter((points) => points === grid.size)).toHaveLength(2);
    for (const text of [name, "φ", "φ′"]) expect(svg).toContain(`>${text}</text>`);
  });

  test("S0.9 the derivative of sigmoid is a quarter at most, that of ReLU is 1 for all positive inputs", () => {
    const slopeOf = (activation: (x: Operand) => Operand): number[] => [
      ...grad((x: Operand) => ops.sum(activation(x)))(grid).data,
    ];
    expect(Math.max(...slopeOf(ops.sigmoid))).toBeLessThan(0.25);
    expect(slopeOf(ops.relu)).toEqual(Array.from(grid.data, (x) => Number(x > 0)));
  });
});
