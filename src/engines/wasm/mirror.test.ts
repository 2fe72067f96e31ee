import { expect, test } from "vitest";
import { Session, type SessionProgram } from "../../eager/session.ts";
import { Variable } from "../../graph/variable.ts";
import { add, multiply } from "../../ops/add.ts";
import { matmul } from "../../ops/matmul.ts";
import { sum } from "../../ops/sum.ts";
import type { Engine } from "../engine.ts";
import { wasmEngine } from "./engine.ts";

const [rows, columns] = [40, 30];

/** Every call is long. */
const mirrored = wasmEngine({ threads: 2, sharesMemory: false, longestAbsence: -1 });
const plain = wasmEngine();

/** A variable that a program decays and feeds, and what can be done with it in any order. */
function machine(engine: Engine): {
  readonly act: Readonly<Record<string, () => void | Promise<void>>>;
  readonly run: (steps: number) => Promise<void>;
  readonly read: () => number[];
} {
  const state = new Variable({ name: "state", shape: [rows, columns] });
  const other = new Variable({ name: "other", shape: [3] });
  const session = new Session([state, other], engine);
  const program = (name: string, extent: number): SessionProgram =>
    session.compile({
      name,
      inputs: { x: { shape: [rows, extent], dtype: "float32" } },
      trace: ({ x }, builder) => {
        const weights = Float32Array.from({ length: extent * columns }, (_, i) => Math.cos(i));
        const factor = builder.constant(weights, [extent, columns], "float32");
        const next = add(multiply(state, 0.9), matmul(x!, factor));
        state.assign(next);
        return { total: sum(next, { axis: 0 }) };
      },
    });
  const [narrow, wide] = [program("narrow", 20), program("wide", 70)];
  let placed = narrow;
  let draws = 0;
  const numbers = (length: number): Float32Array =>
    Float32Array.from({ length }, (_, i) => Math.sin(i + draws++));
  const place = async (program: SessionProgram, extent: number): Promise<void> => {
    await session.place([program]);
    placed = program;
    session.write("x", numbers(rows * extent));
  };
  const run = (steps: number): Promise<void> => session.run(placed, steps);
  const act = {
    placeNarrow: () => place(narrow, 20),
    placeWide: () => place(wide, 70),
    run: () => run(3),
    runHere: () => session.runSync(placed, 2),
    assign: () => state.assign(numbers(rows * columns)),
    assignOther: () => other.assign(numbers(3)),
    writeView: () => {
      session.view("x").fill(draws++);
    },
  };
  return {
    act,
    run,
    read: () => [...state.data, ...other.data, ...session.readSync("total")],
  };
}

test("a run in the twin leaves what a run here leaves, whatever was done before", async () => {
  const [apart, here] = [machine(mirrored), machine(plain)];
  expect.hasAssertions();
  const order =
    "placeNarrow run run assign run assignOther run runHere run writeView run placeWide run runHere runHere run placeNarrow run assign runHere run";
  for (const name of order.split(" ")) {
    await apart.act[name]!();
    await here.act[name]!();
    if (name.startsWith("run")) expect(apart.read(), name).toEqual(here.read());
  }
});

test("two arenas have twins of their own, and their runs may overlap", async () => {
  const machines = [machine(mirrored), machine(mirrored), machine(plain)];
  for (const { act } of machines) await act["placeNarrow"]!();
  await machines[1]!.act["assign"]!();
  await machines[2]!.act["assign"]!();
  await Promise.all(machines.map((each) => each.run(3)));
  expect(machines[1]!.read()).toEqual(machines[2]!.read());
  expect(machines[0]!.read()).not.toEqual(machines[2]!.read());
});

test("the event loop turns while the twin computes", async () => {
  const { act, run } = machine(mirrored);
  await act["placeWide"]!();
  let turns = 0;
  let going = true;
  const turn = (): void => {
    turns++;
    if (going) setImmediate(turn);
  };
  setImmediate(turn);
  await run(5000);
  going = false;
  expect(turns).toBeGreaterThan(0);
});
