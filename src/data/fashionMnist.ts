import { tensor } from "../eager/tensor.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { parseIdx } from "../formats/idx.ts";
import { ClassNames } from "./classNames.ts";
import {
  type DatasetOptions,
  loadPublishedFile,
  type PublishedFile,
  type PublishedSet,
} from "./publishedFile.ts";

/** Images and what they show. */
export interface LabelledImages {
  readonly images: Tensor;
  readonly labels: Tensor;
}

/** Fashion-MNIST: 70,000 grey pictures of ten kinds of clothing. */
export interface FashionMnist {
  /** images uint8 [60000, 28, 28] from 0 to 255, labels uint8 [60000]. */
  readonly train: LabelledImages;
  /** images uint8 [10000, 28, 28] from 0 to 255, labels uint8 [10000]. */
  readonly test: LabelledImages;
  /** From "T-shirt/top" (0) to "Ankle boot" (9). */
  readonly classNames: ClassNames;
}

const files = {
  trainImages: {
    name: "train-images-idx3-ubyte",
    bytes: 47_040_016,
    sha256: "c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888",
  },
  trainLabels: {
    name: "train-labels-idx1-ubyte",
    bytes: 60_008,
    sha256: "bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9",
  },
  testImages: {
    name: "t10k-images-idx3-ubyte",
    bytes: 7_840_016,
    sha256: "5b4141f0afbad91edebe8549f8fcffe087ea10ca49f1dbef5c9a5cd8815ce37b",
  },
  testLabels: {
    name: "t10k-labels-idx1-ubyte",
    bytes: 10_008,
    sha256: "0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34",
  },
} satisfies Record<string, PublishedFile>;

/** A checkout has the files, the npm package has not: no literal inside of `new URL`, or bundlers would look for them. */
const [here, checkout] = [import.meta.url, "../../data/fashion-mnist/"];

const fashionMnistSet = (): PublishedSet => ({
  loader: "fashionMnist",
  folder: "fashion-mnist",
  packaged: Object.values(files).map(({ name }) => new URL(`${checkout}${name}.gz`, here)),
  url: "http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/",
});

/**
 * Loads Fashion-MNIST (Zalando SE, MIT): from `path`, $HORNET_DATA, a checkout's data folder or the cache, or else
 * downloads 30 MB from the publisher. Throws "file" when there is no way to it, "checksum" for other contents.
 */
export async function fashionMnist(options: DatasetOptions = {}): Promise<FashionMnist> {
  const load = async (file: PublishedFile): Promise<Tensor> => {
    const { data, shape } = parseIdx(
      await loadPublishedFile(fashionMnistSet(), file, options),
      file.name,
    );
    return tensor(data as Uint8Array, { shape });
  };
  const train = { images: await load(files.trainImages), labels: await load(files.trainLabels) };
  const test = { images: await load(files.testImages), labels: await load(files.testLabels) };
  return { train, test, classNames: ClassNames.of(...names) as ClassNames };
}

/** In Keras's order. */
const names = [
  "T-shirt/top",
  "Trouser",
  "Pullover",
  "Dress",
  "Coat",
  "Sandal",
  "Shirt",
  "Sneaker",
  "Bag",
  "Ankle boot",
];
