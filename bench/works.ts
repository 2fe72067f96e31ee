import { arithmeticOf } from "./arithmetic.ts";

/** The networks; each contender's programs know them by these names. bench/README.md says what they are. */
export type ModelName =
  | "mlp"
  | "autoencoder"
  | "cnn"
  | "lenet"
  | "lstm"
  | "transformer"
  | "resnet50"
  | "mobilenetv2";

/**
 * Whom Hornet is compared with; the fastest of them counts. "native": peers in machine code, Python's and
 * onnxruntime-node. "web": peers in WebAssembly or JavaScript. "tfjs": TensorFlow.js. "hornet-native": Hornet itself.
 * Others: contenders by the beginning of their names.
 */
export type Rivals =
  | "native"
  | "web"
  | "tfjs"
  | "hornet-native"
  | "keras-jax"
  | "keras-tensorflow"
  | "pytorch-compile";

/** What Hornet wants to reach with one of its engines, at its best number of threads. */
export type Goal =
  | {
      readonly engine: "wasm" | "native";
      readonly over: Rivals;
      /** The rivals' time over Hornet's. */
      readonly atLeast: number;
    }
  | {
      readonly engine: "wasm" | "native" | "any";
      /** In the work's unit. */
      readonly atMost: number;
    };

/** Something to measure. */
export interface Work {
  readonly name: string;
  /** For the tables. */
  readonly title: string;
  readonly model: ModelName;
  readonly task: "train" | "predict";
  /** What is compared: times, the seconds of a cold start, or the most memory held. */
  readonly unit: "s/epoch" | "ms/step" | "s" | "MB";
  /** Rows a step. */
  readonly batch: number;
  /** Rows of the data set; an epoch goes through them once. */
  readonly rows: number;
  /** The same for contenders that are far slower than the others. */
  readonly slowRows: number;
  /** The same where only is to be seen that all run. */
  readonly quickRows: number;
  /** Seconds on the clock, after a first epoch that warms up; at least one epoch is measured. */
  readonly seconds: number;
  /** Additions and multiplications of a step, counted as direct arithmetic. */
  readonly flops: number;
  readonly goals: readonly Goal[];
}

const native = (over: Rivals, atLeast: number): Goal => ({ engine: "native", over, atLeast });
const wasm = (over: Rivals, atLeast: number): Goal => ({ engine: "wasm", over, atLeast });

/** What an entry says beside name, model, batch and goals. */
type Details = Pick<Work, "title" | "goals"> & Partial<Work>;

/** A whole epoch of the lectures' 55,000 images. */
function epoch(model: ModelName, batch: number, details: Details): Work {
  const rows = 55_000;
  return {
    name: `${model}-${batch}`,
    model,
    task: "train",
    unit: "s/epoch",
    batch,
    rows,
    slowRows: 3200,
    quickRows: 4 * batch,
    seconds: 3,
    flops: arithmeticOf(model, "train", batch),
    ...details,
  };
}

/** Steps of training on `steps` batches of made-up rows. */
function train(model: ModelName, batch: number, steps: number, details: Details): Work {
  return {
    name: `${model}-train-${batch}`,
    model,
    task: "train",
    unit: "ms/step",
    batch,
    rows: steps * batch,
    slowRows: 2 * batch,
    quickRows: batch,
    seconds: 3,
    flops: arithmeticOf(model, "train", batch),
    ...details,
  };
}

/** Calls that predict one batch each. */
function predict(model: ModelName, batch: number, calls: number, details: Details): Work {
  return {
    name: `${model}-predict-${batch}`,
    model,
    task: "predict",
    unit: "ms/step",
    batch,
    rows: calls * batch,
    slowRows: 2 * batch,
    quickRows: batch,
    seconds: 2,
    flops: arithmeticOf(model, "predict", batch),
    ...details,
  };
}

/** All that is measured. A command names works or models, `cold-start`, `peak-memory` or `all`. */
export const works: readonly Work[] = [
  epoch("mlp", 32, {
    title: "Lectures' MLP 784-300-100-10, SGD, batch 32: epoch of 55,000",
    goals: [native("native", 2), wasm("web", 5), wasm("tfjs", 25)],
  }),
  epoch("mlp", 512, {
    title: "Lectures' MLP 784-300-100-10, SGD, batch 512: epoch of 55,000",
    goals: [native("keras-jax", 1.2), native("native", 1.2), wasm("web", 5)],
  }),
  epoch("autoencoder", 32, {
    title: "Autoencoder 784-100-30-100-784, SGD, batch 32: epoch of 55,000",
    goals: [native("native", 2), wasm("web", 5)],
  }),
  train("cnn", 32, 10, {
    title: "Lectures' CNN (1,413,834 parameters), SGD, batch 32: step of training",
    goals: [native("native", 1.3), wasm("hornet-native", 0.5)],
  }),
  train("cnn", 256, 2, {
    title: "Lectures' CNN, SGD, batch 256: step of training",
    goals: [native("native", 1.3), wasm("hornet-native", 0.5)],
  }),
  predict("cnn", 32, 10, {
    title: "Lectures' CNN: predict 32",
    goals: [native("native", 1.3), wasm("web", 2.5)],
  }),
  train("lenet", 64, 50, {
    title: "LeNet-5, SGD, batch 64: step of training",
    goals: [native("pytorch-compile", 1.5), native("native", 1.5), wasm("web", 50)],
  }),
  train("lstm", 32, 20, {
    title: "LSTM(128), 100 steps of 64, Adam, batch 32: step of training",
    goals: [native("pytorch-compile", 1.2), native("native", 1.2), wasm("web", 8)],
  }),
  train("transformer", 32, 5, {
    title:
      "2 transformer blocks (sequence 128, width 128, 4 heads, 512), Adam, batch 32: step of training",
    goals: [native("keras-tensorflow", 1.2), native("native", 1.2), wasm("web", 5)],
  }),
  predict("resnet50", 1, 5, {
    title: "ResNet50, 224x224: predict 1",
    goals: [native("native", 1), wasm("web", 2)],
  }),
  train("resnet50", 8, 1, {
    title: "ResNet50, 224x224, SGD, batch 8: step of training",
    slowRows: 8,
    goals: [native("native", 1.2)],
  }),
  predict("mobilenetv2", 1, 20, {
    title: "MobileNetV2, 224x224: predict 1",
    goals: [native("native", 1), wasm("web", 2)],
  }),
  epoch("mlp", 32, {
    name: "cold-start",
    title: "Process start to the first trained step of the MLP, batch 32",
    unit: "s",
    rows: 32,
    quickRows: 32,
    slowRows: 32,
    goals: [{ engine: "any", atMost: 0.2 }],
  }),
  train("cnn", 32, 50, {
    name: "peak-memory",
    title: "Most memory resident in 50 steps of training the lectures' CNN, batch 32",
    unit: "MB",
    seconds: 0,
    goals: [{ engine: "any", atMost: 250 }],
  }),
];

/** The works that one word of a command means; none if it means nothing. */
export function worksNamed(word: string): readonly Work[] {
  if (word === "all") return works;
  const exact = works.filter(({ name }) => name === word);
  if (exact.length > 0) return exact;
  return works.filter(({ name }) => name.startsWith(`${word}-`));
}
