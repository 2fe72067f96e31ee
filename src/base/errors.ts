/** What went wrong, as a stable word that a program can test for. */
export type ErrorCode =
  | "shape" // a rank or an extent does not fit
  | "dtype" // an element type does not fit
  | "value" // a number or an array is out of its range
  | "name" // a name is not known
  | "option" // an option does not exist or contradicts another
  | "data" // training or evaluation data cannot be used
  | "file" // a file is missing, truncated, corrupt or cannot be written
  | "checksum" // a file's bytes are not the expected ones
  | "state" // a call came too early, too late or twice
  | "unsupported"; // Keras has it, Hornet has not (yet)

/** The one class of errors that Hornet throws on purpose: `where: expected this, received that. Do this.` */
export class HornetError extends Error {
  override readonly name = "HornetError";
  /** A stable word for programs. */
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}

/** The parts of an error's sentence; each without its final period. */
export interface Complaint {
  /** The path of layers, the function or the option: `mnist > dense_1 (dense)`, `fit`, `matmul`. */
  readonly where: string;
  /** "an input of rank 2 or more" */
  readonly expected: string;
  /** "[784]" */
  readonly received: string;
  /** What to do about it: "Add a batch axis: x.reshape([1, 784])" */
  readonly advice?: string;
}

/** Throws `where: expected this, received that. Do this.` */
export function fail(code: ErrorCode, { where, expected, received, advice }: Complaint): never {
  const tail = advice === undefined ? "" : ` ${advice}.`;
  throw new HornetError(code, `${where}: expected ${expected}, received ${received}.${tail}`);
}

/** A word of a command line: quoted, where it would not stay one. */
function quote(value: unknown): string {
  const text = String(value);
  return /^[\w.-]+$/.test(text) ? text : JSON.stringify(text);
}

/**
 * `fail` in the package's modules with short errors, `where: npx hornet error 27 32 "[2, 3]"`. That command prints the
 * sentence, which has this number there and is filled with these values (tools/shortErrors.mjs).
 */
export function failShort(
  code: ErrorCode,
  where: string,
  number: number,
  ...values: readonly unknown[]
): never {
  const words = [number, ...values].map(quote).join(" ");
  throw new HornetError(code, `${where}: npx hornet error ${words}`);
}

/** Levenshtein distance between two words, without regard to case. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (const [i, x] of [...a].entries()) {
    const next = [i + 1];
    for (const [j, y] of [...b].entries()) {
      next.push(Math.min(next[j]! + 1, row[j + 1]! + 1, row[j]! + (x === y ? 0 : 1)));
    }
    row = next;
  }
  return row[b.length]!;
}

/** The known name that looks most like `name`, if one is near enough to be meant. */
export function nearestName(name: string, known: Iterable<string>): string | undefined {
  const plain = (text: string): string => text.toLowerCase().replaceAll(/[^a-z0-9]/g, "");
  let best: string | undefined;
  let bestDistance = Math.max(2, Math.floor(name.length / 3)) + 1;
  for (const candidate of known) {
    const d = distance(plain(name), plain(candidate));
    if (d < bestDistance) [best, bestDistance] = [candidate, d];
  }
  return best;
}

/** Throws "expected a known <kind>, received "x". Did you mean "y"?", or lists what there is. */
export function failUnknownName(
  where: string,
  kind: string,
  name: string,
  known: Iterable<string>,
): never {
  const names = [...known];
  const near = nearestName(name, names);
  const advice = near === undefined ? `Known are: ${names.join(", ")}` : `Did you mean "${near}"`;
  const mark = near === undefined ? "." : "?";
  throw new HornetError(
    "name",
    `${where}: expected a known ${kind}, received "${name}". ${advice}${mark}`,
  );
}
