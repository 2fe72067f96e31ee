import { uniqueName } from "../base/names.ts";
import { IntersectionOverUnion, type ClassesOptions } from "./ioU.ts";
import { allClasses } from "./meanIoU.ts";

/** Intersection over union, averaged over all classes: one-hot targets and one number per class, on `axis`. */
export class OneHotMeanIoU extends IntersectionOverUnion<ClassesOptions> {
  static override readonly className = "OneHotMeanIoU";

  constructor(options: ClassesOptions) {
    const name = options.name ?? uniqueName("one_hot_mean_io_u");
    const defaults = { ignoreClass: null, sparseYPred: false, axis: -1 };
    super(options, { name, numClasses: 0, ...defaults }, (all) => {
      const own = all as { numClasses: number } & typeof defaults;
      return { ...own, sparseYTrue: false, targetClassIds: allClasses(own.numClasses) };
    });
  }
}

/** `oneHotMeanIoU(3)` */
export const oneHotMeanIoU = (
  numClasses: number,
  options: Omit<ClassesOptions, "numClasses"> = {},
): OneHotMeanIoU => new OneHotMeanIoU({ numClasses, ...options });
