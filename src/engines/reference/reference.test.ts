import { aligned } from "../../program/plan.ts";
import { describe, expect, test } from "vitest";
import { bytesPerElement, type DType, type TypedArray } from "../../base/dtype.ts";
import { sizeOf, type Shape } from "../../base/shape.ts";
import { gradients } from "../../grad/reverse.ts";
import { topologicalOrder } from "../../graph/builder.ts";
import { emit } from "../../graph/primitives.ts";
import type { Operand, Value } from "../../graph/value.ts";
import { newGraph } from "../../ops/primitives/cards.ts";
import { drawNumbers } from "../../ops/primitives/draw.ts";
import { formatGroup } from "../../program/printProgram.ts";
import type { Buffer, Group, Program } from "../../program/program.ts";
import { reference } from "./reference.ts";

function buffer(
  id: string,
  shape: Shape,
  options: { dtype?: DType; offset?: number } = {},
): Buffer {
  const { dtype = "float32", offset = 0 } = options;
  const region = id.split("/")[0] as Buffer["region"];
  return { id, region, shape, dtype, offset, bytes: sizeOf(shape) * bytesPerElement(dtype) };
}

/** A group that computes `f` of buffers and stores its results in others. */
function group(
  inputs: readonly Buffer[],
  outputs: readonly Buffer[],
  f: (...x: Value[]) => Operand[],
): Group {
  const graph = newGraph();
  const parameters = inputs.map(({ id, shape, dtype }) => graph.parameter(id, shape, dtype));
  const results = f(...parameters).map((result) => graph.lift(result));
  const ids = (buffers: readonly Buffer[]): string[] => buffers.map(({ id }) => id);
  const order = topologicalOrder(results);
  const values = [...parameters.filter((parameter) => !order.includes(parameter)), ...order];
  return {
    name: "group",
    values,
    parameters,
    results,
    key: formatGroup({ values, parameters, results }),
    inputs: ids(inputs),
    outputs: ids(outputs),
    operations: 0,
    workspace: undefined,
  };
}

function programOf(
  buffers: readonly Buffer[],
  groups: readonly Group[],
  name = "program",
): Program {
  const scratch = buffers.filter(({ region }) => region === "scratch");
  const scratchBytes = Math.max(0, ...scratch.map(({ offset, bytes }) => offset + bytes));
  return {
    name,
    buffers: new Map(buffers.map((each) => [each.id, each])),
    groups,
    steps: groups.map((_, group) => ({ kind: "launch", group })),
    scratchBytes,
    key: name,
  };
}

const w = buffer("state/w", [2]);
const x = buffer("data/x", [3, 2]);
const y = buffer("data/y", [3, 2]);
const t = buffer("scratch/0", [2], { offset: 64 });

/** t = w + w; w = t + 1; y = x · (new w) per row. */
const step = programOf(
  [w, x, y, t],
  [
    group([w], [t], (a) => [emit("add", [a, a])]),
    group([t], [w], (a) => [
      emit("add", [
        a,
        a.builder.emit("constant", [], {
          shape: [2],
          dtype: "float32",
          data: Float32Array.of(1, 1),
        }),
      ]),
    ]),
    group([x, w], [y], (a, b) => [
      emit("mul", [
        a,
        emit("broadcast", [emit("reshape", [b], { shape: [1, 2] })], { shape: [3, 2] }),
      ]),
    ]),
  ],
);

/** Of `step`: one short array. */
const constants = 64;

