import { toCamelCase, toConfig } from "../base/config.ts";
import type { DType } from "../base/dtype.ts";
import { fail } from "../base/errors.ts";
import {
  layerOf,
  type CallOptions,
  type Layer,
  type LayerLoader,
  type SavedCall,
} from "../layers/layer.ts";
import { callSavedOperation, isSavedOperation } from "../layers/registeredOps.ts";
import { loadArgument } from "../layers/savedOperation.ts";
import type { SavedLayer } from "../layers/saved.ts";
import {
  SymbolicTensor,
  type Node,
  type PartialShape,
  type UsedLayer,
} from "../layers/symbolic.ts";
import { isInputLayer, type Network } from "./network.ts";

/** One symbolic tensor, or several in a list or by name. */
type SymbolicTensors =
  | SymbolicTensor
  | readonly SymbolicTensor[]
  | Readonly<Record<string, SymbolicTensor>>;

/** Layer, number of its use, number of that use's output. */
type History = readonly [layer: string, node: number, tensor: number];

type SavedTensors = History | readonly History[] | Readonly<Record<string, History>>;

/** A layer inside a functional model, with its uses. */
interface SavedUse extends SavedLayer {
  readonly name: string;
  readonly inbound_nodes: readonly SavedNode[];
}

type SavedNode = SavedCall;

interface SavedTensor {
  readonly class_name: "__keras_tensor__";
  readonly config: {
    readonly shape: PartialShape;
    readonly dtype: DType;
    readonly keras_history: History;
  };
}

/** The part of a functional model's config that describes its graph. */
export interface SavedGraph {
  readonly layers: readonly SavedUse[];
  readonly input_layers: SavedTensors;
  readonly output_layers: SavedTensors;
}

/** The same structure with each tensor replaced. */
function mapTensors<From extends object, To>(
  given: From | readonly From[] | Readonly<Record<string, From>>,
  isOne: (part: unknown) => part is From,
  map: (tensor: From) => To,
): To | To[] | Record<string, To> {
  if (isOne(given)) return map(given);
  if (Array.isArray(given)) return (given as readonly From[]).map(map);
  return Object.fromEntries(
    Object.entries(given as Readonly<Record<string, From>>).map(([key, one]) => [key, map(one)]),
  );
}

const isTensor = (part: unknown): part is SymbolicTensor => part instanceof SymbolicTensor;
const isHistory = (part: unknown): part is History =>
  Array.isArray(part) && typeof part[0] === "string";

/** The graph between inputs and outputs as Keras saves it. */
export function saveGraph(
  network: Network,
  inputs: SymbolicTensors,
  outputs: SymbolicTensors,
): SavedGraph {
  const uses = new Set(network.nodes);
  const usesOf = (layer: UsedLayer): Node[] =>
    layer.nodes.filter((node) => uses.has(node) || isInputLayer(layer));
  const historyOf = (tensor: SymbolicTensor): History => {
    const node = tensor.node!;
    return [node.layer.name, usesOf(node.layer).indexOf(node), node.outputs.indexOf(tensor)];
  };
  const saveTensor = (tensor: SymbolicTensor): SavedTensor => ({
    class_name: "__keras_tensor__",
    config: { shape: tensor.shape, dtype: tensor.dtype, keras_history: historyOf(tensor) },
  });
  const saveNode = (node: Node): SavedNode => {
    const own = layerOf(node).savedCall(saveTensor);
    if (own !== undefined) return own;
    const tensors = node.inputs.map(saveTensor);
    const { takesMask, takesArguments } = layerOf(node).constructor as typeof Layer;
    const isList = tensors.length > 1 && !takesArguments;
    return {
      args: isList ? [tensors] : tensors,
      kwargs: { ...(takesMask ? { mask: null } : {}), ...toConfig(node.options ?? {}) },
    };
  };
  const layers = network.layers.map((layer) => ({
    ...layer.toJSON(),
    name: layer.name,
    inbound_nodes: isInputLayer(layer) ? [] : usesOf(layer).map(saveNode),
  }));
  return {
    layers,
    input_layers: mapTensors(inputs, isTensor, historyOf),
    output_layers: mapTensors(outputs, isTensor, historyOf),
  };
}

/** What the use of a layer can be told. */
const callOptions = ["training", "use_causal_mask", "return_attention_scores", "reverse"];

/** Names under which Keras's layers of attention take their inputs, in order. */
const inputNames = ["query", "value", "key"];

