import { fail } from "../base/errors.ts";
import { Tensor, type TensorLike } from "../tensor/tensor.ts";
import { batchesOf, type Batches } from "./batches.ts";
import type { HostData } from "./hostLayer.ts";
import {
  currentMode,
  IndexLookup,
  lookupDefaults,
  wordsOf,
  type IndexLookupConfig,
  type IndexLookupOptions,
} from "./indexLookup.ts";
import { layerOptions } from "./layer.ts";

/** Options of `integerLookup`. */
export interface IntegerLookupOptions extends IndexLookupOptions<number> {
  /** Only "int64" is built, as in Keras; held as int32. */
  readonly vocabularyDtype?: "int64" | undefined;
}

type IntegerLookupConfig = IndexLookupConfig<number> & { readonly vocabularyDtype: "int64" };

const defaults = {
  ...lookupDefaults,
  oovToken: -1,
  vocabularyDtype: "int64",
  idfWeights: null,
  vocabulary: null,
  vocabularySize: null,
  oovMethod: "floormod",
  salt: null,
} as const;

/** Whole numbers as the indices of a vocabulary, and back: of [12, 36, 42] the number 36 gives 2, an unknown one 0. */
export class IntegerLookup extends IndexLookup<number, IntegerLookupConfig> {
  static override readonly className = "IntegerLookup";

  constructor(options: IntegerLookupOptions = {}) {
    const all = layerOptions("IntegerLookup", defaults, options);
    super({
      ...all,
      outputMode: currentMode(all.outputMode ?? "int"),
      salt: wordsOf("integerLookup", all.salt),
    });
    const { salt, oovMethod, vocabularyDtype } = this.options;
    if (salt !== null && oovMethod !== "farmhash")
      fail("option", {
        where: this.label,
        expected: 'oovMethod "farmhash", with salt',
        received: oovMethod,
      });
    if (vocabularyDtype !== "int64") {
      fail("option", {
        where: `${this.label}: vocabularyDtype`,
        expected: '"int64"',
        received: JSON.stringify(vocabularyDtype),
      });
    }
  }

  /** Learns the vocabulary of whole numbers; of each row of them as a document, in mode "tf_idf". */
  adapt(data: TensorLike | Batches): void {
    this.resetState();
    for (const batch of batchesOf(`${this.label}: adapt`, data)) {
      const width = batch.rank < 2 ? 1 : batch.size / batch.shape[0]!;
      const numbers = this.tokensOf(batch);
      this.count(
        Array.from({ length: numbers.length / width }, (_, i) =>
          numbers.slice(i * width, (i + 1) * width),
        ),
      );
    }
    this.finalizeState();
  }

  protected override tokensOf(data: HostData): readonly number[] {
    if (data instanceof Tensor) return Array.from(data.data, Math.trunc);
    return fail("data", { where: this.label, expected: "whole numbers", received: "texts" });
  }

  protected override dataOf(tokens: readonly number[], { shape, builder }: Tensor): HostData {
    return new Tensor(Int32Array.from(tokens), shape, "int32", builder);
  }
}

/** `integerLookup({ vocabulary: [12, 36, 42] })` */
export const integerLookup = (options: IntegerLookupOptions = {}): IntegerLookup =>
  new IntegerLookup(options);
