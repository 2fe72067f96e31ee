import { HornetError } from "../../src/base/errors.ts";
import { Operand, Value } from "../../src/graph/value.ts";
import {
  answersOf,
  checkField,
  compareGradients,
  differenceOf,
  isClose,
  type Answer,
  compare,
} from "./compare.ts";
import { eagerTensor, execute, gradientsOf, hostOf, named, unnamed } from "./execute.ts";
import { freedomOf } from "./freedoms.ts";
import { Missing } from "./missing.ts";
import { ArgumentReader, expectKnownDTypes, opOf, type Op } from "./opArguments.ts";
import { decode, isRecord, isTensor, listOf } from "./tensors.ts";
import type {
  Area,
  CaseRunner,
  GoldenCase,
  HostTensor,
  Json,
  JsonRecord,
  Tolerance,
} from "./types.ts";

/** An answer with the places of its tensors: operands as they nest, and the same flat. */
interface Called {
  readonly answer: unknown;
  readonly operands: readonly Operand[];
}

function operandsIn(answer: unknown): Operand[] {
  if (answer instanceof Operand) return [answer];
  if (Array.isArray(answer)) return answer.flatMap(operandsIn);
  if (typeof answer === "object" && answer !== null)
    return Object.values(answer).flatMap(operandsIn);
  return [];
}

/** Calls the op of a case; of an op that returns a function, that function. */
function call({ given }: GoldenCase, reader: ArgumentReader): Called {
  const op = opOf(given["op"] as string);
  const args = reader.call(
    listOf(given, "args"),
    (given["kwargs"] as JsonRecord | undefined) ?? {},
  );
  const made = op(...args);
  const answer =
    "then_call" in given ? (made as Op)(...reader.call(listOf(given, "then_call"), {})) : made;
  return { answer, operands: operandsIn(answer) };
}

/** The answer with each operand replaced by its elements. */
function withElements(answer: unknown, elements: Iterator<HostTensor>): Answer {
  if (answer instanceof Operand) return elements.next().value as HostTensor;
  if (Array.isArray(answer)) return answer.map((part) => withElements(part, elements));
  if (typeof answer === "object" && answer !== null) {
    return Object.fromEntries(
      Object.entries(answer).map(([key, part]) => [key, withElements(part, elements)]),
    );
  }
  return answer as Answer;
}

interface Result {
  readonly output: Answer;
  readonly gradients: Readonly<Record<string, HostTensor | null>>;
  /** The tensors among the arguments, in order. */
  readonly inputs: readonly HostTensor[];
}

/** Which tensors among the arguments, by path, are symbolic. */
type IsSymbolic = (path: string) => boolean;

/** Traces the op with its tensors as inputs of a program (those that are not symbolic: as constants), and runs it. */
function runTraced(golden: GoldenCase, { functions }: Area, isSymbolic: IsSymbolic): Result {
  const data: Record<string, HostTensor> = {};
  const inputs: HostTensor[] = [];
  const keep = (tensor: HostTensor, path: string): null => {
    inputs.push(tensor);
    if (isSymbolic(path)) data[path] = tensor;
    return null;
  };
  const scout = new ArgumentReader({}, keep);
  for (const [i, argument] of listOf(golden.given, "args").entries())
    readTensors(scout, argument, `args.${i}`);
  for (const [key, argument] of Object.entries(
    (golden.given["kwargs"] as JsonRecord | undefined) ?? {},
  ))
    readTensors(scout, argument, `kwargs.${key}`);
  for (const [i, argument] of listOf(golden.given, "then_call").entries())
    readTensors(scout, argument, `args.${i}`);
  const wanted = Object.keys((golden.expected["gradients"] as JsonRecord | undefined) ?? {});
  const cotangents = listOf(golden.given, "cotangents").map((golden2) =>
    isTensor(golden2) ? decode(golden2) : null,
  );
  let called: Called | undefined;
  const found = execute([], data, (values, builder) => {
    const visit = (tensor: HostTensor, path: string): unknown =>
      values[path] ?? eagerTensor(tensor);
    called = call(golden, new ArgumentReader(functions, visit));
    const wrt = wanted.map((path) => values[path]!);
    if (wrt.some((value) => !(value instanceof Value)))
      throw new Error(`no tensor at ${wanted.join(" or ")}`);
    const gradients =
      wanted.length === 0 ? [] : gradientsOf(builder, called.operands, cotangents, wrt);
    return { ...named("output", called.operands), ...named("gradient", gradients) };
  });
  const elements = unnamed("output", called!.operands.length, found) as HostTensor[];
  const gradients = unnamed("gradient", wanted.length, found);
  return {
    output: withElements(called!.answer, elements.values()),
    gradients: Object.fromEntries(wanted.map((path, i) => [path, gradients[i]!])),
    inputs,
  };
}

