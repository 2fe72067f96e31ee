import { fail } from "../base/errors.ts";
import { formatShape } from "../base/shape.ts";
import type { Operand } from "../graph/value.ts";
import { multiply } from "./add.ts";
import { broadcastWith, builderFor, castWith, unify, type OperandLike } from "./convert.ts";
import { diagonal } from "./diagonal.ts";
import { numeric, productDType } from "./matmul.ts";
import { reshape } from "./reshape.ts";
import { sum } from "./sum.ts";
import { transpose } from "./transpose.ts";

/** An operand with a letter per axis. */
interface Labelled {
  readonly x: Operand;
  readonly labels: readonly string[];
}

/** Letters per axis of the inputs and of the result; axes under an ellipsis get "0", "1", .. counted from the right. */
interface Equation {
  readonly inputs: readonly (readonly string[])[];
  readonly output: readonly string[];
}

function complain(subscripts: string, expected: string, received: string): never {
  return fail("value", { where: `einsum "${subscripts}"`, expected, received });
}

/** The letters of one term, its ellipsis written out for an operand of that rank. */
function labelsOf(subscripts: string, term: string, hidden: number): string[] {
  const [head = "", tail, ...more] = term.split("...");
  const letters = [...head, ...(tail ?? "")];
  if (more.length > 0 || letters.some((letter) => !/[a-zA-Z]/u.test(letter)))
    complain(subscripts, "letters, and one ellipsis at most, in each term", `"${term}"`);
  if (tail === undefined) return letters;
  const open = Array.from({ length: hidden }, (_, i) => `${hidden - 1 - i}`);
  return [...head, ...open, ...tail];
}

function readEquation(subscripts: string, ranks: readonly number[]): Equation {
  const [left = "", right, ...more] = subscripts.replaceAll(/\s/gu, "").split("->");
  const terms = left.split(",");
  if (more.length > 0 || terms.length !== ranks.length)
    complain(subscripts, `${terms.length} operands`, `${ranks.length}`);
  const hiddenOf = (term: string, rank: number): number =>
    term.includes("...") ? Math.max(0, rank - (term.length - 3)) : 0;
  const inputs = terms.map((term, i) => labelsOf(subscripts, term, hiddenOf(term, ranks[i]!)));
  const hidden = Math.max(0, ...terms.map((term, i) => hiddenOf(term, ranks[i]!)));
  const all = inputs.flat();
  if (right !== undefined) {
    const output = labelsOf(subscripts, right, hidden);
    const odd = output.find((label, i) => !all.includes(label) || output.indexOf(label) !== i);
    if (odd !== undefined)
      complain(subscripts, "each letter of the result once, and in an operand", `"${odd}"`);
    return { inputs, output };
  }
  // Without "->": the ellipsis, then every letter that stands once, in alphabetical order.
  const open = Array.from({ length: hidden }, (_, i) => `${hidden - 1 - i}`);
  const single = [...new Set(all)].filter(
    (label) => !open.includes(label) && all.indexOf(label) === all.lastIndexOf(label),
  );
  return { inputs, output: [...open, ...single.toSorted()] };
}

/** The operand with each letter once: of a letter that stands twice the diagonal is taken. */
function withoutRepeats({ x, labels }: Labelled): Labelled {
  const twice = labels.find((label, i) => labels.indexOf(label) !== i);
  if (twice === undefined) return { x, labels };
  const [axis1, axis2] = [labels.indexOf(twice), labels.lastIndexOf(twice)];
  const others = labels.filter((_, i) => i !== axis1 && i !== axis2);
  return withoutRepeats({ x: diagonal(x, { axis1, axis2 }), labels: [...others, twice] });
}

/** The operand summed over the letters that nobody needs any more. */
function summedTo({ x, labels }: Labelled, isNeeded: (label: string) => boolean): Labelled {
  const axis = labels.flatMap((label, i) => (isNeeded(label) ? [] : [i]));
  if (axis.length === 0) return { x, labels };
  return { x: sum(x, { axis }), labels: labels.filter(isNeeded) };
}

/** The product of two operands, summed over the letters that both have and nobody else needs. */
function contract(left: Labelled, right: Labelled, isNeeded: (label: string) => boolean): Labelled {
  const a = summedTo(left, (label) => isNeeded(label) || right.labels.includes(label));
  const b = summedTo(right, (label) => isNeeded(label) || left.labels.includes(label));
  const both = a.labels.filter((label) => b.labels.includes(label));
  const batch = both.filter(isNeeded);
  const gone = both.filter((label) => !isNeeded(label));
  const axes = ({ labels }: Labelled, wanted: readonly string[]): number[] =>
    wanted.map((label) => labels.indexOf(label));
  const free = ({ labels }: Labelled): string[] => labels.filter((label) => !both.includes(label));
  const x = builderFor("einsum", [a.x, b.x]).emit("dot", [a.x, b.x], {
    contract: [axes(a, gone), axes(b, gone)],
    batch: [axes(a, batch), axes(b, batch)],
  });
  return { x, labels: [...batch, ...free(a), ...free(b)] };
}

