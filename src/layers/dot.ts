import { fail } from "../base/errors.ts";
import { formatShape, normalizeAxis } from "../base/shape.ts";
import type { Operand } from "../graph/value.ts";
import { emit } from "../graph/primitives.ts";
import { normalize } from "../ops/normalization.ts";
import { expandDims } from "../ops/reshape.ts";
import { Layer, layerOptions, type LayerOptions } from "./layer.ts";
import type { SymbolicTensor } from "./symbolic.ts";

/** Options of `dot`. */
export interface DotOptions extends LayerOptions {
  /** Whether the vectors along the axes are brought to length 1 first, so that products are cosines. Default false. */
  readonly normalize?: boolean | undefined;
}

/** Over which axes the products of two inputs are summed: one for both, or one each; not the batch axis. */
export type DotAxes = number | readonly [number, number];

type DotConfig = LayerOptions & { readonly axes: DotAxes; readonly normalize: boolean };

/**
 * Sums of products of two inputs, sample by sample: [batch, free of x.., free of y..], or [batch, 1] where no axis is free.
 */
export class Dot extends Layer<DotConfig> {
  static override readonly className = "Dot";
  static override readonly savesBuildShape = true;

  constructor(options: DotOptions & { readonly axes: DotAxes }) {
    super(layerOptions("Dot", { axes: -1, normalize: false }, options));
    const { axes } = this.options;
    const list: readonly unknown[] = typeof axes === "number" ? [axes] : axes;
    if (list.length > 2 || list.length === 0 || !list.every((axis) => Number.isInteger(axis))) {
      fail("option", {
        where: this.label,
        expected: "axes, a whole number or two of them",
        received: JSON.stringify(axes),
      });
    }
  }

  override call(x: Operand): Operand {
    return fail("value", {
      where: this.label,
      expected: "a list of two inputs",
      received: `one of rank ${x.rank}`,
    });
  }

  override callMany(inputs: readonly Operand[]): Operand {
    if (inputs.length !== 2) {
      fail("value", { where: this.label, expected: "two inputs", received: `${inputs.length}` });
    }
    const { axes, normalize: isCosine } = this.options;
    const [first, second] = typeof axes === "number" ? [axes, axes] : axes;
    const places = [first, second].map((axis, i) =>
      normalizeAxis(this.label, axis, inputs[i]!.rank),
    ) as [number, number];
    const [x, y] = inputs.map((input, i) =>
      isCosine ? normalize(input, { axis: places[i]! }) : input,
    ) as [Operand, Operand];
    const isBatch = places.includes(0) || x.shape[0] !== y.shape[0];
    if (isBatch || x.shape[places[0]] !== y.shape[places[1]]) {
      fail("shape", {
        where: this.label,
        expected:
          "inputs of one batch and equal extents on the given axes, which are not the first",
        received: `${formatShape(x.shape)} and ${formatShape(y.shape)} with axes ${places.join(" and ")}`,
      });
    }
    const product = emit("dot", [x, y], {
      contract: [[places[0]], [places[1]]],
      batch: [[0], [0]],
    });
    return product.rank === 1 ? expandDims(product, -1) : product;
  }
}

/** `dot(1)([x, y])`, `dot([1, 2], { normalize: true })([x, y])`, `dot([x, y], { axes: 1 })` */
export function dot(axes: DotAxes, options?: DotOptions): Dot;
export function dot(
  inputs: readonly [SymbolicTensor, SymbolicTensor],
  options: DotOptions & { readonly axes?: DotAxes },
): SymbolicTensor;
export function dot(
  inputs: readonly [Operand, Operand],
  options: DotOptions & { readonly axes?: DotAxes },
): Operand;
export function dot(
  first: DotAxes | readonly unknown[],
  options: DotOptions & { readonly axes?: DotAxes } = {},
): unknown {
  const isAxes = typeof first === "number" || first.every((part) => typeof part === "number");
  if (isAxes) return new Dot({ ...options, axes: first as DotAxes });
  return new Dot({ axes: -1, ...options })(first as readonly Operand[]);
}
