import { fileURLToPath } from "node:url";
import { codeCache } from "../base/fileCache.node.ts";
import { switchRelaxedSimd } from "../base/relaxedSimd.ts";
import { KeptModules } from "./keptModules.node.ts";
import { runKept, type Exports } from "./keptScript.node.ts";

/** What the script gives to this file alone. */
interface Start {
  readonly compiledPrograms: () => number;
  readonly keepModulesIn: (store: KeptModules) => void;
}

/*
 * What the package's doors in Node take their names from: all of Hornet as one script, core.cjs beside this file, which
 * tools/build.mjs makes. Node's own switch against caches of compiled code holds here too; and whoever measures which
 * lines ran must see them all compiled.
 */
function load(): Exports {
  const { NODE_DISABLE_COMPILE_CACHE, NODE_V8_COVERAGE } = process.env;
  const cache = NODE_DISABLE_COMPILE_CACHE || NODE_V8_COVERAGE ? undefined : codeCache();
  const path = fileURLToPath(new URL("./core.cjs", import.meta.url));
  const script = runKept(path, cache);
  const { exports } = script;
  if (cache === undefined) return exports;
  const { compiledPrograms, keepModulesIn } = exports["start"] as Start;
  keepModulesIn(new KeptModules(cache, script.key));
  if (!script.wasKept) {
    process.once("exit", () => {
      // A process that did little has little to keep.
      if (compiledPrograms() === 0) return;
      switchRelaxedSimd(false);
      script.keep();
    });
  }
  return exports;
}

export const core: Exports = load();
