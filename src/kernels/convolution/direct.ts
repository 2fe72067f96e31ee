import { lettersOf } from "../../graph/letters.ts";
import type { Value } from "../../graph/value.ts";
import { fixed, type Affine } from "../affine.ts";
import { Elements, type ElementContext } from "../element.ts";
import { writeElementwise, writeResults, type ElementwiseBody } from "../elementwise.ts";
import type { Frame } from "../frame.ts";
import { constant, multiplyAdd, scalarOf, type Expression } from "../ir.ts";
import { threadsFor } from "../sharing.ts";
import { coveredIndex, eachElement, paddedView } from "../windowed.ts";

type Root = Value<"conv">;

/**
 * Loops over the results by vectors as for elementwise groups, and in them over the window and the channels. Serves every
 * layout, and is what depthwise convolutions use: their lanes are neighbouring channels, and a small window is written
 * out, so that what is padding is found once for all channels.
 */
export function writeDirectly(frame: Frame, root: Root): void {
  const { shape } = root;
  const write: ElementwiseBody["write"] = (elements, context, index) => {
    const result = sumAt(elements, context, root, index);
    const own: ElementContext = { ...context, known: new Map([[root as Value, () => result]]) };
    writeResults(frame, new Elements(own), own, { index, shape });
  };
  const products = root.inputs[1]!.size;
  writeElementwise(frame, { shape, write }, threadsFor(frame.traits, root.size * products));
}

/** The sum of products at one index of the result. */
function sumAt(
  elements: Elements,
  context: ElementContext,
  root: Root,
  index: readonly Affine[],
): Expression {
  const { builder, indices, lanes } = context;
  const [x, y] = root.inputs;
  const { x: xLetters, y: yLetters, out, windows } = root.attributes;
  const { summed } = lettersOf(root.attributes);
  const inner = [...Object.keys(windows), ...summed];
  const sizes = inner.map((letter) => y!.shape[yLetters.indexOf(letter)]!);
  const padded = paddedView(
    x!,
    [...xLetters].map((letter) => windows[letter]),
    0,
  );
  const sum = builder.mutable(constant(scalarOf(root.dtype), 0, lanes));
  if (sizes.includes(0)) return sum;
  eachElement(context, sizes, (elementsOfWindow) => {
    const at = (letter: string): Affine =>
      elementsOfWindow[inner.indexOf(letter)] ?? index[out.indexOf(letter)] ?? fixed(0);
    const factor = elements.at(
      padded,
      [...xLetters].map((letter) => {
        const window = windows[letter];
        if (window === undefined) return at(letter);
        return coveredIndex(indices, window, index[out.indexOf(letter)]!, at(letter));
      }),
    );
    builder.assign(sum, multiplyAdd(factor, elements.at(y!, [...yLetters].map(at)), sum));
  });
  return sum;
}
