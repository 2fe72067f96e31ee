import { HornetError } from "../base/errors.ts";
import { valuesOfPart, type Work } from "../base/eventLoop.ts";
import { topologicalOrder } from "../graph/builder.ts";
import type { PrimitiveOf } from "../graph/alphabet.ts";
import type { Value } from "../graph/value.ts";
import { areApart } from "../graph/window.ts";
import { isSlow } from "../graph/cost.ts";
import type { Rows } from "../program/rows.ts";

/**
 * How a group uses a value.
 * - identity: element i of the group's results needs element i of the value, nothing else.
 * - mapped: through a broadcast, a slice, a gather.
 * - prologue: inside the loops of a reduction.
 * - operand: read as a whole from memory (a factor of a contraction, an index, a start).
 * - buffer: a whole buffer of its own, as loops and branches take it.
 */
type Use = "identity" | "mapped" | "prologue" | "operand" | "buffer";

/** Values that are computed by one launch. */
export interface FusedGroup {
  /** The reduction, contraction or scatter inside, if any; the loop or branch that it is. */
  root: Value | undefined;
  /** Values that other groups or the program's outputs read, all of equal size. */
  readonly results: Value[];
  /** How each value that is computed here is used here. */
  readonly uses: Map<Value, Use>;
  /** Of groups that were joined: they go row by row, and have results of both sizes. */
  readonly rows?: Rows;
}

/** Values as groups, and for each value that stays in memory the group that computes it. */
export interface Fusion {
  readonly groups: readonly FusedGroup[];
  readonly producer: ReadonlyMap<Value, FusedGroup>;
}

/**
 * What a group computes weighs no more than this, counted in inputs of cheap operations: engines limit the parameters
 * and variables of a function (V8: 1,000 and 50,000), and compile long ones slowly.
 */
export const largestWeight = 640;

/** What a value adds to the weight of the group that computes it. Slow operations and choices become several others. */
export function weightOf(value: Value): number {
  return value.inputs.length * (isSlow(value) || value.is("concat") ? 6 : 1);
}

/** More than this many cheap operations are not repeated in a second group. */
const repeatableOperations = 2;

/** Whether a value needs a loop nest of its own kind: at most one per group. */
function isRoot(value: Value): boolean {
  return (
    value.kind === "reduction" ||
    value.kind === "rowwise" ||
    value.kind === "contraction" ||
    value.kind === "window" ||
    value.op === "scatterAdd"
  );
}

function isView(value: Value): boolean {
  return value.is("reshape") || value.is("transpose") || value.is("broadcast");
}

/** The use that asks more. */
export function stricter(a: Use, b: Use): Use {
  if (a === "buffer" || b === "buffer") return "buffer";
  if (a === "operand" || b === "operand") return "operand";
  if (a === "prologue" || b === "prologue") return "prologue";
  return a === "mapped" || b === "mapped" ? "mapped" : "identity";
}

/** Whether windows read no element of this input twice. */
function readsOnce(user: Value<PrimitiveOf<"window">>, index: number): boolean {
  return (user.is("selectAndScatter") && index === 1) || areApart(user.attributes);
}

/** How `user`, itself used as `use` in its group, uses its input number `index`. */
function useOfInput(user: Value, index: number, use: Use): Use {
  switch (user.kind) {
    case "control":
      return "buffer";
    case "contraction":
      return "operand";
    case "window":
      return readsOnce(user as Value<PrimitiveOf<"window">>, index) ? "prologue" : "operand";
    case "reduction":
    case "rowwise":
      return "prologue";
    case "indexing":
      if (user.is("dynamicUpdateSlice")) {
        if (index === 2) return "operand";
        return index === 1 && use === "identity" ? "mapped" : use;
      }
      if (user.op === "scatterAdd" || index === 1) return "operand";
      if (user.is("gather") && index === 0 && user.inputs[0]!.kind !== "source") return "operand";
      return use === "identity" ? "mapped" : use;
    case "movement":
      if (user.is("reshape") || use !== "identity") return use;
      return "mapped";
    default:
      return use;
  }
}

/** Whether the value's group may leave it unwritten below a contraction: a strided view of what is in memory. */
function isOperandView(value: Value): boolean {
  if (value.is("transpose") || value.is("reverse")) return true;
  return value.is("reshape") && value.inputs[0]!.kind === "source";
}

/** Whether a product takes several neighbouring axes of this input as one loop, if they lie side by side. */
function joinsAxes(user: Value, index: number): boolean {
  if (!user.is("dot")) return false;
  const side = index === 0 ? 0 : 1;
  const { contract, batch } = user.attributes;
  const { shape } = user.inputs[index]!;
  const count = (axes: readonly number[]): number => axes.filter((axis) => shape[axis]! > 1).length;
  const summed = count(contract[side]);
  return summed > 1 || count([...shape.keys()]) - summed - count(batch[side]) > 1;
}

/** Cheap operations of the expression that would be repeated, Infinity if one is expensive. */
function repeatedWork(value: Value, inMemory: (value: Value) => boolean): number {
  let work = 0;
  const stack = [value];
  while (stack.length > 0 && work <= repeatableOperations) {
    const current = stack.pop()!;
    if (current !== value && inMemory(current)) continue;
    if (isSlow(current) || isRoot(current) || current.kind === "indexing") return Infinity;
    if (current.kind === "pointwise") work++;
    if (current.is("concat") || current.is("pad")) work++;
    stack.push(...current.inputs);
  }
  return work;
}

