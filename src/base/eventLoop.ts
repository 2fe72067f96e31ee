/** Lets timers, signals and the page have their turn. */
export function yieldToEventLoop(): Promise<void> {
  const { setImmediate } = globalThis as { setImmediate?: (callback: () => void) => void };
  return new Promise((resolve) => {
    if (setImmediate === undefined) setTimeout(resolve, 0);
    else setImmediate(resolve);
  });
}

/** Work that yields wherever others may have their turn, and returns its result. */
export type Work<T> = Generator<undefined, T, undefined>;

/** Values of a graph after which those who walk it let others have their turn. */
export const valuesOfPart = 128;

/** Does work without a pause. */
export function atOnce<T>(work: Work<T>): T {
  let step = work.next();
  while (step.done !== true) step = work.next();
  return step.value;
}

/** The same work, each of its parts inside of `around`: what that sets aside for a while is there again when others have their turn. */
export function* partsWithin<T>(
  work: Work<T>,
  around: (action: () => IteratorResult<undefined, T>) => IteratorResult<undefined, T>,
): Work<T> {
  for (;;) {
    const part = around(() => work.next());
    if (part.done === true) return part.value;
    yield;
  }
}

/** How long work goes on before it lets others have their turn, in milliseconds. */
const longest = 10;

/** Does work, and lets timers, signals and the page have their turn in between. */
export async function inTurns<T>(work: Work<T>): Promise<T> {
  let began = performance.now();
  for (let step = work.next(); ; step = work.next()) {
    if (step.done === true) return step.value;
    if (performance.now() - began < longest) continue;
    // Node does the first in the same round, before its timers.
    await yieldToEventLoop();
    await yieldToEventLoop();
    began = performance.now();
  }
}
