import { parseCsv } from "../formats/csv.ts";
import { tensor } from "../eager/tensor.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { ClassNames } from "./classNames.ts";
import { type DatasetOptions, loadPublishedFile } from "./publishedFile.ts";

/** Handwritten digits in 8 by 8 pixels. */
export interface Digits {
  /** float32 [1797, 8, 8], from 0 (paper) to 16 (ink). */
  readonly images: Tensor;
  /** int32 [1797], the digit. */
  readonly labels: Tensor;
  /** "0" to "9". */
  readonly classNames: ClassNames;
}

const file = {
  name: "digits.csv",
  bytes: 264_712,
  sha256: "6ebb3d2fee246a4e99363262ddf8a00a3c41bee6014c373ed9d9216ba7f651b8",
};

/** Loads the digits (UCI, CC BY 4.0), which come with the package. Throws "file" or "checksum" when they are damaged. */
export async function digits(options: DatasetOptions = {}): Promise<Digits> {
  const packaged = [new URL("../../data/digits.csv.gz", import.meta.url)];
  const set = { loader: "digits", folder: "digits", packaged, url: undefined };
  const text = new TextDecoder().decode(await loadPublishedFile(set, file, options));
  const { rows, columns, data } = parseCsv(text, { file: file.name, header: false });
  const pixels = columns - 1;
  const images = new Float32Array(rows * pixels);
  const labels = new Int32Array(rows);
  for (let row = 0; row < rows; row++) {
    images.set(data.subarray(row * columns, row * columns + pixels), row * pixels);
    labels[row] = data[row * columns + pixels]!;
  }
  return {
    images: tensor(images, { shape: [rows, 8, 8] }),
    labels: tensor(labels, { shape: [rows] }),
    classNames: ClassNames.from("0123456789") as ClassNames,
  };
}
