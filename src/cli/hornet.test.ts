import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { codeCache, libraryCache } from "../base/fileCache.node.ts";
import { runCommand } from "./hornet.node.ts";

let folder = "";

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "hornet-"));
  vi.stubEnv("HORNET_CACHE", join(folder, "cache"));
});

afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

function run(...args: string[]): { status: number; out: string; errors: string } {
  let [out, errors] = ["", ""];
  const status = runCommand(
    args,
    (text) => (out += text),
    (text) => (errors += text),
  );
  return { status, out, errors };
}

test("cache list names programs and code, cache clear removes them", () => {
  libraryCache().open().store("abc", new Uint8Array(100));
  codeCache().open().store("abc", new Uint8Array(50));
  const listed = run("cache", "list");
  expect(listed.status).toBe(0);
  const date = /\d{4}-\d\d-\d\dT[\d:.]+Z/.source;
  expect(listed.out).toMatch(
    new RegExp(
      `^${date} {8}140 {2}abc[.]so\n1 programs, 140 bytes in .*cache\n${date} {9}90 {2}abc[.]code\n1 files of code, 90 bytes in .*cache\n$`,
    ),
  );
  expect(run("cache", "clear").out).toMatch(/^removed 1 programs.*\nremoved 1 files of code/);
  expect(run("cache", "list").out).toMatch(/^0 programs, 0 bytes.*\n0 files of code, 0 bytes/);
});

test("unknown words and options are errors that tell the usage", () => {
  expect(run("cache", "burn")).toMatchObject({
    status: 2,
    errors: "hornet cache: expected list or clear, received burn.\n",
  });
  expect(run()).toMatchObject({ status: 2, errors: expect.stringContaining("hornet cache list") });
  expect(run("--fast")).toMatchObject({ status: 2, errors: expect.stringContaining("--fast") });
  expect(run("--help")).toMatchObject({ status: 0, out: expect.stringContaining("cache clear") });
});
