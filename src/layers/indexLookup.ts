import type { DType } from "../base/dtype.ts";
import { floatx } from "../base/floatx.ts";
import { fail } from "../base/errors.ts";
import { fingerprint64, sipHash } from "../base/fingerprint.ts";
import { Operand } from "../graph/value.ts";
import { multiply } from "../ops/add.ts";
import { cast } from "../ops/cast.ts";
import { Tensor } from "../tensor/tensor.ts";
import { Texts } from "../tensor/texts.ts";
import {
  encodeCategories,
  expectDense,
  expectMode,
  type CategoryMode,
} from "./encodeCategories.ts";
import { HostLayer, type HostData } from "./hostLayer.ts";
import type { LayerOptions } from "./layer.ts";
import type { PartialShape } from "./symbolic.ts";

/** How looked up indices are written. */
export type LookupMode = CategoryMode | "tf_idf";

/** Two words of a key, or one for both. */
export type Salt = number | readonly [number, number];

/** What looking up texts and whole numbers has in common. */
export interface IndexLookupOptions<Token extends string | number> extends LayerOptions {
  /** At most so many entries, those that stand for missing and unknown ones included. Default null: any number. */
  readonly maxTokens?: number | null | undefined;
  /** How many indices the unknown share. Default 1. */
  readonly numOovIndices?: number | undefined;
  /** What stands for a missing entry. Default null: nothing. */
  readonly maskToken?: Token | null | undefined;
  /** What stands for the unknown, in the vocabulary and where indices are turned back. */
  readonly oovToken?: Token | null | undefined;
  /** Default null: learned by `adapt`. */
  readonly vocabulary?: readonly Token[] | null | undefined;
  /** What each entry counts for in mode "tf_idf". Default null. */
  readonly idfWeights?: readonly number[] | null | undefined;
  /** Whether indices are turned back. Default false. */
  readonly invert?: boolean | undefined;
  /** Default "int": the index. */
  readonly outputMode?: LookupMode | undefined;
  /** Whether rows are `maxTokens` long whatever was learned. Default false. */
  readonly padToMaxTokens?: boolean | undefined;
  /** Only false is built. */
  readonly sparse?: boolean | undefined;
  /** How unknown whole numbers share their indices; texts are always hashed. Default "floormod". */
  readonly oovMethod?: "floormod" | "farmhash" | undefined;
  /** Makes the hash a keyed one (SipHash). Default null. */
  readonly salt?: Salt | null | undefined;
  /** How many entries a saved layer had. */
  readonly vocabularySize?: number | null | undefined;
}

/** All options of a lookup, as they are saved. */
export type IndexLookupConfig<Token extends string | number> = LayerOptions & {
  readonly invert: boolean;
  readonly maxTokens: number | null;
  readonly numOovIndices: number;
  readonly oovToken: Token | null;
  readonly maskToken: Token | null;
  readonly outputMode: LookupMode;
  readonly sparse: boolean;
  readonly padToMaxTokens: boolean;
  readonly idfWeights: readonly number[] | null;
  readonly vocabulary: readonly Token[] | null;
  readonly vocabularySize: number | null;
  readonly oovMethod: "floormod" | "farmhash";
  readonly salt: readonly number[] | null;
};

/** Defaults of a lookup, in the order in which they are saved. */
export const lookupDefaults = {
  invert: false,
  maxTokens: null,
  numOovIndices: 1,
  oovToken: null,
  maskToken: null,
  outputMode: "int",
  sparse: false,
  padToMaxTokens: false,
} as const;

/** Keras's older names of modes. */
export function currentMode(mode: string): LookupMode {
  if (mode === "binary") return "multi_hot";
  return (mode === "tf-idf" ? "tf_idf" : mode) as LookupMode;
}

/** Both words of a key. */
export function wordsOf(where: string, salt: unknown): readonly [number, number] | null {
  if (salt === null || salt === undefined) return null;
  const words: readonly unknown[] = Array.isArray(salt) ? salt : [salt, salt];
  if (words.length === 2 && words.every((word) => Number.isInteger(word)))
    return words as readonly [number, number];
  return fail("value", {
    where: `${where}: salt`,
    expected: "a whole number or two",
    received: JSON.stringify(salt),
  });
}

const encoder = new TextEncoder();

/** Which of `buckets` a text falls into, as in TensorFlow: by FarmHash, or by SipHash under a key. */
export function bucketOf(text: string, buckets: number, salt: readonly number[] | null): number {
  const bytes = encoder.encode(text);
  const hash =
    salt === null ? fingerprint64(bytes) : sipHash(bytes, [BigInt(salt[0]!), BigInt(salt[1]!)]);
  return Number(hash % BigInt(buckets));
}

