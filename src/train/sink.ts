/** Where lines go: Node's standard output, or the console of a page. */
export interface Sink {
  /** Whether what was written can be overwritten. */
  readonly isTerminal: boolean;
  write(text: string): void;
}

interface StandardOutput {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/** Standard output where there is one, else the console, a line at a time. */
export function standardSink(): Sink {
  const output = (globalThis as { process?: { stdout?: StandardOutput } }).process?.stdout;
  if (output !== undefined)
    return { isTerminal: output.isTTY === true, write: (text) => void output.write(text) };
  // oxlint-disable-next-line no-console -- a page's only standard output
  return { isTerminal: false, write: (text) => console.log(text.trimEnd()) };
}