function isSavedTensor(part: unknown): part is SavedTensor {
  return typeof part === "object" && part !== null && "class_name" in part && "config" in part;
}

/** The inputs of a use, and what the layer was told besides. */
function argumentsOf(
  where: string,
  { args, kwargs }: SavedNode,
): { readonly tensors: readonly SavedTensor[]; readonly options: CallOptions } {
  const tensors = [
    ...(args.flat() as readonly SavedTensor[]),
    ...inputNames.map((name) => kwargs[name]).filter(isSavedTensor),
  ];
  const options: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(kwargs)) {
    if (value === null || inputNames.includes(name)) continue;
    const isOption = callOptions.includes(name);
    if (!isOption || typeof value !== "boolean") {
      fail("unsupported", {
        where,
        expected: "a call with its inputs only",
        received: `the argument ${name}`,
      });
    }
    options[toCamelCase(name)] = value;
  }
  return { tensors: tensors, options };
}

/** Finds a symbolic tensor by its history; undefined: it is not made yet. */
type Find = (history: History) => SymbolicTensor | undefined;

/** What a layer gives in one of its uses; undefined: its inputs are not all there yet. */
function applyLayer(where: string, layer: Layer, node: SavedNode, find: Find): unknown {
  const { tensors, options } = argumentsOf(`${where} > ${layer.name}`, node);
  const given = tensors.map(({ config }) => find(config.keras_history));
  const known = given.filter((tensor) => tensor !== undefined);
  if (known.length < given.length) return undefined;
  return known.length === 1 ? layer(known[0]!, options) : layer(known, options);
}

/** The same of an op. */
function applyOperation(use: SavedUse, { args, kwargs }: SavedNode, find: Find): unknown {
  let isComplete = true;
  const load = (part: unknown): unknown =>
    loadArgument(part, (config) => {
      const tensor = find(config["keras_history"] as History);
      isComplete &&= tensor !== undefined;
      return tensor;
    });
  const given = args.map(load);
  const named = Object.fromEntries(Object.entries(kwargs).map(([key, part]) => [key, load(part)]));
  return isComplete ? callSavedOperation(use, given, named) : undefined;
}

/** Makes the layers of a saved graph with `load`, and applies them again. Throws if the graph cannot be followed. */
export function loadGraph(
  where: string,
  saved: SavedGraph,
  load: LayerLoader,
): {
  readonly inputs: SymbolicTensors;
  readonly outputs: SymbolicTensors;
} {
  const outputsOf = new Map<string, (readonly SymbolicTensor[])[]>();
  const tensorOf = ([layer, node, tensor]: History): SymbolicTensor | undefined =>
    outputsOf.get(layer)?.[node]?.[tensor];
  const waiting = saved.layers.map((use) => {
    const calls = [...use.inbound_nodes];
    if (isSavedOperation(use)) {
      outputsOf.set(use.name, []);
      const apply = (node: SavedNode): unknown => applyOperation(use, node, tensorOf);
      return { name: use.name, calls, apply };
    }
    const layer = load(use);
    outputsOf.set(layer.name, isInputLayer(layer) ? [[layer.symbolic]] : []);
    const apply = (node: SavedNode): unknown => applyLayer(where, layer, node, tensorOf);
    return { name: layer.name, calls, apply };
  });
  // A use of a layer can wait for another layer's second use, so the rounds go on until nothing moves.
  for (let moved = true; moved;) {
    moved = false;
    for (const { name, calls, apply } of waiting) {
      while (calls.length > 0) {
        const made = apply(calls[0]!);
        if (made === undefined) break;
        outputsOf
          .get(name)!
          .push((Array.isArray(made) ? made : [made]) as readonly SymbolicTensor[]);
        calls.shift();
        moved = true;
      }
    }
  }
  const stuck = waiting.find(({ calls }) => calls.length > 0);
  if (stuck !== undefined) {
    fail("file", {
      where,
      expected: "a graph from inputs to outputs",
      received: `"${stuck.name}", whose inputs do not exist`,
    });
  }
  const find = (history: History): SymbolicTensor =>
    tensorOf(history) ??
    fail("file", {
      where,
      expected: "inputs and outputs among the layers",
      received: history.join(", "),
    });
  return {
    inputs: mapTensors(saved.input_layers, isHistory, find),
    outputs: mapTensors(saved.output_layers, isHistory, find),
  };
}
