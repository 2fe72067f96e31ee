import { uniqueName } from "../base/names.ts";
import { IntersectionOverUnion, type SparseClassesOptions } from "./ioU.ts";

/** The numbers of all classes. */
export const allClasses = (count: number): number[] => Array.from({ length: count }, (_, i) => i);

/** Intersection over union, averaged over all classes: class numbers [batch, ...], or one number per class on `axis`. */
export class MeanIoU extends IntersectionOverUnion<SparseClassesOptions> {
  static override readonly className = "MeanIoU";

  constructor(options: SparseClassesOptions) {
    const name = options.name ?? uniqueName("mean_io_u");
    const defaults = { ignoreClass: null, sparseYTrue: true, sparseYPred: true, axis: -1 };
    super(options, { name, numClasses: 0, ...defaults }, (all) => {
      const own = all as Required<Omit<SparseClassesOptions, "dtype">> & typeof defaults;
      return { ...own, targetClassIds: allClasses(own.numClasses) };
    });
  }
}

/** `meanIoU(3)` */
export const meanIoU = (
  numClasses: number,
  options: Omit<SparseClassesOptions, "numClasses"> = {},
): MeanIoU => new MeanIoU({ numClasses, ...options });
