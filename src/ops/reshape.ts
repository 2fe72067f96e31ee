import { fail } from "../base/errors.ts";
import { formatShape, normalizeAxes, sizeOf, type Shape } from "../base/shape.ts";
import type { Operand } from "../graph/value.ts";
import {
  builderFor,
  optionsOf,
  reshapeWith,
  toOperand,
  type OperandLike,
  type OptionsOr,
} from "./convert.ts";

/** The same elements in C order under a new shape; one extent may be -1, which stands for what is left. */
export function reshape(x: OperandLike, newShape: Shape | number): Operand {
  const operand = toOperand(x);
  const wanted = typeof newShape === "number" ? [newShape] : newShape;
  const open = wanted.filter((extent) => extent === -1).length;
  const known = sizeOf(wanted.filter((extent) => extent !== -1));
  const rest = known === 0 ? 0 : operand.size / known;
  const shape = wanted.map((extent) => (extent === -1 ? rest : extent));
  if (
    open > 1 ||
    !Number.isInteger(rest) ||
    sizeOf(shape) !== operand.size ||
    shape.some((extent) => extent < 0)
  ) {
    fail("shape", {
      where: "reshape",
      expected: `a shape of ${operand.size} elements, as many as ${formatShape(operand.shape)} has`,
      received: formatShape(wanted),
    });
  }
  return reshapeWith(builderFor("reshape", [operand]), operand, shape);
}

/** x with new axes of extent 1, at the places `axis` of the result: [2, 3] with axis 1 -> [2, 1, 3]. */
export function expandDims(x: OperandLike, axis: number | readonly number[]): Operand {
  const operand = toOperand(x);
  const count = typeof axis === "number" ? 1 : axis.length;
  const rank = operand.rank + count;
  const places = normalizeAxes("expandDims", axis, rank);
  let next = 0;
  const shape = Array.from({ length: rank }, (_, i) =>
    places.includes(i) ? 1 : operand.shape[next++]!,
  );
  return reshapeWith(builderFor("expandDims", [operand]), operand, shape);
}

/** Which axes go. */
export interface SqueezeOptions {
  /** Default: all of extent 1. */
  readonly axis?: number | readonly number[] | null | undefined;
}

/** x without axes of extent 1; `axis`: only these (default: all of extent 1). */
export function squeeze(x: OperandLike, options: OptionsOr<SqueezeOptions, "axis"> = {}): Operand {
  const named = optionsOf<SqueezeOptions>("axis", options);
  const operand = toOperand(x);
  const { shape } = operand;
  const { axis = null } = named;
  const gone =
    axis === null
      ? shape.flatMap((extent, i) => (extent === 1 ? [i] : []))
      : normalizeAxes("squeeze", axis, shape.length);
  const thick = gone.find((i) => shape[i] !== 1);
  if (thick !== undefined) {
    fail("shape", {
      where: "squeeze",
      expected: `extent 1 on axis ${thick}`,
      received: formatShape(shape),
    });
  }
  return reshapeWith(
    builderFor("squeeze", [operand]),
    operand,
    shape.filter((_, i) => !gone.includes(i)),
  );
}

/** x as one axis: [2, 3] -> [6]. */
export function ravel(x: OperandLike): Operand {
  return reshape(x, [-1]);
}
