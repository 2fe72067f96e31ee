/** A straight way from data to pixels, with round numbers to mark. */
export interface Scale {
  readonly domain: readonly [number, number];
  /** Pixels of a value. */
  readonly at: (value: number) => number;
  /** Round values inside of the domain. */
  readonly ticks: readonly number[];
  /** What to write beside a tick. */
  readonly format: (tick: number) => string;
}

/** What a scale is made of. */
export interface ScaleOptions {
  readonly domain: readonly [number, number];
  /** Pixels at both ends of the domain. */
  readonly range: readonly [number, number];
  /** About how many ticks. Default 6. */
  readonly count?: number;
  /** Widen the domain to the next ticks. Default false. */
  readonly nice?: boolean;
  /** The smallest step between ticks: 1 for whole numbers. Default 0. */
  readonly minStep?: number;
}

/** A linear scale. A domain of one value, within rounding, is widened around it. */
export function linearScale({
  domain,
  range,
  count = 6,
  nice = false,
  minStep = 0,
}: ScaleOptions): Scale {
  let [low, high] = domain;
  const largest = Math.max(Math.abs(low), Math.abs(high));
  if (!(high - low > 1e-9 * largest) || high - low < 1e-200) {
    const half = Math.max(largest * 0.1, minStep, largest < 1e-200 ? 1 : 0);
    [low, high] = [low - half, high + half];
  }
  const step = tickStep(high - low, count, minStep);
  if (nice)
    [low, high] = [Math.floor(low / step + 1e-9) * step, Math.ceil(high / step - 1e-9) * step];
  const slope = (range[1] - range[0]) / (high - low);
  return {
    domain: [low, high],
    at: (value) => range[0] + (value - low) * slope,
    ticks: ticksBetween(low, high, step),
    format: tickFormat(step, Math.max(Math.abs(low), Math.abs(high))),
  };
}

/** 1, 2 or 5 times a power of ten: the one that gives the count of ticks nearest to `count`. */
function tickStep(span: number, count: number, minStep: number): number {
  const raw = span / count;
  const power = 10 ** Math.floor(Math.log10(raw));
  const ratio = raw / power;
  const factor =
    ratio >= Math.sqrt(50) ? 10 : ratio >= Math.sqrt(10) ? 5 : ratio >= Math.SQRT2 ? 2 : 1;
  return Math.max(minStep, factor * power);
}

function ticksBetween(low: number, high: number, step: number): number[] {
  const [first, last] = [Math.ceil(low / step - 1e-9), Math.floor(high / step + 1e-9)];
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => {
    const tick = Number(((first + i) * step).toPrecision(12)); // 0.30000000000000004 is 0.3
    return tick === 0 ? 0 : tick;
  });
}

function tickFormat(step: number, largest: number): (tick: number) => string {
  if (largest >= 1e7 || largest < 1e-4)
    return (tick) => (tick === 0 ? "0" : trimExponent(tick.toExponential(2)));
  const decimals = Math.min(8, Math.max(0, -Math.floor(Math.log10(step) + 1e-9)));
  const format = new Intl.NumberFormat("en-US", {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  });
  return (tick) => format.format(tick).replace("-", "\u2212");
}

function trimExponent(text: string): string {
  return text
    .replace(/\.?0+e/, "e")
    .replace("e+", "e")
    .replaceAll("-", "\u2212");
}
