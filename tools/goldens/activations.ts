import * as ops from "../../src/exports/ops.ts";
import { activations as byName, type Activation } from "../../src/ops/activations.ts";
import { checkAnswer, checkField, compareGradients } from "./compare.ts";
import { execute, gradientsOf, named, unnamed } from "./execute.ts";
import { camelCase, camelKeys, Missing } from "./missing.ts";
import { tensorOf } from "./tensors.ts";
import type { CaseRunner, JsonRecord } from "./types.ts";

/** The activation of a name; with arguments, the op of that name. */
function activationOf(name: string, kwargs: JsonRecord): Activation {
  const plain = (byName as Readonly<Record<string, Activation>>)[name];
  if (plain === undefined) throw new Missing(`activation ${name}`);
  if (Object.keys(kwargs).length === 0) return plain;
  const op = (ops as Readonly<Record<string, unknown>>)[camelCase(name)] as
    | ((x: unknown, options: object) => ReturnType<Activation>)
    | undefined;
  if (op === undefined)
    throw new Missing(`activation ${name} with ${Object.keys(kwargs).join(", ")}`);
  return (x) => op(x, camelKeys(kwargs));
}

/** An activation and its derivative on a grid. */
export const runActivation: CaseRunner = (golden) => {
  const { given } = golden;
  const activation = activationOf(given["activation"] as string, given["kwargs"] as JsonRecord);
  const cotangent = tensorOf(given, "cotangent");
  const found = execute([], { x: tensorOf(given, "x") }, ({ x }, builder) => {
    const y = activation(x!);
    return { y, ...named("dx", gradientsOf(builder, [y], [cotangent], [x!])) };
  });
  return [
    ...checkAnswer(golden, "y", found["y"]),
    ...checkField(golden, "dx", (expected, tolerance) =>
      compareGradients(unnamed("dx", 1, found), [expected], tolerance),
    ),
  ];
};
