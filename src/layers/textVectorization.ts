import type { DType } from "../base/dtype.ts";
import { floatx } from "../base/floatx.ts";
import { fail } from "../base/errors.ts";
import { formatShape } from "../base/shape.ts";
import { Tensor } from "../tensor/tensor.ts";
import type { Texts } from "../tensor/texts.ts";
import { expectDense, expectMode } from "./encodeCategories.ts";
import { HostLayer, type HostData } from "./hostLayer.ts";
import { currentMode, textsOf, type LookupMode } from "./indexLookup.ts";
import { layerOptions, type LayerOptions } from "./layer.ts";
import { StringLookup, textBatches, type TextBatches } from "./stringLookup.ts";
import type { PartialShape } from "./symbolic.ts";

/** How a text is made uniform before it is cut. */
export type Standardize =
  | "lower_and_strip_punctuation"
  | "lower"
  | "strip_punctuation"
  | ((text: string) => string);

/** How a text is cut. */
export type Split = "whitespace" | "character" | ((text: string) => readonly string[]);

/** Options of `textVectorization`. */
export interface TextVectorizationOptions extends LayerOptions {
  /** At most so many entries, those for padding and the unknown included. Default null: any number. */
  readonly maxTokens?: number | null | undefined;
  /** Default "lower_and_strip_punctuation"; null: texts stay as they are. */
  readonly standardize?: Standardize | null | undefined;
  /** Default "whitespace"; null: texts stay whole. */
  readonly split?: Split | null | undefined;
  /** How many neighbours are joined to tokens: all numbers up to this one, or those in a list. Default null: one. */
  readonly ngrams?: number | readonly number[] | null | undefined;
  /** Default "int": the tokens' indices in order. */
  readonly outputMode?: LookupMode | undefined;
  /** To how many tokens texts are cut or padded in mode "int". Default null: as many as the longest has. */
  readonly outputSequenceLength?: number | null | undefined;
  /** Whether rows are `maxTokens` long whatever was learned. Default false. */
  readonly padToMaxTokens?: boolean | undefined;
  /** Default null: learned by `adapt`. */
  readonly vocabulary?: readonly string[] | null | undefined;
  /** What each entry counts for in mode "tf_idf". Default null. */
  readonly idfWeights?: readonly number[] | null | undefined;
  /** Only false is built. */
  readonly sparse?: boolean | undefined;
  /** Only false is built. */
  readonly ragged?: boolean | undefined;
  /** Only "utf-8" is built. */
  readonly encoding?: "utf-8" | undefined;
  /** How many entries a saved layer had. */
  readonly vocabularySize?: number | null | undefined;
}

const defaults = {
  maxTokens: null,
  standardize: "lower_and_strip_punctuation",
  split: "whitespace",
  ngrams: null,
  outputMode: "int",
  outputSequenceLength: null,
  padToMaxTokens: false,
  sparse: false,
  ragged: false,
  vocabulary: null,
  idfWeights: null,
  encoding: "utf-8",
  vocabularySize: null,
} as const;

type TextVectorizationConfig = LayerOptions & {
  readonly [Key in keyof typeof defaults]: Exclude<TextVectorizationOptions[Key], undefined>;
};

