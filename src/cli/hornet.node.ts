import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { codeCache, libraryCache } from "../base/fileCache.node.ts";
import { sentenceOf, type Sentence } from "./errorText.ts";

const usage = `hornet cache list     the compiled programs of the engine "native", and Hornet's own code as Node
                      compiled it, each the longest unused first
hornet cache clear    removes them
hornet error 27 32    what an error of the package's short ones says
`;

/** Runs a command line. Returns the exit status. */
export function runCommand(
  args: readonly string[],
  write: (text: string) => void,
  writeError: (text: string) => void,
): number {
  // Its values may begin with a dash.
  if (args[0] === "error" && /^\d+$/.test(args[1] ?? "")) {
    write(`${sentenceOf(readSentences(), Number(args[1]), args.slice(2))}\n`);
    return 0;
  }
  let positionals: readonly string[];
  let help: boolean;
  try {
    const parsed = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { help: { type: "boolean", short: "h", default: false } },
    });
    ({ positionals } = parsed);
    ({ help } = parsed.values);
  } catch (error) {
    writeError(`hornet: ${error instanceof Error ? error.message : String(error)}\n${usage}`);
    return 2;
  }
  if (help) {
    write(usage);
    return 0;
  }
  const [command, action] = positionals;
  if (command !== "cache" || positionals.length !== 2) {
    writeError(usage);
    return 2;
  }
  if (action === "list") return list(write);
  if (action === "clear") return clear(write);
  writeError(`hornet cache: expected list or clear, received ${action}.\n`);
  return 2;
}

/** Of the package that this command belongs to. */
function readSentences(): readonly Sentence[] {
  const file = new URL("../../dist-short/sentences.json", import.meta.url);
  return JSON.parse(readFileSync(file, "utf8")) as readonly Sentence[];
}

const caches = [
  { make: libraryCache, holds: "programs" },
  { make: codeCache, holds: "files of code" },
];

function list(write: (text: string) => void): number {
  for (const { make, holds } of caches) {
    const cache = make().open();
    const files = cache.list();
    for (const { name, bytes, lastUsed } of files)
      write(`${lastUsed.toISOString()}  ${`${bytes}`.padStart(9)}  ${name}\n`);
    const total = files.reduce((sum, { bytes }) => sum + bytes, 0);
    write(`${files.length} ${holds}, ${total} bytes in ${cache.folder}\n`);
  }
  return 0;
}

function clear(write: (text: string) => void): number {
  for (const { make, holds } of caches) {
    const cache = make().open();
    write(`removed ${cache.clear()} ${holds} from ${cache.folder}\n`);
  }
  return 0;
}
