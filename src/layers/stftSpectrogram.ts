import { expectDataFormat, type DataFormat } from "../base/imageDataFormat.ts";
import { isFloat } from "../base/dtype.ts";
import { fail } from "../base/errors.ts";
import { windowOf } from "../base/windows.ts";
import type { Operand } from "../graph/value.ts";
import type { Variable } from "../graph/variable.ts";
import { STFT } from "../initializers/stft.ts";
import { add, multiply } from "../ops/add.ts";
import { concatenate } from "../ops/concatenate.ts";
import { conv } from "../ops/conv.ts";
import { epsilon } from "../base/epsilon.ts";
import { log } from "../ops/exp.ts";
import { maximum } from "../ops/maximum.ts";
import { pad } from "../ops/pad.ts";
import { sqrt } from "../ops/power.ts";
import { reshape } from "../ops/reshape.ts";
import { slice } from "../ops/slice.ts";
import { arctan2 } from "../ops/tan.ts";
import { transpose } from "../ops/transpose.ts";
import { expectMode } from "./encodeCategories.ts";
import type { InputSpec } from "./inputShape.ts";
import { Layer, layerOptions, type LayerOptions } from "./layer.ts";

const modes = ["log", "magnitude", "psd", "real", "imag", "angle", "stft"] as const;

/** Options of `stftSpectrogram`. */
export interface STFTSpectrogramOptions extends LayerOptions {
  /** What is given: default "log", of the magnitude; "psd" is power density, "stft" real and imaginary parts one after the other. */
  readonly mode?: (typeof modes)[number] | undefined;
  /** Samples of a frame. Default 256. */
  readonly frameLength?: number | undefined;
  /** Samples from frame to frame. Default null: half a frame. */
  readonly frameStep?: number | null | undefined;
  /** Default null: the next power of two from the frame on. */
  readonly fftLength?: number | null | undefined;
  /** A window's name, its weights, or null: none. Default "hann". */
  readonly window?: string | readonly number[] | null | undefined;
  /** Whether a window by name repeats. Default false. */
  readonly periodic?: boolean | undefined;
  /** Default "density". */
  readonly scaling?: "density" | "spectrum" | null | undefined;
  /** Default "valid". */
  readonly padding?: "valid" | "same" | undefined;
  /** Whether frequencies get an axis of their own. Default false: they share that of the channels. */
  readonly expandDims?: boolean | undefined;
  /** Default: the one of `setImageDataFormat`. */
  readonly dataFormat?: DataFormat | null | undefined;
}

const defaults = {
  mode: "log",
  frameLength: 256,
  frameStep: null,
  fftLength: null,
  window: "hann",
  periodic: false,
  scaling: "density",
  padding: "valid",
  expandDims: false,
} as const;

type STFTSpectrogramConfig = LayerOptions & {
  readonly [Key in keyof typeof defaults]: Exclude<STFTSpectrogramOptions[Key], undefined>;
} & { readonly dataFormat: DataFormat };

/**
 * Short-time Fourier transform as a convolution whose waves can be trained: [batch, time, channels] ->
 * [batch, frames, channels · frequencies]. Weights: real_kernel and imag_kernel [frame, 1, frequencies].
 */
export class STFTSpectrogram extends Layer<STFTSpectrogramConfig> {
  static override readonly className = "STFTSpectrogram";
  override inputSpec: InputSpec = { rank: 3 };
  realKernel: Variable | undefined;
  imagKernel: Variable | undefined;

  constructor(options: STFTSpectrogramOptions = {}) {
    const { dataFormat, ...rest } = options;
    // No window and no scaling are null, not left out.
    const own = layerOptions("STFTSpectrogram", defaults, rest);
    super({
      ...own,
      dataFormat: expectDataFormat("stftSpectrogram", dataFormat),
    });
    this.#check();
  }

