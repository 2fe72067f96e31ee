import { fail } from "./errors.ts";

/** An address, absolute or relative to the page. */
export type Place = string | URL;

/** What a message calls the place. */
export function nameOf(place: Place): string {
  return String(place);
}

/** `name` (parts divided by slashes) inside of a folder. */
export function inside(folder: Place, name: string): Place {
  const base = String(folder);
  return `${base}${base.endsWith("/") ? "" : "/"}${name}`;
}

/** The bytes behind an address; undefined when the server has none, or answers with a page. Throws "file" without an answer. */
export async function readIfThere(
  place: Place,
  signal?: AbortSignal,
): Promise<Uint8Array | undefined> {
  try {
    const response = await fetch(place, signal === undefined ? {} : { signal });
    const isPage = response.headers.get("content-type")?.includes("text/html") ?? false;
    return response.ok && !isPage ? new Uint8Array(await response.arrayBuffer()) : undefined;
  } catch (error) {
    signal?.throwIfAborted();
    const reason = error instanceof Error ? error.message : String(error);
    return fail("file", { where: nameOf(place), expected: "an answer", received: reason });
  }
}

/** Throws "file": a page has no files. */
export async function writeFileAtomically(
  place: Place,
  content: string | Uint8Array,
): Promise<void> {
  fail("file", {
    where: nameOf(place),
    expected: "a program that may write files",
    received: `${content.length} ${typeof content === "string" ? "characters" : "bytes"} in a page`,
    advice: "Offer them as a download: URL.createObjectURL(new Blob([content]))",
  });
}

/** Where this page keeps its downloads: the Cache API's store "hornet". */
export function cacheFolder(): string {
  return `the cache "${store}" of ${location.origin}`;
}

const store = "hornet";
const addressOf = (name: string): string => new URL(`/.hornet/${name}`, location.origin).href;

/** The bytes kept under `name`; undefined when there are none or the page is not served securely. */
export async function readCache(name: string): Promise<Uint8Array | undefined> {
  if (typeof caches === "undefined") return undefined;
  const kept = await (await caches.open(store)).match(addressOf(name));
  return kept && new Uint8Array(await kept.arrayBuffer());
}

/** Keeps bytes under `name`; a page that is not served securely keeps nothing. Throws "file" when there is no room. */
export async function writeCache(name: string, bytes: Uint8Array): Promise<void> {
  if (typeof caches === "undefined") return;
  try {
    await (
      await caches.open(store)
    ).put(addressOf(name), new Response(bytes as Uint8Array<ArrayBuffer>));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    fail("file", { where: cacheFolder(), expected: `to keep ${name}`, received: reason });
  }
}

/** A page has no environment: always undefined. */
export function environment(_name: string): string | undefined {
  return undefined;
}

/** A page shows progress itself: does nothing. */
export function showProgress(_line: string, _done: boolean): void {}
