import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { LibraryCache } from "../engines/native/cache.node.ts";
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

test("cache list names the programs, cache clear removes them", () => {
  new LibraryCache(join(folder, "cache")).store("abc", new Uint8Array(100));
  const listed = run("cache", "list");
  expect(listed.status).toBe(0);
  expect(listed.out).toMatch(/^\d{4}-.* 140 {2}abc[.]so\n1 programs, 140 bytes in .*cache\n$/);
  expect(run("cache", "clear").out).toMatch(/^removed 1 programs/);
  expect(run("cache", "list").out).toMatch(/^0 programs, 0 bytes/);
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
