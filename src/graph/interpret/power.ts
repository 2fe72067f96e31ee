/** xʸ as in IEEE 754 and NumPy: 1 to any power is 1, even to NaN, and so is -1 to an infinite one. JavaScript gives NaN. */
export function floatPower(x: number, y: number): number {
  return x === 1 || (x === -1 && Math.abs(y) === Infinity) ? 1 : x ** y;
}

/** xʸ in 32 bits by squaring; a negative power is 1/x⁻ʸ towards zero. */
export function integerPower(x: number, y: number): number {
  if (y < 0) return Math.abs(x) === 1 ? x ** (y % 2) : 0;
  let [result, square] = [1, x];
  for (let rest = y; rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) result = Math.imul(result, square);
    square = Math.imul(square, square);
  }
  return result;
}
