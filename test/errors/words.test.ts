import { test } from "vitest";
import { model, sequential, setEngine, setRandomSeed, type EngineName, type Operand } from "hornet";
import { glorotUniform } from "hornet/initializers";
import {
  activation,
  add,
  conv2d,
  dense,
  dropout,
  flatten,
  input,
  Layer,
  reshape,
} from "hornet/layers";
import { sparseCategoricalCrossentropy } from "hornet/losses";
import { sparseTopKCategoricalAccuracy } from "hornet/metrics";
import * as ops from "hornet/ops";
import { sgd } from "hornet/optimizers";
import { expectError, wrong, type Row } from "./support.ts";

const denseWith = (options: object) => () => dense(3, options);

const builtWith = (options: object) => () => sequential([input([4]), dense(3, options)]);

class KerasWeight extends Layer {
  override build(): void {
    Reflect.apply(this.addWeight, this, [{ shape: [4, 2], name: "kernel" }]);
  }

  override call(x: Operand): Operand {
    return x;
  }
}

const opRows: readonly Row[] = [
  {
    title: "an op's option in Keras's spelling",
    code: "option",
    message: /^sum: expected options in camelCase, received "keep_dims"\. Write "keepdims"\.$/u,
    act: () => ops.sum([1, 2], wrong({ keep_dims: true })),
  },
  {
    title: "an op's option with an underscore",
    code: "option",
    message:
      /^leakyRelu: expected options in camelCase, received "negative_slope"\. Write "negativeSlope"\.$/u,
    act: () => ops.leakyRelu([1, 2], wrong({ negative_slope: 0.1 })),
  },
  {
    title: "an op's option that is misspelt",
    code: "option",
    message: /^softmax: expected a known option, received "axes"\. Did you mean "axis"\?$/u,
    act: () => ops.softmax([1, 2], wrong({ axes: 0 })),
  },
  {
    title: "an option of an op that has none",
    code: "option",
    message: /^exp: expected a known option, received "axis"\./u,
    act: () => (ops.exp as (...x: unknown[]) => unknown)([1, 2], { axis: 0 }),
  },
  {
    title: "too many arguments of an op",
    code: "value",
    message: /^argmax: expected at most 3 arguments \(x, axis, keepdims\), received 4\.$/u,
    act: () => (ops.argmax as (...x: unknown[]) => unknown)([1, 2], 0, true, 1),
  },
  {
    title: "too few arguments of an op",
    code: "value",
    message: /^clip: expected xMax, received nothing\.$/u,
    act: () => (ops.clip as (...x: unknown[]) => unknown)([1, 2], 0),
  },
  {
    title: "an argument given twice",
    code: "option",
    message: /^sum: expected axis once, received it by place and by name\.$/u,
    act: () => (ops.sum as (...x: unknown[]) => unknown)([1, 2], 0, { axis: 0 }),
  },
];

