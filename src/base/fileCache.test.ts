import {
  chmodSync,
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { FileCache } from "./fileCache.node.ts";

const options = { ending: ".so", limit: 3000 };
let folder = "";
let cache: FileCache;
const library = Uint8Array.from({ length: 1000 }, (_, i) => i % 251);

beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), "hornet-")), "native");
  cache = new FileCache(folder, options).open();
});

afterEach(() => rmSync(join(folder, ".."), { recursive: true, force: true }));

test("a file is kept as it was, in a folder and a file of this user alone", () => {
  const path = cache.store("a1", library);
  expect(cache.find("a1")).toBe(path);
  expect(readFileSync(path).subarray(0, 1000)).toEqual(Buffer.from(library));
  expect(lstatSync(folder).mode & 0o777).toBe(0o700);
  expect(lstatSync(path).mode & 0o777).toBe(0o600);
  expect(readdirSync(folder)).toEqual(["a1.so"]);
  expect(cache.read("a1")).toEqual(Buffer.from(library));
  expect(cache.find("a2")).toBeUndefined();
});

test("a folder that others may open is closed to them", () => {
  chmodSync(folder, 0o777);
  new FileCache(folder, options).open();
  expect(lstatSync(folder).mode & 0o777).toBe(0o700);
});

test("a link in the folder's place is refused", () => {
  const link = join(folder, "..", "link");
  symlinkSync(folder, link);
  expect(() => new FileCache(link, options).open()).toThrow("is no folder");
});

test.each([
  ["cut short", (path: string) => writeFileSync(path, readFileSync(path).subarray(0, 700))],
  [
    "changed in one byte",
    (path: string) => {
      const bytes = readFileSync(path);
      bytes[500] = bytes[500]! ^ 1;
      writeFileSync(path, bytes);
    },
  ],
  ["empty", (path: string) => writeFileSync(path, "")],
  ["another's work", (path: string) => writeFileSync(path, library)],
  ["open to others", (path: string) => chmodSync(path, 0o666)],
  [
    "under a wrong name",
    (path: string) => writeFileSync(path, readFileSync(cache.store("b2", library))),
  ],
])("a file that is %s never loads, and goes", (_, spoil) => {
  const path = cache.store("b1", library);
  spoil(path);
  expect(cache.find("b1")).toBeUndefined();
  expect(readdirSync(folder)).not.toContain("b1.so");
});

test("the longest unused go when there is no room", () => {
  const older = (key: string, minutes: number): void => {
    const time = new Date(Date.now() - minutes * 60_000);
    utimesSync(cache.store(key, library), time, time);
  };
  older("c1", 30);
  older("c2", 20);
  expect(cache.find("c1")).toBeDefined(); // is used now
  cache.store("c3", library);
  // Clocks of files are coarse: the order of two that were used now is not asked.
  expect(
    cache
      .list()
      .map(({ name }) => name)
      .toSorted(),
  ).toEqual(["c1.so", "c3.so"]);
});

test("what a dead process left is removed in time, what is under way stays", () => {
  const old = new Date(Date.now() - 2 * 3_600_000);
  const [abandoned, fresh] = [cache.openBuild(), cache.openBuild()];
  utimesSync(abandoned, old, old);
  cache.store("d1", library);
  expect(new Set(readdirSync(folder))).toEqual(new Set([basename(fresh), "d1.so"]));
  expect(cache.clear()).toBe(1);
  expect(readdirSync(folder)).toEqual([]);
});

test("clearing leaves files of others alone", () => {
  writeFileSync(join(folder, "notes.txt"), "mine");
  cache.store("e1", library);
  cache.clear();
  expect(readdirSync(folder)).toEqual(["notes.txt"]);
});
