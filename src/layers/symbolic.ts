import type { DType } from "../base/dtype.ts";
import { formatShape } from "../base/shape.ts";

/** Extents per axis, null where any will do: the batch axis, at least. */
export type PartialShape = readonly (number | null)[];

/** A layer, seen from its uses. */
export interface UsedLayer {
  readonly name: string;
  /** The uses of the layer in models, in order. */
  readonly nodes: readonly Node[];
}

/** One use of a layer: what went in and what came out. */
export interface Node {
  readonly layer: UsedLayer;
  readonly inputs: readonly SymbolicTensor[];
  readonly outputs: readonly SymbolicTensor[];
  /** What the layer was told besides its inputs, such as `useCausalMask`. */
  readonly options?: Readonly<Record<string, unknown>>;
}

/** A tensor of which only shape and dtype are known: what `input()` gives and what layers make of it. */
export class SymbolicTensor {
  readonly shape: PartialShape;
  readonly dtype: DType;
  readonly name: string;
  /** The use of a layer that this came out of; set once. */
  node: Node | undefined;

  constructor(shape: PartialShape, dtype: DType, name: string) {
    this.shape = shape;
    this.dtype = dtype;
    this.name = name;
  }

  /** "<SymbolicTensor float32 [None, 10], name=dense>" */
  toString(): string {
    return `<SymbolicTensor ${this.dtype} ${formatShape(this.shape)}, name=${this.name}>`;
  }
}
