// What Node compiled of the package and the WebAssembly of its program are kept by the first process that trains, and taken
// by the second; no other writes.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const folder = join(mkdtempSync(join(tmpdir(), "hornet-")), "cache");
const run = (args, more = {}) =>
  execFileSync(process.execPath, args, { env: { ...process.env, HORNET_CACHE: folder, ...more } });
/** The files and when each was made; a file that is only read changes its time of use alone. */
const state = () =>
  readdirSync(folder).map((name) => `${name} ${statSync(join(folder, name)).ino}`);
const isThere = () => readdirSync(join(folder, "..")).length > 0;

run(["--input-type=module", "--eval", 'import "hornet";']);
run(["program.mjs"], { NODE_DISABLE_COMPILE_CACHE: "1" });
if (isThere()) throw new Error("a process that may or need not keep code has written some");
run(["program.mjs"]);
const first = state();
const used = () => readdirSync(folder).map((name) => statSync(join(folder, name)).mtimeMs);
if (first.length !== 2 || !first.every((name) => name.includes(".code ")))
  throw new Error(`kept: ${first.join(", ")}; expected the package's code and the program's`);
const before = used();
run(["program.mjs"]);
if (state().join() !== first.join()) throw new Error("the second process compiled again");
if (!used().every((time, i) => time > before[i]))
  throw new Error("the second process did not take what the first had kept");
console.log("installed package: what Node compiled is kept for the next process");
