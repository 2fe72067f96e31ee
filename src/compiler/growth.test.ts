import { afterEach, describe, expect, test, vi } from "vitest";
import { dense, input } from "hornet/layers";
import { setEngine } from "../eager/engines.ts";
import { grad, jit } from "../eager/jit.ts";
import { tensor } from "../eager/tensor.ts";
import { GraphBuilder } from "../graph/builder.ts";
import type { Operand } from "../graph/value.ts";
import { sequential } from "../models/sequential.ts";
import { add, multiply } from "../ops/add.ts";
import { concatenate } from "../ops/concatenate.ts";
import { reshape } from "../ops/reshape.ts";
import { transpose } from "../ops/transpose.ts";
import { sin, tanh } from "../ops/sin.ts";
import { sum } from "../ops/sum.ts";
import { where } from "../ops/where.ts";
import { greater } from "../ops/equal.ts";
import { place, type Lifetime } from "../program/plan.ts";
import { schedule, type ScratchValue, type Task } from "./schedule.ts";

afterEach(() => setEngine("auto"));

/** The same records, which count how often something is read of one of them. */
function counted<T extends object>(records: readonly T[]): { records: T[]; reads: () => number } {
  let count = 0;
  const get = (record: T, key: string | symbol): unknown => {
    count++;
    return Reflect.get(record, key);
  };
  return { records: records.map((record) => new Proxy(record, { get })), reads: () => count };
}

/** How many times more is read for twice as many. */
function growth(reads: (n: number) => number, n: number): number {
  return reads(2 * n) / reads(n);
}

describe("work grows as the program does", () => {
  /** As of a training: what layer i makes is needed until its gradient is known. */
  const lifetimes = (n: number): Lifetime[] =>
    Array.from({ length: n }, (_, i) => ({
      bytes: 64 * (1 + ((i * 7) % 5)),
      first: i,
      last: i % 3 === 0 ? 2 * n - i : i + 1,
    }));

  test("places of buffers", () => {
    const reads = (n: number): number => {
      const { records, reads: count } = counted(lifetimes(n));
      place(records);
      return count();
    };
    expect(growth(reads, 4000)).toBeLessThan(2.3);
  });

  test("order of launches", () => {
    const reads = (n: number): number => {
      let count = 0;
      const tasks: (Task & { after: Set<Task>; reads: ScratchValue[] })[] = [];
      for (let i = 0; i < n; i++) {
        const own: ScratchValue[] = [];
        tasks.push({
          after: new Set(),
          allocates: 1 + (i % 7),
          get reads() {
            count++;
            return own;
          },
        });
      }
      // All wait for the first, in pairs for one another, and all may run at once.
      tasks.forEach((task, i) => {
        const from = i % 2 === 0 ? 0 : i - 1;
        if (from === i) return;
        task.after.add(tasks[from]!);
        task.reads.push({ bytes: 8, readers: new Set<Task>([task]) });
      });
      count = 0;
      schedule(tasks);
      return count;
    };
    expect(growth(reads, 2000)).toBeLessThan(2.1);
  });

  test("values of a network that is trained", async () => {
    const emit = vi.spyOn(GraphBuilder.prototype, "emit");
    const emitted: number[] = [];
    for (const depth of [8, 16]) {
      const model = sequential([
        input([4]),
        ...Array.from({ length: depth }, () => dense(4, { activation: "relu" })),
      ]);
      model.compile({ loss: "mse", optimizer: "adam" });
      emit.mockClear();
      await model.trainOnBatch(tensor([[1, 2, 3, 4]]), tensor([[1, 2, 3, 4]]));
      emitted.push(emit.mock.calls.length);
    }
    emit.mockRestore();
    expect(emitted[1]! / emitted[0]!).toBeLessThan(2.05);
  });
});

test("many lifetimes share memory, and no two that overlap in time overlap in space", () => {
  const all: Lifetime[] = Array.from({ length: 3000 }, (_, i) => ({
    bytes: 1 + ((i * 37) % 500),
    first: i,
    last: i + ((i * 11) % 20),
  }));
  const { offsets, bytes } = place(all);
  all.forEach((a, i) => {
    const start = offsets.get(a)!;
    expect(start + a.bytes).toBeLessThanOrEqual(bytes);
    for (const b of all.slice(i + 1, i + 25)) {
      if (a.last < b.first) continue;
      const other = offsets.get(b)!;
      expect(start + a.bytes <= other || other + b.bytes <= start).toBe(true);
    }
  });
  const alive = all.map((_, i) =>
    all
      .slice(Math.max(0, i - 25), i + 1)
      .reduce((sum, life) => sum + (life.last >= i ? Math.ceil(life.bytes / 64) * 64 : 0), 0),
  );
  expect(bytes).toBeLessThan(1.5 * Math.max(...alive));
});

describe("what is too much for one kernel becomes several", () => {
  const x = tensor(Float32Array.from({ length: 24 }, (_, i) => (i - 12) / 16));
  const many = Array.from({ length: 1500 }, (_, i) => tensor([i % 7, i % 11, -(i % 5)]));

  const expectAgreement = (run: () => { readonly data: ArrayLike<number> }): void => {
    const [expected, received] = (["reference", "wasm"] as const).map((engine) => {
      setEngine(engine);
      return Array.from(run().data);
    });
    received!.forEach((value, i) => expect(value).toBeCloseTo(expected![i]!, 3));
  };

  test("a chain of 5,000 operations", () => {
    expectAgreement(() =>
      jit((start: Operand) => {
        let y = start;
        for (let i = 0; i < 5000; i++) y = i % 3 === 0 ? sin(y) : multiply(add(y, start), 0.5 + i / 1e4); // prettier-ignore
        return y;
      })(x),
    );
  });

  test("the gradient of a chain of 1,000", () => {
    expectAgreement(() =>
      grad((start: Operand) => {
        let y = start;
        for (let i = 0; i < 1000; i++) y = i % 3 === 0 ? tanh(y) : add(multiply(y, 0.999), 1e-4 * i); // prettier-ignore
        return sum(y);
      })(x),
    );
  });

  test("a chain of 500 views", () => {
    expectAgreement(() =>
      jit((start: Operand) => {
        let y = start;
        for (let i = 0; i < 500; i++) y = transpose(reshape(y, i % 2 === 0 ? [3, 8] : [4, 6]));
        return add(y, 1);
      })(x),
    );
  });

  test("sums, choices and concats of 1,500", () => {
    expectAgreement(() => jit((...xs: Operand[]) => xs.reduce((a, b) => add(a, b)))(...many));
    expectAgreement(() =>
      jit((...xs: Operand[]) => xs.reduce((a, b, i) => where(greater(b, i % 9), a, b)))(...many),
    );
    expectAgreement(() => jit((...xs: Operand[]) => concatenate(xs))(...many));
  });
});
