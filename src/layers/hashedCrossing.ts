import { isFloat, type DType } from "../base/dtype.ts";
import { floatx } from "../base/floatx.ts";
import { fail } from "../base/errors.ts";
import { fingerprint64, joinFingerprints } from "../base/fingerprint.ts";
import { formatShape, sameShape } from "../base/shape.ts";
import { Tensor } from "../tensor/tensor.ts";
import { encodeCategories, expectDense, expectMode } from "./encodeCategories.ts";
import { HostLayer, type HostData } from "./hostLayer.ts";
import { layerOptions, type LayerOptions } from "./layer.ts";
import type { PartialShape } from "./symbolic.ts";

/** Options of `hashedCrossing`. */
export interface HashedCrossingOptions extends LayerOptions {
  /** Default "int": the bin's number. */
  readonly outputMode?: "int" | "one_hot" | undefined;
  /** Only false is built. */
  readonly sparse?: boolean | undefined;
}

type HashedCrossingConfig = LayerOptions & {
  readonly numBins: number;
  readonly outputMode: "int" | "one_hot";
  readonly sparse: boolean;
};

/** The key that TensorFlow's crosses begin with. */
const seed = 0xdecafcaffen;
const encoder = new TextEncoder();

function wordOf(feature: string | number): bigint {
  return typeof feature === "number"
    ? BigInt.asUintN(64, BigInt(Math.trunc(feature)))
    : fingerprint64(encoder.encode(feature));
}

/** Several features of texts or whole numbers in one of `numBins` bins, by a hash of all: [batch] or [batch, 1] each. */
export class HashedCrossing extends HostLayer<HashedCrossingConfig> {
  static override readonly className = "HashedCrossing";
  static override readonly dtypes: readonly string[] = ["int32", "int64"];
  static override readonly savesBuildShape = true;
  protected override readonly takesSeveral = true;

  constructor(options: HashedCrossingOptions & { readonly numBins: number }) {
    const all = layerOptions(
      "HashedCrossing",
      { numBins: NaN, outputMode: "int", sparse: false },
      options,
    );
    const dtype = options.dtype ?? (all.outputMode === "int" ? "int64" : floatx());
    super({ ...all, dtype });
    const { numBins, outputMode, sparse } = this.options;
    expectDense(this.label, sparse);
    expectMode(this.label, outputMode, ["int", "one_hot"]);
    if (!(Number.isInteger(numBins) && numBins >= 1)) {
      fail("value", {
        where: `${this.label}: numBins`,
        expected: "a whole number of 1 or more",
        received: String(numBins),
      });
    }
  }

  override compute(inputs: readonly HostData[]): HostData {
    const { numBins, outputMode } = this.options;
    const [first] = inputs;
    if (inputs.length < 2)
      fail("value", {
        where: this.label,
        expected: "two inputs or more",
        received: `${inputs.length}`,
      });
    const { shape } = first!;
    const isRow = shape.length < 2 || (shape.length === 2 && shape[1] === 1);
    if (!isRow || !inputs.every((input) => sameShape(input.shape, shape))) {
      fail("shape", {
        where: this.label,
        expected: "inputs [], [batch] or [batch, 1], all of one shape",
        received: inputs.map((input) => formatShape(input.shape)).join(", "),
      });
    }
    const bins = Int32Array.from({ length: first!.data.length }, (_, row) => {
      const hash = inputs.reduce(
        (all, { data }) => joinFingerprints(all, wordOf(data[row]!)),
        seed,
      );
      return Number(hash % BigInt(numBins));
    });
    const builder = inputs.find((input) => input instanceof Tensor)?.builder;
    const indices = new Tensor(bins, shape, "int32", builder);
    return encodeCategories(indices, outputMode, numBins, this.outputDType) as Tensor;
  }

  protected override outputShape([shape]: readonly PartialShape[]): PartialShape {
    if (this.options.outputMode === "int") return shape!;
    return [...(shape!.at(-1) === 1 ? shape!.slice(0, -1) : shape!), this.options.numBins];
  }

  protected override get outputDType(): DType {
    const { dtype } = this.options as { readonly dtype: DType };
    return isFloat(dtype) ? dtype : "int32";
  }

  /** As Keras saves it: the dtype by its name, nothing about training. */
  override getConfig(): Record<string, unknown> {
    const { numBins, outputMode, sparse, dtype } = this.options;
    return { num_bins: numBins, output_mode: outputMode, sparse, name: this.name, dtype };
  }
}

/** `hashedCrossing(5)([["A", "B"], tensor([101, 102], { dtype: "int32" })])` */
export const hashedCrossing = (
  numBins: number,
  options: HashedCrossingOptions = {},
): HashedCrossing => new HashedCrossing({ ...options, numBins });
