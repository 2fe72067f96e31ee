import { heldAs, type DType, type TypedArray } from "../base/dtype.ts";
import { stridesOf, type Shape } from "../base/shape.ts";

/** What can be printed: elements in C order under a shape. */
export interface Printable {
  readonly shape: Shape;
  readonly dtype: DType;
  readonly data: TypedArray;
}

/** NumPy's default print options: digits after the point, elements before `...`, entries kept at each edge, columns. */
const precision = 8;
const threshold = 1000;
const edgeItems = 3;
const lineWidth = 75;

type Format = (x: number) => string;

/** The tensor as NumPy's `str` prints it: columns aligned, long axes shortened with `...`. */
export function formatTensor(tensor: Printable): string {
  const { shape, dtype, data } = tensor;
  if (shape.length === 0) return formatScalar(data[0]!, dtype);
  if (data.length === 0) return "[]";
  const isShort = data.length > threshold;
  const shown = isShort ? edges(tensor) : Array.from(data);
  const format = formatOf(shown, dtype);
  const strides = stridesOf(shape);
  return block(0, 0, " ", lineWidth);

  /** The part of the tensor at `offset` from `axis` on; its lines begin with `indent`. */
  function block(axis: number, offset: number, indent: string, width: number): string {
    const extent = shape[axis]!;
    const places =
      extent > 2 * edgeItems && isShort
        ? edgePlaces(extent)
        : Array.from({ length: extent }, (_, i) => i);
    const isRow = axis === shape.length - 1;
    const entries = places.map((i) => {
      if (i === undefined) return "...";
      const at = offset + i * strides[axis]!;
      return isRow ? format(data[at]!) : block(axis + 1, at, `${indent} `, width - 1);
    });
    if (isRow) return `[${wrap(entries, indent, width - 1).slice(indent.length)}]`;
    const gap = "\n".repeat(shape.length - 1 - axis);
    return `[${entries.join(`${gap}${indent}`)}]`;
  }
}

/** The first and the last entries of an axis; undefined stands for those between. */
function edgePlaces(extent: number): (number | undefined)[] {
  const first = Array.from({ length: edgeItems }, (_, i) => i);
  return [...first, undefined, ...first.map((i) => extent - edgeItems + i)];
}

/** The elements that are shown of a shortened tensor. */
function edges({ shape, data }: Printable): number[] {
  const strides = stridesOf(shape);
  const walk = (axis: number, offset: number): number[] => {
    if (axis === shape.length) return [data[offset]!];
    const extent = shape[axis]!;
    const places =
      extent > 2 * edgeItems ? edgePlaces(extent) : Array.from({ length: extent }, (_, i) => i);
    return places.flatMap((i) =>
      i === undefined ? [] : walk(axis + 1, offset + i * strides[axis]!),
    );
  };
  return walk(0, 0);
}

/** Words separated by blanks, in lines of at most `width` columns. */
function wrap(words: readonly string[], indent: string, width: number): string {
  let done = "";
  let line = indent;
  for (const [i, word] of words.entries()) {
    if (line.length + word.length > width && line.length > indent.length) {
      done += `${line.trimEnd()}\n`;
      line = indent;
    }
    line += i === words.length - 1 ? word : `${word} `;
  }
  return done + line;
}

function formatOf(shown: readonly number[], dtype: DType): Format {
  if (dtype === "bool") return (x) => (x === 0 ? "False" : " True");
  const held = heldAs(dtype);
  if (held === "float32" || held === "float64") return floatFormat(shown, held);
  const width = shown.reduce((most, x) => Math.max(most, String(x).length), 0);
  return (x) => String(x).padStart(width);
}

/** All floats of a tensor in one form: with an exponent if some number is very large, small or far from another. */
function floatFormat(shown: readonly number[], dtype: "float32" | "float64"): Format {
  const finite = shown.filter(Number.isFinite);
  const sizes = finite.map(Math.abs).filter((x) => x !== 0);
  const largest = sizes.reduce((a, b) => Math.max(a, b), 0);
  const smallest = sizes.reduce((a, b) => Math.min(a, b), Infinity);
  const ratio = dtype === "float32" ? Math.fround(largest / smallest) : largest / smallest;
  const tooLarge = dtype === "float32" ? 1e6 : 1e8;
  const isScientific =
    sizes.length > 0 && (largest >= tooLarge || smallest < 0.0001 || ratio > 1000);
  const write = (x: number): Parts => (isScientific ? scientific(x, dtype) : positional(x, dtype));
  const parts = finite.map(write);
  const longest = (pick: (part: Parts) => string): number =>
    parts.reduce((most, part) => Math.max(most, pick(part).length), 0);
  const fractionDigits = longest(({ fraction }) => fraction);
  const exponentDigits = longest(({ exponent }) => exponent);
  const right = isScientific ? fractionDigits + exponentDigits + 1 : fractionDigits;
  const hasOthers = finite.length < shown.length;
  const widestOther = shown.includes(-Infinity) ? 4 : 3;
  const left = Math.max(
    longest(({ whole }) => whole),
    hasOthers ? widestOther - right - 1 : 0,
  );
  return (x) => {
    if (!Number.isFinite(x)) return otherName(x).padStart(left + right + 1);
    const { whole, fraction, exponent } = write(x);
    if (!isScientific) return `${whole.padStart(left)}.${fraction.padEnd(right)}`;
    const power = exponent.slice(0, 1) + exponent.slice(1).padStart(exponentDigits - 1, "0");
    return `${whole.padStart(left)}.${fraction.padEnd(fractionDigits, "0")}e${power}`;
  };
}

