import { afterEach, expect, test, vi } from "vitest";
import * as files from "./files.browser.ts";

afterEach(() => void vi.unstubAllGlobals());

test("a page cannot write files, and says what to do instead", async () => {
  await expect(files.writeFileAtomically("a.svg", "<svg/>")).rejects.toMatchObject({
    code: "file",
    message: expect.stringMatching(
      /^a\.svg: expected a program that may write files, received 6 characters in a page\. .*createObjectURL/,
    ),
  });
});

test("a missing file, or a page in its place, is no file", async () => {
  const answers = [
    new Response("x"),
    new Response("", { status: 404 }),
    new Response("<p>", { headers: { "content-type": "text/html" } }),
  ];
  vi.stubGlobal("fetch", async () => answers.shift());
  expect(await files.readIfThere("a")).toEqual(Uint8Array.of(120));
  expect(await files.readIfThere("a")).toBeUndefined();
  expect(await files.readIfThere("a")).toBeUndefined();
  vi.stubGlobal("fetch", async () => Promise.reject(new TypeError("Failed to fetch")));
  await expect(files.readIfThere("a")).rejects.toThrow(
    "a: expected an answer, received Failed to fetch.",
  );
});

test("downloads are kept in the Cache API where there is one", async () => {
  expect(await files.readCache("set/a")).toBeUndefined();
  await files.writeCache("set/a", Uint8Array.of(1));
  const kept = new Map<string, Response>();
  const put = async (key: string, value: Response): Promise<void> => void kept.set(key, value);
  vi.stubGlobal("location", { origin: "https://example.org" });
  vi.stubGlobal("caches", {
    open: async () => ({ put, match: async (key: string) => kept.get(key)?.clone() }),
  });
  await files.writeCache("set/a", Uint8Array.of(1, 2));
  expect([...kept.keys()]).toEqual(["https://example.org/.hornet/set/a"]);
  expect(await files.readCache("set/a")).toEqual(Uint8Array.of(1, 2));
  expect(await files.readCache("set/b")).toBeUndefined();
  vi.stubGlobal("caches", {
    open: async () => ({ put: async () => Promise.reject(new Error("QuotaExceededError")) }),
  });
  await expect(files.writeCache("set/a", Uint8Array.of(1))).rejects.toMatchObject({ code: "file" });
});

test("names lie inside of folders", () => {
  expect(files.inside("/data", "set/a")).toBe("/data/set/a");
  expect(files.inside(new URL("https://example.org/data/"), "a")).toBe(
    "https://example.org/data/a",
  );
});
