// What a thread of the pool does; worker.node.js and worker.browser.js bring it the messages. Plain JavaScript: workers
// run it as it stands, from the sources too.

/** Patience of a thread of the pool: who started it hears of the others, and poisons the barrier if one has ended. */
const forEver = -1;

/** Programs by number: what they are made of, and `run` once they have been asked for. */
const programs = new Map();

/** Takes a program in, or lets one go. */
export function receive(message) {
  if (message.kind === "load") programs.set(message.program, message);
  else programs.delete(message.program);
}

/** Runs a program's share of this thread. Gives what the pool must hear: that thread 0 is done, or what went wrong. */
export function work({ program, steps, thread, threads, report }) {
  const loaded = programs.get(program);
  try {
    loaded.run ??= instantiate(loaded);
    loaded.run(steps, thread, threads, forEver);
    return report ? { kind: "done" } : undefined;
  } catch (error) {
    const { memory, generation, poison } = loaded;
    // Others wait for this thread at the next barrier: they must learn that it will not come.
    const words = new Int32Array(memory.buffer);
    const first = Atomics.exchange(words, generation / 4, poison) !== poison;
    Atomics.notify(words, generation / 4);
    return { kind: "failed", first, message: String(error) };
  }
}

function instantiate({ module, memory, addresses }) {
  const [scratch, constants, ...bases] = addresses.map(
    (address) => new WebAssembly.Global({ value: "i32", mutable: false }, address | 0),
  );
  const imports = { m: memory, s: scratch, c: constants };
  bases.forEach((base, i) => (imports[`b${i}`] = base));
  return new WebAssembly.Instance(module, { e: imports }).exports.run;
}
