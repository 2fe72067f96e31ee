/**
 * The first key that an object of `json` has twice, if any: JSON.parse keeps the last one silently.
 * `json` must be valid JSON.
 */
export function findDuplicateKey(json: string): string | undefined {
  const open: Set<string>[] = [];
  let [begin, end] = [0, 0]; // the last string that was passed, quotes included
  for (let i = 0; i < json.length; i++) {
    const character = json[i];
    if (character === '"') {
      [begin, end] = [i, endOfString(json, i)];
      i = end - 1;
    } else if (character === "{" || character === "[") open.push(new Set());
    else if (character === "}" || character === "]") open.pop();
    else if (character === ":") {
      const key = JSON.parse(json.slice(begin, end)) as string;
      const keys = open.at(-1);
      if (keys?.has(key)) return key;
      keys?.add(key);
    }
  }
  return undefined;
}

/** Index behind the string's closing quote. */
function endOfString(json: string, start: number): number {
  let i = start + 1;
  while (i < json.length && json[i] !== '"') i += json[i] === "\\" ? 2 : 1;
  return i + 1;
}