/** Visits the tensors of an argument without making functions. */
function readTensors(reader: ArgumentReader, argument: Json, path: string): void {
  if (Array.isArray(argument))
    (argument as readonly Json[]).forEach((entry, i) => readTensors(reader, entry, `${path}.${i}`));
  else if (isRecord(argument) && ("tensor" in argument || "complex" in argument)) {
    const tensor = "tensor" in argument ? argument : (argument["complex"] as JsonRecord);
    reader.read(tensor, path);
  }
}

/** Computes at once. */
function runEager(golden: GoldenCase, { functions }: Area): Result {
  const inputs: HostTensor[] = [];
  const visit = (tensor: HostTensor): unknown => {
    inputs.push(tensor);
    return eagerTensor(tensor);
  };
  const { answer, operands } = call(golden, new ArgumentReader(functions, visit));
  return { output: withElements(answer, operands.map(hostOf).values()), gradients: {}, inputs };
}

/** Whether an op asked for elements that are known only when its program runs. */
function needsElements(error: unknown): boolean {
  return error instanceof HornetError && error.code === "state";
}

/**
 * Traced with every tensor symbolic; where an op must know elements (as the shape of its answer depends on them), with
 * those alone symbolic that a gradient is asked for, or at once.
 */
function run(golden: GoldenCase, area: Area): Result {
  try {
    return runTraced(golden, area, () => true);
  } catch (error) {
    if (!needsElements(error)) throw error;
    const wanted = Object.keys((golden.expected["gradients"] as JsonRecord | undefined) ?? {});
    return wanted.length === 0
      ? runEager(golden, area)
      : runTraced(golden, area, (path) => wanted.includes(path));
  }
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
    return comparePlain(found, expected["value"]!, tolerance);
  if (!isTensor(expected)) return compare(found, expected, tolerance);
  const tensor = found as HostTensor;
  if (typeof found !== "object" || found === null || !("data" in found)) {
    const isSame = expected["shape"] instanceof Array && expected["shape"].length === 0;
    return isSame
      ? comparePlain(found, decode(expected).data[0]!, tolerance)
      : [`${String(found)}, not a tensor`];
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
    return Boolean(own) === expected ? [] : [`${String(own)}, not ${expected}`];
  if (typeof own === "number" && typeof expected === "number") {
    const allowed = Number.isInteger(expected) ? { abs: 0, rel: 0 } : tolerance;
    return isClose(own, expected, allowed) ? [] : [`${own}, not ${expected}`];
  }
  return own === expected ? [] : [`${String(own)}, not ${JSON.stringify(expected)}`];
}

/** Only shape and dtype are asked for. */
function compareTypes(found: Answer, expected: Json): string[] {
  const { shape, dtype } = found as HostTensor;
  const wanted = expected as JsonRecord;
  const own = `${dtype} [${shape.join(", ")}]`;
  const other = `${String(wanted["dtype"])} [${(wanted["shape"] as readonly number[]).join(", ")}]`;
  return own === other ? [] : [`${own}, not ${other}`];
}

function checkOutput(golden: GoldenCase, { output, inputs }: Result): string[] {
  const { given, disagreement } = golden;
  const dtypes = [undefined, ...Object.values(disagreement["dtype"] ?? {})];
  return checkField(golden, "output", (expected, tolerance) => {
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
function checkGradients(golden: GoldenCase, { gradients }: Result): string[] {
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

/** One call of an op: output and gradients. */
export const runOp: CaseRunner = (golden, area) => {
  opOf(golden.given["op"] as string);
  answersOf(golden, "output").slice(0, 1).forEach(expectKnownDTypes);
  const informative = listOf(golden.given, "informative");
  const result = run(golden, area);
  return [
    ...(informative.includes("output") ? [] : checkOutput(golden, result)),
    ...checkGradients(golden, result),
  ];
};

/** A call that Keras refuses: it must throw, while it is traced where Keras refuses symbolic inputs too. */
export const runRefusedOp: CaseRunner = (golden, area) => {
  const { given } = golden;
  opOf(given["op"] as string);
  const silent: GoldenCase = { ...golden, expected: {} };
  try {
    if (given["symbolic_call_raises"] === true) runTraced(silent, area, () => true);
    else runEager(silent, area);
  } catch (error) {
    if (error instanceof Missing) throw error;
    return error instanceof HornetError
      ? []
      : [`it must throw a HornetError, but threw ${String(error)}`];
  }
  return given["informative"] === true ? [] : ["it must throw, but did not"];
};