function otherName(x: number): string {
  return Number.isNaN(x) ? "nan" : x > 0 ? "inf" : "-inf";
}

/** A number as text: "-12" . "5" e "+03". */
interface Parts {
  readonly whole: string;
  readonly fraction: string;
  readonly exponent: string;
}

/** The fewest digits that name this number among those of its dtype, as "d.ddde±d". */
function shortest(x: number, dtype: "float32" | "float64"): string {
  if (dtype === "float64") return x.toExponential();
  for (let digits = 0; digits < 8; digits++) {
    const text = x.toExponential(digits);
    if (Math.fround(Number(text)) === x) return text;
  }
  return x.toExponential(8);
}

/** Drops all but `digits` of the digits after the point of an exact decimal; halves go to the even digit. */
function roundDecimal(exact: string, digits: number): string {
  const point = exact.indexOf(".");
  const kept = exact.slice(0, point + 1 + digits);
  const rest = exact.slice(point + 1 + digits);
  const half = rest.startsWith("5") && /^50*$/.test(rest);
  const up = half ? Number(kept.at(-1)) % 2 === 1 : rest >= "5";
  if (!up) return kept;
  const plain = (BigInt(kept.replace(".", "")) + 1n).toString().padStart(digits + 1, "0");
  return `${plain.slice(0, -digits)}.${plain.slice(-digits)}`;
}

const withoutZeros = (fraction: string): string => fraction.replace(/0+$/, "");

function signOf(x: number): string {
  return x < 0 || Object.is(x, -0) ? "-" : "";
}

function positional(x: number, dtype: "float32" | "float64", digits = precision): Parts {
  const [mantissa, power] = shortest(Math.abs(x), dtype).split("e") as [string, string];
  const plain = mantissa.replace(".", "");
  const point = 1 + Number(power);
  const padded = point <= 0 ? "0".repeat(1 - point) + plain : plain.padEnd(point, "0");
  const place = Math.max(point, 1);
  let [whole, fraction] = [padded.slice(0, place), padded.slice(place)];
  if (fraction.length > digits)
    [whole, fraction] = roundDecimal(Math.abs(x).toFixed(100), digits).split(".") as [
      string,
      string,
    ];
  return { whole: signOf(x) + whole, fraction: withoutZeros(fraction), exponent: "" };
}

function scientific(x: number, dtype: "float32" | "float64", digits = precision): Parts {
  const size = Math.abs(x);
  let [mantissa, power] = shortest(size, dtype).split("e") as [string, string];
  if (mantissa.length - 2 > digits) {
    mantissa = roundDecimal(size.toExponential(100).split("e")[0]!, digits);
    if (mantissa.startsWith("10.")) [mantissa, power] = ["1.", String(Number(power) + 1)];
  }
  const [whole, fraction = ""] = mantissa.split(".") as [string, string?];
  const exponent = `${Number(power) < 0 ? "-" : "+"}${String(Math.abs(Number(power))).padStart(2, "0")}`;
  return { whole: signOf(x) + whole, fraction: withoutZeros(fraction), exponent };
}

function formatScalar(x: number, dtype: DType): string {
  if (dtype === "bool") return x === 0 ? "False" : "True";
  const held = heldAs(dtype);
  if (held !== "float32" && held !== "float64") return String(x);
  if (!Number.isFinite(x)) return otherName(x);
  const size = Math.abs(x);
  if (size !== 0 && (size >= (held === "float32" ? 1e6 : 1e16) || size < 1e-4)) {
    const { whole, fraction, exponent } = scientific(x, held, 100);
    return `${whole}${fraction === "" ? "" : "."}${fraction}e${exponent}`;
  }
  const { whole, fraction } = positional(x, held, 100);
  return `${whole}.${fraction === "" ? "0" : fraction}`;
}
