import { sameShape } from "../base/shape.ts";
import type { Value } from "../graph/value.ts";
import { rowLength, type Rows } from "../program/rows.ts";
import { largestWeight, stricter, weightOf, type FusedGroup, type Fusion } from "./fuse.ts";

/** Rows that one thread works on must fit its cache. */
const longestRow = 8192;
/** Fewer rows than this are left to schedules that share out a row. */
const fewestRows = 4;
/** Launches looked at before two groups count as entangled. */
const reach = 64;

/** The rows that a reduction goes by, if they are worth it. */
function rowsOfRoot(root: Value): Rows | undefined {
  if (root.kind !== "reduction") return undefined;
  const [input] = root.inputs;
  const { shape } = input!;
  const axes = shape.flatMap((extent, axis) => (root.shape[axis] === extent ? [] : [axis]));
  const first = shape.length - axes.length;
  if (axes.length === 0 || axes[0] !== first) return undefined;
  const rows = { shape, axes };
  const length = rowLength(rows);
  return length > 1 && length <= longestRow && root.size >= fewestRows ? rows : undefined;
}

function sameRows(a: Rows, b: Rows): boolean {
  return sameShape(a.shape, b.shape) && sameShape(a.axes, b.axes);
}

/** Joins groups along rows. Only a chain of groups with no other launch between two of them is joined. */
export function joinRows({ groups, producer }: Fusion, outputs: readonly Value[]): Fusion {
  return new RowJoiner(groups, producer, new Set(outputs)).join();
}

class RowJoiner {
  /** Users first; undefined where a group has gone into its user. */
  readonly #groups: (FusedGroup | undefined)[];
  readonly #places: Map<FusedGroup, number>;
  readonly #producer: Map<Value, FusedGroup>;
  readonly #wanted: ReadonlySet<Value>;
  readonly #readers = new Map<Value, Set<FusedGroup>>();

  constructor(
    groups: readonly FusedGroup[],
    producer: ReadonlyMap<Value, FusedGroup>,
    wanted: ReadonlySet<Value>,
  ) {
    this.#groups = [...groups];
    this.#places = new Map(groups.map((group, i) => [group, i]));
    this.#producer = new Map(producer);
    this.#wanted = wanted;
    for (const group of groups) {
      for (const value of group.uses.keys()) {
        const from = this.#producer.get(value);
        if (from !== undefined && from !== group) this.#readersOf(value).add(group);
      }
      // Loops and branches name what they read only as inputs.
      if (group.root?.kind === "control")
        for (const input of group.root.inputs) this.#readersOf(input).add(group);
    }
  }

