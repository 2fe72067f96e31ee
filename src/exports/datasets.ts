/** Data sets and what prepares them: `hornet/datasets`. */
export { ClassNames } from "../data/classNames.ts";
export { digits, type Digits } from "../data/digits.ts";
export type { DownloadProgress } from "../data/download.ts";
export { fashionMnist, type FashionMnist, type LabelledImages } from "../data/fashionMnist.ts";
export { iris, type Iris } from "../data/iris.ts";
export type { DatasetOptions } from "../data/publishedFile.ts";
export { toCategorical } from "../data/toCategorical.ts";
export { normalize, type NormalizeOptions } from "../data/normalize.ts";
export { padSequences, type PadSequencesOptions } from "../data/padSequences.ts";
