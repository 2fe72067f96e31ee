import { createHash } from "node:crypto";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { DownloadProgress } from "./download.ts";
import { type DatasetOptions, loadPublishedFile, type PublishedSet } from "./publishedFile.ts";

const contents = new TextEncoder().encode("the published bytes ".repeat(500));
const packed = gzipSync(contents);
const file = {
  name: "numbers",
  bytes: contents.length,
  sha256: createHash("sha256").update(contents).digest("hex"),
};

let folder: string;
let server: Server | undefined;
let requests: string[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "hornet-cache-"));
  requests = [];
  vi.stubEnv("XDG_CACHE_HOME", join(folder, "cache"));
  vi.stubEnv("HORNET_DATA", "");
});
afterEach(async () => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  server?.closeAllConnections();
  server?.close();
  server = undefined;
  await rm(folder, { recursive: true });
});

/** Starts a server on a free port and returns its address. */
async function serve(answer: RequestListener): Promise<string> {
  server = createServer((request, response) => {
    requests.push(request.url ?? "");
    answer(request, response);
  });
  await new Promise<void>((ready) => server!.listen(0, "127.0.0.1", ready));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/files`;
}

function load(
  url: string | undefined,
  options: DatasetOptions = {},
  packaged: URL[] = [],
): Promise<Uint8Array> {
  const set: PublishedSet = { loader: "numbers", folder: "set", packaged, url };
  return loadPublishedFile(set, file, options);
}

const cached = (): Promise<string[]> =>
  readdir(join(folder, "cache"), { recursive: true }).catch(() => []);

test("downloads once, then reads the cache without a network", async () => {
  const url = await serve((_, response) =>
    response.setHeader("content-length", packed.length).end(packed),
  );
  const seen: DownloadProgress[] = [];
  expect(await load(url, { onProgress: (progress) => seen.push(progress) })).toEqual(contents);
  expect(seen.at(-1)).toEqual({
    file: "numbers.gz",
    receivedBytes: packed.length,
    totalBytes: packed.length,
  });
  server!.close();
  expect(await load(url)).toEqual(contents);
  expect(requests).toEqual(["/files/numbers.gz"]);
  expect((await cached()).sort()).toEqual([
    "hornet",
    join("hornet", "set"),
    join("hornet", "set", "numbers.gz"),
  ]);
});

test("the option url comes before the publisher's", async () => {
  const url = await serve((_, response) => response.end(packed));
  expect(await load("http://127.0.0.1:1/", { url: new URL(`${url}/`) })).toEqual(contents);
  expect(requests).toEqual(["/files/numbers.gz"]);
});

test("path, then $HORNET_DATA, then the package come before the web", async () => {
  const url = await serve((_, response) => response.end("never"));
  const [named, chosen] = [join(folder, "named"), join(folder, "chosen")];
  await mkdir(join(chosen, "set"), { recursive: true });
  await mkdir(named);
  await writeFile(join(folder, "numbers"), contents);
  const packaged = [
    new URL(`file://${join(folder, "other")}`),
    new URL(`file://${join(folder, "numbers")}`),
  ];
  expect(await load(url, {}, packaged)).toEqual(contents);
  await writeFile(join(chosen, "set", "numbers.gz"), "x");
  vi.stubEnv("HORNET_DATA", chosen);
  await expect(load(url, {}, packaged)).rejects.toThrow(join(chosen, "set", "numbers.gz"));
  await writeFile(join(named, "numbers"), contents);
  expect(await load(url, { path: named }, packaged)).toEqual(contents);
  expect(await load(url, { path: new URL(`file://${named}`) }, packaged)).toEqual(contents);
  expect(await load(url, { path: join(named, "numbers") }, packaged)).toEqual(contents);
  await expect(load(url, { path: folder + "/none" }, packaged)).rejects.toMatchObject({
    code: "file",
  });
  expect(requests).toEqual([]);
});

test.each<[string, RequestListener, string, RegExp]>([
  [
    "a 404",
    (_, response) => response.writeHead(404).end("no"),
    "file",
    /expected status 200, received 404 Not Found/,
  ],
  [
    "a body that breaks off",
    (_, response) => {
      response.writeHead(200, { "content-length": packed.length });
      response.write(packed.subarray(0, 20), () => response.destroy());
    },
    "file",
    /expected a whole answer, received/,
  ],
  [
    "a body that is short in silence",
    (_, response) => response.end(packed.subarray(0, packed.length - 9)),
    "file",
    /truncated or corrupt/,
  ],
  [
    "other contents",
    (_, response) => response.end(gzipSync("other bytes")),
    "checksum",
    /expected contents with SHA-256 [0-9a-f]{64}, received 11 bytes with SHA-256/,
  ],
  [
    "a body without an end",
    (_, response) => {
      const more = (): unknown =>
        response.destroyed || response.write(new Uint8Array(65536), () => setImmediate(more));
      more();
    },
    "file",
    /expected at most \d+ bytes, received more \(too large\)/,
  ],
])("%s is an error and leaves nothing in the cache", async (_, answer, code, message) => {
  const url = await serve(answer);
  await expect(load(url)).rejects.toMatchObject({ code, message: expect.stringMatching(message) });
  expect(await cached()).toEqual([]);
});

test("without a network the error says what to do", async () => {
  const url = await serve(() => undefined);
  await new Promise((closed) => server!.close(closed));
  const message =
    /^numbers: expected numbers\.gz in \$HORNET_DATA, in .*cache.hornet or on the web, received .*ECONNREFUSED.*\. Without a network, .*\{ path: "folder" \} or HORNET_DATA=folder\.$/;
  await expect(load(url)).rejects.toMatchObject({
    code: "file",
    message: expect.stringMatching(message),
  });
  await expect(load(undefined)).rejects.toThrow(/HORNET_DATA=folder/);
});

test("a damaged file in the cache is downloaded again", async () => {
  const url = await serve((_, response) => response.end(packed));
  const kept = join(folder, "cache", "hornet", "set", "numbers.gz");
  await mkdir(join(kept, ".."), { recursive: true });
  await writeFile(kept, packed.subarray(0, 30));
  expect(await load(url)).toEqual(contents);
  expect(new Uint8Array(await readFile(kept))).toEqual(new Uint8Array(packed));
});

test("an abort during a download rejects with its reason and keeps nothing", async () => {
  const abort = new AbortController();
  const url = await serve((_, response) => void response.write(packed.subarray(0, 20)));
  const loading = load(url, {
    signal: abort.signal,
    onProgress: () => abort.abort(new Error("enough")),
  });
  await expect(loading).rejects.toThrow("enough");
  expect(await cached()).toEqual([]);
});

test("a cache that cannot be written is a warning, not an error", async () => {
  const warn = vi.spyOn(console, "warn").mockImplementation(() => undefined);
  const url = await serve((_, response) => response.end(packed));
  await writeFile(join(folder, "cache"), "a file where the folder should be");
  expect(await load(url)).toEqual(contents);
  expect(warn).toHaveBeenCalledWith(
    expect.stringContaining("numbers: numbers was loaded but not kept"),
  );
});
