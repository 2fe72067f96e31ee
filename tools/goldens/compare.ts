import type { TypedArray } from "../../src/base/dtype.ts";
import { isFloat } from "../../src/base/dtype.ts";
import { decode, holdingDType, isChecksum, isRecord, isTensor, toNumber } from "./tensors.ts";
import type { GoldenCase, HostTensor, Json, JsonRecord, Tolerance } from "./types.ts";

const exact: Tolerance = { abs: 0, rel: 0 };

/** What Hornet answered: tensors, numbers, and lists and records of them. */
export type Answer =
  | HostTensor
  | number
  | string
  | boolean
  | null
  | undefined
  | readonly Answer[]
  | { readonly [key: string]: Answer };

function isHostTensor(x: unknown): x is HostTensor {
  return (
    typeof x === "object" && x !== null && "shape" in x && "data" in x && ArrayBuffer.isView(x.data)
  );
}

/** Who is told of every finite number that is compared. */
let watcher: ((found: number, expected: number) => void) | undefined;

/** Tells `watch` of every finite number that is compared from now on, until the function that comes back is called. */
export function watchDifferences(watch: (found: number, expected: number) => void): () => void {
  watcher = watch;
  return () => (watcher = undefined);
}

/** Whether a number is right: close to the expected one; NaN and infinities are the same. */
export function isClose(found: number, expected: number, { abs, rel }: Tolerance = exact): boolean {
  if (Number.isNaN(expected)) return Number.isNaN(found);
  if (!Number.isFinite(expected) || found === expected) return found === expected;
  watcher?.(found, expected);
  return Math.abs(found - expected) <= abs + rel * Math.abs(expected);
}

/** The worst of the elements that differ, in words; undefined where all are right. */
function worstElement(
  found: ArrayLike<number>,
  expected: ArrayLike<number>,
  tolerance: Tolerance,
): string | undefined {
  let worst: { at: number; excess: number } | undefined;
  let count = 0;
  for (let i = 0; i < expected.length; i++) {
    if (isClose(found[i]!, expected[i]!, tolerance)) continue;
    count++;
    const difference = Math.abs(found[i]! - expected[i]!);
    const excess = Number.isNaN(difference)
      ? Infinity
      : difference / (tolerance.abs + tolerance.rel * Math.abs(expected[i]!));
    if (worst === undefined || excess > worst.excess) worst = { at: i, excess };
  }
  if (worst === undefined) return undefined;
  const [x, y] = [found[worst.at]!, expected[worst.at]!];
  const allowed = tolerance.abs + tolerance.rel * Math.abs(y);
  return `${count} of ${expected.length} elements; worst: [${worst.at}] is ${x}, not ${y} (off by ${Math.abs(x - y).toPrecision(3)}, allowed ${allowed.toPrecision(3)})`;
}

function compareType(
  found: HostTensor,
  shape: Json | undefined,
  dtype: Json | undefined,
): string | undefined {
  if (found.shape.join() !== (shape as readonly number[]).join()) {
    return `shape [${found.shape.join(", ")}], not [${(shape as readonly number[]).join(", ")}]`;
  }
  const wanted = holdingDType(dtype);
  return found.dtype === wanted ? undefined : `dtype ${found.dtype}, not ${wanted}`;
}

/** Integers are equal or wrong. */
function toleranceFor(dtype: HostTensor["dtype"], tolerance: Tolerance): Tolerance {
  return isFloat(dtype) ? tolerance : exact;
}

/** A tensor beside the expected one: shape, dtype and elements. Undefined where all is right. */
export function differenceOf(
  found: HostTensor,
  golden: JsonRecord,
  tolerance: Tolerance = exact,
): string | undefined {
  const type = compareType(found, golden["shape"], golden["dtype"]);
  if (type !== undefined) return type;
  const expected = decode(golden);
  return worstElement(found.data, expected.data, toleranceFor(expected.dtype, tolerance));
}

const sumOver = (data: TypedArray, map: (x: number) => number): number => {
  let sum = 0;
  for (const x of data) sum += map(x);
  return sum;
};

/** A tensor beside the sums, ends and perhaps elements of the expected one. */
function compareChecksum(found: HostTensor, golden: JsonRecord, tolerance: Tolerance): string[] {
  const type = compareType(found, golden["shape"], golden["dtype"] ?? found.dtype);
  if (type !== undefined) return [type];
  const { data } = found;
  const { abs, rel } = tolerance;
  const [absSum, sqSum] = [toNumber(golden["abs_sum"]), toNumber(golden["sq_sum"])];
  const loose = { abs: data.length * abs + rel * absSum, rel: 0 };
  const problems: string[] = [];
  const checkSum = (name: string, own: number, allowed: Tolerance): void => {
    const wanted = toNumber(golden[name]);
    if (!isClose(own, wanted, allowed))
      problems.push(`${name} is ${own}, not ${wanted} (allowed ${allowed.abs.toPrecision(3)})`);
  };
  checkSum(
    "sum",
    sumOver(data, (x) => x),
    loose,
  );
  checkSum("abs_sum", sumOver(data, Math.abs), loose);
  checkSum(
    "sq_sum",
    sumOver(data, (x) => x * x),
    { abs: 2 * (abs * absSum + rel * sqSum), rel: 0 },
  );
  const ends = {
    head: (n: number) => data.slice(0, n),
    tail: (n: number) => data.slice(data.length - n),
  };
  for (const [name, take] of Object.entries(ends)) {
    const written = golden[name] as readonly Json[] | undefined;
    if (written === undefined) continue;
    const worst = worstElement(take(written.length), written.map(toNumber), tolerance);
    if (worst !== undefined) problems.push(`${name}: ${worst}`);
  }
  if (isTensor(golden["tensor"])) {
    const worst = differenceOf(found, golden["tensor"], tolerance);
    if (worst !== undefined) problems.push(worst);
  }
  return problems;
}

