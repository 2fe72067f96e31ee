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

/**
 * Places lifetimes in one arena so that those that overlap in time do not overlap in space: largest first, each at
 * the lowest offset that is free during its life (greedy by size, Pisarchyk & Lee 2020, https://arxiv.org/abs/2001.03288).
 */
export function place<T extends Lifetime>(lifetimes: readonly T[]): Placement<T> {
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
