import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import * as ops from "hornet/ops";
import * as random from "hornet/random";
import { signatureOf } from "../../src/ops/signature.ts";

/** Every function of `keras.ops` and `keras.random` of Keras 3.15.1, with its parameters in order; names in camelCase. */
const keras = JSON.parse(
  readFileSync(new URL("kerasOps.json", import.meta.url), "utf8"),
) as Readonly<Record<string, string>>;

/** Parameters that Hornet adds. */
const more: Readonly<Record<string, string>> = { relu: "x negativeSlope maxValue threshold" };
/** Parameters that are spelt as open options here. */
const open = ["rearrange", "einsum"];

function find(name: string): unknown {
  const [room, inner] = name.includes(".") ? name.split(".") : ["", name];
  const doors: Readonly<Record<string, object>> = { "": ops, image: ops.image, random };
  return (doors[room!] as Readonly<Record<string, unknown>>)[inner!];
}

test("there is each of Keras's ops and random functions", () => {
  const names = Object.keys(keras);
  expect(names.filter((name) => !name.startsWith("random."))).toHaveLength(353);
  expect(names.filter((name) => typeof find(name) !== "function")).toEqual([]);
});

test("each takes Keras's arguments, by place and by name", () => {
  const wrong = Object.entries(keras).flatMap(([name, expected]) => {
    const signature = signatureOf(find(name) as object);
    const own = signature?.parameters.map((parameter) => parameter.name).join(" ");
    const wanted = more[name] ?? expected;
    return own === wanted || open.includes(name) ? [] : [`${name}: ${own}, not ${wanted}`];
  });
  expect(wrong).toEqual([]);
});