/**
 * Cuts a graph into groups; outputs must be computed values, not parameters or constants. Users come first: a value joins the group of its users when they are all in one group
 * that can compute it in place, is repeated in each group when that is cheap, and else stays in memory.
 *
 * A group never waits for itself: a value joins a group only if all its users are inside.
 */
export function* fuse(outputs: readonly Value[]): Work<Fusion> {
  const order = topologicalOrder(outputs);
  const wanted = new Set(outputs);
  const users = new Map<Value, { user: Value; index: number }[]>(order.map((value) => [value, []]));
  for (const user of order)
    user.inputs.forEach((input, index) => users.get(input)!.push({ user, index }));

  const groups: FusedGroup[] = [];
  const producer = new Map<Value, FusedGroup>();
  const homes = new Map<Value, Set<FusedGroup>>();
  const weights = new Map<FusedGroup, number>();

  const open = (value: Value): void => {
    const group: FusedGroup = {
      root: isRoot(value) ? value : undefined,
      results: [value],
      uses: new Map([[value, "identity"]]),
    };
    groups.push(group);
    weights.set(group, weightOf(value));
    producer.set(value, group);
    homes.set(value, new Set([group]));
  };

  /** Views find room for longer: alone they would be copies of what is stretched. */
  const hasRoom = (group: FusedGroup, value: Value): boolean =>
    weights.get(group)! + weightOf(value) <= (isView(value) ? 1.2 : 1) * largestWeight;

  /** How the value is used, per group that would compute or read it. */
  const demand = (value: Value): Map<FusedGroup, Use> => {
    const uses = new Map<FusedGroup, Use>();
    for (const { user, index } of users.get(value)!) {
      for (const group of homes.get(user)!) {
        const use = useOfInput(user, index, group.uses.get(user)!);
        const before = uses.get(group);
        uses.set(group, before === undefined ? use : stricter(before, use));
      }
    }
    return uses;
  };

  /** Whether a stretching broadcast would make one group compute the value again and again. */
  const isStretched = (value: Value): boolean =>
    users
      .get(value)!
      .some(({ user }) => (isView(user) ? user.size > value.size || isStretched(user) : false));

  /**
   * Whether a product, or gathered rows, are only ever read with their axes in this order, and better written so: products
   * then walk several of them as one, instead of copying what they read. The last axis stays: vectors are written whole.
   */
  const isOwnOrder = (value: Value): boolean => {
    if (!value.is("transpose")) return false;
    const [written] = value.inputs as [Value];
    const { permutation } = value.attributes;
    return (
      (written.is("dot") || written.is("gather")) &&
      !wanted.has(written) &&
      users.get(written)!.length === 1 &&
      permutation.at(-1) === permutation.length - 1 &&
      users.get(value)!.some(({ user, index }) => joinsAxes(user, index))
    );
  };

  const joins = (value: Value, uses: ReadonlyMap<FusedGroup, Use>): boolean => {
    const all = [...uses];
    if (all.length === 0) return false;
    if (isOwnOrder(value)) return false;
    if (all.some(([, use]) => use === "buffer")) return false;
    if (value.is("constant") && value.size === 1) return true;
    if (!all.every(([group]) => hasRoom(group, value))) return false;
    if (all.some(([, use]) => use === "operand") && !(isOperandView(value) && !wanted.has(value)))
      return false;
    if (value.kind === "rowwise") return false;
    const [group, use] = all[0]!;
    const only = all.length === 1;
    if (value.is("dot") && group.results[0]!.inputs[0] === value && isOwnOrder(group.results[0]!))
      return true;
    if (isRoot(value) || wanted.has(value)) {
      if (!only || use !== "identity") return false;
      if (isRoot(value) && group.root !== undefined) return false;
      return group.results.every((result) => result.size === value.size);
    }
    if (isView(value)) return true;
    if (value.kind === "source") return true;
    if (value.kind === "pointwise" && isStretched(value)) return false;
    if (only) return true;
    const inMemory = (v: Value): boolean =>
      v.is("parameter") || v.kind === "part" || producer.has(v);
    return repeatedWork(value, inMemory) <= repeatableOperations;
  };

  for (const [i, value] of order.toReversed().entries()) {
    if (i % valuesOfPart === 0) yield;
    if (value.is("parameter")) {
      // A parameter lives in memory; the groups note how they read it.
      for (const [group, use] of demand(value)) group.uses.set(value, use);
      continue;
    }
    if (value.kind === "part") {
      // So does what a loop or branch gives; the groups that read it wait for the whole of it.
      for (const [group, use] of demand(value)) group.uses.set(value, use);
      homes.set(value, new Set());
      continue;
    }
    if (value.kind === "control") {
      const results = users.get(value)!.map(({ user }) => user);
      const group: FusedGroup = { root: value, results, uses: new Map([[value, "identity"]]) };
      groups.push(group);
      homes.set(value, new Set([group]));
      for (const result of results) producer.set(result, group);
      continue;
    }
    const uses = demand(value);
    if (!joins(value, uses)) {
      for (const [group, use] of uses) group.uses.set(value, use);
      open(value);
      continue;
    }
    homes.set(value, new Set(uses.keys()));
    for (const [group, use] of uses) {
      group.uses.set(value, use);
      weights.set(group, weights.get(group)! + weightOf(value));
      if (isRoot(value)) group.root = value;
    }
    if (wanted.has(value)) {
      const [group] = [...uses.keys()];
      if (group === undefined) throw new HornetError("state", "fuse: an output joined no group.");
      group.results.push(value);
      producer.set(value, group);
    }
  }
  return { groups, producer };
}