const madeRows: readonly Row[] = [
  {
    title: "an unknown activation",
    code: "name",
    message: /expected a known activation, received "rellu"\. Did you mean "relu"\?$/u,
    act: denseWith({ activation: "rellu" }),
  },
  {
    title: "an activation layer's unknown name",
    code: "name",
    message: /received "sigmid"\. Did you mean "sigmoid"\?$/u,
    act: () => activation("sigmid" as never),
  },
  {
    title: "an unknown initializer",
    code: "name",
    message: /received "he_norml"\. Did you mean "he_normal"\?$/u,
    act: builtWith({ kernelInitializer: "he_norml" }),
  },
  {
    title: "an initializer that was not called",
    code: "option",
    message: /expected the name of an initializer, or one, received a function\. Call it/u,
    act: builtWith({ kernelInitializer: glorotUniform }),
  },
  {
    title: "an unknown regularizer",
    code: "name",
    message: /received "l3"/u,
    act: builtWith({ kernelRegularizer: "l3" }),
  },
  {
    title: "an unknown constraint",
    code: "name",
    message: /received "max_nrm"\. Did you mean "max_norm"\?$/u,
    act: builtWith({ kernelConstraint: "max_nrm" }),
  },
  {
    title: "an unknown option of a layer",
    code: "option",
    message:
      /^dense: expected a known option, received "activaton"\. Did you mean "activation"\?$/u,
    act: denseWith({ activaton: "relu" }),
  },
  {
    title: "a layer's option in Keras's spelling",
    code: "option",
    message:
      /^dense: expected options in camelCase, received "kernel_initializer"\. Write "kernelInitializer"\.$/u,
    act: denseWith({ kernel_initializer: "zeros" }),
  },
  {
    title: "an activation where a layer's options stand",
    code: "option",
    message: /^conv2d: expected an object of options, received a text or a list\. Write/u,
    act: () => (conv2d as (...x: unknown[]) => unknown)(8, 3, "relu"),
  },
  {
    title: "units among the options",
    code: "value",
    message: /expected units to be a whole number of 1 or more, received \{"units":10\}\.$/u,
    act: () => dense(wrong({ units: 10 })),
  },
  {
    title: "layers that stand in no list",
    code: "value",
    message:
      /^sequential: expected a list of layers, received <.*Write sequential\(\[\.\.\.\]\)\.$/u,
    act: () => (sequential as (...x: unknown[]) => unknown)(input([4]), dense(3)),
  },
  {
    title: "several inputs that stand in no list",
    code: "value",
    message:
      /^both \(add\): expected several inputs as one list, received a second one by itself\./u,
    act: () => (add({ name: "both" }) as (...x: unknown[]) => unknown)(input([4]), input([4])),
  },
  {
    title: "a layer that was not called as a model's output",
    code: "value",
    message:
      /: outputs: expected symbolic tensors.*, received <Dense name=last, built=False>\. Call the layer/u,
    act: () => model(input([4]), wrong(dense(3, { name: "last" }))),
  },
  {
    title: "addWeight in Keras's way",
    code: "option",
    message: /addWeight: expected a name, a shape and an initializer, received object\. Write/u,
    act: () => sequential([input([4]), new KerasWeight()]),
  },
  { title: "0 units", code: "value", message: /dense.*units.*received 0/u, act: () => dense(0) },
  {
    title: "2.5 units",
    code: "value",
    message: /dense.*units.*received 2\.5/u,
    act: () => dense(2.5),
  },
  {
    title: "a dropout rate above 1",
    code: "value",
    message: /dropout.*received 1\.5/u,
    act: () => dropout(1.5),
  },
  {
    title: "a shape that does not hold the elements",
    code: "shape",
    message: /reshape.*expected/u,
    act: () => sequential([input([4]), reshape([3])]),
  },
  {
    title: "a layer that cannot take its input",
    code: "shape",
    message: /hidden.*expected an input of rank 2 or more, received/u,
    act: () => sequential([input([]), dense(3, { name: "hidden" })]),
  },
  {
    title: "an optimizer's option in Keras's spelling",
    code: "option",
    message: /received "learning_rate"\. Write "learningRate"\.$/u,
    act: () => sgd(wrong({ learning_rate: 0.1 })),
  },
  {
    title: "two ways of clipping",
    code: "option",
    message: /clipnorm/u,
    act: () => sgd({ clipnorm: 1, clipvalue: 1 }),
  },
  {
    title: "a loss's option in Keras's spelling",
    code: "option",
    message: /received "from_logits"\. Write "fromLogits"\.$/u,
    act: () => sparseCategoricalCrossentropy(wrong({ from_logits: true })),
  },
  {
    title: "a metric's option that is misspelt",
    code: "option",
    message: /received "kk"\. Did you mean "k"\?|received "kk"/u,
    act: () => sparseTopKCategoricalAccuracy(wrong({ kk: 3 })),
  },
  {
    title: "an initializer's option in Keras's spelling",
    code: "option",
    message: /received "sed"\. Did you mean "seed"\?$/u,
    act: () => glorotUniform(wrong({ sed: 1 })),
  },
  {
    title: "a random seed below 0",
    code: "value",
    message: /^setRandomSeed: expected a whole number of 0 or more, received -1\.$/u,
    act: () => setRandomSeed(-1),
  },
  {
    title: "an engine that does not exist",
    code: "name",
    message: /^setEngine: expected a known engine, received "wsam"\. Did you mean "wasm"\?$/u,
    act: () => setEngine("wsam" as EngineName),
  },
  {
    title: "an engine that is planned",
    code: "unsupported",
    message: /^setEngine: expected an engine that is built, received "webgpu"/u,
    act: () => setEngine("webgpu" as EngineName),
  },
  {
    title: "matrices that do not fit",
    code: "shape",
    message: /^matmul: expected .*\[2, 3\].*\[4, 5\]/u,
    act: () => ops.matmul(ops.ones([2, 3]), ops.ones([4, 5])),
  },
  {
    title: "shapes that do not broadcast",
    code: "shape",
    message: /^add: expected .*\[2\].*\[3\]/u,
    act: () => ops.add(ops.ones([2]), ops.ones([3])),
  },
  {
    title: "a dtype that does not exist",
    code: "name",
    message: /received "float128"/u,
    act: () => ops.cast(ops.ones([2]), "float128" as "float32"),
  },
  {
    title: "an axis that is not there",
    code: "shape",
    message: /^sum: expected .*axis.*received 2/u,
    act: () => ops.sum(ops.ones([2, 3]), { axis: 2 }),
  },
  {
    title: "two layers of one name",
    code: "name",
    message: /same/u,
    act: () => sequential([input([4]), dense(3, { name: "same" }), dense(3, { name: "same" })]),
  },
  {
    title: "no layer in a list of layers",
    code: "value",
    message: /sequential.*received/u,
    act: () => sequential([input([4]), "dense" as never]),
  },
  {
    title: "a layer's factory that was not called",
    code: "value",
    message: /sequential.*received/u,
    act: () => sequential([input([4]), flatten as never]),
  },
  {
    title: "a name that is near no other, with all there are",
    code: "name",
    message: /Known are: .*relu.*softmax.*\.$/u,
    act: denseWith({ activation: "zzzzzzz" }),
  },
];

test.each([...madeRows, ...opRows])("refuses $title", async (row) => {
  setEngine("reference");
  await expectError(row, row.act);
});
