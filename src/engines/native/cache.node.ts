import {
  chmodSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { isAbsolute, join, resolve } from "node:path";
import { cacheFolder } from "../../base/files.node.ts";

/** Bytes of compiled code that are kept; the longest unused goes first. */
const cacheLimit: number = 256 * 2 ** 20;

/** A file of the folder. */
export interface CachedFile {
  readonly name: string;
  readonly bytes: number;
  readonly lastUsed: Date;
}

const ending = ".so";
/** Begins the footer, which the loader of the system does not read: a mark, then the SHA-256 of all before it. */
const mark = Buffer.from("hornet\0\x01");
const footerBytes = mark.length + 32;
/** Older folders of compilations were left by a process that died. */
const abandonedAfter = 3_600_000;

/** Where compiled code lies: $HORNET_CACHE, or the folder "native" in the user's cache of Hornet. */
export function nativeFolder(): string {
  const chosen = process.env["HORNET_CACHE"];
  if (chosen === undefined || chosen === "") return join(cacheFolder(), "native");
  return isAbsolute(chosen) ? chosen : resolve(chosen);
}

/** Compiled libraries by the hash of all that decides them, in a folder that only this user may open. */
export class LibraryCache {
  readonly folder: string;
  readonly #limit: number;

  /** Makes the folder. Throws if it cannot be private. `limit`: bytes that are kept. */
  constructor(folder: string, limit: number = cacheLimit) {
    this.folder = folder;
    this.#limit = limit;
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const found = lstatSync(folder);
    if (!found.isDirectory()) throw new Error(`${folder} is no folder`);
    if (!isOwn(found.uid)) throw new Error(`${folder} belongs to another user`);
    if (!isPrivate(found.mode)) chmodSync(folder, 0o700);
  }

  /** The library's path, checked; undefined if there is none that may be loaded. */
  find(key: string): string | undefined {
    const path = this.#path(key);
    try {
      const found = lstatSync(path);
      if (!found.isFile() || !isOwn(found.uid) || !isPrivate(found.mode))
        throw new Error("foreign");
      if (!isWhole(readFileSync(path), key)) throw new Error("damaged");
      const now = new Date();
      utimesSync(path, now, now);
      return path;
    } catch (error) {
      if (!(error instanceof Error && "code" in error && error.code === "ENOENT"))
        rmSync(path, { force: true, recursive: true });
      return undefined;
    }
  }

  /** An empty folder for a compilation, beside the libraries; the caller removes it. */
  openBuild(): string {
    return mkdtempSync(join(this.folder, "build-"));
  }

  /** Keeps a library: written whole, then renamed. Gives its path. */
  store(key: string, library: Uint8Array): string {
    const path = this.#path(key);
    const { randomBytes } = process.getBuiltinModule("node:crypto");
    const beside = join(this.folder, `.${key}.${randomBytes(6).toString("hex")}.tmp`);
    try {
      writeFileSync(beside, Buffer.concat([library, footer(library, key)]), { mode: 0o600 });
      renameSync(beside, path);
    } finally {
      rmSync(beside, { force: true });
    }
    this.#prune(path);
    return path;
  }

  /** The libraries, the longest unused first. */
  list(): CachedFile[] {
    return readdirSync(this.folder)
      .filter((name) => name.endsWith(ending))
      .flatMap((name) => {
        const found = statSync(join(this.folder, name), { throwIfNoEntry: false });
        return found === undefined ? [] : [{ name, bytes: found.size, lastUsed: found.mtime }];
      })
      .toSorted((a, b) => a.lastUsed.getTime() - b.lastUsed.getTime());
  }

  /** Removes all libraries, and what compilations left. Returns how many libraries there were. */
  clear(): number {
    const files = this.list();
    for (const name of readdirSync(this.folder))
      if (isOurs(name)) rmSync(join(this.folder, name), { recursive: true, force: true });
    return files.length;
  }

  #path(key: string): string {
    return join(this.folder, `${key}${ending}`);
  }

  #prune(kept: string): void {
    const files = this.list();
    let total = files.reduce((sum, { bytes }) => sum + bytes, 0);
    for (const { name, bytes } of files) {
      if (total <= this.#limit) break;
      const path = join(this.folder, name);
      if (path === kept) continue;
      rmSync(path, { force: true });
      total -= bytes;
    }
    for (const name of readdirSync(this.folder)) {
      if (name.endsWith(ending) || !isOurs(name)) continue;
      const path = join(this.folder, name);
      const found = statSync(path, { throwIfNoEntry: false });
      if (found !== undefined && Date.now() - found.mtimeMs > abandonedAfter)
        rmSync(path, { recursive: true, force: true });
    }
  }
}

function isOurs(name: string): boolean {
  return name.endsWith(ending) || name.startsWith("build-") || /^[.][0-9a-f]+[.].*tmp$/.test(name);
}

/** Windows has no owners by number; there the folder lies in the user's own. */
function isOwn(uid: number): boolean {
  return process.getuid === undefined || uid === process.getuid();
}

function isPrivate(mode: number): boolean {
  return process.getuid === undefined || (mode & 0o077) === 0;
}

function digest(content: Uint8Array, key: string): Buffer {
  const { createHash } = process.getBuiltinModule("node:crypto");
  return createHash("sha256").update(content).update(key).digest();
}

function footer(library: Uint8Array, key: string): Buffer {
  return Buffer.concat([mark, digest(library, key)]);
}

function isWhole(file: Buffer, key: string): boolean {
  if (file.length <= footerBytes) return false;
  const library = file.subarray(0, file.length - footerBytes);
  return file.subarray(library.length).equals(footer(library, key));
}
