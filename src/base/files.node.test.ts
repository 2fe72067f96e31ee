import { execFileSync } from "node:child_process";
import {
  type FileHandle,
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  symlink,
  writeFile,
} from "node:fs/promises";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import * as browser from "./files.browser.ts";
import * as node from "./files.node.ts";

const disk = vi.hoisted(() => ({ full: "" }));
vi.mock("node:fs/promises", async (original) => {
  const real = await original<{ open: (path: string, flags: string) => Promise<FileHandle> }>();
  const open = async (path: string, flags: string): Promise<FileHandle> => {
    const file = await real.open(path, flags);
    const write = file.writeFile.bind(file);
    file.writeFile = async (data) => {
      if (disk.full === "") return write(data);
      await write(String(data).slice(0, 2)); // some bytes still find room
      throw Object.assign(new Error("no space left on device, write"), { code: disk.full });
    };
    return file;
  };
  return { ...real, open };
});

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "hornet-files-"));
});
afterEach(async () => {
  disk.full = "";
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true });
});

test("pages and programs have the same functions", () => {
  const pages: typeof node = browser;
  expect(Object.keys(pages).sort()).toEqual(Object.keys(node).sort());
});

test("writes text and bytes, by path and by URL, over an older file", async () => {
  const path = join(folder, "a.txt");
  await node.writeFileAtomically(path, "first, longer");
  await node.writeFileAtomically(pathToFileURL(path), Uint8Array.of(104, 105));
  expect(await readFile(path, "utf8")).toBe("hi");
  expect(await readdir(folder)).toEqual(["a.txt"]);
});

test.each(["ENOSPC", "EDQUOT"])(
  "a full disk (%s) leaves the old file and nothing else",
  async (code) => {
    const path = join(folder, "weights.safetensors");
    await writeFile(path, "old");
    disk.full = code;
    await expect(node.writeFileAtomically(path, "new contents")).rejects.toMatchObject({
      code: "file",
      message: `${path}: expected to write the file, received a full disk (${code}). Free some space and write again; an older file is unchanged.`,
    });
    expect(await readFile(path, "utf8")).toBe("old");
    expect(await readdir(folder)).toEqual(["weights.safetensors"]);
  },
);

test("a target that cannot be replaced leaves nothing beside it", async () => {
  await mkdir(join(folder, "taken"));
  await expect(node.writeFileAtomically(join(folder, "taken"), "x")).rejects.toMatchObject({
    code: "file",
  });
  await expect(node.writeFileAtomically(join(folder, "none", "a"), "x")).rejects.toThrow(
    /a folder that does not exist \(ENOENT\). Make the folder first/,
  );
  expect(await readdir(folder)).toEqual(["taken"]);
});

test("a link stays a link", async () => {
  await writeFile(join(folder, "real"), "old");
  await symlink(join(folder, "real"), join(folder, "link"));
  await node.writeFileAtomically(join(folder, "link"), "new");
  expect((await lstat(join(folder, "link"))).isSymbolicLink()).toBe(true);
  expect(await readFile(join(folder, "real"), "utf8")).toBe("new");
});

test("a pipe is written into, not replaced", async () => {
  const pipe = join(folder, "pipe");
  execFileSync("sh", ["-c", `mkfifo "$0"`, pipe]);
  const reading = readFile(pipe, "utf8");
  await node.writeFileAtomically(pipe, "new");
  expect(await reading).toBe("new");
  expect((await lstat(pipe)).isFIFO()).toBe(true);
  expect(await readdir(folder)).toEqual(["pipe"]);
});

test("reading tells a missing file from one that cannot be read", async () => {
  await writeFile(join(folder, "a"), "x");
  expect(await node.readIfThere(join(folder, "a"))).toEqual(Uint8Array.of(120));
  expect(await node.readIfThere(join(folder, "b"))).toBeUndefined();
  expect(await node.readIfThere(join(folder, "a", "b"))).toBeUndefined();
  expect(await node.readIfThere(folder)).toBeUndefined();
  await expect(node.readIfThere(join(folder, "a".repeat(300)))).rejects.toMatchObject({
    code: "file",
  });
});

test("the cache lies where the XDG specification says", async () => {
  vi.stubEnv("XDG_CACHE_HOME", folder);
  expect(node.cacheFolder()).toBe(join(folder, "hornet"));
  await node.writeCache("set/a.gz", Uint8Array.of(1, 2));
  expect(await node.readCache("set/a.gz")).toEqual(Uint8Array.of(1, 2));
  expect(await readdir(join(folder, "hornet", "set"))).toEqual(["a.gz"]);
  expect(await node.readCache("set/b.gz")).toBeUndefined();
  vi.stubEnv("XDG_CACHE_HOME", "relative");
  expect(node.cacheFolder()).toBe(join(homedir(), ".cache", "hornet"));
});
