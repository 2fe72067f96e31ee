import { checkOptions } from "../base/config.ts";
import { fail, HornetError } from "../base/errors.ts";
import { gunzip, isGzip } from "../formats/gzip.ts";
import {
  cacheFolder,
  environment,
  inside,
  nameOf,
  type Place,
  readCache,
  readIfThere,
  writeCache,
} from "#files";
import { verifyChecksum } from "./checksum.ts";
import { download, type DownloadProgress } from "./download.ts";

/** Where a data set's files may come from. */
export interface DatasetOptions {
  /** A folder with the files (or with a folder of the data set's name), or the file itself. Nothing else is tried then. */
  readonly path?: string | URL;
  /** A folder on the web to download from. Default: the publisher's. */
  readonly url?: string | URL;
  /** Stops reading and downloading. */
  readonly signal?: AbortSignal;
  /** Told how far a download is. Default: a bar on stderr when that is a terminal. */
  readonly onProgress?: (progress: DownloadProgress) => void;
}

/** A file whose contents are known. */
export interface PublishedFile {
  /** Its name without ".gz": it may lie about packed or unpacked. */
  readonly name: string;
  /** Size of the unpacked contents. */
  readonly bytes: number;
  /** SHA-256 of the unpacked contents. */
  readonly sha256: string;
}

/** A data set as published. */
export interface PublishedSet {
  /** The function that loads it, for errors. */
  readonly loader: string;
  /** Its folder's name in $HORNET_DATA and in the cache. */
  readonly folder: string;
  /** Where the package or the checkout has the files. */
  readonly packaged: readonly URL[];
  /** The publisher's folder; undefined when it is not downloaded from anywhere. */
  readonly url: string | undefined;
}

/**
 * The unpacked, verified contents of a file: from `options.path`, or else from the first that has it of
 * $HORNET_DATA, the package, the cache and the web. A download that passes the checks is kept in the cache.
 */
export async function loadPublishedFile(
  set: PublishedSet,
  file: PublishedFile,
  options: DatasetOptions = {},
): Promise<Uint8Array> {
  checkOptions(set.loader, options, ["path", "url", "signal", "onProgress"]);
  const { path, signal } = options;
  signal?.throwIfAborted();
  const folder = path ?? environment("HORNET_DATA");
  const places = folder === undefined ? [] : placesIn(folder, set, file);
  if (path === undefined) places.push(...set.packaged.filter((url) => isNamed(url, file)));
  for (const place of places) {
    const bytes = await readIfThere(place, signal);
    if (bytes !== undefined)
      return unpack(
        bytes,
        nameOf(place),
        file,
        "It is not the published file: replace or remove it",
      );
  }
  if (path !== undefined) {
    fail("file", {
      where: set.loader,
      expected: `${file.name}.gz or ${file.name} in ${nameOf(path)}`,
      received: "neither",
      advice: "Give the option path the folder that has the files",
    });
  }
  return (await fromCache(set, file)) ?? (await fromWeb(set, file, options));
}

function placesIn(folder: Place, set: PublishedSet, file: PublishedFile): Place[] {
  const names = [`${file.name}.gz`, file.name].flatMap((name) => [`${set.folder}/${name}`, name]);
  const itself = isNamed(folder, file) ? [folder] : [];
  return [...itself, ...names.map((name) => inside(folder, name))];
}

function isNamed(place: Place, { name }: PublishedFile): boolean {
  const last = String(place).split(/[/\\]/).at(-1);
  return last === name || last === `${name}.gz`;
}

async function unpack(
  bytes: Uint8Array,
  name: string,
  file: PublishedFile,
  advice: string,
): Promise<Uint8Array> {
  const contents = isGzip(bytes)
    ? await gunzip(bytes, { file: name, maxBytes: file.bytes })
    : bytes;
  await verifyChecksum(contents, name, file.sha256, advice);
  return contents;
}

const cacheName = (set: PublishedSet, file: PublishedFile): string =>
  `${set.folder}/${file.name}.gz`;

/** A kept file that fails its checks counts as missing: it is downloaded again. */
async function fromCache(set: PublishedSet, file: PublishedFile): Promise<Uint8Array | undefined> {
  const bytes = await readCache(cacheName(set, file)).catch(() => undefined);
  return bytes && unpack(bytes, file.name, file, "").catch(() => undefined);
}

async function fromWeb(
  set: PublishedSet,
  file: PublishedFile,
  { url, signal, onProgress }: DatasetOptions,
): Promise<Uint8Array> {
  const folder = url ?? set.url;
  if (folder === undefined) failMissing(set, file, "nothing, not even in the package");
  const address = `${String(folder).replace(/\/$/, "")}/${file.name}.gz`;
  const bytes = await download(address, {
    maxBytes: file.bytes + 2 ** 20,
    signal,
    onProgress,
  }).catch((error: unknown) => {
    if (error instanceof HornetError) failMissing(set, file, error.message.replace(/\.$/, ""));
    throw error;
  });
  const contents = await unpack(
    bytes,
    address,
    file,
    `The server has another file: pass the option url or path`,
  );
  await writeCache(cacheName(set, file), bytes).catch((error: unknown) => {
    console.warn(
      `${set.loader}: ${file.name} was loaded but not kept: ${error instanceof Error ? error.message : String(error)}`,
    );
  });
  return contents;
}

function failMissing(set: PublishedSet, file: PublishedFile, received: string): never {
  fail("file", {
    where: set.loader,
    expected: `${file.name}.gz in $HORNET_DATA, in ${cacheFolder()} or on the web`,
    received,
    advice: `Without a network, copy the files into a folder and name it by { path: "folder" } or HORNET_DATA=folder`,
  });
}
