import { describe, expect, test } from "vitest";
import { Variable } from "../graph/variable.ts";
import { multiply } from "../ops/add.ts";
import { maximum } from "../ops/maximum.ts";
import { eager, traceStep } from "../../test/golden/interpreted.ts";
import type { GoldenTensor } from "../../test/golden/support.ts";
import { adagrad } from "./adagrad.ts";
import { adam } from "./adam.ts";
import { adamW } from "./adamW.ts";
import { optimizerClasses } from "./getOptimizer.ts";
import { ftrl } from "./ftrl.ts";
import { lion } from "./lion.ts";
import { lossScaleOptimizer } from "./lossScaleOptimizer.ts";
import { multiOptimizer } from "./multiOptimizer.ts";
import type { GradientPair, Optimizer } from "./optimizer.ts";
import { rmsprop } from "./rmsprop.ts";
import { exponentialDecay } from "./schedules/exponentialDecay.ts";
import { sgd } from "./sgd.ts";

function vector(...data: number[]): GoldenTensor {
  return { shape: [data.length], dtype: "float32", data };
}

function weight(name: string, ...data: number[]): Variable {
  return new Variable({ name, shape: [data.length], initialize: () => Float32Array.from(data) });
}

function apply(optimizer: Optimizer, ...pairs: readonly (readonly [number[], Variable])[]): void {
  optimizer.apply(
    pairs.map(([gradient, variable]): GradientPair => [eager(vector(...gradient)), variable]),
  );
}

/** Numbers in [-1, 1) that repeat from run to run. */
function draws(count: number): number[] {
  let seed = 7;
  return Array.from({ length: count }, () => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    return Math.fround((seed / 2 ** 32) * 2 - 1);
  });
}

describe("sgd", () => {
  test("S0.2 one step on a quadratic is θ - ρ∇L to the last bit", () => {
    const w = weight("w", 1.7, -0.3, 0.01);
    const before = [...w.data];
    // L = Σ θ², so ∇L = 2θ.
    const step = traceStep([], (_, graph) =>
      sgd({ learningRate: 0.1 }).apply([[multiply(graph.lift(w), 2), w]]),
    );
    step([]);
    const rate = Math.fround(0.1);
    expect([...w.data]).toEqual(
      before.map((x) => Math.fround(x - Math.fround(rate * Math.fround(2 * x)))),
    );
  });

  test("S4.34 momentum: m ← βm - ηg, θ ← θ + m, β = 0.9", () => {
    const w = weight("w", 1, -2);
    const optimizer = sgd({ learningRate: 0.001, momentum: 0.9 });
    let [m, theta] = [
      [0, 0],
      [1, -2],
    ];
    const gradients = draws(40);
    for (let t = 0; t < 20; t++) {
      const g = gradients.slice(2 * t, 2 * t + 2);
      m = m.map((x, i) => 0.9 * x - 0.001 * g[i]!);
      theta = theta.map((x, i) => x + m[i]!);
      apply(optimizer, [g, w]);
    }
    for (const [i, x] of w.data.entries()) expect(Math.abs(x - theta[i]!)).toBeLessThan(2e-6);
  });

  test("S4.35 Nesterov: v ← βv - ηg, θ ← θ + βv - ηg", () => {
    const w = weight("w", 1);
    const optimizer = sgd({ learningRate: 0.1, momentum: 0.9, nesterov: true });
    apply(optimizer, [[1], w]);
    expect(w.item()).toBeCloseTo(1 + 0.9 * -0.1 - 0.1, 6);
    apply(optimizer, [[-0.5], w]);
    expect(w.item()).toBeCloseTo(0.81 + 0.9 * (0.9 * -0.1 + 0.05) + 0.05, 6);
  });
});

