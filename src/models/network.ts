import { fail } from "../base/errors.ts";
import type { Operand } from "../graph/value.ts";
import { cast } from "../ops/cast.ts";
import type { CallContext, Layer } from "../layers/layer.ts";
import { InputLayer } from "../layers/inputLayer.ts";
import type { Node, SymbolicTensor } from "../layers/symbolic.ts";

/** The uses of layers between some inputs and some outputs. */
export interface Network {
  readonly inputs: readonly SymbolicTensor[];
  readonly outputs: readonly SymbolicTensor[];
  /** Uses before those that need them; the inputs' own are left out. */
  readonly nodes: readonly Node[];
  /** Keras's order: by distance from the outputs, farthest first; inputs included. */
  readonly layers: readonly Layer[];
}

/** Finds all uses of layers between inputs and outputs. Throws if an output depends on something else. */
export function connect(where: string, inputs: readonly SymbolicTensor[], outputs: readonly SymbolicTensor[]): Network {
  const given = new Set(inputs);
  const order: Node[] = [];
  const seen = new Set<Node>();
  const indices = new Map<Layer, number>();
  const visit = (tensor: SymbolicTensor): void => {
    const node = tensor.node;
    if (node === undefined || seen.has(node)) return;
    seen.add(node);
    if (!indices.has(node.layer)) indices.set(node.layer, indices.size);
    if (!given.has(tensor)) {
      if (node.inputs.length === 0) {
        fail("value", {
          where,
          expected: "outputs that depend on the given inputs alone",
          received: `an output that needs "${node.layer.name}"`,
          advice: `Add "${node.layer.name}" to the inputs`,
        });
      }
      for (const input of node.inputs) visit(input);
    }
    order.push(node);
  };
  for (const output of outputs) visit(output);

  const nodeDepth = new Map<Node, number>();
  const layerDepth = new Map<Layer, number>();
  const isInput = (node: Node): boolean => node.outputs.some((tensor) => given.has(tensor));
  for (const node of order.toReversed()) {
    const depth = Math.max(nodeDepth.get(node) ?? 0, layerDepth.get(node.layer) ?? 0);
    nodeDepth.set(node, depth);
    layerDepth.set(node.layer, depth);
    if (isInput(node)) continue;
    for (const { node: before } of node.inputs) {
      if (before !== undefined) nodeDepth.set(before, Math.max(depth + 1, nodeDepth.get(before) ?? 0));
    }
  }
  const layers = [...layerDepth.keys()].toSorted(
    (a, b) => layerDepth.get(b)! - layerDepth.get(a)! || indices.get(a)! - indices.get(b)!,
  );
  return { inputs, outputs, nodes: order.filter((node) => !isInput(node)), layers };
}

/** Computes the outputs of a network. Inputs are brought to the dtype that they were declared with. */
export function run(network: Network, inputs: readonly Operand[], context: CallContext): Operand[] {
  const known = new Map<SymbolicTensor, Operand>();
  network.inputs.forEach((tensor, i) => known.set(tensor, cast(inputs[i]!, tensor.dtype)));
  for (const { layer, inputs: needed, outputs } of network.nodes) {
    const result = layer.apply(needed.map((tensor) => known.get(tensor)!), context);
    const list = Array.isArray(result) ? (result as readonly Operand[]) : [result as Operand];
    outputs.forEach((tensor, i) => known.set(tensor, list[i]!));
  }
  return network.outputs.map((tensor) => known.get(tensor)!);
}

/** Whether a layer only marks where a model begins. */
export function isInputLayer(layer: Layer): layer is InputLayer {
  return layer instanceof InputLayer;
}
