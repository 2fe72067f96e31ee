import type { Expression, KernelFunction, Statement, Variable } from "./ir.ts";

/**
 * A function as text, for people and as the key of equal functions: variables are numbered in order of appearance,
 * so functions that differ only in their variables' identity read alike. `nameOf` names the functions it calls.
 */
export function formatFunction(
  f: KernelFunction,
  nameOf: (callee: KernelFunction) => string,
): string {
  const names = new Map<Variable, string>();
  const name = (v: Variable): string => {
    let known = names.get(v);
    if (known === undefined) {
      known = `v${names.size}`;
      names.set(v, known);
    }
    return known;
  };
  const typed = (v: Variable): string => `${name(v)}: ${typeName(v)}`;
  const lines: string[] = [`(${f.parameters.map(typed).join(", ")})`];
  const write = (statements: readonly Statement[], indent: string): void => {
    for (const s of statements) {
      switch (s.kind) {
        case "let":
          lines.push(`${indent}let ${typed(s.variable)} = ${formatExpression(s.value, name)}`);
          break;
        case "assign":
          lines.push(`${indent}${name(s.variable)} = ${formatExpression(s.value, name)}`);
          break;
        case "store":
          lines.push(
            `${indent}${s.dtype}[${formatExpression(s.pointer, name)} + ${s.offset}]${s.count === undefined ? "" : ` of ${s.count} lanes`} = ${formatExpression(s.value, name)}`,
          );
          break;
        case "prefetch":
          lines.push(`${indent}prefetch ${formatExpression(s.pointer, name)} + ${s.offset}`);
          break;
        case "loop": {
          const [from, to] = [formatExpression(s.from, name), formatExpression(s.to, name)];
          lines.push(`${indent}for ${name(s.variable)} from ${from} to ${to} by ${s.step}`);
          write(s.body, `${indent}  `);
          break;
        }
        case "parallel":
          lines.push(
            `${indent}parallel for ${name(s.variable)} from ${s.from} to ${s.to} by ${s.step}${s.anyThread ? "" : ", same shares each time"}`,
          );
          write(s.body, `${indent}  `);
          break;
        case "once":
          lines.push(`${indent}once`);
          write(s.body, `${indent}  `);
          break;
        case "barrier":
          lines.push(`${indent}barrier`);
          break;
        case "if":
          lines.push(`${indent}if ${formatExpression(s.condition, name)}`);
          write(s.body, `${indent}  `);
          break;
        case "call":
          lines.push(
            `${indent}${nameOf(s.callee)}(${s.inputs.map((e) => formatExpression(e, name)).join(", ")})`,
          );
          break;
      }
    }
  };
  write(f.body, "  ");
  return lines.join("\n");
}

function typeName({ scalar, lanes }: Expression): string {
  return lanes === 1 ? scalar : `${scalar}x${lanes}`;
}

function formatExpression(e: Expression, name: (v: Variable) => string): string {
  const show = (x: Expression): string => formatExpression(x, name);
  switch (e.kind) {
    case "constant":
      return `${Object.is(e.value, -0) ? "-0" : e.value}:${typeName(e)}`;
    case "variable":
      return name(e);
    case "unary":
      return `${e.op}(${show(e.x)})`;
    case "binary":
      return `${e.op}(${show(e.x)}, ${show(e.y)})`;
    case "multiplyAdd":
      return `multiplyAdd(${show(e.x)}, ${show(e.y)}, ${show(e.z)})`;
    case "select":
      return `select(${show(e.mask)}, ${show(e.x)}, ${show(e.y)})`;
    case "convert":
    case "bitcast":
      return `${e.kind}.${typeName(e)}(${show(e.x)})`;
    case "splat":
      return `splat${e.lanes}(${show(e.x)})`;
    case "extract":
      return `${show(e.x)}.${e.lane}`;
    case "laneIndices":
      return `lanes${e.lanes}`;
    case "thread":
      return "thread";
    case "assemble":
      return `[${e.items.map(show).join(", ")}]`;
    case "shuffle":
      return `shuffle(${show(e.x)}, ${show(e.y)}, ${e.order.join(" ")})`;
    case "load":
      return `${e.dtype}${e.lanes === 1 ? "" : `x${e.lanes}`}[${show(e.pointer)} + ${e.offset}]`;
  }
}

/** A function and all it calls as text, callees first. */
export function formatKernel(entry: KernelFunction): string {
  const names = new Map<string, string>();
  const texts: string[] = [];
  const visit = (f: KernelFunction): string => {
    const text = formatFunction(f, visit);
    let known = names.get(text);
    if (known === undefined) {
      known = `f${names.size}`;
      names.set(text, known);
      texts.push(`${known}${text}`);
    }
    return known;
  };
  visit(entry);
  return texts.join("\n");
}
