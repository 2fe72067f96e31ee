import { spawn } from "node:child_process";
import { chmodSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { noNativeEngine } from "./available.testing.ts";

let folder = "";

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "hornet-"));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Trains twice on "native", then prints the engines and the losses. */
const program = `
  import { sequential, setEngine, setRandomSeed, tensor } from "hornet";
  import { dense, input } from "hornet/layers";
  setEngine("native");
  setRandomSeed(1);
  const x = tensor(Float32Array.from({ length: 60 }, (_, i) => Math.sin(i)), { shape: [20, 3] });
  const y = tensor(Float32Array.from({ length: 20 }, (_, i) => Math.cos(i)), { shape: [20, 1] });
  const out = [];
  for (let i = 0; i < 2; i++) {
    const model = sequential([input([3]), dense(7, { activation: "tanh" }), dense(1)]);
    model.compile({ optimizer: "sgd", loss: "mse" });
    const { history, params } = await model.fit(x, y, { epochs: 2, batchSize: 5, verbose: 0 });
    out.push(params.engine, history.loss.every(Number.isFinite));
  }
  console.log(JSON.stringify(out));
`;

interface Ending {
  readonly out: string;
  readonly errors: string;
}

function run(environment: Readonly<Record<string, string>>): Promise<Ending> {
  const flags = [
    "--import",
    "tsx",
    "--conditions=source",
    "--input-type=module",
    "--eval",
    program,
  ];
  const child = spawn(process.execPath, flags, {
    cwd: fileURLToPath(new URL("../../..", import.meta.url)),
    env: { ...process.env, HORNET_CACHE: join(folder, "cache"), ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let [out, errors] = ["", ""];
  child.stdout.setEncoding("utf8").on("data", (text: string) => (out += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (errors += text));
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", () => resolve({ out: out.trim(), errors }));
  });
}

const lines = (errors: string): string[] =>
  errors.split("\n").filter((line) => line.startsWith("hornet:"));

test("without a compiler one line says so, and wasm goes on", async () => {
  const { out, errors } = await run({ HORNET_CC: "/no/such/compiler" });
  expect(out).toBe('["wasm",true,"wasm",true]');
  expect(lines(errors)).toEqual([
    'hornet: no native code, for the C compiler of HORNET_CC, "/no/such/compiler", does not run; the engine "wasm" goes on.',
  ]);
}, 60_000);

describe.skipIf(noNativeEngine !== undefined)("with a compiler", () => {
  test("that cannot compile, one line says why, and wasm goes on with the same weights", async () => {
    const broken = join(folder, "cc");
    // Tells its macros like a compiler, and refuses everything else.
    writeFileSync(
      broken,
      '#!/bin/sh\ncase "$*" in *-dM*) exec cc "$@";; esac\necho "program.c:1: error: no space left" >&2\nexit 1\n',
    );
    chmodSync(broken, 0o755);
    const { out, errors } = await run({ HORNET_CC: broken });
    expect(out).toBe('["wasm",true,"wasm",true]');
    expect(lines(errors)).toEqual([
      'hornet: no native code, for program.c:1: error: no space left; the engine "wasm" goes on.',
    ]);
    expect(readdirSync(join(folder, "cache"))).toEqual([]);
  }, 60_000);

  test("without a private folder, one line says why, and wasm goes on", async () => {
    writeFileSync(join(folder, "cache"), "a file in the folder's place");
    const { out, errors } = await run({});
    expect(out).toBe('["wasm",true,"wasm",true]');
    expect(lines(errors)).toHaveLength(1);
    expect(errors).toContain("there is no private folder for compiled code");
  }, 60_000);

  test("two processes that compile the same at once both succeed and leave one file each program", async () => {
    const both = await Promise.all([run({}), run({})]);
    expect(both.map(({ out }) => out)).toEqual(Array(2).fill('["native",true,"native",true]'));
    expect(both.flatMap(({ errors }) => lines(errors))).toEqual([]);
    const names = readdirSync(join(folder, "cache"));
    expect(names).toHaveLength(1);
    const third = await run({ HORNET_CC: "cc" });
    expect(third.out).toBe('["native",true,"native",true]');
    expect(readdirSync(join(folder, "cache"))).toEqual(names);
  }, 120_000);
});
