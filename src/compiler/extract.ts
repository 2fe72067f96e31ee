import { sameShape, type Shape } from "../base/shape.ts";
import type { Value } from "../graph/value.ts";
import { inScope } from "../graph/scope.ts";
import { newGraph } from "../ops/primitives/cards.ts";
import type { FusedGroup } from "./fuse.ts";

/** A group as a graph of its own. */
export interface ExtractedGroup {
  readonly values: readonly Value[];
  readonly parameters: readonly Value[];
  readonly results: readonly Value[];
  /** What the parameters stand for in the whole graph. */
  readonly sources: readonly Value[];
}

/**
 * Copies a group into a graph of its own. All that is computed element by element around the root gets the root's
 * shape (without a root: the first result's), so that reshapes between equal sizes are gone and one loop nest does.
 * A product that is written with its axes in another order is that and nothing else.
 */
export function extract(group: FusedGroup, isInput: (value: Value) => boolean): ExtractedGroup {
  const graph = newGraph();
  const domain: Shape = (group.root ?? group.results[0]!).shape;
  const sources: Value[] = [];
  const parameters: Value[] = [];
  const natural = new Map<Value, Value>();
  const shaped = new Map<Value, Value>();

  const inOwnShape = (value: Value): Value => {
    let copy = natural.get(value);
    if (copy !== undefined) return copy;
    if (isInput(value)) {
      copy = graph.parameter(`p${parameters.length}`, value.shape, value.dtype);
      parameters.push(copy);
      sources.push(value);
    } else {
      const inputs = value.inputs.map(inOwnShape);
      copy = inScope(value.scope, () => graph.emit(value.primitive, inputs, value.attributes));
    }
    natural.set(value, copy);
    return copy;
  };

  const inDomain = (value: Value): Value => {
    let copy = shaped.get(value);
    if (copy !== undefined) return copy;
    const computedHere = !isInput(value) && group.uses.get(value) === "identity";
    if (computedHere && value.is("reshape") && value !== group.root) {
      copy = inDomain(value.inputs[0]!);
    } else if (
      computedHere &&
      value.kind === "pointwise" &&
      value.size === group.results[0]!.size
    ) {
      const inputs = value.inputs.map(inDomain);
      copy = inScope(value.scope, () => graph.emit(value.primitive, inputs, value.attributes));
    } else {
      copy = inOwnShape(value);
      if (!sameShape(copy.shape, domain)) copy = graph.emit("reshape", [copy], { shape: domain });
    }
    shaped.set(value, copy);
    return copy;
  };

  const isOrdered = group.root !== undefined && group.results[0]!.is("transpose");
  const results = group.results.map(group.rows === undefined && !isOrdered ? inDomain : inOwnShape);
  return { values: graph.values, parameters, results, sources };
}
