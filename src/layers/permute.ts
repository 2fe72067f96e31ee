import { fail } from "../base/errors.ts";
import { formatShape } from "../base/shape.ts";
import type { Operand } from "../graph/value.ts";
import { transpose } from "../ops/transpose.ts";
import { Layer, layerOptions, type LayerOptions } from "./layer.ts";

type PermuteConfig = LayerOptions & { readonly dims: readonly number[] };

/** Reorders the axes but the batch, counted from 1: dims [2, 1] makes [n, a, b] -> [n, b, a]. */
export class Permute extends Layer<PermuteConfig> {
  static override readonly className = "Permute";
  static override readonly savesBuildShape = true;

  constructor(options: PermuteConfig) {
    super(layerOptions("Permute", { dims: [] as readonly number[] }, options));
    const { dims } = this.options;
    const wanted = dims.map((_, i) => i + 1);
    if (dims.length === 0 || dims.toSorted((a, b) => a - b).join() !== wanted.join()) {
      fail("value", {
        where: this.label,
        expected: "each axis from 1 on once, such as [2, 1]",
        received: formatShape(dims),
        advice: "The batch axis is not counted",
      });
    }
    this.inputSpec = { rank: dims.length + 1 };
  }

  override call(x: Operand): Operand {
    return transpose(x, { axes: [0, ...this.options.dims] });
  }
}

/** `permute([2, 1])` */
export const permute = (dims: readonly number[], options: LayerOptions = {}): Permute =>
  new Permute({ ...options, dims });
