import { uniqueName } from "../base/names.ts";
import { IntersectionOverUnion, type ClassesOptions } from "./ioU.ts";

/** Options of `OneHotIoU`. */
export interface OneHotIoUOptions extends ClassesOptions {
  /** The classes that are averaged. */
  readonly targetClassIds: readonly number[];
}

/** Intersection over union of the given classes: one-hot targets and one number per class, on `axis`. */
export class OneHotIoU extends IntersectionOverUnion<OneHotIoUOptions> {
  static override readonly className = "OneHotIoU";

  constructor(options: OneHotIoUOptions) {
    const name = options.name ?? uniqueName("one_hot_io_u");
    const defaults = { ignoreClass: null, sparseYPred: false, axis: -1 };
    super(options, { name, numClasses: 0, targetClassIds: [], ...defaults }, (all) => ({
      ...(all as { numClasses: number; targetClassIds: readonly number[] } & typeof defaults),
      sparseYTrue: false,
    }));
  }
}

/** `oneHotIoU(3, [0, 2])` */
export const oneHotIoU = (
  numClasses: number,
  targetClassIds: readonly number[],
  options: Omit<OneHotIoUOptions, "numClasses" | "targetClassIds"> = {},
): OneHotIoU => new OneHotIoU({ numClasses, targetClassIds, ...options });
