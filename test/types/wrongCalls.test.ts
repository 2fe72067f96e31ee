import { describe, expect, expectTypeOf, test } from "vitest";
import { input } from "hornet/layers";
import * as layers from "hornet/layers";
import * as losses from "hornet/losses";
import * as metrics from "hornet/metrics";
import * as ops from "hornet/ops";
import * as optimizers from "hornet/optimizers";
import {
  cloneModel,
  model,
  sequential,
  tensor,
  type Functional,
  type History,
  type Operand,
  type Sequential,
  type Tensor,
} from "hornet";

const net: Sequential = sequential([input([4]), layers.dense(1)]);

/**
 * Each call is wrong, and must not compile: a line that does makes the expectation above it an error of
 * `npm run check:types`. Run time is the business of test/errors.
 */
describe("wrong calls do not compile", () => {
  test("layers", () => {
    const calls = (): void => {
      // @ts-expect-error units are a number
      layers.dense("10");
      // @ts-expect-error units are required
      layers.dense();
      // @ts-expect-error an activation that does not exist
      layers.dense(10, { activation: "rellu" });
      // @ts-expect-error an initializer that does not exist
      layers.dense(10, { kernelInitializer: "he" });
      // @ts-expect-error Keras's spelling of an option
      layers.dense(10, { use_bias: false });
      // @ts-expect-error a padding that does not exist
      layers.conv2d(8, 3, { padding: "sam" });
      // @ts-expect-error the kernel's size is required
      layers.conv2d(8);
      // @ts-expect-error strides are numbers
      layers.conv2d(8, 3, { strides: "2" });
      // @ts-expect-error padding of pooling
      layers.maxPooling2d({ padding: "full" });
      // @ts-expect-error an option of another layer
      layers.flatten({ units: 3 });
      // @ts-expect-error a rate is required
      layers.dropout();
      // @ts-expect-error returnSequences is a boolean
      layers.lstm(8, { returnSequences: "true" });
      // @ts-expect-error both dimensions are required
      layers.embedding(1000);
      // @ts-expect-error a merge mode that does not exist
      layers.bidirectional(layers.gru(4), { mergeMode: "max" });
      // @ts-expect-error a mode that does not exist
      layers.randomFlip({ mode: "both" });
      // @ts-expect-error a factor is required
      layers.randomRotation();
      // @ts-expect-error an interpolation that does not exist
      layers.resizing(8, 8, { interpolation: "cubic" });
      // @ts-expect-error a vocabulary of texts
      layers.stringLookup({ vocabulary: [1, 2] });
      // @ts-expect-error an output mode that does not exist
      layers.textVectorization({ outputMode: "onehot" });
      // @ts-expect-error a shape is a list
      layers.input(784);
      // @ts-expect-error a dtype that does not exist
      layers.input([3], { dtype: "float" });
      // @ts-expect-error a shape is a list of numbers
      layers.reshape("4");
      // @ts-expect-error a data format that does not exist
      layers.globalAveragePooling2d({ dataFormat: "NHWC" });
      // @ts-expect-error merging takes a list
      layers.add(input([3]), input([3]));
    };
    expect(calls).toBeTypeOf("function");
  });

  test("models", () => {
    const calls = (): void => {
      // @ts-expect-error a list of layers, not layers
      sequential(layers.dense(1));
      // @ts-expect-error a factory that is not called
      sequential([layers.dense]);
      // @ts-expect-error a loss that does not exist
      net.compile({ loss: "mean_squared_eror" });
      // @ts-expect-error an optimizer that does not exist
      net.compile({ optimizer: "adamm", loss: "mse" });
      // @ts-expect-error a metric that does not exist
      net.compile({ loss: "mse", metrics: ["acuracy"] });
      // @ts-expect-error an option that does not exist
      net.compile({ loss: "mse", metric: ["accuracy"] });
      // @ts-expect-error metrics are a list
      net.compile({ loss: "mse", metrics: "accuracy" });
      // @ts-expect-error targets are required
      void net.fit([[1]]);
      // @ts-expect-error epochs are a number
      void net.fit([[1]], [[1]], { epochs: "3" });
      // @ts-expect-error Keras's spelling of an option
      void net.fit([[1]], [[1]], { batch_size: 3 });
      // @ts-expect-error validation data are a pair
      void net.fit([[1]], [[1]], { validationData: [[1]] });
      // @ts-expect-error targets are numbers
      void net.fit([[1]], ["a"]);
      // @ts-expect-error outputs are required
      model({ inputs: input([3]) });
      // @ts-expect-error outputs are symbolic tensors
      model({ inputs: input([3]), outputs: layers.dense(1) });
      // @ts-expect-error the line's length is a number
      net.summary({ lineLength: "80" });
      // @ts-expect-error a layer is not a model
      cloneModel(layers.dense(1));
    };
    expect(calls).toBeTypeOf("function");
  });

  test("losses, metrics, optimizers, ops", () => {
    const calls = (): void => {
      // @ts-expect-error a reduction that does not exist
      losses.meanSquaredError({ reduction: "average" });
      // @ts-expect-error an option of another loss
      losses.meanSquaredError({ fromLogits: true });
      // @ts-expect-error a curve that does not exist
      metrics.auc({ curve: "lift" });
      // @ts-expect-error the number of classes is required
      metrics.meanIoU({});
      // @ts-expect-error an option that does not exist
      optimizers.adam({ beta_1: 0.9 });
      // @ts-expect-error a rate is a number or a schedule
      optimizers.sgd({ learningRate: "fast" });
      // @ts-expect-error a schedule's options are required
      optimizers.exponentialDecay();
      // @ts-expect-error an op's argument is required
      ops.add(1);
      // @ts-expect-error a dtype that does not exist
      tensor([1], { dtype: "float16x" });
      // @ts-expect-error tensors hold numbers
      tensor(["a"]);
    };
    expect(calls).toBeTypeOf("function");
  });
});

describe("right calls have the types that they have", () => {
  test("layers, models and what they give", () => {
    expectTypeOf(layers.dense(1)(tensor([[1]]))).toEqualTypeOf<Operand>();
    expectTypeOf(layers.dense(1)(input([1]))).toEqualTypeOf<layers.SymbolicTensor>();
    expectTypeOf(layers.add([input([1]), input([1])])).toEqualTypeOf<layers.SymbolicTensor>();
    expectTypeOf(sequential([])).toEqualTypeOf<Sequential>();
    const x = input([1]);
    expectTypeOf(model({ inputs: x, outputs: layers.dense(1)(x) })).toEqualTypeOf<Functional>();
    expect(cloneModel(net)).not.toBe(net);
    expectTypeOf(cloneModel(net)).toEqualTypeOf<Sequential>();
    expectTypeOf<ReturnType<typeof net.fit>>().toEqualTypeOf<Promise<History>>();
    expectTypeOf<ReturnType<typeof net.predict>>().toEqualTypeOf<Promise<Tensor>>();
    expectTypeOf(layers.stringLookup({ vocabulary: ["a"] })(["a"])).toEqualTypeOf<Tensor>();
  });

  test("names complete: they are unions, not texts", () => {
    expectTypeOf<NonNullable<layers.ConvOptions["padding"]>>().not.toEqualTypeOf<string>();
    expectTypeOf<string>().not.toExtend<NonNullable<layers.DenseOptions["activation"]>>();
    expectTypeOf<string>().not.toExtend<losses.LossLike>();
    expectTypeOf<"mse">().toExtend<losses.LossLike>();
    expect(net.layers).toHaveLength(1);
  });
});
