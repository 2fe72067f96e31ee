import type { TestedEngine } from "../goldens/types.ts";
import { answerFor, namesOf, type State } from "./answers.ts";
import type { Measured } from "./measure.ts";

/** Keras's interface: the rows of each section. */
export type Rows = Readonly<Record<string, readonly string[]>>;

/** How the goldens call the words of a section. */
const kinds: Readonly<Record<string, string>> = {
  "keras.layers": "layer",
  "keras.activations": "activation",
  "keras.initializers": "initializer",
  "keras.regularizers": "regularizer",
  "keras.constraints": "constraint",
  "keras.losses": "loss",
  "keras.metrics": "metric",
  "keras.optimizers": "optimizer",
  "keras.optimizers.schedules": "schedule",
  "keras.callbacks": "callback",
  "keras.utils": "fn",
  "keras.ops: core and math": "op",
  "keras.ops: numpy-like": "op",
  "keras.ops: nn": "op",
  "keras.ops: linalg": "op",
  "keras.ops.image": "op",
};

/** Tests of rows that no golden case bears the name of. */
const tests: Readonly<Record<string, string>> = {
  "keras.layers": "src/layers/*.test.ts",
  "keras.random": "src/ops/random.test.ts",
  "keras.datasets": "src/data/datasets.test.ts",
  "keras.utils": "src/data/*.test.ts",
  "keras.saving": "src/models/deserialize.test.ts",
  "keras.optimizers": "src/optimizers/optimizer.test.ts",
  "keras.optimizers.schedules": "src/optimizers/schedules/schedule.test.ts",
  "keras.callbacks": "src/callbacks/callbacks.test.ts",
  "keras.config": "src/base/*.test.ts",
  "keras.activations": "src/ops/activations.test.ts",
  "keras.initializers": "src/initializers/initializers.test.ts",
  "keras.regularizers": "src/regularizers/regularizer.test.ts",
  "keras.constraints": "src/constraints/constraint.test.ts",
  "keras.losses": "src/losses/loss.test.ts",
  "keras.metrics": "src/metrics/metric.test.ts",
  "keras.applications": "src/ops/image/preprocessInput.test.ts",
  "Model, Layer, training loop (methods and arguments)":
    "src/models/*.test.ts, src/train/*.test.ts, src/*/contract.test.ts",
};

function measuredOf(
  section: string,
  row: string,
  measured: ReadonlyMap<string, Measured>,
): Measured | undefined {
  const kind = kinds[section];
  if (kind === undefined) return undefined;
  const prefix = section === "keras.ops.image" ? "image." : "";
  for (const name of namesOf(row)) {
    const found = measured.get(`${kind} ${prefix}${name}`);
    if (found !== undefined) return found;
  }
  return undefined;
}

function difference(x: number | undefined): string {
  if (x === undefined) return "";
  return x === 0 ? "0" : x.toExponential(1);
}

const cell = (text: string): string => text.replaceAll("|", "\\|");

function testOf(section: string, state: State, found: Measured | undefined): string {
  if (state === "not yet" || state === "does not apply") return "";
  if (found === undefined) return tests[section] ?? "test/golden/kerasOps.test.ts";
  return `${found.passed} of ${found.cases} in ${[...found.areas].join(", ")}`;
}

/** The rows of all sections with their states. Throws on a row that nobody has said anything of. */
export function statesOf(rows: Rows): Map<string, State> {
  const states = new Map<string, State>();
  for (const [section, list] of Object.entries(rows)) {
    for (const row of list) {
      const answer = answerFor(section, row);
      if (answer === undefined)
        throw new Error(`nothing is said of "${section}: ${row}": tools/conformance/otherwise.ts`);
      states.set(`${section}: ${row}`, answer.state);
    }
  }
  return states;
}

/** The page: every row, its name here, its state, its largest difference per engine, its test. */
export function conformanceDocument(
  rows: Rows,
  engines: readonly TestedEngine[],
  measured: ReadonlyMap<string, Measured>,
): string {
  const states = [...statesOf(rows).values()];
  const count = (state: State): number => states.filter((own) => own === state).length;
  const lines = [
    "# Conformance with Keras 3",
    "",
    `Written by \`npm run conformance${engines.includes("native") ? " -- --engine native" : ""}\`.`,
    "Every row of Keras 3's public interface, what it is called here, and how far its numbers",
    "lie from the real Keras's: the largest difference over all golden cases that bear its name, values and gradients, as a",
    "share of the expected number or of 1 where that is larger. Results of 16 bits, which are a\nhundredth apart, are not in it. The cases' own tolerances decide whether one has passed.",
    "",
    "| state | rows | |",
    "| --- | --- | --- |",
    `| same | ${count("same")} | under Keras's name; functions in camelCase, with Keras's options |`,
    `| otherwise | ${count("otherwise")} | under another name or in another form |`,
    `| not yet | ${count("not yet")} | with what to use |`,
    `| does not apply | ${count("does not apply")} | with the reason |`,
    `| together | ${states.length} | |`,
  ];
  for (const [section, list] of Object.entries(rows)) {
    const isMeasured = kinds[section] !== undefined;
    const titles = isMeasured ? engines : [];
    lines.push(
      "",
      `## ${section}`,
      "",
      `| Keras 3 | state | here | ${[...titles, "test"].join(" | ")} |`,
      `| --- | --- | --- | ${[...titles, ""].map(() => "---").join(" | ")} |`,
    );
    for (const row of list) {
      const { state, here } = answerFor(section, row)!;
      const found = measuredOf(section, row, measured);
      const differences = titles.map((engine) => difference(found?.largest.get(engine)));
      const cells = [row, state, here, ...differences, testOf(section, state, found)];
      lines.push(`| ${cells.map(cell).join(" | ")} |`);
    }
  }
  return `${lines.join("\n")}\n`;
}
