import { fail } from "../base/errors.ts";
import { GraphBuilder } from "../graph/builder.ts";
import { Operand, Value } from "../graph/value.ts";
import { gradients } from "../grad/reverse.ts";
import { Tensor } from "../tensor/tensor.ts";
import { allocate, isFloat } from "../base/dtype.ts";
import { formatShape, sameShape } from "../base/shape.ts";
import { jit } from "./jit.ts";

/** What a function gives: one tensor or several. */
type Result = Operand | readonly Operand[];

/** Options of `jvp`. */
export interface JvpOptions {
  /** Whether the function gives a pair, of which only the first part is differentiated. Default false. */
  readonly hasAux?: boolean | undefined;
}

const listOf = (x: Result): readonly Operand[] => (x instanceof Operand ? [x] : x);

function zeros({ shape, dtype, size }: Operand): Tensor {
  return new Tensor(allocate(dtype, size), shape, dtype);
}

/** Zeros as a value of their own: no other constant is the same one. */
function zeroConstant(builder: GraphBuilder, { shape, dtype, size }: Value): Value {
  return builder.constant(allocate(dtype, size), shape, dtype);
}

/**
 * The derivatives in the direction of the tangents, written into the primals' graph: the gradient is linear in the
 * cotangents, so its own gradient with respect to them goes forward.
 */
function forward(
  outputs: readonly Operand[],
  primals: readonly Value[],
  tangents: readonly Operand[],
): Operand[] {
  const { builder } = primals[0]!;
  if (!(builder instanceof GraphBuilder))
    fail("state", { where: "jvp", expected: "traced values", received: "others" });
  const values = outputs.map((output) => builder.lift(output));
  const cotangents = values.map((value) => zeroConstant(builder, value));
  const back = gradients(values, cotangents, primals);
  const pairs = back.flatMap((gradient, i) =>
    gradient === undefined ? [] : [{ gradient, tangent: tangents[i]! }],
  );
  const found = gradients(
    pairs.map(({ gradient }) => gradient),
    pairs.map(({ tangent }) => tangent),
    cotangents,
  );
  return found.map((tangent, i) => tangent ?? zeros(values[i]!));
}

/**
 * The function's value at the primals and its derivative in the direction of the tangents:
 * `jvp((x) => ops.square(x), [x], [t])` is [x², 2 x t].
 */
export function jvp(
  fun: (...inputs: Operand[]) => Result | readonly [Result, unknown],
  primals: readonly Operand[],
  tangents: readonly Operand[],
  options: JvpOptions = {},
): unknown[] {
  const fits = primals.every(
    ({ shape, dtype }, i) =>
      tangents[i] !== undefined && sameShape(shape, tangents[i].shape) && isFloat(dtype),
  );
  if (primals.length !== tangents.length || primals.length === 0 || !fits) {
    fail("shape", {
      where: "jvp",
      expected: "a float tangent in the shape of each primal",
      received: `${primals.map((x) => formatShape(x.shape)).join(", ")} and ${tangents.map((x) => formatShape(x.shape)).join(", ")}`,
    });
  }
  if (!primals.every((x) => x instanceof Value)) {
    const count = primals.length;
    let shapeOf: ((parts: readonly Operand[]) => unknown[]) | undefined;
    const compiled = jit((...inputs: Operand[]): Operand[] => {
      const found = jvp(fun, inputs.slice(0, count), inputs.slice(count), options);
      const flat = found.map((part) => (part instanceof Operand ? 1 : (part as Operand[]).length));
      shapeOf = (parts) => {
        let next = 0;
        return found.map((part, i) =>
          part instanceof Operand ? parts[next++]! : parts.slice(next, (next += flat[i]!)),
        );
      };
      return found.flat() as Operand[];
    });
    const parts = compiled(...primals, ...tangents);
    return shapeOf!(parts);
  }
  const answer = fun(...primals);
  const [result, aux] =
    options.hasAux === true
      ? (answer as readonly [Result, unknown])
      : [answer as Result, undefined];
  const directions = forward(listOf(result), primals as readonly Value[], tangents);
  const derivative = result instanceof Operand ? directions[0]! : directions;
  return options.hasAux === true ? [result, derivative, aux] : [result, derivative];
}
