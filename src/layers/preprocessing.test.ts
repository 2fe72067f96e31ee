import { beforeEach, describe, expect, test } from "vitest";
import { clearSession, deserialize, model, sequential, setRandomSeed, tensor } from "hornet";
import {
  categoryEncoding,
  concatenate,
  dense,
  discretization,
  embedding,
  globalAveragePooling1d,
  hashedCrossing,
  hashing,
  input,
  integerLookup,
  normalization,
  stringLookup,
  type Texts,
  textVectorization,
} from "hornet/layers";

const whole = (numbers: readonly number[]) => tensor([...numbers], { dtype: "int32" });

beforeEach(() => {
  clearSession();
  setRandomSeed(1);
});

describe("normalization", () => {
  const rows = [
    [0, 7, 4],
    [2, 9, 6],
    [0, 7, 4],
    [2, 9, 6],
  ];

  test("learns mean and variance, of all data or of batches", () => {
    const layer = normalization();
    layer.adapt(rows);
    expect(layer.getWeights().map((weight) => weight.array())).toEqual([[1, 8, 5], [1, 1, 1], 0]);
    expect(layer(tensor(rows)).array()).toEqual([
      [-1, -1, -1],
      [1, 1, 1],
      [-1, -1, -1],
      [1, 1, 1],
    ]);
    const other = normalization();
    other.adapt([tensor(rows.slice(0, 1)), tensor(rows.slice(1))]);
    expect(Array.from(other.mean!.data)).toEqual([1, 8, 5]);
    expect(Array.from(other.variance!.data, (x) => x.toFixed(5))).toEqual([
      "1.00000",
      "1.00000",
      "1.00000",
    ]);
  });

  test("the way back", () => {
    const layer = normalization({ axis: -1, invert: true });
    layer.adapt(rows);
    expect(layer(tensor([[1, 2, 3]])).array()).toEqual([[2, 10, 8]]);
  });

  test("stands in a model, whose training leaves it as it is", async () => {
    const layer = normalization();
    layer.adapt(rows);
    const own = sequential([input([3]), layer, dense(1)]);
    own.compile({ loss: "mse", optimizer: "sgd" });
    await own.fit(rows, [[1], [2], [3], [4]], { epochs: 2, verbose: 0 });
    expect(layer.getWeights()[0]!.array()).toEqual([1, 8, 5]);
    expect(own.trainableWeights).toHaveLength(2);
  });

  test("refuses half of what it needs", () => {
    expect(() => normalization({ mean: 1 })).toThrow(
      /expected both mean and variance, or neither/u,
    );
    expect(() => normalization({ mean: 1, variance: 1 }).adapt(rows)).toThrow(
      /without mean and variance/u,
    );
    expect(() => normalization({ axis: 3 })(tensor(rows))).toThrow(/axis/u);
  });
});

describe("bins and categories", () => {
  test("discretization learns quantiles", () => {
    const layer = discretization({ numBins: 4, epsilon: 0.01 });
    layer.adapt(Array.from({ length: 1000 }, (_, i) => i));
    expect(layer.binBoundaries!.map((x) => Math.round(x / 10))).toEqual([25, 50, 75]);
    expect(deserialize(layer.toJSON()).toJSON()).toEqual(layer.toJSON());
    expect(() => discretization({})).toThrow(/binBoundaries or numBins/u);
  });

  test("counts weigh", () => {
    const layer = categoryEncoding(4, { outputMode: "count" });
    const countWeights = tensor([[0.1, 0.2, 0.3]]);
    const counts = layer(tensor([[0, 1, 0]], { dtype: "int32" }), { countWeights });
    expect(Array.from(counts.data, (x) => x.toFixed(3))).toEqual([
      "0.400",
      "0.200",
      "0.000",
      "0.000",
    ]);
  });

  test("hashes and crosses are TensorFlow's", () => {
    expect(hashing(3)([["A"], ["B"], ["C"], ["D"], ["E"]]).array()).toEqual([
      [1],
      [0],
      [1],
      [1],
      [2],
    ]);
    expect(hashing(3, { salt: 133 })([["A"], ["B"], ["C"], ["D"], ["E"]]).array()).toEqual([
      [0],
      [0],
      [2],
      [1],
      [0],
    ]);
    const cross = hashedCrossing(5);
    expect(cross([["A", "B", "A", "B", "A"], whole([101, 101, 101, 102, 102])]).array()).toEqual([
      1, 4, 1, 1, 3,
    ]);
  });
});

describe("lookups", () => {
  test("texts there and back", () => {
    const vocabulary = ["a", "b", "c", "d"];
    const indices = stringLookup({ vocabulary })([
      ["a", "c", "d"],
      ["d", "z", "b"],
    ]);
    expect(indices.array()).toEqual([
      [1, 3, 4],
      [4, 0, 2],
    ]);
    const back = stringLookup({ vocabulary, invert: true })(indices) as unknown as Texts;
    expect(back.array()).toEqual([
      ["a", "c", "d"],
      ["d", "[UNK]", "b"],
    ]);
  });

  test("vocabularies are learned: the most frequent first, then the last in order", () => {
    const layer = integerLookup();
    layer.adapt(whole([12, 1138, 42, 42, 7, 7, 1138, 42]));
    expect(layer.getVocabulary()).toEqual([-1, 42, 1138, 7, 12]);
    expect(layer.vocabularySize()).toBe(5);
    expect(() => integerLookup({ vocabulary: [1] }).adapt(whole([1]))).toThrow(
      /without a vocabulary/u,
    );
    expect(() => stringLookup({ vocabulary: ["a", "a"] })).toThrow(
      /every token once, received "a" twice/u,
    );
    expect(() => stringLookup({ vocabulary: ["a"], numOovIndices: 0 })(["b"])).toThrow(
      /expected tokens of the vocabulary, received "b"/u,
    );
  });

  test("texts are cut into words", () => {
    const layer = textVectorization({ outputSequenceLength: 4, maxTokens: 5000 });
    layer.adapt(["foo bar", "bar baz", "baz bada boom"]);
    expect(layer.getVocabulary()).toEqual(["", "[UNK]", "baz", "bar", "foo", "boom", "bada"]);
    expect(layer([["foo qux bar"], ["Qux, BAZ!"]]).array()).toEqual([
      [4, 1, 3, 0],
      [1, 2, 0, 0],
    ]);
    expect(() => textVectorization({ split: "words" as never })).toThrow(/split: expected one of/u);
  });
});

