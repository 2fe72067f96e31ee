import * as applications from "hornet/applications";
import * as callbacks from "hornet/callbacks";
import * as constraints from "hornet/constraints";
import * as initializers from "hornet/initializers";
import * as layers from "hornet/layers";
import * as losses from "hornet/losses";
import * as metrics from "hornet/metrics";
import * as ops from "hornet/ops";
import * as optimizers from "hornet/optimizers";
import * as random from "hornet/random";
import * as regularizers from "hornet/regularizers";
import { activations } from "../../src/ops/activations.ts";
import { absent, notApplicable, otherwise } from "./otherwise.ts";

/** How far a row of Keras's interface is here. */
export type State =
  | "same" // under Keras's name, in camelCase for functions
  | "otherwise" // under another name or in another form
  | "not yet" // Keras has it, Hornet has not
  | "does not apply"; // for a reason

/** What there is for a row. */
export interface RowAnswer {
  readonly state: State;
  /** The name or form here; of what is missing, what to use or why. */
  readonly here: string;
}

type Door = Readonly<Record<string, unknown>>;

/** "scatter_update": "scatterUpdate". */
const camelCase = (name: string): string =>
  name.replaceAll(/_([a-z0-9])/gu, (_, letter: string) => letter.toUpperCase());

/** The doors whose names are Keras's. */
const doors: Readonly<Record<string, readonly [path: string, door: Door]>> = {
  "keras.layers": ["hornet/layers", layers],
  "keras.initializers": ["hornet/initializers", initializers],
  "keras.regularizers": ["hornet/regularizers", regularizers],
  "keras.constraints": ["hornet/constraints", constraints],
  "keras.losses": ["hornet/losses", losses],
  "keras.metrics": ["hornet/metrics", metrics],
  "keras.optimizers": ["hornet/optimizers", optimizers],
  "keras.optimizers.schedules": ["hornet/optimizers", optimizers],
  "keras.callbacks": ["hornet/callbacks", callbacks],
  "keras.random": ["hornet/random", random],
  "keras.applications": ["hornet/applications", applications],
  "keras.ops: core and math": ["hornet/ops", ops],
  "keras.ops: numpy-like": ["hornet/ops", ops],
  "keras.ops: nn": ["hornet/ops", ops],
  "keras.ops: linalg": ["hornet/ops", ops],
  "keras.ops.image": ["hornet/ops image", ops.image],
};

/** "Conv1D/Convolution1D", "Huber + huber": the names of a row. */
export function namesOf(row: string): readonly string[] {
  return row.split(/\/| \+ /u);
}

/** Another way of writing a name: "conv1d" for "Conv1D". */
function factoryOf(door: Door, className: string): string | undefined {
  const plain = className.toLowerCase();
  return Object.keys(door).find((own) => own !== className && own.toLowerCase() === plain);
}

function lookUp(section: string, row: string): RowAnswer | undefined {
  if (section === "keras.activations") {
    const [name] = namesOf(row);
    return Object.hasOwn(activations, name!)
      ? { state: "same", here: `\`"${name}"\`, \`ops.${camelCase(name!)}\`` }
      : undefined;
  }
  const [path, door] = doors[section] ?? [];
  if (path === undefined || door === undefined) return undefined;
  const found = namesOf(row).map((name) => {
    if (name in door) return name;
    const camel = camelCase(name);
    return camel in door ? camel : undefined;
  });
  if (found.includes(undefined)) return undefined;
  const [first] = found as readonly string[];
  const factory = /^[A-Z]/u.test(first!) ? factoryOf(door, first!) : undefined;
  const names = [...new Set([...(factory === undefined ? [] : [factory]), ...(found as string[])])];
  return { state: "same", here: `${names.map((name) => `\`${name}\``).join(", ")} of \`${path}\`` };
}

/** What there is for a row; undefined: nobody has said. */
export function answerFor(section: string, row: string): RowAnswer | undefined {
  const key = `${section}: ${row}`;
  const why = notApplicable[key];
  if (why !== undefined) return { state: "does not apply", here: why };
  const other = otherwise[key];
  if (other !== undefined) return { state: "otherwise", here: other };
  const found = lookUp(section, row);
  if (found !== undefined) return found;
  const missing = absent[key];
  return missing === undefined ? undefined : { state: "not yet", here: missing };
}
