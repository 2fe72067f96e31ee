import { describe, expect, test } from "vitest";
import { noNativeEngine } from "./available.testing.ts";
import type { NativeHost } from "./host.ts";
import { findNativeHost } from "./host.node.ts";
import { teamType } from "./pool.ts";
import { prelude } from "./prelude.ts";

/**
 * Each thread counts in a slot of its own; after all have met, thread 0 adds the slots up, so a sum that is short shows a
 * thread that went on too early. Element 0: the number of threads, 1: the sum, 16 and following: the slots.
 */
const counting = `
${teamType}void run(__UINTPTR_TYPE__ memory, const long long *places, long long steps, int own, int count, Team *team) {
  int *a = (int *)memory;
  for (long long step = 0; step < steps; step++) {
    a[16 * (own + 1)] += own + 1;
    if (count > 1) team->meet(team);
    if (own == 0) {
      a[0] = count;
      for (int t = 0; t < count; t++) a[1] += a[16 * (t + 1)];
    }
    if (count > 1) team->meet(team);
  }
}
`;

/**
 * Counts how often each iteration of two loops is run: threads do not meet between them, and each
 * dawdles in some steps. Element 0: how many counts were wrong after a step, 16 and following: the counts.
 */
const claiming = (first: number, second: number): string => `${prelude(1)}
#undef OWN
#define OWN __thread
OWN int thread, threads;
OWN unsigned loops;
OWN Team *team;
static void dawdle(int times) { for (volatile int i = 0; i < times; i++); }
void run(Pointer memory, const long long *places, long long steps, int own, int count, Team *all) {
  int *a = (int *)memory + 16, *b = a + ${first};
  thread = own;
  threads = count;
  team = all;
  loops = 0;
  for (long long step = 0; step < steps; step++) {
    const int slow = (step + own) % 3 == 0 ? 3000 : 0;
    dawdle(slow);
    for (Claim c = claim(${first}); more(&c);)
      for (int i = c.from; i < c.to; i++) { dawdle(slow); a[i]++; }
    for (Claim c = claim(${second}); more(&c);)
      for (int i = c.from; i < c.to; i++) { dawdle(slow / 10); b[i]++; }
    meet();
    if (own == 0) for (int i = 0; i < ${first + second}; i++) if (a[i] != step + 1) ((int *)memory)[0]++;
    meet();
  }
}
`;

describe.skipIf(noNativeEngine !== undefined)("the pool of threads", () => {
  const host = findNativeHost() as NativeHost;
  const places = new BigInt64Array(1);

  function memory(): { bytes: Uint8Array; counts: Int32Array } {
    const { buffer, start } = host.allocate(4096);
    return { bytes: new Uint8Array(buffer, start, 4096), counts: new Int32Array(buffer, start, 2) };
  }

  /** The sum after so many steps: in step s thread t has counted to s (t + 1). */
  const expected = (threads: number, steps: number): number =>
    (((threads * (threads + 1)) / 2) * steps * (steps + 1)) / 2;

  test.each([1, 2, 3, 5])("%i threads meet after each part, in any number of calls", (threads) => {
    const library = host.loadSync([counting], threads);
    for (const [calls, steps] of [
      [1, 1000],
      [200, 1],
      [7, 30],
    ] as const) {
      const { bytes, counts } = memory();
      for (let call = 0; call < calls; call++) library.runSync(bytes, places, steps);
      expect([...counts]).toEqual([threads, expected(threads, calls * steps)]);
    }
  });

  test.each([
    [2, 7, 300],
    [3, 1, 2],
    [5, 64, 3],
    [1, 5, 9],
  ])("on %i threads each iteration is run once: loops of %i and %i", (threads, first, second) => {
    const library = host.loadSync([claiming(first, second)], threads);
    const { bytes, counts } = memory();
    library.runSync(bytes, places, 200);
    expect([counts[0], new Int32Array(bytes.buffer, bytes.byteOffset)[16]]).toEqual([0, 200]);
  });

  test("runs that are started together go one after the other", async () => {
    const library = await host.load([counting], 2);
    const memories = Array.from({ length: 4 }, memory);
    await Promise.all(memories.map(({ bytes }) => library.run(bytes, places, 200)));
    for (const { counts } of memories) expect([...counts]).toEqual([2, expected(2, 200)]);
  });

  test("a library stays while it runs, though nobody else refers to it", async () => {
    const collect = (globalThis as { gc?: () => void }).gc ?? ((): void => undefined);
    const running = Array.from({ length: 8 }, (_, i) => {
      const { bytes, counts } = memory();
      const source = `${counting}/* ${i} */`;
      return host
        .loadSync([source], 2)
        .run(bytes, places, 200)
        .then(() => counts);
    });
    // Garbage enough that the libraries would go.
    for (let i = 0; i < 50; i++) void new Array(100_000).fill(i);
    collect();
    for (const counts of await Promise.all(running)) expect(counts[1]).toBe(expected(2, 200));
  });
});
