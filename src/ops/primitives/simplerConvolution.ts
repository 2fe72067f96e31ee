import { allocate } from "../../base/dtype.ts";
import { sameShape } from "../../base/shape.ts";
import type { AttributesOf, Primitive, Sliding } from "../../graph/alphabet.ts";
import { lettersOf } from "../../graph/letters.ts";
import type { Emitted } from "../../graph/signature.ts";
import type { Value } from "../../graph/value.ts";
import { dilatedExtent } from "../../graph/window.ts";
import { uniformValue } from "../../graph/uniform.ts";
import { concat } from "./concat.ts";

/*
 * Convolutions that are less than they look. Padding before one becomes its own; one that spreads its input, as gradients
 * of strided ones do, becomes one per remainder of the place, none of which multiplies zeros; one whose windows hold or
 * give one element is a product.
 */

type Conv = Value<"conv">;
type Windows = AttributesOf<"conv">["windows"];

/** A window along a letter, with the extents of input, window and result. */
interface Axis extends Sliding {
  readonly letter: string;
  readonly extent: number;
  readonly size: number;
  readonly places: number;
}

function axesOf(value: Conv): Axis[] {
  const [x, y] = value.inputs as readonly [Value, Value];
  const { x: xLetters, y: yLetters, out, windows } = value.attributes;
  return Object.entries(windows).map(([letter, window]) => ({
    ...window,
    letter,
    extent: x.shape[xLetters.indexOf(letter)]!,
    size: y.shape[yLetters.indexOf(letter)]!,
    places: value.shape[out.indexOf(letter)]!,
  }));
}

/** Writes a primitive where `at` stands. */
function emit<P extends Primitive>(
  at: Value,
  primitive: Emitted<P>,
  inputs: readonly Value[],
  attributes: AttributesOf<P>,
): Value {
  return at.builder.emit(primitive, inputs, attributes) as Value;
}

/** conv(pad(x, 0)) as a convolution that pads. */
function withPadding(value: Conv): Conv {
  const [padded, y] = value.inputs as readonly [Value, Value];
  if (!padded.is("pad") || uniformValue(padded.inputs[1]!) !== 0) return value;
  const { low, high, interior } = padded.attributes;
  const { x: letters, windows } = value.attributes;
  const own: Record<string, Sliding> = { ...windows };
  for (const [axis, letter] of [...letters].entries()) {
    const window = windows[letter];
    const none = low[axis] === 0 && high[axis] === 0;
    if (interior[axis] !== 0 || (!none && window?.inputDilation !== 1)) return value;
    if (window !== undefined)
      own[letter] = { ...window, low: window.low + low[axis]!, high: window.high + high[axis]! };
  }
  const inputs = [padded.inputs[0]!, y];
  return emit(value, value.primitive, inputs, { ...value.attributes, windows: own }) as Conv;
}

/** Places p = remainder + inputDilation · u of a spread input: the elements of the window that meet no gap. */
interface Phase {
  readonly letter: string;
  /** First element of the window, and how many, inputDilation apart. */
  readonly first: number;
  readonly count: number;
  readonly window: Sliding;
}

function phasesOf({ letter, extent, size, places, low, inputDilation }: Axis): Phase[] {
  const own = Math.ceil(places / inputDilation);
  return Array.from({ length: inputDilation }, (_, remainder): Phase => {
    const first = (((low - remainder) % inputDilation) + inputDilation) % inputDilation;
    const count = Math.ceil((size - first) / inputDilation);
    const before = (low - remainder - first) / inputDilation;
    const high = own - 1 - extent - before + count;
    const window = { stride: 1, low: before, high, inputDilation: 1, dilation: 1 };
    return { letter, first, count, window };
  });
}

/** Whether the input is spread along the axis, and the window meets its elements at every remainder. */
function isSpread({ stride, dilation, inputDilation, size, places }: Axis): boolean {
  return (
    inputDilation > 1 &&
    stride === 1 &&
    dilation === 1 &&
    size >= inputDilation &&
    places >= inputDilation
  );
}

/** A convolution of an input with gaps, one axis at a time: a convolution per remainder, and their results side by side. */
function withoutGaps(value: Conv): Value {
  const spread = axesOf(value).find(isSpread);
  if (spread === undefined) return asProduct(value);
  const [x, y] = value.inputs as readonly [Value, Value];
  const { attributes } = value;
  const yAxis = attributes.y.indexOf(spread.letter);
  const axis = attributes.out.indexOf(spread.letter);
  const parts = phasesOf(spread).map(({ letter, first, count, window }) => {
    const taps = emit(value, "slice", [y], {
      starts: y.shape.map((_, a) => (a === yAxis ? first : 0)),
      limits: y.shape.map((extent, a) =>
        a === yAxis ? first + (count - 1) * spread.inputDilation + 1 : extent,
      ),
      strides: y.shape.map((_, a) => (a === yAxis ? spread.inputDilation : 1)),
    });
    const windows: Windows = { ...attributes.windows, [letter]: window };
    const part = withoutGaps(
      emit(value, value.primitive, [x, taps], { ...attributes, windows }) as Conv,
    );
    return emit(value, "reshape", [part], { shape: part.shape.toSpliced(axis + 1, 0, 1) });
  });
  const side = emit(value, concat, parts, { axis: axis + 1 });
  const own = side.shape[axis]!;
  const all = side.shape.toSpliced(axis, 2, own * spread.inputDilation);
  const joined = emit(value, "reshape", [side], { shape: all });
  return sameShape(joined.shape, value.shape) ? joined : firstOf(joined, value.shape);
}

