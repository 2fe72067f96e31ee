/** Data sets and what prepares them: `hornet/datasets`. */
export { ClassNames } from "./classNames.ts";
export { digits, type Digits } from "./digits.ts";
export type { DownloadProgress } from "./download.ts";
export { fashionMnist, type FashionMnist, type LabelledImages } from "./fashionMnist.ts";
export { iris, type Iris } from "./iris.ts";
export type { DatasetOptions } from "./publishedFile.ts";
export { toCategorical } from "./toCategorical.ts";
