import { readFileSync } from "node:fs";
import { expect, vi } from "vitest";
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

/** Keras's whole trainings: the least and largest value of one epoch over its seeds, stretched by their distance or by 1 %. */
function bandOf(name: string, series: string, epoch: number): { least: number; largest: number } {
  const { cases } = golden("bands") as {
    cases: readonly {
      readonly name: string;
      readonly runs: readonly { readonly history: Readonly<Record<string, readonly number[]>> }[];
    }[];
  };
  const { runs } = cases.find((one) => one.name === name)!;
  const values = runs.map(({ history }) => history[series]!.at(epoch)!);
  const [least, largest] = [Math.min(...values), Math.max(...values)];
  const margin = Math.max(largest - least, largest * 0.01);
  return { least: least - margin, largest: largest + margin };
}

/** Expects an epoch's number to lie in Keras's band, stretched on both sides: five seeds do not show the whole of it. */
export function expectInBand(
  history: Readonly<Record<string, readonly number[]>>,
  name: string,
  series: string,
  epoch: number,
): void {
  const { least, largest } = bandOf(name, series, epoch);
  const found = history[series]![epoch]!;
  expect(found, `${series} of ${name} in epoch ${epoch}`).toBeGreaterThan(least);
  expect(found, `${series} of ${name} in epoch ${epoch}`).toBeLessThan(largest);
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

/** Repeatable numbers in [0, 1), independent of the library's own ("mulberry32"). */
export function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let bits = Math.imul(state ^ (state >>> 15), 1 | state);
    bits = (bits + Math.imul(bits ^ (bits >>> 7), 61 | bits)) ^ bits;
    return ((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Repeatable numbers of shape `shape`, from -1 to 1. */
export function noise(shape: readonly number[], seed = 1): Tensor {
  const next = randomNumbers(seed);
  const size = shape.reduce((product, extent) => product * extent, 1);
  return tensor(
    Float32Array.from({ length: size }, () => 2 * next() - 1),
    { shape },
  );
}

/** The rows of Keras's trainings on iris: numpy.random.RandomState(0).permutation(150). */
// oxfmt-ignore
const irisOrder = Int32Array.of(
  114, 62, 33, 107, 7, 100, 40, 86, 76, 71, 134, 51, 73, 54, 63, 37, 78, 90, 45, 16, 121, 66, 24, 8,
  126, 22, 44, 97, 93, 26, 137, 84, 27, 127, 132, 59, 18, 83, 61, 92, 112, 2, 141, 43, 10, 60, 116,
  144, 119, 108, 69, 135, 56, 80, 123, 133, 106, 146, 50, 147, 85, 30, 101, 94, 64, 89, 91, 125, 48,
  13, 111, 95, 20, 15, 52, 3, 149, 98, 6, 68, 109, 96, 12, 102, 120, 104, 128, 46, 11, 110, 124, 41,
  148, 1, 113, 139, 42, 4, 129, 17, 38, 5, 53, 143, 105, 0, 34, 28, 55, 75, 35, 23, 74, 31, 118, 57,
  131, 65, 32, 138, 14, 122, 19, 29, 130, 49, 136, 99, 82, 79, 115, 145, 72, 77, 25, 81, 140, 142,
  39, 58, 88, 70, 87, 36, 21, 9, 103, 67, 117, 47,
);

/** The iris data in the order of Keras's trainings, the classes one-hot. */
export async function shuffledIris(): Promise<{ features: Operand; targets: Operand }> {
  const { features, labels } = await iris();
  const order = tensor(irisOrder);
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
export const weightsOf = (model: Model): number[][] =>
  model.getWeights().map(({ data }) => [...data]);

/** The largest distance between elements of two operands. */
export function distance(a: Operand, b: Operand): number {
  if (String(a.shape) !== String(b.shape)) return Infinity;
  const [first, second] = [a.data, b.data];
  return Math.max(...Array.from(first, (x, i) => Math.abs(x - second[i]!)));
}
