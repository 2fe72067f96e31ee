import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { fashionMnist, type LabelledImages } from "hornet/datasets";

const pixels = 28 * 28;
const heldOutRows = 5000;
const trainingRows = 55_000;

/** Raw bytes of images, [rows, 28, 28], and labels, [rows]. */
interface Rows {
  readonly images: Uint8Array;
  readonly labels: Uint8Array;
}

/** A folder of the files that the measured processes read. */
export interface BenchData {
  readonly folder: string;
  /** Where the images come from, for the heading. */
  readonly origin: string;
  /** Training rows. */
  readonly rows: number;
  remove(): Promise<void>;
}

function bytesOf({ images, labels }: LabelledImages): Rows {
  return { images: images.data as Uint8Array, labels: labels.data as Uint8Array };
}

/** Ten patterns under noise: as many rows as Fashion-MNIST's training set, learned by every library at once. */
function makeRows(rows: number): Rows {
  let state = 1;
  const random = (): number =>
    (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) / 2 ** 32;
  const patterns = Array.from({ length: 10 * pixels }, random);
  const labels = Uint8Array.from({ length: rows }, () => Math.floor(random() * 10));
  const images = new Uint8Array(rows * pixels);
  for (let i = 0; i < images.length; i++) {
    const own = patterns[labels[Math.floor(i / pixels)]! * pixels + (i % pixels)]!;
    images[i] = 96 * own + 159 * random();
  }
  return { images, labels };
}

async function loadRows(): Promise<{ all: Rows; origin: string }> {
  const path = fileURLToPath(new URL("../data/fashion-mnist", import.meta.url));
  if (existsSync(path)) {
    return { all: bytesOf((await fashionMnist({ path })).train), origin: "Fashion-MNIST" };
  }
  return { all: makeRows(heldOutRows + trainingRows), origin: "made-up images" };
}

/** Writes the data files: the first 5,000 rows held out, the others for training. */
export async function writeData(): Promise<BenchData> {
  const { all, origin } = await loadRows();
  const folder = await mkdtemp(join(tmpdir(), "hornet-bench-"));
  const write = async (name: string, first: number, last: number): Promise<void> => {
    const images = all.images.subarray(first * pixels, last * pixels);
    await writeFile(join(folder, `${name}-images.bin`), images);
    await writeFile(join(folder, `${name}-labels.bin`), all.labels.subarray(first, last));
  };
  await write("held-out", 0, heldOutRows);
  await write("training", heldOutRows, heldOutRows + trainingRows);
  return {
    folder,
    origin,
    rows: trainingRows,
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
