import { parseCsv } from "../formats/csv.ts";
import { tensor } from "../eager/tensor.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { ClassNames } from "./classNames.ts";
import { type DatasetOptions, loadPublishedFile } from "./publishedFile.ts";

/** Fisher's iris flowers. */
export interface Iris {
  /** float32 [150, 4], in centimetres. */
  readonly features: Tensor;
  /** int32 [150]: 50 of each class, in order. */
  readonly labels: Tensor;
  /** "sepal length (cm)" and so on, one per column. */
  readonly featureNames: readonly string[];
  /** "setosa", "versicolor", "virginica". */
  readonly classNames: ClassNames;
}

const file = {
  name: "iris.csv",
  bytes: 2734,
  sha256: "f13ffa8fdd56fd8e6c8d16d4081a3fbd3114bcd0aae4256c43205169cd9d1449",
};

/** Loads the iris data (R. A. Fisher 1936), which comes with the package. Throws "file" or "checksum" when they are damaged. */
export async function iris(options: DatasetOptions = {}): Promise<Iris> {
  const packaged = [new URL("../../data/iris.csv", import.meta.url)];
  const set = { loader: "iris", folder: "iris", packaged, url: undefined };
  const text = new TextDecoder().decode(await loadPublishedFile(set, file, options));
  const { header, rows, columns, data } = parseCsv(text, { file: file.name });
  const width = columns - 1;
  const features = new Float32Array(rows * width);
  const labels = new Int32Array(rows);
  for (let row = 0; row < rows; row++) {
    features.set(data.subarray(row * columns, row * columns + width), row * width);
    labels[row] = data[row * columns + width]!;
  }
  return {
    features: tensor(features, { shape: [rows, width] }),
    labels: tensor(labels, { shape: [rows] }),
    featureNames: [
      "sepal length (cm)",
      "sepal width (cm)",
      "petal length (cm)",
      "petal width (cm)",
    ],
    classNames: ClassNames.of(...header.slice(2)) as ClassNames, // behind the counts of rows and features
  };
}
