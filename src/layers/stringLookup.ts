import type { DType } from "../base/dtype.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { Texts, type NestedTexts } from "../tensor/texts.ts";
import type { HostData } from "./hostLayer.ts";
import {
  currentMode,
  IndexLookup,
  lookupDefaults,
  textsOf,
  wordsOf,
  type IndexLookupConfig,
  type IndexLookupOptions,
} from "./indexLookup.ts";
import { layerOptions } from "./layer.ts";

/** Options of `stringLookup`. */
export interface StringLookupOptions extends IndexLookupOptions<string> {
  /** Only "utf-8" is built. */
  readonly encoding?: "utf-8" | undefined;
}

type StringLookupConfig = IndexLookupConfig<string> & { readonly encoding: string };

const defaults = {
  ...lookupDefaults,
  oovToken: "[UNK]",
  idfWeights: null,
  vocabulary: null,
  vocabularySize: null,
  oovMethod: "floormod",
  salt: null,
  encoding: "utf-8",
} as const;

/** Texts, or batches of texts. */
export type TextBatches = Texts | NestedTexts | Iterable<Texts | NestedTexts>;

/** The parts of what a layer of texts adapts to: texts in an array are one part. */
export function textBatches(data: TextBatches): Iterable<Texts> {
  if (typeof data === "string" || Array.isArray(data) || data instanceof Texts)
    return [Texts.of(data as Texts | NestedTexts)];
  return Array.from(data as Iterable<Texts | NestedTexts>, (part) => Texts.of(part));
}

/** Texts as the indices of a vocabulary, and back: `stringLookup({ vocabulary: ["a", "b"] })(["b", "z"])` gives 2, 0. */
export class StringLookup extends IndexLookup<string, StringLookupConfig> {
  static override readonly className = "StringLookup";

  constructor(options: StringLookupOptions = {}) {
    const all = layerOptions("StringLookup", defaults, options);
    super({
      ...all,
      outputMode: currentMode(all.outputMode ?? "int"),
      salt: wordsOf("stringLookup", all.salt),
    });
  }

  /** Learns the vocabulary of texts; of each row of them as a document, in mode "tf_idf". */
  adapt(data: TextBatches): void {
    this.resetState();
    for (const batch of textBatches(data)) {
      const { data: texts, shape } = batch;
      const rows = shape.length < 2 ? texts.map((text) => [text]) : rowsOf(texts, shape[0]!);
      this.count(rows);
    }
    this.finalizeState();
  }

  /** Counts documents of tokens that are cut already. */
  adaptTokens(batches: Iterable<readonly (readonly string[])[]>): void {
    this.resetState();
    for (const batch of batches) this.count(batch);
    this.finalizeState();
  }

  /** The indices of tokens. */
  indicesOf(tokens: readonly string[]): number[] {
    return tokens.map((token) => this.indexOf(token));
  }

  /** Indices in the layout of `outputMode`. */
  encoded(indices: Tensor): Tensor {
    return this.encode(indices);
  }

  protected override tokensOf(data: HostData): readonly string[] {
    return textsOf(this.label, data).data;
  }

  protected override dataOf(tokens: readonly string[], { shape }: Tensor): HostData {
    return new Texts(tokens, shape);
  }

  protected override get outputDType(): DType | "string" {
    return this.options.invert ? "string" : super.outputDType;
  }
}

function rowsOf(texts: readonly string[], count: number): string[][] {
  const width = texts.length / count;
  return Array.from({ length: count }, (_, i) => texts.slice(i * width, (i + 1) * width));
}

/** `stringLookup({ vocabulary: ["a", "b", "c"] })` */
export const stringLookup = (options: StringLookupOptions = {}): StringLookup =>
  new StringLookup(options);
