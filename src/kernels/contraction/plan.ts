import { bytesPerElement } from "../../base/dtype.ts";
import type { Value } from "../../graph/value.ts";
import { aligned } from "../../program/plan.ts";
import { fixed, type Affine, type Atom } from "../affine.ts";
import { Elements, type Access, type ElementContext } from "../element.ts";
import { writeResults } from "../elementwise.ts";
import { rehearse, type Frame } from "../frame.ts";
import { constant, scalarOf } from "../ir.ts";
import { axisIndices, mergeLoops, type LoopAxis } from "../loops.ts";

/** A loop of a contraction: over rows, columns, products, or around them. */
export interface ContractionLoop extends LoopAxis {
  readonly xStride: number;
  readonly yStride: number;
}

/** Where an operand is read: in place, or from a copy in the workspace. */
export interface Operand {
  readonly value: Value;
  /** The array that it is a view of; undefined: it is copied. */
  readonly source: Value | undefined;
  /** Elements before its first one. */
  readonly offset: number;
  /** Shape of the copy: the operand's extents in the order of the loops. */
  readonly axes: readonly number[];
}

/** A contraction as loops around [m, k] x [k, n]; strides in elements. */
export interface ContractionPlan {
  readonly x: Operand;
  readonly y: Operand;
  readonly outer: readonly ContractionLoop[];
  readonly m: ContractionLoop;
  readonly n: ContractionLoop;
  readonly k: ContractionLoop;
}

type Class = "batch" | "m" | "n" | "k";

/** One axis of the problem: its place in the result, in x and in y. */
interface Axis {
  readonly class: Class;
  readonly extent: number;
  readonly result?: number;
  readonly x?: number;
  readonly y?: number;
}

function axesOf(root: Value<"dot">): Axis[] {
  const [x, y] = root.inputs;
  const { contract, batch } = root.attributes;
  const free = (value: Value, side: 0 | 1): number[] =>
    value.shape
      .map((_, axis) => axis)
      .filter((axis) => !contract[side].includes(axis) && !batch[side].includes(axis));
  const axes: Axis[] = [
    ...batch[0].map((axis, i): Axis => ({
      class: "batch",
      extent: x!.shape[axis]!,
      x: axis,
      y: batch[1][i]!,
    })),
    ...free(x!, 0).map((axis): Axis => ({ class: "m", extent: x!.shape[axis]!, x: axis })),
    ...free(y!, 1).map((axis): Axis => ({ class: "n", extent: y!.shape[axis]!, y: axis })),
  ].map((axis, result) => ({ ...axis, result }));
  return [
    ...axes,
    ...contract[0].map((axis, i): Axis => ({
      class: "k",
      extent: x!.shape[axis]!,
      x: axis,
      y: contract[1][i]!,
    })),
  ];
}

/** Plans by the results they lead to: the memory plan asks for a group's first, its kernel again. */
const plans = new WeakMap<readonly Value[], ContractionPlan>();

/** Finds loops and strides; operands that are no plain views are to be copied. */
export function planContraction(frame: Frame, root: Value<"dot">): ContractionPlan {
  const { results } = frame.group;
  let plan = plans.get(results);
  if (plan === undefined) {
    const axes = axesOf(root);
    plan =
      tryPlan(frame, root, { axes, copyX: false, copyY: false }) ??
      tryPlan(frame, root, { axes, copyX: true, copyY: true })!;
    plans.set(results, plan);
  }
  return plan;
}

interface Attempt {
  readonly axes: readonly Axis[];
  readonly copyX: boolean;
  readonly copyY: boolean;
}

