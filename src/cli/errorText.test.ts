import { runInNewContext } from "node:vm";
import { expect, test } from "vitest";
import { shortenErrors } from "../../tools/shortErrors.mjs";
import { fail, failShort, HornetError, type ErrorCode } from "../base/errors.ts";
import { errorText, type Sentence } from "./errorText.ts";

/** What code throws. */
function thrown(code: string, own: typeof fail | typeof failShort, a: number, b: string): unknown {
  const given = { fail: own, a, b };
  const body = code.replace(/^import .*$/m, "");
  try {
    runInNewContext(body, given);
  } catch (error) {
    return error;
  }
  return undefined;
}

const throwing = (complaint: string): string =>
  `import { fail } from "../base/errors.js";\nfail("shape", ${complaint});`;

const complaints = [
  '{ where: "here", expected: "this", received: "that" }',
  '{ where: "here", expected: "this", received: "that", advice: "Do this" }',
  '{ where: `net > ${b}`, expected: `${a} "axes" of ${a > 1 ? "many" : `few, ${b}`}`, received: b }',
  "{ where: b, received: a > 1 ? b : a, expected: a > 1 ? `${b}${a}` : b }",
  '{ where: b, expected: "x", received: "y", ...(a > 1 ? { advice: `Write ${b}` } : {}) }',
  '{ where: b, expected: (a > 1 ? "one" : a > 0 ? `two ${b}` : "three"), received: [a, a].join(", "), advice: b }',
];

test.each(complaints)("%s is short, and in full the same", (complaint) => {
  const sentences: Sentence[] = [["another"], ["two"]];
  const code = throwing(complaint);
  const short = shortenErrors("here.js", code, sentences);
  expect(short).toMatch(/^import \{ failShort as fail \}/);
  expect(sentences.length).toBe(3);
  for (const [a, b] of [
    [0, "[2, 3]"],
    [1, 'a "b" \\ c\n'],
    [2, ""],
    [3, "plain_word-1.5"],
  ] as const) {
    const [long, brief] = [thrown(code, fail, a, b), thrown(short, failShort, a, b)];
    const [was, is] = [long as HornetError, brief as HornetError];
    expect(is).toBeInstanceOf(HornetError);
    expect(is.code).toBe<ErrorCode>("shape");
    expect(is.message).toMatch(/: npx hornet error 2( |$)/);
    expect(is.message).not.toContain("expected");
    expect(errorText(is.message, sentences)).toBe(was.message);
    expect(errorText(`net > ${is.message}`, sentences)).toBe(`net > ${was.message}`);
  }
});

test("an error that another one quotes is written out too", () => {
  const sentences: Sentence[] = [
    ["expected ", 0, "."],
    ["received ", 0],
  ];
  let message = "";
  try {
    failShort("file", "load", 1, "dense: npx hornet error 0 7");
  } catch (error) {
    ({ message } = error as HornetError);
  }
  expect(errorText(message, sentences)).toBe("load: received dense: expected 7.");
});

test("what cannot be made short is refused", () => {
  for (const code of ['const f = fail; fail("x", { where, expected, received })', "fail"])
    expect(() =>
      shortenErrors("here.js", `import { fail } from "../base/errors.js";\n${code}`, []),
    ).toThrow(/here\.js: what is not called cannot be made short/);
});