/** Ranks texts by their bytes, as Python sorts them. */
function compareTokens(a: string | number, b: string | number): number {
  if (typeof a === "number" && typeof b === "number") return a - b;
  const [one, other] = [encoder.encode(String(a)), encoder.encode(String(b))];
  const at = one.findIndex((byte, i) => byte !== other[i]);
  return at < 0 ? one.length - other.length : one[at]! - (other[at] ?? -1);
}

/** A vocabulary's entries by their place in it, with room in front for missing and unknown ones. */
export abstract class IndexLookup<
  Token extends string | number,
  Config extends IndexLookupConfig<Token>,
> extends HostLayer<Config> {
  #tokens: readonly Token[] = [];
  #places = new Map<Token, number>();
  #idfWeights: Float32Array | undefined;
  /** Whether the vocabulary was given, so that there is nothing to learn. */
  /** Whether `adapt` was called, if only on nothing. */
  #isLearned = false;
  readonly #isGiven: boolean;
  /** How often each entry was met, and in how many documents, since `resetState`. */
  readonly #counts = new Map<Token, number>();
  readonly #documentCounts = new Map<Token, number>();
  #documents = 0;

  constructor(options: Config) {
    super(options);
    this.#check();
    const { vocabulary, idfWeights } = options;
    this.#isGiven = vocabulary !== null;
    if (vocabulary !== null) this.setVocabulary(vocabulary, idfWeights);
  }

  /** The tokens of data. */
  protected abstract tokensOf(data: HostData): readonly Token[];

  /** Tokens as data. */
  protected abstract dataOf(tokens: readonly Token[], like: Tensor): HostData;

  #check(): void {
    const { maxTokens, numOovIndices, padToMaxTokens, outputMode, invert, sparse } = this.options;
    const where = this.label;
    expectDense(where, sparse);
    expectMode(where, outputMode, ["int", "one_hot", "multi_hot", "count", "tf_idf"]);
    const refuse = (name: string, expected: string, received: unknown): never =>
      fail("option", { where: `${where}: ${name}`, expected, received: JSON.stringify(received) });
    if (maxTokens !== null && !(maxTokens > 1)) refuse("maxTokens", "a number above 1", maxTokens);
    if (padToMaxTokens && maxTokens === null)
      refuse("maxTokens", "a number, with padToMaxTokens", null);
    if (!(Number.isInteger(numOovIndices) && numOovIndices >= 0))
      refuse("numOovIndices", "a whole number of 0 or more", numOovIndices);
    if (invert && outputMode !== "int") refuse("outputMode", '"int", with invert', outputMode);
    if (this.options.idfWeights !== null && outputMode !== "tf_idf")
      refuse("idfWeights", 'none, without outputMode "tf_idf"', this.options.idfWeights);
  }

  get #firstUnknown(): number {
    return this.options.maskToken !== null && this.options.outputMode === "int" ? 1 : 0;
  }

  get #firstToken(): number {
    return this.#firstUnknown + this.options.numOovIndices;
  }

  get #depth(): number {
    const { padToMaxTokens, maxTokens } = this.options;
    return padToMaxTokens && maxTokens !== null ? maxTokens : this.vocabularySize();
  }

  /** How many indices there are, those for missing and unknown entries included. */
  vocabularySize(): number {
    return this.#tokens.length + this.#firstToken;
  }

  /** The entries by index; without special tokens only those that were given or learned. */
  getVocabulary(includeSpecialTokens = true): (Token | null)[] {
    if (!includeSpecialTokens) return [...this.#tokens];
    const { maskToken, oovToken, numOovIndices } = this.options;
    const masks = Array.from({ length: this.#firstUnknown }, () => maskToken);
    return [...masks, ...Array.from({ length: numOovIndices }, () => oovToken), ...this.#tokens];
  }

  /** What each index counts for in mode "tf_idf". */
  get idfWeights(): readonly number[] | undefined {
    return this.#idfWeights === undefined ? undefined : [...this.#idfWeights];
  }

  /** Sets the vocabulary; the tokens for missing and unknown entries may stand in front. Throws on one that comes twice. */
  setVocabulary(vocabulary: readonly Token[], idfWeights: readonly number[] | null = null): void {
    const where = `${this.label}: setVocabulary`;
    const { maskToken, oovToken, numOovIndices, maxTokens, outputMode, invert } = this.options;
    if (!Array.isArray(vocabulary) || vocabulary.length === 0) {
      fail("value", {
        where,
        expected: "a list of at least one token",
        received: JSON.stringify(vocabulary),
      });
    }
    const isMissing = outputMode === "tf_idf" && idfWeights === null;
    if (isMissing) fail("option", { where, expected: "idfWeights", received: "none" });
    const first = this.#firstToken;
    const special = [
      ...Array.from({ length: this.#firstUnknown }, () => maskToken),
      ...Array.from({ length: numOovIndices }, () => oovToken),
    ];
    const hasSpecial =
      vocabulary.length >= first && special.every((token, i) => token === vocabulary[i]);
    const tokens: readonly Token[] = hasSpecial ? vocabulary.slice(first) : vocabulary;
    const twice = tokens.find((token, i) => tokens.indexOf(token) !== i);
    if (twice !== undefined && new Set(tokens).size < tokens.length)
      fail("value", {
        where,
        expected: "every token once",
        received: `${JSON.stringify(twice)} twice`,
      });
    for (const token of [maskToken, invert ? oovToken : null]) {
      if (token === null || !tokens.includes(token)) continue;
      fail("value", {
        where,
        expected: `no special token, or exactly ${JSON.stringify(special)} in front`,
        received: `${JSON.stringify(token)} at place ${vocabulary.indexOf(token)}`,
      });
    }
    if (maxTokens !== null && first + tokens.length > maxTokens) {
      fail("value", {
        where,
        expected: `at most ${maxTokens} entries (maxTokens)`,
        received: `${first + tokens.length}`,
      });
    }
    this.#learn(tokens);
    if (idfWeights !== null) this.#weigh(where, vocabulary.length, idfWeights, hasSpecial);
  }

  #learn(tokens: readonly Token[]): void {
    this.#tokens = [...tokens];
    this.#places = new Map(tokens.map((token, i) => [token, this.#firstToken + i]));
  }

  #weigh(where: string, size: number, weights: readonly number[], hasSpecial: boolean): void {
    if (weights.length !== size) {
      fail("shape", {
        where,
        expected: `${size} idfWeights, one per token`,
        received: `${weights.length}`,
      });
    }
    const mean = weights.reduce((sum, weight) => sum + weight, 0) / weights.length;
    this.#setWeights(weights, hasSpecial ? 0 : this.#firstToken, mean);
  }

  #setWeights(weights: readonly number[], front: number, mean: number): void {
    const all = [...Array.from({ length: front }, () => mean), ...weights];
    const { padToMaxTokens, maxTokens } = this.options;
    const size = padToMaxTokens ? (maxTokens ?? all.length) : all.length;
    this.#idfWeights = Float32Array.from({ length: size }, (_, i) => all[i] ?? 0);
  }

  /** Forgets what was counted. */
  resetState(): void {
    this.#counts.clear();
    this.#documentCounts.clear();
    this.#documents = 0;
  }

  /** Counts the tokens of documents. */
  protected count(documents: readonly (readonly Token[])[]): void {
    if (this.#isGiven) {
      fail("state", {
        where: `${this.label}: adapt`,
        expected: "a layer without a vocabulary",
        received: "one that was made with one",
      });
    }
    for (const tokens of documents) {
      for (const token of tokens) this.#counts.set(token, (this.#counts.get(token) ?? 0) + 1);
      for (const token of new Set(tokens))
        this.#documentCounts.set(token, (this.#documentCounts.get(token) ?? 0) + 1);
    }
    this.#documents += documents.length;
  }

  /** Makes the vocabulary of what was counted: the most frequent first, of equals the last in order. */
  protected finalizeState(): void {
    const { maskToken, oovToken, maxTokens, outputMode } = this.options;
    this.#isLearned = true;
    if (this.#counts.size === 0) return;
    for (const token of [maskToken, oovToken]) if (token !== null) this.#counts.delete(token);
    const all = [...this.#counts]
      .toSorted(([a, m], [b, n]) => n - m || compareTokens(b, a))
      .map(([token]) => token);
    const tokens = maxTokens === null ? all : all.slice(0, maxTokens - this.#firstToken);
    this.#learn(tokens);
    if (outputMode === "tf_idf") {
      const weights = tokens.map((token) =>
        Math.log(1 + this.#documents / (1 + (this.#documentCounts.get(token) ?? 0))),
      );
      const mean = weights.reduce((sum, weight) => sum + weight, 0) / weights.length;
      this.#setWeights(weights, this.#firstToken, mean);
    }
    this.resetState();
  }

  /** The index of a token; of one that is missing -1 where it shall not count. */
  protected indexOf(token: Token): number {
    const { maskToken, outputMode, numOovIndices, oovMethod, salt } = this.options;
    if (maskToken !== null && token === maskToken) return outputMode === "int" ? 0 : -1;
    const known = this.#places.get(token);
    if (known !== undefined) return known;
    if (numOovIndices === 0) {
      return fail("data", {
        where: this.label,
        expected: "tokens of the vocabulary",
        received: JSON.stringify(token),
        advice: "Set numOovIndices: 1",
      });
    }
    if (numOovIndices === 1) return this.#firstUnknown;
    const isWhole = typeof token === "number" && oovMethod === "floormod";
    const bucket = isWhole
      ? ((token % numOovIndices) + numOovIndices) % numOovIndices
      : bucketOf(String(token), numOovIndices, salt);
    return this.#firstUnknown + bucket;
  }

  #tokenOf(index: number): Token {
    const { maskToken, oovToken } = this.options;
    if (maskToken !== null && index === 0) return maskToken;
    return (this.#tokens[index - this.#firstToken] ?? oovToken) as Token;
  }

  /** Throws unless there is a vocabulary, given or learned. */
  expectVocabulary(where: string): void {
    if (this.#isLearned || this.#tokens.length > 0) return;
    fail("state", {
      where,
      expected: "a layer that knows a vocabulary",
      received: "one that was given none and has learned none",
      advice: "Call adapt(data) before, or give it one: { vocabulary: [...] }",
    });
  }

  override compute([data]: readonly HostData[]): HostData {
    this.expectVocabulary(this.label);
    if (this.options.invert) {
      if (data instanceof Tensor) {
        return this.dataOf(
          Array.from(data.data, (index) => this.#tokenOf(index)),
          data,
        );
      }
      return fail("data", { where: this.label, expected: "indices", received: "texts" });
    }
    const indices = Int32Array.from(this.tokensOf(data!), (token) => this.indexOf(token));
    return this.encode(new Tensor(indices, data!.shape, "int32", builderOf(data!)));
  }

  /** Indices in the layout of `outputMode`. */
  protected encode(indices: Tensor): Tensor {
    const { outputMode } = this.options;
    if (outputMode === "int") return indices;
    const mode = outputMode === "tf_idf" ? "count" : outputMode;
    const counts = encodeCategories(indices, mode, this.#depth, "int32");
    if (outputMode !== "tf_idf") return counts as Tensor;
    return multiply(cast(counts, floatx()), new Tensor(this.#idfWeights!, [this.#depth])) as Tensor;
  }

  protected override outputShape([shape]: readonly PartialShape[]): PartialShape {
    const { outputMode } = this.options;
    if (outputMode === "int") return shape!;
    if (outputMode !== "one_hot") return [...shape!.slice(0, -1), this.#depth];
    return [
      ...(shape!.length > 1 && shape!.at(-1) === 1 ? shape!.slice(0, -1) : shape!),
      this.#depth,
    ];
  }

  protected override get outputDType(): DType | "string" {
    return this.options.outputMode === "tf_idf" ? floatx() : "int32";
  }

  /** Vocabulary and weights as they can be given again, learned ones too; null: none yet. */
  get known(): {
    readonly vocabulary: readonly Token[] | null;
    readonly idfWeights: readonly number[] | null;
  } {
    const { vocabulary, idfWeights } = this.options;
    if (vocabulary !== null || this.#tokens.length === 0) return { vocabulary, idfWeights };
    const first = this.#firstToken;
    const weights = this.#idfWeights?.slice(first, first + this.#tokens.length);
    return {
      vocabulary: [...this.#tokens],
      idfWeights: weights === undefined ? null : [...weights],
    };
  }

  /** What was learned is saved as if it had been given: there is no file beside the config that could hold it. */
  override getConfig(): Record<string, unknown> {
    const { vocabulary, idfWeights } = this.known;
    const size = this.#tokens.length === 0 ? this.options.vocabularySize : this.vocabularySize();
    return {
      ...super.getConfig(),
      vocabulary,
      idf_weights: idfWeights,
      vocabulary_size: size,
    };
  }

  /** Nothing is told of the shape that it was built for. */
  override get savedBuild(): Readonly<Record<string, unknown>> {
    return {};
  }
}

function builderOf(data: HostData): Tensor["builder"] {
  return data instanceof Operand ? data.builder : undefined;
}

/** The texts of data; throws on numbers. */
export function textsOf(where: string, data: HostData): Texts {
  if (data instanceof Texts) return data;
  return fail("data", { where, expected: "texts", received: `${data.dtype} numbers` });
}
