import type { AttributesOf } from "./alphabet.ts";

/** The letters of a convolution by what they do, each kind in the order of the result, then of x. */
export interface Letters {
  /** In x, y and the result: independent convolutions. */
  readonly groups: readonly string[];
  /** In x and the result: images of a batch. */
  readonly rows: readonly string[];
  /** In y and the result: filters. */
  readonly columns: readonly string[];
  /** In x and y: channels. */
  readonly summed: readonly string[];
  /** Along which windows slide. */
  readonly windows: readonly string[];
}

/** Sorts the letters of a convolution. */
export function lettersOf({ x, y, out, windows }: AttributesOf<"conv">): Letters {
  const slides = (letter: string): boolean => windows[letter] !== undefined;
  const of = (list: string, keep: (letter: string) => boolean): string[] =>
    [...list].filter((letter) => !slides(letter) && keep(letter));
  return {
    groups: of(out, (letter) => x.includes(letter) && y.includes(letter)),
    rows: of(out, (letter) => x.includes(letter) && !y.includes(letter)),
    columns: of(out, (letter) => !x.includes(letter)),
    summed: of(x, (letter) => !out.includes(letter)),
    windows: [...out].filter(slides),
  };
}
