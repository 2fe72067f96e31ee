import { HornetError } from "../base/errors.ts";

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
  const position = new Map<Task, number>(tasks.map((task, i) => [task, i]));
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

  const ready = new Set<T>(tasks.filter((task) => task.after.size === 0));
  const order: T[] = [];
  while (ready.size > 0) {
    let best: T | undefined;
    let bestGrowth = Infinity;
    for (const task of ready) {
      const bytes = growth(task);
      const earlier = best === undefined || position.get(task)! < position.get(best)!;
      if (bytes < bestGrowth || (bytes === bestGrowth && earlier))
        [best, bestGrowth] = [task, bytes];
    }
    const chosen = best!;
    ready.delete(chosen);
    order.push(chosen);
    for (const value of new Set(chosen.reads)) unread.set(value, unread.get(value)! - 1);
    for (const follower of followers.get(chosen)!) {
      const left = waiting.get(follower)! - 1;
      waiting.set(follower, left);
      if (left === 0) ready.add(follower);
    }
  }
  if (order.length !== tasks.length) {
    throw new HornetError(
      "state",
      `schedule: expected tasks without a ring, received ${tasks.length - order.length} that wait for one another.`,
    );
  }
  return order;
}
