import { isFloat } from "../base/dtype.ts";
import { fail } from "../base/errors.ts";
import type { Work } from "../base/eventLoop.ts";
import { formatShape } from "../base/shape.ts";
import type { Operand } from "../graph/value.ts";
import type { HostLayer } from "../layers/hostLayer.ts";
import { InputLayer } from "../layers/inputLayer.ts";
import { layerOf, type CallContext, type Layer } from "../layers/layer.ts";
import type { Node, PartialShape, SymbolicTensor } from "../layers/symbolic.ts";
import { cast } from "../ops/cast.ts";
import { expandDims, squeeze } from "../ops/reshape.ts";

/** The uses of layers between some inputs and some outputs. */
export interface Network {
  readonly inputs: readonly SymbolicTensor[];
  readonly outputs: readonly SymbolicTensor[];
  /** Uses before those that need them; the inputs' own are left out. */
  readonly nodes: readonly Node[];
  /** Keras's order: by distance from the outputs, farthest first; inputs included. */
  readonly layers: readonly Layer[];
  /** Whether each layer feeds the next and no other, and none is used twice. */
  readonly isChain: boolean;
  /** Uses of layers that work on the host, before a program begins. */
  readonly hostNodes: readonly Node[];
  /** Where the program begins: the inputs, and what the host makes of them. */
  readonly entries: readonly SymbolicTensor[];
  /** The layers that read an entry, by its number, in the order of their uses. */
  readonly readers: readonly { readonly layer: Layer; readonly entry: number }[];
}

/** Whether a layer works before the program begins; a mark instead of the class, which few pages need. */
export function isOnHost(layer: object | undefined): layer is HostLayer {
  return layer !== undefined && "worksOnHost" in layer;
}

/** Which uses are the host's, and what the others need of them. */
function splitHost(
  inputs: readonly SymbolicTensor[],
  outputs: readonly SymbolicTensor[],
  nodes: readonly Node[],
): Pick<Network, "hostNodes" | "entries"> {
  const known = new Set(inputs);
  const hostNodes: Node[] = [];
  for (const node of nodes) {
    const isHost = isOnHost(node.layer) && node.inputs.every((tensor) => known.has(tensor));
    if (!isHost) continue;
    hostNodes.push(node);
    for (const tensor of node.outputs) known.add(tensor);
  }
  if (hostNodes.length === 0) return { hostNodes, entries: inputs };
  const rest = nodes.filter((node) => !hostNodes.includes(node));
  const needed = new Set([...rest.flatMap((node) => node.inputs), ...outputs]);
  return { hostNodes, entries: [...known].filter((tensor) => needed.has(tensor)) };
}

/** What a walk from the outputs back to the inputs finds. */
interface Walk {
  /** Uses before those that need them, the inputs' own included. */
  readonly order: readonly Node[];
  /** When each layer was first met. */
  readonly firstMet: Map<Layer, number>;
}

