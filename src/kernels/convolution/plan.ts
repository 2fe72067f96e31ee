import { sizeOf } from "../../base/shape.ts";
import { lettersOf } from "../../graph/letters.ts";
import type { Sliding } from "../../graph/alphabet.ts";
import type { Value } from "../../graph/value.ts";
import { dilatedExtent } from "../../graph/window.ts";

/** One axis that the window slides along. */
export interface WindowLoop extends Sliding {
  readonly letter: string;
  /** Of the input. */
  readonly extent: number;
  /** Of the window. */
  readonly size: number;
  /** Of the result. */
  readonly places: number;
}

/** A letter with its extent; "-" stands for an axis that is not there. */
export interface Axis {
  readonly letter: string;
  readonly extent: number;
}

/** A convolution as sums of products over windows: rows x windows x columns, summed over the window and the channels. */
export interface ConvolutionPlan {
  readonly rows: Axis;
  readonly columns: Axis;
  readonly summed: Axis;
  readonly windows: readonly WindowLoop[];
}

/** The axes of these letters that the window slides along. */
export function windowLoops(
  { inputs, attributes, shape }: Value<"conv">,
  letters: readonly string[],
): WindowLoop[] {
  const [x, y] = inputs as readonly [Value, Value];
  return letters.map((letter) => ({
    ...attributes.windows[letter]!,
    letter,
    extent: x.shape[attributes.x.indexOf(letter)]!,
    size: y.shape[attributes.y.indexOf(letter)]!,
    places: shape[attributes.out.indexOf(letter)]!,
  }));
}

/** The loops of a convolution without groups that has at most one axis of each kind; undefined for all others. */
export function planConvolution(root: Value<"conv">): ConvolutionPlan | undefined {
  const { attributes } = root;
  const { groups, rows, columns, summed, windows } = lettersOf(attributes);
  const [x, y] = root.inputs as readonly [Value, Value];
  const plain = [rows, columns, summed].every((letters) => letters.length <= 1);
  if (!plain || groups.length > 0 || windows.length === 0) return undefined;
  if (root.dtype !== "float32" || [x, y, root].some(({ size }) => size === 0)) return undefined;
  const extentOf = (value: Value, letters: string, letter: string): number =>
    value.shape[letters.indexOf(letter)] ?? 1;
  const axis = (value: Value, letters: string, letter = "-"): Axis => ({
    letter,
    extent: extentOf(value, letters, letter),
  });
  return {
    rows: axis(x, attributes.x, rows[0]),
    columns: axis(y, attributes.y, columns[0]),
    summed: axis(x, attributes.x, summed[0]),
    windows: windowLoops(root, windows),
  };
}

/** Elements from one index to the next along the axis of a letter; 0: there is none. */
export function strideOf(value: Value, letters: string, letter: string): number {
  const axis = letters.indexOf(letter);
  return axis < 0 ? 0 : sizeOf(value.shape.slice(axis + 1));
}

/** Elements of the padded input that so many places of the window cover. */
export function coveredExtent({ stride, size, dilation }: WindowLoop, places: number): number {
  return (places - 1) * stride + dilatedExtent(size, dilation);
}
