import { watchDifferences } from "../goldens/compare.ts";
import { runCase, runnerOf } from "../goldens/run.ts";
import { isRecord } from "../goldens/tensors.ts";
import type { Area, GoldenCase, Json, TestedEngine } from "../goldens/types.ts";

/** What the goldens say of one word. */
export interface Measured {
  /** How many cases there are, and how many are as Keras answers. */
  cases: number;
  passed: number;
  readonly areas: Set<string>;
  /** The largest difference of a number from Keras's, as a share of it or of 1, by engine. */
  readonly largest: Map<TestedEngine, number>;
}

const kinds = ["layer", "loss", "metric", "optimizer", "schedule", "initializer", "regularizer", "constraint", "callback"] as const; // prettier-ignore

function classOf(written: Json | undefined): string | undefined {
  if (typeof written === "string") return written;
  return isRecord(written) && typeof written["class_name"] === "string"
    ? written["class_name"]
    : undefined;
}

/** Which word of Keras a case is of: "layer Dense", "op image.resize", "activation relu". */
function subjectOf({ given }: GoldenCase): string | undefined {
  for (const kind of kinds) {
    const name = classOf(given[kind]);
    if (name !== undefined) return `${kind} ${name}`;
  }
  for (const kind of ["op", "activation", "fn"] as const) {
    const name = given[kind];
    if (typeof name === "string") return `${kind} ${name}`;
  }
  return undefined;
}

/** Whether numbers of 16 bits come out, whose last digit is a hundredth. */
function isOf16Bits({ expected }: GoldenCase): boolean {
  const { output } = expected;
  return isRecord(output) && (output["dtype"] === "float16" || output["dtype"] === "bfloat16");
}

/** Runs all cases that are of one word, and notes how far the answers lie from Keras's. */
export async function measure(
  areas: readonly Area[],
  engines: readonly TestedEngine[],
): Promise<ReadonlyMap<string, Measured>> {
  const found = new Map<string, Measured>();
  for (const area of areas) {
    if (runnerOf(area.area) === undefined) continue;
    for (const golden of area.cases) {
      const subject = subjectOf(golden);
      if (subject === undefined) continue;
      const entry: Measured = found.get(subject) ?? {
        cases: 0,
        passed: 0,
        areas: new Set(),
        largest: new Map(),
      };
      found.set(subject, entry);
      entry.areas.add(area.area);
      entry.cases++;
      let isRight = true;
      for (const engine of engines) {
        let largest = entry.largest.get(engine) ?? 0;
        const stop = watchDifferences((own, wanted) => {
          const difference = Math.abs(own - wanted) / Math.max(1, Math.abs(wanted));
          if (difference > largest && !isOf16Bits(golden)) largest = difference;
        });
        const outcome = await runCase(area, golden, engine);
        stop();
        isRight &&= outcome.status === "passed";
        entry.largest.set(engine, largest);
      }
      if (isRight) entry.passed++;
    }
  }
  return found;
}
