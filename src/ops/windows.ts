import { elementsIn } from "../base/dtype.ts";
import { floatx } from "../base/floatx.ts";
import { fail } from "../base/errors.ts";
import type { Operand } from "../graph/value.ts";
import { Tensor } from "../tensor/tensor.ts";

/** A window of n weights from the position of each: 0 at the first, 1 at the last one. A single weight is 1. */
function windowOf(
  where: string,
  n: number | Operand,
  weight: (position: number) => number,
): Tensor {
  const count = typeof n === "number" ? n : n.item();
  if (!Number.isInteger(count) || count < 0) {
    fail("value", { where, expected: "a whole number of weights", received: `${count}` });
  }
  const data = Array.from({ length: count }, (_, i) => (count === 1 ? 1 : weight(i / (count - 1))));
  return new Tensor(elementsIn(floatx(), data), [count], floatx());
}

/** A cosine of so many turns over the window. */
const wave = (turns: number, position: number): number => Math.cos(2 * Math.PI * turns * position);

/** Bartlett's window of x weights: a triangle from 0 to 1 to 0. */
export function bartlett(x: number | Operand): Tensor {
  return windowOf("bartlett", x, (t) => 1 - Math.abs(2 * t - 1));
}

/** Blackman's window of x weights: 0.42 - 0.5 cos 2πt + 0.08 cos 4πt. */
export function blackman(x: number | Operand): Tensor {
  return windowOf("blackman", x, (t) => 0.42 - 0.5 * wave(1, t) + 0.08 * wave(2, t));
}

/** Hamming's window of x weights: 0.54 - 0.46 cos 2πt. */
export function hamming(x: number | Operand): Tensor {
  return windowOf("hamming", x, (t) => 0.54 - 0.46 * wave(1, t));
}

/** Von Hann's window of x weights: 0.5 - 0.5 cos 2πt. */
export function hanning(x: number | Operand): Tensor {
  return windowOf("hanning", x, (t) => 0.5 - 0.5 * wave(1, t));
}

/** The modified Bessel function of order 0 by its power series, whose terms are all positive. */
function bessel(x: number): number {
  let [sum, term] = [1, 1];
  for (let k = 1; term > sum * 1e-17; k++) {
    term *= (x / (2 * k)) ** 2;
    sum += term;
  }
  return sum;
}

/** Kaiser's window of x weights: I₀(β √(1 - (2t - 1)²)) / I₀(β). */
export function kaiser(x: number | Operand, beta: number | Operand): Tensor {
  const width = typeof beta === "number" ? beta : beta.item();
  return windowOf(
    "kaiser",
    x,
    (t) => bessel(width * Math.sqrt(Math.max(0, 1 - (2 * t - 1) ** 2))) / bessel(width),
  );
}
