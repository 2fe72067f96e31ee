import { fail } from "../base/errors.ts";
import { formatShape, sameShape } from "../base/shape.ts";
import type { TypedArray } from "../base/dtype.ts";
import type { Variable } from "../graph/variable.ts";
import { parseSafetensors, writeSafetensors } from "../formats/safetensors.ts";
import { readIfThere, writeFileAtomically } from "#files";

/** Names of weights in a file: their paths inside the model, counted up where two are equal. */
function namesOf(model: string, weights: readonly Variable[]): string[] {
  const counts = new Map<string, number>();
  return weights.map(({ path }) => {
    const inside = path.startsWith(`${model}/`) ? path.slice(model.length + 1) : path;
    const count = counts.get(inside) ?? 0;
    counts.set(inside, count + 1);
    return count === 0 ? inside : `${inside}_${count}`;
  });
}

/** Throws on a file name that promises another format than the one that is written. */
function checkFileName(path: string, model: string): void {
  const ending = [".h5", ".hdf5", ".keras", ".npz", ".json"].find((other) => path.endsWith(other));
  if (ending === undefined) return;
  fail("unsupported", {
    where: `${model}: saveWeights`,
    expected: 'a file name that ends in ".safetensors", which is what is written',
    received: JSON.stringify(path),
    advice: `Write ${JSON.stringify(`${path.slice(0, -ending.length)}.safetensors`)}`,
  });
}

/** Writes weights as safetensors. */
export async function writeWeights(
  path: string,
  model: string,
  weights: readonly Variable[],
): Promise<void> {
  checkFileName(path, model);
  const names = namesOf(model, weights);
  const tensors = Object.fromEntries(
    weights.map(({ shape, data }, i) => [
      names[i]!,
      { dtype: "float32" as const, shape, data: data as Float32Array },
    ]),
  );
  const metadata = { format: "hornet", order: JSON.stringify(names) };
  await writeFileAtomically(path, writeSafetensors(tensors, metadata));
}

/** The names in the order of the model that wrote them; none if the file does not tell. */
function writtenOrder(order: string | undefined): string[] {
  try {
    const names: unknown = JSON.parse(order ?? "[]");
    return Array.isArray(names) ? names.map(String) : [];
  } catch {
    return [];
  }
}

/** Reads weights from safetensors: all of them, or, if one does not fit, none. */
export async function readWeights(
  path: string,
  model: string,
  weights: readonly Variable[],
): Promise<void> {
  const where = `${model}: loadWeights`;
  const bytes = await readIfThere(path);
  if (bytes === undefined)
    return fail("file", { where, expected: `a file ${path}`, received: "none" });
  const { tensors, metadata } = parseSafetensors(bytes, path);
  const names = namesOf(model, weights);
  const count = Object.keys(tensors).length;
  if (count !== weights.length) {
    fail("shape", { where, expected: `${weights.length} tensors`, received: `${count}` });
  }
  // Layers that were not named have other names in a second model; then the order in which they were written counts.
  const stored = writtenOrder(metadata["order"]).map((name) => tensors[name]);
  const byOrder =
    stored.length === weights.length &&
    !names.every((name) => Object.hasOwn(tensors, name)) &&
    stored.every((part, i) => part !== undefined && sameShape(part.shape, weights[i]!.shape));
  const found = weights.map((variable, i) => {
    const own = byOrder
      ? stored[i]
      : Object.hasOwn(tensors, names[i]!)
        ? tensors[names[i]!]
        : undefined;
    if (own === undefined) {
      return fail("name", {
        where,
        expected: `a tensor "${names[i]}"`,
        received: Object.keys(tensors).join(", "),
      });
    }
    if (!sameShape(own.shape, variable.shape)) {
      const received = formatShape(own.shape);
      return fail("shape", {
        where: `${where}: ${names[i]}`,
        expected: formatShape(variable.shape),
        received,
      });
    }
    return own.data as TypedArray;
  });
  weights.forEach((variable, i) => variable.assign(found[i]!));
}
