import { fail } from "../base/errors.ts";
import type { InputLike } from "../train/data.ts";
import type { PredictOptions } from "../train/options.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { Functional } from "./functional.ts";
import type { Model } from "./model.ts";
import { connect } from "./network.ts";

/**
 * What every layer of a model makes of `x`, by the layers' names in order: one tensor [samples, ...] each. A layer that
 * is used several times is there once per use: "dense", "dense:1"; further outputs of a use are "lstm#1".
 */
export async function activations(
  model: Model,
  x: InputLike,
  options: PredictOptions = {},
): Promise<Record<string, Tensor>> {
  const { inputs, outputs, name } = model;
  const { nodes, hostNodes } = connect(name, inputs, outputs);
  const uses = new Map<string, number>();
  const named = nodes
    .filter((node) => !hostNodes.includes(node))
    .flatMap((node) => {
      const use = uses.get(node.layer.name) ?? 0;
      uses.set(node.layer.name, use + 1);
      const own = use === 0 ? node.layer.name : `${node.layer.name}:${use}`;
      return node.outputs.map((tensor, i) => [i === 0 ? own : `${own}#${i}`, tensor] as const);
    });
  if (named.length === 0) {
    fail("state", { where: `activations: ${name}`, expected: "layers", received: "none" });
  }
  const watcher = new Functional({
    inputs,
    outputs: named.map(([, tensor]) => tensor),
    name: `${name}_activations`,
  });
  const found = await watcher.predictAll(x, { verbose: 0, ...options });
  return Object.fromEntries(named.map(([own], i) => [own, found[i]!]));
}
