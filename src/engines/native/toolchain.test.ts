import { afterEach, expect, test, vi } from "vitest";
import { findToolchain, targetOf } from "./toolchain.node.ts";

afterEach(() => vi.unstubAllEnvs());

const target = (...names: string[]): ReturnType<typeof targetOf> =>
  targetOf(new Map(names.map((name) => [name, name === "__VERSION__" ? '"12.2.0"' : "1"])));

test("lanes and registers are the target's, never more", () => {
  expect(target("__AVX512F__", "__AVX2__", "__FMA__")).toMatchObject({ lanes: 16, registers: 32 });
  expect(target("__AVX2__", "__FMA__")).toMatchObject({ lanes: 8, registers: 16 });
  expect(target("__SSE2__")).toMatchObject({ lanes: 4, registers: 16, fusedMultiplyAdd: false });
  expect(target("__aarch64__")).toMatchObject({ lanes: 4, registers: 32, fusedMultiplyAdd: true });
  expect(target("__VERSION__").compiler).toBe("gcc 12.2.0");
});

test("a compiler that does not run is named", () => {
  vi.stubEnv("HORNET_CC", "/no/such/compiler -m64");
  expect(findToolchain()).toBe(
    'the C compiler of HORNET_CC, "/no/such/compiler -m64", does not run',
  );
});

test("without any compiler on the PATH, that is the reason", () => {
  vi.stubEnv("HORNET_CC", "");
  vi.stubEnv("PATH", "/no/such/folder");
  expect(findToolchain()).toBe("no C compiler (cc, gcc, clang) is on the PATH");
});