  #readersOf(value: Value): Set<FusedGroup> {
    let readers = this.#readers.get(value);
    if (readers === undefined) this.#readers.set(value, (readers = new Set()));
    return readers;
  }

  join(): Fusion {
    for (let place = this.#groups.length - 1; place >= 0; place--) {
      const group = this.#groups[place]!;
      for (const user of this.#usersOf(group)) {
        const rows = this.#commonRows(group, user);
        if (rows === undefined || this.#isEntangled(group, user)) continue;
        const merged = this.#merged(group, user, rows);
        const own = this.#places.get(user)!;
        this.#groups[own] = merged;
        this.#places.set(merged, own);
        this.#groups[place] = undefined;
        break;
      }
    }
    const groups = this.#groups.filter((group) => group !== undefined);
    return { groups, producer: this.#producer };
  }

  #usersOf({ results }: FusedGroup): Set<FusedGroup> {
    return new Set(results.flatMap((result) => [...this.#readersOf(result)]));
  }

  /** The rows that both go by, if all that `user` makes of the group's results stays within a row. */
  #commonRows(group: FusedGroup, user: FusedGroup): Rows | undefined {
    const rows = rowsOf(group) ?? rowsOf(user);
    if (rows === undefined || this.#weightOf(group) + this.#weightOf(user) > largestWeight)
      return undefined;
    for (const part of [group, user]) {
      const own = rowsOf(part);
      if (own === undefined ? part.root !== undefined : !sameRows(own, rows)) return undefined;
      const fits = part.results.every((result) => isInRows(result, rows));
      if (!fits) return undefined;
    }
    return this.#staysInRows(group, user, rows) ? rows : undefined;
  }

  #weightOf(group: FusedGroup): number {
    let weight = 0;
    for (const value of group.uses.keys())
      if ((this.#producer.get(value) ?? group) === group) weight += weightOf(value);
    return weight;
  }

  #staysInRows(group: FusedGroup, user: FusedGroup, rows: Rows): boolean {
    const followed = new Set(group.results.filter((result) => user.uses.has(result)));
    const byInput = new Map<Value, Value[]>();
    for (const value of user.uses.keys()) {
      const isElsewhere = this.#producer.has(value) && this.#producer.get(value) !== user;
      if (isElsewhere || value.is("parameter")) continue;
      for (const input of value.inputs) byInput.set(input, [...(byInput.get(input) ?? []), value]);
    }
    for (const value of followed) {
      for (const next of byInput.get(value) ?? []) {
        if (!staysInRow(value, next, rows)) return false;
        followed.add(next);
      }
    }
    return true;
  }

  /** Whether something else has to happen between the two, or may: to find out for sure would take too long. */
  #isEntangled(group: FusedGroup, user: FusedGroup): boolean {
    const found = this.#usersOf(group);
    found.delete(user);
    for (const next of found) {
      if (next === user || found.size > reach) return true;
      for (const follower of this.#usersOf(next)) found.add(follower);
    }
    return false;
  }

  /** The group in its user's launch. */
  #merged(group: FusedGroup, user: FusedGroup, rows: Rows): FusedGroup {
    const results = [...user.results];
    for (const result of group.results) {
      const readers = this.#readersOf(result);
      readers.delete(user);
      if (readers.size > 0 || this.#wanted.has(result)) results.push(result);
      else this.#producer.delete(result);
    }
    const uses = new Map(user.uses);
    for (const [value, use] of group.uses) {
      // What the group reads is read again by later loops over the row: nothing may be written over it.
      const other = uses.get(value) ?? "identity";
      uses.set(value, stricter("prologue", stricter(other, use)));
    }
    const merged: FusedGroup = { root: user.root ?? group.root, results, uses, rows };
    for (const value of results) this.#producer.set(value, merged);
    for (const value of uses.keys()) {
      const readers = this.#readers.get(value);
      if (readers?.delete(group) === true || readers?.has(user) === true) {
        readers.delete(user);
        readers.add(merged);
      }
    }
    return merged;
  }
}

function rowsOf({ rows, root }: FusedGroup): Rows | undefined {
  return rows ?? (root === undefined ? undefined : rowsOfRoot(root));
}

/** Whether a value has one element per row, or the rows themselves. */
function isInRows(value: Value, { shape, axes }: Rows): boolean {
  if (sameShape(value.shape, shape)) return true;
  const count = shape.reduce(
    (product, extent, i) => (axes.includes(i) ? product : product * extent),
    1,
  );
  return value.size === count;
}

/** Whether each element of `next` needs of `value` only elements of its own row. */
function staysInRow(value: Value, next: Value, rows: Rows): boolean {
  const isWhole = sameShape(value.shape, rows.shape);
  if (next.kind === "pointwise") return sameShape(value.shape, next.shape);
  if (next.kind === "reduction") {
    const own = rowsOfRoot(next);
    return isWhole && own !== undefined && sameRows(own, rows);
  }
  if (isWhole) return next.is("reshape") && sameShape(next.shape, rows.shape);
  if (next.is("reshape")) return next.size === value.size;
  if (!next.is("broadcast")) return false;
  const kept = rows.shape.map((extent, axis) => (rows.axes.includes(axis) ? 1 : extent));
  return sameShape(value.shape, kept) && sameShape(next.shape, rows.shape);
}
