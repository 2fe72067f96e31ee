import { checkOptions, withDefaults, type AllOptions } from "../base/config.ts";
import { fail, HornetError, nearestName } from "../base/errors.ts";
import { Callback, type Logs, type LogValue } from "../train/callback.ts";

/** What every callback that watches one logged number can be told. */
export interface MonitorOptions {
  /** The name of the logged number. Default "val_loss". */
  readonly monitor?: string | undefined;
  /** Whether smaller ("min") or larger ("max") is better. Default "auto": by the number's name. */
  readonly mode?: "auto" | "min" | "max" | undefined;
  /** A smaller change is no improvement. Default 0, where nothing else is said. */
  readonly minDelta?: number | undefined;
  /** 0 prints nothing, 1 a line when something happens. Default 0. */
  readonly verbose?: 0 | 1 | 2 | undefined;
}

const smallerIsBetter =
  /(^|_)(loss|(cross)?entropy|error|mae|mse|mape|msle|rmse|hinge|divergence|logcosh|log_cosh|poisson)$/u;
const largerIsBetter =
  /(^|_)(acc|accuracy|auc|precision|recall|similarity|f1_score|fbeta_score|r2_score|iou|io_u)$/u;

/** Throws unless `value` is a whole number of 0 or more. */
export function checkWhole(where: string, name: string, value: number): void {
  if (Number.isInteger(value) && value >= 0) return;
  fail("option", {
    where,
    expected: `${name} to be a whole number of 0 or more`,
    received: `${value}`,
  });
}

/** Throws unless `value` is a finite number. */
export function checkNumber(where: string, name: string, value: number): void {
  if (Number.isFinite(value)) return;
  fail("option", { where, expected: `${name} to be a finite number`, received: `${value}` });
}

/** Watches one logged number and knows when it gets better. */
export abstract class MonitorCallback<Options extends MonitorOptions> extends Callback {
  /** All options with their defaults. */
  readonly options: AllOptions<Options>;
  /** The best number so far; null before the first. */
  best: number | null = null;
  readonly #where: string;
  #isLessBetter: boolean | undefined;

  /** Throws on options that do not exist or cannot be. */
  constructor(where: string, defaults: AllOptions<Options>, options: Options) {
    super();
    checkOptions(where, options, Object.keys(defaults));
    const all = withDefaults(defaults, options) as AllOptions<Options>;
    this.options = all;
    this.#where = where;
    const { monitor, mode, minDelta, verbose }: AllOptions<MonitorOptions> = all;
    if (typeof monitor !== "string" || monitor === "") {
      fail("option", {
        where,
        expected: "monitor to be a name",
        received: JSON.stringify(monitor),
      });
    }
    if (!["auto", "min", "max"].includes(mode)) {
      fail("option", {
        where,
        expected: 'mode to be "auto", "min" or "max"',
        received: JSON.stringify(mode),
      });
    }
    if (![0, 1, 2].includes(verbose)) {
      fail("option", {
        where,
        expected: "verbose to be 0 or 1",
        received: JSON.stringify(verbose),
      });
    }
    checkNumber(where, "minDelta", minDelta);
  }

  get #common(): AllOptions<MonitorOptions> {
    return this.options;
  }

  /** The watched number; undefined in an epoch that had no validation. Throws, and lists what is logged, if it is not. */
  protected monitored(epoch: number, logs: Logs<LogValue>): number | undefined {
    const { monitor } = this.#common;
    const value = logs[monitor];
    if (value !== undefined) return this.#single(value);
    const { validationFreq } = this.params;
    const isPassedOver = validationFreq !== undefined && (epoch + 1) % validationFreq !== 0;
    if (isPassedOver && monitor.startsWith("val_")) return undefined;
    const names = Object.keys(logs);
    const hasValidation = names.some((name) => name.startsWith("val_"));
    const near = nearestName(monitor, names);
    const advice =
      monitor.startsWith("val_") && !hasValidation
        ? " Give fit validationData or validationSplit."
        : near === undefined
          ? ""
          : ` Did you mean "${near}"?`;
    throw new HornetError(
      "name",
      `${this.#where}: expected monitor to be one of the logged numbers (${names.join(", ")}), received "${monitor}".${advice}`,
    );
  }

  /** What can be compared: a number, or a list of one. */
  #single(value: LogValue): number {
    let found = value;
    while (typeof found !== "number" && found.length === 1) found = found[0]!;
    if (typeof found === "number") return found;
    return fail("option", {
      where: this.#where,
      expected: "monitor to be the name of one number",
      received: `"${this.#common.monitor}", a list of ${found.length}`,
      advice: 'Average it: of F1Score with average: "macro"',
    });
  }

  /** Whether `current` is better than `reference` by more than `minDelta`; anything is better than null. */
  protected isImprovement(current: number, reference: number | null): boolean {
    this.#isLessBetter ??= this.#direction() === "min";
    if (reference === null) return true;
    const delta = Math.abs(this.#common.minDelta);
    // Logged numbers are float32: 0.85 + 0.06 is not below 0.91.
    return this.#isLessBetter
      ? Math.fround(current + delta) < Math.fround(reference)
      : Math.fround(current - delta) > Math.fround(reference);
  }

  #direction(): "min" | "max" {
    const { monitor, mode } = this.#common;
    if (mode !== "auto") return mode;
    if (largerIsBetter.test(monitor)) return "max";
    if (smallerIsBetter.test(monitor)) return "min";
    return fail("option", {
      where: this.#where,
      expected: `a mode for "${monitor}", whose name does not tell whether larger is better`,
      received: '"auto"',
      advice: 'Add mode: "min" or mode: "max"',
    });
  }
}
