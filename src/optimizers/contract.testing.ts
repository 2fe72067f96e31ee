import { describe, expect, test } from "vitest";
import { deserialize, sequential, setEngine, setRandomSeed, tensor, type Model } from "hornet";
import { dense, input } from "hornet/layers";
import { clearSession } from "../base/names.ts";
import { Variable } from "../graph/variable.ts";
import { eager } from "../../test/golden/interpreted.ts";
import { optimizerCase, optimizerCases } from "./goldens.testing.ts";
import type { Optimizer } from "./optimizer.ts";

/** An optimizer, and what is different about it. */
export interface OptimizerRow {
  /** With a learning rate that makes a small task fall at once. */
  readonly make: (options?: object) => Optimizer;
  /** Whether weights without a gradient move: weight decay, or a rule that forgets where they started. */
  readonly rests?: false;
  /** How many cases of real Keras there are. Default: at least one. */
  readonly goldens?: "none";
  /** Calls that are wrong, and what they are told. */
  readonly wrong?: readonly (readonly [what: string, call: () => unknown, message: RegExp])[];
}

const x = tensor(
  Float32Array.from({ length: 7 * 3 }, (_, i) => Math.sin(i * 1.3)),
  { shape: [7, 3] },
);
const y = tensor(
  Float32Array.from({ length: 7 * 2 }, (_, i) => Math.cos(i * 0.9) * 2),
  { shape: [7, 2] },
);

function netOf(optimizer: Optimizer): Model {
  clearSession();
  setRandomSeed(3);
  const net = sequential([input([3]), dense(4, { activation: "tanh" }), dense(2)]);
  net.compile({ loss: "mse", optimizer });
  return net;
}

const run = { epochs: 6, batchSize: 4, shuffle: false, verbose: 0 } as const;

/** Losses, weights and the optimizer's state after a small training. */
async function train(
  row: OptimizerRow,
  engine: "reference" | "wasm",
): Promise<[number[], number[]]> {
  setEngine(engine);
  try {
    const net = netOf(row.make());
    const { history } = await net.fit(x, y, run);
    const state = [...net.weights, ...net.optimizer.variables].flatMap(({ data }) => [...data]);
    return [[...history["loss"]!], state];
  } finally {
    setEngine("auto");
  }
}

/** What every optimizer must do. A new optimizer is one row of the table. */
export function optimizerContract(name: string, row: OptimizerRow): void {
  const { className } = row.make().constructor as unknown as { readonly className: string };
  const goldens = optimizerCases.filter(({ optimizer }) => optimizer.class_name === className);
  describe(`the optimizer ${name}`, () => {
    test(`${goldens.length} golden cases`, () =>
      expect(goldens.length > 0).toBe(row.goldens !== "none"));
    for (const golden of goldens) optimizerCase(golden);

    test("a model learns by it, alike on both engines", async () => {
      const [[losses, state], [fast, own]] = [
        await train(row, "reference"),
        await train(row, "wasm"),
      ];
      expect(losses.at(-1)!).toBeLessThan(losses[0]!);
      const expectNear = (found: number[], wanted: number[]): void => {
        expect(found).toHaveLength(wanted.length);
        wanted.forEach((w, i) =>
          expect(Math.abs(found[i]! - w), `${i}`).toBeLessThanOrEqual(1e-4 + 1e-3 * Math.abs(w)),
        );
      };
      expectNear(fast, losses);
      expectNear(own, state);
    });

    test("it is saved with its model, and trains on as it would have", async () => {
      const net = netOf(row.make());
      await net.fit(x, y, { ...run, epochs: 2 });
      const loaded = deserialize(JSON.parse(JSON.stringify(net))) as Model;
      expect(loaded.optimizer.constructor).toBe(net.optimizer.constructor);
      expect(loaded.toJSON()).toEqual(net.toJSON());
      loaded.setWeights(net.getWeights());
      loaded.optimizer.build(loaded.trainableWeights);
      expect(loaded.optimizer.variables.map(({ name: own, shape }) => [own, shape])).toEqual(
        net.optimizer.variables.map(({ name: own, shape }) => [own, shape]),
      );
      loaded.optimizer.variables.forEach((variable, i) =>
        variable.assign(net.optimizer.variables[i]!.data),
      );
      const [one, two] = [await net.fit(x, y, run), await loaded.fit(x, y, run)];
      expect(two.history["loss"]).toEqual(one.history["loss"]);
    });

    test.runIf(row.rests !== false)("no gradient, no movement", () => {
      const weight = new Variable({
        name: "w",
        shape: [2],
        initialize: () => Float32Array.of(1, -2),
      });
      const optimizer = row.make({ weightDecay: null });
      const nothing = eager({ shape: [2], dtype: "float32", data: [0, 0] });
      for (let i = 0; i < 2; i++) optimizer.apply([[nothing, weight]]);
      expect([...weight.data]).toEqual([1, -2]);
      expect(optimizer.iterations.item()).toBe(2);
    });

    test("what is wrong is told", () => {
      expect(() => row.make({ unknownOption: 1 })).toThrow(/unknownOption/u);
      const stranger = new Variable({ name: "stranger", shape: [1] });
      const own = new Variable({ name: "own", shape: [1] });
      const optimizer = row.make();
      optimizer.build([own]);
      const one = eager({ shape: [1], dtype: "float32", data: [1] });
      expect(() => optimizer.apply([[one, stranger]])).toThrow(/stranger/u);
      for (const [what, call, message] of row.wrong ?? []) expect(call, what).toThrow(message);
    });
  });
}
