import type { DType } from "../base/dtype.ts";
import { floatx } from "../base/floatx.ts";
import { fail } from "../base/errors.ts";
import type { Operand } from "../graph/value.ts";
import { Layer, layerOptions, type LayerOptions } from "./layer.ts";
import { SymbolicTensor, type PartialShape } from "./symbolic.ts";

/** Options of `input`. */
export interface InputOptions {
  /** A fixed number of samples. Default null: any. */
  readonly batchSize?: number | null | undefined;
  /** Default: that of `floatx`; "string" for texts, which a layer such as `textVectorization` takes. */
  readonly dtype?: DType | "string" | undefined;
  /** Default "input_layer", counted up. */
  readonly name?: string | undefined;
}

/** Options of the layer behind `input`. */
export interface InputLayerOptions extends LayerOptions {
  /** With the batch axis, null where any extent will do. */
  readonly batchShape: PartialShape;
}

const defaults = { sparse: false, ragged: false, optional: false };

/** Where a model begins: passes its input on. */
export class InputLayer extends Layer<InputLayerOptions> {
  static override readonly className = "InputLayer";
  /** What `input` gives. */
  readonly symbolic: SymbolicTensor;

  constructor(options: InputLayerOptions & { readonly dtype?: string | undefined }) {
    const { dtype = floatx(), ...rest } = options;
    super(layerOptions("InputLayer", { batchShape: [null], ...defaults }, rest));
    this.symbolic = new SymbolicTensor(this.options.batchShape, dtype as DType, this.name);
    const node = { layer: this, inputs: [], outputs: [this.symbolic] };
    this.symbolic.node = node;
    this.nodes.push(node);
    this.built = true;
  }

  override call(x: Operand): Operand {
    return x;
  }

  /** As Keras saves it: the dtype by its name, nothing about training. */
  override getConfig(): Record<string, unknown> {
    const { batchShape } = this.options;
    return {
      batch_shape: batchShape,
      dtype: this.symbolic.dtype,
      sparse: false,
      ragged: false,
      name: this.name,
      optional: false,
    };
  }
}

/**
 * The input of a model, a symbolic tensor [null, ...shape]: `input([28, 28])`. Also the first entry of `sequential`.
 * Throws on extents that are no whole numbers.
 */
export function input(shape: PartialShape, options: InputOptions = {}): SymbolicTensor {
  if (
    !Array.isArray(shape) ||
    shape.some((extent) => extent !== null && !(Number.isInteger(extent) && extent > 0))
  ) {
    fail("shape", {
      where: "input",
      expected: "a list of extents without the batch axis, such as [28, 28]",
      received: JSON.stringify(shape),
    });
  }
  const { batchSize = null, dtype, name } = options;
  return new InputLayer({ batchShape: [batchSize, ...shape], dtype, name }).symbolic;
}
