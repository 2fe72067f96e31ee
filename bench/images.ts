import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";

/** Files with bare bytes, the same for all who are measured. */
export interface Images {
  /** File of uint8 [60000, 784], 0 to 255. */
  readonly images: string;
  /** File of uint8 [60000], 0 to 9. */
  readonly labels: string;
  /** "Fashion-MNIST" or "synthetic". */
  readonly origin: string;
}

const rows = 60_000;
const pixels = 784;
const classes = 10;

/**
 * Writes the 60,000 training images of Fashion-MNIST, unpacked, into `folder`; from `data`, $HORNET_DATA or the
 * checkout. Where they are not, synthetic ones that can be learned.
 */
export async function prepareImages(folder: string, data: string | undefined): Promise<Images> {
  const source = findFashionMnist(data);
  if (source === undefined && data !== undefined) {
    throw new Error(`bench: expected Fashion-MNIST in ${data}, received none of its files.`);
  }
  const { images, labels } = source === undefined ? synthetic() : await unpack(source);
  const files = { images: join(folder, "images"), labels: join(folder, "labels") };
  await writeFile(files.images, images);
  await writeFile(files.labels, labels);
  return { ...files, origin: source === undefined ? "synthetic" : "Fashion-MNIST" };
}

function findFashionMnist(data: string | undefined): string | undefined {
  const checkout = fileURLToPath(new URL("../data", import.meta.url));
  const places = data === undefined ? [process.env["HORNET_DATA"], checkout] : [data];
  return places
    .filter((place) => place !== undefined)
    .flatMap((place) => [join(place, "fashion-mnist"), place])
    .find((place) => existsSync(join(place, "train-images-idx3-ubyte.gz")));
}

/** The bytes behind the headers of the two IDX files. */
async function unpack(folder: string): Promise<{ images: Uint8Array; labels: Uint8Array }> {
  const read = async (name: string, header: number): Promise<Uint8Array> =>
    gunzipSync(await readFile(join(folder, name))).subarray(header);
  const images = await read("train-images-idx3-ubyte.gz", 16);
  const labels = await read("train-labels-idx1-ubyte.gz", 8);
  if (images.length !== rows * pixels || labels.length !== rows) {
    throw new Error(
      `bench: expected 60,000 images in ${folder}, received ${images.length} bytes of pixels.`,
    );
  }
  return { images, labels };
}

/** One random picture per class, under as much noise. */
function synthetic(): { images: Uint8Array; labels: Uint8Array } {
  let state = 1;
  // The linear congruential generator of Numerical Recipes; its upper byte.
  const byte = (): number => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) >>> 24;
  const pictures = Uint8Array.from({ length: classes * pixels }, byte);
  const labels = Uint8Array.from({ length: rows }, () => byte() % classes);
  const images = new Uint8Array(rows * pixels);
  for (let row = 0; row < rows; row++) {
    const picture = labels[row]! * pixels;
    for (let i = 0; i < pixels; i++) {
      images[row * pixels + i] = (pictures[picture + i]! + byte()) >> 1;
    }
  }
  return { images, labels };
}