function firstOf(x: Value, limits: readonly number[]): Value {
  const starts = limits.map(() => 0);
  return emit(x, "slice", [x], { starts, limits, strides: limits.map(() => 1) });
}

/** What stands for an axis in a product: elements of x from `first` on, `step` apart, as many as places or the window has. */
interface Reading {
  readonly kind: "free" | "contracted";
  readonly first: number;
  readonly step: number;
  readonly count: number;
  /** What the result is padded with along the axis. */
  readonly padding: { readonly low: number; readonly high: number; readonly interior: number };
}

const none = { low: 0, high: 0, interior: 0 };

function readingOf(axis: Axis): Reading | undefined {
  const { extent, size, places, stride, dilation, low, inputDilation } = axis;
  const inside = (step: number, count: number): boolean =>
    inputDilation === 1 && low <= 0 && (count - 1) * step - low < extent;
  if (size === 1) {
    if (inside(stride, places))
      return { kind: "free", first: -low, step: stride, count: places, padding: none };
    if (stride !== 1) return undefined;
    const high = places - low - dilatedExtent(extent, inputDilation);
    const padding = { low, high, interior: inputDilation - 1 };
    return { kind: "free", first: 0, step: 1, count: extent, padding };
  }
  if (places !== 1 || !inside(dilation, size)) return undefined;
  return { kind: "contracted", first: -low, step: dilation, count: size, padding: none };
}

/** A convolution with one element per window, or one window, as a product. */
function asProduct(value: Conv): Value {
  const [x, y] = value.inputs as readonly [Value, Value];
  const { x: xLetters, y: yLetters, out } = value.attributes;
  const { groups, summed } = lettersOf(value.attributes);
  const readings = new Map<string, Reading>();
  for (const axis of axesOf(value)) {
    const reading = readingOf(axis);
    if (reading === undefined) return value;
    readings.set(axis.letter, reading);
  }
  const isContracted = (letter: string): boolean => readings.get(letter)?.kind === "contracted";
  const contracted = [...xLetters].filter(
    (letter) => summed.includes(letter) || isContracted(letter),
  );
  if (contracted.length === 0 || value.size === 0) return value;

  const read = [...xLetters].map((letter, axis) => {
    const whole = { first: 0, step: 1, count: x.shape[axis]! };
    return readings.get(letter) ?? whole;
  });
  const taken = emit(value, "slice", [x], {
    starts: read.map(({ first }) => first),
    limits: read.map(({ first, step, count }) => first + (count - 1) * step + 1),
    strides: read.map(({ step }) => step),
  });
  const left = sameShape(taken.shape, x.shape) ? x : taken;
  const kept = [...yLetters].filter((letter) => readings.get(letter)?.kind !== "free");
  const shape = kept.map((letter) => y.shape[yLetters.indexOf(letter)]!);
  const right = emit(value, "reshape", [y], { shape });
  const axesIn = (list: readonly string[], letters: readonly string[]): number[] =>
    letters.map((letter) => list.indexOf(letter));
  const product = emit(value, "dot", [left, right], {
    contract: [axesIn([...xLetters], contracted), axesIn(kept, contracted)],
    batch: [axesIn([...xLetters], groups), axesIn(kept, groups)],
  });
  const isFree = (letter: string): boolean =>
    !contracted.includes(letter) && !groups.includes(letter);
  const found = [...groups, ...[...xLetters].filter(isFree), ...kept.filter(isFree)];
  const wanted = [...out].filter((letter) => !isContracted(letter));
  const permutation = axesIn(found, wanted);
  const ordered = permutation.every((from, to) => from === to)
    ? product
    : emit(value, "transpose", [product], { permutation });
  const before = [...out].map((letter, axis) => {
    const reading = readings.get(letter);
    return reading?.kind === "free" ? reading.count : value.shape[axis]!;
  });
  const shaped = emit(value, "reshape", [ordered], { shape: before });
  const padding = [...out].map((letter) => readings.get(letter)?.padding ?? none);
  if (padding.every(({ low, high, interior }) => low === 0 && high === 0 && interior === 0))
    return shaped;
  const zero = emit(value, "constant", [], { data: allocate(value.dtype, 1), shape: [], dtype: value.dtype }); // prettier-ignore
  return emit(value, "pad", [shaped, zero], {
    low: padding.map(({ low }) => low),
    high: padding.map(({ high }) => high),
    interior: padding.map(({ interior }) => interior),
  });
}

/** A smaller convolution or a product of matrices that is equal, if there is one. */
export function simplerConvolution(value: Conv): Value | undefined {
  return value.size > 0 ? withoutGaps(withPadding(value)) : undefined;
}
