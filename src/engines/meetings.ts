import type { BufferId, Group, Program } from "../program/program.ts";

/** A stretch of memory that a call reads or writes. */
interface Stretch {
  /** The buffer, or "scratch" for what lies in the scratch region. */
  readonly base: string;
  readonly from: number;
  readonly to: number;
}

/** A set of bytes: per base stretches in order of which no two touch. */
class Stretches {
  readonly #byBase = new Map<string, { from: number; to: number }[]>();

  /** Index of the first stretch of a base that ends behind `at`. */
  #first(own: readonly { readonly to: number }[], at: number): number {
    let [low, high] = [0, own.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (own[middle]!.to <= at) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  overlaps({ base, from, to }: Stretch): boolean {
    const own = this.#byBase.get(base);
    if (own === undefined || from === to) return false;
    const first = own[this.#first(own, from)];
    return first !== undefined && first.from < to;
  }

  add({ base, from, to }: Stretch): void {
    if (from === to) return;
    const own = this.#byBase.get(base) ?? [];
    this.#byBase.set(base, own);
    const start = this.#first(own, from - 1);
    let end = start;
    const joined = { from, to };
    for (; end < own.length && own[end]!.from <= to; end++) {
      joined.from = Math.min(joined.from, own[end]!.from);
      joined.to = Math.max(joined.to, own[end]!.to);
    }
    own.splice(start, end - start, joined);
  }

  addAll(others: Stretches): void {
    for (const [base, stretches] of others.#byBase)
      for (const stretch of stretches) this.add({ base, ...stretch });
  }
}

/** What calls have touched since all threads met. */
class Touched {
  readonly reads: Stretches = new Stretches();
  readonly writes: Stretches = new Stretches();

  /** Whether a call with these reads and writes must come later. */
  isInTheWayOf(reads: readonly Stretch[], writes: readonly Stretch[]): boolean {
    return (
      writes.some((own) => this.writes.overlaps(own) || this.reads.overlaps(own)) ||
      reads.some((own) => this.writes.overlaps(own))
    );
  }

  addAll(other: Touched): void {
    this.reads.addAll(other.reads);
    this.writes.addAll(other.writes);
  }
}

/** What was touched since all threads met: by calls of all threads, and by those of thread 0 alone. */
interface Since {
  readonly shared: Touched;
  readonly alone: Touched;
}

const nothing = (): Since => ({ shared: new Touched(), alone: new Touched() });

/** Finds where threads must meet: before a call that touches what another thread may have written, or may still read. */
export class Meetings {
  readonly #program: Program;
  #since: Since = nothing();

  constructor(program: Program) {
    this.#program = program;
  }

  /** Whether to meet before the group's kernel; the groups come in order. */
  before(group: Group, parallel: boolean): boolean {
    const reads = group.inputs.map((id) => this.#stretch(id));
    const { workspace } = group;
    const written = workspace === undefined ? group.outputs : [...group.outputs, workspace];
    const writes = written.map((id) => this.#stretch(id));
    const meets =
      this.#since.shared.isInTheWayOf(reads, writes) ||
      (parallel && this.#since.alone.isInTheWayOf(reads, writes));
    if (meets) this.meet();
    const own = parallel ? this.#since.shared : this.#since.alone;
    for (const stretch of reads) own.reads.add(stretch);
    for (const stretch of writes) own.writes.add(stretch);
    return meets;
  }

  /** All threads meet here. */
  meet(): void {
    this.#since = nothing();
  }

  /** All threads meet before these, of which one is done. */
  apart<T>(cases: readonly (() => T)[]): T[] {
    const touched = nothing();
    const results = cases.map((run) => {
      this.meet();
      const result = run();
      touched.shared.addAll(this.#since.shared);
      touched.alone.addAll(this.#since.alone);
      return result;
    });
    this.#since = touched;
    return results;
  }

  #stretch(id: BufferId): Stretch {
    const { region, offset, bytes, entry } = this.#program.buffers.get(id)!;
    if (entry !== undefined) return this.#stretch(entry.of);
    return region === "scratch"
      ? { base: "scratch", from: offset, to: offset + bytes }
      : { base: id, from: 0, to: Infinity };
  }
}
