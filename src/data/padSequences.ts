import { allocate, expectDType, type DType } from "../base/dtype.ts";
import { fail } from "../base/errors.ts";
import { formatShape, sameShape, sizeOf } from "../base/shape.ts";
import { tensor } from "../eager/tensor.ts";
import { toTensor, type Tensor, type TensorLike } from "../tensor/tensor.ts";

/** Options of `padSequences`. */
export interface PadSequencesOptions {
  /** How many steps every sequence gets. Default null: as many as the longest has. */
  readonly maxlen?: number | null | undefined;
  /** Of the result. Default "int32". */
  readonly dtype?: DType | undefined;
  /** Whether the missing steps come before or after a sequence. Default "pre". */
  readonly padding?: "pre" | "post" | undefined;
  /** Whether steps that are too many are dropped at the beginning or at the end. Default "pre". */
  readonly truncating?: "pre" | "post" | undefined;
  /** What missing steps hold. Default 0. */
  readonly value?: number | undefined;
}

function expectSide(name: string, side: string): void {
  if (side === "pre" || side === "post") return;
  fail("option", {
    where: "padSequences",
    expected: `${name} "pre" or "post"`,
    received: `"${side}"`,
  });
}

/**
 * Sequences of unequal lengths as one tensor: [steps.., ...] each -> [sequences, maxlen, ...] (keras.utils.pad_sequences).
 */
export function padSequences(
  sequences: readonly TensorLike[],
  options: PadSequencesOptions = {},
): Tensor {
  const { dtype = "int32", padding = "pre", truncating = "pre", value = 0 } = options;
  expectSide("padding", padding);
  expectSide("truncating", truncating);
  if (!Array.isArray(sequences)) {
    fail("data", {
      where: "padSequences",
      expected: "a list of sequences",
      received: typeof sequences,
    });
  }
  const parts = sequences.map((sequence, i) => {
    const part = toTensor(sequence);
    if (part.rank > 0) return part;
    return fail("data", {
      where: "padSequences",
      expected: "a list of sequences",
      received: `a number at position ${i}`,
    });
  });
  const longest = Math.max(0, ...parts.map(({ shape }) => shape[0]!));
  const length = options.maxlen ?? longest;
  if (!Number.isInteger(length) || length < 0) {
    fail("option", {
      where: "padSequences",
      expected: "maxlen, a whole number of 0 or more",
      received: `${length}`,
    });
  }
  const step = parts.find(({ size }) => size > 0)?.shape.slice(1) ?? [];
  const width = sizeOf(step);
  const all = allocate(expectDType("padSequences", dtype), parts.length * length * width);
  all.fill(value);
  for (const [row, { data, shape }] of parts.entries()) {
    const steps = shape[0]!;
    if (steps === 0) continue;
    if (!sameShape(shape.slice(1), step)) {
      fail("shape", {
        where: "padSequences",
        expected: `steps of shape ${formatShape(step)}`,
        received: `${formatShape(shape.slice(1))} at position ${row}`,
      });
    }
    const kept = Math.min(steps, length);
    const first = truncating === "pre" ? steps - kept : 0;
    const place = padding === "pre" ? length - kept : 0;
    all.set(
      data.subarray(first * width, (first + kept) * width) as never,
      (row * length + place) * width,
    );
  }
  return tensor(all, { shape: [parts.length, length, ...step], dtype });
}