describe("texts in models", () => {
  const texts = ["good film", "bad film", "very good", "very bad"];
  const labels = [1, 0, 1, 0];

  test("a chain takes texts in fit, evaluate and predict", async () => {
    const words = textVectorization({ outputSequenceLength: 3 });
    words.adapt(texts);
    const own = sequential([
      input([1], { dtype: "string" }),
      words,
      embedding(words.vocabularySize(), 4),
      globalAveragePooling1d(),
      dense(1, { activation: "sigmoid" }),
    ]);
    expect(own.outputShape).toEqual([null, 1]);
    own.compile({ loss: "binary_crossentropy", optimizer: "adam", metrics: ["accuracy"] });
    const { history } = await own.fit(texts, labels, { epochs: 60, verbose: 0, batchSize: 2 });
    expect(history["loss"]!.at(-1)!).toBeLessThan(history["loss"]![0]!);
    const { loss } = await own.evaluate(texts, labels, { verbose: 0 });
    expect(loss).toBeLessThan(0.7);
    expect((await own.predict(["good"], { verbose: 0 })).shape).toEqual([1, 1]);
    await expect(own.predict([[1]], { verbose: 0 })).rejects.toThrow(/expected texts/u);
  });

  test("a chain without an input learns from the data that it takes texts", async () => {
    const words = textVectorization({ outputMode: "multi_hot" });
    words.adapt(texts);
    const own = sequential([words, dense(2)]);
    expect((await own.predict(texts, { verbose: 0 })).shape).toEqual([4, 2]);
  });

  test("texts and numbers side by side, by name", async () => {
    const title = input([1], { dtype: "string", name: "title" });
    const size = input([2], { name: "size" });
    const looked = stringLookup({ vocabulary: ["a", "b"], outputMode: "one_hot" })(title);
    const own = model({
      inputs: { title, size },
      outputs: dense(1)(concatenate()([looked, size])),
    });
    const data = {
      title: ["a", "q", "b"],
      size: tensor([
        [1, 2],
        [3, 4],
        [5, 6],
      ]),
    };
    const found = await own.predict(data, { verbose: 0 });
    expect(found.shape).toEqual([3, 1]);
    const kernel = own.trainableWeights[0]!.data;
    expect(found.data[1]).toBeCloseTo(kernel[0]! + 3 * kernel[3]! + 4 * kernel[4]!, 5);
    await expect(own.predict({ title: ["a"] }, { verbose: 0 })).rejects.toThrow(
      /expected one array for each of title, size/u,
    );
  });

  test("what was learned is saved", async () => {
    const words = textVectorization({ outputMode: "tf_idf" });
    words.adapt(texts);
    const own = sequential([input([1], { dtype: "string" }), words, dense(1)]);
    const loaded = deserialize(JSON.parse(JSON.stringify(own))) as typeof own;
    loaded.setWeights(own.getWeights());
    expect((await loaded.predict(texts, { verbose: 0 })).array()).toEqual(
      (await own.predict(texts, { verbose: 0 })).array(),
    );
    const numbers = integerLookup();
    numbers.adapt(whole([3, 3, 5]));
    const again = deserialize(numbers.toJSON()) as typeof numbers;
    expect(again.getVocabulary()).toEqual([-1, 3, 5]);
  });

  test("behind a layer of the program it says where it belongs", () => {
    expect(() => hashing(4)(dense(2)(input([3])))).not.toThrow();
    const own = sequential([input([3]), dense(2), hashing(4)]);
    return expect(own.predict([[1, 2, 3]], { verbose: 0 })).rejects.toThrow(
      /Put this layer first/u,
    );
  });
});

test("layers that have learned nothing say so, in models too", async () => {
  const texts = [["a b"]];
  expect(() => stringLookup()(texts)).toThrow(
    /string_lookup: expected a layer that knows a vocabulary.*Call adapt/u,
  );
  expect(() => integerLookup()(whole([1]))).toThrow(/integer_lookup: expected a layer that knows/u);
  expect(() => textVectorization()(texts)).toThrow(
    /text_vectorization: expected a layer that knows/u,
  );
  expect(() => normalization()(tensor([[1, 2]]))).toThrow(
    /normalization.*mean and variance.*Call adapt/u,
  );
  const own = sequential([input([2]), normalization(), dense(1)]);
  await expect(own.predict([[1, 2]], { verbose: 0 })).rejects.toThrow(/knows mean and variance/u);
  own.compile({ loss: "mse" });
  await expect(own.fit([[1, 2]], [[1]], { verbose: 0 })).rejects.toThrow(
    /knows mean and variance/u,
  );
  // Learned, or set like any weights, they are known.
  own.setWeights(own.getWeights());
  await own.predict([[1, 2]], { verbose: 0 });
  const learned = textVectorization();
  learned.adapt(["a b a"]);
  expect(learned(texts).array()).toEqual([[2, 3]]);
});
