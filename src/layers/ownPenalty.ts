/** The layer whose own penalty on its output does not count now. */
let unpenalized: object | undefined;

/** Whether the penalty of this layer on its own output counts now. */
export function countsOwnPenalty(layer: object): boolean {
  return layer !== unpenalized;
}

/** Runs `action`, in which the penalty of this layer on its own output does not count; those of layers inside it do. */
export function withoutOwnPenalty<T>(layer: object, action: () => T): T {
  const outer = unpenalized;
  unpenalized = layer;
  try {
    return action();
  } finally {
    unpenalized = outer;
  }
}
