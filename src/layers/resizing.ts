import { expectDataFormat, type DataFormat } from "../base/imageDataFormat.ts";
import type { Operand } from "../graph/value.ts";
import { resize } from "../ops/image/resize.ts";
import { expectExtents } from "./imageExtents.ts";
import { Layer, layerOptions, type LayerOptions } from "./layer.ts";

/** Options of `resizing`. */
export interface ResizingOptions extends LayerOptions {
  /** Default "bilinear". */
  readonly interpolation?: "bilinear" | "nearest" | "bicubic" | "lanczos3" | "lanczos5" | undefined;
  /** Whether the image is cut to the new proportions first, from the middle. Default false. */
  readonly cropToAspectRatio?: boolean | undefined;
  /** Whether the image is framed to the new proportions first. Default false. */
  readonly padToAspectRatio?: boolean | undefined;
  /** Of the frame. Default "constant", the only one that there is. */
  readonly fillMode?: "constant" | undefined;
  /** Of the frame. Default 0. */
  readonly fillValue?: number | undefined;
  /** Whether neighbours are averaged where the image shrinks. Default false. */
  readonly antialias?: boolean | undefined;
  /** Default: the one of `setImageDataFormat`. */
  readonly dataFormat?: DataFormat | null | undefined;
}

interface Size {
  readonly height: number;
  readonly width: number;
}

const defaults = {
  interpolation: "bilinear",
  cropToAspectRatio: false,
  padToAspectRatio: false,
  fillMode: "constant",
  fillValue: 0,
  antialias: false,
} as const;

type ResizingConfig = LayerOptions &
  Size &
  Required<Pick<ResizingOptions, keyof typeof defaults>> & { readonly dataFormat: DataFormat };

/** Images in another size: [.., h, w, c] -> [.., height, width, c]. Integers are rounded and stay integers. */
export class Resizing extends Layer<ResizingConfig> {
  static override readonly className = "Resizing";
  static override readonly savesBuildShape = true;

  constructor(options: ResizingOptions & Size) {
    const { dataFormat, ...rest } = options;
    const own = { height: NaN, width: NaN, ...defaults };
    super({
      dataFormat: expectDataFormat("resizing", dataFormat),
      ...layerOptions("Resizing", own, rest),
    });
    expectExtents(this.label, this.options);
  }

  override call(x: Operand): Operand {
    const { height, width, name: _, ...options } = this.options;
    return resize(x, [height, width], options);
  }
}

/** `resizing(128, 128)` */
export const resizing = (height: number, width: number, options: ResizingOptions = {}): Resizing =>
  new Resizing({ ...options, height, width });
