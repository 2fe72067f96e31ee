import { fail } from "../base/errors.ts";

/** What the scheduler must know of a launch. */
export interface Task {
  /** Tasks that must have run before. */
  readonly after: ReadonlySet<Task>;
  /** Bytes of scratch that come alive when it runs. */
  readonly allocates: number;
  /** Scratch values it reads. */
  readonly reads: readonly ScratchValue[];
}

/** A value in scratch memory, freed after its last reader. */
export interface ScratchValue {
  readonly bytes: number;
  /** Tasks that read it. */
  readonly readers: ReadonlySet<Task>;
}

/**
 * An order of the tasks that keeps the peak of scratch memory low: of the tasks that may run, always the one that
 * leaves least memory alive; of equal ones the first. Throws if tasks wait for one another in a ring.
 */
export function schedule<T extends Task>(tasks: readonly T[]): T[] {
  const waiting = new Map<Task, number>(tasks.map((task) => [task, task.after.size]));
  const followers = new Map<Task, T[]>(tasks.map((task) => [task, []]));
  for (const task of tasks) for (const before of task.after) followers.get(before)!.push(task);
  const unread = new Map<ScratchValue, number>();
  for (const task of tasks)
    for (const value of new Set(task.reads)) unread.set(value, value.readers.size);

  const growth = (task: Task): number => {
    let bytes = task.allocates;
    for (const value of new Set(task.reads)) if (unread.get(value) === 1) bytes -= value.bytes;
    return bytes;
  };

  const ready = new ReadyTasks(tasks);
  for (const task of tasks) if (task.after.size === 0) ready.offer(task, growth(task));
  const order: T[] = [];
  for (let chosen = ready.take(); chosen !== undefined; chosen = ready.take()) {
    order.push(chosen);
    for (const value of new Set(chosen.reads)) {
      const left = unread.get(value)! - 1;
      unread.set(value, left);
      // Its last reader has become cheaper.
      if (left !== 1) continue;
      for (const reader of value.readers)
        if (ready.has(reader)) ready.offer(reader, growth(reader));
    }
    for (const follower of followers.get(chosen)!) {
      const left = waiting.get(follower)! - 1;
      waiting.set(follower, left);
      if (left === 0) ready.offer(follower, growth(follower));
    }
  }
  if (order.length !== tasks.length) {
    fail("state", {
      where: "schedule",
      expected: "tasks without a ring",
      received: `${tasks.length - order.length} that wait for one another`,
    });
  }
  return order;
}

/** A task that may run, with the memory that it leaves alive. */
interface Offer {
  readonly growth: number;
  readonly position: number;
}

/** The tasks that may run: a binary heap with the best in front. An offer that was made anew stands in it twice. */
class ReadyTasks<T extends Task> {
  readonly #tasks: readonly T[];
  readonly #positions: ReadonlyMap<Task, number>;
  /** What each task that may run was offered at last. */
  readonly #latest = new Map<Task, number>();
  readonly #heap: Offer[] = [];

  constructor(tasks: readonly T[]) {
    this.#tasks = tasks;
    this.#positions = new Map<Task, number>(tasks.map((task, i) => [task, i]));
  }

  has(task: Task): boolean {
    return this.#latest.has(task);
  }

  offer(task: Task, growth: number): void {
    if (this.#latest.get(task) === growth) return;
    this.#latest.set(task, growth);
    const own = { growth, position: this.#positions.get(task)! };
    const heap = this.#heap;
    let at = heap.push(own) - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!isBetter(own, heap[parent]!)) break;
      heap[at] = heap[parent]!;
      at = parent;
    }
    heap[at] = own;
  }

  /** The best, which is no longer there then. */
  take(): T | undefined {
    for (let best = this.#pop(); best !== undefined; best = this.#pop()) {
      const task = this.#tasks[best.position]!;
      if (this.#latest.get(task) !== best.growth) continue;
      this.#latest.delete(task);
      return task;
    }
    return undefined;
  }

  #pop(): Offer | undefined {
    const heap = this.#heap;
    const [best] = heap;
    const moved = heap.pop();
    if (moved === undefined || heap.length === 0) return best;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && isBetter(heap[child + 1]!, heap[child]!)) child++;
      if (!isBetter(heap[child]!, moved)) break;
      heap[at] = heap[child]!;
      at = child;
    }
    heap[at] = moved;
    return best;
  }
}

function isBetter(a: Offer, b: Offer): boolean {
  return a.growth < b.growth || (a.growth === b.growth && a.position < b.position);
}
