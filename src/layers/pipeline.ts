import { Operand } from "../graph/value.ts";
import {
  type CallContext,
  type CallOptions,
  Layer,
  layerOptions,
  type LayerOptions,
} from "./layer.ts";
import type { DType } from "../base/dtype.ts";
import { fail } from "../base/errors.ts";
import type { PartialShape } from "./symbolic.ts";
import type { OutputType } from "./traceShapes.ts";

type PipelineConfig = LayerOptions & { readonly layers: readonly Layer[] };

/** Layers one after the other, as one: `pipeline([randomFlip(), randomRotation(0.1)])`. Each is told whether it trains. */
export class Pipeline extends Layer<PipelineConfig> {
  static override readonly className = "Pipeline";
  static override readonly savesBuildShape = true;

  constructor(options: LayerOptions & { readonly layers: readonly Layer[] }) {
    super(layerOptions("Pipeline", { layers: [] }, options));
    const { layers } = this.options;
    if (Array.isArray(layers) && layers.every((layer) => layer instanceof Layer)) return;
    fail("value", {
      where: this.label,
      expected: "a list of layers",
      received: Array.isArray(layers) ? "something else in it" : typeof layers,
    });
  }

  /** The layers, in order. */
  get layers(): readonly Layer[] {
    return this.options.layers;
  }

  override call(x: Operand, context: CallContext): Operand {
    const { training } = context;
    return this.layers.reduce((y, layer) => layer.apply([y], { training }) as Operand, x);
  }

  /** One layer's after the other. */
  override computeOutputs(
    inputShapes: readonly PartialShape[],
    dtypes: readonly DType[],
    options: CallOptions = {},
  ): OutputType[] {
    return this.layers.reduce<OutputType[]>(
      (types, layer) =>
        layer.computeOutputs(
          types.map(({ shape }) => shape),
          types.map(({ dtype }) => dtype),
          options,
        ),
      inputShapes.map((shape, i) => ({ shape, dtype: dtypes[i]! })),
    );
  }

  protected override invoke(input: unknown, context: Partial<CallContext> = {}): unknown {
    return super.invoke(
      input as Operand,
      input instanceof Operand ? { training: true, ...context } : context,
    );
  }

  /** Layers and name, as Keras saves them. */
  override getConfig(): Record<string, unknown> {
    return { layers: this.layers.map((layer) => layer.toJSON()), name: this.name };
  }
}

/** `pipeline([randomFlip(), randomRotation(0.1)])` */
export const pipeline = (layers: readonly Layer[], options: LayerOptions = {}): Pipeline =>
  new Pipeline({ ...options, layers });
