import { afterEach, expect, test, vi } from "vitest";
import { reference } from "../engines/reference/reference.ts";
import { add, multiply } from "../ops/add.ts";
import { newGraph } from "../ops/primitives/cards.ts";
import { compile } from "./compile.ts";

afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

function traced(words: string): string {
  vi.stubEnv("HORNET_TRACE", words);
  const print = vi.spyOn(console, "error").mockImplementation(() => undefined);
  const graph = newGraph();
  const x = graph.parameter("x", [3], "float32");
  const y = graph.lift(multiply(add(x, 0), add(x, x)));
  const step = {
    name: "step",
    inputs: [{ value: x, buffer: "data/x", region: "data" as const }],
    outputs: [{ value: y, buffer: "out/y", region: "data" as const }],
  };
  compile(step, { traits: reference.traits, workspaceBytes: () => 0 });
  return print.mock.calls.map(([text]) => String(text)).join("\n");
}

test.each(["simplify", "fold", "cse", "fuse", "schedule", "plan"])(
  "HORNET_TRACE=%s prints before and after",
  (word) => {
    const text = traced(word);
    expect(text).toContain(`step: before ${word}`);
    expect(text).toContain(`step: after ${word}`);
    expect(text).not.toContain(word === "cse" ? "fold" : "cse");
  },
);

test("simplify is seen to remove what it removes", () => {
  // The pass runs twice; the first time is what is looked at.
  const [before, after] = traced("simplify")
    .split(/after simplify|before simplify/)
    .slice(1) as [string, string];
  expect(before.match(/= add/g)).toHaveLength(2);
  expect(after.match(/= add/g)).toHaveLength(1);
});

test("nothing is printed without it, and everything with all", () => {
  expect(traced("")).toBe("");
  expect(traced("all")).toContain("program step");
});
