import { uniqueName } from "../base/names.ts";
import { cast } from "../ops/cast.ts";
import { toOperand, type OperandLike } from "../ops/convert.ts";
import { greaterEqual } from "../ops/equal.ts";
import { IntersectionOverUnion, type SegmentationOptions } from "./ioU.ts";
import { metricConstructor, type MetricConstructor } from "./metricFactory.ts";

/** Options of `BinaryIoU`. */
export interface BinaryIoUOptions extends SegmentationOptions {
  /** The classes that are averaged, of 0 and 1. Default [0, 1]. */
  readonly targetClassIds?: readonly number[] | undefined;
  /** Outputs at or above it mean class 1. Default 0.5. */
  readonly threshold?: number | undefined;
}

/** Intersection over union of the classes 0 and 1: targets 0 and 1, and outputs that a threshold divides, [batch, ...]. */
export class BinaryIoU extends IntersectionOverUnion<BinaryIoUOptions> {
  static override readonly className = "BinaryIoU";

  constructor(options: BinaryIoUOptions = {}) {
    const name = options.name ?? uniqueName("binary_io_u");
    super(options, { name, targetClassIds: [0, 1], threshold: 0.5 }, (all) => ({
      ...(all as { targetClassIds: readonly number[] }),
      numClasses: 2,
      ignoreClass: null,
      sparseYTrue: true,
      sparseYPred: true,
      axis: -1,
    }));
  }

  override updateState(yTrue: OperandLike, yPred: OperandLike, sampleWeight?: OperandLike): void {
    const isOne = greaterEqual(cast(toOperand(yPred), "float32"), this.options.threshold);
    super.updateState(yTrue, cast(isOne, "int32"), sampleWeight);
  }
}

/** `binaryIoU({ threshold: 0.4 })` */
export const binaryIoU: MetricConstructor<BinaryIoUOptions, BinaryIoU> =
  metricConstructor(BinaryIoU);