function compareLists(
  found: readonly Answer[],
  expected: readonly Json[],
  tolerance: Tolerance,
): string[] {
  if (found.length !== expected.length) return [`${found.length} entries, not ${expected.length}`];
  return expected.flatMap((part, i) =>
    compare(found[i], part, tolerance).map((problem) => `[${i}]: ${problem}`),
  );
}

function compareRecords(found: Answer, expected: JsonRecord, tolerance: Tolerance): string[] {
  if (typeof found !== "object" || found === null || Array.isArray(found) || isHostTensor(found)) {
    return [`${describe(found)}, not an object with ${Object.keys(expected).join(", ")}`];
  }
  const own = found as { readonly [key: string]: Answer };
  const extra = Object.keys(own).filter((key) => !(key in expected));
  return [
    ...extra.map((key) => `${key}: not expected`),
    ...Object.entries(expected).flatMap(([key, part]) =>
      key in own
        ? compare(own[key], part, tolerance).map((problem) => `${key}: ${problem}`)
        : [`${key}: not there`],
    ),
  ];
}

/** What an answer is, in a few words. */
export function describe(found: Answer): string {
  if (isHostTensor(found)) return `a tensor [${found.shape.join(", ")}]`;
  if (Array.isArray(found)) return `a list of ${found.length}`;
  return typeof found === "object" && found !== null
    ? `an object with ${Object.keys(found).join(", ")}`
    : (JSON.stringify(found) ?? "undefined");
}

/** What differs between an answer and the expected one, in words. Without a tolerance numbers are equal or wrong. */
export function compare(found: Answer, expected: Json, tolerance: Tolerance = exact): string[] {
  if (isTensor(expected)) {
    if (!isHostTensor(found)) return [`${describe(found)}, not a tensor`];
    const difference = differenceOf(found, expected, tolerance);
    return difference === undefined ? [] : [difference];
  }
  if (isChecksum(expected)) {
    return isHostTensor(found)
      ? compareChecksum(found, expected, tolerance)
      : [`${describe(found)}, not a tensor`];
  }
  if (Array.isArray(expected)) {
    return Array.isArray(found)
      ? compareLists(found as readonly Answer[], expected as readonly Json[], tolerance)
      : [`${describe(found)}, not a list`];
  }
  if (isRecord(expected)) return compareRecords(found, expected, tolerance);
  if (typeof found === "number" && (typeof expected === "number" || typeof expected === "string")) {
    const wanted = typeof expected === "number" ? expected : Number(expected);
    const isNumber =
      typeof expected === "number" || ["NaN", "Infinity", "-Infinity"].includes(expected);
    if (isNumber && isClose(found, wanted, tolerance)) return [];
    return [`${found}, not ${expected} (off by ${Math.abs(found - wanted).toPrecision(3)})`];
  }
  return (found ?? null) === expected
    ? []
    : [`${describe(found)}, not ${JSON.stringify(expected)}`];
}

/** How an answer is held against one expected value. */
type Check = (expected: Json, tolerance: Tolerance) => string[];

/** What Keras, and every backend that differs from it, answered in a field. */
export function answersOf({ expected, disagreement }: GoldenCase, field: string): Json[] {
  const others = Object.values(disagreement[field] ?? {});
  return [
    expected[field]!,
    ...others.map((other) =>
      isRecord(other) && "value" in other && "why" in other ? other["value"]! : other,
    ),
  ];
}

/**
 * What differs in a field from the expected value; nothing, if it agrees with that or with another backend's answer.
 * A field that is not expected is right.
 */
export function checkField(golden: GoldenCase, field: string, check: Check): string[] {
  if (golden.expected[field] === undefined) return [];
  let first: string[] | undefined;
  for (const answer of answersOf(golden, field)) {
    const problems = check(answer, golden.tolerance[field] ?? exact).map(
      (problem) => `${field}: ${problem}`,
    );
    if (problems.length === 0) return [];
    first ??= problems;
  }
  return first!;
}

/** `checkField` of an answer that is compared as it is. */
export function checkAnswer(golden: GoldenCase, field: string, found: Answer): string[] {
  return checkField(golden, field, (expected, tolerance) => compare(found, expected, tolerance));
}

/** Gradients beside the expected ones; where none is expected, none or zeros are right. */
export function compareGradients(
  found: readonly (HostTensor | null)[],
  expected: readonly Json[],
  tolerance: Tolerance,
): string[] {
  if (found.length !== expected.length)
    return [`${found.length} gradients, not ${expected.length}`];
  return expected.flatMap((wanted, i) => {
    const own = found[i]!;
    if (own === null) {
      if (wanted === null) return [];
      const isZero = decode(wanted as JsonRecord).data.every((x) => isClose(0, x, tolerance));
      return isZero ? [] : [`[${i}]: no gradient`];
    }
    if (wanted === null)
      return own.data.every((x) => x === 0)
        ? []
        : [`[${i}]: a gradient that is not zero, not none`];
    return compare(own, wanted, tolerance).map((problem) => `[${i}]: ${problem}`);
  });
}
