// Makes dist: declarations by tsc, JavaScript by esbuild. One file per door of the package and a few that doors share,
// because Node takes about a millisecond for every further file at start. Tree-shakable, with source maps.
import { execFileSync } from "node:child_process";
import { readdirSync, rmSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = fileURLToPath(new URL("..", import.meta.url));
// A file deleted from src must not live on in the package.
rmSync(`${root}dist`, { recursive: true, force: true });
execFileSync(
  process.execPath,
  [`${root}node_modules/typescript/bin/tsc`, "-p", `${root}tsconfig.build.json`],
  {
    stdio: "inherit",
  },
);

const doors = readdirSync(`${root}src/exports`).filter((name) => name.endsWith(".ts"));
const twins = [
  "base/files.node.ts",
  "base/files.browser.ts",
  "engines/native/host.node.ts",
  "engines/native/host.browser.ts",
  "cli/main.node.ts",
  "engines/wasm/threads.node.ts",
  "engines/wasm/threads.browser.ts",
  "engines/wasm/worker.node.js",
  "engines/wasm/worker.browser.js",
];
await build({
  absWorkingDir: root,
  entryPoints: [
    ...doors.map((name) => `src/exports/${name}`),
    ...twins.map((name) => `src/${name}`),
  ],
  outbase: "src",
  outdir: "dist",
  // Beside the doors: what looks for the package's data counts folders from here.
  chunkNames: "exports/shared-[hash]",
  bundle: true,
  splitting: true,
  format: "esm",
  platform: "neutral",
  target: "es2023",
  minifySyntax: true,
  minifyWhitespace: true,
  sourcemap: true,
  sourcesContent: false,
  external: ["#files", "#native", "#threads", "node:*"],
  logLevel: "warning",
});
