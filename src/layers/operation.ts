import { fail } from "../base/errors.ts";
import { Operand } from "../graph/value.ts";
import { arrange, isPlain, Signature, standsFor } from "../ops/signature.ts";
import { Layer, type LayerOptions, type SavedCall } from "./layer.ts";
import type { SavedLayer } from "./saved.ts";
import { classNameOf, moduleOf, operationCall, operationConfig } from "./savedOperation.ts";
import { SymbolicTensor } from "./symbolic.ts";

/** A function of operands and options, as `src/ops` has them. */
type Compute = (...inputs: readonly unknown[]) => unknown;

interface OperationOptions extends LayerOptions {
  readonly compute: Compute;
  /** The op's name: "image.resize". */
  readonly opName: string;
  readonly signature: Signature;
  /** What the function is given, with symbolic tensors where inputs stand. */
  readonly given: readonly unknown[];
}

/** `part` with every symbolic tensor in it replaced. */
function replaceSymbols(part: unknown, replace: (tensor: SymbolicTensor) => unknown): unknown {
  if (part instanceof SymbolicTensor) return replace(part);
  if (Array.isArray(part))
    return (part as readonly unknown[]).map((entry) => replaceSymbols(entry, replace));
  if (!isPlain(part)) return part;
  return Object.fromEntries(
    Object.entries(part).map(([key, entry]) => [key, replaceSymbols(entry, replace)]),
  );
}

/** An op that stands in a model: what it was given besides its inputs stays as it was. */
class Operation extends Layer<OperationOptions> {
  override call(input: Operand): Operand | readonly Operand[] {
    return this.callMany([input]);
  }

  override callMany(inputs: readonly Operand[]): Operand | readonly Operand[] {
    const { compute, given } = this.options;
    const rest = [...inputs];
    return compute(...(replaceSymbols(given, () => rest.shift()) as readonly unknown[])) as Operand;
  }

  override getConfig(): Record<string, unknown> {
    const { signature, given } = this.options;
    return operationConfig(this.name, signature, given);
  }

  override toJSON(): SavedLayer {
    const { opName } = this.options;
    const className = classNameOf(opName);
    return {
      module: moduleOf(opName),
      class_name: className,
      config: this.getConfig(),
      registered_name: className,
    };
  }

  override savedCall(save: (tensor: SymbolicTensor) => unknown): SavedCall {
    const { signature, given } = this.options;
    return operationCall(this.label, signature, given, save);
  }
}

/** The name that the next op in a model gets. */
let nextName: string | undefined;

/** Runs `action`, whose op gets this name in its model. */
export function withOperationName<T>(name: string, action: () => T): T {
  nextName = name;
  try {
    return action();
  } finally {
    nextName = undefined;
  }
}

/** "gaussian_blur" and "gaussianBlur": "GaussianBlur". */
function layerNameOf(name: string): string {
  const own = name.split(".").at(-1)!;
  return own.replace(/^./u, (letter) => letter.toUpperCase());
}

function join(signature: Signature, compute: Compute, given: readonly unknown[]): unknown {
  const { where: name } = signature;
  const inputs: SymbolicTensor[] = [];
  replaceSymbols(given, (tensor) => void inputs.push(tensor));
  let isList = false;
  const watched: Compute = (...args) => {
    const result = compute(...args);
    isList = Array.isArray(result);
    const parts: readonly unknown[] = isList ? (result as readonly unknown[]) : [result];
    if (parts.every((part) => part instanceof Operand)) return result;
    return fail("unsupported", {
      where: name,
      expected: "an op that gives tensors, since it is called on what input() gives",
      received: "one that gives something else",
      advice: "Call it inside a layer of your own",
    });
  };
  class Own extends Operation {
    static override readonly className = layerNameOf(name);
  }
  const layer = new Own({ compute: watched, given, opName: name, signature, name: nextName });
  const made: unknown = layer(inputs);
  return isList && !Array.isArray(made) ? [made] : made;
}

function holdsSymbol(part: unknown): boolean {
  if (part instanceof SymbolicTensor) return true;
  if (Array.isArray(part)) return (part as readonly unknown[]).some(holdsSymbol);
  return isPlain(part) && Object.values(part).some(holdsSymbol);
}

/** What an op gives in a model. */
type SymbolicOf<Result> = Result extends Operand
  ? SymbolicTensor
  : Result extends readonly unknown[]
    ? readonly SymbolicTensor[]
    : never;

/** An op of the package: on tensors as its function; on what `input()` gives it becomes a layer of the model. */
export type Op<F extends (...inputs: never) => unknown> = {
  (
    x: SymbolicTensor | readonly SymbolicTensor[],
    ...rest: readonly unknown[]
  ): SymbolicOf<ReturnType<F>>;
  (x1: unknown, x2: SymbolicTensor, ...rest: readonly unknown[]): SymbolicOf<ReturnType<F>>;
} & F;

/**
 * The op of a function and its parameters in Keras's order (`Signature`): arguments may be given by place or by
 * name, and unknown names are errors.
 */
export function op<F extends (...inputs: never) => unknown>(
  name: string,
  parameters: string,
  compute: F,
): Op<F> {
  const signature = new Signature(name, parameters);
  const plain = compute as unknown as Compute;
  const called = (...given: readonly unknown[]): unknown => {
    const args = arrange(signature, given);
    return args.some(holdsSymbol) ? join(signature, plain, args) : plain(...args);
  };
  return standsFor(called, plain, signature) as unknown as Op<F>;
}
