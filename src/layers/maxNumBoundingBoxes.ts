import { expectDataFormat, type DataFormat } from "../base/imageDataFormat.ts";
import { fail } from "../base/errors.ts";
import { Operand } from "../graph/value.ts";
import { pad } from "../ops/pad.ts";
import { slice } from "../ops/slice.ts";
import { type CallContext, Layer, layerOptions, type LayerOptions } from "./layer.ts";

/** Options of `maxNumBoundingBoxes`. */
export interface MaxNumBoundingBoxesOptions extends LayerOptions {
  /** What stands for a missing box. Default -1. */
  readonly fillValue?: number | undefined;
  /** Default: the one of `setImageDataFormat`. */
  readonly dataFormat?: DataFormat | null | undefined;
}

/** Boxes of images: [batch, boxes, 4], and what they are: [batch, boxes]. */
export interface BoundingBoxes {
  readonly boxes: Operand;
  readonly labels: Operand;
}

/** Images with boxes, and whatever else belongs to them. */
export interface BoxRecord {
  readonly boundingBoxes: BoundingBoxes;
  readonly [name: string]: unknown;
}

type MaxNumBoundingBoxesConfig = LayerOptions & {
  readonly dataFormat: DataFormat;
  readonly maxNumber: number;
  readonly fillValue: number;
};

/** Calling one with a record changes its boxes. */
// oxlint-disable-next-line no-unsafe-declaration-merging -- what makes an instance callable for the type checker
export interface MaxNumBoundingBoxes extends Layer<MaxNumBoundingBoxesConfig> {
  (record: BoxRecord, context?: Partial<CallContext>): BoxRecord;
}

/** Cuts or fills the boxes of each image to one number; images pass through. */
export class MaxNumBoundingBoxes extends Layer<MaxNumBoundingBoxesConfig> {
  static override readonly className = "MaxNumBoundingBoxes";
  static override readonly savesBuildShape = true;

  constructor(options: MaxNumBoundingBoxesOptions & { readonly maxNumber: number }) {
    const { dataFormat, ...rest } = options;
    super({
      dataFormat: expectDataFormat("maxNumBoundingBoxes", dataFormat),
      ...layerOptions("MaxNumBoundingBoxes", { maxNumber: NaN, fillValue: -1 }, rest),
    });
    const { maxNumber } = this.options;
    if (Number.isInteger(maxNumber) && maxNumber >= 1) return;
    fail("value", {
      where: `${this.label}: maxNumber`,
      expected: "a whole number of 1 or more",
      received: String(maxNumber),
    });
  }

  override call(x: Operand): Operand {
    return x;
  }

  #fitted(x: Operand): Operand {
    const { maxNumber, fillValue } = this.options;
    const count = Math.min(x.shape[1]!, maxNumber);
    const kept = slice(
      x,
      x.shape.map(() => 0),
      x.shape.with(1, count),
    );
    const frame = x.shape.map((_, axis) => [0, axis === 1 ? maxNumber - count : 0] as const);
    return pad(kept, frame, { constantValues: fillValue });
  }

  protected override invoke(input: unknown, context: Partial<CallContext> = {}): unknown {
    const isRecord = typeof input === "object" && input !== null && "boundingBoxes" in input;
    if (!isRecord || input instanceof Operand) return super.invoke(input as Operand, context);
    const record = input as BoxRecord;
    const { boxes, labels } = record.boundingBoxes;
    return {
      ...record,
      boundingBoxes: { boxes: this.#fitted(boxes), labels: this.#fitted(labels) },
    };
  }

  /** Keras does not save what fills. */
  override getConfig(): Record<string, unknown> {
    const { fill_value: _, ...config } = super.getConfig();
    return config;
  }
}

/** `maxNumBoundingBoxes(10)({ images, boundingBoxes: { boxes, labels } })` */
export const maxNumBoundingBoxes = (
  maxNumber: number,
  options: MaxNumBoundingBoxesOptions = {},
): MaxNumBoundingBoxes => new MaxNumBoundingBoxes({ ...options, maxNumber });
