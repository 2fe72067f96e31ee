import { expect, test } from "vitest";
import { atOnce } from "../base/eventLoop.ts";
import { Session, type StepFunction } from "../eager/session.ts";
import { KernelCache } from "../engines/kernelCalls.ts";
import { wasmEngine } from "../engines/wasm/engine.ts";
import { isParallel, printModule } from "../engines/wasm/module.ts";
import type { Operand } from "../graph/value.ts";
import { add, multiply } from "../ops/add.ts";
import { cond } from "../ops/cond.ts";
import { greater, less } from "../ops/equal.ts";
import { matmul } from "../ops/matmul.ts";
import { scan } from "../ops/scan.ts";
import { sin, tanh } from "../ops/sin.ts";
import { sum } from "../ops/sum.ts";
import { whileLoop } from "../ops/whileLoop.ts";

/** Loops and branches over work that is large enough to be shared out. */
const step: StepFunction = {
  name: "loops",
  inputs: {
    x: { shape: [3, 96, 128], dtype: "float32" },
    w: { shape: [128, 128], dtype: "float32" },
  },
  trace: ({ x, w }) => {
    const [last, ys] = scan(
      (h: Operand, row: Operand) => {
        const next = tanh(add(matmul(h, w!), row));
        const chosen = cond(
          greater(sum(next), 0),
          () => multiply(next, 0.5),
          () => matmul(sin(next), w!),
        );
        return [chosen, next];
      },
      sum(multiply(x!, 0.1), { axis: 0 }),
      { xs: x! },
    );
    const grown = whileLoop(
      (v: Operand) => less(sum(multiply(v, v)), 1e9),
      (v: Operand) => matmul(multiply(v, 1.5), w!),
      add(last, 0.01),
      { maximumIterations: 2 },
    );
    return { last, ys, grown };
  },
};

test("threads that share out loops and branches give the same bits as one, at every run", async () => {
  const numbers = (n: number, scale: number): Float32Array =>
    Float32Array.from({ length: n }, (_, i) => Math.sin(i * 1.3) * scale);
  const results: Float32Array[][] = [];
  for (const threads of [1, 2]) {
    const engine = wasmEngine({ threads });
    const session = new Session([], engine);
    const program = session.compile(step);
    const bytes = atOnce(
      printModule(program.program, engine.traits, {
        kernels: new KernelCache(99),
        sharedMemory: true,
      }),
    );
    expect(isParallel(new WebAssembly.Module(bytes))).toBe(threads > 1);
    await session.place([program]);
    session.write("x", numbers(3 * 96 * 128, 1));
    session.write("w", numbers(128 * 128, 0.15));
    for (let run = 0; run < 2; run++) {
      await session.run(program);
      results.push(
        await Promise.all(
          ["last", "ys", "grown"].map(async (name) => (await session.read(name)) as Float32Array),
        ),
      );
    }
  }
  const [own, ...others] = results;
  for (const other of others) expect(other).toEqual(own);
});