describe("adam", () => {
  test("S0.6 Adam follows its formula for 100 steps: moments uncorrected in the recursion, ε outside the root", () => {
    const w = weight("w", 0.5, -1);
    const optimizer = adam();
    let [m, v, theta] = [
      [0, 0],
      [0, 0],
      [0.5, -1],
    ];
    const gradients = draws(200);
    for (let t = 1; t <= 100; t++) {
      const g = gradients.slice(2 * t - 2, 2 * t);
      m = m.map((x, i) => 0.9 * x + 0.1 * g[i]!);
      v = v.map((x, i) => 0.999 * x + 0.001 * g[i]! ** 2);
      theta = theta.map((x, i) => {
        const [mHat, vHat] = [m[i]! / (1 - 0.9 ** t), v[i]! / (1 - 0.999 ** t)];
        return x - (0.001 * mHat) / (Math.sqrt(vHat) + 1e-7);
      });
      apply(optimizer, [g, w]);
    }
    for (const [i, x] of w.data.entries()) expect(Math.abs(x - theta[i]!)).toBeLessThan(2e-6);
    expect(Math.abs(w.data[0]! - 0.5)).toBeGreaterThan(1e-3);
  });

  test("S0.6 a constant gradient of 1 gives a fifth step of 1.0e-3", () => {
    const w = weight("w", 0);
    const optimizer = adam();
    for (let t = 0; t < 4; t++) apply(optimizer, [[1], w]);
    const before = w.item();
    apply(optimizer, [[1], w]);
    expect(before - w.item()).toBeCloseTo(1e-3, 7);
  });

  test("S1.2 Adam(learning_rate=0.001, beta_1=0.9, beta_2=0.9) and SGD(learning_rate=0.001) honour their options", () => {
    const [slow, fast] = [weight("slow", 0), weight("fast", 0)];
    const [plain, given] = [adam(), adam({ learningRate: 0.001, beta1: 0.9, beta2: 0.9 })];
    for (const g of [1, 0.1]) {
      apply(plain, [[g], slow]);
      apply(given, [[g], fast]);
    }
    const [m, v] = [0.09 + 0.01, 0.1 * 0.9 + 0.1 * 0.01];
    const second = (m / (1 - 0.81) / Math.sqrt(v / (1 - 0.81))) * 0.001;
    expect(fast.item()).toBeCloseTo(-0.001 - second, 7);
    expect(Math.abs(slow.item() - fast.item())).toBeGreaterThan(1e-5);
    expect(sgd({ learningRate: 0.001 }).learningRate).toBe(Math.fround(0.001));
  });

  test("S4.67 Adam(0.01)", () => {
    const w = weight("w", 1);
    apply(adam({ learningRate: 0.01 }), [[5], w]);
    expect(w.item()).toBeCloseTo(0.99, 6);
  });
});

test("S4.36 AdaGrad and RMSProp have Keras's defaults", () => {
  expect(adagrad().options).toMatchObject({
    learningRate: 0.001,
    initialAccumulatorValue: 0.1,
    epsilon: 1e-7,
  });
  expect(rmsprop().options).toMatchObject({
    learningRate: 0.001,
    rho: 0.9,
    momentum: 0,
    epsilon: 1e-7,
    centered: false,
  });
});

describe("S4.31 gradient clipping under a huge loss", () => {
  const huge = [3e6, -4e6];

  test("clipvalue bounds every component", () => {
    const w = weight("w", 0, 0, 0);
    apply(sgd({ learningRate: 1, clipvalue: 1 }), [[...huge, 0.25], w]);
    expect([...w.data]).toEqual([-1, 1, -0.25]);
  });

  test("clipnorm bounds the norm of each variable and keeps its direction", () => {
    const [w, other] = [weight("w", 0, 0), weight("other", 0)];
    apply(sgd({ learningRate: 1, clipnorm: 1 }), [huge, w], [[0.5], other]);
    expect(w.data[0]).toBeCloseTo(-0.6, 6);
    expect(w.data[1]).toBeCloseTo(0.8, 6);
    expect(other.item()).toBe(-0.5);
  });

  test("globalClipnorm bounds the norm of all variables together", () => {
    const [w, other] = [weight("w", 0, 0), weight("other", 0)];
    apply(sgd({ learningRate: 1, globalClipnorm: 1 }), [huge, w], [[12e6], other]);
    expect([...w.data, other.item()].map((x) => x * 13)).toEqual(
      [-3, 4, -12].map((x) => expect.closeTo(x, 5)),
    );
  });

  test("only one kind of clipping at a time, above 0", () => {
    expect(() => sgd({ clipnorm: 1, clipvalue: 1 })).toThrow(
      "SGD: expected one of clipnorm, globalClipnorm, clipvalue, received clipnorm and clipvalue.",
    );
    expect(() => sgd({ clipvalue: -1 })).toThrow("SGD: expected clipvalue above 0, received -1.");
  });
});

describe("weight decay", () => {
  test("takes off ηλw before the step, but not where a name is excluded", () => {
    const [kernel, bias] = [weight("kernel", 2), weight("bias", 2)];
    const optimizer = sgd({ learningRate: 0.5, weightDecay: 0.1 });
    optimizer.excludeFromWeightDecay({ names: ["bias"] });
    apply(optimizer, [[0.25], kernel], [[0.25], bias]);
    expect([kernel.item(), bias.item()]).toEqual([expect.closeTo(2 - 0.1 - 0.125, 6), 1.875]);
    expect(() => optimizer.excludeFromWeightDecay({ names: ["kernel"] })).toThrow("before build");
  });

  test("excludes variables by themselves; AdamW decays by 0.004", () => {
    const [w, other] = [weight("w", 1), weight("w", 1)];
    const optimizer = adamW({ learningRate: 0.1 });
    optimizer.excludeFromWeightDecay({ variables: [other] });
    apply(optimizer, [[0], w], [[0], other]);
    expect([w.item(), other.item()]).toEqual([expect.closeTo(1 - 0.0004, 7), 1]);
  });
});

