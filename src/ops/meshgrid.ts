import { failUnknownName } from "../base/errors.ts";
import type { Operand } from "../graph/value.ts";
import { broadcastWith, builderFor, reshapeWith, toOperand, type OperandLike } from "./convert.ts";

/** Which of the first two axes is which. */
export interface MeshgridOptions {
  /** "xy" (default): the first vector runs along axis 1; "ij": along axis 0. */
  readonly indexing?: "xy" | "ij" | undefined;
}

/** Each vector stretched over the grid that they span: [3], [2] -> twice [2, 3] ("ij": [3, 2]). */
export function meshgrid(...given: readonly (OperandLike | MeshgridOptions)[]): Operand[] {
  const isOptions = (x: unknown): x is MeshgridOptions =>
    typeof x === "object" && x !== null && Object.getPrototypeOf(x) === Object.prototype;
  const { indexing = "xy" } = given.find(isOptions) ?? {};
  if (indexing !== "xy" && indexing !== "ij")
    failUnknownName("meshgrid", "indexing", indexing, ["xy", "ij"]);
  const vectors = given.filter((x) => !isOptions(x)).map((x) => toOperand(x as OperandLike));
  const builder = builderFor("meshgrid", vectors);
  const place = (i: number): number =>
    indexing === "xy" && i < 2 && vectors.length > 1 ? 1 - i : i;
  const shape = vectors.map((_, i) => vectors[place(i)]!.size);
  return vectors.map((vector, i) => {
    const thin = shape.map((_, axis) => (axis === place(i) ? vector.size : 1));
    return broadcastWith(builder, reshapeWith(builder, vector, thin), shape);
  });
}
