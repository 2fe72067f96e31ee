import type { Engine } from "../engines/engine.ts";
import { emit } from "../graph/primitives.ts";
import { Session, type StepFunction } from "./session.ts";

/** What an engine reaches at best on this machine, on one thread. */
export interface MachinePeak {
  /** 10⁹ additions and multiplications a second, of a product of matrices that stay in the caches. */
  readonly gigaflops: number;
  /** 10⁹ bytes a second read and written, of arrays that are larger than the caches. */
  readonly gigabytes: number;
}

const rows = 96;
const columns = 256;
/** How long to look at least, and how long behind the best time for a better one: engines compile again what runs often. */
const atLeast = 60;
const patience = 120;

const product: StepFunction = {
  name: "peak of arithmetic",
  inputs: {
    x: { shape: [rows, columns], dtype: "float32" },
    y: { shape: [columns, columns], dtype: "float32" },
  },
  trace: ({ x, y }) => ({
    out: emit("dot", [x!, y!], {
      contract: [[1], [0]],
      batch: [[], []],
    }),
  }),
};

/** Far more than the caches hold, unless the engine goes element by element and never waits for memory. */
const elementsFor = ({ traits }: Engine): number => (traits.lanes === 1 ? 2 ** 14 : 2 ** 23);

const copy = (elements: number): StepFunction => ({
  name: "peak of memory",
  inputs: { x: { shape: [elements], dtype: "float32" } },
  trace: ({ x }) => ({ out: emit("neg", [x!]) }),
});

/** Best seconds of one step out of several calls of so many steps. */
function bestSeconds(engine: Engine, step: StepFunction, steps: number): number {
  const session = new Session([], engine);
  const program = session.compile(step);
  session.placeSync([program]);
  let best = Infinity;
  let end = performance.now() + atLeast;
  for (let before = 0; before < end;) {
    before = performance.now();
    session.runSync(program, steps);
    const after = performance.now();
    const seconds = (after - before) / 1e3 / steps;
    // Less than that is chance.
    if (seconds < 0.98 * best) end = Math.max(end, after + patience);
    best = Math.min(best, seconds);
  }
  return best;
}

const measured = new Map<Engine, MachinePeak>();

/** Measures, once per engine, for some tenths of a second. */
export function machinePeak(engine: Engine): MachinePeak {
  let peak = measured.get(engine);
  if (peak === undefined) {
    const products = 2 * rows * columns * columns;
    const elements = elementsFor(engine);
    const steps = engine.traits.lanes === 1 ? 1 : 16;
    peak = {
      gigaflops: products / bestSeconds(engine, product, steps) / 1e9,
      gigabytes: (2 * 4 * elements) / bestSeconds(engine, copy(elements), 1) / 1e9,
    };
    measured.set(engine, peak);
  }
  return peak;
}
