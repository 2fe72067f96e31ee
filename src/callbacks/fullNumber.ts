/** A float32 with as few digits as tell it from others, as NumPy writes it: "0.1" for 0.10000000149011612. */
export function shortNumber(x: number): string {
  for (let digits = 1; digits < 9; digits++) {
    const short = Number(x.toPrecision(digits));
    if (Math.fround(short) === x) return fullNumber(short);
  }
  return fullNumber(Number.isFinite(x) ? Number(x.toPrecision(9)) : x);
}

/** A number with all its digits, as Keras writes it: "0.1", "1.0", "1e-05", "nan". */
export function fullNumber(x: number): string {
  if (Number.isNaN(x)) return "nan";
  if (!Number.isFinite(x)) return x > 0 ? "inf" : "-inf";
  const magnitude = Math.abs(x);
  if (magnitude !== 0 && (magnitude < 1e-4 || magnitude >= 1e16)) {
    const [mantissa, exponent] = x.toExponential().split("e") as [string, string];
    return `${mantissa}e${exponent[0]}${exponent.slice(1).padStart(2, "0")}`;
  }
  return Number.isInteger(x) ? x.toFixed(1) : String(x);
}
