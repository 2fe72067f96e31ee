import { fail } from "../base/errors.ts";
import { formatShape } from "../base/shape.ts";
import type { PartialShape } from "./symbolic.ts";

/** What an equation is read with. */
interface Given {
  readonly equation: string;
  /** The letters of the axes that have an offset; null: none. */
  readonly biasAxes: string | null;
  readonly inputShape: PartialShape;
  /** Without the batch axis, and without the axes that "..." stands for. */
  readonly outputShape: PartialShape;
}

/** What it says about the weights. */
interface Analysis {
  readonly kernelShape: PartialShape;
  readonly biasShape: PartialShape | undefined;
  /** The kernel's axes that are summed over. */
  readonly inputAxes: readonly number[];
  /** The kernel's axes that are in the output. */
  readonly outputAxes: readonly number[];
}

/** The three terms of an equation, and on which side of them "..." stands. */
function termsOf(
  where: string,
  equation: string,
): readonly [input: string, kernel: string, output: string, dots: "left" | "right" | undefined] {
  const forms = [
    [/^([a-zA-Z]+),([a-zA-Z]+)->([a-zA-Z]+)$/u, undefined],
    [/^\.\.\.([a-zA-Z]+),([a-zA-Z]+)->\.\.\.([a-zA-Z]+)$/u, "left"],
    [/^([a-zA-Z]{2,})\.\.\.,([a-zA-Z]+)->([a-zA-Z]+)\.\.\.$/u, "right"],
  ] as const;
  for (const [form, dots] of forms) {
    const [, input, kernel, output] = form.exec(equation) ?? [];
    if (input !== undefined && kernel !== undefined && output !== undefined)
      return [input, kernel, output, dots];
  }
  return fail("option", {
    where,
    expected: 'an equation such as "ab,bc->ac", "...b,bc->...c" or "ab...,bc->ac..."',
    received: `"${equation}"`,
  });
}

/** The shapes of a dense layer's weights by its equation: Keras's rules. */
export function analyzeEquation(where: string, given: Given): Analysis {
  const { equation, biasAxes, inputShape } = given;
  const [input, kernel, output, dots] = termsOf(where, equation);
  const elided = inputShape.length - input.length;
  if (elided < 0 || (elided > 0 && dots === undefined)) {
    fail("shape", {
      where,
      expected: `an input of rank ${input.length}, as "${input}" of "${equation}" has`,
      received: formatShape(inputShape),
    });
  }
  const lead = dots === "left" ? elided : 0;
  const inner = dots === "left" ? inputShape.slice(1, elided) : [];
  const tail = dots === "right" ? inputShape.slice(input.length) : [];
  const outputShape = [inputShape[0]!, ...inner, ...given.outputShape, ...tail];
  if (outputShape.length !== output.length + (dots === "left" ? elided : tail.length)) {
    fail("option", {
      where,
      expected: `an outputShape of ${output.length - (lead > 0 ? 0 : 1)} extents, as "${output}" has`,
      received: formatShape(given.outputShape),
    });
  }
  const inputExtent = (letter: string): number | null => inputShape[input.indexOf(letter) + lead]!;
  const outputExtent = (letter: string): number | null =>
    outputShape[output.indexOf(letter) + lead]!;
  for (const letter of input) {
    if (!output.includes(letter)) continue;
    const [own, wanted] = [inputExtent(letter), outputExtent(letter)];
    if (wanted === null || own === null || wanted === own) continue;
    fail("shape", {
      where,
      expected: `one extent of axis "${letter}" in input and outputShape`,
      received: `${own} and ${wanted}`,
    });
  }
  const letters = [...kernel];
  const known = (letter: string): boolean => output.includes(letter) || input.includes(letter);
  const stray =
    letters.find((letter) => !known(letter)) ??
    [...output].find((letter) => !input.includes(letter) && !kernel.includes(letter)) ??
    [...(biasAxes ?? "")].find((letter) => !output.includes(letter));
  if (stray !== undefined) {
    fail("option", {
      where,
      expected: `letters of "${equation}" that input, kernel or output share`,
      received: `"${stray}"`,
    });
  }
  const axesWhere = (test: (letter: string) => boolean): number[] =>
    letters.flatMap((letter, axis) => (test(letter) ? [axis] : []));
  return {
    kernelShape: letters.map((letter) =>
      output.includes(letter) ? outputExtent(letter) : inputExtent(letter),
    ),
    biasShape: biasShapeOf(biasAxes, output, outputExtent, tail.length),
    inputAxes: axesWhere((letter) => !output.includes(letter)),
    outputAxes: axesWhere((letter) => output.includes(letter)),
  };
}

/** From the first axis that has an offset to the last of the output; 1 for axes without one. */
function biasShapeOf(
  biasAxes: string | null,
  output: string,
  extentOf: (letter: string) => number | null,
  after: number,
): PartialShape | undefined {
  if (biasAxes === null || biasAxes === "") return undefined;
  const first = Math.min(...[...biasAxes].map((letter) => output.indexOf(letter)));
  const own = Array.from(output.slice(first), (letter) =>
    biasAxes.includes(letter) ? extentOf(letter) : 1,
  );
  return [...own, ...Array.from({ length: after }, () => 1)];
}
