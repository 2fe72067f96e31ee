// `npm run check:imports`: runs the import rules of .dependency-cruiser.mjs over src, then plants one violation of
// each in a throw-away folder and demands that every one is found. A checker that reads nothing is green for ever.

import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, posix, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { parseFileSync } from "@swc/core";

interface Rules {
  rooms: Record<string, readonly string[]>;
  typesOnly: readonly { from: string; to: string }[];
  unitTest: string;
}

interface Violation {
  rule: string;
  from: string;
  to: string;
}

interface CruiseResult {
  modules: { source: string; dependencies: unknown[] }[];
  summary: { violations: { rule: { name: string }; from: string; to: string }[] };
}

const project = fileURLToPath(new URL("..", import.meta.url));
const configFile = join(project, ".dependency-cruiser.mjs");
const rules: Rules = await import(configFile);
const isUnitTest = new RegExp(rules.unitTest);

/** The TypeScript files below `root`/src, as "src/room/file.ts". */
function sources(root: string): string[] {
  return readdirSync(join(root, "src"), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".ts"))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).replaceAll(sep, "/"))
    .sort();
}

/** Runs dependency-cruiser in `root`; throws unless it read every file of src. */
function cruise(root: string): Violation[] {
  const bin = join(project, "node_modules/dependency-cruiser/bin/dependency-cruise.mjs");
  const args = [bin, "--config", configFile, "--output-type", "json", "src"];
  const json = execFileSync(process.execPath, args, {
    cwd: root,
    encoding: "utf8",
    maxBuffer: 2 ** 28,
  });
  const result = JSON.parse(json) as CruiseResult;
  const read = new Set(result.modules.map((module) => module.source));
  const unread = sources(root).filter((file) => !read.has(file));
  if (unread.length > 0) {
    throw new Error(`dependency-cruiser did not read ${unread.length} files: ${unread.join(", ")}`);
  }
  if (result.modules.every((module) => module.dependencies.length === 0)) {
    throw new Error("dependency-cruiser found no import at all");
  }
  return result.summary.violations.map(({ rule, from, to }) => ({ rule: rule.name, from, to }));
}

/** What swc's view inside dependency-cruiser cannot tell: types from values, and who re-exports. */
function readStatements(root: string): Violation[] {
  const found: Violation[] = [];
  for (const file of sources(root)) {
    const room = file.split("/")[1]!;
    if (isUnitTest.test(file) || room === "exports") continue;
    if (!Object.hasOwn(rules.rooms, room)) {
      found.push({ rule: "unknown-room", from: file, to: `src/${room}` });
    }
    const tree = parseFileSync(join(root, file), { syntax: "typescript", target: "es2022" });
    for (const statement of tree.body) {
      if (
        statement.type === "ExportAllDeclaration" ||
        statement.type === "ExportNamedDeclaration"
      ) {
        const to = statement.source?.value;
        if (to !== undefined) found.push({ rule: "only-barrels-re-export", from: file, to });
      } else if (statement.type === "ImportDeclaration" && !statement.typeOnly) {
        if (!statement.source.value.startsWith(".")) continue;
        const to = posix.join(posix.dirname(file), statement.source.value);
        const closed = rules.typesOnly.some(
          (rule) => new RegExp(rule.from).test(file) && new RegExp(rule.to).test(to),
        );
        const named = statement.specifiers;
        const types =
          named.length > 0 && named.every((s) => s.type === "ImportSpecifier" && s.isTypeOnly);
        if (closed && !types) found.push({ rule: "types-only", from: file, to });
      }
    }
  }
  return found;
}

const check = (root: string): Violation[] => [...cruise(root), ...readStatements(root)];

