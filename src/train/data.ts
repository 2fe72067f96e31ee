import { isFloat } from "../base/dtype.ts";
import { floatx } from "../base/floatx.ts";
import { fail, failUnknownName, HornetError } from "../base/errors.ts";
import { formatShape, sizeOf } from "../base/shape.ts";
import { Operand } from "../graph/value.ts";
import { toTensor, type Tensor, type TensorLike } from "../tensor/tensor.ts";
import type { NestedTexts, Texts } from "../tensor/texts.ts";

/** Data of a run: one array, or one per input or output, as a list or by name. */
export type DataLike = TensorLike | readonly TensorLike[] | Readonly<Record<string, TensorLike>>;

/** Texts, for a layer that looks them up. */
type TextLike = Texts | readonly NestedTexts[];

/** Inputs of a run: data, and texts where a model begins with layers that look them up. */
export type InputLike =
  | DataLike
  | TextLike
  | readonly (TensorLike | TextLike)[]
  | Readonly<Record<string, TensorLike | TextLike>>;

/** What a model expects in one place: the input's or output's name and shape, null where any extent will do. */
export interface Slot {
  readonly name: string;
  /** Undefined: nothing is known yet. */
  readonly shape: readonly (number | null)[] | undefined;
}

function isTensorLike(data: DataLike): data is TensorLike {
  return (
    data instanceof Operand || ArrayBuffer.isView(data) || typeof data !== "object" || data === null
  );
}

function isRecord(data: DataLike): data is Readonly<Record<string, TensorLike>> {
  return !isTensorLike(data) && !Array.isArray(data);
}

/** The data as one tensor per slot. A list counts as one tensor per slot only where there are several slots, or where it holds tensors. */
export function toTensors(where: string, data: DataLike, slots: readonly Slot[]): Tensor[] {
  if (isRecord(data)) {
    if (Symbol.iterator in data || Symbol.asyncIterator in data) {
      fail("unsupported", {
        where,
        expected: "all samples at once",
        received: "an iterator",
        advice:
          "fit and evaluate take batches [x, y] one by one: model.fit(batches, { epochs: 3 })",
      });
    }
    const names = slots.map(({ name }) => name);
    for (const name of Object.keys(data))
      if (!names.includes(name)) failUnknownName(where, "name", name, names);
    return names.map((name) => {
      const own = data[name];
      if (own === undefined) {
        return fail("data", {
          where,
          expected: `an entry "${name}"`,
          received: Object.keys(data).join(", "),
        });
      }
      return convert(`${where} "${name}"`, own);
    });
  }
  const holdsTensors =
    Array.isArray(data) && data.some((part) => part instanceof Operand || ArrayBuffer.isView(part));
  if (slots.length === 1 && !(holdsTensors && data.length === 1)) {
    if (holdsTensors) {
      fail("data", {
        where,
        expected: "one array",
        received: `a list of ${(data as unknown[]).length}`,
      });
    }
    return [convert(where, data as TensorLike)];
  }
  if (!Array.isArray(data) || data.length !== slots.length) {
    return fail("data", {
      where,
      expected: `a list of ${slots.length} arrays (${slots.map(({ name }) => name).join(", ")})`,
      received: Array.isArray(data) ? `a list of ${data.length}` : "one array",
    });
  }
  return data.map((part, i) => convert(`${where}[${i}]`, part as TensorLike));
}

/** Numbers as a tensor; what is wrong with them is told in front with `where` they were given. */
export function numbersOf(where: string, data: TensorLike): Tensor {
  try {
    return toTensor(data);
  } catch (error) {
    if (!(error instanceof HornetError)) throw error;
    throw new HornetError(error.code, `${where} > ${error.message}`);
  }
}

function convert(where: string, data: TensorLike): Tensor {
  if (data === undefined || data === null || typeof data === "string") {
    fail("data", {
      where,
      expected: "a tensor, nested arrays or a typed array",
      received: JSON.stringify(data) ?? "undefined",
    });
  }
  const plain = numbersOf(where, data);
  const dtype = floatx();
  const tensor = isFloat(plain.dtype) && plain.dtype !== dtype ? toTensor(plain, { dtype }) : plain;
  if (tensor.rank === 0) {
    fail("shape", { where, expected: "an array with a batch axis", received: "a scalar" });
  }
  if (tensor.shape[0] === 0) {
    fail("data", {
      where,
      expected: "at least one sample",
      received: `shape ${formatShape(tensor.shape)}`,
    });
  }
  return tensor;
}

/** Whether all numbers are finite: a sum of 64 bits is where all are, since so many of 32 bits cannot overflow it. */
function areFinite(data: Float32Array): boolean {
  // Several sums, which do not wait for each other.
  let [a, b, c, d] = [0, 0, 0, 0];
  let i = 0;
  for (; i + 7 < data.length; i += 8) {
    a += data[i]! + data[i + 4]!;
    b += data[i + 1]! + data[i + 5]!;
    c += data[i + 2]! + data[i + 6]!;
    d += data[i + 3]! + data[i + 7]!;
  }
  for (; i < data.length; i++) a += data[i]!;
  return Number.isFinite(a + b + c + d);
}

/** Throws unless every number is finite. */
export function checkFinite(where: string, tensor: Tensor): void {
  if (!isFloat(tensor.dtype)) return;
  const { data } = tensor;
  if (data instanceof Float32Array && areFinite(data)) return;
  for (let i = 0; i < data.length; i++) {
    const x = data[i]!;
    // The difference is 0 for finite numbers and NaN for the rest.
    if (x - x === 0) continue;
    const row = Math.floor(i / sizeOf(tensor.shape.slice(1)));
    fail("data", {
      where,
      expected: "finite numbers",
      received: `${x} in sample ${row}`,
      advice: "Remove or replace such samples",
    });
  }
}

/** The tensor under the slot's shape: checked, and with a last axis of 1 added or removed where only that is missing. */
export function fitToSlot(where: string, tensor: Tensor, slot: Slot): Tensor {
  const { shape } = slot;
  if (shape === undefined) return tensor;
  const fits = (own: readonly number[]): boolean =>
    own.length === shape.length &&
    own.every((extent, axis) => shape[axis] === null || shape[axis] === extent);
  if (fits(tensor.shape)) return tensor;
  const wider = [...tensor.shape, 1];
  if (fits(wider)) return tensor.reshape(wider);
  const narrower = tensor.shape.slice(0, -1);
  if (tensor.shape.at(-1) === 1 && fits(narrower)) return tensor.reshape(narrower);
  return fail("shape", {
    where,
    expected: formatShape(shape),
    received: formatShape(tensor.shape),
    advice:
      tensor.rank === shape.length - 1 && fits([1, ...tensor.shape])
        ? `Add a batch axis: x.reshape([1, ${tensor.shape.join(", ")}])`
        : `The data of "${slot.name}" must have the shape that the model was built for`,
  });
}

/** Throws unless all have the same number of rows; gives that number. */
export function commonRows(
  where: string,
  parts: readonly { name: string; tensor: Tensor }[],
): number {
  const rows = parts[0]!.tensor.shape[0]!;
  for (const { name, tensor } of parts) {
    if (tensor.shape[0] === rows) continue;
    fail("shape", {
      where,
      expected: `as many samples in ${name} as in ${parts[0]!.name} (${rows})`,
      received: `${tensor.shape[0]}`,
    });
  }
  return rows;
}
