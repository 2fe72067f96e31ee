import { describe, expect, beforeAll, test } from "vitest";
import {
  HornetError,
  sequential,
  setEngine,
  setRandomSeed,
  tensor,
  type EngineName,
  type ErrorCode,
  type Sequential,
  type Tensor,
} from "hornet";
import { dense, dropout, input } from "hornet/layers";
import { adam } from "hornet/optimizers";
import { nextKey } from "../../src/base/random.ts";

/** What an error of ours looks like: where, what was expected, what came, and perhaps what to do. */
const form = /^[^:].*: expected .+, received [^]+[.?]$/u;

/** A bad input and the error that it gets. */
export interface Row {
  readonly title: string;
  readonly code: ErrorCode;
  readonly message: RegExp;
  readonly act: () => unknown;
}

/** Something bad that is done to a trained model. */
export interface ModelRow extends Omit<Row, "act"> {
  readonly act: (model: Sequential) => unknown;
}

const rows = 12;
const xs = (): Float32Array => Float32Array.from({ length: rows * 4 }, (_, i) => Math.sin(i));
const labels = (): Int32Array => Int32Array.from({ length: rows }, (_, i) => i % 3);

/** Twelve good samples [12, 4]. */
export const x: Tensor = tensor(xs(), { shape: [rows, 4] });
/** Their class numbers [12], from 0 to 2. */
export const y: Tensor = tensor(labels());
/** Nothing is printed. */
export const quiet = { verbose: 0 } as const;

/** x with one number of sample 5 replaced. */
export function xWith(bad: number): Tensor {
  const data = xs();
  data[4 * 5 + 2] = bad;
  return tensor(data, { shape: [rows, 4] });
}

/** y with the label of sample 7 replaced. */
export function yWith(bad: number): Tensor {
  const data = Float32Array.from(labels());
  data[7] = bad;
  return tensor(data);
}

/** Options that the types forbid. */
export const wrong = (options: object): never => options as never;

/** A training on good data with these options. */
export const fitWith =
  (options: object) =>
  (model: Sequential): unknown =>
    model.fit(x, y, { ...quiet, ...options });

/** A model [n, 4] -> [n, 3] that has been trained a little, so that all of its state is in use. */
async function trained(): Promise<Sequential> {
  setRandomSeed(3);
  const model = sequential(
    [
      input([4]),
      dense(5, { activation: "relu", name: "hidden" }),
      dropout(0.5),
      dense(3, { activation: "softmax", name: "classes" }),
    ],
    { name: "net" },
  );
  model.compile({
    optimizer: adam(),
    loss: "sparse_categorical_crossentropy",
    metrics: ["accuracy"],
  });
  await model.fit(x, y, { ...quiet, batchSize: 5 });
  return model;
}

/** Every bit that training may change: weights, seeds of dropout, optimizer. */
function stateOf(model: Sequential): string[] {
  return [...model.variables, ...model.optimizer.variables].map(({ path, data }) => {
    const bytes = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
    return `${path} ${bytes.toString("hex")}`;
  });
}

/** What `act` throws, or rejects with. */
async function errorOf(act: () => unknown): Promise<unknown> {
  try {
    await act();
  } catch (error) {
    return error;
  }
  return undefined;
}

/** Expects the row's error, in the form that all errors have. */
export async function expectError(
  { code, message }: Omit<Row, "act">,
  act: () => unknown,
): Promise<void> {
  const error = await errorOf(act);
  expect(error).toBeInstanceOf(HornetError);
  const text = (error as HornetError).message;
  expect(text).toMatch(message);
  expect(text).toMatch(form);
  expect((error as HornetError).code).toBe(code);
}

/** Expects that each row is refused, and that the model, its optimizer and the random numbers stay as they were. */
export function describeModelRows(table: readonly ModelRow[]): void {
  describe.each<EngineName>(["reference", "wasm"])("a trained model on %s", (engine) => {
    let model: Sequential;

    beforeAll(async () => {
      setEngine(engine);
      model = await trained();
    });

    test.each(table)("refuses $title, and nothing has changed", async (row) => {
      const before = stateOf(model);
      await expectError(row, () => row.act(model));
      expect(stateOf(model)).toEqual(before);
    });

    test("after all that it goes on training", async () => {
      const before = stateOf(model);
      const { history } = await model.fit(x, y, quiet);
      expect(Object.keys(history)).toEqual(["accuracy", "loss"]);
      expect(stateOf(model)).not.toEqual(before);
    });
  });

  test("errors draw no random number: what is made after them is the same", async () => {
    setEngine("reference");
    // Rows that take no model make one, which draws numbers.
    const own = table.filter(({ act }) => act.length > 0);
    const model = await trained();
    for (const { act } of own) await errorOf(() => act(model));
    const key = nextKey();
    await trained();
    expect(key).toEqual(nextKey());
    expect(own.length).toBeGreaterThan(table.length / 2);
  });
}
