import type { Shape } from "../base/shape.ts";
import { fixed, type Affine, type Atom, type Indices } from "./affine.ts";
import type { Access } from "./element.ts";

/** Neighbouring axes that one loop can walk, outermost first; axes of extent 1 are left out. */
export interface LoopAxis {
  readonly axes: readonly number[];
  readonly extent: number;
}

/** The axes as loops of their own. */
export function separateAxes(shape: Shape): LoopAxis[] {
  return shape.flatMap((extent, axis) => (extent === 1 ? [] : [{ axes: [axis], extent }]));
}

/**
 * Joins neighbouring loops wherever every access of the rehearsal steps through both as through one.
 * `loops[i]` was rehearsed with the index `indices[i]`; loops of different `classes` stay apart.
 */
export function mergeLoops(
  loops: readonly LoopAxis[],
  indices: readonly Affine[],
  accesses: readonly Access[],
  classes: readonly unknown[] = [],
): LoopAxis[] {
  const atoms = indices.map(({ terms }) => terms[0]?.[0]);
  const positions = accesses.flatMap(({ position, pinned }) => [position, ...pinned]);
  const blocked = new Set<Atom>();
  for (const { terms } of positions) for (const [atom] of terms) block(atom, blocked);
  const coefficient = ({ terms }: Affine, atom: Atom | undefined): number =>
    terms.find(([a]) => a === atom)?.[1] ?? 0;
  const merged: { axes: number[]; extent: number; last: number }[] = [];
  loops.forEach(({ axes, extent }, i) => {
    const outer = merged.at(-1);
    const [a, b] = [outer === undefined ? undefined : atoms[outer.last], atoms[i]];
    const joins =
      outer !== undefined &&
      a !== undefined &&
      b !== undefined &&
      classes[outer.last] === classes[i] &&
      !blocked.has(a) &&
      !blocked.has(b) &&
      positions.every((position) => coefficient(position, a) === coefficient(position, b) * extent);
    if (joins) {
      outer.axes.push(...axes);
      outer.extent *= extent;
      outer.last = i;
    } else {
      merged.push({ axes: [...axes], extent, last: i });
    }
  });
  return merged;
}

/** Marks what is inside quotients and remainders: loop atoms there need their own loop. */
function block(atom: Atom, blocked: Set<Atom>): void {
  if (atom.definition.kind === "value") return;
  for (const [inner] of atom.definition.of.terms) {
    if (blocked.has(inner)) continue;
    blocked.add(inner);
    block(inner, blocked);
  }
}

/** The index on every axis of `shape` from one index per loop. */
export function axisIndices(
  indices: Indices,
  loops: readonly LoopAxis[],
  values: readonly Affine[],
  shape: Shape,
): Affine[] {
  const result: Affine[] = Array.from({ length: shape.length }, () => fixed(0));
  loops.forEach(({ axes }, i) => {
    const parts = indices.unravel(
      values[i]!,
      axes.map((axis) => shape[axis]!),
    );
    axes.forEach((axis, j) => (result[axis] = parts[j]!));
  });
  return result;
}
