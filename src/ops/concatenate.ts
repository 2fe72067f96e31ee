import { fail } from "../base/errors.ts";
import { formatShape, normalizeAxis, sameShape } from "../base/shape.ts";
import type { Operand } from "../graph/value.ts";
import {
  builderFor,
  optionsOf,
  reshapeWith,
  toOperand,
  unify,
  type OperandLike,
  type OptionsOr,
} from "./convert.ts";
import { concat } from "./primitives/concat.ts";

/** Along which axis. */
export interface AxisOptions {
  /** Default 0. */
  readonly axis?: number | undefined;
}

/** The tensors one behind the other on `axis` (default 0), which is the only one where they may differ. */
export function concatenate(
  xs: readonly OperandLike[],
  options: OptionsOr<AxisOptions, "axis"> = {},
): Operand {
  const named = optionsOf<AxisOptions>("axis", options);
  const { builder, operands } = unify("concatenate", xs);
  const [first] = operands;
  if (first === undefined)
    return fail("value", { where: "concatenate", expected: "a tensor or more", received: "none" });
  const axis = normalizeAxis("concatenate", named.axis ?? 0, first.rank);
  const fits = operands.every(
    (x) => x.rank === first.rank && sameShape(x.shape.with(axis, 0), first.shape.with(axis, 0)),
  );
  if (!fits) {
    fail("shape", {
      where: "concatenate",
      expected: `shapes that differ on axis ${axis} only`,
      received: operands.map((x) => formatShape(x.shape)).join(" and "),
    });
  }
  return operands.length === 1 ? first : builder.emit(concat, operands, { axis });
}

/** The tensors, all of one shape, along a new axis of the result (default 0): n times [2, 3] -> [n, 2, 3]. */
export function stack(
  xs: readonly OperandLike[],
  options: OptionsOr<AxisOptions, "axis"> = {},
): Operand {
  const named = optionsOf<AxisOptions>("axis", options);
  const { builder, operands } = unify("stack", xs);
  const [first] = operands;
  if (first === undefined)
    return fail("value", { where: "stack", expected: "a tensor or more", received: "none" });
  const axis = normalizeAxis("stack", named.axis ?? 0, first.rank + 1);
  if (!operands.every((x) => sameShape(x.shape, first.shape))) {
    fail("shape", {
      where: "stack",
      expected: "tensors of one shape",
      received: operands.map((x) => formatShape(x.shape)).join(" and "),
    });
  }
  const layers = operands.map((x) => reshapeWith(builder, x, x.shape.toSpliced(axis, 0, 1)));
  return layers.length === 1 ? layers[0]! : builder.emit(concat, layers, { axis });
}

/** x cut on `axis` (default 0) into so many equal parts, or before each of the given indices. */
export function split(
  x: OperandLike,
  indicesOrSections: number | readonly number[],
  options: OptionsOr<AxisOptions, "axis"> = {},
): Operand[] {
  const named = optionsOf<AxisOptions>("axis", options);
  const operand = toOperand(x);
  const axis = normalizeAxis("split", named.axis ?? 0, operand.rank);
  const extent = operand.shape[axis]!;
  let cuts = indicesOrSections;
  if (typeof cuts === "number") {
    const sections = cuts;
    if (!Number.isInteger(sections) || sections < 1 || extent % sections !== 0) {
      fail("shape", {
        where: "split",
        expected: `a number of equal parts of the ${extent} entries on axis ${axis}`,
        received: `${sections}`,
      });
    }
    cuts = Array.from({ length: sections - 1 }, (_, i) => ((i + 1) * extent) / sections);
  }
  const builder = builderFor("split", [operand]);
  const inside = cuts.map((cut) => Math.min(extent, Math.max(0, cut < 0 ? cut + extent : cut)));
  return [...inside, extent].map((limit, i) => {
    const start = i === 0 ? 0 : inside[i - 1]!;
    const starts = operand.shape.map((_, j) => (j === axis ? Math.min(start, extent) : 0));
    const limits = operand.shape.with(axis, Math.max(start, limit));
    return builder.emit("slice", [operand], {
      starts,
      limits,
      strides: operand.shape.map(() => 1),
    });
  });
}
