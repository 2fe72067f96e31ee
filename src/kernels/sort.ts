import { sizeOf } from "../base/shape.ts";
import type { Value } from "../graph/value.ts";
import { aligned } from "../program/plan.ts";
import type { GroupGraph } from "../program/program.ts";
import type { EngineTraits } from "../program/traits.ts";
import type { Affine } from "./affine.ts";
import type { Arithmetic } from "./arithmetic.ts";
import { Elements, storeAt } from "./element.ts";
import { openFrame, type Frame } from "./frame.ts";
import {
  binary,
  integer,
  load,
  select,
  type Expression,
  type KernelFunction,
  type Variable,
} from "./ir.ts";
import { loopOver, loopToShare, operationsPerElement, threadsFor } from "./sharing.ts";

/*
 * Stable merge sort of each row. Its elements become int32 keys that rise as they do; pairs of key and position are
 * merged from runs of 1, 2, 4, .. between two halves of the workspace, without a branch on what is compared.
 */

/** Bytes of a pair of key and position. */
const pair = 8;

/** Bytes of workspace that each thread of `argSortKernel` will use: two rows of pairs. */
export function sortWorkspace({ shape, attributes: { axis } }: Value<"argSort">): number {
  return 2 * aligned(shape[axis]! * pair);
}

/** The kernel of a group around an argSort; nothing follows it in its group. */
export function argSortKernel(
  group: GroupGraph,
  root: Value<"argSort">,
  traits: EngineTraits,
): KernelFunction {
  const frame = openFrame(group, traits, 0, sortWorkspace(root));
  if (root.size === 0) return frame.finish();
  const { axis, descending } = root.attributes;
  const { shape } = root;
  const [outer, inner] = [shape.slice(0, axis), shape.slice(axis + 1)];
  const [outerSize, extent, innerSize] = [sizeOf(outer), shape[axis]!, sizeOf(inner)];
  const { builder, indices } = frame.context;
  const elements = new Elements(frame.context);
  const halves = [
    frame.ownWorkspace!,
    builder.let(binary("add", frame.ownWorkspace!, integer(sortWorkspace(root) / 2))),
  ] as const;
  const at = (a: Affine, i: Affine, b: Affine): Affine[] => [
    ...indices.unravel(a, outer),
    i,
    ...indices.unravel(b, inner),
  ];
  const passes = 1 + Math.ceil(Math.log2(Math.max(1, extent)));
  const threads = threadsFor(traits, root.size * passes * operationsPerElement(group));
  const shared =
    outerSize * innerSize > 1 ? loopToShare([outerSize, innerSize], threads) : undefined;
  loopOver(builder, shared === 0, [0, outerSize, 1], (av) => {
    const a = indices.variable(av, 0, outerSize - 1);
    loopOver(builder, shared === 1, [0, innerSize, 1], (bv) => {
      const b = indices.variable(bv, 0, innerSize - 1);
      builder.loop(0, extent, 1, (iv) => {
        const i = indices.variable(iv, 0, extent - 1);
        const key = keyOf(elements.arithmetic, elements.at(root.inputs[0]!, at(a, i, b)));
        const own = pairAt(frame, halves[0], iv);
        const ordered = descending ? elements.arithmetic.binary("xor", key, -1) : key;
        builder.store("int32", own, 0, ordered);
        builder.store("int32", own, 4, iv);
      });
      let from: 0 | 1 = 0;
      for (let width = 1; width < extent; width *= 2) {
        mergeRuns(frame, { from: halves[from], to: halves[1 - from]!, width, extent });
        from = from === 0 ? 1 : 0;
      }
      builder.loop(0, extent, 1, (iv) => {
        const i = indices.variable(iv, 0, extent - 1);
        const position = indices.ravel(at(a, i, b), shape);
        const sorted = load("int32", pairAt(frame, halves[from], iv), 4, 1);
        const place = { dtype: "int32", pointer: frame.outputs[0]!, position, lanes: 1 } as const;
        storeAt(frame.context, place, builder.let(sorted));
      });
    });
  });
  return frame.finish();
}

/** An int32 that rises as the element does: floats by their bits, zeros of either sign equal, NaN last. */
function keyOf(m: Arithmetic, x: Expression): Expression {
  switch (x.scalar) {
    case "f32": {
      const bits = m.bitcast(m.add(x, 0), "i32");
      const rising = m.select(m.binary("lt", bits, 0), m.binary("xor", bits, 0x7fffffff), bits);
      return m.select(m.binary("ne", x, x), 0x7fffffff, rising);
    }
    case "u32":
      return m.binary("xor", m.bitcast(x, "i32"), -0x80000000);
    case "mask":
      return m.convert(x, "i32");
    default:
      return x;
  }
}

function pairAt({ context: { builder } }: Frame, half: Expression, i: Expression): Expression {
  return builder.let(binary("add", half, binary("mul", i, integer(pair))));
}

interface Runs {
  readonly from: Expression;
  readonly to: Expression;
  readonly width: number;
  readonly extent: number;
}

/** Merges neighbouring runs of `width` pairs. */
function mergeRuns(frame: Frame, { from, to, width, extent }: Runs): void {
  const { builder } = frame.context;
  const bounded = (i: Expression): Expression =>
    builder.let(binary("min", builder.let(i), integer(extent)));
  const back = (end: Expression): Expression => builder.let(binary("add", end, integer(-pair)));
  builder.loop(0, extent, 2 * width, (low) => {
    builder.outlineWith([low, from, to], (start, source, target) => {
      const middle = bounded(binary("add", start, integer(width)));
      const high = bounded(binary("add", start, integer(2 * width)));
      const leftEnd = pairAt(frame, source, middle);
      const rightEnd = pairAt(frame, source, high);
      const [lastLeft, lastRight] = [back(leftEnd), back(rightEnd)];
      const left = builder.mutable(pairAt(frame, source, start));
      const right = builder.mutable(leftEnd);
      builder.walk(pairAt(frame, target, start), pairAt(frame, target, high), pair, (out) => {
        const nearest = (p: Variable, last: Expression): Expression =>
          builder.let(binary("min", p, last));
        const [l, r] = [nearest(left, lastLeft), nearest(right, lastRight)];
        const key = (p: Expression): Expression => builder.let(load("int32", p, 0, 1));
        const inOrder = binary("le", key(l), key(r));
        const takesLeft = builder.let(
          binary(
            "and",
            binary("lt", left, leftEnd),
            binary("or", binary("ge", right, rightEnd), inOrder),
          ),
        );
        const taken = builder.let(select(takesLeft, l, r));
        builder.store("int32", out, 0, load("int32", taken, 0, 1));
        builder.store("int32", out, 4, load("int32", taken, 4, 1));
        const step = builder.let(select(takesLeft, integer(pair), integer(0)));
        builder.assign(left, binary("add", left, step));
        builder.assign(right, binary("sub", binary("add", right, integer(pair)), step));
      });
    });
  });
}
