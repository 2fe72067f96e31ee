// What pages weigh that a bundler for browsers makes of the installed package: not a warning, no more bytes than the
// page's limit, and no layers but its own (the door also has what all layers share).
import { readFileSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { gzipSync } from "node:zlib";

const [project] = process.argv.slice(2);
const { build } = createRequire(`${project}/package.json`)("esbuild");

/** Kilobytes, minified and gzipped, that a page may have, with long errors and with short ones; its layers, by their files. */
const pages = {
  ops: { long: 70, short: 68, uses: [] },
  layer: { long: 78, short: 75, uses: ["dense"] },
  classifier: { long: 94, short: 90, uses: ["dense", "inputLayer"] },
  names: { long: 129, short: 123, uses: ["dense", "inputLayer"] },
  convolution: {
    long: 121,
    short: 116,
    uses: ["conv", "dense", "dropout", "flatten", "inputLayer", "pooling"],
  },
};

const door = readFileSync("node_modules/hornet/dist/exports/lean/layers.js", "utf8");
const layers = new Set(
  [...door.matchAll(/"\.\.\/\.\.\/layers\/(\w+)\.js"/g)].map(([, file]) => file),
);
for (const file of ["layer", "registry", "symbolic"]) layers.delete(file);

const rows = [];
for (const file of readdirSync("pages")) {
  const page = file.replace(".mjs", "");
  const { uses, ...limits } = pages[page];
  for (const [errors, kilobytes] of Object.entries(limits)) {
    const { metafile, outputFiles, warnings } = await build({
      entryPoints: [`pages/${file}`],
      bundle: true,
      minify: true,
      format: "esm",
      platform: "browser",
      conditions: errors === "short" ? ["short-errors"] : [],
      logLevel: "warning",
      metafile: true,
      write: false,
    });
    const [{ contents }] = outputFiles;
    const gzipped = gzipSync(contents, { level: 9 }).length;
    const others = Object.entries(Object.values(metafile.outputs)[0].inputs).flatMap(
      ([path, { bytesInOutput }]) => {
        const layer = /\/dist(?:-short)?\/layers\/(\w+)\.js$/.exec(path)?.[1];
        return bytesInOutput > 0 && layers.has(layer) && !uses.includes(layer) ? [layer] : [];
      },
    );
    const limit = 1000 * kilobytes;
    const bytes = contents.length;
    rows.push({ page, errors, bytes, gzipped, limit, "unused layers": others.join(" ") });
    if (warnings.length > 0 || others.length > 0 || gzipped > limit) process.exitCode = 1;
  }
}
console.table(rows);
if (process.exitCode === 1)
  console.log(
    "a bundler warns, a page is larger than its limit, or carries layers that it does not use",
  );
