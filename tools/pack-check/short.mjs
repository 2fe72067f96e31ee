// Under the condition "short-errors" the same errors are thrown, shorter, and `hornet error` says what they say in full.
import { execFileSync } from "node:child_process";

const run = (...args) => execFileSync(process.execPath, args, { encoding: "utf8" });
const errors = (...args) =>
  run(...args, "errors.mjs")
    .trim()
    .split("\n")
    .map(JSON.parse);
const [long, short] = [errors(), errors("--conditions=short-errors")];
const command = /npx hornet (error .*)$/;
const values = (text) =>
  text
    .match(/[\w.-]+|"(?:[^"\\]|\\.)*"/g)
    .map((word) => (word[0] === '"' ? JSON.parse(word) : word));

for (const [i, [name, code, message]] of short.entries()) {
  const [, given] = command.exec(message) ?? [];
  const full =
    given === undefined
      ? message
      : message.replace(command, () =>
          run("node_modules/hornet/dist/cli/main.node.js", ...values(given)).trimEnd(),
        );
  if (JSON.stringify([name, code, full]) !== JSON.stringify(long[i]) || code === undefined)
    throw new Error(`${message}\nmeans  ${full}\nnot    ${long[i]}`);
}
const count = short.filter(([, , message]) => command.test(message)).length;
if (count < short.length - 2) throw new Error(`only ${count} of ${short.length} errors are short`);
console.log(
  `installed package: ${count} of ${short.length} errors are short, and the same in full`,
);
