import {
  checkField,
  compare,
  compareGradients,
  describe,
  differenceOf,
  isClose,
  type Answer,
} from "./compare.ts";
import { freedomOf } from "./freedoms.ts";
import { decode, isRecord, isTensor, listOf, textOf } from "./tensors.ts";
import type { GoldenCase, HostTensor, Json, JsonRecord, Tolerance } from "./types.ts";

/** What a call of an op gave. */
export interface OpResult {
  /** As it nests. */
  readonly output: Answer;
  /** By path of the argument. */
  readonly gradients: Readonly<Record<string, HostTensor | null>>;
  /** The tensors among the arguments, in order. */
  readonly inputs: readonly HostTensor[];
}

/** An answer with its complex numbers as pairs on a last axis. */
function inPairs(expected: Json): Json {
  if (Array.isArray(expected)) return (expected as readonly Json[]).map(inPairs);
  if (!isTensor(expected) || expected["dtype"] !== "complex64") return expected;
  return { ...expected, dtype: "float32", shape: [...(expected["shape"] as readonly Json[]), 2] };
}

/** A number as a tensor of rank 0, so that it can be held against one; and the other way round. */
function comparePart(
  found: Answer,
  expected: Json,
  tolerance: Tolerance,
  dtypes: Json | undefined,
): string[] {
  if (Array.isArray(expected)) {
    if (!Array.isArray(found)) return [`${JSON.stringify(found)}, not a list`];
    if (found.length !== expected.length)
      return [`${found.length} outputs, not ${expected.length}`];
    return (expected as readonly Json[]).flatMap((part, i) =>
      comparePart(
        (found as readonly Answer[])[i],
        part,
        tolerance,
        (dtypes as readonly Json[] | undefined)?.[i],
      ).map((problem) => `[${i}]: ${problem}`),
    );
  }
  if (isRecord(expected) && "value" in expected)
    return comparePlain(found, expected["value"], tolerance);
  if (!isTensor(expected)) return compare(found, expected, tolerance);
  const tensor = found as HostTensor;
  if (typeof found !== "object" || found === null || !("data" in found)) {
    const isScalar = (expected["shape"] as readonly Json[]).length === 0;
    return isScalar
      ? comparePlain(found, decode(expected).data[0]!, tolerance)
      : [`${describe(found)}, not a tensor`];
  }
  const dtype = Array.isArray(dtypes) ? (dtypes as readonly Json[])[0] : dtypes;
  const own =
    typeof dtype === "string" && dtype === tensor.dtype ? { ...expected, dtype } : expected;
  const difference = differenceOf(tensor, own, tolerance);
  return difference === undefined ? [] : [difference];
}

/** A plain number, boolean or text, which equals a tensor of rank 0 with that value. */
function comparePlain(found: Answer, expected: Json, tolerance: Tolerance): string[] {
  const isScalar =
    typeof found === "object" &&
    found !== null &&
    "data" in found &&
    (found as HostTensor).shape.length === 0;
  const own = isScalar ? (found as HostTensor).data[0]! : found;
  if (typeof expected === "boolean")
    return Boolean(own) === expected ? [] : [`${describe(own)}, not ${expected}`];
  if (typeof own === "number" && typeof expected === "number") {
    const allowed = Number.isInteger(expected) ? { abs: 0, rel: 0 } : tolerance;
    return isClose(own, expected, allowed) ? [] : [`${own}, not ${expected}`];
  }
  return own === expected ? [] : [`${describe(own)}, not ${JSON.stringify(expected)}`];
}

/** Only shape and dtype are asked for. */
function compareTypes(found: Answer, expected: Json): string[] {
  const { shape, dtype } = found as HostTensor;
  const wanted = expected as JsonRecord;
  const own = `${dtype} [${shape.join(", ")}]`;
  const other = `${textOf(wanted["dtype"])} [${(wanted["shape"] as readonly number[]).join(", ")}]`;
  return own === other ? [] : [`${own}, not ${other}`];
}

/** The output of a call beside the expected one, in the ways that the case leaves free. */
export function checkOutput(golden: GoldenCase, { output, inputs }: OpResult): string[] {
  const { given, disagreement } = golden;
  const dtypes = [undefined, ...Object.values(disagreement["dtype"] ?? {})];
  return checkField(golden, "output", (answer, tolerance) => {
    const expected = inPairs(answer);
    if (given["shape_only"] === true) return compareTypes(output, expected);
    if (typeof given["compare"] === "string")
      return compareFreely(given, output, expected, tolerance, inputs);
    const problems = dtypes.map((types) => comparePart(output, expected, tolerance, types));
    return problems.find((found) => found.length === 0) ?? problems[0]!;
  });
}

function compareFreely(
  given: JsonRecord,
  output: Answer,
  expected: Json,
  tolerance: Tolerance,
  inputs: readonly HostTensor[],
): string[] {
  const freedom = freedomOf(given["compare"] as string);
  const kth = Number(listOf(given, "args")[1] ?? 0);
  const flat = (answer: Answer): HostTensor[] =>
    Array.isArray(answer) ? (answer as HostTensor[]) : [answer as HostTensor];
  const wanted = (
    Array.isArray(expected) ? (expected as readonly JsonRecord[]) : [expected as JsonRecord]
  ).map(decode);
  const [own, other] = [freedom(flat(output), inputs, kth), freedom(wanted, inputs, kth)];
  return other.flatMap((tensor, i) => {
    const golden = { ...tensor, data: Array.from(tensor.data) } as unknown as JsonRecord;
    const difference = own[i] === undefined ? "not there" : differenceOf(own[i], golden, tolerance);
    return difference === undefined ? [] : [`[${i}]: ${difference}`];
  });
}

/** The gradients by argument; other backends' answers to one of them stand under "gradients.<path>". */
export function checkGradients(golden: GoldenCase, { gradients }: OpResult): string[] {
  const informative = listOf(golden.given, "informative");
  const expected = (golden.expected["gradients"] as JsonRecord | undefined) ?? {};
  return Object.entries(expected).flatMap(([path, wanted]) => {
    const field = `gradients.${path}`;
    if (informative.includes(field)) return [];
    const one: GoldenCase = {
      ...golden,
      expected: { [field]: wanted },
      tolerance:
        golden.tolerance["gradients"] === undefined
          ? {}
          : { [field]: golden.tolerance["gradients"] },
    };
    return checkField(one, field, (answer, tolerance) =>
      compareGradients([gradients[path]!], [answer], tolerance),
    );
  });
}
