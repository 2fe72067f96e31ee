import { fail } from "../base/errors.ts";
import type { Operand } from "../graph/value.ts";
import { cast } from "../ops/cast.ts";
import { encodeCategories, expectDense, expectMode } from "./encodeCategories.ts";
import { type CallContext, Layer, layerOptions, type LayerOptions } from "./layer.ts";

/** Options of `categoryEncoding`. */
export interface CategoryEncodingOptions extends LayerOptions {
  /** "one_hot" for each number, "multi_hot" or "count" for each row of numbers. Default "multi_hot". */
  readonly outputMode?: "one_hot" | "multi_hot" | "count" | undefined;
  /** Only false is built. */
  readonly sparse?: boolean | undefined;
}

type CategoryEncodingConfig = LayerOptions & {
  readonly numTokens: number;
  readonly outputMode: "one_hot" | "multi_hot" | "count";
};

/** Whole numbers 0 .. numTokens - 1 as rows of 0 and 1, or as counts: [batch, n] -> [batch, numTokens]. */
export class CategoryEncoding extends Layer<CategoryEncodingConfig> {
  static override readonly className = "CategoryEncoding";
  static override readonly savesBuildShape = true;

  constructor(options: CategoryEncodingOptions & { readonly numTokens: number }) {
    const { sparse = false, ...rest } = options;
    super(layerOptions("CategoryEncoding", { numTokens: NaN, outputMode: "multi_hot" }, rest));
    const { numTokens, outputMode } = this.options;
    expectDense(this.label, sparse);
    expectMode(this.label, outputMode, ["one_hot", "multi_hot", "count"]);
    if (!(Number.isInteger(numTokens) && numTokens >= 1)) {
      fail("value", {
        where: `${this.label}: numTokens`,
        expected: "a whole number of 1 or more",
        received: String(numTokens),
      });
    }
  }

  override call(x: Operand, { countWeights }: CallContext): Operand {
    const { numTokens, outputMode } = this.options;
    if (countWeights !== undefined && outputMode !== "count") {
      fail("option", {
        where: `${this.label}: countWeights`,
        expected: 'outputMode "count"',
        received: `"${outputMode}"`,
      });
    }
    const weights = countWeights === undefined ? undefined : cast(countWeights, "float32");
    return encodeCategories(x, outputMode, numTokens, "float32", weights);
  }
}

/** `categoryEncoding(4, { outputMode: "one_hot" })` */
export const categoryEncoding = (
  numTokens: number,
  options: CategoryEncodingOptions = {},
): CategoryEncoding => new CategoryEncoding({ ...options, numTokens });
