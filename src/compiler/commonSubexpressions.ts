import { attributesKey } from "../graph/attributesKey.ts";
import type { Value } from "../graph/value.ts";
import { rewrite, type Pass } from "./rewrite.ts";

/** Computes once what is written twice. Parameters stay apart. */
export const commonSubexpressions: Pass = {
  name: "cse",
  run: (outputs) => {
    const known = new Map<string, Value>();
    return rewrite(outputs, (value) => {
      if (value.is("parameter")) return undefined;
      const inputs = value.inputs.map((input) => input.id).join(",");
      const key = `${value.op}(${inputs})${attributesKey(value)}`;
      const first = known.get(key);
      if (first === undefined) known.set(key, value);
      return first;
    });
  },
};
