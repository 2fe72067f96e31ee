// Makes dist. For bundlers and browsers: one module per source file, by tsc, so that a page carries only what it uses.
// For Node, the same in few files (dist/node), because Node takes about a millisecond for every further file at start:
// one file with what every program needs, and what its doors alone need beside it.
import { execFileSync } from "node:child_process";
import { cpSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = fileURLToPath(new URL("..", import.meta.url));
// A file deleted from src must not live on in the package.
rmSync(`${root}dist`, { recursive: true, force: true });
execFileSync(
  process.execPath,
  [`${root}node_modules/typescript/bin/tsc`, "-p", `${root}tsconfig.build.json`],
  { stdio: "inherit" },
);
// What threads start with is JavaScript already; each looks for it beside itself.
const isWorker = (name) => name.startsWith("worker.");
for (const name of readdirSync(`${root}src/engines/wasm`).filter(isWorker)) {
  cpSync(`${root}src/engines/wasm/${name}`, `${root}dist/engines/wasm/${name}`);
  cpSync(`${root}src/engines/wasm/${name}`, `${root}dist/node/${name}`);
}

// Making an op has no side effect, which bundlers believe where the call says so: a page carries the ops it uses.
for (const name of readdirSync(`${root}dist/exports/ops`).filter((file) => file.endsWith(".js"))) {
  const path = `${root}dist/exports/ops/${name}`;
  const text = readFileSync(path, "utf8");
  writeFileSync(path, text.replaceAll(/ = (?=(?:op|named)\()/g, " = /* @__PURE__ */ "));
}

/** Doors whose own rooms are large and seldom needed: each has its own file. */
const apart = ["datasets", "plot"];
const doors = readdirSync(`${root}src/exports`)
  .filter((name) => name.endsWith(".ts"))
  .map((name) => basename(name, ".ts"));
const together = doors.filter((door) => !apart.includes(door));
const shared = {
  absWorkingDir: root,
  bundle: true,
  format: "esm",
  platform: "node",
  conditions: ["source"],
  target: "node20",
  logLevel: "warning",
};

/** What each door exports. */
const { outputs } = (
  await build({
    ...shared,
    entryPoints: together.map((door) => `src/exports/${door}.ts`),
    outdir: "out",
    metafile: true,
    write: false,
  })
).metafile;

// core.js exports all of their names, with the door before it; the doors give them back their own.
const core = [];
const gates = [];
for (const door of together) {
  const names = outputs[`out/${door}.js`].exports;
  const list = (write) => names.map(write).join(", ");
  core.push(
    `export { ${list((name) => `${name} as ${door}$${name}`)} } from "./src/exports/${door}.ts";`,
  );
  gates.push([door, `export { ${list((name) => `${door}$${name} as ${name}`)} } from "core";`]);
}
const virtual = new Map([["core", core.join("\n")], ...gates]);
await build({
  ...shared,
  entryPoints: [
    ...virtual.keys(),
    ...apart.map((door) => ({ in: `src/exports/${door}.ts`, out: door })),
  ],
  outdir: "dist/node",
  chunkNames: "shared-[hash]",
  splitting: true,
  minifySyntax: true,
  minifyWhitespace: true,
  // Node shows the line of an error that nobody caught.
  lineLimit: 120,
  sourcemap: true,
  sourcesContent: false,
  plugins: [
    {
      name: "doors",
      setup: (plugin) => {
        const names = [...virtual.keys()].map((name) => name.replaceAll("$", "\\$"));
        plugin.onResolve({ filter: new RegExp(`^(${names.join("|")})$`) }, ({ path }) => ({
          path,
          namespace: "doors",
        }));
        plugin.onLoad({ filter: /.*/, namespace: "doors" }, ({ path }) => ({
          contents: virtual.get(path),
          resolveDir: root,
        }));
      },
    },
  ],
});
