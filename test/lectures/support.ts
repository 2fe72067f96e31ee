import { readFileSync } from "node:fs";
import { vi } from "vitest";
import { type Model, type Operand, type SummaryOptions, type Tensor, tensor } from "hornet";
import { iris, toCategorical } from "hornet/datasets";
import * as ops from "hornet/ops";

const golden = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../goldens/${name}.json`, import.meta.url), "utf8"));

/** What a model's summary prints on a terminal of 80 columns. */
export function summaryOf(model: Model, options: SummaryOptions = {}): string {
  const texts: string[] = [];
  model.summary({ lineLength: 76, ...options, printFn: (text) => texts.push(text) });
  return texts.join("\n");
}

/** The summary that real Keras printed. */
export function kerasSummary(name: string): string {
  const { cases } = golden("summary") as {
    cases: readonly { readonly name: string; readonly expected: { readonly text: string } }[];
  };
  return cases.find((one) => one.name === name)!.expected.text;
}

/** Keras's whole trainings: the least and largest value of one epoch over its seeds, stretched by its own width. */
export function bandOf(name: string, series: string, epoch: number): { least: number; largest: number } {
  const { cases } = golden("bands") as {
    cases: readonly {
      readonly name: string;
      readonly runs: readonly { readonly history: Readonly<Record<string, readonly number[]>> }[];
    }[];
  };
  const { runs } = cases.find((one) => one.name === name)!;
  const values = runs.map(({ history }) => history[series]!.at(epoch)!);
  const [least, largest] = [Math.min(...values), Math.max(...values)];
  const margin = largest - least;
  return { least: least - margin, largest: largest + margin };
}

/** What is written to standard output while `action` runs, as if that were a terminal or a pipe. */
export async function printedBy(
  action: () => unknown,
  { isTerminal = false }: { isTerminal?: boolean } = {},
): Promise<string> {
  const texts: string[] = [];
  const spy = vi.spyOn(process.stdout, "write").mockImplementation((text) => {
    texts.push(String(text));
    return true;
  });
  const before = Object.getOwnPropertyDescriptor(process.stdout, "isTTY");
  Object.defineProperty(process.stdout, "isTTY", { configurable: true, value: isTerminal });
  try {
    await action();
  } finally {
    spy.mockRestore();
    if (before === undefined) delete (process.stdout as { isTTY?: boolean }).isTTY;
    else Object.defineProperty(process.stdout, "isTTY", before);
  }
  return texts.join("");
}

/** Repeatable numbers in [0, 1), independent of the library's own. */
export function randomNumbers(seed: number): () => number {
  let state = seed + 1;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

/** Repeatable numbers of shape `shape`, from -1 to 1. */
export function noise(shape: readonly number[], seed = 1): Tensor {
  const next = randomNumbers(seed);
  const size = shape.reduce((product, extent) => product * extent, 1);
  return tensor(Float32Array.from({ length: size }, () => 2 * next() - 1), { shape });
}

/** 0 to n - 1 in a repeatable order. */
export function permutation(n: number, seed: number): Tensor {
  const next = randomNumbers(seed);
  const order = Int32Array.from({ length: n }, (_, i) => i);
  for (let i = n - 1; i > 0; i--) {
    const j = Math.floor(next() * (i + 1));
    [order[i], order[j]] = [order[j]!, order[i]!];
  }
  return tensor(order);
}

/** The iris data in a repeatable order, the classes one-hot. */
export async function shuffledIris(): Promise<{ features: Operand; targets: Operand }> {
  const { features, labels } = await iris();
  const order = permutation(150, 0);
  return {
    features: ops.take(features, order, { axis: 0 }),
    targets: ops.take(toCategorical(labels), order, { axis: 0 }),
  };
}

/** Each column to mean 0 and standard deviation 1. */
export function standardise(x: Operand): Operand {
  const axis = { axis: 0, keepdims: true };
  return ops.divide(ops.subtract(x, ops.mean(x, axis)), ops.std(x, axis));
}

/** All weights of a model as one list of numbers per weight. */
export const weightsOf = (model: Model): number[][] => model.getWeights().map(({ data }) => [...data]);

/** The largest distance between elements of two operands. */
export function distance(a: Operand, b: Operand): number {
  if (String(a.shape) !== String(b.shape)) return Infinity;
  const [first, second] = [a.data, b.data];
  return Math.max(...Array.from(first, (x, i) => Math.abs(x - second[i]!)));
}
