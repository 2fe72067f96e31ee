import { afterEach, describe, expect, test, vi } from "vitest";
import { reference } from "../engines/reference/reference.ts";
import { wasmEngine } from "../engines/wasm/engine.ts";
import { currentTrace, Variable } from "../graph/variable.ts";
import { add } from "../ops/add.ts";
import { exp } from "../ops/exp.ts";
import { matmul } from "../ops/matmul.ts";
import { sum } from "../ops/sum.ts";
import { Session, type StepFunction } from "./session.ts";

/** total ← total + Σ e^(x·w); out: what was added. */
function accumulate(total: Variable, weight: Variable, rows: number): StepFunction {
  return {
    name: "accumulate",
    inputs: { x: { shape: [rows, weight.shape[0]!], dtype: "float32" } },
    trace: ({ x }) => {
      const added = sum(exp(matmul(x!, weight)));
      total.assign(add(added, total));
      return { added };
    },
  };
}

const makeTotal = (): Variable => new Variable({ name: "total", shape: [] });
const makeWeight = (): Variable =>
  new Variable({
    name: "weight",
    shape: [3, 2],
    initialize: () => Float32Array.of(0.1, 0.2, 0.3, 0.4, 0.5, 0.6),
  });

describe.each([
  ["reference", reference],
  ["wasm", wasmEngine()],
] as const)("a session on %s", (_, engine) => {
  test("allocates exactly what it planned, and keeps it over many steps", () => {
    const [total, weight] = [makeTotal(), makeWeight()];
    const session = new Session([total, weight], engine);
    const small = session.compile(accumulate(total, weight, 5));
    const large = session.compile(accumulate(total, weight, 1000));
    session.placeSync([small]);
    expect(session.arena.allocatedBytes).toBe(session.plannedBytes);
    session.placeSync([large]);
    const before = session.plannedBytes;
    expect(session.arena.allocatedBytes).toBe(before);
    session.write("x", new Float32Array(3000));
    session.runSync(large, 3);
    expect(session.arena.allocatedBytes).toBe(before);
    expect(total.item()).toBe(6000);
  });

  test("a step is traced in parts, and others trace in between", async () => {
    const total = makeTotal();
    const session = new Session([total], engine);
    const seen: unknown[] = [];
    const program = await session.compileInTurns({
      name: "in parts",
      inputs: {},
      *trace() {
        const late = performance.now() + 25;
        while (performance.now() < late); // longer than work goes on without a turn
        setImmediate(() => seen.push(currentTrace()));
        yield;
        total.assign(add(total, 2)); // on variables alone: written into the trace that runs
        return { twice: add(total, 2) };
      },
    });
    expect(seen).toEqual([undefined]);
    session.placeSync([program]);
    session.runSync(program, 3);
    expect(total.item()).toBe(6);
  });

  test("variables move to the session that runs last", () => {
    const [total, weight] = [makeTotal(), makeWeight()];
    const first = new Session([total, weight], engine);
    const second = new Session([total, weight], engine);
    const programs = [first, second].map((session) => {
      const program = session.compile(accumulate(total, weight, 1));
      session.placeSync([program]);
      session.write("x", new Float32Array(3));
      return program;
    });
    first.runSync(programs[0]!);
    second.runSync(programs[1]!);
    first.runSync(programs[0]!);
    expect(total.item()).toBe(6);
    total.assign(Float32Array.of(10));
    second.runSync(programs[1]!);
    expect(total.item()).toBe(12);
  });

  test("a state that the session does not know is an error", () => {
    const session = new Session([makeWeight()], engine);
    expect(() => session.compile(accumulate(makeTotal(), makeWeight(), 1))).toThrow(
      /only variables that the model owns/,
    );
  });

  test("a program that was not placed says so", () => {
    const weight = makeWeight();
    const session = new Session([weight], engine);
    const program = session.compile({ name: "double", inputs: {}, trace: () => ({}) });
    expect(() => session.runSync(program)).toThrow(/^double: expected a placed program/);
  });
});

describe("compiling in turns", () => {
  afterEach(() => {
    vi.restoreAllMocks();
  });

  /** A clock by which every part takes long; how often others had a turn. */
  function slowClock(): { turns: () => number; stop: () => unknown } {
    let [now, turns] = [0, 0];
    let isRunning = true;
    vi.spyOn(performance, "now").mockImplementation(() => (now += 30));
    const turn = (): void => {
      turns++;
      if (isRunning) setImmediate(turn);
    };
    setImmediate(turn);
    return { turns: () => turns, stop: () => (isRunning = false) };
  }

  test("others have their turn between tracing, passes and launches; the program is the same", async () => {
    const [total, weight] = [makeTotal(), makeWeight()];
    const session = new Session([total, weight], wasmEngine());
    const clock = slowClock();
    const inTurns = await session.compileInTurns(accumulate(total, weight, 5));
    clock.stop();
    expect(clock.turns()).toBeGreaterThan(2);
    const atOnce = session.compile(accumulate(total, weight, 5));
    expect(inTurns.program.groups.map(({ key }) => key)).toEqual(
      atOnce.program.groups.map(({ key }) => key),
    );
  });

  test("first weights are drawn in turns", async () => {
    const weights = Array.from({ length: 8 }, () => makeWeight());
    const total = makeTotal();
    const session = new Session([total, ...weights], wasmEngine());
    const program = session.compile(accumulate(total, weights[0]!, 5));
    const clock = slowClock();
    await session.place([program]);
    clock.stop();
    expect(clock.turns()).toBeGreaterThan(4);
    expect(weights.every(({ storage }) => storage !== undefined)).toBe(true);
  });

  test("programs that are compiled meanwhile move to the new engine too", async () => {
    const [total, weight] = [makeTotal(), makeWeight()];
    const session = new Session([total, weight], wasmEngine());
    session.compile(accumulate(total, weight, 5));
    const clock = slowClock();
    const moving = session.moveInTurns(reference);
    const late = session.compileInTurns(accumulate(total, weight, 1));
    await moving;
    const program = await late;
    clock.stop();
    expect(session.engine).toBe(reference);
    session.placeSync([program]);
    session.write("x", new Float32Array(3));
    session.runSync(program);
    expect(total.item()).toBe(2);
  });
});
