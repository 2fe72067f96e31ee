import { fail } from "../base/errors.ts";
import { expectDataFormat, type DataFormat } from "../base/imageDataFormat.ts";
import { formatShape } from "../base/shape.ts";
import type { Operand } from "../graph/value.ts";
import { toOperand, type OperandLike } from "./convert.ts";
import { reshape } from "./reshape.ts";
import { transpose } from "./transpose.ts";

/** Where the channels stand. */
export interface DataFormatOptions {
  /** "channels_last" (default): [n, h, w, c]; "channels_first": [n, c, h, w]. */
  readonly dataFormat?: DataFormat | null | undefined;
}

/** Extents [n, h, w, c] of an image tensor in either format. */
function extentsOf(
  where: string,
  x: Operand,
  last: boolean,
): readonly [number, number, number, number] {
  if (x.rank !== 4)
    fail("shape", { where, expected: "a rank of 4", received: formatShape(x.shape) });
  const [n, second, third, fourth] = x.shape as [number, number, number, number];
  return last ? [n, second, third, fourth] : [n, third, fourth, second];
}

function expectBlock(where: string, block: number, fits: boolean, x: Operand): void {
  if (Number.isInteger(block) && block >= 2 && fits) return;
  fail("shape", {
    where,
    expected: "a block of 2 or more that divides the extents",
    received: `${block} for ${formatShape(x.shape)}`,
  });
}

/** Channels laid out as blocks of pixels: [n, h, w, c · b²] -> [n, h · b, w · b, c]. */
export function depthToSpace(
  x: OperandLike,
  blockSize: number,
  options: DataFormatOptions = {},
): Operand {
  const operand = toOperand(x);
  const last =
    expectDataFormat("depthToSpace", options.dataFormat ?? "channels_last") === "channels_last";
  const [n, h, w, c] = extentsOf("depthToSpace", operand, last);
  const [b, depth] = [blockSize, c / blockSize ** 2];
  expectBlock("depthToSpace", b, Number.isInteger(depth), operand);
  return last
    ? reshape(transpose(reshape(operand, [n, h, w, b, b, depth]), { axes: [0, 1, 3, 2, 4, 5] }), [
        n,
        h * b,
        w * b,
        depth,
      ])
    : reshape(transpose(reshape(operand, [n, depth, b, b, h, w]), { axes: [0, 1, 4, 2, 5, 3] }), [
        n,
        depth,
        h * b,
        w * b,
      ]);
}

/** Blocks of pixels as channels: [n, h, w, c] -> [n, h / b, w / b, c · b²]. */
export function spaceToDepth(
  x: OperandLike,
  blockSize: number,
  options: DataFormatOptions = {},
): Operand {
  const operand = toOperand(x);
  const last =
    expectDataFormat("spaceToDepth", options.dataFormat ?? "channels_last") === "channels_last";
  const [n, h, w, c] = extentsOf("spaceToDepth", operand, last);
  const [b, rows, columns] = [blockSize, h / blockSize, w / blockSize];
  expectBlock("spaceToDepth", b, Number.isInteger(rows) && Number.isInteger(columns), operand);
  return last
    ? reshape(
        transpose(reshape(operand, [n, rows, b, columns, b, c]), { axes: [0, 1, 3, 2, 4, 5] }),
        [n, rows, columns, c * b * b],
      )
    : reshape(
        transpose(reshape(operand, [n, c, rows, b, columns, b]), { axes: [0, 1, 3, 5, 2, 4] }),
        [n, c * b * b, rows, columns],
      );
}
