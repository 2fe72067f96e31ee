import type { DType, TypedArray } from "../base/dtype.ts";
import { floatx } from "../base/floatx.ts";
import { fail } from "../base/errors.ts";
import { formatShape, type Shape } from "../base/shape.ts";
import { windowOf } from "../base/windows.ts";
import { fill, Initializer } from "./initializer.ts";

/** Options of `stft`. */
export interface StftOptions {
  /** Default "real". */
  readonly side?: "real" | "imag" | undefined;
  /** A window's name, its weights [frame], or null: none. Default "hann". */
  readonly window?: string | readonly number[] | null | undefined;
  /** By what the window is divided: the root of its squares, or its sum. Default "density". */
  readonly scaling?: "density" | "spectrum" | null | undefined;
  /** Whether a window by name repeats. Default false. */
  readonly periodic?: boolean | undefined;
}

/** The waves of a short-time Fourier transform as kernels of a convolution: [frame, 1, frequencies]. */
export class STFT extends Initializer<StftOptions> {
  static override readonly className = "STFT";

  constructor(options: StftOptions = {}) {
    super(options, { side: "real", window: "hann", scaling: "density", periodic: false });
    const { side, scaling } = this.options;
    if (side !== "real" && side !== "imag")
      fail("option", {
        where: "STFT: side",
        expected: '"real" or "imag"',
        received: JSON.stringify(side),
      });
    if (scaling !== null && scaling !== "density" && scaling !== "spectrum") {
      fail("option", {
        where: "STFT: scaling",
        expected: '"density", "spectrum" or null',
        received: JSON.stringify(scaling),
      });
    }
  }

  #window(frame: number): Float64Array | undefined {
    const { window, periodic } = this.options;
    if (window === null) return undefined;
    const weights =
      typeof window === "string"
        ? windowOf("STFT: window", window, frame, periodic)
        : Float64Array.from(window);
    if (weights.length === frame) return weights;
    return fail("shape", {
      where: "STFT: window",
      expected: `${frame} weights`,
      received: `${weights.length}`,
    });
  }

  override draw(shape: Shape, dtype: DType = floatx()): TypedArray {
    const [frame, channels, count] = shape;
    if (shape.length !== 3 || frame === undefined || channels !== 1 || count === undefined) {
      return fail("shape", {
        where: "STFT",
        expected: "a shape [frame, 1, frequencies]",
        received: formatShape(shape),
      });
    }
    const { side, scaling } = this.options;
    const weights = this.#window(frame);
    const norm =
      weights === undefined || scaling === null
        ? 1
        : scaling === "density"
          ? Math.sqrt(weights.reduce((sum, x) => sum + x * x, 0))
          : weights.reduce((sum, x) => sum + Math.abs(x), 0);
    return fill(shape, dtype, (i) => {
      const [time, frequency] = [Math.floor(i / count), i % count];
      const angle = (-2 * Math.PI * time * frequency) / (2 * (count - 1));
      const wave = side === "real" ? Math.cos(angle) : Math.sin(angle);
      return (wave * (weights?.[time] ?? 1)) / norm;
    });
  }
}

/** `stft({ side: "imag", window: "hamming" })` */
export const stft = (options: StftOptions = {}): STFT => new STFT(options);