/** Each letter's extent; axes under an ellipsis may be 1 beside a larger one. */
function extentsOf(subscripts: string, operands: readonly Labelled[]): Map<string, number> {
  const extents = new Map<string, number>();
  for (const { x, labels } of operands) {
    if (labels.length !== x.rank)
      complain(subscripts, `a rank of ${labels.length}`, formatShape(x.shape));
    labels.forEach((label, axis) => {
      const [own, known] = [x.shape[axis]!, extents.get(label) ?? 1];
      const mayStretch = /\d/u.test(label);
      if (extents.has(label) && own !== known && !(mayStretch && (own === 1 || known === 1)))
        complain(subscripts, `one extent for "${label}"`, `${known} and ${own}`);
      extents.set(label, Math.max(own, known));
    });
  }
  return extents;
}

/**
 * Einstein's summation: the product of the operands, an axis per letter, summed over the letters that the result does not
 * name. `einsum("ij,jk->ik", x, y)` is a matrix product, `einsum("...ii->...i", x)` a diagonal.
 */
export function einsum(subscripts: string, ...operands: readonly OperandLike[]): Operand {
  const { builder, operands: unified } = unify("einsum", operands, productDType(operands));
  const isBool = unified[0]?.dtype === "bool";
  const own = unified.map((x) => (isBool ? castWith(builder, x, "int32") : x));
  const { inputs, output } = readEquation(
    subscripts,
    own.map(({ rank }) => rank),
  );
  const labelled = own.map((x, i): Labelled => ({ x, labels: inputs[i]! }));
  const extents = extentsOf(subscripts, labelled);
  const ready = labelled
    .map(({ x, labels }) => {
      // What stands for an ellipsis stretches; a letter's extent is the same everywhere.
      const shape = labels.map((label) => extents.get(label)!);
      return { x: broadcastWith(builder, x, shape), labels };
    })
    .map(withoutRepeats);
  const joined = ready.slice(1).reduce((left, right, i) => {
    const later = new Set([...output, ...ready.slice(i + 2).flatMap(({ labels }) => labels)]);
    return contract(left, right, (label) => later.has(label));
  }, ready[0]!);
  const { x, labels } = summedTo(joined, (label) => output.includes(label));
  const ordered = transpose(x, { axes: output.map((label) => labels.indexOf(label)) });
  return isBool ? castWith(builder, ordered, "bool") : ordered;
}

/** Sums of products over the last axes of both: [.., k], [.., k] -> [.., ..]; of a number: the product. */
export function inner(x1: OperandLike, x2: OperandLike): Operand {
  const { builder, x, y, isBool } = numeric("inner", [x1, x2]);
  if (x.rank === 0 || y.rank === 0) return multiply(x1, x2);
  if (x.shape.at(-1) !== y.shape.at(-1)) {
    fail("shape", {
      where: "inner",
      expected: "last axes of equal extents",
      received: `${formatShape(x.shape)} and ${formatShape(y.shape)}`,
    });
  }
  const pairs = [[x.rank - 1], [y.rank - 1]] as const;
  const product = builder.emit("dot", [x, y], { contract: pairs, batch: [[], []] });
  return isBool ? castWith(builder, product, "bool") : product;
}

/** The sum of all products of entries at the same place: []. */
export function vdot(x1: OperandLike, x2: OperandLike): Operand {
  return inner(reshape(x1, [-1]), reshape(x2, [-1]));
}

/** Kronecker's product: each entry of x1 times the whole of x2: [a, b], [c, d] -> [ac, bd]. */
export function kron(x1: OperandLike, x2: OperandLike): Operand {
  const { operands } = unify("kron", [x1, x2]);
  const rank = Math.max(...operands.map((x) => x.rank));
  const [left, right] = operands.map(({ shape }) => [
    ...new Array<number>(rank - shape.length).fill(1),
    ...shape,
  ]) as [number[], number[]];
  const [x, y] = operands as [Operand, Operand];
  const product = multiply(
    reshape(
      x,
      left.flatMap((extent) => [extent, 1]),
    ),
    reshape(
      y,
      right.flatMap((extent) => [1, extent]),
    ),
  );
  return reshape(
    product,
    left.map((extent, axis) => extent * right[axis]!),
  );
}
