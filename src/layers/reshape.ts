import { fail } from "../base/errors.ts";
import { formatShape, sizeOf, type Shape } from "../base/shape.ts";
import type { Operand } from "../graph/value.ts";
import { reshape as reshapeOperand } from "../ops/reshape.ts";
import { Layer, layerOptions, type LayerOptions } from "./layer.ts";

/** Options of `reshape`. */
export type ReshapeOptions = LayerOptions;

type ReshapeConfig = LayerOptions & { readonly targetShape: Shape };

/** [n, ...] -> [n, ...targetShape]; one extent may be -1: what is left. Throws if the sizes do not fit. */
export class Reshape extends Layer<ReshapeConfig> {
  static override readonly className = "Reshape";

  constructor(options: ReshapeOptions & { readonly targetShape: Shape }) {
    super(layerOptions("Reshape", { targetShape: [] as Shape }, options));
  }

  override call(x: Operand): Operand {
    const { targetShape } = this.options;
    const size = sizeOf(x.shape.slice(1));
    const known = targetShape.reduce(
      (product, extent) => (extent === -1 ? product : product * extent),
      1,
    );
    const full = targetShape.map((extent) => (extent === -1 ? size / known : extent));
    if (
      sizeOf(full) !== size ||
      !full.every((extent) => Number.isInteger(extent)) ||
      targetShape.filter((e) => e === -1).length > 1
    ) {
      fail("shape", {
        where: this.label,
        expected: `${size} elements per sample in ${formatShape(x.shape)}`,
        received: `the target shape ${formatShape(targetShape)}`,
      });
    }
    return reshapeOperand(x, [x.shape[0]!, ...full]);
  }
}

/** `reshape([28, 28])`, `reshape([-1])` */
export const reshape = (targetShape: Shape, options: ReshapeOptions = {}): Reshape =>
  new Reshape({ ...options, targetShape });
