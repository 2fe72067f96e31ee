import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { FileCache } from "../base/fileCache.node.ts";
import { KeptModules } from "./keptModules.node.ts";

const bytes = Uint8Array.from({ length: 5000 }, (_, i) => i % 251);
let folder = "";
let cache: FileCache;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "hornet-"));
  cache = new FileCache(join(folder, "code"), { ending: ".code", limit: 2 ** 20 });
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

test("a module is found by its key, by the same code alone", () => {
  const modules = new KeptModules(cache, "version 1");
  expect(modules.read("program a")).toBeUndefined();
  expect(readdirSync(folder)).toEqual([]); // to look for it makes no folder
  modules.keep("program a", bytes);
  expect(new KeptModules(cache, "version 1").read("program a")).toEqual(Buffer.from(bytes));
  expect(modules.read("program b")).toBeUndefined();
  expect(new KeptModules(cache, "version 2").read("program a")).toBeUndefined();
});

test("a damaged file is not used", () => {
  const modules = new KeptModules(cache, "version 1");
  modules.keep("program a", bytes);
  const [name] = readdirSync(cache.folder);
  writeFileSync(join(cache.folder, name!), "what a full disk left");
  expect(modules.read("program a")).toBeUndefined();
});

test("without a folder to keep it in, nothing is kept and nothing thrown", () => {
  writeFileSync(join(folder, "file"), "");
  const nowhere = new FileCache(join(folder, "file", "code"), { ending: ".code", limit: 2 ** 20 });
  const modules = new KeptModules(nowhere, "version 1");
  modules.keep("program a", bytes);
  expect(modules.read("program a")).toBeUndefined();
});