/** Ftrl forgets where weights started, and the last two stand on other optimizers. */
const moving = ["Ftrl", "LossScaleOptimizer", "MultiOptimizer"];
const resting = [...optimizerClasses].filter(([name]) => !moving.includes(name));

test.each(resting)("%s: no gradient, no movement", (name, optimizerClass) => {
  const w = weight("w", 1, -2);
  const ofAdam = name === "Muon" ? { adamWeightDecay: null } : {};
  const optimizer = new optimizerClass({ weightDecay: null, ...ofAdam });
  for (let i = 0; i < 2; i++) apply(optimizer, [[0, 0], w]);
  expect([...w.data]).toEqual([1, -2]);
});

describe("state", () => {
  test("variables stand in Keras's order", () => {
    const [kernel, bias] = [weight("kernel", 1), weight("bias", 1)];
    kernel.path = "dense/kernel";
    bias.path = "dense/bias";
    const optimizer = adam({ amsgrad: true });
    expect(optimizer.built).toBe(false);
    optimizer.build([kernel, bias]);
    optimizer.build([kernel, bias]);
    expect(optimizer.variables.map(({ path }) => path)).toEqual([
      "adam/iteration",
      "adam/learning_rate",
      "adam/dense_kernel_momentum",
      "adam/dense_kernel_velocity",
      "adam/dense_bias_momentum",
      "adam/dense_bias_velocity",
      "adam/dense_kernel_velocity_hat",
      "adam/dense_bias_velocity_hat",
    ]);
  });

  test("the learning rate of a traced step changes without tracing again", () => {
    const w = weight("w", 0);
    const optimizer = sgd({ learningRate: 0.5 });
    const step = traceStep([vector(1)], ([g]) => optimizer.apply([[g, w]]));
    step([vector(1)]);
    optimizer.learningRate = 0.25;
    step([vector(1)]);
    expect([w.item(), optimizer.learningRate, optimizer.iterations.item()]).toEqual([
      -0.75, 0.25, 2,
    ]);
  });

  test("S4.43 a schedule as learning rate counts the updates", () => {
    const w = weight("w", 0);
    const optimizer = sgd({
      learningRate: exponentialDecay({ initialLearningRate: 1, decaySteps: 1, decayRate: 0.5 }),
    });
    const step = traceStep([vector(1)], ([g]) => optimizer.apply([[g, w]]));
    const rates = [0, 1, 2].map(() => {
      const rate = optimizer.learningRate;
      step([vector(1)]);
      return rate;
    });
    expect(rates).toEqual([1, 0.5, 0.25]);
    expect(w.item()).toBe(-1.75);
    expect(() => (optimizer.learningRate = 0.1)).toThrow(
      "expected an optimizer made with a number, received one made with a schedule",
    );
    expect(optimizer.variables.map(({ name }) => name)).toEqual(["iteration"]);
  });

  test("a plain function of the step is a schedule too", () => {
    const w = weight("w", 0);
    const optimizer = sgd({ learningRate: (step) => multiply(step, 0.5) });
    for (let i = 0; i < 3; i++) apply(optimizer, [[1], w]);
    expect(w.item()).toBe(-1.5);
  });

  test("constraints hold after the update", () => {
    const w = weight("w", 0.5, 0.5);
    sgd({ learningRate: 1 }).apply([[eager(vector(1, -1)), w]], (_, value) => maximum(value, 0));
    expect([...w.data]).toEqual([0, 1.5]);
  });

  test("a variable without a gradient stays; none at all is an error", () => {
    const [w, other] = [weight("w", 1), weight("other", 1)];
    const optimizer = sgd({ learningRate: 1 });
    optimizer.apply([
      [eager(vector(1)), w],
      [null, other],
    ]);
    expect([w.item(), other.item()]).toEqual([0, 1]);
    expect(() => optimizer.apply([[null, w]])).toThrow(
      "sgd: expected a gradient for at least one variable, received none.",
    );
    expect(() => apply(optimizer, [[1], weight("stranger", 1)])).toThrow(
      "expected the variables that the optimizer was built for, received stranger.",
    );
  });
});

