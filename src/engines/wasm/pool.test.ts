import { afterAll, describe, expect, test } from "vitest";
import { KernelBuilder } from "../../kernels/builder.ts";
import { binary, integer, thread, type Expression } from "../../kernels/ir.ts";
import { wasmEngine } from "./engine.ts";
import { assemble, functionTable } from "./module.ts";
import { Pool, type PooledProgram, type RunShare } from "./pool.ts";

const pool = new Pool();
await pool.ready(0, 3);
afterAll(() => pool.end());

const rows = 12;
const scratch = 8192;

/** A program that writes `value(i, row i)` into row i, then, after all have met, the sum of all rows beside it. */
function rowsAndSums(
  value: (builder: KernelBuilder, i: Expression, row: Expression) => Expression,
  { keepsShares = false } = {},
): {
  readonly program: PooledProgram;
  readonly own: RunShare;
  readonly read: () => number[];
} {
  const builder = new KernelBuilder();
  const base = builder.variable("pointer");
  const at = (i: Expression): Expression =>
    builder.let(binary("add", base, binary("mul", i, integer(8))));
  const load = { kind: "load", scalar: "i32", lanes: 1, dtype: "int32", offset: 0 } as const;
  const write = (): void =>
    builder.parallel(0, rows, 1, (i) => {
      const row = at(i);
      builder.store("int32", row, 0, value(builder, i, { ...load, pointer: row }));
    });
  // In a loop, each thread has the same share every time.
  if (keepsShares) builder.loop(0, 1, 1, write);
  else write();
  builder.barrier();
  builder.parallel(0, rows, 1, (i) => {
    const sum = builder.mutable(integer(0));
    builder.loop(0, rows, 1, (j) => {
      builder.assign(sum, binary("add", sum, { ...load, pointer: at(j) }));
    });
    builder.store("int32", at(i), 4, sum);
  });
  const { traits } = wasmEngine({ threads: 3 });
  const table = functionTable(0, traits);
  const callee = table.indexOf(builder.finish([base]));
  const inputs = [{ base: "scratch", offset: 0 }] as const;
  const call = { callee, parallel: true, barrier: false, inputs };
  const steps = [{ kind: "call", call }] as const;
  const bytes = assemble({ table, steps, loops: 0, bases: [], parallel: true }, traits, {
    sharedMemory: true,
  });
  const module = new WebAssembly.Module(bytes);
  const memory = new WebAssembly.Memory({ initial: 1, maximum: 65536, shared: true });
  const address = (at: number): WebAssembly.Global =>
    new WebAssembly.Global({ value: "i32", mutable: false }, at);
  const imports = { e: { m: memory, s: address(scratch), c: address(0) } };
  const { exports } = new WebAssembly.Instance(module, imports);
  return {
    program: { module, memory, addresses: [scratch, 0] },
    own: (exports as { readonly run: RunShare }).run,
    read: () => [...new Int32Array(memory.buffer, scratch, 2 * rows)],
  };
}

const plusOne = (_: KernelBuilder, i: Expression): Expression => binary("add", i, integer(1));

/** 1 / (i - bad): traps at one row. */
const trapAt =
  (bad: number) =>
  (builder: KernelBuilder, i: Expression): Expression =>
    binary("div", integer(1), builder.let(binary("add", i, integer(-bad))));

describe.each([1, 2, 3])("%i threads", (threads) => {
  test.each(["the caller's among them", "all workers"])("each row once, %s", async (who) => {
    const { program, own, read } = rowsAndSums(plusOne);
    const caller = who === "all workers" ? undefined : own;
    await pool.run(pool.number(), program, { steps: 1000, threads, caller });
    expect(read()).toEqual(Array.from({ length: rows }, (_, i) => [i + 1, 78]).flat());
  });
});

test.each([2, 3])("%i threads run each row once a step, whoever it is", async (threads) => {
  const { program, own, read } = rowsAndSums((_, _i, row) => binary("add", row, integer(1)));
  await pool.run(pool.number(), program, { steps: 40_000, threads, caller: own });
  expect(read().filter((_, i) => i % 2 === 0)).toEqual(Array.from({ length: rows }, () => 40_000));
});

