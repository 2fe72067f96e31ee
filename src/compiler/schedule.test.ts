import { expect, test } from "vitest";
import { schedule, type ScratchValue, type Task } from "./schedule.ts";

interface Named extends Task {
  readonly name: string;
  readonly after: Set<Task>;
  readonly reads: ScratchValue[];
}

const task = (name: string, allocates: number): Named => ({
  name,
  after: new Set(),
  allocates,
  reads: [],
});

function feed(from: Named, bytes: number, ...readers: Named[]): void {
  const value = { bytes, readers: new Set<Task>(readers) };
  for (const reader of readers) {
    reader.after.add(from);
    reader.reads.push(value);
  }
}

test("a task that frees memory runs before one that takes some", () => {
  const [big, use, other] = [task("big", 100), task("use", 1), task("other", 100)];
  feed(big, 100, use);
  expect(schedule([big, other, use]).map(({ name }) => name)).toEqual(["big", "use", "other"]);
});

test("of equal tasks the first runs first, and all wait for what they need", () => {
  const [a, b, c] = [task("a", 0), task("b", 0), task("c", 0)];
  a.after.add(c);
  expect(schedule([a, b, c]).map(({ name }) => name)).toEqual(["b", "c", "a"]);
});

test("tasks that wait for one another are an error", () => {
  const [a, b] = [task("a", 0), task("b", 0)];
  a.after.add(b);
  b.after.add(a);
  expect(() => schedule([a, b])).toThrow(/2 that wait for one another/);
});