describe("reference", () => {
  test("runs groups in order, keeps state from step to step, and counts its bytes", async () => {
    const arena = reference.open([w]);
    arena.place([x, y]);
    const runnable = await arena.load(step);
    expect(arena.allocatedBytes).toBe(
      aligned(w.bytes) + aligned(x.bytes) + aligned(y.bytes) + 64 + t.bytes + constants,
    );
    arena.write("data/x", Float32Array.of(1, 2, 3, 4, 5, 6));
    expect(Array.from(await arena.read("state/w"))).toEqual([0, 0]);
    arena.write("state/w", Float32Array.of(1, 10));
    await runnable.run(2);
    expect(Array.from(await arena.read("state/w"))).toEqual([7, 43]);
    expect(Array.from(arena.readSync("data/y"))).toEqual([7, 86, 21, 172, 35, 258]);
  });

  test("a runnable stays usable after place and after a larger program", () => {
    const arena = reference.open([w]);
    arena.place([x, y]);
    const runnable = arena.loadSync(step);
    const wide = buffer("scratch/0", [100], { offset: 0 });
    arena.loadSync(programOf([wide], [], "wide"));
    arena.loadSync(step);
    expect(arena.allocatedBytes).toBe(
      aligned(w.bytes) + aligned(x.bytes) + aligned(y.bytes) + wide.bytes + constants,
    );
    arena.place([x, y]);
    arena.write("data/x", Float32Array.of(1, 1, 1, 1, 1, 1));
    runnable.runSync(1);
    expect(Array.from(arena.view("data/y"))).toEqual([1, 1, 1, 1, 1, 1]);
  });

  test("an update in place, and results that change places", () => {
    const [a, b] = [buffer("state/a", [2]), buffer("state/b", [2])];
    const arena = reference.open([a, b]);
    arena.write("state/a", Float32Array.of(1, 2));
    arena.write("state/b", Float32Array.of(3, 4));
    arena.loadSync(programOf([a, b], [group([a, b], [a, b], (p, q) => [q, p])])).runSync(1);
    expect([...arena.readSync("state/a"), ...arena.readSync("state/b")]).toEqual([3, 4, 1, 2]);
  });

  test("read copies, view does not", () => {
    const arena = reference.open([w]);
    const [copy, view] = [arena.readSync("state/w"), arena.view("state/w")];
    arena.write("state/w", Float32Array.of(5, 6));
    expect([...copy, ...view]).toEqual([0, 0, 5, 6]);
  });

  test.each([
    ["keep their elements side by side", 64, [1, 2]],
    ["overwrite each other at one place: a wrong plan shows", 0, [-1, -2]],
  ])("two scratch buffers %s", (_, offset, expected) => {
    const [one, two] = [buffer("scratch/1", [2]), buffer("scratch/2", [2], { offset })];
    const arena = reference.open([w]);
    arena.write("state/w", Float32Array.of(1, 2));
    const groups = [
      group([w], [one], (a) => [a]),
      group([w], [two], (a) => [emit("neg", [a])]),
      group([one], [w], (a) => [a]),
    ];
    arena.loadSync(programOf([w, one, two], groups)).runSync(1);
    expect(Array.from(arena.view("state/w"))).toEqual(expected);
  });

  test("says what does not fit", async () => {
    const arena = reference.open([w]);
    await expect(arena.load(step)).rejects.toThrow(
      /received "data\/x". Place the program's data buffers first/,
    );
    arena.place([buffer("data/x", [2, 3]), y]);
    expect(() => arena.loadSync(step)).toThrow(
      /load program: data\/x: expected float32 \[2, 3\], as in the arena, received float32 \[3, 2\]/,
    );
    expect(() => arena.write("state/w", new Float32Array(3))).toThrow(
      /write to state\/w: expected 2 elements, received 3/,
    );
    await expect(arena.read("state/v")).rejects.toThrow(/"state\/v"/);
  });
});

/** x · kernel, [n, in] x [in, out]. */
const matmul = (a: Operand, b: Operand): Operand =>
  emit("dot", [a, b], { contract: [[1], [0]], batch: [[], []] });

/** A number everywhere. */
function fill(like: Operand, number: number): Operand {
  const scalar = like.builder!.emit("constant", [], {
    shape: [1, 1],
    dtype: "float32",
    data: Float32Array.of(number),
  });
  return emit("broadcast", [scalar], { shape: like.shape });
}

test("trains a 784-300-100-10 network by gradient descent", () => {
  const widths = [784, 300, 100, 10];
  const batch = 32;
  const kernels = [0, 1, 2].map((i) => buffer(`state/kernel${i}`, [widths[i]!, widths[i + 1]!]));
  const [images, labels, loss] = [
    buffer("data/images", [batch, 784]),
    buffer("data/labels", [batch, 10]),
    buffer("data/loss", [1, 1]),
  ];
  const train = group(
    [images, labels, ...kernels],
    [loss, ...kernels],
    (pixels, truth, ...weights) => {
      let h: Operand = pixels;
      for (const [i, weight] of weights.entries()) {
        h = matmul(h, weight);
        if (i < 2) h = emit("max", [h, fill(h, 0)]);
      }
      const difference = emit("sub", [h, truth]);
      const sum = emit("reduceSum", [emit("mul", [difference, difference])], {
        axes: [0, 1],
      }) as Value;
      const slopes = gradients([sum], [fill(sum, 1 / batch)], weights);
      return [
        sum,
        ...weights.map((weight, i) =>
          emit("sub", [weight, emit("mul", [slopes[i]!, fill(weight, 0.001)])]),
        ),
      ];
    },
  );
  const arena = reference.open(kernels);
  arena.place([images, labels, loss]);
  for (const [i, kernel] of kernels.entries()) {
    const limit = Math.sqrt(6 / kernel.shape[0]!);
    arena.write(kernel.id, drawNumbers("float32", sizeOf(kernel.shape), [-limit, limit], 7 + i));
  }
  arena.write(images.id, drawNumbers("float32", batch * 784, [0, 1], 1));
  const targets: TypedArray = new Float32Array(batch * 10).map((_, i) =>
    i % 10 === Math.floor(i / 10) % 10 ? 1 : 0,
  );
  arena.write(labels.id, targets);
  const runnable = arena.loadSync(programOf([images, labels, loss, ...kernels], [train]));
  const losses = Array.from({ length: 6 }, () => {
    runnable.runSync(1);
    return arena.view(loss.id)[0]!;
  });
  for (const [i, later] of losses.slice(1).entries()) expect(later).toBeLessThan(losses[i]!);
});
