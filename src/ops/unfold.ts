import { fail } from "../base/errors.ts";
import { formatShape } from "../base/shape.ts";
import type { Operand } from "../graph/value.ts";
import { placesOf, still } from "../graph/window.ts";
import { stack } from "./concatenate.ts";
import { builderFor, toOperand, type OperandLike } from "./convert.ts";
import { pad } from "./pad.ts";
import { reshape } from "./reshape.ts";
import { perAxis, type PerAxis } from "./spatial.ts";

/** Which blocks are taken. */
export interface UnfoldOptions {
  /** Distance of neighbours in a block. Default 1. */
  readonly dilation?: PerAxis | undefined;
  /** Zeros around the image. Default 0. */
  readonly padding?: PerAxis | undefined;
  /** Steps from block to block. Default 1. */
  readonly stride?: PerAxis | undefined;
}

/** Blocks of images as columns: [n, c, h, w] -> [n, c · kernel height · kernel width, number of blocks]. */
export function unfold(
  inputs: OperandLike,
  kernelSize: PerAxis,
  { dilation = 1, padding = 0, stride = 1 }: UnfoldOptions = {},
): Operand {
  const where = "unfold";
  const given = toOperand(inputs);
  if (given.rank !== 4)
    fail("shape", { where, expected: "images [n, c, h, w]", received: formatShape(given.shape) });
  const rank = 2;
  const sizes = perAxis(where, "kernelSize", kernelSize, { rank });
  const dilations = perAxis(where, "dilation", dilation, { rank });
  const widths = perAxis(where, "padding", padding, { rank, minimum: 0 });
  const strides = perAxis(where, "stride", stride, { rank });
  const [high, wide] = widths as [number, number];
  const x = pad(given, [
    [0, 0],
    [0, 0],
    [high, high],
    [wide, wide],
  ]);
  const places = sizes.map((size, i) =>
    placesOf(x.shape[i + 2]!, size, { ...still, stride: strides[i]!, dilation: dilations[i]! }),
  );
  if (places.includes(0)) {
    fail("shape", {
      where,
      expected: `images that hold a block of ${formatShape(sizes)}`,
      received: formatShape(x.shape.slice(2)),
    });
  }
  const builder = builderFor(where, [x]);
  const blocks: Operand[] = [];
  for (let row = 0; row < sizes[0]!; row++) {
    for (let column = 0; column < sizes[1]!; column++) {
      const starts = [0, 0, row * dilations[0]!, column * dilations[1]!];
      const spans = places.map((count, i) => (count - 1) * strides[i]! + 1);
      const limits = [x.shape[0]!, x.shape[1]!, starts[2]! + spans[0]!, starts[3]! + spans[1]!];
      blocks.push(builder.emit("slice", [x], { starts, limits, strides: [1, 1, ...strides] }));
    }
  }
  const [n, c] = x.shape as [number, number];
  return reshape(stack(blocks, { axis: 2 }), [n, c * blocks.length, places[0]! * places[1]!]);
}
