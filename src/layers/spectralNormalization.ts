import { fail } from "../base/errors.ts";
import { Variable } from "../graph/variable.ts";
import type { Operand } from "../graph/value.ts";
import { truncatedNormal } from "../initializers/random.ts";
import { add, subtract } from "../ops/add.ts";
import { all } from "../ops/any.ts";
import { stopGradient } from "../ops/cast.ts";
import { divide } from "../ops/divide.ts";
import { equal } from "../ops/equal.ts";
import { matmul } from "../ops/matmul.ts";
import { normalize } from "../ops/normalization.ts";
import { reshape } from "../ops/reshape.ts";
import { transpose } from "../ops/transpose.ts";
import { where } from "../ops/where.ts";
import { type CallContext, Layer, layerOptions, type LayerOptions } from "./layer.ts";
import type { PartialShape } from "./symbolic.ts";

/** Options of `spectralNormalization`. */
export interface SpectralNormalizationOptions extends LayerOptions {
  /** How many steps of the power iteration a step of training takes. Default 1. */
  readonly powerIterations?: number | undefined;
}

type SpectralNormalizationConfig = LayerOptions & {
  readonly layer: Layer;
  readonly powerIterations: number;
};

/**
 * Holds a layer's kernel to a largest singular value of 1: each step of training divides it by what a few power iterations
 * find. Weights: those of the layer, and vector_u [1, units]. Miyato et al. 2018, https://arxiv.org/abs/1802.05957
 */
export class SpectralNormalization extends Layer<SpectralNormalizationConfig> {
  static override readonly className = "SpectralNormalization";
  static override readonly buildsInnerLayers = true;
  vectorU!: Variable;

  constructor(options: SpectralNormalizationOptions & { readonly layer: Layer }) {
    const defaults = { layer: undefined as unknown as Layer, powerIterations: 1 };
    super(layerOptions("SpectralNormalization", defaults, options));
    const { layer, powerIterations } = this.options;
    if (!((layer as unknown) instanceof Layer)) {
      fail("option", { where: this.label, expected: "a layer", received: String(layer) });
    }
    if (!Number.isInteger(powerIterations) || powerIterations < 1) {
      fail("option", {
        where: this.label,
        expected: "powerIterations, a whole number of 1 or more",
        received: `${powerIterations}`,
      });
    }
  }

  /** What is normalised: the layer's kernel, or its embeddings. */
  get kernel(): Variable {
    const { layer } = this.options;
    const { kernel, embeddings } = layer as { readonly kernel?: unknown; embeddings?: unknown };
    const found = kernel ?? embeddings;
    if (found instanceof Variable) return found;
    return fail("option", {
      where: this.label,
      expected: "a layer with a kernel or embeddings",
      received: layer.label,
    });
  }

  override build(inputShape: PartialShape): void {
    this.options.layer.ensureBuilt([inputShape]);
    const shape = [1, this.kernel.shape.at(-1)!];
    this.vectorU = this.addWeight("vector_u", shape, truncatedNormal({ stddev: 0.02 }), {
      trainable: false,
    });
  }

  /** Keras's order: the kernel, which this layer owns too, and vector_u stand first. */
  override get weights(): readonly Variable[] {
    if (!this.built) return super.weights;
    return [...new Set([this.kernel, this.vectorU, ...super.weights])];
  }

  override computeOutputShape(inputShape: PartialShape): PartialShape {
    return this.options.layer.computeOutputShape(inputShape);
  }

  override call(x: Operand, context: CallContext): Operand | readonly Operand[] {
    if (context.training) this.#normalizeKernel(x);
    return this.options.layer.apply([x], context);
  }

  #normalizeKernel(x: Operand): void {
    const kernel = this.read(this.kernel, x);
    const start = this.read(this.vectorU, x);
    const matrix = reshape(kernel, [kernel.size / kernel.shape.at(-1)!, kernel.shape.at(-1)!]);
    let [u, v] = [start, start];
    for (let i = 0; i < this.options.powerIterations; i++) {
      v = normalize(matmul(u, transpose(matrix)), { axis: null });
      u = normalize(matmul(v, matrix), { axis: null });
    }
    const sigma = reshape(matmul(matmul(v, matrix), transpose(u)), []);
    const isZero = all(equal(kernel, 0));
    const normal = where(isZero, kernel, divide(kernel, where(isZero, 1, sigma)));
    // Gradients are those of the new kernel, as if it had been there: Keras assigns it before it is read.
    this.kernel.assign(add(kernel, stopGradient(subtract(normal, kernel))));
    this.vectorU.assign(stopGradient(where(isZero, start, u)));
  }
}

/** `spectralNormalization(dense(10), { powerIterations: 1 })` */
export const spectralNormalization = (
  layer: Layer,
  options: SpectralNormalizationOptions = {},
): SpectralNormalization => new SpectralNormalization({ ...options, layer });
