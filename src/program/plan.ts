/** Every buffer starts at a multiple of this many bytes. */
export const alignment = 64;

/** `bytes` rounded up to the alignment. */
export function aligned(bytes: number): number {
  return Math.ceil(bytes / alignment) * alignment;
}

/** A stretch of memory that is needed from launch `first` to launch `last`, both included. */
export interface Lifetime {
  readonly bytes: number;
  readonly first: number;
  readonly last: number;
}

/** Where each lifetime lies, and how much memory that takes. */
export interface Placement<T extends Lifetime> {
  readonly offsets: ReadonlyMap<T, number>;
  readonly bytes: number;
}

/** Up to so many lifetimes are compared with one another. */
const mostCompared = 2048;

/** Holes that are looked at for the best one. */
const mostHoles = 64;

/** Places lifetimes in one arena so that those that overlap in time do not overlap in space. */
export function place<T extends Lifetime>(lifetimes: readonly T[]): Placement<T> {
  return lifetimes.length <= mostCompared ? placeBySize(lifetimes) : placeByTime(lifetimes);
}

/**
 * Largest first, each at the lowest offset that is free during its life (greedy by size, Pisarchyk & Lee 2020,
 * https://arxiv.org/abs/2001.03288). Takes the square of their number.
 */
function placeBySize<T extends Lifetime>(lifetimes: readonly T[]): Placement<T> {
  const offsets = new Map<T, number>();
  const placed: { lifetime: T; offset: number }[] = [];
  let total = 0;
  for (const lifetime of lifetimes.toSorted((a, b) => b.bytes - a.bytes)) {
    const size = aligned(lifetime.bytes);
    let offset = 0;
    for (const other of placed) {
      if (other.lifetime.last < lifetime.first || other.lifetime.first > lifetime.last) continue;
      if (offset + size <= other.offset) break;
      offset = Math.max(offset, other.offset + aligned(other.lifetime.bytes));
    }
    offsets.set(lifetime, offset);
    const at = placed.findIndex((other) => other.offset > offset);
    placed.splice(at === -1 ? placed.length : at, 0, { lifetime, offset });
    total = Math.max(total, offset + size);
  }
  return { offsets, bytes: total };
}

/** In the order of their beginnings, each in the smallest hole that the ended ones have left: near linear time. */
function placeByTime<T extends Lifetime>(lifetimes: readonly T[]): Placement<T> {
  const offsets = new Map<T, number>();
  const ending = lifetimes.toSorted((a, b) => a.last - b.last);
  const holes = new Holes();
  let ended = 0;
  for (const lifetime of lifetimes.toSorted((a, b) => a.first - b.first || b.bytes - a.bytes)) {
    for (; ending[ended]!.last < lifetime.first; ended++) {
      const gone = ending[ended]!;
      holes.free(offsets.get(gone)!, aligned(gone.bytes));
    }
    offsets.set(lifetime, holes.take(aligned(lifetime.bytes)));
  }
  return { offsets, bytes: holes.end };
}

/** The free stretches of an arena that grows at its end. */
class Holes {
  /** By offset; no two touch. */
  readonly #holes: { offset: number; bytes: number }[] = [];
  /** How large the arena has become. */
  end = 0;

  /** The offset of a stretch of its own, of so many bytes. */
  take(bytes: number): number {
    let best = -1;
    const looked = Math.min(this.#holes.length, mostHoles);
    for (let i = 0; i < looked; i++) {
      const size = this.#holes[i]!.bytes;
      if (size >= bytes && (best === -1 || size < this.#holes[best]!.bytes)) best = i;
    }
    const last = this.#holes.at(-1);
    if (best === -1 && last !== undefined && last.bytes >= bytes) best = this.#holes.length - 1;
    if (best !== -1) {
      const hole = this.#holes[best]!;
      const { offset } = hole;
      if (hole.bytes === bytes) this.#holes.splice(best, 1);
      else this.#holes[best] = { offset: offset + bytes, bytes: hole.bytes - bytes };
      return offset;
    }
    const atEnd = last !== undefined && last.offset + last.bytes === this.end;
    const offset = atEnd ? last.offset : this.end;
    if (atEnd) this.#holes.pop();
    this.end = offset + bytes;
    return offset;
  }

  free(offset: number, bytes: number): void {
    if (bytes === 0) return;
    let [low, high] = [0, this.#holes.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#holes[middle]!.offset < offset) low = middle + 1;
      else high = middle;
    }
    const hole = { offset, bytes };
    const [before, after] = [this.#holes[low - 1], this.#holes[low]];
    if (after !== undefined && offset + bytes === after.offset) {
      hole.bytes += after.bytes;
      this.#holes.splice(low, 1);
    }
    if (before !== undefined && before.offset + before.bytes === offset) before.bytes += hole.bytes;
    else this.#holes.splice(low, 0, hole);
  }
}
