// What every measured process in JavaScript shares: its argument, the data files, and its one line of JSON.
//
// The argument is JSON: { batch, epochs, threads, rows, data?, firstStep? }. `data` is a folder of raw bytes made by
// bench/dataset.ts. With `firstStep`, one step on made-up data is run and the line "first step done" printed.

import { readFileSync } from "node:fs";
import { join } from "node:path";

/** Height and width of an image, and its number of bytes. */
export const side = 28;
const pixels = side * side;

/** The parsed argument of this process. */
export function readArguments() {
  return JSON.parse(process.argv[2] ?? "{}");
}

function readSet(folder, name, rows) {
  const images = new Uint8Array(readFileSync(join(folder, `${name}-images.bin`)));
  const labels = new Uint8Array(readFileSync(join(folder, `${name}-labels.bin`)));
  return {
    images: images.subarray(0, (rows ?? labels.length) * pixels),
    labels: labels.subarray(0, rows),
    rows: rows ?? labels.length,
  };
}

/** The training rows, and the rows held out to show that the model has learned. */
export function readData({ data, rows }) {
  return { training: readSet(data, "training", rows), heldOut: readSet(data, "held-out") };
}

/** One batch of made-up images and labels, for the first step. */
export function makeBatch(batch) {
  const images = Uint8Array.from({ length: batch * pixels }, (_, i) => (i * 37) % 256);
  const labels = Uint8Array.from({ length: batch }, (_, i) => i % 10);
  return { images, labels, rows: batch };
}

/**
 * The most memory that this process has held so far. Linux's VmHWM begins anew with the program; maxRSS, which is
 * read elsewhere, can carry over from the process that started this one.
 */
export function peakMemoryBytes() {
  try {
    const [, kilobytes] = /VmHWM:\s*(\d+) kB/.exec(readFileSync("/proc/self/status", "utf8"));
    return Number(kilobytes) * 1024;
  } catch {
    return process.resourceUsage().maxRSS * 1024;
  }
}

/** Tells the runner that the first training step is finished. */
export function announceFirstStep() {
  console.log("first step done");
}

/** Prints the result line. */
export function report(result) {
  console.log(JSON.stringify(result));
}
