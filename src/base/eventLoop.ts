/** Lets timers, signals and the page have their turn. */
export function yieldToEventLoop(): Promise<void> {
  const { setImmediate } = globalThis as { setImmediate?: (callback: () => void) => void };
  return new Promise((resolve) => {
    if (setImmediate === undefined) setTimeout(resolve, 0);
    else setImmediate(resolve);
  });
}

/** How long work goes on before it lets others have their turn, in milliseconds. */
const longest = 20;

/** Does one thing after the other, and lets others have their turn in between. */
export async function inSlices<T>(things: Iterable<T>, work: (thing: T) => void): Promise<void> {
  let began = performance.now();
  for (const thing of things) {
    work(thing);
    if (performance.now() - began < longest) continue;
    await yieldToEventLoop();
    began = performance.now();
  }
}
