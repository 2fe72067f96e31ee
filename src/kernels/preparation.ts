import type { Value } from "../graph/value.ts";
import type { GroupGraph, Preparation } from "../program/program.ts";
import type { EngineTraits } from "../program/traits.ts";
import { contractionPreparation, prepareContraction } from "./contraction/preparation.ts";
import type { KernelFunction } from "./ir.ts";
import { loweringOf } from "./lowering.ts";
import { isByRows } from "./rows.ts";

/*
 * Weights in the form that a kernel wants: packed panels, values of transforms. Naive: each kernel packs them into its
 * workspace in every step. Where they last, a launch of its own does it once, and the kernel reads what that left.
 */

/** The parameter that the group's kernel would rather read in a form of its own, if there is one. */
export function preparationOf(group: GroupGraph, traits: EngineTraits): Preparation | undefined {
  const root = rootOf(group);
  if (root === undefined) return undefined;
  const parameter = operandParameter(group, root);
  if (parameter === undefined) return undefined;
  const wanted: GroupGraph = { ...group, prepared: parameter };
  const bytes = root.is("dot")
    ? contractionPreparation(wanted, root, traits)
    : loweringOf(root)!.preparation!.bytes(wanted, root, traits);
  return bytes === 0 ? undefined : { parameter, bytes };
}

/** The kernel that brings a parameter into the form that another group's kernel wants: from its only input to its output. */
export function preparationKernel(group: GroupGraph, traits: EngineTraits): KernelFunction {
  const { group: user, parameter } = group.prepares!;
  const wanted: GroupGraph = { ...user, prepared: parameter };
  const root = rootOf(wanted)!;
  return root.is("dot")
    ? prepareContraction(wanted, root, traits)
    : loweringOf(root)!.preparation!.kernel(wanted, root, traits);
}

function rootOf(group: GroupGraph): Value | undefined {
  if (isByRows(group)) return undefined;
  return group.values.find(
    (value) => value.is("dot") || loweringOf(value)?.preparation !== undefined,
  );
}

/** The number of the parameter that is the root's second factor, or what views of it are, and nothing else. */
function operandParameter(
  { values, parameters, results }: GroupGraph,
  root: Value,
): number | undefined {
  let current = root.inputs[1]!;
  // What is padded or joined reads other parameters too.
  while (current.kind === "movement" && current.inputs.length === 1) current = current.inputs[0]!;
  const parameter = parameters.indexOf(current);
  if (parameter < 0 || current.dtype !== "float32") return undefined;
  for (;;) {
    const users = values.filter(({ inputs }) => inputs.includes(current));
    if (users.length !== 1 || results.includes(current)) return undefined;
    const [user] = users as [Value];
    if (user === root) return root.inputs[0] === current ? undefined : parameter;
    current = user;
  }
}
