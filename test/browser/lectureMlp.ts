import { sequential, setRandomSeed, setEngine } from "hornet";
import { fashionMnist } from "hornet/datasets";
import { dense, dropout, flatten, input, rescaling } from "hornet/layers";

/** What a training leaves behind: every weight's bits, and what was logged. */
export interface Training {
  readonly weights: readonly string[];
  readonly history: Readonly<Record<string, readonly number[]>>;
  readonly accuracy: number;
}

/** SHA-256 of an array's bytes. */
async function digest({ buffer, byteOffset, byteLength }: ArrayBufferView): Promise<string> {
  const bytes = new Uint8Array(buffer as ArrayBuffer, byteOffset, byteLength);
  const hash = await crypto.subtle.digest("SHA-256", bytes.slice());
  return [...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Trains the lectures' classifier on the first 6,010 images of Fashion-MNIST, with a short last batch and dropout. */
export async function trainLectureMlp(path?: string): Promise<Training> {
  setEngine("wasm");
  setRandomSeed(42);
  const { train, test } = await fashionMnist(path === undefined ? {} : { path });
  const model = sequential([
    input([28, 28]),
    rescaling(1 / 255),
    flatten(),
    dense(300, { activation: "relu" }),
    dropout(0.2),
    dense(100, { activation: "relu" }),
    dense(10, { activation: "softmax" }),
  ]);
  model.compile({
    loss: "sparse_categorical_crossentropy",
    optimizer: "adam",
    metrics: ["accuracy"],
  });
  const { history } = await model.fit(train.images.slice(0, 6010), train.labels.slice(0, 6010), {
    epochs: 2,
    verbose: 0,
    validationSplit: 0.1,
  });
  const { accuracy } = await model.evaluate(
    test.images.slice(0, 1000),
    test.labels.slice(0, 1000),
    {
      verbose: 0,
    },
  );
  const weights: string[] = [];
  for (const { data } of model.getWeights()) weights.push(await digest(data));
  return { weights, history, accuracy: accuracy! };
}