/** Files that keep every rule, and the violations to find: file -> its text, and what must be reported for it. */
function plant(): { files: Record<string, string>; expected: Violation[] } {
  const files: Record<string, string> = {
    "package.json": `{ "type": "module", "imports": { "#files": { "source": "./src/base/files.node.ts" } } }`,
    "test/help.ts": "export const help: number = 1;",
    "src/exports/index.ts": `export { ground } from "../base/ground.ts";`,
    "src/base/ground.ts": "export const ground: number = 1;",
    "src/base/files.node.ts": `import { join } from "node:path";\nexport const file: string = join("a", "b");`,
    "src/data/good.ts": `import { file } from "#files";\nimport { ground } from "../base/ground.ts";\nexport const good: string = file + ground;`,
    "src/engines/good.ts": `import type { ground } from "../graph/room.ts";\nimport { type other } from "../graph/room.ts";`,
    "src/base/good.test.ts": `import { ground } from "../exports/index.ts";\nimport { room } from "../train/room.ts";`,
  };
  const expected: Violation[] = [];
  const add = (
    rule: string,
    from: string,
    specifier: string,
    to: string,
    statement = "import",
  ): void => {
    const body = statement === "export" ? "*" : `${statement === "type" ? "type " : ""}{ it }`;
    const keyword = statement === "export" ? "export" : "import";
    files[from] = `${keyword} ${body} from "${specifier}";\nexport const mine: number = 1;\n`;
    expected.push({ rule, from, to });
  };
  const every = Object.keys(rules.rooms);
  for (const room of every) files[`src/${room}/room.ts`] = `export const room: string = "${room}";`;
  for (const room of every) {
    for (const closed of every.filter(
      (other) => other !== room && !rules.rooms[room]!.includes(other),
    )) {
      const to = `src/${closed}/room.ts`;
      add(`room-${room}`, `src/${room}/opens-${closed}.ts`, `../${closed}/room.ts`, to, "type");
    }
  }
  add("room-base", "src/base/loose.ts", "../loose.ts", "src/loose.ts");
  files["src/loose.ts"] = "export const it: number = 1;";
  expected.push({ rule: "unknown-room", from: "src/loose.ts", to: "src/loose.ts" });
  add(
    "no-barrel-inside",
    "src/ops/barrel.ts",
    "../exports/index.ts",
    "src/exports/index.ts",
    "type",
  );
  add("no-engine-to-engine", "src/engines/a/a.ts", "../b/b.ts", "src/engines/b/b.ts", "type");
  files["src/engines/b/b.ts"] = "export const it: number = 1;";
  add("no-ring", "src/tensor/ring-a.ts", "./ring-b.ts", "src/tensor/ring-b.ts", "type");
  // A ring is reported once, at its first file.
  files["src/tensor/ring-b.ts"] = `import { mine } from "./ring-a.ts";\nexport const it = mine;`;
  add("no-missing-file", "src/ops/missing.ts", "./nowhere.ts", "./nowhere.ts", "type");
  add("no-missing-file", "src/ops/missing.test.ts", "./nowhere.ts", "./nowhere.ts");
  add("node-stays-in-node-files", "src/base/node.ts", "node:fs", "fs");
  add("no-src-to-outside", "src/base/outside.ts", "../../test/help.ts", "test/help.ts");
  add("only-barrels-re-export", "src/base/again.ts", "./ground.ts", "./ground.ts", "export");
  add("types-only", "src/engines/value.ts", "../graph/room.ts", "src/graph/room.ts");
  add("types-only", "src/compiler/value.ts", "../ops/room.ts", "src/ops/room.ts");
  add("types-only", "src/callbacks/value.ts", "../train/room.ts", "src/train/room.ts");
  add("no-dependency-in-core", "src/base/package.ts", "bought", "node_modules/bought/index.js");
  files["node_modules/bought/index.js"] = "export const it = 1;";
  files["node_modules/bought/package.json"] = `{ "name": "bought", "main": "index.js" }`;
  return { files, expected };
}

const text = ({ rule, from, to }: Violation): string => `${rule}: ${from} -> ${to}`;

/** The planted violations that were missed, and the findings that were not planted. */
function selfTest(): string[] {
  const root = mkdtempSync(join(tmpdir(), "hornet-imports-"));
  try {
    const { files, expected } = plant();
    for (const [name, content] of Object.entries(files)) {
      mkdirSync(dirname(join(root, name)), { recursive: true });
      writeFileSync(join(root, name), content);
    }
    const found = new Set(check(root).map(text));
    const wanted = new Set(expected.map(text));
    const missed = [...wanted].filter((line) => !found.has(line)).map((line) => `missed ${line}`);
    const extra = [...found]
      .filter((line) => !wanted.has(line))
      .map((line) => `not planted ${line}`);
    if (missed.length + extra.length === 0) {
      console.log(`import rules: all ${wanted.size} planted violations found`);
    }
    return [...missed, ...extra];
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

const violations = check(project).map(text);
for (const line of violations) console.error(line);
console.log(
  `import rules: ${sources(project).length} files of src, ${violations.length} violations`,
);

const blind = selfTest();
for (const line of blind) console.error(`self-test: ${line}`);

if (violations.length > 0 || blind.length > 0) process.exitCode = 1;
