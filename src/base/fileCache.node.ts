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
import { cacheFolder } from "./files.node.ts";

/** A file of the folder. */
export interface CachedFile {
  readonly name: string;
  readonly bytes: number;
  readonly lastUsed: Date;
}

/** Begins the footer, which the loader of the system does not read: a mark, then the SHA-256 of all before it. */
const mark = Buffer.from("hornet\0\x01");
const footerBytes = mark.length + 32;
/** Older folders of compilations were left by a process that died. */
const abandonedAfter = 3_600_000;

/** A folder for compiled code: $HORNET_CACHE, or `name` in the user's cache of Hornet. */
function compiledFolder(name: string): string {
  const chosen = process.env["HORNET_CACHE"];
  if (chosen === undefined || chosen === "") return join(cacheFolder(), name);
  return isAbsolute(chosen) ? chosen : resolve(chosen);
}

/** What C compilers made of programs. */
export function libraryCache(): FileCache {
  return new FileCache(compiledFolder("native"), { ending: ".so", limit: 256 * 2 ** 20 });
}

/** What Node compiled of Hornet itself, and the WebAssembly of programs. */
export function codeCache(): FileCache {
  return new FileCache(compiledFolder("code"), { ending: ".code", limit: 64 * 2 ** 20 });
}

/** Files by the hash of all that decides them, in a folder that only this user may open. */
export class FileCache {
  readonly folder: string;
  readonly #ending: string;
  readonly #limit: number;

  /** `limit`: bytes that are kept; the longest unused goes first. */
  constructor(
    folder: string,
    { ending, limit }: { readonly ending: string; readonly limit: number },
  ) {
    this.folder = folder;
    this.#ending = ending;
    this.#limit = limit;
  }

  /** Makes the folder if there is none. Throws if it cannot be private. */
  open(): this {
    mkdirSync(this.folder, { recursive: true, mode: 0o700 });
    const found = lstatSync(this.folder);
    if (!found.isDirectory()) throw new Error(`${this.folder} is no folder`);
    if (!isOwn(found.uid)) throw new Error(`${this.folder} belongs to another user`);
    if (!isPrivate(found.mode)) chmodSync(this.folder, 0o700);
    return this;
  }

  /** The file's path, for those who open it themselves; undefined if there is none that may be loaded. */
  find(key: string): string | undefined {
    return this.read(key) === undefined ? undefined : this.#path(key);
  }

  /** What the file was made of, checked; undefined if there is none that may be loaded. */
  read(key: string): Uint8Array | undefined {
    const path = this.#path(key);
    const content = contentOf(path, key);
    try {
      const now = new Date();
      if (content !== undefined) utimesSync(path, now, now);
      else rmSync(path, { force: true, recursive: true });
    } catch {
      // What lies where nothing can be written stays as it is.
    }
    return content;
  }

  /** An empty folder for a compilation, beside the files; the caller removes it. */
  openBuild(): string {
    return mkdtempSync(join(this.folder, "build-"));
  }

  /** Keeps a file in the open folder: written whole, then renamed. Gives its path. */
  store(key: string, content: Uint8Array): string {
    const path = this.#path(key);
    const { randomBytes } = process.getBuiltinModule("node:crypto");
    const beside = join(this.folder, `.${key}.${randomBytes(6).toString("hex")}.tmp`);
    try {
      writeFileSync(beside, Buffer.concat([content, footer(content, key)]), { mode: 0o600 });
      renameSync(beside, path);
    } finally {
      rmSync(beside, { force: true });
    }
    this.#prune(path);
    return path;
  }

  /** The files, the longest unused first. */
  list(): CachedFile[] {
    return readdirSync(this.folder)
      .filter((name) => name.endsWith(this.#ending))
      .flatMap((name) => {
        const found = statSync(join(this.folder, name), { throwIfNoEntry: false });
        return found === undefined ? [] : [{ name, bytes: found.size, lastUsed: found.mtime }];
      })
      .toSorted((a, b) => a.lastUsed.getTime() - b.lastUsed.getTime());
  }

  /** Removes all files, and what compilations left. Returns how many files there were. */
  clear(): number {
    const files = this.list();
    for (const name of readdirSync(this.folder))
      if (this.#isOurs(name)) rmSync(join(this.folder, name), { recursive: true, force: true });
    return files.length;
  }

  #isOurs(name: string): boolean {
    const isMade = name.endsWith(this.#ending) || name.startsWith("build-");
    return isMade || /^[.][0-9a-f]+[.].*tmp$/.test(name);
  }

  #path(key: string): string {
    return join(this.folder, `${key}${this.#ending}`);
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
      if (name.endsWith(this.#ending) || !this.#isOurs(name)) continue;
      const path = join(this.folder, name);
      const found = statSync(path, { throwIfNoEntry: false });
      if (found !== undefined && Date.now() - found.mtimeMs > abandonedAfter)
        rmSync(path, { recursive: true, force: true });
    }
  }
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

function footer(content: Uint8Array, key: string): Buffer {
  return Buffer.concat([mark, digest(content, key)]);
}

/** What stands before the footer; undefined if the file is not this user's alone, or the footer does not fit. */
function contentOf(path: string, key: string): Uint8Array | undefined {
  let file: Buffer;
  try {
    const found = lstatSync(path);
    if (!found.isFile() || !isOwn(found.uid) || !isPrivate(found.mode)) return undefined;
    file = readFileSync(path);
  } catch {
    return undefined;
  }
  if (file.length <= footerBytes) return undefined;
  const content = file.subarray(0, file.length - footerBytes);
  return file.subarray(content.length).equals(footer(content, key)) ? content : undefined;
}
