import { operandsOf } from "./builder.ts";
import type { Expression, KernelFunction, Statement, Variable } from "./ir.ts";

/**
 * For tests: the variables that a function, or one that it calls, reads where they are not known: before their
 * definition, or outside of its block. C compilers say so; WebAssembly would compute with what is left there.
 */
export function unknownVariables(kernel: KernelFunction): Variable[] {
  const found: Variable[] = [];
  const done = new Set<KernelFunction>();
  const enter = (f: KernelFunction): void => {
    if (done.has(f)) return;
    done.add(f);
    walk(f.body, new Set(f.parameters));
  };
  const walk = (body: readonly Statement[], outer: ReadonlySet<Variable>): void => {
    const known = new Set(outer);
    const read = (e: Expression): void => {
      if (e.kind === "variable" && !known.has(e)) found.push(e);
      operandsOf(e).forEach(read);
    };
    for (const statement of body) {
      switch (statement.kind) {
        case "let":
          read(statement.value);
          known.add(statement.variable);
          break;
        case "assign":
          read(statement.value);
          read(statement.variable);
          break;
        case "store":
          read(statement.pointer);
          read(statement.value);
          break;
        case "prefetch":
          read(statement.pointer);
          break;
        case "loop":
          read(statement.from);
          read(statement.to);
          walk(statement.body, new Set([...known, statement.variable]));
          break;
        case "parallel":
          walk(statement.body, new Set([...known, statement.variable]));
          break;
        case "once":
          walk(statement.body, known);
          break;
        case "if":
          read(statement.condition);
          walk(statement.body, known);
          break;
        case "call":
          statement.inputs.forEach(read);
          enter(statement.callee);
          break;
        case "barrier":
          break;
      }
    }
  };
  enter(kernel);
  return found;
}
