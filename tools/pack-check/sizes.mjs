// What pages weigh that bundlers for browsers make of the installed package: not a warning, no more bytes than the
// page's limit, and no layers but its own (the door also has what all layers share).
import { readFileSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { gzipSync } from "node:zlib";

const [project] = process.argv.slice(2);
const tools = createRequire(`${project}/package.json`);
const { build } = tools("esbuild");
const vite = await import(tools.resolve("vite"));

/**
 * Kilobytes, minified and gzipped, that a page may have, with long errors and with short ones, as esbuild makes it; its
 * layers, by their files.
 */
const pages = {
  ops: { long: 67, short: 65, uses: [] },
  layer: { long: 76, short: 74, uses: ["dense"] },
  classifier: { long: 90, short: 86, uses: ["dense", "inputLayer"] },
  names: { long: 129, short: 123, uses: ["dense", "inputLayer"] },
  convolution: {
    long: 117,
    short: 112,
    uses: ["conv", "dense", "dropout", "flatten", "inputLayer", "pooling"],
  },
};

const door = readFileSync("node_modules/hornet/dist/exports/lean/layers.js", "utf8");
const layers = new Set(
  [...door.matchAll(/"\.\.\/\.\.\/layers\/(\w+)\.js"/g)].map(([, file]) => file),
);
for (const file of ["layer", "registry", "symbolic"]) layers.delete(file);

const gzipped = (contents) => gzipSync(contents, { level: 9 }).length;

/** What Vite makes of a page by its defaults; beside it lies what threads start with. */
async function byVite(file, conditions) {
  const { output } = await vite.build({
    configFile: false,
    logLevel: "error",
    resolve: { conditions: [...conditions, ...vite.defaultClientConditions] },
    build: {
      write: false,
      rollupOptions: { input: `pages/${file}`, preserveEntrySignatures: "strict" },
    },
  });
  const chunks = output.filter(({ type }) => type === "chunk");
  return chunks.reduce((total, { code }) => total + gzipped(code), 0);
}

const rows = [];
for (const file of readdirSync("pages")) {
  const page = file.replace(".mjs", "");
  const { uses, ...limits } = pages[page];
  for (const [errors, kilobytes] of Object.entries(limits)) {
    const conditions = errors === "short" ? ["short-errors"] : [];
    const { metafile, outputFiles, warnings } = await build({
      entryPoints: [`pages/${file}`],
      bundle: true,
      minify: true,
      format: "esm",
      platform: "browser",
      conditions,
      logLevel: "warning",
      metafile: true,
      write: false,
    });
    const [{ contents }] = outputFiles;
    const esbuild = gzipped(contents);
    const others = Object.entries(Object.values(metafile.outputs)[0].inputs).flatMap(
      ([path, { bytesInOutput }]) => {
        const layer = /\/dist(?:-short)?\/layers\/(\w+)\.js$/.exec(path)?.[1];
        return bytesInOutput > 0 && layers.has(layer) && !uses.includes(layer) ? [layer] : [];
      },
    );
    const limit = 1000 * kilobytes;
    const bytes = contents.length;
    const unused = others.join(" ");
    rows.push({
      page,
      errors,
      bytes,
      esbuild,
      limit,
      vite: await byVite(file, conditions),
      "unused layers": unused,
    });
    if (warnings.length > 0 || others.length > 0 || esbuild > limit) process.exitCode = 1;
  }
}
console.table(rows);
if (process.exitCode === 1)
  console.log(
    "a bundler warns, a page is larger than its limit, or carries layers that it does not use",
  );
