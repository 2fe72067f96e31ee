import { sizeOf } from "../../base/shape.ts";
import type { CumulativeAttributes, Typed } from "../../graph/alphabet.ts";
import { rowwise as interpreters } from "../../graph/interpret/rowwise.ts";
import { emit } from "../../graph/primitives.ts";
import type { Operand, Value } from "../../graph/value.ts";
import { cumulativeKernel } from "../../kernels/cumulative.ts";
import { argSortKernel, sortWorkspace } from "../../kernels/sort.ts";
import type { RareCard, Sample, Vjp } from "./card.ts";
import { constantLike, reshapeTo, scalarLike, stretch } from "./helpers.ts";
import { anything, expectAxes, expectCount, expectDtype, numbers, type DTypes } from "./types.ts";
import { scatterAdd } from "./scatter.ts";

interface RowwiseSignature<P> {
  readonly name: P;
  readonly kind: "rowwise";
  type(inputs: readonly Typed[], attributes: { readonly axis: number }): Typed;
}

/** Rows along one axis -> rows of the same length. */
function rowwise<P extends string>(op: P, allowed: DTypes): RowwiseSignature<P> {
  return {
    name: op,
    kind: "rowwise",
    type(inputs, { axis }) {
      const { shape, dtype } = expectCount(op, inputs, 1)[0]!;
      expectDtype(op, dtype, allowed);
      expectAxes(op, [axis], shape.length);
      return { shape, dtype };
    },
  };
}

const samples = [
  { shapes: [[2, 7, 3]], attributes: { axis: 1, reverse: false } },
  { shapes: [[3, 5]], attributes: { axis: 1, reverse: true } },
  { shapes: [[6, 2]], dtypes: ["int32"], domain: [-3, 3], attributes: { axis: 0, reverse: false } },
] satisfies Sample<"cumulativeSum">[];

/** Each entry gets what all later sums, which hold it, get. */
export const cumulativeSum: RareCard<"cumulativeSum"> = {
  ...rowwise("cumulativeSum", numbers),
  vjp: ({ attributes: { axis, reverse }, dOut }) => [
    emit(cumulativeSum, [dOut], { axis, reverse: !reverse }),
  ],
  interpret: interpreters.cumulativeSum,
  lowering: { kernel: cumulativeKernel },
  samples,
};

/** The entries `by` places earlier along the row (later, if reversed); `fill` where there are none. */
function shifted(
  x: Operand,
  by: number,
  fill: Operand,
  { axis, reverse }: CumulativeAttributes,
): Operand {
  const width = Math.min(by, x.shape[axis]!);
  const zeros = x.shape.map(() => 0);
  const [more, less] = [zeros.with(axis, width), zeros.with(axis, -width)];
  return emit("pad", [x, fill], {
    low: reverse ? less : more,
    high: reverse ? more : less,
    interior: zeros,
  });
}

/**
 * With P the products before an entry and S_k = dOut_k + x_(k+1) S_(k+1), the gradient is P_k S_k: no division by
 * x = 0. The recurrence doubles its reach log₂ n times.
 */
function productGradient({
  inputs: [x],
  attributes,
  out,
  dOut,
}: Vjp<"cumulativeProd">): readonly Operand[] {
  const extent = x!.shape[attributes.axis]!;
  const [zero, one] = [scalarLike(x!, 0), scalarLike(x!, 1)];
  const back = { ...attributes, reverse: !attributes.reverse };
  let sums: Operand = dOut;
  let factors = shifted(x!, 1, zero, back);
  for (let reach = 1; reach < extent; reach *= 2) {
    sums = emit("add", [sums, emit("mul", [factors, shifted(sums, reach, zero, back)])]);
    factors = emit("mul", [factors, shifted(factors, reach, zero, back)]);
  }
  return [emit("mul", [shifted(out, 1, one, attributes), sums])];
}

/** Each product's gradient times all its other factors. */
export const cumulativeProd: RareCard<"cumulativeProd"> = {
  ...rowwise("cumulativeProd", numbers),
  vjp: productGradient,
  interpret: interpreters.cumulativeProd,
  lowering: { kernel: cumulativeKernel },
  samples,
};

/** The gradient of each extreme goes to the first entry of its row that reached it. */
function toRecords(
  { inputs: [x], attributes, out, dOut }: Vjp<"cumulativeMax"> | Vjp<"cumulativeMin">,
  beats: "gt" | "lt",
): readonly Operand[] {
  const { axis, reverse } = attributes;
  const { shape, size } = x!;
  if (size === 0) return [dOut];
  const worst = scalarLike(x!, beats === "gt" ? -Infinity : Infinity);
  const isRecord = emit(beats, [x!, shifted(out, 1, worst, attributes)]);
  const place = (a: number): Operand =>
    x!.builder.emit("iota", [], { shape, dtype: "int32", axis: a });
  const first = x!.builder.emit("constant", [], {
    shape: [],
    dtype: "int32",
    data: Int32Array.of(reverse ? shape[axis]! - 1 : 0),
  });
  const own = emit("where", [isRecord, place(axis), stretch(first, shape, [])]);
  // The latest record so far: positions rise along the row, or fall if reversed.
  const latest = emit<"cumulativeMin" | "cumulativeMax">(
    reverse ? cumulativeMin : cumulativeMax,
    [own],
    attributes,
  );
  const positions = shape.map((extent, a) => {
    const stride = sizeOf(shape.slice(a + 1));
    const at = a === axis ? latest : place(a);
    return extent === 1 ? undefined : emit("mul", [at, constantLike(at as Value, stride)]);
  });
  const known = positions.filter((position) => position !== undefined);
  if (known.length === 0) return [dOut];
  const target = known.reduce((sum, position) => emit("add", [sum, position]));
  const flat = emit(scatterAdd, [reshapeTo(target, [size]), reshapeTo(dOut, [size])], {
    axis: 0,
    size,
  });
  return [reshapeTo(flat, shape)];
}

/** The largest entry so far. */
export const cumulativeMax: RareCard<"cumulativeMax"> = {
  ...rowwise("cumulativeMax", numbers),
  vjp: (rule) => toRecords(rule, "gt"),
  interpret: interpreters.cumulativeMax,
  lowering: { kernel: cumulativeKernel },
  samples,
};

/** The smallest entry so far. */
export const cumulativeMin: RareCard<"cumulativeMin"> = {
  ...rowwise("cumulativeMin", numbers),
  vjp: (rule) => toRecords(rule, "lt"),
  interpret: interpreters.cumulativeMin,
  lowering: { kernel: cumulativeKernel },
  samples,
};

/** Where each row's entries stand in order; what is sorted by it is gathered, and so are the gradients. */
export const argSort: RareCard<"argSort"> = {
  name: "argSort",
  kind: "rowwise",
  type: (inputs, attributes) => ({
    shape: rowwise("argSort", anything).type(inputs, attributes).shape,
    dtype: "int32",
  }),
  interpret: interpreters.argSort,
  lowering: {
    kernel: argSortKernel,
    workspace: (_, root, { threads }) => threads * sortWorkspace(root),
  },
  samples: [
    { shapes: [[2, 7, 3]], attributes: { axis: 1, descending: false } },
    { shapes: [[3, 5]], attributes: { axis: 1, descending: true } },
    {
      shapes: [[9, 2]],
      dtypes: ["int32"],
      domain: [-3, 3],
      attributes: { axis: 0, descending: false },
    },
    {
      shapes: [[16]],
      dtypes: ["uint8"],
      domain: [0, 9],
      attributes: { axis: 0, descending: true },
    },
  ],
};
