import { mkdir, open, readFile, realpath, rename, rm, stat } from "node:fs/promises";
import { homedir } from "node:os";
import { basename, dirname, isAbsolute, join } from "node:path";
import { fileURLToPath } from "node:url";
import { fail } from "./errors.ts";

/** A path, or a file URL. */
export type Place = string | URL;

function pathOf(place: Place): string {
  return typeof place === "string" ? place : fileURLToPath(place);
}

/** What a message calls the place. */
export function nameOf(place: Place): string {
  return place instanceof URL && place.protocol !== "file:" ? place.href : pathOf(place);
}

/** `name` (parts divided by slashes) inside of a folder. */
export function inside(folder: Place, name: string): Place {
  return join(pathOf(folder), ...name.split("/"));
}

/** The bytes of a file; undefined when there is none. Throws "file" when it cannot be read. */
export async function readIfThere(
  place: Place,
  signal?: AbortSignal,
): Promise<Uint8Array | undefined> {
  try {
    const { buffer, byteOffset, byteLength } = await readFile(
      pathOf(place),
      signal === undefined ? {} : { signal },
    );
    return new Uint8Array(buffer, byteOffset, byteLength); // a Buffer would slice in another way
  } catch (error) {
    signal?.throwIfAborted();
    const code = errorCode(error);
    if (code === "ENOENT" || code === "ENOTDIR" || code === "EISDIR") return undefined;
    return fail("file", {
      where: nameOf(place),
      expected: "a readable file",
      received: reasonOf(error),
    });
  }
}

/** Writes a file under flags of `open`; a new one ("wx") is on the disk when this is done. */
async function writeThrough(
  path: string,
  flags: string,
  content: string | Uint8Array,
): Promise<void> {
  const file = await open(path, flags);
  try {
    await file.writeFile(content);
    if (flags === "wx") await file.sync();
  } finally {
    await file.close();
  }
}

/** Whether a path leads to a device or a pipe, such as /dev/null: to be written into, never to be replaced. */
async function isStream(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => undefined);
  return found !== undefined && !found.isFile() && !found.isDirectory();
}

/**
 * Writes beside the target, then renames: a crash or a full disk leaves the old file as it was and no other. Devices and
 * pipes are written into. Throws "file" when that is not possible.
 */
export async function writeFileAtomically(
  place: Place,
  content: string | Uint8Array,
): Promise<void> {
  const named = pathOf(place);
  const target = await realpath(named).catch(() => named); // a link stays, its target is replaced
  const beside = join(dirname(target), `.${basename(target)}.${crypto.randomUUID()}.tmp`);
  try {
    if (await isStream(target)) {
      await writeThrough(target, "w", content);
      return;
    }
    await writeThrough(beside, "wx", content);
    await rename(beside, target);
  } catch (error) {
    await rm(beside, { force: true }).catch(() => undefined);
    fail("file", {
      where: named,
      expected: "to write the file",
      received: reasonOf(error),
      advice: adviceFor(error),
    });
  }
}

/** The folder of this user's downloads: $XDG_CACHE_HOME/hornet, or ~/.cache/hornet. */
export function cacheFolder(): string {
  const chosen = process.env["XDG_CACHE_HOME"];
  return join(
    chosen !== undefined && isAbsolute(chosen) ? chosen : join(homedir(), ".cache"),
    "hornet",
  );
}

/** The bytes kept under `name`; undefined when there are none. */
export function readCache(name: string): Promise<Uint8Array | undefined> {
  return readIfThere(inside(cacheFolder(), name));
}

/** Keeps bytes under `name`. Throws "file" when they cannot be written. */
export async function writeCache(name: string, bytes: Uint8Array): Promise<void> {
  const place = pathOf(inside(cacheFolder(), name));
  await mkdir(dirname(place), { recursive: true }).catch((error: unknown) => {
    fail("file", {
      where: dirname(place),
      expected: "to make the folder",
      received: reasonOf(error),
      advice: adviceFor(error),
    });
  });
  await writeFileAtomically(place, bytes);
}

/** An environment variable; undefined when it is not set or empty. */
export function environment(name: string): string | undefined {
  return process.env[name] || undefined;
}

/** Redraws a line of progress on stderr, if that is a terminal; `done` ends the line. */
export function showProgress(line: string, done: boolean): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001B[2K${line}${done ? "\n" : ""}`);
}

function errorCode(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "";
}

function reasonOf(error: unknown): string {
  const code = errorCode(error);
  if (code === "ENOSPC" || code === "EDQUOT") return `a full disk (${code})`;
  if (code === "ENOENT") return "a folder that does not exist (ENOENT)";
  if (code === "EACCES" || code === "EPERM" || code === "EROFS") return `no permission (${code})`;
  if (code === "EISDIR") return "a folder of that name (EISDIR)";
  return error instanceof Error ? error.message : String(error);
}

function adviceFor(error: unknown): string {
  const code = errorCode(error);
  if (code === "ENOSPC" || code === "EDQUOT")
    return "Free some space and write again; an older file is unchanged";
  if (code === "ENOENT") return "Make the folder first";
  return "Choose another place";
}
