import { fail } from "../base/errors.ts";
import { formatShape, sameShape } from "../base/shape.ts";
import type { Common, Primitive, Typed } from "./alphabet.ts";
import type { Signature, Signatures } from "./signature.ts";
import { printValue } from "./print.ts";
import { bodiesOf } from "./subgraph.ts";
import type { Value } from "./value.ts";

/**
 * Throws unless `values` is a sound graph: each value once, inputs before users, kinds and types as the signatures
 * say, all from one builder; so are the bodies of loops and branches. `outputs`, if given, must be among them. For
 * tests, and after each pass.
 */
export function verifyGraph(
  values: readonly Value[],
  signatures: Signatures,
  outputs: readonly Value[] = [],
): void {
  const seen = new Set<Value>();
  for (const value of values) {
    if (seen.has(value)) complain(value, "each value once", "it twice");
    if (value.builder !== values[0]!.builder)
      complain(value, "values of one builder", "one of another");
    const late = value.inputs.find((input) => !seen.has(input));
    if (late !== undefined)
      complain(value, "inputs before their users", `${printValue(late)} later or not at all`);
    expectSignature(value, value.brought ?? signatures[value.op as Common]);
    for (const body of bodiesOf(value)) {
      const inner = [...new Set([...body.parameters, ...body.values])];
      verifyGraph(inner, signatures, body.results);
    }
    seen.add(value);
  }
  for (const output of outputs)
    if (!seen.has(output)) complain(output, "outputs among the values", "none");
}

function expectSignature(value: Value, signature: Signature<Primitive>): void {
  if (value.kind !== signature.kind) complain(value, `kind ${signature.kind}`, value.kind);
  const type = typeOf(value, signature);
  if (type.dtype !== value.dtype || !sameShape(type.shape, value.shape)) {
    complain(
      value,
      `${type.dtype} ${formatShape(type.shape)}`,
      `${value.dtype} ${formatShape(value.shape)}`,
    );
  }
}

function typeOf(value: Value, signature: Signature<Primitive>): Typed {
  try {
    return signature.type(value.inputs, value.attributes);
  } catch (error) {
    return complain(
      value,
      "inputs that fit",
      error instanceof Error ? error.message.replace(/\.$/, "") : String(error),
    );
  }
}

function complain(value: Value, expected: string, received: string): never {
  fail("state", { where: `graph: ${printValue(value)}`, expected, received });
}
