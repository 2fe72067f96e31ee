import { fail } from "../base/errors.ts";
import { uniqueName } from "../base/names.ts";
import { formatShape } from "../base/shape.ts";
import type { DType } from "../base/dtype.ts";
import type { Operand } from "../graph/value.ts";
import { emit } from "../graph/primitives.ts";
import type { Variable } from "../graph/variable.ts";
import { add, multiply } from "../ops/add.ts";
import { argmax } from "../ops/argmax.ts";
import { cast } from "../ops/cast.ts";
import { scalar, toOperand, type OperandLike } from "../ops/convert.ts";
import { epsilon } from "../base/epsilon.ts";
import { greaterEqual, less, notEqual } from "../ops/equal.ts";
import { logicalAnd } from "../ops/logicalAnd.ts";
import { scatterAdd } from "../ops/primitives/scatter.ts";
import { reshape } from "../ops/reshape.ts";
import { broadcastTo } from "../ops/tile.ts";
import { where } from "../ops/where.ts";
import { fullLike } from "../ops/zeros.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { Metric, type MetricDefaults, type MetricOptions } from "./metric.ts";

/** Options of all metrics of intersection over union. */
export interface SegmentationOptions extends Omit<MetricOptions, "dtype"> {
  /** The dtype of the counts; of whole numbers unless weights are fractions. Default "int32". */
  readonly dtype?: DType | "int" | "int64" | undefined;
}

/** Options of the metrics of several classes. */
export interface ClassesOptions extends SegmentationOptions {
  /** How many classes there are. */
  readonly numClasses: number;
  /** Targets of this class do not count. Default null: all count. */
  readonly ignoreClass?: number | null | undefined;
  /** Whether outputs are class numbers instead of one number per class. */
  readonly sparseYPred?: boolean | undefined;
  /** The axis of the classes, where there is one. Default -1. */
  readonly axis?: number | undefined;
}

/** Options of the metrics of several classes whose targets may be class numbers. */
export interface SparseClassesOptions extends ClassesOptions {
  /** Whether targets are class numbers instead of one-hot. Default true. */
  readonly sparseYTrue?: boolean | undefined;
}

/** Options of `IoU`. */
export interface IoUOptions extends SparseClassesOptions {
  /** The classes that are averaged. */
  readonly targetClassIds: readonly number[];
}

/** How class numbers are read, and which classes count. */
interface Reading {
  readonly numClasses: number;
  readonly targetClassIds: readonly number[];
  readonly ignoreClass: number | null;
  readonly sparseYTrue: boolean;
  readonly sparseYPred: boolean;
  readonly axis: number;
}

/** "int" and "int64" of Keras are int32 here. */
function countDType(dtype: SegmentationOptions["dtype"]): DType {
  return dtype === undefined || dtype === "int" || dtype === "int64" ? "int32" : dtype;
}

/**
 * The mean over classes of true positives / (true positives + false positives + false negatives), from the confusion
 * matrix of all samples. Classes that never occur do not count.
 */
export abstract class IntersectionOverUnion<
  Options extends SegmentationOptions,
> extends Metric<MetricOptions> {
  declare readonly options: MetricDefaults<Options> & { readonly dtype: DType };
  readonly #reading: Reading;
  readonly #matrix: Variable;

  constructor(options: Options, defaults: MetricDefaults<Options>, read: (all: object) => Reading) {
    const plain: MetricOptions = { ...options, dtype: countDType(options.dtype) };
    super(plain, defaults);
    this.#reading = read(this.options);
    const { numClasses, targetClassIds } = this.#reading;
    if (!Number.isInteger(numClasses) || numClasses < 1) {
      fail("option", {
        where: this.name,
        expected: "numClasses, a whole number of at least 1",
        received: String(numClasses),
      });
    }
    for (const id of targetClassIds) {
      if (Number.isInteger(id) && id >= 0 && id < numClasses) continue;
      fail("option", {
        where: this.name,
        expected: `targetClassIds from 0 to ${numClasses - 1}`,
        received: `${id}`,
      });
    }
    this.#matrix = this.addVariable("total_confusion_matrix", [numClasses, numClasses]);
  }

  override updateState(yTrue: OperandLike, yPred: OperandLike, sampleWeight?: OperandLike): void {
    const { numClasses, ignoreClass, sparseYTrue, sparseYPred } = this.#reading;
    const [t, p] = [
      this.#classNumbers(toOperand(yTrue), sparseYTrue),
      this.#classNumbers(toOperand(yPred), sparseYPred),
    ];
    if (t.size !== p.size) {
      fail("shape", {
        where: this.name,
        expected: "one class number per sample of targets and outputs",
        received: `${formatShape(toOperand(yTrue).shape)} and ${formatShape(toOperand(yPred).shape)}`,
      });
    }
    const isClass = (x: Operand): Operand => logicalAnd(greaterEqual(x, 0), less(x, numClasses));
    const known = logicalAnd(isClass(t), isClass(p));
    const counts = ignoreClass === null ? known : logicalAnd(known, notEqual(t, ignoreClass));
    const place = where(counts, add(multiply(t, numClasses), p), -1);
    const added = emit(scatterAdd, [place, this.#weights(sampleWeight, t)], {
      axis: 0,
      size: numClasses ** 2,
    });
    this.#matrix.assign(add(this.#matrix, reshape(added, [numClasses, numClasses])));
  }

  /** The class of each sample, [n] int32. */
  #classNumbers(x: Operand, isSparse: boolean): Operand {
    const whole = isSparse ? x : argmax(x, { axis: this.#reading.axis });
    return reshape(cast(whole, "int32"), [whole.size]);
  }

  #weights(given: OperandLike | undefined, targets: Operand): Operand {
    const { dtype } = this.#matrix;
    if (given === undefined) return cast(fullLike(targets, 1), dtype);
    const own = cast(toOperand(given), dtype);
    return broadcastTo(own.rank > 1 ? reshape(own, [own.size]) : own, targets.shape);
  }

  override result(): Tensor {
    const { numClasses: n, targetClassIds } = this.#reading;
    const counts = this.#matrix.data;
    let [total, classes] = [0, 0];
    for (const id of targetClassIds) {
      const right = counts[id * n + id]!;
      let union = -right;
      for (let other = 0; other < n; other++)
        union += counts[id * n + other]! + counts[other * n + id]!;
      if (union <= 1e-9) continue;
      total += right / (union + epsilon());
      classes++;
    }
    return scalar(total / (classes + epsilon()), "float32");
  }
}

const defaults = { ignoreClass: null, sparseYTrue: true, sparseYPred: true, axis: -1 } as const;

/** Intersection over union of the given classes: class numbers [batch, ...], or one number per class on `axis`. */
export class IoU extends IntersectionOverUnion<IoUOptions> {
  static override readonly className = "IoU";

  constructor(options: IoUOptions) {
    const name = options.name ?? uniqueName("io_u");
    const needed = { numClasses: 0, targetClassIds: [] };
    super(options, { name, ...needed, ...defaults }, (all) => all as Reading);
  }
}

/** `ioU(3, [0, 2])`: of classes 0 and 2 of three. */
export const ioU = (
  numClasses: number,
  targetClassIds: readonly number[],
  options: Omit<IoUOptions, "numClasses" | "targetClassIds"> = {},
): IoU => new IoU({ numClasses, targetClassIds, ...options });
