import { fail } from "../base/errors.ts";
import type { Operand } from "../graph/value.ts";
import { expandDims } from "../ops/reshape.ts";
import { repeat } from "../ops/tile.ts";
import { Layer, layerOptions, type LayerOptions } from "./layer.ts";

type RepeatVectorConfig = LayerOptions & { readonly n: number };

/** The input n times: [batch, features] -> [batch, n, features]. */
export class RepeatVector extends Layer<RepeatVectorConfig> {
  static override readonly className = "RepeatVector";
  static override readonly savesBuildShape = true;

  constructor(options: RepeatVectorConfig) {
    super(layerOptions("RepeatVector", { n: 0 }, options));
    const { n } = this.options;
    if (!Number.isInteger(n) || n < 1) {
      fail("value", {
        where: this.label,
        expected: "n to be a whole number of 1 or more",
        received: `${n}`,
      });
    }
    this.inputSpec = { rank: 2 };
  }

  override call(x: Operand): Operand {
    return repeat(expandDims(x, 1), this.options.n, { axis: 1 });
  }
}

/** `repeatVector(28)` */
export const repeatVector = (n: number, options: LayerOptions = {}): RepeatVector =>
  new RepeatVector({ ...options, n });
