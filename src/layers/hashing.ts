import { isFloat, type DType } from "../base/dtype.ts";
import { floatx } from "../base/floatx.ts";
import { fail } from "../base/errors.ts";
import { Tensor } from "../tensor/tensor.ts";
import {
  encodeCategories,
  expectDense,
  expectMode,
  type CategoryMode,
} from "./encodeCategories.ts";
import { HostLayer, type HostData } from "./hostLayer.ts";
import { bucketOf, wordsOf, type Salt } from "./indexLookup.ts";
import { layerOptions, type LayerOptions } from "./layer.ts";
import type { PartialShape } from "./symbolic.ts";

/** Options of `hashing`. */
export interface HashingOptions extends LayerOptions {
  /** What falls into a bin of its own, number 0. Default null: nothing. */
  readonly maskValue?: string | number | null | undefined;
  /** Makes the hash a keyed one (SipHash). Default null: FarmHash. */
  readonly salt?: Salt | null | undefined;
  /** Default "int": the bin's number. */
  readonly outputMode?: CategoryMode | undefined;
  /** Only false is built. */
  readonly sparse?: boolean | undefined;
}

type HashingConfig = LayerOptions & {
  readonly numBins: number;
  readonly salt: readonly [number, number] | null;
  readonly maskValue: string | number | null;
  readonly outputMode: CategoryMode;
  readonly sparse: boolean;
};

/** Texts or whole numbers in one of `numBins` bins, by a hash: the bins that TensorFlow gives. */
export class Hashing extends HostLayer<HashingConfig> {
  static override readonly className = "Hashing";
  static override readonly dtypes: readonly string[] = ["int32", "int64"];
  static override readonly savesBuildShape = true;

  constructor(options: HashingOptions & { readonly numBins: number }) {
    const own = { numBins: NaN, salt: null, maskValue: null, outputMode: "int", sparse: false };
    const all = layerOptions("Hashing", own, options);
    const dtype = options.dtype ?? (all.outputMode === "int" ? "int64" : floatx());
    super({ ...all, dtype, salt: wordsOf("hashing", all.salt) });
    const { numBins, outputMode, sparse } = this.options;
    expectDense(this.label, sparse);
    expectMode(this.label, outputMode, ["int", "one_hot", "multi_hot", "count"]);
    if (!(Number.isInteger(numBins) && numBins >= 1)) {
      fail("value", {
        where: `${this.label}: numBins`,
        expected: "a whole number of 1 or more",
        received: String(numBins),
      });
    }
    if (outputMode === "int" && isFloat(dtype as DType)) {
      fail("dtype", {
        where: this.label,
        expected: 'dtype "int32" or "int64" with outputMode "int"',
        received: `"${dtype}"`,
      });
    }
  }

  override compute([data]: readonly HostData[]): HostData {
    const { numBins, outputMode } = this.options;
    const tokens: Iterable<string | number> = data!.data;
    const bins = Int32Array.from(tokens, (token) => this.#binOf(token));
    const builder = data instanceof Tensor ? data.builder : undefined;
    const indices = new Tensor(bins, data!.shape, "int32", builder);
    return encodeCategories(indices, outputMode, numBins, this.outputDType) as Tensor;
  }

  #binOf(token: string | number): number {
    const { numBins, maskValue, salt } = this.options;
    const hasMask = maskValue !== null && numBins > 1;
    if (hasMask && token === maskValue) return 0;
    const text = typeof token === "number" ? String(Math.trunc(token)) : token;
    return hasMask ? 1 + bucketOf(text, numBins - 1, salt) : bucketOf(text, numBins, salt);
  }

  protected override outputShape([shape]: readonly PartialShape[]): PartialShape {
    const { numBins, outputMode } = this.options;
    if (outputMode === "int") return shape!;
    const isSpread = outputMode === "one_hot" && shape!.at(-1) !== 1;
    return [...(isSpread ? shape! : shape!.slice(0, -1)), numBins];
  }

  protected override get outputDType(): DType {
    const { dtype } = this.options as { readonly dtype: DType };
    return isFloat(dtype) ? dtype : "int32";
  }

  /** Of texts Keras tells no shape. */
  override get savedBuild(): Readonly<Record<string, unknown>> {
    return { input_shape: this.builtShape ?? null };
  }
}

/** `hashing(100)` */
export const hashing = (numBins: number, options: HashingOptions = {}): Hashing =>
  new Hashing({ ...options, numBins });