test("a thread that is done takes over what others have not begun", async () => {
  const { program, own, read } = rowsAndSums((builder) => {
    builder.if(binary("eq", thread, integer(1)), () => {
      const waste = builder.mutable(integer(1));
      builder.loop(0, 50_000_000, 1, (i) => builder.assign(waste, binary("mul", waste, i)));
      builder.store("int32", integer(4), 0, waste);
    });
    return thread;
  });
  await pool.run(pool.number(), program, { steps: 1, threads: 2, caller: own });
  const runners = read().filter((_, i) => i % 2 === 0);
  expect(runners.slice(6).filter((runner) => runner === 0).length).toBeGreaterThan(0);
});

test("where a loop is in another, each thread runs its own share, thread 0 never the most", async () => {
  const { program, own, read } = rowsAndSums(() => thread, { keepsShares: true });
  const shares = async (threads: number): Promise<number[]> => {
    await pool.run(pool.number(), program, { steps: 1, threads, caller: own });
    return read().filter((_, i) => i % 2 === 0);
  };
  expect(await shares(2)).toEqual([0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1]);
  expect(await shares(3)).toEqual([0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2]);
});

test.each([
  ["thread 0, the caller", 0, true],
  ["a worker beside the caller", rows - 1, true],
  ["thread 0, a worker", 0, false],
  ["a worker beside workers", rows - 1, false],
])("a trap in %s is an error, and the next run works", async (_, bad, callerTakesPart) => {
  const broken = rowsAndSums(trapAt(bad));
  const caller = callerTakesPart ? broken.own : undefined;
  await expect(
    pool.run(pool.number(), broken.program, { steps: 5, threads: 3, caller }),
  ).rejects.toThrow(
    "wasm: expected every thread to come to its end, received RuntimeError: divide by zero.",
  );
  const { program, own, read } = rowsAndSums(plusOne);
  await pool.run(pool.number(), program, { steps: 5, threads: 3, caller: own });
  expect(read().at(-1)).toBe(78);
  const again = { ...broken.program, module: program.module };
  await pool.run(pool.number(), again, { steps: 5, threads: 3, caller: undefined });
  expect(broken.read().at(-1)).toBe(78);
});

test("runs take turns", async () => {
  const all = Array.from({ length: 5 }, () => rowsAndSums(plusOne));
  await Promise.all(
    all.map(async ({ program, own }, i) => {
      const caller = i % 2 === 0 ? own : undefined;
      await pool.run(pool.number(), program, { steps: 100, threads: 2, caller });
    }),
  );
  for (const { read } of all) expect(read().at(-1)).toBe(78);
});

test("threads that end while they run are an error, and others take their place", async () => {
  const short = new Pool();
  await short.ready(0, 2);
  const { program, read } = rowsAndSums(plusOne);
  const run = short.run(0, program, { steps: 2 ** 30, threads: 2, caller: undefined });
  setTimeout(() => short.end(), 20);
  await expect(run).rejects.toThrow(/expected every thread to come to its end, received it ended/);
  expect(await short.ready(0, 2)).toBe(true);
  await short.run(1, { ...program }, { steps: 1, threads: 2, caller: undefined });
  expect(read().at(-1)).toBe(78);
  short.end();
});

test("a thread that has died unheard is an error for the caller that waits for it, and another takes its place", async () => {
  const patient = new Pool(200);
  await patient.ready(1, 2);
  const { program, own, read } = rowsAndSums(plusOne);
  // Its thread ends, and the pool's owner does not hear of it before its event loop turns.
  patient.kill(1);
  expect(patient.has(1, 2)).toBe(true);
  const run = patient.run(0, program, { steps: 2 ** 30, threads: 2, caller: own });
  await expect(run).rejects.toThrow(/expected every thread to come to its end, received it ended/);
  expect(await patient.ready(1, 2)).toBe(true);
  await patient.run(1, { ...program }, { steps: 1, threads: 2, caller: own });
  expect(read().at(-1)).toBe(78);
  patient.end();
});
