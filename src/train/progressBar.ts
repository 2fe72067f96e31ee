import { Callback, type Logs, type LogValue, type RunParams } from "./callback.ts";
import { standardSink, type Sink } from "./sink.ts";

const barWidth = 20;
/** At most ten times a second. */
const redrawMilliseconds = 100;

/** "3s", "2:05", "1:00:07": a remaining time. */
export function formatRemaining(seconds: number): string {
  const two = (x: number): string => String(Math.floor(x)).padStart(2, "0");
  if (seconds > 3600)
    return `${Math.floor(seconds / 3600)}:${two((seconds % 3600) / 60)}:${two(seconds % 60)}`;
  if (seconds > 60) return `${Math.floor(seconds / 60)}:${two(seconds % 60)}`;
  return `${Math.floor(seconds)}s`;
}

/** "2s/step", "4ms/step", "0.5ms/step", "380us/step": the time of one step; tenths below 10 milliseconds. */
export function formatStepTime(seconds: number): string {
  if (seconds >= 1 || seconds === 0) return `${seconds.toFixed(0)}s/step`;
  const milliseconds = seconds * 1e3;
  if (milliseconds >= 10) return `${milliseconds.toFixed(0)}ms/step`;
  if (milliseconds >= 0.1) return `${Number(milliseconds.toFixed(1))}ms/step`;
  return `${(seconds * 1e6).toFixed(0)}us/step`;
}

/** " - accuracy: 0.8772 - loss: 0.3393"; four digits after the point, or as powers of ten below 0.001. Of a list its mean. */
export function formatLogs(logs: Logs<LogValue>): string {
  return Object.entries(logs)
    .map(([name, x]) => ` - ${name}: ${formatNumber(meanOf(x))}`)
    .join("");
}

function meanOf(value: LogValue): number {
  if (typeof value === "number") return value;
  return value.reduce((sum: number, part) => sum + meanOf(part), 0) / value.length;
}

function formatNumber(x: number): string {
  if (!Number.isFinite(x)) return Number.isNaN(x) ? "nan" : x > 0 ? "inf" : "-inf";
  if (Math.abs(x) > 1e-3) return halfToEven(x);
  const [mantissa, exponent] = x.toExponential(4).split("e") as [string, string];
  return `${mantissa}e${exponent[0]}${exponent.slice(1).padStart(2, "0")}`;
}

/** Four digits after the point. Halves, which are the odd multiples of 1/32, go to the even digit: 0.78125 is 0.7812. */
function halfToEven(x: number): string {
  const isHalf = Math.abs((x * 32) % 2) === 1;
  const even = 2 * Math.round((x * 1e4) / 2);
  return isHalf ? (even / 1e4).toFixed(4) : x.toFixed(4);
}

/**
 * Draws Keras's progress line: steps, bar, time, time per step, metrics. On a terminal it is redrawn in place, at most
 * ten times a second; elsewhere, and with `verbose: 2`, one line an epoch. It shows the numbers that history keeps.
 */
export class ProgressBar extends Callback {
  readonly #verbose: 0 | 1 | 2;
  readonly #sink: Sink;
  readonly #now: () => number;
  /** Undefined: not known before the line ends. */
  #steps: number | undefined = 1;
  #done = 0;
  #started = 0;
  #lastDraw = 0;
  #lastWidth = 0;
  /** Whether the current line on the terminal waits to be overwritten. */
  #open = false;

  constructor(
    verbose: 0 | 1 | 2,
    sink: Sink = standardSink(),
    now: () => number = () => performance.now(),
  ) {
    super();
    this.#verbose = verbose;
    this.#sink = sink;
    this.#now = now;
  }

  override setParams(params: RunParams): void {
    super.setParams(params);
    this.start(params.steps);
  }

  override onEpochBegin(epoch: number): void {
    if (this.#verbose > 0) this.#sink.write(`Epoch ${epoch + 1}/${this.params.epochs}\n`);
    this.start(this.params.steps);
  }

  override onEpochEnd(_epoch: number, logs: Logs): void {
    this.finish(logs);
  }

  /** Begins a line of so many steps. */
  start(steps: number | null): void {
    this.#steps = steps ?? undefined;
    this.#done = 0;
    this.#started = this.#now();
    this.#lastDraw = -Infinity;
    this.#lastWidth = 0;
    this.#open = false;
  }

  /** So many steps are done; `read` is asked for the numbers only if they are drawn. */
  advance(done: number, read: () => Logs): void {
    this.#done = done;
    if (this.#verbose !== 1 || !this.#sink.isTerminal) return;
    const now = this.#now();
    if (now - this.#lastDraw < redrawMilliseconds) return;
    this.#lastDraw = now;
    const each = (now - this.#started) / 1e3 / Math.max(1, done);
    const remaining = this.#steps === undefined ? "" : formatRemaining(each * (this.#steps - done));
    this.#draw(done, remaining, each, read());
  }

  /** The last state of the line. */
  finish(logs: Logs): void {
    if (this.#verbose === 0) return;
    const elapsed = (this.#now() - this.#started) / 1e3;
    this.#steps ??= Math.max(1, this.#done);
    const each = elapsed / this.#steps;
    if (this.#verbose === 1 && this.#sink.isTerminal) {
      this.#draw(this.#steps, `${elapsed.toFixed(0)}s`, each, logs);
      this.close();
      return;
    }
    const between = this.#verbose === 2 ? " - " : " ";
    const count = `${this.#steps}/${this.#steps}`;
    this.#sink.write(
      `${count}${between}${elapsed.toFixed(0)}s${between}${formatStepTime(each)}${formatLogs(logs)}\n`,
    );
  }

  #draw(done: number, time: string, each: number, logs: Logs): void {
    // As Keras does, the width of a number of steps that is not known is that of seven digits.
    const digits = this.#steps === undefined ? 7 : String(this.#steps).length;
    const count = `${String(done).padStart(digits)}/${this.#steps ?? "Unknown"}`;
    const filled = this.#steps === undefined ? 0 : Math.floor((barWidth * done) / this.#steps);
    const info = ` ${formatStepTime(each)}${formatLogs(logs)}`;
    const width = count.length + 1 + barWidth + 1 + time.length + info.length;
    const bar = `\u001b[32m${"━".repeat(filled)}\u001b[0m\u001b[37m${"━".repeat(barWidth - filled)}\u001b[0m`;
    const blank = " ".repeat(Math.max(0, this.#lastWidth - width));
    this.#sink.write(
      `\r\u001b[1m${count}\u001b[0m ${bar} \u001b[1m${time}\u001b[0m${info}${blank}`,
    );
    this.#lastWidth = width;
    this.#open = true;
  }

  /** Leaves the line, so that what follows begins a new one. */
  close(): void {
    if (this.#open) this.#sink.write("\n");
    this.#open = false;
  }
}
