import { checkOptions } from "../base/config.ts";
import { Callback, type Logs, type LogValue } from "../train/callback.ts";
import { fullNumber, shortNumber } from "./fullNumber.ts";
import { readIfThere, writeFileAtomically } from "#files";

/** Options of a log as comma-separated values. */
export interface CSVLoggerOptions {
  /** Between two values. Default ",". */
  readonly separator?: string | undefined;
  /** Whether the lines of a file that is there stay. Default false. */
  readonly append?: boolean | undefined;
}

/** Writes a line of logged numbers per epoch. The file is whole after every epoch. */
export class CSVLogger extends Callback {
  readonly filename: string;
  readonly #separator: string;
  readonly #append: boolean;
  #text = "";
  #names: readonly string[] | undefined;

  constructor(filename: string, options: CSVLoggerOptions = {}) {
    super();
    checkOptions("csvLogger", options, ["separator", "append"]);
    this.filename = filename;
    this.#separator = options.separator ?? ",";
    this.#append = options.append ?? false;
  }

  override async onTrainBegin(): Promise<void> {
    this.#names = undefined;
    const old = this.#append ? await readIfThere(this.filename) : undefined;
    this.#text = old === undefined ? "" : new TextDecoder().decode(old);
    // Finds out now whether the file can be written.
    await writeFileAtomically(this.filename, this.#text);
  }

  override async onEpochEnd(epoch: number, logs: Logs<LogValue>): Promise<void> {
    this.#names ??= this.#header(logs);
    const row = this.#names.map((name) => {
      const value = logs[name];
      return value === undefined ? "NA" : cellOf(value);
    });
    this.#line([String(epoch), ...row]);
    await writeFileAtomically(this.filename, this.#text);
  }

  /** Chooses the columns; writes their names unless an older file has them. */
  #header(logs: Logs<LogValue>): readonly string[] {
    const logged = Object.keys(logs).toSorted();
    const isBeforeValidation =
      this.params.validationFreq !== undefined && !logged.some((name) => name.startsWith("val_"));
    const names = isBeforeValidation ? [...logged, ...logged.map((name) => `val_${name}`)] : logged;
    if (this.#text === "") this.#line(["epoch", ...names]);
    return names;
  }

  #line(cells: readonly string[]): void {
    this.#text += `${cells.join(this.#separator)}\r\n`;
  }
}

/** A number, or a list in Keras's quotes: `"""[0.5, 0.25]"""`. */
function cellOf(value: LogValue): string {
  return typeof value === "number" ? fullNumber(value) : `"""${listOf(value)}"""`;
}

function listOf(values: readonly LogValue[]): string {
  const parts = values.map((part) => (typeof part === "number" ? shortNumber(part) : listOf(part)));
  return `[${parts.join(", ")}]`;
}

/** `csvLogger("training.csv")` */
export const csvLogger = (filename: string, options: CSVLoggerOptions = {}): CSVLogger =>
  new CSVLogger(filename, options);
