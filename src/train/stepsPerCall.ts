/** How long one call into the engine should last, in milliseconds: progress and ctrl-C are served in between. */
const targetMilliseconds = 20;

/** Finds how many steps to run in one call, from how long the last calls took. Does not change results. */
export class StepsPerCall {
  #steps = 1;

  /** Steps for the next call, at most `left`. */
  next(left: number): number {
    return Math.min(this.#steps, left);
  }

  /** Tells how long a call took. */
  record(steps: number, milliseconds: number): void {
    const each = Math.max(milliseconds / steps, 1e-3);
    const wanted = Math.max(1, Math.floor(targetMilliseconds / each));
    this.#steps = Math.min(wanted, this.#steps * 4);
  }
}
