let current = "";

/** The part of the program that is being traced: "encoder/dense", "loss"; empty outside of any. */
export function currentScope(): string {
  return current;
}

/** Runs `action`; what it traces belongs to that part of the program. */
export function inScope<T>(scope: string, action: () => T): T {
  const outer = current;
  current = scope;
  try {
    return action();
  } finally {
    current = outer;
  }
}
