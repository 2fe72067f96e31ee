import { describe, expect, test } from "vitest";
import type { Logs } from "./callback.ts";
import { formatLogs, formatRemaining, formatStepTime, ProgressBar } from "./progressBar.ts";

/** A screen that keeps what is written, and a clock that stands still. */
class Screen {
  readonly writes: string[] = [];
  now = 0;
  readonly isTerminal: boolean;

  constructor(isTerminal: boolean) {
    this.isTerminal = isTerminal;
  }

  write(text: string): void {
    this.writes.push(text);
  }

  /** A bar of so many steps on this screen. */
  bar(verbose: 0 | 1 | 2, steps: number, epochs = 2): ProgressBar {
    const bar = new ProgressBar(verbose, this, () => this.now);
    bar.setParams({ verbose, epochs, steps, engine: "none", threads: 1 });
    return bar;
  }

  /** What a terminal shows: later characters over earlier ones, colours left out. */
  get shown(): string[] {
    const lines = [""];
    let column = 0;
    // oxlint-disable-next-line no-control-regex -- colours begin with a control character
    for (const character of this.writes.join("").replaceAll(/\u001b\[\d+m/gu, "")) {
      if (character === "\n") lines.push("");
      if (character === "\n" || character === "\r") column = 0;
      else {
        const line = lines.at(-1)!;
        lines[lines.length - 1] = line.slice(0, column) + character + line.slice(column + 1);
        column++;
      }
    }
    return lines.map((line) => line.trimEnd());
  }
}

const full = "━".repeat(20);

describe("S4.12 the progress line", () => {
  test("fields, as Keras 3 writes them, in a pipe", () => {
    const screen = new Screen(false);
    const bar = screen.bar(1, 1719, 10);
    bar.onEpochBegin(0);
    screen.now = 3000;
    bar.onEpochEnd(0, { accuracy: 0.7658, loss: 0.7211, val_accuracy: 0.8297, val_loss: 0.508 });
    expect(screen.writes.join("")).toBe(
      "Epoch 1/10\n1719/1719 3s 1.7ms/step - accuracy: 0.7658 - loss: 0.7211 - val_accuracy: 0.8297 - val_loss: 0.5080\n",
    );
  });

  test("on a terminal: steps, bar, remaining time, time per step, metrics; at last the time taken", () => {
    const screen = new Screen(true);
    const bar = screen.bar(1, 100);
    bar.onEpochBegin(0);
    screen.now = 1000;
    bar.advance(25, () => ({ loss: 2 }));
    expect(screen.shown.at(-1)).toBe(` 25/100 ${full} 3s 40ms/step - loss: 2.0000`);
    screen.now = 4000;
    bar.onEpochEnd(0, { loss: 1, val_loss: 3 });
    expect(screen.shown).toEqual([
      "Epoch 1/2",
      `100/100 ${full} 4s 40ms/step - loss: 1.0000 - val_loss: 3.0000`,
      "",
    ]);
  });

  test("the bar fills by twentieths", () => {
    const screen = new Screen(true);
    const bar = screen.bar(1, 100);
    const green = (): number => screen.writes.at(-1)!.split("\u001b[32m")[1]!.indexOf("\u001b");
    for (const [done, filled] of [
      [1, 0],
      [5, 1],
      [54, 10],
      [99, 19],
      [100, 20],
    ] as const) {
      screen.now += 1000;
      bar.advance(done, () => ({}));
      expect(green()).toBe(filled);
    }
  });

  test("verbose 2: one line an epoch, with dashes, also on a terminal; verbose 0: nothing", () => {
    for (const isTerminal of [true, false]) {
      const screen = new Screen(isTerminal);
      const bar = screen.bar(2, 3);
      bar.onEpochBegin(1);
      screen.now = 30;
      bar.advance(1, () => ({ loss: 9 }));
      bar.onEpochEnd(1, { loss: 1.5 });
      expect(screen.writes.join("")).toBe("Epoch 2/2\n3/3 - 0s - 10ms/step - loss: 1.5000\n");
    }
    const screen = new Screen(true);
    const bar = screen.bar(0, 3);
    bar.onEpochBegin(0);
    bar.advance(1, () => ({ loss: 9 }));
    bar.onEpochEnd(0, { loss: 1 });
    bar.close();
    expect(screen.writes).toEqual([]);
  });
});

describe("redrawing", () => {
  test("at most ten times a second, and numbers are read only when they are drawn", () => {
    const screen = new Screen(true);
    const bar = screen.bar(1, 10_000);
    let reads = 0;
    // 2 seconds of a step every millisecond.
    for (let step = 1; step <= 2000; step++) {
      screen.now = step;
      bar.advance(step, () => {
        reads++;
        return { loss: step };
      });
    }
    expect(screen.writes.length).toBe(20);
    expect(reads).toBe(20);
  });

  test("the end of an epoch is drawn however soon it comes", () => {
    const screen = new Screen(true);
    const bar = screen.bar(1, 2);
    bar.advance(1, () => ({ loss: 1 }));
    bar.finish({ loss: 2 });
    expect(screen.shown[0]).toContain("2/2");
    expect(screen.shown[0]).toContain("loss: 2.0000");
  });

  test("nothing is drawn in a pipe before the end, and numbers are not read", () => {
    const screen = new Screen(false);
    const bar = screen.bar(1, 10);
    for (let step = 1; step <= 10; step++) {
      screen.now += 1000;
      bar.advance(step, () => {
        throw new Error("read");
      });
    }
    expect(screen.writes).toEqual([]);
  });

  test("a shorter line leaves nothing of a longer one", () => {
    const screen = new Screen(true);
    const bar = screen.bar(1, 10);
    screen.now = 1000;
    bar.advance(1, () => ({ accuracy: 0.5, loss: 123_456.789 }));
    screen.now = 2000;
    bar.advance(5, () => ({ loss: 1 }));
    expect(screen.shown).toEqual([` 5/10 ${full} 2s 400ms/step - loss: 1.0000`]);
    screen.now = 3000;
    bar.advance(6, () => ({ loss: 123_456.789 }));
    screen.now = 4000;
    bar.finish({ loss: 1 });
    expect(screen.shown).toEqual([`10/10 ${full} 4s 400ms/step - loss: 1.0000`, ""]);
  });

  test("the first line of an epoch does not wipe the last one's", () => {
    const screen = new Screen(true);
    const bar = screen.bar(1, 2);
    bar.onEpochBegin(0);
    bar.onEpochEnd(0, { accuracy: 1, loss: 1 });
    bar.onEpochBegin(1);
    bar.advance(1, () => ({ loss: 5 }));
    expect(screen.writes.at(-1)).not.toMatch(/ $/u);
    expect(screen.shown[1]).toContain("accuracy: 1.0000");
  });

  test("close leaves the line once", () => {
    const screen = new Screen(true);
    const bar = screen.bar(1, 10);
    bar.advance(1, () => ({}));
    bar.close();
    bar.close();
    expect(screen.writes.filter((text) => text === "\n").length).toBe(1);
  });
});

describe("texts", () => {
  test.each([
    [0, "0s"],
    [59.9, "59s"],
    [60, "60s"],
    [61, "1:01"],
    [125.7, "2:05"],
    [3599, "59:59"],
    [3600, "60:00"],
    [3607, "1:00:07"],
    [360_000, "100:00:00"],
  ])("remaining time of %d seconds", (seconds, text) => {
    expect(formatRemaining(seconds)).toBe(text);
  });

  test.each([
    [0, "0s/step"],
    [2.4, "2s/step"],
    [1, "1s/step"],
    [0.136, "136ms/step"],
    [0.0101, "10ms/step"],
    [0.004, "4ms/step"],
    [0.00052, "0.5ms/step"],
    [0.00006, "60us/step"],
  ])("a step of %d seconds", (seconds, text) => {
    expect(formatStepTime(seconds)).toBe(text);
  });

  test.each<[number, string]>([
    [0.87724, "0.8772"],
    [0.001, "1.0000e-03"],
    [0.0010001, "0.0010"],
    [0, "0.0000e+00"],
    [0.00012345, "1.2345e-04"],
    [-0.5, "-0.5000"],
    [-0.0000021, "-2.1000e-06"],
    [1e-100, "1.0000e-100"],
    [12_345.6789, "12345.6789"],
    // Halves go to the even digit, as in Python.
    [0.78125, "0.7812"],
    [0.71875, "0.7188"],
    [-0.03125, "-0.0312"],
    [3.40625, "3.4062"],
    [Number.NaN, "nan"],
    [Infinity, "inf"],
    [-Infinity, "-inf"],
  ])("the number %d", (x, text) => {
    expect(formatLogs({ loss: x })).toBe(` - loss: ${text}`);
  });

  test("of a list the mean", () => {
    expect(formatLogs({ f1_score: [0.5, 0, 0.25], loss: 1 })).toBe(
      " - f1_score: 0.2500 - loss: 1.0000",
    );
  });

  test("logs keep their order", () => {
    const logs: Logs = { loss: 1, accuracy: 2 };
    expect(formatLogs(logs)).toBe(" - loss: 1.0000 - accuracy: 2.0000");
  });
});