function walkBack(
  where: string,
  inputs: ReadonlySet<SymbolicTensor>,
  outputs: readonly SymbolicTensor[],
): Walk {
  const order: Node[] = [];
  const seen = new Set<Node>();
  const firstMet = new Map<Layer, number>();
  const visit = (tensor: SymbolicTensor): void => {
    const { node } = tensor;
    if (node === undefined || seen.has(node)) return;
    seen.add(node);
    const layer = layerOf(node);
    if (!firstMet.has(layer)) firstMet.set(layer, firstMet.size);
    if (!inputs.has(tensor)) {
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
  return { order, firstMet };
}

/** How many steps lie between each use, and each layer, and the farthest output. */
function depthsOf(
  order: readonly Node[],
  isInput: (node: Node) => boolean,
): { readonly nodes: Map<Node, number>; readonly layers: Map<Layer, number> } {
  const nodes = new Map<Node, number>();
  const layers = new Map<Layer, number>();
  for (const node of order.toReversed()) {
    const layer = layerOf(node);
    const depth = Math.max(nodes.get(node) ?? 0, layers.get(layer) ?? 0);
    nodes.set(node, depth);
    layers.set(layer, depth);
    if (isInput(node)) continue;
    for (const { node: before } of node.inputs) {
      if (before !== undefined) nodes.set(before, Math.max(depth + 1, nodes.get(before) ?? 0));
    }
  }
  return { nodes, layers };
}

/**
 * Finds all uses of layers between inputs and outputs. Throws if an output depends on something else, or if two layers
 * have the same name.
 */
export function connect(
  where: string,
  inputs: readonly SymbolicTensor[],
  outputs: readonly SymbolicTensor[],
): Network {
  const given = new Set(inputs);
  const isInput = (node: Node): boolean => node.outputs.some((tensor) => given.has(tensor));
  const { order, firstMet } = walkBack(where, given, outputs);
  const depths = depthsOf(order, isInput);
  // An input that no output needs still belongs to the model: data are given for it.
  for (const { node } of inputs) {
    if (node === undefined || depths.layers.has(layerOf(node))) continue;
    depths.layers.set(layerOf(node), 0);
    depths.nodes.set(node, 0);
    firstMet.set(layerOf(node), -1);
  }
  const layers = [...depths.layers.keys()].toSorted(
    (a, b) => depths.layers.get(b)! - depths.layers.get(a)! || firstMet.get(a)! - firstMet.get(b)!,
  );
  expectDistinctNames(where, layers);
  const levels = [...depths.nodes.values()];
  const isChain =
    new Set(levels).size === levels.length &&
    layers.length === levels.length &&
    order.every((node) => node.inputs.length <= 1);
  const nodes = order.filter((node) => !isInput(node));
  const host = splitHost(inputs, outputs, nodes);
  const readers = nodes.flatMap((node) =>
    node.inputs.flatMap((tensor) => {
      const entry = host.entries.indexOf(tensor);
      return entry < 0 ? [] : [{ layer: layerOf(node), entry }];
    }),
  );
  return { inputs, outputs, nodes, layers, isChain, ...host, readers };
}

/** Throws if two layers have the same name. */
export function expectDistinctNames(where: string, layers: readonly Layer[]): void {
  const names = new Set<string>();
  const twice = layers.find(({ name }) => names.size === names.add(name).size)?.name;
  if (twice === undefined) return;
  fail("name", {
    where,
    expected: "layers with names of their own",
    received: `a second "${twice}"`,
    advice: "Give one of them another name",
  });
}

/**
 * Computes the outputs of a network from its entries on, layer by layer. Inputs are brought to the rank and dtype that
 * they were declared with.
 */
export function* run(
  where: string,
  network: Network,
  inputs: readonly Operand[],
  context: CallContext,
): Work<Operand[]> {
  const known = new Map<SymbolicTensor, Operand>();
  adaptInputs(where, network, inputs).forEach((x, i) => known.set(network.entries[i]!, x));
  for (const node of network.nodes) {
    if (network.hostNodes.includes(node)) continue;
    const needed = node.inputs.map((tensor) => known.get(tensor)!);
    const result = layerOf(node).apply(needed, { ...context, ...node.options });
    const list = Array.isArray(result) ? (result as readonly Operand[]) : [result as Operand];
    node.outputs.forEach((tensor, i) => known.set(tensor, list[i]!));
    yield;
  }
  return network.outputs.map((tensor) => known.get(tensor)!);
}

/** As Keras does: a missing last axis of extent 1 is added, a superfluous one dropped, integers become floats. */
function adaptInputs(where: string, network: Network, given: readonly Operand[]): Operand[] {
  const inputs = network.entries;
  if (given.length !== inputs.length) {
    fail("shape", { where, expected: `${inputs.length} inputs`, received: `${given.length}` });
  }
  return given.map((x, i) => {
    const { shape, dtype, name } = inputs[i]!;
    const ranked = adaptRank(x, shape);
    if (!fits(ranked.shape, shape)) {
      const what = inputs.length === 1 ? "" : `input "${name}" of `;
      fail("shape", {
        where,
        expected: `${what}${formatShape(shape)}`,
        received: formatShape(x.shape),
      });
    }
    // A float of another width stays as it is: float64 is for gradient checks.
    return isFloat(ranked.dtype) && isFloat(dtype) ? ranked : cast(ranked, dtype);
  });
}

function adaptRank(x: Operand, shape: PartialShape): Operand {
  if (x.rank === shape.length + 1 && x.shape.at(-1) === 1) return squeeze(x, { axis: -1 });
  if (x.rank === shape.length - 1 && shape.at(-1) === 1) return expandDims(x, -1);
  return x;
}

function fits(actual: readonly number[], wanted: PartialShape): boolean {
  return (
    actual.length === wanted.length &&
    wanted.every((extent, axis) => extent === null || extent === actual[axis])
  );
}

/** Whether a layer only marks where a model begins. */
export function isInputLayer(layer: unknown): layer is InputLayer {
  return layer instanceof InputLayer;
}
