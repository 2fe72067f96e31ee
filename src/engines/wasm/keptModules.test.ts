import { afterEach, beforeEach, expect, test } from "vitest";
import { programOf, traceGroup } from "../groupRunner.testing.ts";
import { wasmEngine, type WasmOptions } from "./engine.ts";
import { keepModulesIn } from "./keptModules.ts";
import { sin } from "../../ops/primitives/trigonometric.ts";

let kept: Map<string, Uint8Array<ArrayBuffer>>;
let printed: number;

beforeEach(() => {
  kept = new Map();
  printed = 0;
  keepModulesIn({
    read: (key) => kept.get(key),
    keep(key, bytes) {
      printed++;
      kept.set(key, Uint8Array.from(bytes));
    },
  });
});

afterEach(() => keepModulesIn(undefined));

/** What an engine of its own gives for `length` angles: their sines, on as many threads as it has. */
async function sines(
  length: number,
  options: WasmOptions,
  how: "at once" | "in turns",
): Promise<Float32Array> {
  const engine = wasmEngine(options);
  const group = traceGroup((graph) => [
    graph.emit(sin, [graph.parameter("x", [length], "float32")], {}),
  ]);
  const program = programOf([{ group }], engine);
  const buffers = [...program.buffers.values()];
  const arena = engine.open(buffers.filter(({ region }) => region === "state"));
  arena.place(buffers.filter(({ region }) => region === "data"));
  arena.write(
    "0/in0",
    Float32Array.from({ length }, (_, i) => i / 7),
  );
  const runnable = how === "at once" ? arena.loadSync(program) : await arena.load(program);
  for (let i = 0; i < 3; i++) await runnable.run(1);
  return (await arena.read("0/out0")) as Float32Array;
}

test.each(["at once", "in turns"] as const)("a program is printed once, %s", async (how) => {
  const options = { threads: 2, smallestSharedWork: 1 };
  const first = await sines(1000, options, how);
  expect(first[700]).toBeCloseTo(Math.sin(100), 5);
  expect(printed).toBe(1);
  expect(await sines(1000, options, how)).toEqual(first);
  expect(printed).toBe(1);
});

test("other sizes, threads and arithmetic are other modules", async () => {
  await sines(1000, {}, "at once");
  await sines(1001, {}, "at once");
  await sines(1000, { threads: 1 }, "at once");
  await sines(1000, { threads: 2 }, "at once");
  await sines(1000, { math: "strict" }, "at once");
  expect(printed).toBe(5);
  await sines(1001, {}, "at once");
  expect(printed).toBe(5);
});

test("what is kept is what runs", async () => {
  await sines(1000, {}, "at once");
  await sines(500, {}, "at once");
  const [long, short] = kept.keys();
  kept.set(long!, kept.get(short!)!);
  const half = await sines(1000, {}, "at once");
  expect(half[499]).not.toBe(0);
  expect(half[700]).toBe(0);
});
