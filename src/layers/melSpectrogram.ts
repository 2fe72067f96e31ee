import { fail } from "../base/errors.ts";
import type { Operand } from "../graph/value.ts";
import { add, multiply, subtract } from "../ops/add.ts";
import { cast } from "../ops/cast.ts";
import { floatOf } from "../ops/convert.ts";
import { stft } from "../ops/fft.ts";
import { log10 } from "../ops/log2.ts";
import { matmul } from "../ops/matmul.ts";
import { max } from "../ops/max.ts";
import { maximum } from "../ops/maximum.ts";
import { power, sqrt } from "../ops/power.ts";
import { swapaxes } from "../ops/transpose.ts";
import { Tensor } from "../tensor/tensor.ts";
import { Layer, layerOptions, type LayerOptions } from "./layer.ts";

/** Options of `melSpectrogram`. */
export interface MelSpectrogramOptions extends LayerOptions {
  /** Samples of a Fourier transform. Default 2048. */
  readonly fftLength?: number | undefined;
  /** Samples from frame to frame. Default 512. */
  readonly sequenceStride?: number | undefined;
  /** Samples of a frame. Default null: `fftLength`. */
  readonly sequenceLength?: number | null | undefined;
  /** A window's name, its weights, or null: none. Default "hann". */
  readonly window?: "hann" | "hamming" | readonly number[] | null | undefined;
  /** Samples per second. Default 16000. */
  readonly samplingRate?: number | undefined;
  /** Default 128. */
  readonly numMelBins?: number | undefined;
  /** In hertz. Default 20. */
  readonly minFreq?: number | undefined;
  /** In hertz. Default null: half the sampling rate. */
  readonly maxFreq?: number | null | undefined;
  /** Whether power is given in decibels. Default true. */
  readonly powerToDb?: boolean | undefined;
  /** Decibels below the loudest that are kept. Default 80. */
  readonly topDb?: number | undefined;
  /** Power of the magnitude. Default 2. */
  readonly magExp?: number | undefined;
  /** The least power. Default 1e-10. */
  readonly minPower?: number | undefined;
  /** What 0 decibels are. Default 1. */
  readonly refPower?: number | undefined;
}

const defaults = {
  fftLength: 2048,
  sequenceStride: 512,
  sequenceLength: null,
  window: "hann",
  samplingRate: 16_000,
  numMelBins: 128,
  minFreq: 20,
  maxFreq: null,
  powerToDb: true,
  topDb: 80,
  magExp: 2,
  minPower: 1e-10,
  refPower: 1,
} as const;

type MelSpectrogramConfig = LayerOptions & {
  readonly [Key in keyof typeof defaults]: Exclude<MelSpectrogramOptions[Key], undefined>;
} & { readonly sequenceLength: number; readonly maxFreq: number };

const { fround } = Math;

/**
 * Pitch of a frequency in mel, O'Shaughnessy 1987, Speech Communication: Human and Machine. In float32 as Keras has it, of
 * low frequencies four digits: what a band hears depends on that.
 */
const melOf = (hertz: number): number => fround(1127 * fround(Math.log(fround(1 + fround(hertz / 700))))); // prettier-ignore

/** The loudness of a sound in bands of equal pitch: [time] or [batch, time] -> [.., numMelBins, frames]. */
export class MelSpectrogram extends Layer<MelSpectrogramConfig> {
  static override readonly className = "MelSpectrogram";
  static override readonly savesBuildShape = true;

  constructor(options: MelSpectrogramOptions = {}) {
    const all = layerOptions("MelSpectrogram", defaults, options);
    super({
      ...all,
      sequenceLength: all.sequenceLength ?? all.fftLength,
      maxFreq: all.maxFreq ?? Math.trunc(all.samplingRate / 2),
    });
    const { fftLength, sequenceLength } = this.options;
    if (sequenceLength <= fftLength) return;
    fail("value", {
      where: `${this.label}: sequenceLength`,
      expected: `at most ${fftLength} (fftLength)`,
      received: String(sequenceLength),
    });
  }

  /** The share of each frequency in each band: [frequencies, bands]. */
  #bands(frequencies: number): Tensor {
    const { numMelBins: count, samplingRate, minFreq, maxFreq } = this.options;
    const [low, high] = [melOf(minFreq), melOf(maxFreq)];
    const step = fround(fround(high - low) / (count + 1));
    const edge = (i: number): number => fround(low + fround(step * i));
    const slope = (from: number, to: number, of: number): number =>
      fround(fround(from - to) / fround(of));
    const shares = Float32Array.from({ length: frequencies * count }, (_, i) => {
      const [row, band] = [Math.floor(i / count), i % count];
      if (row === 0) return 0;
      const mel = melOf(fround(row * fround(samplingRate / 2 / (frequencies - 1))));
      const [first, middle, last] = [edge(band), edge(band + 1), edge(band + 2)];
      const rising = slope(mel, first, middle - first);
      const falling = slope(last, mel, last - middle);
      return Math.max(0, Math.min(rising, falling));
    });
    return new Tensor(shares, [frequencies, count]);
  }

  #decibels(x: Operand): Operand {
    const { minPower, refPower, topDb } = this.options;
    const reference = 10 * Math.log10(Math.max(Math.abs(refPower), minPower));
    const loudness = subtract(multiply(log10(maximum(x, minPower)), 10), reference);
    return maximum(loudness, subtract(max(loudness), topDb));
  }

  override call(input: Operand): Operand {
    const { sequenceLength, sequenceStride, fftLength, window, magExp, powerToDb } = this.options;
    const x = cast(input, floatOf(input.dtype));
    const weights =
      window === null || typeof window === "string"
        ? window
        : new Tensor(Float32Array.from(window), [window.length]);
    const [real, imag] = stft(x, sequenceLength, sequenceStride, fftLength, { window: weights });
    const magnitude = sqrt(add(multiply(real, real), multiply(imag, imag)));
    const spectrum = power(magnitude, magExp);
    const mel = matmul(spectrum, this.#bands(spectrum.shape.at(-1)!));
    return swapaxes(powerToDb ? this.#decibels(mel) : mel, -1, -2);
  }
}

/** `melSpectrogram({ numMelBins: 64, samplingRate: 8000 })` */
export const melSpectrogram = (options: MelSpectrogramOptions = {}): MelSpectrogram =>
  new MelSpectrogram(options);
