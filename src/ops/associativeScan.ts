import { fail } from "../base/errors.ts";
import { formatShape, normalizeAxis } from "../base/shape.ts";
import type { Operand } from "../graph/value.ts";
import { concatenate, stack } from "./concatenate.ts";
import { builderFor, reshapeWith } from "./convert.ts";
import { flip } from "./slice.ts";
import { leavesOf, type Nested, rebuild } from "./structure.ts";

/** In which order, and along which axis. */
export interface AssociativeScanOptions {
  /** From the last entry to the first. Default false. */
  readonly reverse?: boolean | undefined;
  /** Default 0. */
  readonly axis?: number | undefined;
}

/** Every `stride`-th entry of an axis from `start` on, without `limit`. */
function every(x: Operand, axis: number, start: number, limit: number, stride: number): Operand {
  const zeros = x.shape.map(() => 0);
  return builderFor("associativeScan", [x]).emit("slice", [x], {
    starts: zeros.with(axis, Math.min(start, limit)),
    limits: x.shape.with(axis, limit),
    strides: zeros.map(() => 1).with(axis, stride),
  });
}

/** a₀ b₀ a₁ b₁ .., where there are as many a as b, or one more. */
function interleave(a: Operand, b: Operand, axis: number): Operand {
  const [more, fewer] = [a.shape[axis]!, b.shape[axis]!];
  const filled = more === fewer ? b : concatenate([b, every(a, axis, more - 1, more, 1)], { axis });
  const pairs = stack([a, filled], { axis: axis + 1 });
  const flat = reshapeWith(
    builderFor("associativeScan", [pairs]),
    pairs,
    a.shape.with(axis, 2 * more),
  );
  return every(flat, axis, 0, more + fewer, 1);
}

/**
 * Element i is f(.. f(f(x₀, x₁), x₂) .., xᵢ) along an axis, for an associative f over slices of any length: a tree of
 * 2 log₂ n calls. `elems`: a tensor, or lists and records of tensors, which f takes and gives alike.
 */
export function associativeScan<T extends Nested>(
  f: (a: T, b: T) => T,
  elems: T,
  options: AssociativeScanOptions = {},
): T {
  const where = "associativeScan";
  const given = leavesOf(where, elems);
  const axis = normalizeAxis(where, options.axis ?? 0, Math.min(...given.map(({ rank }) => rank)));
  const lengths = new Set(given.map(({ shape }) => shape[axis]));
  if (lengths.size !== 1) {
    fail("shape", {
      where,
      expected: `tensors of one length on axis ${axis}`,
      received: given.map(({ shape }) => formatShape(shape)).join(", "),
    });
  }
  const turned = options.reverse === true ? given.map((x) => flip(x, { axis })) : given;
  const combine = (a: readonly Operand[], b: readonly Operand[]): Operand[] =>
    leavesOf(where, f(rebuild(elems, a), rebuild(elems, b)));
  const cut = (xs: readonly Operand[], start: number, limit: number, stride: number): Operand[] =>
    xs.map((x) => every(x, axis, start, limit, stride));
  const run = (xs: readonly Operand[]): readonly Operand[] => {
    const n = xs[0]!.shape[axis]!;
    if (n < 2) return xs;
    const odd = run(combine(cut(xs, 0, n - 1, 2), cut(xs, 1, n, 2)));
    const count = odd[0]!.shape[axis]!;
    const rest =
      n === 2
        ? undefined
        : combine(cut(odd, 0, n % 2 === 0 ? count - 1 : count, 1), cut(xs, 2, n, 2));
    return odd.map((b, i) => {
      const first = every(xs[i]!, axis, 0, 1, 1);
      const even = rest === undefined ? first : concatenate([first, rest[i]!], { axis });
      return interleave(even, b, axis);
    });
  };
  const result = run(turned);
  return rebuild(elems, options.reverse === true ? result.map((x) => flip(x, { axis })) : result);
}
