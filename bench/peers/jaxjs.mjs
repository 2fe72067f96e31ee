// jax-js's side of the bench, on WebAssembly: one jitted step of training in a loop of its own. Each use of an array
// consumes it: `.ref` keeps it.
import { blockUntilReady, init, jit, lax, nn, numpy as np, tree, valueAndGrad } from "@jax-js/jax";
import {
  answer,
  classes,
  firstStepData,
  images,
  inputShape,
  isOfImages,
  madeUp,
  repeat,
  request,
  sayFirstStepDone,
  versionOf,
} from "./protocol.mjs";

await init("wasm");

const { batch, rows } = request;
const isAdam = ["lstm", "transformer"].includes(request.model);
const keepsInput = request.model === "autoencoder";

let state = 1;
const even = () => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) / 2 ** 32;

function weights(shape, inputs, outputs) {
  const limit = Math.sqrt(6 / (inputs + outputs));
  const length = shape.reduce((product, extent) => product * extent, 1);
  return np.array(
    Float32Array.from({ length }, () => (2 * even() - 1) * limit),
    { shape },
  );
}

const zeros = (units) => np.array(new Float32Array(units), { shape: [units] });
const denseWeights = (inputs, units) => ({
  w: weights([inputs, units], inputs, units),
  b: zeros(units),
});
const chainWeights = (...units) => units.slice(1).map((count, i) => denseWeights(units[i], count));
/** [filters, channels, k, k], for images [n, c, h, w]. */
const convWeights = (k, channels, filters) => ({
  w: weights([filters, channels, k, k], channels * k * k, filters * k * k),
  b: zeros(filters),
});

const dense = ({ w, b }, x) => np.matmul(x, w).add(b);
const chain = (layers, x, activation) =>
  layers.reduce((x, p, i) => (i === 0 ? dense(p, x) : dense(p, activation(x))), x);
const conv = ({ w, b }, x, padding) => {
  const filters = b.shape[0];
  return nn.relu(lax.conv(x, w, [1, 1], padding).add(b.reshape([1, filters, 1, 1])));
};
/** The largest of 2 x 2. */
const maxPool = (x) => {
  const [n, c, h, w] = x.shape;
  return x.reshape([n, c, h / 2, 2, w / 2, 2]).max([3, 5]);
};
/** Keras's [n, h, w, 1] is the same as [n, 1, h, w]. */
const asImages = (x) => x.reshape([x.shape[0], 1, inputShape[0], inputShape[1]]);

const models = {
  mlp: {
    weights: () => chainWeights(784, 300, 100, 10),
    call: (p, x) => chain(p, x, nn.relu),
  },
  autoencoder: {
    weights: () => chainWeights(784, 100, 30, 100, 784),
    call: (p, x) => chain(p, x, nn.selu),
  },
  cnn: {
    weights: () => ({
      conv: [
        convWeights(7, 1, 64),
        convWeights(3, 64, 128),
        convWeights(3, 128, 128),
        convWeights(3, 128, 256),
        convWeights(3, 256, 256),
      ],
      dense: chainWeights(2304, 128, 64, 10),
    }),
    call: (p, x) => {
      let y = maxPool(conv(p.conv[0], asImages(x), "SAME"));
      y = maxPool(conv(p.conv[2], conv(p.conv[1], y, "SAME"), "SAME"));
      y = conv(p.conv[4], conv(p.conv[3], y, "SAME"), "SAME");
      // Of 7 x 7 the last row and column are left out.
      const [n] = y.shape;
      y = maxPool(y.slice([], [], [0, 6], [0, 6])).reshape([n, 2304]);
      return chain(p.dense, y, nn.relu);
    },
  },
  lenet: {
    weights: () => ({
      conv: [convWeights(5, 1, 6), convWeights(5, 6, 16)],
      dense: chainWeights(400, 120, 84, 10),
    }),
    call: (p, x) => {
      const [n] = x.shape;
      const y = p.conv.reduce((x, layer) => maxPool(conv(layer, x, "VALID")), asImages(x));
      return chain(p.dense, y.reshape([n, 400]), nn.relu);
    },
  },
  lstm: {
    weights: () => ({
      inputs: denseWeights(64, 512),
      state: weights([128, 512], 128, 512),
      head: denseWeights(128, 10),
    }),
    call: lstm,
  },
  transformer: {
    weights: () => ({
      blocks: [0, 1].map(() => ({
        inputs: [0, 1, 2].map(() => denseWeights(128, 128)),
        outputs: denseWeights(128, 128),
        feed: chainWeights(128, 512, 128),
        norms: [0, 1].map(() => ({ g: np.ones([128]), b: zeros(128) })),
      })),
      head: denseWeights(128, 10),
    }),
    call: (p, x) => dense(p.head, p.blocks.reduce(block, x).mean(1)),
  },
};

function lstm(p, x) {
  const [n, steps, width] = x.shape;
  // All steps' inputs in one product.
  const given = dense(p.inputs, x.reshape([n * steps, width])).reshape([n, steps, 512]);
  let h;
  let c;
  for (let t = 0; t < steps; t++) {
    const inputs = given.ref.slice([], t, []);
    const sum = h === undefined ? inputs : inputs.add(np.matmul(h, p.state.ref));
    const [i, f, g, o] = np.split(sum, 4, 1);
    const added = nn.sigmoid(i).mul(np.tanh(g));
    if (c === undefined) f.dispose();
    c = c === undefined ? added : nn.sigmoid(f).mul(c).add(added);
    h = nn.sigmoid(o).mul(np.tanh(c.ref));
  }
  given.dispose();
  p.state.dispose();
  c.dispose();
  return dense(p.head, h);
}

