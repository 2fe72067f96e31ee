import { checkOptions } from "../base/config.ts";
import { bytesPerElement } from "../base/dtype.ts";
import { fail } from "../base/errors.ts";
import { sizeOf } from "../base/shape.ts";
import type { ScanAttributes } from "../graph/alphabet.ts";
import { subgraphOf } from "../graph/subgraph.ts";
import type { Value } from "../graph/value.ts";
import { whileTracing } from "../graph/variable.ts";
import type { Layer } from "../layers/layer.ts";
import type { PartialShape, SymbolicTensor } from "../layers/symbolic.ts";
import { multiplyAdds, newGraph } from "../ops/primitives/cards.ts";
import type { TrainableModel } from "../train/model.ts";
import { planMemory, type PlannedMemory } from "../train/plannedMemory.ts";
import type { Trainer } from "../train/trainer.ts";
import { formatBytes } from "./summary.ts";
import { drawTable } from "./table.ts";

/** What one layer costs. */
export interface LayerCost {
  readonly name: string;
  readonly className: string;
  /** Shape of what comes out, null where it follows the batch. */
  readonly outputShape: PartialShape;
  readonly parameters: number;
  readonly weightBytes: number;
  /** Bytes of what goes in and of what comes out, for one batch. */
  readonly inputBytes: number;
  readonly outputBytes: number;
  /** Products that are summed for one sample. */
  readonly multiplyAdds: number;
}

/** What one way of running costs, in bytes. */
export interface RunMemory extends PlannedMemory {
  /**
   * Outputs of layers that must be there at once if nothing is fused or reused: of two neighbouring layers for
   * inference, of all layers for training. The plan (`scratchBytes`) needs less or, with gradients, more.
   */
  readonly activationBytes: number;
}

/** Which way of running. */
export type RunMode = "inference" | "training";

/** Options of `memoryPlan`. */
export interface MemoryPlanOptions {
  /** Samples per step. Default 32. */
  readonly batchSize?: number | undefined;
}

/** What a model is to the planner. */
export interface PlannedModel extends TrainableModel {
  readonly layers: readonly Layer[];
}

const bytesOf = ({ shape, dtype }: SymbolicTensor, batchSize: number): number =>
  sizeOf(shape.map((extent, axis) => extent ?? (axis === 0 ? batchSize : 1))) *
  bytesPerElement(dtype);

/** What a layer costs in the place where it was called first. */
function costOf(layer: Layer, batchSize: number): LayerCost {
  const node = layer.nodes[0];
  const { className } = layer.constructor as typeof Layer;
  const total = (tensors: readonly SymbolicTensor[]): number =>
    tensors.reduce((sum, tensor) => sum + bytesOf(tensor, batchSize), 0);
  return {
    name: layer.name,
    className,
    outputShape: node?.outputs[0]?.shape ?? [],
    parameters: layer.countParams(),
    weightBytes: layer.weights.reduce(
      (sum, { size, dtype }) => sum + size * bytesPerElement(dtype),
      0,
    ),
    inputBytes: total(node?.inputs ?? []),
    outputBytes: total(node?.outputs ?? []),
    multiplyAdds: node === undefined ? 0 : multiplyAddsPerSample(layer, node.inputs),
  };
}

/** Products that a layer sums for one sample: those of its trace. */
function multiplyAddsPerSample(layer: Layer, inputs: readonly SymbolicTensor[]): number {
  if (inputs.length === 0) return 0;
  const graph = newGraph();
  const values = inputs.map(({ shape, dtype }, i) =>
    graph.parameter(
      `x${i}`,
      shape.map((extent) => extent ?? 1),
      dtype,
    ),
  );
  whileTracing(graph, () => layer.apply(values, { training: false }));
  return multiplyAddsWithin(graph.values);
}

/** With those of scans' bodies, as often as they run. */
function multiplyAddsWithin(values: readonly Value[]): number {
  return values.reduce((total, { op, attributes }) => {
    if (op !== "scan") return total;
    const { body, length } = attributes as ScanAttributes;
    return total + length * multiplyAddsWithin(subgraphOf(body).values);
  }, multiplyAdds(values));
}

/** The memory of a model, known before it runs. */
export class MemoryPlan {
  readonly batchSize: number;
  readonly layers: readonly LayerCost[];
  readonly inference: RunMemory;
  /** Undefined of a model that is not compiled. */
  readonly training: RunMemory | undefined;
  readonly #model: PlannedModel;
  readonly #trainer: Trainer;

