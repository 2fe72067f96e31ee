import { fail } from "../base/errors.ts";
import type { Layer } from "../layers/layer.ts";
import type { Node, SymbolicTensor } from "../layers/symbolic.ts";

/** The part of the layers' uses that leads from a model's inputs to its outputs. */
export interface ModelGraph {
  /** Uses of layers, from the inputs to the outputs, in Keras's order: the longest way to an output first. */
  readonly nodes: readonly Node[];
  /** Each layer once, in Keras's order. */
  readonly layers: readonly Layer[];
  /** The uses by the number of steps to the farthest output, the farthest first. */
  readonly levels: readonly (readonly Node[])[];
}

/** What a walk from the outputs back to the inputs finds. */
interface Walk {
  /** Inputs before what uses them. */
  readonly order: Node[];
  /** When each layer was first met. */
  readonly firstMet: Map<Layer, number>;
}

/** The use that a tensor came out of. */
export function nodeOf(where: string, tensor: SymbolicTensor): Node {
  return (
    tensor.node ??
    fail("state", { where, expected: "tensors that come from input()", received: String(tensor) })
  );
}

function walkBack(where: string, outputs: readonly SymbolicTensor[], inputs: ReadonlySet<SymbolicTensor>): Walk {
  const order: Node[] = [];
  const firstMet = new Map<Layer, number>();
  const finished = new Set<Node>();
  const visit = (tensor: SymbolicTensor): void => {
    const node = nodeOf(where, tensor);
    if (finished.has(node)) return;
    finished.add(node);
    if (!firstMet.has(node.layer)) firstMet.set(node.layer, firstMet.size);
    if (node.inputs.length === 0 && !inputs.has(tensor)) {
      fail("value", {
        where,
        expected: "outputs that depend on the inputs only",
        received: `one that needs "${node.layer.name}" too`,
        advice: "Add that input to the model's inputs",
      });
    }
    if (!inputs.has(tensor)) for (const input of node.inputs) visit(input);
    order.push(node);
  };
  for (const output of outputs) visit(output);
  return { order, firstMet };
}

function groupByDepth<T>(depths: ReadonlyMap<T, number>): T[][] {
  const groups: T[][] = [];
  for (const [item, depth] of depths) (groups[depth] ??= []).push(item);
  return groups.filter((group) => group !== undefined).toReversed();
}

/**
 * Orders everything between inputs and outputs as Keras does. Throws if an output needs another input, or if two
 * layers share a name.
 */
export function modelGraph(
  where: string,
  inputs: readonly SymbolicTensor[],
  outputs: readonly SymbolicTensor[],
): ModelGraph {
  const { order, firstMet } = walkBack(where, outputs, new Set(inputs));
  const nodeDepths = new Map<Node, number>();
  const layerDepths = new Map<Layer, number>();
  for (const node of order.toReversed()) {
    const depth = Math.max(nodeDepths.get(node) ?? 0, layerDepths.get(node.layer) ?? 0);
    nodeDepths.set(node, depth);
    layerDepths.set(node.layer, depth);
    for (const { node: parent } of node.inputs) {
      if (parent !== undefined) nodeDepths.set(parent, Math.max(depth + 1, nodeDepths.get(parent) ?? 0));
    }
  }
  for (const input of inputs) {
    const node = nodeOf(where, input);
    if (layerDepths.has(node.layer)) continue;
    layerDepths.set(node.layer, 0);
    nodeDepths.set(node, 0);
    firstMet.set(node.layer, -1);
  }
  const layers = groupByDepth(layerDepths).flatMap((group) =>
    group.toSorted((a, b) => firstMet.get(a)! - firstMet.get(b)!),
  );
  expectDistinctNames(where, layers);
  const levels = groupByDepth(nodeDepths);
  return { nodes: levels.flat(), layers, levels };
}

/** Throws if two layers have the same name. */
export function expectDistinctNames(where: string, layers: readonly Layer[]): void {
  const seen = new Set<string>();
  for (const { name } of layers) {
    if (seen.has(name)) {
      fail("name", {
        where,
        expected: "layers with different names",
        received: `two layers named "${name}"`,
        advice: "Give one of them another name: dense(10, { name: \"...\" })",
      });
    }
    seen.add(name);
  }
}