function norm({ g, b }, x) {
  const centred = x.ref.sub(x.mean(-1, { keepdims: true }));
  const variance = np.square(centred.ref).mean(-1, { keepdims: true });
  return centred
    .div(np.sqrt(variance.add(1e-5)))
    .mul(g)
    .add(b);
}

/** norm(x + attention(x)), then norm(x + feedForward(x)). */
function block(x, p) {
  const [n, sequence, width] = x.shape;
  const byHead = (x) => x.reshape([n, sequence, 4, width / 4]).transpose([0, 2, 1, 3]);
  // Its own dotProductAttention needs Node 22.
  const [query, key, value] = p.inputs.map((layer) => byHead(dense(layer, x.ref)));
  const scores = np.matmul(query, key.transpose([0, 1, 3, 2])).mul(Math.sqrt(4 / width));
  const seen = np.matmul(nn.softmax(scores, -1), value).transpose([0, 2, 1, 3]);
  const y = norm(p.norms[0], x.add(dense(p.outputs, seen.reshape([n, sequence, width]))));
  return norm(p.norms[1], y.ref.add(chain(p.feed, y, nn.relu)));
}

const { call, weights: firstWeights } = models[request.model];

function lossOf(p, x, y) {
  if (keepsInput) {
    const logits = call(p, x);
    return nn.softplus(logits.ref).sub(y.mul(logits)).mean();
  }
  const chosen = nn.logSoftmax(call(p, x), -1).mul(nn.oneHot(y, classes));
  return chosen.sum().mul(-1 / batch);
}

const sgdStep = jit(({ p }, x, y) => {
  const [loss, gradients] = valueAndGrad(lossOf)(tree.ref(p), x, y);
  return [{ p: tree.map((w, g) => w.sub(g.mul(0.01)), p, gradients) }, loss];
});

const adamStep = jit(({ p, m, v }, x, y, rate) => {
  const [loss, gradients] = valueAndGrad(lossOf)(tree.ref(p), x, y);
  const m1 = tree.map((m, g) => m.mul(0.9).add(g.mul(0.1)), m, tree.ref(gradients));
  const v1 = tree.map((v, g) => v.mul(0.999).add(np.square(g).mul(0.001)), v, gradients);
  const moved = (w, m, v) => w.sub(m.mul(rate.ref).div(np.sqrt(v).add(1e-7)));
  const next = tree.map(moved, p, tree.ref(m1), tree.ref(v1));
  rate.dispose();
  return [{ p: next, m: m1, v: v1 }, loss];
});

let t = 0;
let held = { p: firstWeights() };
if (isAdam) {
  const nothing = () => tree.map((w) => np.zeros(w.shape), held.p);
  held = { ...held, m: nothing(), v: nothing() };
}

/** One step on rows of typed arrays; gives the loss. */
async function step(x, y) {
  t++;
  const inputs = np.array(x, { shape: [batch, ...inputShape] });
  const targets = keepsInput ? inputs.ref : np.array(y, { shape: [batch] });
  const rate = (0.001 * Math.sqrt(1 - 0.999 ** t)) / (1 - 0.9 ** t);
  const [next, loss] = isAdam
    ? adamStep(held, inputs, targets, np.array(rate))
    : sgdStep(held, inputs, targets);
  held = await blockUntilReady(next);
  return loss;
}

async function train() {
  const { x, labels } = isOfImages ? images(5000, rows) : madeUp(rows);
  const width = x.length / rows;
  const batchX = new Float32Array(batch * width);
  const batchY = new Int32Array(batch);
  // A short last batch would be compiled for itself.
  const count = Math.floor(rows / batch);
  let last;
  const stepSeconds = await repeat(async () => {
    const order = permutation(rows);
    for (let i = 0; i < count; i++) {
      for (let row = 0; row < batch; row++) {
        const from = order[i * batch + row];
        batchX.set(x.subarray(from * width, (from + 1) * width), row * width);
        batchY[row] = labels[from];
      }
      last?.dispose();
      last = await step(batchX.slice(), batchY.slice());
    }
  }, count);
  answer(version(), stepSeconds, { loss: (await last.data())[0] });
}

async function predict() {
  const { x } = madeUp(batch);
  const inputs = np.array(x, { shape: [batch, ...inputShape] });
  const run = jit((p, x) => nn.softmax(call(p, x), -1));
  const stepSeconds = await repeat(async () => {
    for (let i = 0; i < rows / batch; i++) await run(tree.ref(held.p), inputs.ref).data();
  });
  answer(version(), stepSeconds);
}

function permutation(count) {
  const order = Int32Array.from({ length: count }, (_, i) => i);
  for (let i = count - 1; i > 0; i--) {
    const j = Math.floor(even() * (i + 1));
    [order[i], order[j]] = [order[j], order[i]];
  }
  return order;
}

const version = () => `jax-js ${versionOf("@jax-js/jax")}`;

if (request.mode === "cold") {
  const { x, labels } = firstStepData();
  const loss = await step(x, labels);
  await loss.data();
  sayFirstStepDone();
} else {
  await (request.task === "train" ? train() : predict());
}
