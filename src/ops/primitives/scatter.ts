import { fail } from "../../base/errors.ts";
import { formatShape } from "../../base/shape.ts";
import type { Typed } from "../../graph/alphabet.ts";
import * as interpreters from "../../graph/interpret/indexing.ts";
import { emit } from "../../graph/primitives.ts";
import type { Brought } from "../../graph/signature.ts";
import type { Operand, Value } from "../../graph/value.ts";
import { updatedElement } from "../../kernels/choice.ts";
import { scatterKernel, scatterWorkspace } from "../../kernels/scatter.ts";
import type { Card, ChoiceCard, RareCard } from "./card.ts";
import { constantLike, range, scalarLike, stretch } from "./helpers.ts";
import * as plain from "./indexing.ts";
import {
  expectAxes,
  expectCount,
  expectDtype,
  expectPerAxis,
  indices as int32,
  numbers,
  replaceAxes,
} from "./types.ts";

/*
 * Indexing with its gradients, which are sums of what was read where; ops bring these cards.
 */

type Differentiable<P extends "gather" | "dynamicSlice"> = Card<P> & Brought<P>;

/** The nearest of `low`, .., `high`. */
function clamp(x: Operand, low: Operand, high: Operand): Operand {
  return emit("min", [emit("max", [x, low]), high]);
}

/** The sum, per index, of the updates that name it. */
export const scatterAdd: RareCard<"scatterAdd"> = {
  name: "scatterAdd",
  kind: "indexing",
  type(inputs, { axis, size }) {
    const [indices, updates] = expectCount("scatterAdd", inputs, 2) as readonly [Typed, Typed];
    expectDtype("scatterAdd", indices.dtype, int32, "indices");
    expectDtype("scatterAdd", updates.dtype, numbers, "updates");
    expectPerAxis("scatterAdd", "axis and size", [axis, size], 2, 0);
    const rank = indices.shape.length;
    const fits = indices.shape.every((extent, i) => extent === updates.shape[axis + i]);
    if (axis + rank > updates.shape.length || !fits) {
      fail("shape", {
        where: "scatterAdd",
        expected: `updates with the axes ${formatShape(indices.shape)} of the indices from axis ${axis} on`,
        received: formatShape(updates.shape),
      });
    }
    return { shape: replaceAxes(updates.shape, axis, rank, [size]), dtype: updates.dtype };
  },
  vjp: ({ inputs: [indices, updates], attributes: { axis, size }, dOut }) => {
    if (size === 0) return [null, null];
    const gathered = emit(gather, [dOut, indices!], { axis });
    const inside = emit("and", [
      emit("ge", [indices!, constantLike(indices!, 0)]),
      emit("lt", [indices!, constantLike(indices!, size)]),
    ]);
    const mask = stretch(inside, updates!.shape, range(indices!.rank, axis));
    return [null, emit("where", [mask, gathered, constantLike(updates!, 0)])];
  },
  interpret: interpreters.scatterAdd,
  lowering: { kernel: scatterKernel, workspace: scatterWorkspace },
  samples: [
    {
      shapes: [[4], [4, 3]],
      dtypes: ["int32", "float32"],
      domain: [
        [0, 4],
        [-2, 2],
      ],
      attributes: { axis: 0, size: 5 },
    },
    {
      shapes: [
        [4, 2],
        [2, 4, 2, 3],
      ],
      dtypes: ["int32", "float32"],
      domain: [
        [-3, 7],
        [-2, 2],
      ],
      attributes: { axis: 1, size: 5 },
    },
  ],
};

/** x at the indices; the gradient adds up what was read more than once. */
export const gather: Differentiable<"gather"> = {
  ...plain.gather,
  name: "gather",
  interpret: interpreters.indexing.gather,
  vjp: ({ inputs: [x, indices], attributes: { axis }, dOut }) => {
    const size = x!.shape[axis]!;
    const clamped = clamp(indices!, constantLike(indices!, 0), constantLike(indices!, size - 1));
    return [emit(scatterAdd, [clamped, dOut], { axis, size }), null];
  },
};

/** int32 positions start, start + 1, .., where `start` is clamped as `dynamicSlice` clamps it. */
function positions(start: Value, size: number, extent: number): Operand {
  const first = clamp(start, scalarLike(start, 0), scalarLike(start, extent - size));
  const steps = start.builder.emit("iota", [], { shape: [size], dtype: "int32", axis: 0 });
  return emit("add", [stretch(first, [size], []), steps]);
}

/** A stretch of one axis that begins where a value says. */
export const dynamicSlice: Differentiable<"dynamicSlice"> = {
  ...plain.dynamicSlice,
  name: "dynamicSlice",
  interpret: interpreters.indexing.dynamicSlice,
  vjp: ({ inputs: [x, start], attributes: { axis, size }, dOut }) => {
    const extent = x!.shape[axis]!;
    return [
      emit(scatterAdd, [positions(start!, size, extent), dOut], { axis, size: extent }),
      null,
    ];
  },
};

/** x with a stretch of one axis replaced, which begins where a value says. */
export const dynamicUpdateSlice: ChoiceCard<"dynamicUpdateSlice"> = {
  name: "dynamicUpdateSlice",
  kind: "indexing",
  type(inputs, { axis }) {
    const op = "dynamicUpdateSlice";
    const [x, update, start] = expectCount(op, inputs, 3) as readonly [Typed, Typed, Typed];
    expectDtype(op, start.dtype, int32, "a start");
    expectAxes(op, [axis], x.shape.length);
    if (start.shape.length !== 0) {
      fail("shape", {
        where: op,
        expected: "a scalar as start",
        received: formatShape(start.shape),
      });
    }
    if (x.dtype !== update.dtype) {
      fail("dtype", {
        where: op,
        expected: `an update of ${x.dtype}`,
        received: update.dtype,
        advice: "Cast first",
      });
    }
    const fits =
      update.shape.length === x.shape.length &&
      update.shape.every((extent, i) =>
        i === axis ? extent <= x.shape[i]! : extent === x.shape[i],
      );
    if (!fits) {
      fail("shape", {
        where: op,
        expected: `an update of ${formatShape(x.shape)} with at most ${x.shape[axis]} entries on axis ${axis}`,
        received: formatShape(update.shape),
      });
    }
    return { shape: x.shape, dtype: x.dtype };
  },
  vjp: ({ inputs: [, update, start], attributes: { axis }, dOut }) => [
    emit(dynamicUpdateSlice, [dOut, constantLike(update!, 0), start!], { axis }),
    emit(dynamicSlice, [dOut, start!], { axis, size: update!.shape[axis]! }),
    null,
  ],
  interpret: interpreters.dynamicUpdateSlice,
  choice: updatedElement,
  samples: [
    {
      shapes: [[2, 7, 3], [2, 4, 3], []],
      dtypes: ["float32", "float32", "int32"],
      domain: [
        [-2, 2],
        [-2, 2],
        [1, 3],
      ],
      attributes: { axis: 1 },
    },
    {
      shapes: [[5, 2], [3, 2], []],
      dtypes: ["float32", "float32", "int32"],
      domain: [
        [-2, 2],
        [-2, 2],
        [4, 9],
      ],
      attributes: { axis: 0 },
    },
    {
      shapes: [[9], [9], []],
      dtypes: ["int32", "int32", "int32"],
      domain: [
        [-9, 9],
        [-9, 9],
        [-9, -1],
      ],
      attributes: { axis: 0 },
    },
  ],
};
