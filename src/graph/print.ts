import type { Operand, Value } from "./value.ts";
import { formatShape } from "../base/shape.ts";

/** How many elements of a constant are printed before it is shortened. */
const shown = 8;

/**
 * A graph as text, one line per value: `%3 = add float32[32, 300] %1 %2`.
 * Values are numbered as they stand in `values`; `outputs`, if given, are named in a last line.
 */
export function printGraph(values: readonly Value[], outputs: readonly Value[] = []): string {
  const numbers = new Map(values.map((value, i) => [value, `%${i}`]));
  // A value of elsewhere shows its place in its own graph.
  const name = (value: Value): string => numbers.get(value) ?? `%outside.${value.id}`;
  const lines = values.map(
    (value) =>
      `${name(value)} = ${[head(value), ...value.inputs.map(name), ...tail(value)].join(" ")}`,
  );
  if (outputs.length > 0) lines.push(`return ${outputs.map(name).join(" ")}`);
  return lines.join("\n");
}

/** One value with its inputs' places in their graph: for error messages and traces. */
export function printValue(value: Value): string {
  return [
    `%${value.id} =`,
    head(value),
    ...value.inputs.map(({ id }) => `%${id}`),
    ...tail(value),
  ].join(" ");
}

function head({ op, dtype, shape }: Value): string {
  return `${op} ${dtype}${formatShape(shape)}`;
}

/** What stands behind the inputs: attributes that the type does not show. */
function tail(value: Value): string[] {
  if (value.is("parameter")) return [JSON.stringify(value.attributes.name)];
  if (value.is("constant")) return [elements(value)];
  if (value.is("cast") || value.is("reshape") || value.is("broadcast")) return []; // the type says it all
  const shownByType = value.kind === "source" ? ["shape", "dtype"] : [];
  const entries = Object.entries(value.attributes).filter(([key]) => !shownByType.includes(key));
  return entries.length === 0
    ? []
    : [`{ ${entries.map(([key, entry]) => `${key}: ${format(entry)}`).join(", ")} }`];
}

function format(entry: unknown): string {
  if (Array.isArray(entry)) return `[${entry.map(format).join(", ")}]`;
  // A graph inside prints itself.
  const isPlain = typeof entry === "object" && entry?.constructor === Object;
  if (!isPlain) return String(entry);
  const parts = Object.entries(entry).map(([key, part]) => `${key}: ${format(part)}`);
  return `{ ${parts.join(", ")} }`;
}

function elements({ data, rank }: Operand): string {
  if (rank === 0) return number(data[0]!);
  const rest = data.length > shown ? [`... ${data.length} in all`] : [];
  return `[${[...Array.from(data.subarray(0, shown), number), ...rest].join(", ")}]`;
}

/** Up to 7 digits: what float32 holds; -0 as such. */
function number(x: number): string {
  return Object.is(x, -0) ? "-0" : String(Number(x.toPrecision(7)));
}