const punctuation = /[!"#$%&()*+,\-./:;<=>?@[\\\]^_`{|}~']/gu;

/** ASCII letters only, as TensorFlow does it without an encoding. */
const lowered = (text: string): string =>
  text.replaceAll(/[A-Z]/gu, (letter) => letter.toLowerCase());

/** Texts as the indices of their words, or as counts of words: [batch] or [batch, 1] -> [batch, words]. */
export class TextVectorization extends HostLayer<TextVectorizationConfig> {
  static override readonly className = "TextVectorization";
  readonly #lookup: StringLookup;

  constructor(options: TextVectorizationOptions = {}) {
    const all = layerOptions("TextVectorization", defaults, options);
    const outputMode = currentMode(all.outputMode ?? "int");
    super({ ...all, outputMode });
    const { maxTokens, vocabulary, idfWeights, padToMaxTokens, sparse, ragged } = this.options;
    expectDense(this.label, sparse || ragged);
    expectMode(this.label, outputMode, ["int", "one_hot", "multi_hot", "count", "tf_idf"]);
    this.#check();
    this.#lookup = new StringLookup({
      name: `${this.name}_lookup`,
      maxTokens,
      vocabulary,
      idfWeights,
      padToMaxTokens,
      maskToken: "",
      outputMode,
    });
  }

  #check(): void {
    const { standardize, split, ngrams, outputMode, outputSequenceLength: length } = this.options;
    const refuse = (name: string, expected: string, received: unknown): never =>
      fail("option", {
        where: `${this.label}: ${name}`,
        expected,
        received: JSON.stringify(received),
      });
    const modes: readonly unknown[] = [
      "lower_and_strip_punctuation",
      "lower",
      "strip_punctuation",
      null,
    ];
    if (typeof standardize !== "function" && !modes.includes(standardize))
      refuse("standardize", `one of ${modes.join(", ")} or a function`, standardize);
    const cuts: readonly unknown[] = ["whitespace", "character", null];
    if (typeof split !== "function" && !cuts.includes(split))
      refuse("split", `one of ${cuts.join(", ")} or a function`, split);
    const sizes = Array.isArray(ngrams) ? (ngrams as readonly unknown[]) : [ngrams ?? 1];
    if (!sizes.every((size) => Number.isInteger(size) && (size as number) >= 1))
      refuse("ngrams", "a whole number of 1 or more, or a list of such", ngrams);
    if (length === null) return;
    if (outputMode !== "int") refuse("outputSequenceLength", 'outputMode "int"', outputMode);
    if (!(Number.isInteger(length) && length >= 1))
      refuse("outputSequenceLength", "a whole number of 1 or more", length);
  }

  #standardized(text: string): string {
    const { standardize } = this.options;
    if (typeof standardize === "function") return standardize(text);
    if (standardize === null) return text;
    const cased = standardize === "strip_punctuation" ? text : lowered(text);
    return standardize === "lower" ? cased : cased.replaceAll(punctuation, "");
  }

  #tokens(text: string): readonly string[] {
    const { split } = this.options;
    if (split === null) return [text];
    if (typeof split === "function") return split(text);
    if (split === "character") return Array.from(text);
    return text.split(/[ \t\n\v\f\r]+/u).filter((word) => word !== "");
  }

  #joined(words: readonly string[]): readonly string[] {
    const { ngrams } = this.options;
    if (ngrams === null) return words;
    const sizes =
      typeof ngrams === "number" ? Array.from({ length: ngrams }, (_, i) => i + 1) : ngrams;
    return sizes.flatMap((size) =>
      Array.from({ length: Math.max(0, words.length - size + 1) }, (_, i) =>
        words.slice(i, i + size).join(" "),
      ),
    );
  }

  /** The tokens of each row. */
  #rows(texts: Texts): readonly (readonly string[])[] {
    const { shape, data } = texts;
    const { split } = this.options;
    if (split === null && shape.length > 1) {
      const width = data.length / shape[0]!;
      return Array.from({ length: shape[0]! }, (_, row) =>
        this.#joined(
          data.slice(row * width, (row + 1) * width).map((text) => this.#standardized(text)),
        ),
      );
    }
    if (shape.length > 2 || (shape.length === 2 && shape[1] !== 1)) {
      fail("shape", {
        where: this.label,
        expected: "texts [batch] or [batch, 1]",
        received: formatShape(shape),
      });
    }
    return data.map((text) => this.#joined(this.#tokens(this.#standardized(text))));
  }

  /** Learns the vocabulary of texts. */
  adapt(data: TextBatches): void {
    const batches = Array.from(textBatches(data), (batch) => this.#rows(batch));
    this.#lookup.adaptTokens(batches);
  }

  /** The entries by index; without special tokens only those that were given or learned. */
  getVocabulary(includeSpecialTokens = true): (string | null)[] {
    return this.#lookup.getVocabulary(includeSpecialTokens);
  }

  /** How many indices there are. */
  vocabularySize(): number {
    return this.#lookup.vocabularySize();
  }

  /** Sets the vocabulary. */
  setVocabulary(vocabulary: readonly string[], idfWeights: readonly number[] | null = null): void {
    this.#lookup.setVocabulary(vocabulary, idfWeights);
  }

  override compute([data]: readonly HostData[]): HostData {
    const { outputMode, outputSequenceLength, split } = this.options;
    this.#lookup.expectVocabulary(this.label);
    const texts = textsOf(this.label, data!);
    const rows = this.#rows(texts);
    const longest = Math.max(0, ...rows.map(({ length }) => length));
    const width = outputSequenceLength ?? longest;
    // Padding is what stands for a missing token: 0, or nothing that counts.
    const filler = outputMode === "int" ? 0 : -1;
    const indices = new Int32Array(rows.length * width).fill(filler);
    rows.forEach((row, i) => {
      const kept = outputMode === "int" ? row.slice(0, width) : row;
      indices.set(this.#lookup.indicesOf(kept), i * width);
    });
    if (texts.shape.length === 0) return this.#finish(indices, [width]);
    const isFlat = split === null && texts.shape.length === 1 && outputSequenceLength === null;
    return this.#finish(indices, isFlat && width === 1 ? [rows.length] : [rows.length, width]);
  }

  #finish(indices: Int32Array, shape: readonly number[]): Tensor {
    return this.#lookup.encoded(new Tensor(indices, shape, "int32"));
  }

  protected override outputShape([shape]: readonly PartialShape[]): PartialShape {
    const { outputMode, outputSequenceLength, padToMaxTokens, maxTokens } = this.options;
    const batch = shape![0] ?? null;
    const isWhole = this.options.split === null && outputSequenceLength === null;
    if (outputMode === "int") return isWhole ? shape! : [batch, outputSequenceLength];
    const depth = padToMaxTokens ? maxTokens : this.vocabularySize();
    return outputMode === "one_hot" ? [batch, null, depth] : [batch, depth];
  }

  protected override get outputDType(): DType {
    return this.options.outputMode === "tf_idf" ? floatx() : "int32";
  }

  /** What was given or learned, and how many entries there are. */
  override getConfig(): Record<string, unknown> {
    const { vocabulary, idfWeights } = this.#lookup.known;
    const told = vocabulary === null ? this.options.vocabularySize : null;
    const size = told ?? this.vocabularySize();
    return { ...super.getConfig(), vocabulary, idf_weights: idfWeights, vocabulary_size: size };
  }

  /** Of texts Keras tells no shape. */
  override get savedBuild(): Readonly<Record<string, unknown>> {
    return { input_shape: this.builtShape ?? null };
  }
}

/** `const layer = textVectorization(); layer.adapt(["foo bar", "bar baz"])` */
export const textVectorization = (options: TextVectorizationOptions = {}): TextVectorization =>
  new TextVectorization(options);
