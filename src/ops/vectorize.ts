import { fail } from "../base/errors.ts";
import { broadcastShapes, formatShape, sizeOf, type Shape } from "../base/shape.ts";
import type { Operand } from "../graph/value.ts";
import { stack } from "./concatenate.ts";
import { toOperand, type OperandLike } from "./convert.ts";
import { unstack } from "./hstack.ts";
import { reshape } from "./reshape.ts";
import { broadcastTo } from "./tile.ts";

/** Which part of its arguments a function sees at a time. */
export interface VectorizeOptions {
  /** Numbers of arguments that are passed on as they are. Default none. */
  readonly excluded?: readonly number[] | null | undefined;
  /** Letters for the last axes of arguments and results that belong to one call: "(m,n),(n)->(m)". Default: none, one element at a time. */
  readonly signature?: string | null | undefined;
}

/** The numbers of axes that one call sees of each argument. */
function coreRanks(signature: string | null | undefined, count: number): readonly number[] {
  if (signature === null || signature === undefined) return new Array<number>(count).fill(0);
  const [left = ""] = signature.replaceAll(/\s/gu, "").split("->");
  const parts = [...left.matchAll(/\(([^()]*)\)/gu)].map(([, names]) =>
    names === "" ? 0 : names!.split(",").length,
  );
  if (!signature.includes("->") || parts.length !== count) {
    fail("value", {
      where: "vectorize",
      expected: `a signature such as "(m,n),(n)->(m)" of ${count} arguments`,
      received: `"${signature}"`,
    });
  }
  return parts;
}

/**
 * The function applied to each element of its arguments, which broadcast together; with a signature to each part of so many
 * last axes. `vectorize((x, y) => ops.matmul(x, y), { signature: "(m,n),(n)->(m)" })`
 */
export function vectorize(
  pyfunc: (...inputs: Operand[]) => Operand | readonly Operand[],
  options: VectorizeOptions = {},
): (...inputs: OperandLike[]) => Operand | Operand[] {
  return (...inputs) => {
    const operands = inputs.map(toOperand);
    const excluded = new Set(options.excluded ?? []);
    const own = operands.flatMap((_, i) => (excluded.has(i) ? [] : [i]));
    const ranks = coreRanks(options.signature, own.length);
    const loops = own.map((i, n) => {
      const { shape } = operands[i]!;
      if (shape.length < ranks[n]!) {
        fail("shape", {
          where: "vectorize",
          expected: `a rank of ${ranks[n]} or more`,
          received: formatShape(shape),
        });
      }
      return shape.slice(0, shape.length - ranks[n]!);
    });
    const loop: Shape = broadcastShapes("vectorize", ...loops);
    const parts = own.map((i, n) => {
      const x = operands[i]!;
      const core = x.shape.slice(x.rank - ranks[n]!);
      return unstack(reshape(broadcastTo(x, [...loop, ...core]), [sizeOf(loop), ...core]));
    });
    const results = Array.from({ length: sizeOf(loop) }, (_, call) =>
      pyfunc(...operands.map((x, i) => (excluded.has(i) ? x : parts[own.indexOf(i)]![call]!))),
    );
    const join = (list: readonly Operand[]): Operand =>
      reshape(stack(list), [...loop, ...list[0]!.shape]);
    const [first] = results;
    if (first === undefined)
      return fail("shape", {
        where: "vectorize",
        expected: "an element or more",
        received: formatShape(loop),
      });
    return Array.isArray(first)
      ? (first as readonly Operand[]).map((_, i) =>
          join(results.map((result) => (result as readonly Operand[])[i]!)),
        )
      : join(results as readonly Operand[]);
  };
}
