// What a thread of the pool does; worker.node.js and worker.browser.js bring it the messages. Plain JavaScript: workers
// run it as it stands, from the sources too.

/** Patience of a thread of the pool: who started it hears of the others, and poisons the barrier if one has ended. */
const forEver = -1;

/** Programs by number: what they are made of, and `run` once they have been asked for. */
const programs = new Map();

/** Twins of arenas whose memory cannot be shared, by number: their memory, and `run` of their programs. */
const twins = new Map();

/** Takes a program in, lets one go, or runs one in the twin of an arena: then gives what the arena must hear. */
export function receive(message) {
  if (message.kind === "load") programs.set(message.program, message);
  else if (message.kind === "drop") programs.delete(message.program);
  else if (message.kind === "forget") twins.delete(message.arena);
  else return mirror(message);
}

function mirror({ arena, pages, writes, program, load, steps, reads }) {
  try {
    if (!twins.has(arena))
      twins.set(arena, { memory: new WebAssembly.Memory({ initial: 0 }), runs: new Map() });
    const { memory, runs } = twins.get(arena);
    memory.grow(pages - memory.buffer.byteLength / 65536);
    for (const { address, bytes } of writes) new Uint8Array(memory.buffer).set(bytes, address);
    if (load !== undefined) runs.set(program, instantiate({ ...load, memory }));
    runs.get(program)(steps, 0, 1, forEver);
    const parts = reads.map(({ address, length }) =>
      new Uint8Array(memory.buffer).slice(address, address + length),
    );
    return { kind: "mirrored", parts };
  } catch (error) {
    return { kind: "failed", first: true, message: String(error) };
  }
}

/** What an answer hands over instead of copying. */
export function transfersOf({ parts = [] }) {
  return parts.map(({ buffer }) => buffer);
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
