import { fail } from "../../base/errors.ts";
import { sameShape } from "../../base/shape.ts";
import type { Body, Typed } from "../../graph/alphabet.ts";
import * as interpreters from "../../graph/interpret/control.ts";
import type { ControlCard } from "./card.ts";
import { branchGradients, scanGradients } from "./controlGradients.ts";
import { branchSteps, scanSteps, whileSteps } from "./controlSteps.ts";
import { formatType } from "./types.ts";

/*
 * Loops and branches. Their gradients are loops and branches again.
 */

/** What a control primitive itself is: no elements. Its results are its parts. */
const token: Typed = { shape: [0], dtype: "bool" };

function expectTypes(
  where: string,
  what: string,
  expected: readonly Typed[],
  received: readonly Typed[],
): void {
  const list = (types: readonly Typed[]): string =>
    types.length === 0 ? "none" : types.map(formatType).join(", ");
  const fits =
    expected.length === received.length &&
    expected.every(
      ({ shape, dtype }, i) => dtype === received[i]!.dtype && sameShape(shape, received[i]!.shape),
    );
  if (!fits) {
    fail("shape", { where, expected: `${what}: ${list(expected)}`, received: list(received) });
  }
}

/** The type of an entry of a sequence [length, ..]. */
function entryOf(sequence: Typed, length: number): Typed {
  if (sequence.shape[0] !== length) {
    fail("shape", {
      where: "scan",
      expected: `sequences of ${length} entries`,
      received: formatType(sequence),
    });
  }
  return { shape: sequence.shape.slice(1), dtype: sequence.dtype };
}

/** A body that gives what it takes. */
const identity: Body = {
  parameters: [{ shape: [2, 3], dtype: "float32" }],
  results: [{ shape: [2, 3], dtype: "float32" }],
};

/** A fixed number of steps. */
export const scan: ControlCard<"scan"> = {
  name: "scan",
  kind: "control",
  type(inputs, { body, carries, sequences, length }) {
    const entries = inputs
      .slice(carries, carries + sequences)
      .map((sequence) => entryOf(sequence, length));
    const given = [...inputs.slice(0, carries), ...entries, ...inputs.slice(carries + sequences)];
    expectTypes("scan", "inputs as the body takes them", body.parameters, given);
    const next = body.results.slice(0, carries);
    expectTypes("scan", "a body that keeps the types of what it carries", given.slice(0, carries), next); // prettier-ignore
    return token;
  },
  parts: interpreters.scan,
  controlVjp: scanGradients,
  steps: scanSteps,
  samples: [
    {
      shapes: [[2, 3]],
      attributes: { body: identity, carries: 1, sequences: 0, length: 2, reverse: false },
    },
  ],
};

/** Its steps leave nothing behind. */
function noGradients(): never {
  fail("unsupported", {
    where: "gradients",
    expected: "loops of a known number of steps between the inputs and the loss",
    received: "whileLoop, which keeps nothing of its steps",
    advice: "Use scan or foriLoop with numbers as bounds",
  });
}

/** As many steps as a condition wants. */
export const whileLoop: ControlCard<"whileLoop"> = {
  name: "whileLoop",
  kind: "control",
  type(inputs, { condition, body, carries }) {
    const carried = inputs.slice(0, carries);
    const ofCondition = inputs.slice(0, condition.parameters.length);
    const ofBody = [...carried, ...inputs.slice(condition.parameters.length)];
    const where = "whileLoop";
    expectTypes(where, "inputs as the condition takes them", condition.parameters, ofCondition);
    expectTypes(where, "inputs as the body takes them", body.parameters, ofBody);
    expectTypes(where, "a scalar condition", [{ shape: [], dtype: "bool" }], condition.results);
    expectTypes(where, "a body that keeps the types of what it carries", carried, body.results);
    return token;
  },
  parts: interpreters.whileLoop,
  controlVjp: noGradients,
  steps: whileSteps,
  samples: [
    {
      shapes: [[2, 3]],
      attributes: {
        condition: { parameters: identity.parameters, results: [{ shape: [], dtype: "bool" }] },
        body: identity,
        carries: 1,
        limit: 3,
      },
    },
  ],
};

/** One of several graphs. */
export const branch: ControlCard<"branch"> = {
  name: "branch",
  kind: "control",
  type([index, ...given], { branches }) {
    const scalar: Typed = { shape: [], dtype: "int32" };
    expectTypes("branch", "an index", [scalar], index === undefined ? [] : [index]);
    const parameters = branches.flatMap((body) => body.parameters);
    expectTypes("branch", "inputs as the branches take them", parameters, given);
    if (branches.length === 0)
      fail("value", { where: "branch", expected: "a branch or more", received: "none" });
    for (const { results } of branches.slice(1))
      expectTypes("branch", "branches that give the same types", branches[0]!.results, results);
    return token;
  },
  parts: interpreters.branch,
  controlVjp: branchGradients,
  steps: branchSteps,
  samples: [
    { shapes: [[], [2, 3]], dtypes: ["int32", "float32"], attributes: { branches: [identity] } },
  ],
};
