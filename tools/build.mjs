// Makes dist. For bundlers and browsers: one module per source file, by tsc, so that a page carries only what it uses.
// For Node, the same as one script (dist/node/core.cjs), because Node takes about a millisecond for every further file at
// start, and can keep what it compiled of a script (src/start); the doors take their names from it.
// And dist-short, what bundlers get that ask for short errors: the modules of dist with numbers instead of sentences.
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { build, transformSync } from "esbuild";
import { shortenErrors } from "./shortErrors.mjs";
import { withoutProperty } from "./withoutProperty.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
// A file deleted from src must not live on in the package.
for (const name of ["dist", "dist-short"])
  rmSync(`${root}${name}`, { recursive: true, force: true });
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

// Making an op or a layer's factory has no side effect, which bundlers believe where the call says so: a page carries those
// that it uses.
const made = readdirSync(`${root}dist/exports/ops`).map((name) => `ops/${name}`);
for (const name of [...made, "layers.js"].filter((file) => file.endsWith(".js"))) {
  const path = `${root}dist/exports/${name}`;
  const text = readFileSync(path, "utf8");
  writeFileSync(path, text.replaceAll(/ = (?=(?:op|named)\()/g, " = /* @__PURE__ */ "));
}

// Only tests read where a primitive can be tried.
for (const name of readdirSync(`${root}dist/ops/primitives`).filter((file) =>
  file.endsWith(".js"),
)) {
  const path = `${root}dist/ops/primitives/${name}`;
  writeFileSync(path, withoutProperty("samples", readFileSync(path, "utf8")));
}

const sentences = [];
for (const name of readdirSync(`${root}dist`, { recursive: true })) {
  if (!name.endsWith(".js") || /^(?:cli|start|node)[/\\]/.test(name)) continue;
  const short = shortenErrors(name, readFileSync(`${root}dist/${name}`, "utf8"), sentences);
  mkdirSync(dirname(`${root}dist-short/${name}`), { recursive: true });
  writeFileSync(`${root}dist-short/${name}`, transformSync(short).code);
}
writeFileSync(`${root}dist-short/sentences.json`, JSON.stringify(sentences));

const doors = readdirSync(`${root}src/exports`)
  .filter((name) => name.endsWith(".ts"))
  .map((name) => basename(name, ".ts"));
const shared = {
  absWorkingDir: root,
  bundle: true,
  platform: "node",
  conditions: ["source"],
  target: "node20",
  logLevel: "warning",
  minifySyntax: true,
  minifyWhitespace: true,
  // Node shows the line of an error that nobody caught.
  lineLimit: 120,
};

/** What each door exports. */
const { outputs } = (
  await build({
    ...shared,
    format: "esm",
    entryPoints: doors.map((door) => `src/exports/${door}.ts`),
    outdir: "out",
    metafile: true,
    write: false,
  })
).metafile;
const namesOf = (door) => outputs[`out/${door}.js`].exports;

// The script gives each door's names; plain objects, because Node takes long over thousands of getters.
const core = doors.map((door) => {
  const names = namesOf(door);
  const own = (name) => `${door}$${name}`;
  return `import { ${names.map((name) => `${name} as ${own(name)}`).join(", ")} } from "./src/exports/${door}.ts";
doors.${door} = { ${names.map((name) => `${name}: ${own(name)}`).join(", ")} };`;
});
core.push('import { compiledPrograms } from "./src/eager/session.ts";');
core.push('import { keepModulesIn } from "./src/engines/wasm/keptModules.ts";');
core.push("doors.start = { compiledPrograms, keepModulesIn };");
await build({
  ...shared,
  format: "iife",
  stdin: { contents: core.join("\n"), resolveDir: root },
  // As src/start/keptScript.node.ts calls it.
  banner: { js: "(function(doors,require,url){" },
  footer: { js: "})" },
  define: { "import.meta.url": "url" },
  outfile: "dist/node/core.cjs",
  sourcemap: true,
  sourcesContent: false,
});
// Node's own modules are required there: to import one, Node loads all that it can give.
await build({
  ...shared,
  format: "iife",
  globalName: "start",
  entryPoints: ["src/start/core.node.ts"],
  banner: {
    js: `const { url } = import.meta;
const require = process.getBuiltinModule("node:module").createRequire(url);`,
  },
  footer: { js: "export const { core } = start;" },
  define: { "import.meta.url": "url" },
  outfile: "dist/node/core.js",
});
for (const door of doors) {
  // Some are words of the language, such as `switch`, which a constant cannot be called.
  const list = (write) => namesOf(door).map(write).join(", ");
  const text = `import { core } from "./core.js";
const { ${list((name) => `${name}: $${name}`)} } = core.${door};
export { ${list((name) => `$${name} as ${name}`)} };
`;
  writeFileSync(`${root}dist/node/${door}.js`, text);
}
