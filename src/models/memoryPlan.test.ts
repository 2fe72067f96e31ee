import { beforeEach, describe, expect, test } from "vitest";
import { conv2d, dense, dropout, flatten, input, lstm } from "hornet/layers";
import { setEngine } from "../eager/engines.ts";
import { tensor } from "../eager/tensor.ts";
import { Session } from "../eager/session.ts";
import { sequential, type Sequential } from "./sequential.ts";

beforeEach(() => {
  setEngine("wasm");
});

const classifier = (): Sequential =>
  sequential([
    input([28, 28]),
    flatten(),
    dense(300, { activation: "relu" }),
    dropout(0.2),
    dense(10, { activation: "softmax" }),
  ]);

describe("memoryPlan", () => {
  test("S3.15 multiply-adds, weights and outputs of every layer", () => {
    const plan = classifier().memoryPlan({ batchSize: 4 });
    const dense300 = plan.layers[1]!;
    expect(dense300.multiplyAdds).toBe(784 * 300);
    expect(dense300.weightBytes).toBe(4 * (784 * 300 + 300));
    expect(dense300.outputBytes).toBe(4 * 4 * 300);
    expect(plan.multiplyAdds).toBe(784 * 300 + 300 * 10);
    expect(String(plan)).toContain("235,200");
  });

  test("the steps of a recurrent layer count one by one", () => {
    const plan = sequential([input([7, 3]), lstm(5)]).memoryPlan({ batchSize: 2 });
    expect(plan.multiplyAdds).toBe(7 * (3 * 4 * 5 + 5 * 4 * 5));
  });

  test("S4.62 the arithmetic of a convolution: parameters, multiplications, bytes", () => {
    const maps = conv2d(200, 5, { padding: "same" });
    const plan = sequential([input([150, 100, 3]), maps]).memoryPlan({ batchSize: 1 });
    const [cost] = plan.layers;
    expect(cost!.parameters).toBe(15_200);
    expect(cost!.multiplyAdds).toBe(225_000_000);
    expect(cost!.outputBytes).toBe(12_000_000);
    expect(
      sequential([input([150, 100, 3]), maps]).memoryPlan({ batchSize: 100 }).layers[0]!
        .outputBytes,
    ).toBe(1_200_000_000);
    expect(String(plan)).toContain("225,000,000");
  });

  test("S4.63 inference needs two neighbouring layers, training all of them", () => {
    const model = classifier();
    model.compile({ loss: "sparse_categorical_crossentropy", optimizer: "adam" });
    const plan = model.memoryPlan({ batchSize: 100 });
    expect(plan.inference.activationBytes).toBe(400 * (784 + 784));
    expect(plan.training!.activationBytes).toBe(400 * (784 + 300 + 300 + 10));
    expect(plan.inference.keptBytes).toBeGreaterThan(0);
    expect(plan.training!.scratchBytes).toBeGreaterThan(plan.inference.scratchBytes);
    expect(plan.inference.optimizerBytes).toBe(0);
    // Adam keeps two numbers per weight, an iteration count and a learning rate.
    expect(plan.training!.optimizerBytes).toBe(8 * model.countParams() + 8);
  });

  test.each(["wasm", "reference"] as const)(
    "what is planned is what %s allocates",
    async (name) => {
      setEngine(name);
      const asked = classifier();
      const { inference } = asked.memoryPlan({ batchSize: 50 });
      const trained = classifier();
      trained.compile({ loss: "sparse_categorical_crossentropy", optimizer: "adam" });
      const { training } = trained.memoryPlan({ batchSize: 50 });
      const opened: Session[] = [];
      const { place } = Session.prototype;
      Session.prototype.place = function (programs) {
        opened.push(this);
        return place.call(this, programs);
      };
      try {
        const x = tensor(new Float32Array(50 * 784), { shape: [50, 28, 28] });
        await asked.predict(x, { batchSize: 50, verbose: 0 });
        expect(opened.at(-1)!.arena.allocatedBytes).toBe(inference.peakBytes);
        await trained.trainOnBatch(x, new Int32Array(50));
        expect(opened.at(-1)!.arena.allocatedBytes).toBe(training!.peakBytes);
      } finally {
        Session.prototype.place = place;
      }
    },
  );

  test("S4.64 the largest batch that fits, to the sample", () => {
    const model = classifier();
    model.compile({ loss: "sparse_categorical_crossentropy", optimizer: "sgd" });
    const plan = model.memoryPlan();
    for (const mode of ["training", "inference"] as const) {
      const limit = 20e6;
      const batch = plan.largestBatch(limit, mode);
      expect(model.memoryPlan({ batchSize: batch })[mode]!.peakBytes).toBeLessThanOrEqual(limit);
      expect(model.memoryPlan({ batchSize: batch + 1 })[mode]!.peakBytes).toBeGreaterThan(limit);
    }
    expect(plan.largestBatch(1000)).toBe(0);
  });

  test("bad questions are told so", () => {
    const model = classifier();
    expect(() => model.memoryPlan({ batchSize: 2.5 })).toThrow(/batchSize to be a whole number/);
    expect(() => model.memoryPlan().largestBatch(1e6)).toThrow(/expected a compiled model/);
    expect(() => model.memoryPlan().largestBatch(NaN, "inference")).toThrow(/above 0/);
    expect(() => sequential([dense(3)]).memoryPlan()).toThrow(/knows its input shape/);
  });
});