  #check(): void {
    const { mode, frameLength, frameStep, fftLength, window, scaling, padding } = this.options;
    expectMode(`${this.label}: mode`, mode, modes);
    expectMode(`${this.label}: padding`, padding, ["valid", "same"]);
    if (scaling !== null) expectMode(`${this.label}: scaling`, scaling, ["density", "spectrum"]);
    if (typeof window === "string") windowOf(`${this.label}: window`, window, 1, false);
    if (frameStep !== null && !(frameStep >= 1 && frameStep <= frameLength)) {
      fail("value", {
        where: `${this.label}: frameStep`,
        expected: `a number between 1 and ${frameLength} (frameLength)`,
        received: String(frameStep),
      });
    }
    if (fftLength !== null && fftLength < frameLength) {
      fail("value", {
        where: `${this.label}: fftLength`,
        expected: `a number from ${frameLength} (frameLength) on`,
        received: String(fftLength),
      });
    }
  }

  override build(): void {
    const { mode, frameLength, fftLength, window, scaling, periodic } = this.options;
    const whole = fftLength ?? 2 ** Math.ceil(Math.log2(frameLength));
    const shape = [frameLength, 1, Math.floor(whole / 2) + 1];
    const waves = (side: "real" | "imag"): STFT => new STFT({ side, window, scaling, periodic });
    if (mode !== "imag") this.realKernel = this.addWeight("real_kernel", shape, waves("real"));
    if (mode !== "real") this.imagKernel = this.addWeight("imag_kernel", shape, waves("imag"));
  }

  /** Each channel by itself: [batch, channels, frequencies, frames]. */
  #convolved(x: Operand, kernel: Variable): Operand {
    const { dataFormat, frameLength, frameStep, padding } = this.options;
    const isLast = dataFormat === "channels_last";
    const [time, channels] = isLast ? [x.shape[1]!, x.shape[2]!] : [x.shape[2]!, x.shape[1]!];
    const rows = x.shape[0]! * channels;
    const single = isLast
      ? reshape(transpose(x, { axes: [0, 2, 1] }), [rows, time, 1])
      : reshape(x, [rows, 1, time]);
    const strides = frameStep ?? Math.floor(frameLength / 2);
    const found = conv(single, this.read(kernel, x), { strides, padding, dataFormat });
    const waves = isLast ? transpose(found, { axes: [0, 2, 1] }) : found;
    return reshape(waves, [x.shape[0]!, channels, waves.shape[1]!, waves.shape[2]!]);
  }

  /** [batch, channels, frequencies, frames] in the layout that was asked for. */
  #arranged(x: Operand): Operand {
    const { dataFormat, expandDims } = this.options;
    const [batch, channels, frequencies, frames] = x.shape as [number, number, number, number];
    const isLast = dataFormat === "channels_last";
    if (expandDims) return transpose(x, { axes: isLast ? [0, 3, 2, 1] : [0, 1, 3, 2] });
    const flat = reshape(x, [batch, channels * frequencies, frames]);
    return isLast ? transpose(flat, { axes: [0, 2, 1] }) : flat;
  }

  override call(x: Operand): Operand {
    const { mode } = this.options;
    if (!isFloat(x.dtype))
      fail("dtype", { where: this.label, expected: "a signal of floats", received: x.dtype });
    if (mode === "real") return this.#arranged(this.#convolved(x, this.realKernel!));
    const imag = this.#convolved(x, this.imagKernel!);
    if (mode === "imag") return this.#arranged(imag);
    const real = this.#convolved(x, this.realKernel!);
    if (mode === "angle") return this.#arranged(arctan2(imag, real));
    if (mode === "stft") return this.#arranged(concatenate([real, imag], { axis: 2 }));
    const power = add(multiply(real, real), multiply(imag, imag));
    if (mode === "psd") {
      const [batch, channels, frequencies, frames] = power.shape as [
        number,
        number,
        number,
        number,
      ];
      const inner = slice(power, [0, 0, 1, 0], [batch, channels, frequencies - 2, frames]);
      const twice = pad(inner, [[0, 0], [0, 0], [1, 1], [0, 0]]); // prettier-ignore
      return this.#arranged(add(power, twice));
    }
    const magnitude = this.#arranged(sqrt(maximum(power, epsilon())));
    return mode === "magnitude" ? magnitude : log(maximum(magnitude, epsilon()));
  }
}

/** `stftSpectrogram({ mode: "magnitude", frameLength: 512 })` */
export const stftSpectrogram = (options: STFTSpectrogramOptions = {}): STFTSpectrogram =>
  new STFTSpectrogram(options);
