import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { FileCache } from "../base/fileCache.node.ts";
import { runKept } from "./keptScript.node.ts";

let folder = "";
let path = "";
let cache: FileCache;

const script = (answer: number): string =>
  `(function (doors, require, url) { doors.index = { answer: () => ${answer}, url, join: require("node:path").join }; })`;

const answerOf = ({ exports }: ReturnType<typeof runKept>): number =>
  (exports["index"] as { readonly answer: () => number }).answer();

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "hornet-"));
  path = join(folder, "core.cjs");
  writeFileSync(path, script(42));
  cache = new FileCache(join(folder, "code"), { ending: ".code", limit: 2 ** 20 });
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

test("a script gives its names, and the second time its functions are there compiled", () => {
  const first = runKept(path, cache);
  expect(first.wasKept).toBe(false);
  expect(first.exports["index"]).toMatchObject({ url: `file://${path}`, join });
  expect(answerOf(first)).toBe(42);
  expect(readdirSync(folder)).toEqual(["core.cjs"]); // to look for it makes no folder
  first.keep();
  const second = runKept(path, cache);
  expect(second.wasKept).toBe(true);
  expect(answerOf(second)).toBe(42);
});

test("another text of the same length is compiled anew", () => {
  runKept(path, cache).keep();
  writeFileSync(path, script(43));
  const changed = runKept(path, cache);
  expect(changed.wasKept).toBe(false);
  expect(answerOf(changed)).toBe(43);
});

test("a damaged file is not used", () => {
  runKept(path, cache).keep();
  const [name] = readdirSync(cache.folder);
  writeFileSync(join(cache.folder, name!), "what a full disk left");
  const again = runKept(path, cache);
  expect(again.wasKept).toBe(false);
  expect(answerOf(again)).toBe(42);
  expect(readdirSync(cache.folder)).toEqual([]);
});

test("without a folder to keep it in, and without a cache, it runs all the same", () => {
  writeFileSync(join(folder, "file"), "");
  const nowhere = new FileCache(join(folder, "file", "code"), { ending: ".code", limit: 2 ** 20 });
  const run = runKept(path, nowhere);
  expect(() => run.keep()).not.toThrow();
  expect(answerOf(runKept(path, nowhere))).toBe(42);
  const plain = runKept(path, undefined);
  plain.keep();
  expect(plain.wasKept).toBe(false);
});
