import { checkOptions } from "../base/config.ts";
import { fail } from "../base/errors.ts";
import { formatShape } from "../base/shape.ts";
import type { Engine } from "../engines/engine.ts";
import { gradients } from "../grad/reverse.ts";
import { Operand, Value } from "../graph/value.ts";
import { whileTracing, type Variable } from "../graph/variable.ts";
import { scalar } from "../ops/convert.ts";
import { newGraph } from "../ops/primitives/cards.ts";
import { Tensor, type TensorLike } from "../tensor/tensor.ts";
import { engineFor } from "./engines.ts";
import { Session, type SessionProgram } from "./session.ts";
import { eagerBuilder, tensor } from "./tensor.ts";

/** What a compiled function may give back. */
export type Outputs = Operand | readonly Operand[] | Readonly<Record<string, Operand>>;

/** A function over tensors. */
export type TensorFunction<Inputs extends readonly Operand[], Result extends Outputs> = (
  ...inputs: Inputs
) => Result;

/** The same function, which takes numbers, arrays and tensors. */
export type Compiled<Inputs extends readonly Operand[], Result> = (
  ...inputs: { readonly [Index in keyof Inputs]: TensorLike }
) => Result;

/** Names the parts of a result, and puts them together again. */
function flatten(result: Outputs): Record<string, Operand> {
  if (result instanceof Operand) return { result };
  const parts: readonly unknown[] = typeof result === "object" ? Object.values(result) : [];
  if (parts.length === 0 || !parts.every((part) => part instanceof Operand)) {
    fail("value", {
      where: "jit",
      expected: "the function to return tensors, a list or a record of them",
      received: Object.prototype.toString.call(result),
    });
  }
  return Object.fromEntries(Object.entries(result as Readonly<Record<string, Operand>>));
}

function restore<Result extends Outputs>(
  like: Result,
  parts: Readonly<Record<string, Operand>>,
): Result {
  if (like instanceof Operand) return parts["result"] as Operand as Result;
  if (Array.isArray(like)) return like.map((_, i) => parts[i]!) as unknown as Result;
  return parts as unknown as Result;
}

/** A function traced for one list of shapes. */
interface Entry<Result> {
  readonly session: Session;
  readonly program: SessionProgram;
  readonly like: Result;
  readonly types: Readonly<
    Record<string, { readonly shape: readonly number[]; readonly dtype: Operand["dtype"] }>
  >;
}

/** Traces of one function that are kept; the least recently used goes first. */
const largestCache = 16;

/**
 * Compiles a function: it is called once per list of shapes and dtypes, with symbolic inputs, and its graph runs as one
 * program. Variables that it reads or assigns are read before and assigned after each run. Inside another trace it is
 * simply called.
 */
export function jit<Inputs extends readonly Operand[], Result extends Outputs>(
  f: TensorFunction<Inputs, Result>,
): Compiled<Inputs, Result> {
  const entries = new Map<string, Entry<Result>>();
  return (...inputs) => {
    if (inputs.some((input) => input instanceof Value)) return f(...(inputs as unknown as Inputs));
    const tensors = (inputs as readonly TensorLike[]).map((input) => tensor(input));
    const types = tensors.map(({ shape, dtype }) => `${dtype}${formatShape(shape)}`).join();
    const engine = engineFor(tensors.map(({ dtype }) => dtype));
    const key = `${engine.name} ${types}`;
    const entry = entries.get(key) ?? traceFunction(f, tensors, engine);
    entries.delete(key);
    entries.set(key, entry);
    if (entries.size > largestCache) entries.delete(entries.keys().next().value!);
    tensors.forEach(({ data }, i) => entry.session.write(`x${i}`, data));
    entry.session.runSync(entry.program);
    const parts = Object.entries(entry.types).map(([name, { shape, dtype }]) => {
      return [name, new Tensor(entry.session.readSync(name), shape, dtype, eagerBuilder)] as const;
    });
    return restore(entry.like, Object.fromEntries(parts));
  };
}

