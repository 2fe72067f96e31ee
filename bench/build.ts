import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const project = fileURLToPath(new URL("..", import.meta.url));

/** Modification time of the newest source file, in milliseconds. */
function newestSource(): number {
  const files = readdirSync(join(project, "src"), { recursive: true, withFileTypes: true }).filter(
    (entry) =>
      entry.isFile() && entry.name.endsWith(".ts") && !/[.](test|testing)[.]/.test(entry.name),
  );
  return Math.max(...files.map((entry) => statSync(join(entry.parentPath, entry.name)).mtimeMs));
}

/** Builds the package if it is missing or older than the sources: an old build would be measured for the new one. */
export function buildPackage(): void {
  const entry = join(project, "dist/exports/index.js");
  if (existsSync(entry) && statSync(entry).mtimeMs >= newestSource()) return;
  console.log("Building the package: npm run build");
  const { status } = spawnSync("npm", ["run", "--silent", "build"], {
    cwd: project,
    stdio: "inherit",
  });
  if (status !== 0) throw new Error("npm run build failed: there is nothing to measure");
}
