import { fail } from "./errors.ts";

/** Sums of cosines: the shares of 1, cos, cos 2, ... in turn positive and negative. */
const cosines: Readonly<Record<string, readonly number[]>> = {
  boxcar: [1],
  hann: [0.5, 0.5],
  hamming: [0.54, 0.46],
  blackman: [0.42, 0.5, 0.08],
  nuttall: [0.3635819, 0.4891775, 0.1365995, 0.0106411],
  blackmanharris: [0.35875, 0.48829, 0.14128, 0.01168],
  flattop: [0.21557895, 0.41663158, 0.277263158, 0.083578947, 0.006947368],
};

/** Other names that SciPy knows. */
const aliases: Readonly<Record<string, string>> = {
  hanning: "hann",
  han: "hann",
  hamm: "hamming",
  ham: "hamming",
  black: "blackman",
  blk: "blackman",
  nutt: "nuttall",
  nut: "nuttall",
  blackharr: "blackmanharris",
  bkh: "blackmanharris",
  flat: "flattop",
  flt: "flattop",
  box: "boxcar",
  ones: "boxcar",
  rect: "boxcar",
  rectangular: "boxcar",
  bart: "bartlett",
  brt: "bartlett",
  triangle: "triang",
  tri: "triang",
  halfcosine: "cosine",
  bman: "bohman",
  bmn: "bohman",
  parz: "parzen",
  par: "parzen",
};

/** Windows of other forms: the weight at place i of n. */
const others: Readonly<Record<string, (i: number, n: number) => number>> = {
  bartlett: (i, n) => 1 - Math.abs((2 * i) / (n - 1) - 1),
  triang: (i, n) => 1 - Math.abs(2 * i - (n - 1)) / (n % 2 === 1 ? n + 1 : n),
  cosine: (i, n) => Math.sin((Math.PI / n) * (i + 0.5)),
  bohman: (i, n) => {
    const x = Math.abs((2 * i) / (n - 1) - 1);
    const isEnd = i === 0 || i === n - 1;
    return isEnd ? 0 : (1 - x) * Math.cos(Math.PI * x) + Math.sin(Math.PI * x) / Math.PI;
  },
  parzen: (i, n) => {
    const x = Math.abs(i - (n - 1) / 2) / (n / 2);
    return Math.abs(i - (n - 1) / 2) <= (n - 1) / 4
      ? 1 - 6 * x ** 2 + 6 * x ** 3
      : 2 * (1 - x) ** 3;
  },
};

/** The names of windows. */
const windowNames: readonly string[] = [...Object.keys(cosines), ...Object.keys(others)];

/** A window by SciPy's name, symmetric, or one entry of a longer one left out so that it repeats: float64 [length]. */
export function windowOf(
  where: string,
  name: string,
  length: number,
  periodic: boolean,
): Float64Array {
  const own = Object.hasOwn(aliases, name) ? aliases[name]! : name;
  if (!windowNames.includes(own)) {
    fail("name", {
      where,
      expected: `a window of ${windowNames.join(", ")}`,
      received: JSON.stringify(name),
    });
  }
  if (length === 1) return Float64Array.of(1);
  const n = periodic ? length + 1 : length;
  const shares = cosines[own];
  return Float64Array.from({ length }, (_, i) =>
    shares === undefined
      ? others[own]!(i, n)
      : shares.reduce(
          (sum, share, k) =>
            sum + (k % 2 === 0 ? share : -share) * Math.cos((2 * Math.PI * k * i) / (n - 1)),
          0,
        ),
  );
}