  constructor(model: PlannedModel, trainer: Trainer, options: MemoryPlanOptions) {
    checkOptions("memoryPlan", options, ["batchSize"]);
    const { batchSize = 32 } = options;
    if (!(Number.isInteger(batchSize) && batchSize > 0)) {
      fail("value", {
        where: "memoryPlan",
        expected: "batchSize to be a whole number of 1 or more",
        received: String(batchSize),
      });
    }
    this.#model = model;
    this.#trainer = trainer;
    this.batchSize = batchSize;
    this.layers = model.layers.map((layer) => costOf(layer, batchSize));
    const neighbours = this.layers.map(({ inputBytes, outputBytes }) => inputBytes + outputBytes);
    const outputs = this.layers.reduce((sum, { outputBytes }) => sum + outputBytes, 0);
    this.inference = {
      ...this.#plan("inference", batchSize),
      activationBytes: Math.max(0, ...neighbours),
    };
    this.training = trainer.isCompiled
      ? { ...this.#plan("training", batchSize), activationBytes: outputs }
      : undefined;
  }

  #plan(mode: RunMode, batchSize: number): PlannedMemory {
    return planMemory(
      this.#model,
      this.#trainer,
      mode === "training" ? "train" : "predict",
      batchSize,
    );
  }

  /** Products that are summed for one sample, in all layers. */
  get multiplyAdds(): number {
    return this.layers.reduce((sum, layer) => sum + layer.multiplyAdds, 0);
  }

  /** The largest batch whose peak is at most `limit` bytes; 0 if not even one sample fits. */
  largestBatch(limit: number, mode: RunMode = "training"): number {
    if (!(limit > 0)) {
      fail("value", {
        where: "largestBatch",
        expected: "a limit in bytes above 0",
        received: String(limit),
      });
    }
    if (mode === "training" && !this.#trainer.isCompiled) failUncompiled(this.#model.name);
    const bytes = (batch: number): number => this.#plan(mode, batch).peakBytes;
    let [fits, bytesThatFit] = [0, 0];
    let [exceeds, bytesThatExceed] = [this.batchSize, bytes(this.batchSize)];
    while (bytesThatExceed <= limit) {
      [fits, bytesThatFit] = [exceeds, bytesThatExceed];
      exceeds *= 2;
      bytesThatExceed = bytes(exceeds);
    }
    // Memory is nearly linear in the batch: guess where the line meets the limit, at least one off either end.
    while (exceeds - fits > 1) {
      const share = (limit - bytesThatFit) / (bytesThatExceed - bytesThatFit);
      const guess = fits + Math.floor(share * (exceeds - fits));
      const batch = Math.min(exceeds - 1, Math.max(fits + 1, guess));
      const own = bytes(batch);
      if (own <= limit) [fits, bytesThatFit] = [batch, own];
      else [exceeds, bytesThatExceed] = [batch, own];
    }
    return fits;
  }

  /** The layers as a table, then what inference and training need. */
  toString(): string {
    const table = drawTable({
      lineLength: 100,
      positions: [0.34, 0.57, 0.7, 0.83, 1],
      alignments: ["left", "left", "right", "right", "right"],
      header: ["Layer (type)", "Output Shape", "Weights", "Output", "Multiply-adds"],
      rows: this.layers.map((layer) => [
        `${layer.name} (${layer.className})`,
        `(${layer.outputShape.map((extent) => extent ?? "None").join(", ")})`,
        formatBytes(layer.weightBytes),
        formatBytes(layer.outputBytes),
        layer.multiplyAdds.toLocaleString("en-US"),
      ]),
    });
    const line = (word: string, memory: RunMemory): string =>
      ` ${word}: ${formatBytes(memory.peakBytes)} at the peak = ${[
        `weights ${formatBytes(memory.weightBytes)}`,
        ...(memory.optimizerBytes > 0 ? [`optimizer ${formatBytes(memory.optimizerBytes)}`] : []),
        `data ${formatBytes(memory.dataBytes)}`,
        ...(memory.keptBytes > 0 ? [`kept ${formatBytes(memory.keptBytes)}`] : []),
        `scratch ${formatBytes(memory.scratchBytes)}`,
      ].join(", ")}, and the ends of pages`;
    return [
      `Memory of "${this.#model.name}" for batches of ${this.batchSize}`,
      table,
      ` Multiply-adds of one sample: ${this.multiplyAdds.toLocaleString("en-US")}`,
      line("Inference", this.inference),
      ...(this.training === undefined ? [] : [line("Training", this.training)]),
    ].join("\n");
  }

  static {
    // What Node's console shows.
    Object.defineProperty(MemoryPlan.prototype, Symbol.for("nodejs.util.inspect.custom"), {
      value(this: MemoryPlan): string {
        return this.toString();
      },
    });
  }
}

/** Throws: training needs what `compile` chooses. */
function failUncompiled(name: string): never {
  return fail("state", {
    where: `${name}: largestBatch`,
    expected: "a compiled model",
    received: "one that is not",
    advice: 'Call model.compile(...) first, or ask for "inference"',
  });
}
