import { fail } from "../base/errors.ts";
import { formatShape } from "../base/shape.ts";
import type { Operand } from "../graph/value.ts";
import { add } from "./add.ts";
import { builderFor, scalar, toOperand, type OperandLike } from "./convert.ts";
import { reshape } from "./reshape.ts";

type Pair = number | readonly [number, number];

/** How patches lie in an image. */
export interface FoldOptions {
  /** Distance of neighbours inside a patch. Default 1. */
  readonly dilation?: Pair | undefined;
  /** Zeros around the image. Default 0. */
  readonly padding?: Pair | undefined;
  /** Distance of neighbouring patches. Default 1. */
  readonly stride?: Pair | undefined;
}

const pairOf = (x: Pair): readonly [number, number] => (typeof x === "number" ? [x, x] : x);

/** Where patches lie along rows and columns. */
interface Layout {
  readonly kernel: readonly [number, number];
  readonly dilation: readonly [number, number];
  readonly padding: readonly [number, number];
  readonly stride: readonly [number, number];
  /** How many patches stand one below the other, and side by side. */
  readonly counts: readonly [number, number];
}

function layoutOf(
  where: string,
  size: readonly [number, number],
  kernelSize: Pair,
  options: FoldOptions,
): Layout {
  const [kernel, dilation, padding, stride] = [
    kernelSize,
    options.dilation ?? 1,
    options.padding ?? 0,
    options.stride ?? 1,
  ].map(pairOf) as [Layout["kernel"], Layout["kernel"], Layout["kernel"], Layout["kernel"]];
  const counts = size.map(
    (extent, i) =>
      Math.floor((extent + 2 * padding[i]! - dilation[i]! * (kernel[i]! - 1) - 1) / stride[i]!) + 1,
  );
  if (counts.some((count) => !(count >= 1))) {
    fail("shape", {
      where,
      expected: "room for a patch",
      received: `patches ${formatShape(kernel)} in ${formatShape(size)}`,
    });
  }
  return { kernel, dilation, padding, stride, counts: counts as [number, number] };
}

/** The rows and columns of the padded image that one place of all patches takes: starts and limits. */
function placeOf(
  { dilation, stride, counts }: Layout,
  at: readonly [number, number],
): {
  readonly starts: readonly number[];
  readonly limits: readonly number[];
} {
  const starts = at.map((place, i) => place * dilation[i]!);
  return { starts, limits: starts.map((start, i) => start + (counts[i]! - 1) * stride[i]! + 1) };
}

function places({ kernel }: Layout): (readonly [number, number])[] {
  return Array.from(
    { length: kernel[0] * kernel[1] },
    (_, i) => [Math.floor(i / kernel[1]), i % kernel[1]] as const,
  );
}

/** Images of patches that are added where they overlap: [n, c · kernel, patches] -> [n, c, outputSize]. */
export function fold(
  x: OperandLike,
  outputSize: Pair,
  kernelSize: Pair,
  options: FoldOptions = {},
): Operand {
  const operand = toOperand(x);
  const size = pairOf(outputSize);
  const layout = layoutOf("fold", size, kernelSize, options);
  const { kernel, padding, stride, counts } = layout;
  const [n, rows, columns] = operand.shape as [number, number, number];
  const [c, patches] = [rows / (kernel[0] * kernel[1]), counts[0] * counts[1]];
  if (operand.rank !== 3 || !Number.isInteger(c) || columns !== patches) {
    fail("shape", {
      where: "fold",
      expected: `[n, c · ${kernel[0] * kernel[1]}, ${patches}]`,
      received: formatShape(operand.shape),
    });
  }
  const builder = builderFor("fold", [operand]);
  const parts = reshape(operand, [n, c, kernel[0] * kernel[1], ...counts]);
  const whole = size.map((extent, i) => extent + 2 * padding[i]!);
  const spread = places(layout).map((at, i) => {
    const { starts, limits } = placeOf(layout, at);
    const part = builder.emit("slice", [parts], {
      starts: [0, 0, i, 0, 0],
      limits: [n, c, i + 1, ...counts],
      strides: [1, 1, 1, 1, 1],
    });
    // What the frame holds is cut off by negative padding.
    return builder.emit("pad", [reshape(part, [n, c, ...counts]), scalar(0, operand.dtype)], {
      low: [0, 0, ...starts.map((start, axis) => start - padding[axis]!)],
      high: [0, 0, ...limits.map((limit, axis) => whole[axis]! - limit - padding[axis]!)],
      interior: [0, 0, ...stride.map((step) => step - 1)],
    });
  });
  return spread.reduce((sum, part) => add(sum, part));
}
