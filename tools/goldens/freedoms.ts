import { allocate } from "../../src/base/dtype.ts";
import type { HostTensor } from "./types.ts";

/** Takes one freedom out of an answer: the tensors of the op, found or expected. */
type Freedom = (
  outputs: readonly HostTensor[],
  inputs: readonly HostTensor[],
  kth: number,
) => HostTensor[];

interface Matrices {
  readonly rows: number;
  readonly columns: number;
  readonly count: number;
}

function matricesOf({ shape }: HostTensor): Matrices {
  const [rows, columns] = [shape.at(-2)!, shape.at(-1)!];
  return {
    rows,
    columns,
    count: shape.slice(0, -2).reduce((product, extent) => product * extent, 1),
  };
}

function mapElements(
  tensor: HostTensor,
  shape: readonly number[],
  at: (index: number) => number,
): HostTensor {
  const data = allocate(
    tensor.dtype,
    shape.reduce((product, extent) => product * extent, 1),
  );
  for (let i = 0; i < data.length; i++) data[i] = at(i);
  return { shape, dtype: tensor.dtype, data };
}

/** The first `count` rows or columns of every matrix. */
function firstOf(tensor: HostTensor, axis: "rows" | "columns", count: number): HostTensor {
  const { rows, columns } = matricesOf(tensor);
  const [newRows, newColumns] =
    axis === "rows" ? [Math.min(rows, count), columns] : [rows, Math.min(columns, count)];
  const shape = [...tensor.shape.slice(0, -2), newRows, newColumns];
  return mapElements(tensor, shape, (i) => {
    const [matrix, within] = [Math.floor(i / (newRows * newColumns)), i % (newRows * newColumns)];
    return tensor.data[
      matrix * rows * columns + Math.floor(within / newColumns) * columns + (within % newColumns)
    ]!;
  });
}

/** Multiplies column (or row) k of matrix m by `signs[m][k]`. */
function withSigns(
  tensor: HostTensor,
  axis: "rows" | "columns",
  signs: readonly (readonly number[])[],
): HostTensor {
  const { rows, columns } = matricesOf(tensor);
  return mapElements(tensor, tensor.shape, (i) => {
    const within = i % (rows * columns);
    const k = axis === "columns" ? within % columns : Math.floor(within / columns);
    return tensor.data[i]! * (signs[Math.floor(i / (rows * columns))]![k] ?? 1);
  });
}

/** Per matrix and column: -1 where the entry of largest magnitude is negative. */
function signsOfLargest(tensor: HostTensor): number[][] {
  const { rows, columns, count } = matricesOf(tensor);
  return Array.from({ length: count }, (_, matrix) =>
    Array.from({ length: columns }, (__, column) => {
      let largest = 0;
      for (let row = 0; row < rows; row++) {
        const x = tensor.data[(matrix * rows + row) * columns + column]!;
        if (Math.abs(x) > Math.abs(largest)) largest = x;
      }
      return largest < 0 ? -1 : 1;
    }),
  );
}

function signsOfDiagonal(tensor: HostTensor): number[][] {
  const { rows, columns, count } = matricesOf(tensor);
  return Array.from({ length: count }, (_, matrix) =>
    Array.from({ length: Math.min(rows, columns) }, (__, k) =>
      tensor.data[(matrix * rows + k) * columns + k]! < 0 ? -1 : 1,
    ),
  );
}

const eigenvectors: Freedom = ([values, vectors, ...rest]) => [
  values!,
  withSigns(vectors!, "columns", signsOfLargest(vectors!)),
  ...rest,
];

const qr: Freedom = ([q, r]) => {
  const count = Math.min(matricesOf(q!).rows, matricesOf(r!).columns);
  const [first, upper] = [firstOf(q!, "columns", count), firstOf(r!, "rows", count)];
  const signs = signsOfDiagonal(upper);
  return [withSigns(first, "columns", signs), withSigns(upper, "rows", signs)];
};

const svd: Freedom = ([u, s, v]) => {
  const count = s!.shape.at(-1)!;
  const [left, right] = [firstOf(u!, "columns", count), firstOf(v!, "rows", count)];
  const signs = signsOfLargest(left);
  return [withSigns(left, "columns", signs), s!, withSigns(right, "rows", signs)];
};

/** Pairs of real and imaginary part, sorted. */
const eigenvalues: Freedom = ([values]) => {
  const pairs = Array.from(
    { length: values!.data.length / 2 },
    (_, i) => [values!.data[2 * i]!, values!.data[2 * i + 1]!] as const,
  );
  const sorted = pairs.toSorted(([a, b], [c, d]) => a - c || b - d).flat();
  return [{ ...values!, data: Float32Array.from(sorted) }];
};

/** Indices into the argument become what they point at; those before and after position `kth` are sorted. */
const partition: Freedom = ([indices], [x], kth) => {
  const length = indices!.shape.at(-1)!;
  const data = new Float32Array(indices!.data.length);
  for (let start = 0; start < data.length; start += length) {
    const row = Float32Array.from(
      { length },
      (_, i) => x!.data[start + indices!.data[start + i]!]!,
    );
    row.subarray(0, kth).sort();
    row.subarray(kth + 1).sort();
    data.set(row, start);
  }
  return [{ shape: indices!.shape, dtype: "float32", data }];
};

const freedoms: readonly (readonly [pattern: RegExp, freedom: Freedom])[] = [
  [/^sign of each column of output\[1\]/u, eigenvectors],
  [/^diagonal of r positive/u, qr],
  [/^first min\(m, n\) columns of u/u, svd],
  [/^eigenvalues only/u, eigenvalues],
  [/^as partition/u, partition],
];

/** The freedom that a case's `compare` describes. Throws on a description that is not known. */
export function freedomOf(description: string): Freedom {
  const found = freedoms.find(([pattern]) => pattern.test(description));
  if (found === undefined) throw new Error(`no way to compare "${description}"`);
  return found[1];
}
