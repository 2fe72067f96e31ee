/** What an error says, as tools/shortErrors.mjs writes it: words, 0 for the next value, or sentences to choose from. */
export type Sentence = readonly (string | 0 | readonly Sentence[])[];

/** The message with its sentence: of `dense: npx hornet error 27 32`, or of the command alone. */
export function errorText(message: string, sentences: readonly Sentence[]): string {
  return message.replace(
    /npx hornet error (?<number>\d+)(?<values>(?: (?:[\w.-]+|"(?:[^"\\]|\\.)*"))*)/g,
    (_, number: string, values: string) => {
      const words = values.match(/[\w.-]+|"(?:[^"\\]|\\.)*"/g) ?? [];
      const plain = words.map((word) =>
        word.startsWith('"') ? (JSON.parse(word) as string) : word,
      );
      return sentenceOf(sentences, Number(number), plain);
    },
  );
}

/** Sentence `number`, filled with values; those that are short errors themselves are written out too. */
export function sentenceOf(
  sentences: readonly Sentence[],
  number: number,
  values: readonly string[],
): string {
  let next = 0;
  const fill = (sentence: Sentence): string =>
    sentence
      .map((part) => {
        if (typeof part === "string") return part;
        const value = values[next++] ?? "?";
        return part === 0 ? errorText(value, sentences) : fill(part[Number(value)] ?? []);
      })
      .join("");
  return fill(sentences[number] ?? [`no sentence has the number ${number}`]);
}