function traceFunction<Inputs extends readonly Operand[], Result extends Outputs>(
  f: TensorFunction<Inputs, Result>,
  tensors: readonly Tensor[],
  engine: Engine,
): Entry<Result> {
  // A first trace finds the variables, which the session must know before it opens its arena.
  const scout = newGraph();
  const symbols = tensors.map(({ shape, dtype }, i) => scout.parameter(`x${i}`, shape, dtype));
  whileTracing(scout, () => f(...(symbols as readonly Operand[] as Inputs)));
  const variables: Variable[] = [...scout.variables.keys()];
  const session = new Session(variables, engine);
  let like: Result | undefined;
  const types: Record<string, { shape: readonly number[]; dtype: Operand["dtype"] }> = {};
  const program = session.compile({
    name: f.name === "" ? "jit" : f.name,
    inputs: Object.fromEntries(tensors.map(({ shape, dtype }, i) => [`x${i}`, { shape, dtype }])),
    trace: (given) => {
      like = f(...(tensors.map((_, i) => given[`x${i}`]!) as readonly Operand[] as Inputs));
      const parts = flatten(like);
      for (const [name, { shape, dtype }] of Object.entries(parts)) types[name] = { shape, dtype };
      return parts;
    },
  });
  session.placeSync([program]);
  return { session, program, like: like!, types };
}

/** What to differentiate. */
export interface GradOptions {
  /** The number of the argument. Default 0, the first. */
  readonly argument?: number;
}

function argumentOf(where: string, options: GradOptions): number {
  checkOptions(where, options, ["argument"]);
  return options.argument ?? 0;
}

/** A value and its gradient. */
export interface ValueAndGradient {
  /** What the function gave, a scalar. */
  readonly value: Operand;
  /** Of the argument's shape. */
  readonly gradient: Operand;
}

function differentiate<Inputs extends readonly Operand[]>(
  f: TensorFunction<Inputs, Operand>,
  argument: number,
  inputs: Inputs,
): ValueAndGradient {
  const x = inputs[argument];
  if (!(x instanceof Value)) {
    fail("value", {
      where: "grad",
      expected: `argument ${argument} to be a tensor`,
      received: `${inputs.length} arguments`,
    });
  }
  const value = f(...inputs);
  if (!(value instanceof Value) || value.size !== 1) {
    fail("shape", {
      where: "grad",
      expected: "the function to give a scalar",
      received: value instanceof Operand ? formatShape(value.shape) : typeof value,
      advice: "Sum or average its result",
    });
  }
  const one =
    value.rank === 0
      ? scalar(1, value.dtype)
      : new Tensor(scalar(1, value.dtype).data, value.shape, value.dtype);
  const [gradient] = gradients([value], [one], [x]);
  return { value, gradient: gradient ?? new Tensor(new Float32Array(x.size), x.shape, "float32") };
}

/** The function that gives value and gradient of a scalar function, compiled. Gradients of gradients work. */
export function valueAndGrad<Inputs extends readonly Operand[]>(
  f: TensorFunction<Inputs, Operand>,
  options: GradOptions = {},
): Compiled<Inputs, ValueAndGradient> {
  const argument = argumentOf("valueAndGrad", options);
  const both = jit((...inputs: Inputs) => ({ ...differentiate(f, argument, inputs) }));
  return (...inputs) => both(...inputs);
}

/** The function that gives the gradient of a scalar function: `grad((x) => ops.sum(ops.square(x)))([1, 2])` is [2, 4]. */
export function grad<Inputs extends readonly Operand[]>(
  f: TensorFunction<Inputs, Operand>,
  options: GradOptions = {},
): Compiled<Inputs, Operand> {
  const argument = argumentOf("grad", options);
  return jit((...inputs: Inputs) => differentiate(f, argument, inputs).gradient);
}
