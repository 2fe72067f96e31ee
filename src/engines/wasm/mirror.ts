import { fail } from "../../base/errors.ts";
import type { MirroredRun } from "./helper.ts";
import { Member } from "./member.ts";

/** One worker for the twins of all arenas, and the end of what it does now. Undefined: none has been started. */
let worker: { readonly member: Member; turn: Promise<unknown> } | undefined;
/** Set when no worker could start: none is tried again. */
let refused = false;
let arenas = 0;

const forgotten: FinalizationRegistry<number> = new FinalizationRegistry<number>((arena) =>
  worker?.member.forget(arena),
);

/** What a mirrored run is. */
export type MirrorRequest = Omit<MirroredRun, "kind" | "arena" | "load"> & {
  readonly load: NonNullable<MirroredRun["load"]>;
  /** Which of the arena's layouts the addresses of `load` belong to. */
  readonly layout: number;
};

/**
 * The twin of an arena in a worker, for where memory cannot be shared: before a run it gets what has changed here, after it
 * the arena gets what the run wrote. Meanwhile the page goes on.
 */
export class Mirror {
  readonly #arena: number = arenas++;
  /** The worker that has the twin, and the programs that it has with it, each for a layout. */
  #home: Member | undefined;
  readonly #programs = new Map<number, number>();

  constructor() {
    forgotten.register(this, this.#arena);
  }

  /** Resolves when the worker is there; to false if this page can have none. */
  async ready(): Promise<boolean> {
    if (worker?.member.state === "ended") worker = undefined;
    if (worker === undefined && !refused) {
      const member = new Member((wasUp) => {
        if (!wasUp) refused = true;
      });
      worker = { member, turn: Promise.resolve() };
    }
    await worker?.member.started();
    return worker?.member.state === "up";
  }

  /** Whether the twin lacks everything: it has just been made, or its worker has ended. */
  get isNew(): boolean {
    return this.#home !== worker?.member;
  }

  /** Runs steps in the twin. Resolves to the bytes of `reads`. */
  async run({ load, layout, ...request }: MirrorRequest): Promise<readonly Uint8Array[]> {
    const { member, turn } = worker!;
    if (this.isNew) this.#programs.clear();
    this.#home = member;
    const known = this.#programs.get(request.program) === layout;
    this.#programs.set(request.program, layout);
    const done = turn.then(() =>
      member.mirror({
        kind: "mirror",
        arena: this.#arena,
        ...request,
        ...(known ? {} : { load }),
      }),
    );
    worker!.turn = done;
    const answer = await done;
    if (answer.kind === "mirrored") return answer.parts;
    this.#home = undefined;
    return fail("state", {
      where: "wasm",
      expected: "the worker to come to its end",
      received: "message" in answer ? answer.message : answer.kind,
    });
  }
}
