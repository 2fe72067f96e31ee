import { expect, test } from "vitest";
import type { Buffer, Program } from "../program/program.ts";
import type { Engine } from "./engine.ts";
import { programOf, traceGroup } from "./groupRunner.testing.ts";

function inRegion(program: Program, region: Buffer["region"]): Buffer[] {
  return [...program.buffers.values()].filter((buffer) => buffer.region === region);
}

/** out = in + [1, 2, 3, ...] */
function addCounts(length: number, engine: Engine): Program {
  const group = traceGroup((graph) => {
    const x = graph.parameter("x", [length], "float32");
    const counts = graph.constant(
      Float32Array.from({ length }, (_, i) => i + 1),
      [length],
      "float32",
    );
    return [graph.emit("add", [x, counts], {})];
  });
  return programOf([{ group }], engine);
}

/** What the arena of every engine must do that keeps memory of its own. */
export function arenaContract(engine: Engine): void {
  test("programs, their constants and state survive a new data region and other programs", async () => {
    const program = addCounts(5, engine);
    const arena = engine.open(inRegion(program, "state"));
    arena.place(inRegion(program, "data"));
    arena.write("0/in0", Float32Array.of(10, 20, 30, 40, 50));
    const runnable = arena.loadSync(program);
    runnable.runSync(1);
    expect([...arena.readSync("0/out0")]).toEqual([11, 22, 33, 44, 55]);
    const large: Buffer = {
      id: "data/large",
      region: "data",
      shape: [100000],
      dtype: "float32",
      bytes: 400000,
      offset: 0,
    };
    arena.place([large, ...inRegion(program, "data")]);
    const again = await arena.load(program);
    for (const each of [runnable, again]) {
      arena.write("0/out0", new Float32Array(5));
      await each.run(1);
      expect([...(await arena.read("0/out0"))]).toEqual([11, 22, 33, 44, 55]);
    }
    expect([...arena.view("0/in0")]).toEqual([10, 20, 30, 40, 50]);
  });

  test("steps run one after the other in one call, on state", () => {
    const group = traceGroup((graph) => {
      const count = graph.parameter("count", [], "int32");
      return [graph.emit("add", [count, graph.constant(Int32Array.of(1), [], "int32")], {})];
    });
    const program = programOf([{ group, inPlace: { 0: 0 } }], engine);
    const arena = engine.open(inRegion(program, "state"));
    const runnable = arena.loadSync(program);
    runnable.runSync(0);
    expect(arena.readSync("0/in0")[0]).toBe(0);
    runnable.runSync(1000);
    expect(arena.readSync("0/in0")[0]).toBe(1000);
  });

  test("memory is what the regions need, in pages", () => {
    const program = addCounts(100000, engine);
    const arena = engine.open(inRegion(program, "state"));
    arena.place(inRegion(program, "data"));
    arena.loadSync(program);
    const needed = 3 * 400000;
    expect(arena.allocatedBytes).toBeGreaterThanOrEqual(needed);
    expect(arena.allocatedBytes).toBeLessThan(needed + 2 * 65536);
  });

  test("more than the largest arena is refused before it is allocated", () => {
    const arena = engine.open([]);
    const limit = engine.traits.maximumBytes;
    const huge: Buffer = {
      id: "data/huge",
      region: "data",
      shape: [limit / 2],
      dtype: "float32",
      bytes: 2 * limit,
      offset: 0,
    };
    expect(() => arena.place([huge])).toThrow(`${engine.name}: expected at most ${limit} bytes`);
    expect(() => engine.open([{ ...huge, region: "state" }])).toThrow(`at most ${limit}`);
  });

  test("an unknown buffer and a wrong length are named", () => {
    const arena = engine.open([
      { id: "state/w", region: "state", shape: [2], dtype: "float32", bytes: 8, offset: 0 },
    ]);
    expect(() => arena.readSync("state/v")).toThrow(/state\/v/);
    expect(() => arena.write("state/w", new Float32Array(3))).toThrow(
      "write to state/w: expected 2 elements, received 3.",
    );
  });
}
