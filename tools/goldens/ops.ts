import { HornetError } from "../../src/base/errors.ts";
import { Operand, Value } from "../../src/graph/value.ts";
import { Complex } from "../../src/ops/complex.ts";
import { answersOf, type Answer } from "./compare.ts";
import { eagerTensor, execute, gradientsOf, hostOf, named, unnamed } from "./execute.ts";
import { Missing } from "./missing.ts";
import { checkGradients, checkOutput, type OpResult } from "./opAnswers.ts";
import { ArgumentReader, expectKnownDTypes, opOf, type Op } from "./opArguments.ts";
import { decode, isRecord, isTensor, listOf } from "./tensors.ts";
import type { Area, CaseRunner, GoldenCase, HostTensor, Json, JsonRecord } from "./types.ts";

/** An answer with the places of its tensors: operands as they nest, and the same flat. */
interface Called {
  readonly answer: unknown;
  readonly operands: readonly Operand[];
}

function operandsIn(answer: unknown): Operand[] {
  if (answer instanceof Operand) return [answer];
  if (answer instanceof Complex) return [answer.real, answer.imag];
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
    "then_call" in given
      ? (made as Op)(...reader.call(listOf(given, "then_call"), {}, "then"))
      : made;
  return { answer, operands: operandsIn(answer) };
}

/** Real and imaginary parts as pairs on a last axis. */
function inPairs(real: HostTensor, imag: HostTensor): HostTensor {
  const data = Float32Array.from({ length: 2 * real.data.length }, (_, i) =>
    i % 2 === 0 ? real.data[i / 2]! : imag.data[(i - 1) / 2]!,
  );
  return { shape: [...real.shape, 2], dtype: "float32", data };
}

/** The answer with each operand replaced by its elements; complex numbers as pairs. */
function withElements(answer: unknown, elements: Iterator<HostTensor>): Answer {
  if (answer instanceof Operand) return elements.next().value as HostTensor;
  if (answer instanceof Complex) {
    const [real, imag] = [elements.next().value, elements.next().value];
    return inPairs(real as HostTensor, imag as HostTensor);
  }
  if (Array.isArray(answer)) return answer.map((part) => withElements(part, elements));
  if (typeof answer === "object" && answer !== null) {
    return Object.fromEntries(
      Object.entries(answer).map(([key, part]) => [key, withElements(part, elements)]),
    );
  }
  return answer as Answer;
}

/** Which tensors among the arguments, by path, are symbolic. */
type IsSymbolic = (path: string) => boolean;

/** Traces the op with its tensors as inputs of a program (those that are not symbolic: as constants), and runs it. */
function runTraced(golden: GoldenCase, { functions }: Area, isSymbolic: IsSymbolic): OpResult {
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
    readTensors(scout, argument, `then.${i}`);
  const wanted = Object.keys((golden.expected["gradients"] as JsonRecord | undefined) ?? {});
  const cotangents = listOf(golden.given, "cotangents").map((cotangent) =>
    isTensor(cotangent) ? decode(cotangent) : null,
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
    const isReal = "tensor" in argument;
    const tensor = isReal ? argument : (argument["complex"] as JsonRecord);
    reader.read(tensor, isReal ? path : `${path}.complex`);
  } else if (isRecord(argument) && "bound" in argument) {
    readTensors(reader, argument["bound"], `${path}.bound`);
  }
}

/** Computes at once. */
function runEager(golden: GoldenCase, { functions }: Area): OpResult {
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
function run(golden: GoldenCase, area: Area): OpResult {
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

/** One call of an op: output and gradients, and the output once more, computed at once. */
export const runOp: CaseRunner = (golden, area) => {
  opOf(golden.given["op"] as string);
  answersOf(golden, "output").slice(0, 1).forEach(expectKnownDTypes);
  const informative = listOf(golden.given, "informative");
  const result = run(golden, area);
  const asksOutput = !informative.includes("output");
  return [
    ...(asksOutput ? checkOutput(golden, result) : []),
    ...checkGradients(golden, result),
    ...(asksOutput
      ? checkOutput(golden, runEager(golden, area)).map((problem) => `at once: ${problem}`)
      : []),
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