describe("options", () => {
  test("S4.9 an optimizer prints its options", () => {
    expect(String(sgd({ learningRate: 0.01 }))).toBe("SGD(learningRate=0.01)");
    expect(String(adam({ learningRate: 0.01, beta2: 0.9, clipnorm: 1 }))).toBe(
      "Adam(learningRate=0.01, clipnorm=1, beta2=0.9)",
    );
    const decay = exponentialDecay({ initialLearningRate: 1, decaySteps: 10, decayRate: 0.9 });
    expect(String(sgd({ learningRate: decay }))).toBe(
      "SGD(learningRate=ExponentialDecay(initialLearningRate=1, decaySteps=10, decayRate=0.9, staircase=false))",
    );
  });

  test("the saved config has the learning rate of now", () => {
    const optimizer = sgd({ momentum: 0.9 });
    optimizer.learningRate = 0.5;
    expect(optimizer.config).toMatchObject({
      learningRate: 0.5,
      momentum: 0.9,
      nesterov: false,
      weightDecay: null,
    });
  });

  test.each<[make: () => unknown, message: string]>([
    [() => adam({ beta1: 1 }), "Adam: expected beta1 of at least 0 and below 1, received 1."],
    [() => adamW({ beta2: -0.1 }), "AdamW: expected beta2 of at least 0 and below 1"],
    [() => adam({ epsilon: -1 }), "Adam: expected epsilon of at least 0, received -1."],
    [() => rmsprop({ rho: 1.5 }), "RMSprop: expected rho of at least 0 and below 1"],
    [() => sgd({ momentum: 2 }), "SGD: expected a momentum between 0 and 1, received 2."],
    [() => lion({ beta1: 0 }), "Lion: expected beta1 above 0, received 0."],
    [() => ftrl({ learningRatePower: 1 }), "Ftrl: expected learningRatePower of at least -Infin"],
    [() => adagrad({ initialAccumulatorValue: -1 }), "Adagrad: expected initialAccumulatorValue"],
    [() => sgd({ gradientAccumulationSteps: 1 }), "a whole number of at least 2, received 1."],
    [() => sgd({ useEma: true, emaMomentum: 2 }), "SGD: expected emaMomentum of at least 0"],
    [() => sgd({ useEma: true, emaOverwriteFrequency: 0 }), "a whole number of at least 1"],
    [() => sgd({ lossScaleFactor: 0 }), "SGD: expected lossScaleFactor above 0, received 0."],
    [() => lossScaleOptimizer("adam" as never), "expected innerOptimizer, an optimizer"],
  ])("%s is out of range", (make, message) => {
    expect(make).toThrow(message);
  });

  test("unknown options are errors with a hint", () => {
    expect(() => sgd({ learning_rate: 0.1 } as object)).toThrow('Write "learningRate".');
    expect(() => sgd({ momentun: 0.1 } as object)).toThrow('Did you mean "momentum"?');
  });
});

describe("optimizers of optimizers", () => {
  test("a step with a gradient that is not finite changes nothing but the scale", () => {
    const w = weight("w", 1);
    const optimizer = lossScaleOptimizer(sgd({ learningRate: 1, momentum: 0.5 }), {
      initialScale: 4,
      dynamicGrowthSteps: 2,
    });
    const scaleOf = (): number =>
      optimizer.variables.find(({ name }) => name === "dynamic_scale")!.item();
    const steps: [gradient: number, w: number, scale: number][] = [
      [4, 0, 4],
      [NaN, 0, 2],
      [Infinity, 0, 1],
      [1, -1.5, 1],
      [0, -2.25, 2],
    ];
    for (const [gradient, value, scale] of steps) {
      apply(optimizer, [[gradient], w]);
      expect([w.item(), scaleOf()]).toEqual([value, scale]);
    }
    expect(optimizer.iterations.item()).toBe(3);
    expect(optimizer.learningRate).toBe(1);
    expect(optimizer.scaleLoss(eager(vector(3))).item()).toBe(6);
  });

  test("each weight follows the optimizer that its path names", () => {
    const [kernel, bias, other] = ["dense/kernel", "dense/bias", "head/kernel"].map((path) => {
      const own = weight(path, 1);
      own.path = path;
      return own;
    });
    const optimizer = multiOptimizer({
      defaultOptimizer: sgd({ learningRate: 1 }),
      optimizerMap: {
        "dense/.*": sgd({ learningRate: 0.5 }),
        "dense/bias": sgd({ learningRate: 0.25 }),
      },
    });
    apply(optimizer, [[1], kernel!], [[1], bias!], [[1], other!]);
    expect([kernel!.item(), bias!.item(), other!.item()]).toEqual([0.5, 0.75, 0]);
    const unclear = multiOptimizer({
      defaultOptimizer: sgd(),
      optimizerMap: { "dense/.*": sgd(), ".*/kernel": sgd() },
    });
    expect(() => unclear.build([kernel!])).toThrow("expected one optimizer for dense/kernel");
  });
});