function tryPlan(frame: Frame, root: Value<"dot">, attempt: Attempt): ContractionPlan | undefined {
  const { axes } = attempt;
  const [x, y] = root.inputs;
  const loops: LoopAxis[] = axes.flatMap(({ extent }, i) =>
    extent === 1 ? [] : [{ axes: [i], extent }],
  );
  let atoms: Affine[] = [];
  let places: { x: Place; y: Place } | undefined;
  const own: Access[] = [];
  const accesses = rehearse(frame, 1, (elements, context) => {
    const { indices, builder } = context;
    const index = axes.map(({ extent }) =>
      indices.variable(builder.variable("i32"), 0, extent - 1),
    );
    atoms = loops.map(({ axes: [axis] }) => index[axis!]!);
    const all = axes.map((_, i) => i);
    const copyOrder: Record<"x" | "y", Class[]> = {
      x: ["batch", "m", "k"],
      y: ["batch", "k", "n"],
    };
    const place = (value: Value, side: "x" | "y", copy: boolean): Place => {
      const order = copyOrder[side].flatMap((c) => all.filter((i) => axes[i]!.class === c));
      const sideAxes = order.map((i) => axes[i]![side]!);
      const found = copy ? undefined : viewOf(elements, value, index, { axes, side, atoms });
      if (found !== undefined)
        return { operand: { value, ...found, axes: sideAxes }, position: found.position };
      const position = indices.ravel(
        order.map((i) => index[i]!),
        order.map((i) => axes[i]!.extent),
      );
      return { operand: { value, source: undefined, offset: 0, axes: sideAxes }, position };
    };
    places = { x: place(x!, "x", attempt.copyX), y: place(y!, "y", attempt.copyY) };
    own.push({ position: places.x.position, pinned: [places.y.position] });
    const known = new Map([[root as Value, () => constant(scalarOf(root.dtype), 0)]]);
    const resultIndex = axes.flatMap(({ result }, i) => (result === undefined ? [] : [index[i]!]));
    const epilogue: ElementContext = { ...context, known };
    writeOrdered(frame, root, epilogue, new Elements(epilogue), resultIndex);
  });
  const { x: xPlace, y: yPlace } = places!;
  const classes = loops.map(({ axes: [axis] }) => axes[axis!]!.class);
  const merged = mergeLoops(loops, atoms, [...accesses, ...own], classes).map(
    (loop): ContractionLoop & { class: Class } => {
      const last =
        atoms[loops.findIndex(({ axes: [axis] }) => axis === loop.axes.at(-1))]!.terms[0]![0];
      return {
        ...loop,
        class: axes[loop.axes[0]!]!.class,
        xStride: coefficient(xPlace.position, last),
        yStride: coefficient(yPlace.position, last),
      };
    },
  );
  const one: ContractionLoop = { axes: [], extent: 1, xStride: 0, yStride: 0 };
  const ks = merged.filter((loop) => loop.class === "k");
  const k = ks.at(-1) ?? one;
  if (ks.length > 1 || (k !== one && (k.xStride === 0 || k.yStride === 0))) return undefined;
  const m = merged.findLast((loop) => loop.class === "m") ?? one;
  const n = merged.findLast((loop) => loop.class === "n") ?? one;
  const outer = merged.filter((loop) => loop !== m && loop !== n && loop !== k);
  return { x: xPlace.operand, y: yPlace.operand, outer, m, n, k };
}

interface Place {
  readonly operand: Operand;
  readonly position: Affine;
}

function coefficient({ terms }: Affine, atom: Atom): number {
  return terms.find(([a]) => a === atom)?.[1] ?? 0;
}

/** The operand as a strided view, if it is one. */
function viewOf(
  elements: Elements,
  value: Value,
  index: readonly Affine[],
  {
    axes,
    side,
    atoms,
  }: {
    readonly axes: readonly Axis[];
    readonly side: "x" | "y";
    readonly atoms: readonly Affine[];
  },
): { source: Value; offset: number; position: Affine } | undefined {
  const own: Affine[] = [];
  axes.forEach((axis, i) => {
    const at = axis[side];
    if (at !== undefined) own[at] = index[i]!;
  });
  const place = elements.placeOf(value, own);
  if (place === undefined) return undefined;
  const known = new Set(atoms.map(({ terms }) => terms[0]?.[0]));
  const plain = place.position.terms.every(([atom, stride]) => known.has(atom) && stride > 0);
  return plain && place.position.constant >= 0
    ? { ...place, offset: place.position.constant }
    : undefined;
}

/** The result's index per axis, from one index per loop (outer.., m, n). */
export function resultIndex(
  frame: Frame,
  root: Value,
  plan: ContractionPlan,
  indices: readonly Affine[],
): Affine[] {
  const loops = [...plan.outer, plan.m, plan.n].filter(({ axes }) => axes.length > 0);
  const values = [...plan.outer, plan.m, plan.n].flatMap(({ axes }, i) =>
    axes.length > 0 ? [indices[i] ?? fixed(0)] : [],
  );
  return axisIndices(frame.context.indices, loops, values, root.shape);
}

/** Writes the results where the root's index is `index`; they may be the root with its axes in another order. */
export function writeOrdered(
  frame: Frame,
  root: Value,
  context: ElementContext,
  elements: Elements,
  index: readonly Affine[],
): void {
  const [result] = frame.group.results;
  if (!result!.is("transpose")) {
    writeResults(frame, elements, context, { index, shape: root.shape });
    return;
  }
  const own = result.attributes.permutation.map((axis) => index[axis]!);
  writeResults(frame, elements, context, { index: own, shape: result.shape });
}

/** Bytes of an operand's copy; 0 if it is read in place. */
export function copyBytes({ source, value }: Operand): number {
  return source === undefined ? aligned(value.size * bytesPerElement(value.dtype)) : 0;
}
