import { fail } from "../../base/errors.ts";
import { expectDataFormat, type DataFormat } from "../../base/imageDataFormat.ts";
import { formatShape } from "../../base/shape.ts";
import type { Operand } from "../../graph/value.ts";
import { toOperand, type OperandLike } from "../convert.ts";
import { expandDims, squeeze } from "../reshape.ts";

/** Where the channels of images stand. */
export interface ImageOptions {
  /** Default: the one of `setImageDataFormat`. */
  readonly dataFormat?: DataFormat | null | undefined;
}

/** Images with a batch axis, and which axes are which. */
export interface ImageBatch {
  readonly x: Operand;
  readonly format: DataFormat;
  /** The axes of rows, columns and channels. */
  readonly rows: number;
  readonly columns: number;
  readonly channels: number;
  /** Takes the batch axis away again, if there was none. */
  readonly finish: (result: Operand) => Operand;
}

/** One image or a batch of them. Throws on any other rank. */
export function imageBatch(
  where: string,
  images: OperandLike,
  { dataFormat }: ImageOptions,
): ImageBatch {
  const operand = toOperand(images);
  const format = expectDataFormat(where, dataFormat);
  if (operand.rank !== 3 && operand.rank !== 4) {
    fail("shape", {
      where,
      expected: "an image of rank 3 or a batch of rank 4",
      received: formatShape(operand.shape),
    });
  }
  const isLast = format === "channels_last";
  const isSingle = operand.rank === 3;
  return {
    x: isSingle ? expandDims(operand, 0) : operand,
    format,
    rows: isLast ? 1 : 2,
    columns: isLast ? 2 : 3,
    channels: isLast ? 3 : 1,
    finish: (result) => (isSingle ? squeeze(result, { axis: 0 }) : result),
  };
}
